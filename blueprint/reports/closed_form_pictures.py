"""Pictures of an analysis: how busy everybody is, and profit against working time."""

from __future__ import annotations

from functools import partial

from blueprint.rendering.plots import plot_profit, plot_utilization
from blueprint.rendering.plots.data import Profit, Spot, Use, Utilization
from blueprint.reports.facts import Facts
from blueprint.reports.pictures import Picture

_BEYOND = 1.25  # of the latest time that is marked
_MOST_RESOURCES = 12


def busy_picture(facts: Facts) -> Picture | None:
    """Return how busy everybody is, the busiest first; None where nobody's load is known."""
    known = [item for item in facts.analysis.waits.resources if item.utilization is not None and item.arrival_rate]
    if not known:
        return None
    known.sort(key=lambda item: -(item.utilization or 0.0))
    uses = tuple(Use(facts.resource(item.id), item.utilization) for item in known[:_MOST_RESOURCES])
    return partial(plot_utilization, Utilization(uses, note="by formula"))


def profit_picture(facts: Facts) -> Picture | None:
    """Return the profit against the working time; None where it does not end within times that anybody looks at."""
    money, limit = facts.analysis.economics, facts.analysis.time.acceptable_time
    if money.break_even_time is None or money.working_time is None:
        return None
    latest = _BEYOND * max(money.break_even_time, money.working_time, limit or 0.0)
    ends = [(time, money.profit_at(time)) for time in (0.0, latest)]
    if any(profit is None for _, profit in ends):
        return None
    spots = tuple(Spot(time, profit) for time, profit in ends)
    data = Profit(
        spots,
        money.working_time,
        money.break_even_time,
        limit,
        facts.currency,
        title="How long may the work for a customer take?",
    )
    return partial(plot_profit, data)
