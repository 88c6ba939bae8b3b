"""Title block: the title, and under it whose service it is, its status and version."""

from __future__ import annotations

from blueprint.layout.result import TextBlock
from blueprint.layout.swimlane.measure import Fonts, set_text
from blueprint.layout.text import wrap
from blueprint.layout.wording import Wording
from blueprint.model import Blueprint
from blueprint.themes import Metrics

_LEADING = 1.3
_BELOW = 16.0


def set_title(
    blueprint: Blueprint, metrics: Metrics, wording: Wording, room: float
) -> tuple[tuple[TextBlock, ...], float]:
    """Set the title block at the upper left, and return where it ends [px].

    Parameters
    ----------
    room : float
        Width at which its texts wrap [px].
    """
    fonts = Fonts.of(metrics)
    title = wrap(blueprint.title, fonts.title, room, 3)
    blocks = [set_text("title", title, metrics.margin, metrics.margin, metrics.title_size * _LEADING, blueprint.title)]
    if subtitle := _subtitle(blueprint, wording):
        wrapped = wrap(subtitle, fonts.label, room, 2)
        y = blocks[0].rect.bottom + 2
        blocks.append(set_text("subtitle", wrapped, metrics.margin, y, metrics.label_leading, subtitle))
    return tuple(blocks), blocks[-1].rect.bottom + _BELOW


def _subtitle(blueprint: Blueprint, wording: Wording) -> str:
    status = wording.status[blueprint.status] if blueprint.status else ""
    return " · ".join(part for part in (blueprint.customer, status, blueprint.version) if part)
