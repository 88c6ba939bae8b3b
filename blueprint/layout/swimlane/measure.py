"""Measure: the text of every step and the box that it needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from blueprint.layout.geometry import Rect
from blueprint.layout.marks import StepMark, marks_of
from blueprint.layout.result import Role, TextBlock, TextLine
from blueprint.layout.text import Font, Wrapped, clean, wrap
from blueprint.layout.wording import Wording, who_and_how_long
from blueprint.model import Blueprint, Evidence, Step
from blueprint.themes import Metrics

_GRID = 8.0
_LONGEST_LABEL = 8  # lines; what is longer is cut and told in full by the tooltip
_LONGEST_FOOTER = 3


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a drawing by role."""

    label: Font
    small: Font
    footer: Font
    phase: Font
    title: Font
    lane: Font

    @classmethod
    def of(cls, metrics: Metrics) -> Fonts:
        """Return the fonts that the sizes of a theme ask for."""
        return cls(
            label=Font(metrics.label_size),
            small=Font(metrics.label_size - 1),
            footer=Font(metrics.footer_size),
            phase=Font(metrics.phase_size, bold=True),
            title=Font(metrics.title_size, bold=True),
            lane=Font(metrics.label_size, bold=True),
        )


@dataclass(frozen=True, slots=True)
class BoxText:
    """The text of a box, wrapped and whole, and the height that it needs [px]."""

    role: Literal["label", "evidence"]
    label: Wrapped
    full: str
    footer: Wrapped | None
    full_footer: str
    marks: tuple[StepMark, ...]
    height: float


def measure_boxes(blueprint: Blueprint, metrics: Metrics, wording: Wording) -> dict[str, BoxText]:
    """Wrap the text of every step and piece of evidence.

    Parameters
    ----------
    blueprint : Blueprint
        The service.
    metrics : Metrics
        Sizes [px].
    wording : Wording
        Words of its language.

    Returns
    -------
    dict
        By the id of the step or the evidence.
    """
    fonts = Fonts.of(metrics)
    marks = marks_of(blueprint)
    found: dict[str, BoxText] = {}
    for step in blueprint.steps:
        found[step.id] = _measure_step(step, who_and_how_long(blueprint, step, wording), marks[step.id], metrics, fonts)
        for piece in step.evidence:
            found[piece.id] = _measure_evidence(piece, metrics, fonts)
    return found


def _measure_step(step: Step, footer: str, marks: tuple[StepMark, ...], metrics: Metrics, fonts: Fonts) -> BoxText:
    room = metrics.box_width - 2 * metrics.box_padding
    label = wrap(step.label, fonts.label, room, _LONGEST_LABEL)
    below = wrap(footer, fonts.footer, room, _LONGEST_FOOTER) if footer else None
    text = len(label.lines) * label_leading("label", metrics)
    text += 3 + len(below.lines) * metrics.footer_leading if below else 0
    height = max(metrics.box_height, to_grid(text + 20))
    return BoxText("label", label, step.label, below, footer, marks, height)


def _measure_evidence(piece: Evidence, metrics: Metrics, fonts: Fonts) -> BoxText:
    label = wrap(piece.label, fonts.small, metrics.box_width - 2 * metrics.box_padding, _LONGEST_LABEL)
    text = len(label.lines) * label_leading("evidence", metrics)
    return BoxText("evidence", label, piece.label, None, "", (), max(metrics.evidence_height, to_grid(text + 12)))


def label_leading(role: Literal["label", "evidence"], metrics: Metrics) -> float:
    """Return the distance of the base lines of a label: evidence is written smaller [px]."""
    return metrics.label_leading - (role == "evidence")


def to_grid(height: float) -> float:
    """Round a height up to the grid of the page."""
    return math.ceil(height / _GRID) * _GRID


def set_text(
    role: Role, wrapped: Wrapped, x: float, y: float, leading: float, full: str, *, middle: bool = False
) -> TextBlock:
    """Set lines with the top at y; x is the left edge, or the middle [px]."""
    base = y + leading * 0.76
    lines = tuple(TextLine(x, round(base + index * leading, 2), text) for index, text in enumerate(wrapped.lines))
    left = x - wrapped.width / 2 if middle else x
    rect = Rect(left, y, wrapped.width, leading * len(wrapped.lines))
    return TextBlock(
        role, lines, rect, clean(full).replace("\u200b", ""), "middle" if middle else "start", wrapped.truncated
    )


def set_box_text(rect: Rect, text: BoxText, metrics: Metrics) -> tuple[TextBlock, TextBlock | None]:
    """Set a label, and a footer under it, in the middle of their box."""
    leading = label_leading(text.role, metrics)
    height = len(text.label.lines) * leading
    below = 3 + len(text.footer.lines) * metrics.footer_leading if text.footer else 0
    y = rect.y + (rect.h - height - below) / 2
    middle = rect.x + rect.w / 2
    label = set_text(text.role, text.label, middle, y, leading, text.full, middle=True)
    if text.footer is None:
        return label, None
    at = y + height + 3
    return label, set_text("footer", text.footer, middle, at, metrics.footer_leading, text.full_footer, middle=True)
