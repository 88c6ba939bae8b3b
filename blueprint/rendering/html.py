"""HTML: one self-contained page with the drawing, the equivalent table, and the registers of fail and wait points.

No script and nothing from elsewhere: a content security policy in the page allows its own style sheet, by its hash, and
nothing else. The template only places what stands here.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from blueprint.layout.drawing import Drawing
from blueprint.layout.overlay import TONES, Tone
from blueprint.layout.wording import Wording, write_duration
from blueprint.model import Blueprint, FailPoint, WaitPoint
from blueprint.rendering.environment import template
from blueprint.rendering.fonts import font_stack
from blueprint.rendering.paths import number
from blueprint.rendering.svg import describe, draw_svg
from blueprint.rendering.tables import Outline, PointEntry, StepEntry, Way, one_line, outline_of
from blueprint.themes import Theme


def draw_html(drawing: Drawing) -> str:
    """Return a drawing as a page: picture, table and registers.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    str
        A whole document with one final line break; the same for the same drawing, everywhere.
    """
    svg, style = draw_svg(drawing, titled=False).rstrip(), page_style(drawing)
    view = _view(drawing, outline_of(drawing))
    return template("html.j2").render(view, svg=svg, style=style, policy=policy_of(svg, style)) + "\n"


_NARROWEST = 1120.0  # what the tables have at least, on a wide screen [px]


def page_style(drawing: Drawing) -> str:
    """Return the style sheet; it is made of checked colors, numbers and our own words only."""
    layout = drawing.layout
    return (
        template("page.css.j2")
        .render(
            palette=drawing.theme.palette,
            dark=drawing.theme.dark,
            fonts=font_stack(drawing.blueprint.language),
            width=number(max(_NARROWEST, layout.width)),
            tall=layout.height > layout.width,
            tones=_tones(drawing),
        )
        .strip()
    )


def _tones(drawing: Drawing) -> list[Tone]:
    """Return the tones of badges that the page tells, in the order of all tones; none without an overlay."""
    found = {badge.kind for overlay in drawing.overlays for badge in overlay.badges}
    return [tone for tone in TONES if tone in found]


_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def policy_of(svg: str, style: str) -> str:
    """Return the content security policy: nothing but the style sheets that are in the page."""
    hashes = " ".join(f"'sha256-{_digest(sheet)}'" for sheet in (style, *_STYLE.findall(svg)))
    return f"default-src 'none'; style-src {hashes}; img-src data:; base-uri 'none'; form-action 'none'"


def _digest(sheet: str) -> str:
    return base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()


def _view(drawing: Drawing, outline: Outline) -> dict[str, Any]:
    blueprint, wording = drawing.blueprint, drawing.wording
    return {
        "language": blueprint.language,
        "ui": "" if _speaks(wording, blueprint.language) else wording.language,
        "words": wording.page,
        "legend": wording.legend,
        "evidence": wording.lanes["evidence"],
        "outline": outline,
        "kicker": _kicker(blueprint, wording),
        "customer": blueprint.customer or "",
        "description": blueprint.description or "",
        "summary": describe(drawing, outline),
        "rows": list(_rows(outline)),
        "ways": lambda step: [_way(way, wording) for way in step.ways],
        "fails": [_fail(entry) for entry in outline.fails],
        "waits": [_wait(entry, blueprint, wording) for entry in outline.waits],
        "color_scheme": color_scheme_of(drawing.theme),
    }


def color_scheme_of(theme: Theme) -> str:
    """Return what browsers are told of the colors, for scroll bars and the ground before the page is there."""
    if theme.dark is not None:
        return "light dark"
    return "dark" if theme.palette.is_dark else "light"


def _speaks(wording: Wording, language: str) -> bool:
    """Tell whether the words of the page are in the language of the blueprint."""
    return wording.language.lower().split("-")[0] == language.lower().split("-")[0]


def _kicker(blueprint: Blueprint, wording: Wording) -> str:
    """Return the line over the title: what this is, its status and version."""
    status = wording.status[blueprint.status] if blueprint.status else ""
    return " · ".join(part for part in (wording.page["blueprint"], status, blueprint.version or "") if part)


def _rows(outline: Outline) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table: lines, the evidence phase by phase, and the steps of each lane phase by phase."""
    above = ""
    for strip in outline.strips:
        cells: list[Any] = []
        if strip.kind == "evidence":
            cells = [list(_pieces(stretch.steps)) for stretch in outline.stretches]
        elif strip.lane is not None:
            cells = list(outline.cells(strip.lane))
        above = above if strip.lane is None else strip.kind
        yield {
            "label": strip.label,
            "kind": strip.kind,
            "above": above,
            "is_line": strip.lane is None,
            "cells": cells,
            "told": strip.told,
        }


def _pieces(steps: tuple[StepEntry, ...]) -> Iterator[str]:
    """Yield the evidence of a phase; what is met at several steps, once."""
    return iter(dict.fromkeys(piece for step in steps for piece in step.evidence))


def _way(way: Way, wording: Wording) -> dict[str, Any]:
    """Describe where a step leads: a sign or a word that is seen, a word that is heard, and the goal."""
    words = {**wording.page, **wording.legend}
    if way.two_headed:
        sign, word = "↔", words["exchange"]
    elif way.kind != "flow":
        sign, word = "", words[way.kind]
    else:
        sign, word = ("", words["rework"]) if way.rework else ("→", words["next"])
    return {"sign": sign, "word": word, "target": way.target, "condition": way.condition, "told": way.told}


def _fail(entry: PointEntry[FailPoint]) -> dict[str, Any]:
    point = entry.point
    return {
        "entry": entry,
        "texts": [None if text is None else one_line(text) for text in (point.cause, point.effect, point.prevention)],
        "probability": None if point.probability is None else str(point.probability),
        "scores": (point.severity, point.occurrence, point.detection),
        "rpn": point.rpn,
    }


def _wait(entry: PointEntry[WaitPoint], blueprint: Blueprint, wording: Wording) -> dict[str, Any]:
    point = entry.point
    measured = None if point.measured is None else point.measured.mean
    return {
        "entry": entry,
        "for": None if point.resource is None else blueprint.resource_by_id[point.resource].name,
        "times": [
            None if time is None else write_duration(time, wording)
            for time in (point.standard_time, point.acceptable_time, measured)
        ],
    }
