"""Overlays: what is found about a service, laid over its drawing; the base that every kind of overlay shares.

A report becomes an `Overlay` in a module of its own (`difference_overlay`), by a pure function. `lay_over` puts it over
a finished drawing: badges get a place where they cover nothing, and the legend goes on with entries of the overlay.
Boxes and lines stay where they are, and a drawing without an overlay is the same to the last byte.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from blueprint.layout.drawing import Drawing
from blueprint.layout.geometry import Rect
from blueprint.layout.overlay import HEAVIEST, SIGNS, TEXT_SIZE, Badge, Entry, Overlay, Shade, Tone
from blueprint.layout.result import PlacedBadge
from blueprint.rendering.paths import number
from blueprint.themes import Palette

__all__ = ["HEAVIEST", "Badge", "Entry", "Overlay", "Shade", "Tone", "lay_over"]


def lay_over(drawing: Drawing, *overlays: Overlay) -> Drawing:
    """Return a drawing with overlays on it.

    Parameters
    ----------
    drawing : Drawing
        A finished drawing.
    overlays : Overlay
        What is laid over it; where two speak of one element, the later one is seen.

    Returns
    -------
    Drawing
        With their badges and legend in the layout, and their shades.
    """
    from blueprint.layout.badges import lay_badges

    layout = lay_badges(drawing.layout, overlays, drawing.theme.metrics)
    return replace(drawing, layout=layout, overlays=(*drawing.overlays, *overlays))


# --- how they are drawn ----------------------------------------------------------------------------------------------

DASH = "7 4"
"""Of the outline of a box that is dashed, and of such a flow."""


_SMALL = 14.0  # a badge in the legend [px]


def tone_of(tone: Tone, palette: Palette) -> str:
    """Return the color of a tone."""
    color: str = getattr(palette, tone)
    return color


def shade_view(shade: Shade | None, palette: Palette) -> dict[str, Any] | None:
    """Describe how a box is shaded; None for one that is as always."""
    if shade is None:
        return None
    tone = tone_of(shade.tone, palette)
    return {
        "tone": tone,
        "share": number(shade.share) if shade.share else "",
        "lined": shade.lined or shade.dashed,
        "dash": DASH if shade.dashed else "",
        "faint": shade.faint,
    }


def badge_view(placed: PlacedBadge, palette: Palette) -> dict[str, Any]:
    """Describe a badge: a disc or pill with a sign or a text."""
    return _badge(placed.badge.text, placed.badge.kind, placed.badge.title, placed.rect, palette)


def entry_view(entry: Entry, rect: Rect, palette: Palette) -> dict[str, Any]:
    """Describe the symbol of a legend entry: a small box with its shade, and its badge."""
    middle = rect.y + rect.h / 2
    box = Rect(rect.x + 1, middle - 8, rect.w - 2, 16)
    sign = None
    if entry.text and entry.kind:
        place = Rect(box.center[0] - _SMALL / 2, middle - _SMALL / 2, _SMALL, _SMALL)
        sign = _badge(entry.text, entry.kind, "", place, palette)
    return {
        "x": number(box.x), "y": number(box.y), "w": number(box.w), "h": number(box.h),
        "shade": shade_view(entry.shade, palette), "badge": sign, "level": _level(entry, box),
    }  # fmt: skip


def _level(entry: Entry, box: Rect) -> str:
    """Return the width of what is filled of the box; empty for one that is no bar."""
    return "" if entry.level is None else number(box.w * min(1.0, max(0.0, entry.level)))


def _badge(text: str, kind: Tone, title: str, rect: Rect, palette: Palette) -> dict[str, Any]:
    x, y = rect.center
    return {
        "x": number(rect.x),
        "y": number(rect.y),
        "w": number(rect.w),
        "h": number(rect.h),
        "r": number(rect.h / 2),
        "ink": tone_of(kind, palette),
        "title": title,
        "sign": sign_path(text, x, y, rect.h * 0.26) if text in SIGNS else "",
        "text": "" if text in SIGNS else text,
        "size": number(TEXT_SIZE),
        "cx": number(x),
        "base": number(y + 3.6),
    }


def sign_path(text: str, x: float, y: float, arm: float) -> str:
    """Return a plus, a minus or a tilde as a line around a point.

    Parameters
    ----------
    text : str
        ``+``, ``−`` or ``~``.
    x, y : float
        Its middle [px].
    arm : float
        From the middle to its end [px].

    Examples
    --------
    >>> sign_path("+", 10, 10, 4), sign_path("−", 10, 10, 4)
    ('M6 10H14M10 6V14', 'M6 10H14')
    """
    left, right = number(x - arm), number(x + arm)
    if text == "~":
        bow = arm * 0.95
        half = number(x)
        first = f"M{left} {number(y + bow * 0.35)}Q{number(x - arm / 2)} {number(y - bow)} {half} {number(y)}"
        return f"{first}T{right} {number(y - bow * 0.35)}"
    across = f"M{left} {number(y)}H{right}"
    return f"{across}M{number(x)} {number(y - arm)}V{number(y + arm)}" if text == "+" else across
