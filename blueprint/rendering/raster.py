"""PNG: the drawing in pixels, by resvg."""

from __future__ import annotations

import math

from blueprint.errors import RenderError
from blueprint.layout.drawing import Drawing
from blueprint.rendering.engines import load_extra, refuse_unreadable, running
from blueprint.rendering.flat import flatten
from blueprint.rendering.fonts import OWN, face_files

LARGEST = 100e6
"""Pixels that a picture may have; the engine would end the process on much larger ones."""

SMALLEST_SCALE, LARGEST_SCALE = 0.1, 10.0


def draw_png(drawing: Drawing) -> bytes:
    """Return a drawing as PNG.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme; its `scale` says how many pixels a px of the drawing has.

    Returns
    -------
    bytes
        The file; for letters of Latin, Greek and Cyrillic the same on every machine.

    Raises
    ------
    RenderError
        BP803 without the extra ``png``; BP804 if there would be too many pixels; BP805 for letters that no font here
        has; BP806 for a scale out of range; BP807 if the engine fails.
    """
    _check_size(drawing)
    engine = load_extra("resvg_py", "png", "PNG")
    flat = flatten(drawing)

    def draw(svg: str, zoom: float = 1.0) -> bytes:
        with running("PNG"):
            data: bytes = engine.svg_to_bytes(
                svg_string=svg,
                zoom=zoom,
                skip_system_fonts=not flat.foreign,
                font_files=face_files(),
                font_family=OWN,
                serif_family=OWN,
                sans_serif_family=OWN,
            )
        return data

    refuse_unreadable(flat, drawing.blueprint.language, draw)
    return draw(flat.svg, drawing.scale)


def _check_size(drawing: Drawing) -> None:
    scale, layout = drawing.scale, drawing.layout
    if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
        hint = f"give a number from {SMALLEST_SCALE:g} to {LARGEST_SCALE:g}, such as 2 for screens and 4 for print"
        raise RenderError.of("BP806", "bad-scale", f"a picture cannot be drawn at scale {scale:g}", hint=hint)
    pixels = math.ceil(layout.width * scale) * math.ceil(layout.height * scale)
    if pixels > LARGEST:
        size = f"{math.ceil(layout.width * scale)} x {math.ceil(layout.height * scale)}"
        raise RenderError.of(
            "BP804",
            "too-large-picture",
            f"the picture would have {size} pixels; PNG ends at {LARGEST / 1e6:g} million",
            hint=_way_out(math.sqrt(LARGEST / (layout.width * layout.height))),
        )


def _way_out(fitting: float) -> str:
    """Say what to do about a picture that is too large, and would fit at a scale."""
    if fitting < SMALLEST_SCALE:
        return "take SVG or PDF, which have no pixels, or divide the service into several blueprints"
    scale = math.floor(fitting * 100) / 100
    return f"take a smaller scale, such as '--scale {scale:g}', wrap the drawing with '--fold 1200', or take SVG or PDF"
