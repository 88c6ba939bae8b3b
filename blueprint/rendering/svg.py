"""SVG: the drawing as one self-contained file.

No script and no external reference: colors are attributes, so that the drawing looks the same in a page with a strict
content security policy, in an ``<img>``, in an office program, and beside another drawing. Only a theme that follows
the reader's screen adds a style sheet, under the drawing's own id. Ids begin with a hash of the content. The template
only places what stands here as text; there is no arithmetic in it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from blueprint.layout.drawing import Drawing
from blueprint.layout.geometry import Rect
from blueprint.layout.result import Band, Connector, LegendItem, Mark, PlacedEvidence, PlacedStep, RoutedFlow
from blueprint.model import END
from blueprint.rendering.environment import template
from blueprint.rendering.fonts import font_stack
from blueprint.rendering.overlays import DASH, badge_view, entry_view, shade_view, tone_of
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
from blueprint.rendering.screens import dark_sheet, tell_apart
from blueprint.rendering.svg_rows import legend_view, rows_view
from blueprint.rendering.tables import Outline, StepEntry, one_line, outline_of, spoken
from blueprint.rendering.texts import text_lines
from blueprint.themes import Theme

_WIDTH = {"needs": 1.25, "influences": 1.25}
_DASH = {"needs": "4 4", "exchange": "", "influences": "1.5 4", "flow": "", "recovery": ""}
INDEPENDENT_DASH = "7 3 1.5 3 1.5 3"
"""Of the line of order penetration, and of the outline of steps that no straight line tells apart."""
_LINE_DASH = {
    "interaction": "10 5",
    "visibility": "8 6",
    "internal_interaction": "3 5",
    "implementation": "12 4 3 4",
    "order_penetration": INDEPENDENT_DASH,
}


SPOKEN_STEPS = 200
"""With more steps than this only lanes and links are told to screen readers, which would be busy for seconds."""


def draw_svg(drawing: Drawing, *, titled: bool = True) -> str:
    """Return a drawing as SVG.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.
    titled : bool
        Whether the title stands over the lanes; a page that says it in its own words leaves it out.

    Returns
    -------
    str
        A whole document with one final line break; the same for the same drawing, everywhere.
    """
    theme = tell_apart(drawing.theme)
    view = _view(replace(drawing, theme=theme), titled) | _rims(drawing)
    text = template("svg.j2").render(view) + "\n"
    text = text.replace(_SHEET, dark_sheet(text, theme, _PREFIX), 1)
    return text.replace(_PREFIX, content_hash(text))


def _view(drawing: Drawing, titled: bool) -> dict[str, Any]:
    layout, theme, palette = drawing.layout, drawing.theme, drawing.theme.palette
    outline, top, path = outline_of(drawing), 0.0 if titled else _top(drawing), _customer_path(drawing)
    return {
        "prefix": _PREFIX,
        "top": number(top),
        "width": number(layout.width),
        "height": number(layout.height - top),
        "kind": drawing.wording.page["blueprint"],
        "language": drawing.blueprint.language,
        "fonts": font_stack(drawing.blueprint.language),
        "palette": palette,
        "metrics": {name: number(getattr(theme.metrics, name)) for name in _SIZES} | _widths(theme),
        "sheet": _SHEET if theme.dark else "",
        "title": drawing.blueprint.title,
        "description": describe(drawing, outline),
        "heads": [text_lines(block) for block in layout.title] if titled else [],
        "phases": [
            {"shape": chevron(phase.rect, first=index == 0), "text": text_lines(phase.label)}
            for index, phase in enumerate(layout.phases)
        ],
        "bands": [
            {**_band(band, above, theme), "name": name}
            for above, band, name in zip((None, *layout.bands), layout.bands, _lane_names(drawing), strict=False)
        ],
        "lines": [_line(line) for line in layout.lines],
        "flows": [_drawn_flow(drawing, flow, strong=flow.id in path) for flow in layout.flows],
        "stretches": list(_stretches(drawing, outline)),
        "legend": [_legend(item, theme) for item in layout.legend],
        "badges": [badge_view(placed, palette) for placed in layout.badges],
        "independent_dash": INDEPENDENT_DASH,
        **rows_view(drawing, lambda mark: _mark(mark, theme), told=_is_told(drawing)),
    }


_SIZES = ("title_size", "phase_size", "label_size", "footer_size", "box_radius")


_PREFIX, _SHEET = "\0", "\0\0"
"""Stand for the prefix of ids and for the style sheet until all else is written; no text can hold them."""


def _widths(theme: Theme) -> dict[str, str]:
    """Return the sizes that follow from others; an outline of 1 px needs no words."""
    stroke = theme.metrics.stroke
    return {
        "small_size": number(theme.metrics.label_size - 1),
        "outline": number(stroke) if stroke != 1 else "",
        "strong_outline": number(1.75 * stroke),
        "line": number(stroke),
        "strong_line": number(2 * stroke),
    }


def _rims(drawing: Drawing) -> dict[str, str]:
    """Return lines around what has no tint of its own: lanes that no line of the blueprint divides, and phases."""
    layout, palette = drawing.layout, drawing.theme.palette
    bare = [band.rect for band in layout.bands if palette.zone(band.kind).tint == palette.canvas]
    edges = {(number(y), number(rect.x), number(rect.w)): y for rect in bare for y in (rect.y, rect.bottom)}
    drawn = [line.y for line in layout.lines] + [axis.y for axis in layout.axes]
    return {
        "lane_rims": "".join(
            f"M{x} {y}h{w}" for (y, x, w), at in edges.items() if all(abs(at - other) > _CLOSE for other in drawn)
        ),
        "phase_rim": palette.muted if palette.phase == palette.canvas else "",
    }


_CLOSE = 6.0  # lines nearer than this look like one that is doubled by mistake [px]


def content_hash(text: str) -> str:
    """Return a short hash of what is drawn; ids begin with it, so that several drawings live on one page."""
    return f"b{hashlib.blake2s(text.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"


def describe(drawing: Drawing, outline: Outline) -> str:
    """Say in a few sentences what a drawing holds, in its language."""
    words = drawing.wording.page
    counts = (
        ("phases", sum(1 for stretch in outline.stretches if stretch.label)),
        ("steps", sum(len(stretch.steps) for stretch in outline.stretches)),
        ("fails", len(outline.fails)),
        ("waits", len(outline.waits)),
    )
    said = [(drawing.blueprint.description or words["blueprint"]).strip().rstrip(".")]
    if outline.strips:
        said.append(f"{words['lanes']}: {'; '.join(strip.label for strip in outline.strips)}")
    said += [f"{words[name]}: {count}" for name, count in counts if count]
    said += [] if _is_told(drawing) else [words["many"]]
    return ". ".join(said) + "."


def _top(drawing: Drawing) -> float:
    """Return where a drawing begins below its title [px]."""
    tops = [phase.rect.y for phase in drawing.layout.phases] + [band.rect.y for band in drawing.layout.bands]
    return max(0.0, min(tops) - drawing.theme.metrics.phase_gap / 2) if tops else 0.0


def _box(rect: Any) -> dict[str, str]:
    return {"x": number(rect.x), "y": number(rect.y), "w": number(rect.w), "h": number(rect.h)}


def _band(band: Band, above: Band | None, theme: Theme) -> dict[str, Any]:
    """Describe a lane; where the one above is of the same kind, a fine line tells them apart."""
    return {
        "box": _box(band.rect),
        "zone": theme.palette.zone(band.kind),
        "divided": above is not None and above.kind == band.kind,
        "text": text_lines(band.label),
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
        "text": text_lines(line.label),
    }


def _customer_path(drawing: Drawing) -> frozenset[str]:
    """Return the ids of the flows from one customer action to the next: the eye must find them first."""
    customers = {step.id for step in drawing.layout.steps if step.kind == "customer"}
    flows = (flow for flow in drawing.layout.flows if flow.kind == "flow" and not flow.rework)
    return frozenset(flow.id for flow in flows if flow.source in customers and flow.target in customers)


def _flow(flow: RoutedFlow, theme: Theme, *, strong: bool = False) -> dict[str, Any]:
    palette = theme.palette
    ink = palette.rework if flow.rework else palette.flow if flow.kind in ("flow", "exchange") else palette.relation
    heads = [arrowhead(flow.points[-1], flow.points[-2])] if flow.reaches_step else []
    tail = flow.two_headed and flow.leaves_step
    if tail:
        heads.append(arrowhead(flow.points[0], flow.points[1]))
    points = shorten_ends(flow.points, head=flow.reaches_step, tail=tail)
    return {
        "path": line_path(points, theme.metrics.corner, flow.hops),
        "ink": ink,
        "dash": _DASH[flow.kind],
        "width": number(theme.metrics.stroke * (2.25 if strong else _WIDTH.get(flow.kind, 1.5))),
        "heads": "".join(heads),
        "open": flow.rework,
        "end": {"x": number(flow.points[-1][0]), "y": number(flow.points[-1][1])} if leaves_service(flow) else None,
        "connector": _connector(flow.connector) if flow.connector else None,
        "text": text_lines(flow.label) if flow.label else None,
        "tip": "",
    }


def _drawn_flow(drawing: Drawing, flow: RoutedFlow, *, strong: bool) -> dict[str, Any]:
    """Describe a flow as overlays want it: in another color, stronger, dashed."""
    view, shade = _flow(flow, drawing.theme, strong=strong), drawing.shade_of(flow.id)
    if shade is None:
        return view
    view |= {"ink": tone_of(shade.tone, drawing.theme.palette), "tip": drawing.said_of(flow.id)}
    if shade.dashed:
        view["dash"] = DASH
    if shade.lined:
        view["width"] = number(drawing.theme.metrics.stroke * 2.25)
    return view


def _is_told(drawing: Drawing) -> bool:
    """Tell whether every step is named for screen readers."""
    return len(drawing.layout.steps) <= SPOKEN_STEPS


def _lane_names(drawing: Drawing) -> list[str]:
    """Return what is said of each lane where its steps are not told one by one; else nothing."""
    counts = Counter(step.lane for step in drawing.layout.steps)
    counts.update(piece.lane for piece in drawing.layout.evidence)
    told = {band.id for band in drawing.layout.bands} if _is_told(drawing) else set()
    names = []
    for band in drawing.layout.bands:
        names.append("" if band.id in told else f"{band.label.text}: {counts[band.id]}")
        told.add(band.id)  # a folded drawing repeats its lanes
    return names


def _stretches(drawing: Drawing, outline: Outline) -> Iterator[dict[str, Any]]:
    """Yield phases with their boxes in reading order: each step is followed by its evidence."""
    placed = {step.id: step for step in drawing.layout.steps}
    evidence: dict[str, list[PlacedEvidence]] = {}
    for piece in drawing.layout.evidence:
        evidence.setdefault(piece.step, []).append(piece)
    told = _is_told(drawing)
    for stretch in outline.stretches:
        steps = (
            _step(drawing, placed[step.id], step) | {"evidence": _evidence(drawing, evidence.get(step.id, []), told)}
            for step in stretch.steps
        )
        yield {"name": stretch.label if told else "", "steps": list(steps)}


def _step(drawing: Drawing, placed: PlacedStep, step: StepEntry) -> dict[str, Any]:
    """Describe a box; a step with a link and a blueprint inside opens the one from its box, the other from its mark."""
    apart = bool(step.link and step.detail)
    marks = [(mark.kind == "detail" and apart, _step_mark(drawing, mark)) for mark in placed.marks]
    name = spoken(step, drawing.wording)
    return {
        "box": _box(placed.rect),
        "zone": drawing.theme.palette.zone(placed.kind),
        "strong": placed.kind == "customer" or placed.id in drawing.layout.independent,
        "name": name if _is_told(drawing) or step.link or step.detail else "",
        "link": step.link or step.detail,
        "underlined": bool(step.link),
        "independent": placed.id in drawing.layout.independent,
        "shade": shade_view(drawing.shade_of(placed.id), drawing.theme.palette),
        "tip": drawing.said_of(placed.id),
        "label": text_lines(placed.label),
        "footer": text_lines(placed.footer) if placed.footer else None,
        "marks": [mark for is_apart, mark in marks if not is_apart],
        "inside": [mark for is_apart, mark in marks if is_apart],
        "detail": step.detail,
        "detail_name": f"{drawing.wording.legend['detail']}: {step.label}",
    }


def _evidence(drawing: Drawing, pieces: list[PlacedEvidence], told: bool) -> list[dict[str, Any]]:
    return [
        {
            "box": _box(piece.rect),
            "label": text_lines(piece.label),
            "name": _evidence_name(drawing, piece) if told else "",
            "shade": shade_view(drawing.shade_of(piece.id), drawing.theme.palette),
            "tip": drawing.said_of(piece.id),
        }
        for piece in pieces
    ]


def _evidence_name(drawing: Drawing, piece: PlacedEvidence) -> str:
    name, said = f"{drawing.lane_names[piece.lane]}: {one_line(piece.label.text)}", drawing.said_of(piece.id)
    return f"{name}, {one_line(said)}" if said else name


def leaves_service(flow: RoutedFlow) -> bool:
    """Tell whether a line ends in the mark of a customer who leaves."""
    return flow.target == END


def _connector(connector: Connector) -> dict[str, Any]:
    x, y = connector.rect.center
    return {
        **_box(connector.rect),
        "r": number(connector.rect.h / 2),
        "cx": number(x),
        "base": number(y + 3.6),
        "number": connector.number,
    }


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
        "shade": None,
    }


def _step_mark(drawing: Drawing, mark: Mark) -> dict[str, Any]:
    """Describe a mark as overlays want it: hollow, or with a rim; only where they say it of all that it stands for."""
    view = _mark(mark, drawing.theme)
    shades = {drawing.shade_of(element) for element in mark.elements}
    shade = shades.pop() if len(shades) == 1 else None
    if mark.kind not in ("fail", "wait"):  # it stands for its step, which tells the rest
        return view | {"shade": shade_view(shade, drawing.theme.palette)} if shade and shade.faint else view
    said = "; ".join(text for element in mark.elements if (text := drawing.said_of(element)))
    title = f"{view['title']} · {said}" if said else view["title"]
    return view | {"shade": shade_view(shade, drawing.theme.palette), "title": title}


def _legend(item: LegendItem, theme: Theme) -> dict[str, Any]:
    rect = item.rect
    y = rect.y + rect.h / 2
    view: dict[str, Any] = {"text": text_lines(item.label), "flow": None, "mark": None, "row": None, "entry": None}
    if item.entry is not None:
        view["entry"] = entry_view(item.entry, rect, theme.palette)
        return view
    view["row"] = legend_view(item.symbol, rect, theme.palette)
    if view["row"] is not None:
        return view
    if item.symbol in _SHAPES:
        box = Rect(rect.x + 1, y - 9, 18, 18)
        letter = {"fail": "F", "wait": "W"}.get(item.symbol, "")
        view["mark"] = _mark(Mark(item.symbol, box, letter, (), ""), theme)  # type: ignore[arg-type]
        return view
    view["flow"] = _flow(_sample(item.symbol, rect), theme)
    return view


def _sample(symbol: str, rect: Rect) -> RoutedFlow:
    """Return a short line for the legend, as lines of its kind are drawn."""
    y = rect.center[1]
    start, end = (rect.x, y), (rect.right, y)
    if symbol == "end":
        return RoutedFlow("", "", END, "flow", (start, (rect.right - 6, y)), False, False, None)
    if symbol == "connector":
        sign = Connector("1", Rect(rect.right - 18, y - 9, 18, 18), arrives=False)
        return RoutedFlow("", "", "", "flow", (start, (sign.rect.x, y)), False, False, None, connector=sign)
    if symbol == "rework":
        return RoutedFlow("", "", "", "flow", (start, end), False, True, None)
    return RoutedFlow("", "", "", symbol, (start, end), symbol == "exchange", False, None)  # type: ignore[arg-type]
