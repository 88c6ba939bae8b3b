"""SVG: the drawing as one self-contained file.

No script, no style sheet, no external reference: colors are attributes, so that the drawing looks the same in a page
with a strict content security policy, in an ``<img>``, in an office program, and beside another drawing. Ids begin with
a hash of the content. The template only places what stands here as text; there is no arithmetic in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from blueprint.diagnostics import counted
from blueprint.layout.drawing import Drawing
from blueprint.layout.geometry import Rect
from blueprint.layout.result import Band, LegendItem, Mark, PlacedStep, RoutedFlow, TextBlock
from blueprint.model import END
from blueprint.rendering.paths import (
    arrowhead,
    chevron,
    hourglass,
    line_path,
    number,
    octagon,
    plus,
    shorten_ends,
    star,
)
from blueprint.themes import Theme

_LATIN = ("Arial", "Helvetica", "Arimo", "Liberation Sans")
_BY_LANGUAGE = {
    "ja": ("Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP"),
    "ko": ("Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", "Noto Sans KR"),
    "zh-hant": ("PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC"),
    "zh": ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"),
}
_EMOJI = ("Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji")

_DASH = {"needs": "4 4", "exchange": "", "influences": "1.5 4", "flow": "", "recovery": ""}
_LINE_DASH = {
    "interaction": "10 5",
    "visibility": "8 6",
    "internal_interaction": "3 5",
    "implementation": "12 4 3 4",
}


def draw_svg(drawing: Drawing) -> str:
    """Return a drawing as SVG.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    str
        A whole document with one final line break; the same for the same drawing, everywhere.
    """
    return _template().render(_view(drawing)) + "\n"


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("blueprint.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("svg.j2")


def _view(drawing: Drawing) -> dict[str, Any]:
    layout, theme, palette = drawing.layout, drawing.theme, drawing.theme.palette
    return {
        "prefix": content_hash(drawing),
        "width": number(layout.width),
        "height": number(layout.height),
        "language": drawing.blueprint.language,
        "fonts": font_stack(drawing.blueprint.language),
        "palette": palette,
        "metrics": {name: number(getattr(theme.metrics, name)) for name in _SIZES},
        "title": drawing.blueprint.title,
        "description": describe(drawing),
        "heads": [_text(block) for block in layout.title],
        "phases": [
            {"shape": chevron(phase.rect, first=index == 0), "text": _text(phase.label)}
            for index, phase in enumerate(layout.phases)
        ],
        "bands": [_band(band, above, theme) for above, band in zip((None, *layout.bands), layout.bands, strict=False)],
        "lines": [_line(line) for line in layout.lines],
        "flows": [_flow(flow, theme) for flow in layout.flows],
        "steps": list(_steps(drawing)),
        "legend": [_legend(item, theme) for item in layout.legend],
    }


_SIZES = ("title_size", "phase_size", "label_size", "footer_size", "box_radius")


def content_hash(drawing: Drawing) -> str:
    """Return a short hash of all that is drawn; ids begin with it, so that several drawings live on one page."""
    blueprint = drawing.blueprint
    links = [(step.id, step.link, step.detail) for step in blueprint.steps if step.link or step.detail]
    drawn = (drawing.theme, blueprint.title, blueprint.description, blueprint.language, links, drawing.layout)
    return f"b{hashlib.blake2s(repr(drawn).encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def font_stack(language: str) -> str:
    """Return font families with the metrics that the layout counts on, then those for other scripts."""
    tag = language.lower()
    traditional = tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    key = "zh-hant" if traditional else tag.split("-")[0]
    own = _BY_LANGUAGE.get(key, ())
    others = tuple(name for names in _BY_LANGUAGE.values() for name in names[2:3])
    families = dict.fromkeys((*_LATIN, *own, *others, *_EMOJI))
    return ", ".join(f"'{name}'" if " " in name else name for name in families) + ", sans-serif"


def describe(drawing: Drawing) -> str:
    """Return one sentence for people who do not see the picture."""
    layout = drawing.layout
    marks = [mark for step in layout.steps for mark in step.marks]
    fails = sum(len(mark.elements) for mark in marks if mark.kind == "fail")
    waits = sum(len(mark.elements) for mark in marks if mark.kind == "wait")
    counts = (
        (len(layout.phases), "phase"),
        (len(layout.bands), "lane"),
        (len(layout.steps), "step"),
        (fails, "fail point"),
        (waits, "wait point"),
    )
    said = ", ".join(counted(count, word) for count, word in counts if count)
    opening = drawing.blueprint.description or "Service blueprint"
    return f"{opening.strip().rstrip('.')}: {said}." if said else opening


def _text(block: TextBlock) -> dict[str, Any]:
    return {
        "anchor": block.anchor,
        "full": block.full,
        "lines": [{"x": number(line.x), "y": number(line.y), "text": line.text} for line in block.lines],
    }


def _box(rect: Any) -> dict[str, str]:
    return {"x": number(rect.x), "y": number(rect.y), "w": number(rect.w), "h": number(rect.h)}


def _band(band: Band, above: Band | None, theme: Theme) -> dict[str, Any]:
    """Describe a lane; where the one above is of the same kind, a fine line tells them apart."""
    return {
        "box": _box(band.rect),
        "zone": theme.palette.zone(band.kind),
        "divided": above is not None and above.kind == band.kind,
        "text": _text(band.label),
    }


def _line(line: Any) -> dict[str, Any]:
    chip = line.label.rect
    return {
        "y": number(line.y),
        "x1": number(line.x1),
        "x2": number(line.x2),
        "dash": _LINE_DASH[line.kind],
        "strong": line.kind == "visibility",
        "chip": {
            "x": number(chip.x - 6),
            "y": number(chip.y),
            "w": number(chip.w * 1.06 + 12),
            "h": number(chip.h + 1),
        },
        "text": _text(line.label),
    }


def _flow(flow: RoutedFlow, theme: Theme) -> dict[str, Any]:
    palette = theme.palette
    ink = palette.rework if flow.rework else palette.flow if flow.kind in ("flow", "exchange") else palette.relation
    leaves = flow.target == END
    heads = [] if leaves else [arrowhead(flow.points[-1], flow.points[-2])]
    if flow.two_headed:
        heads.append(arrowhead(flow.points[0], flow.points[1]))
    points = shorten_ends(flow.points, head=not leaves, tail=flow.two_headed)
    return {
        "path": line_path(points, theme.metrics.corner, flow.hops),
        "ink": ink,
        "dash": _DASH[flow.kind],
        "width": "1.5" if flow.kind in ("flow", "exchange", "recovery") else "1.25",
        "heads": "".join(heads),
        "end": {"x": number(flow.points[-1][0]), "y": number(flow.points[-1][1])} if leaves else None,
        "text": _text(flow.label) if flow.label else None,
    }


def _steps(drawing: Drawing) -> Iterator[dict[str, Any]]:
    """Yield boxes in reading order: each step is followed by its evidence."""
    layout, palette = drawing.layout, drawing.theme.palette
    evidence: dict[str, list[Any]] = {}
    for piece in layout.evidence:
        evidence.setdefault(piece.step, []).append(piece)
    lanes = {band.id: band.label.text for band in layout.bands}
    for step in layout.steps:
        source = drawing.blueprint.step_by_id[step.id]
        yield {
            "box": _box(step.rect),
            "zone": palette.zone(step.kind),
            "name": _spoken(step, lanes[step.lane]),
            "link": source.link or source.detail or "",
            "label": _text(step.label),
            "footer": _text(step.footer) if step.footer else None,
            "marks": [_mark(mark, drawing.theme) for mark in step.marks],
            "evidence": [
                {
                    "box": _box(piece.rect),
                    "label": _text(piece.label),
                    "name": f"{lanes[piece.lane]}: {piece.label.text}",
                }
                for piece in evidence.get(step.id, ())
            ],
        }


def _spoken(step: PlacedStep, lane: str) -> str:
    """Return what a screen reader says of a step."""
    parts = [f"{lane}: {step.label.text}"]
    if step.footer is not None:
        parts.append(step.footer.text)
    parts += [f"{mark.text} {mark.title}".strip() for mark in step.marks if mark.kind in ("fail", "wait")]
    return ", ".join(parts)


_SHAPES = {"fail": octagon, "wait": hourglass, "truth": star, "detail": plus}


def _mark(mark: Mark, theme: Theme) -> dict[str, Any]:
    palette = theme.palette
    ink = {"fail": palette.fail, "wait": palette.wait, "truth": palette.truth, "detail": palette.detail}[mark.kind]
    x, y = mark.rect.center
    return {
        "shape": _SHAPES[mark.kind](mark.rect),
        "ink": ink,
        "text": mark.text,
        "title": f"{mark.text} {mark.title}".strip(),
        "x": number(x),
        "y": number(y + 3.6),
    }


def _legend(item: LegendItem, theme: Theme) -> dict[str, Any]:
    rect = item.rect
    y = rect.y + rect.h / 2
    view: dict[str, Any] = {"text": _text(item.label), "flow": None, "mark": None}
    if item.symbol in _SHAPES:
        box = Rect(rect.x + 1, y - 9, 18, 18)
        letter = {"fail": "F", "wait": "W"}.get(item.symbol, "")
        view["mark"] = _mark(Mark(item.symbol, box, letter, (), ""), theme)  # type: ignore[arg-type]
        return view
    points = ((rect.x, y), (rect.x + rect.w - (6 if item.symbol == "end" else 0), y))
    kind = {"rework": "flow", "end": "flow"}.get(item.symbol, item.symbol)
    target = END if item.symbol == "end" else ""
    flow = RoutedFlow("", "", target, kind, points, item.symbol == "exchange", item.symbol == "rework", None)  # type: ignore[arg-type]
    view["flow"] = _flow(flow, theme)
    return view
