"""Section: advice, what to do first and what it would change."""

from __future__ import annotations

from collections.abc import Mapping

from blueprint.analysis.levers import Advice, Effect
from blueprint.reports.content import Figure, Kind, Name, Phrase, Point, Section, table
from blueprint.reports.facts import Facts
from blueprint.reports.saying import capitalized, write_figure

_CHANGES: Mapping[str, tuple[str, Kind]] = {
    "fail_points.success": ("customers served", "share"),
    "fail_points.success.first_time": ("served without a failure", "share"),
    "timeline.standard_time": ("standard time", "time"),
    "economics.profit": ("profit", "money"),
    "economics.cost": ("cost", "money"),
    "wait_points.customer.waiting_time": ("customers wait", "time"),
}
"""What the figures are called that advice changes, and what they are."""

_ENDS: Mapping[str, tuple[str, Kind]] = {
    "mean_wait": ("mean wait", "time"),
    "utilization": ("busy", "share"),
}
"""The same for figures of any element."""


def describe(facts: Facts) -> Section:
    """Describe what to do."""
    rows = [
        ((str(number),), capitalized((Name(item.message),)), _effect(facts, item), (item.lever,))
        for number, item in enumerate(facts.analysis.advice, 1)
    ]
    tables = (table("What to do", [">No.", "What and why", "Changes", "Lever"], rows),) if rows else ()
    return Section("advice", "Advice", (), tables)


def points(facts: Facts) -> tuple[Point, ...]:
    """Return what to do: the first of each kind, then the second, so that a few show different ways."""
    advice = facts.analysis.advice
    earlier = [sum(other.code == item.code for other in advice[:number]) for number, item in enumerate(advice)]
    chosen = sorted(range(len(advice)), key=lambda number: earlier[number])
    return tuple(Point((Name(advice[n].message),), _untold(facts, advice[n])) for n in chosen)


def _untold(facts: Facts, item: Advice) -> Phrase:
    """Return what a piece of advice changes, where its message does not say the same figures as surely."""
    effect = _effect(facts, item)
    figures = [write_figure(part) for part in effect if isinstance(part, Figure)]
    return () if all(figure in item.message for figure in figures) else effect


def _effect(facts: Facts, item: Advice) -> Phrase:
    return () if item.effect is None else _change(facts, item.effect)


def _change(facts: Facts, effect: Effect) -> Phrase:
    last = effect.figure.rpartition(".")[2]
    words, kind = _CHANGES.get(effect.figure) or _ENDS.get(last, (last.replace("_", " "), "count"))
    old, new = (
        facts.share(effect.figure, value) if kind == "share" and value <= 1 else facts.known(effect.figure, kind, value)
        for value in (effect.old, effect.new)
    )
    return (f"{words}: ", old, " → ", new)
