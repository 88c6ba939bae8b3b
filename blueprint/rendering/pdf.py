"""PDF: the drawing on one page of its size, with text that can be selected and links that open; by typst."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from blueprint.errors import RenderError
from blueprint.layout.drawing import Drawing
from blueprint.layout.geometry import Rect
from blueprint.rendering.engines import load_extra, refuse_unreadable, running
from blueprint.rendering.flat import flatten
from blueprint.rendering.fonts import faces
from blueprint.rendering.svg import describe
from blueprint.rendering.tables import outline_of

POINTS = 0.75
"""Points of a px, as in browsers: 96 px are an inch."""

LONGEST = 14_400.0
"""Side of the largest page that readers show [pt]."""

_ACCESSIBLE = "ua-1"  # PDF for people who listen

# Everything that comes from a blueprint arrives as data; no text of it is ever read as typst. `date: none` keeps the
# clock out of the file. Links within SVG are lost, so transparent boxes over the picture carry them.
_PAGE = """
#let given = json(bytes(sys.inputs.given))
#set document(title: given.title, description: given.description, date: none)
#set text(lang: given.language, region: given.region)
#set page(width: given.width * 1pt, height: given.height * 1pt, margin: 0pt)
#place(top + left, image(
  bytes(sys.inputs.svg), format: "svg", width: given.width * 1pt, height: given.height * 1pt, alt: given.description,
))
#for found in given.links {
  place(top + left, dx: found.x * 1pt, dy: found.y * 1pt,
    link(found.href, box(width: found.width * 1pt, height: found.height * 1pt)))
}
"""


def draw_pdf(drawing: Drawing) -> bytes:
    """Return a drawing as PDF.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    bytes
        One page as large as the drawing, at 96 px an inch; smaller only where no reader could show it.

    Raises
    ------
    RenderError
        BP803 without the extra ``pdf``; BP805 for letters that no font here has; BP807 if the engine fails.
    """
    engine = load_extra("typst", "pdf", "PDF")
    flat = flatten(drawing)
    fonts = _fonts(engine, bool(flat.foreign))

    def draw_sample(svg: str) -> bytes:
        return _compile(engine, _SAMPLE, {"svg": svg}, font_paths=fonts, format="png")

    refuse_unreadable(flat, drawing.blueprint.language, draw_sample)
    inputs = {"given": json.dumps(_given(drawing)), "svg": flat.svg}
    try:
        return _compile(engine, _PAGE, inputs, font_paths=fonts, format="pdf", pdf_standards=_ACCESSIBLE)
    except RenderError:  # a sign that no font has is drawn as a box, and the standard does not allow that
        return _compile(engine, _PAGE, inputs, font_paths=fonts, format="pdf")


_SAMPLE = '#set page(width: 32pt, height: 32pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'


def _compile(engine: Any, source: str, inputs: dict[str, str], **options: Any) -> bytes:
    with running("PDF"):
        data: bytes = engine.compile(source.encode(), root=faces(), sys_inputs=inputs, **options)
    return data


@lru_cache(maxsize=2)
def _fonts(engine: Any, system: bool) -> Any:
    """Find the fonts of this machine once; our own face alone where it suffices, so that all machines agree."""
    return engine.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=[faces()])


def _given(drawing: Drawing) -> dict[str, Any]:
    layout = drawing.layout
    scale = min(POINTS, LONGEST / max(layout.width, layout.height))
    language, region = _language(drawing.blueprint.language)
    return {
        "title": drawing.blueprint.title,
        "description": describe(drawing, outline_of(drawing)),
        "language": language,
        "region": region,
        "width": layout.width * scale,
        "height": layout.height * scale,
        "links": [_place(href, rect, scale) for href, rect in _links(drawing) if not href.startswith("#")],
    }


def _links(drawing: Drawing) -> Iterator[tuple[str, Rect]]:
    """Yield where steps lead, with the box that is clicked: a blueprint inside opens from its mark if it must share."""
    for placed in drawing.layout.steps:
        step = drawing.blueprint.step_by_id[placed.id]
        if step.link:
            yield step.link, placed.rect
        if step.detail:
            mark = next((mark.rect for mark in placed.marks if mark.kind == "detail"), placed.rect)
            yield step.detail, mark if step.link else placed.rect


def _place(href: str, rect: Rect, scale: float) -> dict[str, Any]:
    return {
        "href": href,
        "x": rect.x * scale,
        "y": rect.y * scale,
        "width": rect.w * scale,
        "height": rect.h * scale,
    }


def _language(tag: str) -> tuple[str, str | None]:
    """Return the language and region of a tag, as a PDF names them.

    Examples
    --------
    >>> _language("zh-Hant-TW"), _language("de"), _language("tlh-Latn")
    (('zh', 'TW'), ('de', None), ('tlh', None))
    """
    first, *others = tag.split("-")
    region = next((part.upper() for part in others if re.fullmatch("[A-Za-z]{2}", part)), None)
    return first.lower(), region
