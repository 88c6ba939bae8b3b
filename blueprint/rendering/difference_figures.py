"""Figures before and after, as people read them, and what keeps some from being known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.analysis.status import Status
from blueprint.comparison import Difference, Figure
from blueprint.diagnostics import shorten
from blueprint.layout.wording import lane_name, wording_for, write_duration
from blueprint.model import Blueprint
from blueprint.rendering.tables import one_line

_ENGLISH = wording_for("en")
UNKNOWN = "unknown"
_LANE = "structure.steps."


def figure_label(difference: Difference, figure: Figure) -> str:
    """Return the name of a figure for people; that of a count of steps with the name of the lane as it is drawn."""
    if not figure.name.startswith(_LANE):
        return one_line(figure.label)
    lane = figure.name.removeprefix(_LANE)
    side = difference.new if lane in difference.new.lane_by_id else difference.old
    return f"steps in lane {one_line(lane_name(side.lane_by_id[lane], wording_for(side.language)))}"


def write_value(figure: Figure, value: float | None, currency: str | None = None) -> str:
    """Return a figure as people read it.

    Examples
    --------
    >>> shine = Figure("economics.profit", "profit", 0.18, 0.08, "money")
    >>> write_value(shine, shine.old, "USD"), write_value(shine, None)
    ('0.18 USD', 'unknown')
    """
    if value is None:
        return UNKNOWN
    if figure.unit == "time":
        return write_duration(value, _ENGLISH) if value >= 0 else f"-{write_duration(-value, _ENGLISH)}"
    if figure.unit == "share":
        return percent(value)
    if figure.unit == "money":
        return f"{value:,.2f}{f' {currency}' if currency else ''}"
    return f"{value:,.12g}"


def write_sides(figure: Figure, currency: str | None = None) -> tuple[str, str]:
    """Return a figure before and after; with a sign where it is an approximation.

    Examples
    --------
    >>> from blueprint.analysis.status import Status
    >>> about = Status("wait_points.resources.host", "approximation", "Kraemer and Langenbach-Belz")
    >>> write_sides(Figure("wait_points.resources.host.mean_wait", "mean wait for host", 90, None, "time", about))
    ('≈ 1 min 30 s', 'unknown')
    """
    old, new = write_value(figure, figure.old, currency), write_value(figure, figure.new, currency)
    return _sure(old, figure.old_status), _sure(new, figure.new_status)


def _sure(written: str, status: Status | None) -> str:
    is_about = status is not None and status.kind == "approximation" and written != UNKNOWN
    return f"≈ {written}" if is_about else written


def percent(share: float) -> str:
    """Return a share in percent, with at most two decimals.

    Examples
    --------
    >>> percent(0.05), percent(0.98765)
    ('5 %', '98.77 %')
    """
    return f"{_decimals(100 * share)} %"


def write_change(figure: Figure) -> str:
    """Return how much a figure changed, with its sign: relative, or absolute where there is nothing to relate it to.

    Examples
    --------
    >>> write_change(Figure("measures.minutes", "minutes", 443.7, 26.8, "number"))
    '-93.96 %'
    >>> write_change(Figure("structure.handoffs", "hand-offs", 0, 2, "count"))
    '+2'
    """
    if figure.old is None or figure.new is None or not figure.differs:
        return ""
    if figure.change is not None:
        return f"{'+' if figure.change > 0 else ''}{_decimals(100 * figure.change)} %"
    sign = "+" if figure.new > figure.old else ""
    return f"{sign}{write_value(figure, figure.new)}"


def _decimals(value: float) -> str:
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text if text not in ("0", "-0") or not value else f"{value:.1g}"


def currency_of(difference: Difference) -> str | None:
    """Return the currency of both services; None where they have none, or not the same."""
    found = {side.economics.currency for side in (difference.old, difference.new) if side.economics is not None}
    currency = found.pop() if len(found) == 1 else None
    return shorten(one_line(currency), 12) if currency else None


def unknowns(difference: Difference, figures: Iterable[Figure]) -> Iterator[str]:
    """Yield what keeps figures from being known, once for each reason, before and after."""
    shown = list(figures)
    for when, side, blueprint in (("before", "old", difference.old), ("after", "new", difference.new)):
        reasons: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for figure in shown:
            status: Status | None = getattr(figure, f"{side}_status")
            if getattr(figure, side) is None and status is not None and status.kind == UNKNOWN:
                label = figure_label(difference, figure)
                reasons.setdefault((status.method, status.blocked_by), []).append(label)
        for (method, blocked), labels in reasons.items():
            yield f"{', '.join(labels)} {when}: {UNKNOWN}, {method}{_blocked(blueprint, blocked)}"


_MOST_BLOCKERS = 4


def _blocked(blueprint: Blueprint, names: tuple[str, ...]) -> str:
    if not names:
        return ""
    labels = {step.id: step.label for step in blueprint.steps}
    labels |= {point.id: point.label for step in blueprint.steps for _, point in step.located_points()}
    told = [f"'{one_line(labels.get(name, name))}'" for name in names[:_MOST_BLOCKERS]]
    more = f" and {len(names) - _MOST_BLOCKERS} more" if len(names) > _MOST_BLOCKERS else ""
    return f": {', '.join(told)}{more}"
