"""Line of order penetration: what the provider does because a customer came, and what he does without one.

A straight line can tell the two apart where at most one lane has both: that lane is then divided. Where independent
work stands in front of induced work, no line can be right, and the independent steps are marked one by one instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.graph import ServiceGraph


@dataclass(frozen=True, slots=True)
class Penetration:
    """How independent steps are told apart.

    Parameters
    ----------
    independent : frozenset of str
        Steps that no customer step leads to by `flow`.
    lane : str, optional
        The lane under whose induced steps the line runs; None where no straight line can be right.
    """

    independent: frozenset[str]
    lane: str | None

    @property
    def marked(self) -> frozenset[str]:
        """The steps that are marked, because no line tells them apart."""
        return self.independent if self.lane is None else frozenset()


NOT_SHOWN = Penetration(frozenset(), None)


def find_penetration(graph: ServiceGraph) -> Penetration:
    """Find where the line of order penetration runs.

    Examples
    --------
    >>> from blueprint.model import Blueprint
    >>> steps = [{"lane": lane, "label": label} for lane, label in
    ...          [("customer", "Order"), ("onstage", "Serve"), ("backstage", "Cook"), ("backstage", "Restock")]]
    >>> flows = [{"source": "order", "target": "cook"}, {"source": "cook", "target": "serve"}]
    >>> found = find_penetration(ServiceGraph(Blueprint(title="Inn", phases=[{"steps": steps}], flows=flows)))
    >>> found.independent, found.lane
    (frozenset({'restock'}), 'backstage')
    """
    independent = frozenset(graph.independent)
    if not independent:
        return NOT_SHOWN
    lanes = sorted(graph.blueprint.lanes, key=lambda lane: lane.rank)
    place = {lane.id: index for index, lane in enumerate(lanes)}
    first = min(place[graph.blueprint.step_by_id[name].lane] for name in independent)
    last = max((place[step.lane] for step in graph.steps if step.id not in independent), default=-1)
    return Penetration(independent, lanes[last].id if 0 <= last <= first else None)
