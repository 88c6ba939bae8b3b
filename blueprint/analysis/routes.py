"""Routes: where customers go after a step, as branches with shares.

Out of a step, flows without probability and condition all happen, in parallel. Those with one are alternatives, and the
unmarked ones beside them are together the other branch, which takes the rest. `split` on the step says it outright.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [{"lane": "customer", "label": label} for label in ("Ask", "Buy", "Leave")]
>>> flows = [{"source": "ask", "target": "buy"}, {"source": "ask", "target": "leave", "probability": 0.3}]
>>> route_from(to_graph(Blueprint(title="Shop", phases=[{"steps": steps}], flows=flows)), "ask")
Route(kind='one', branches=(Branch(share=0.3, targets=('leave',)), Branch(share=0.7, targets=('buy',))))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from blueprint.graph import ServiceGraph
from blueprint.model import Flow

RouteKind = Literal["one", "all", "any"]

_CLOSE = 1e-9  # shares as written have no more digits


@dataclass(frozen=True, slots=True)
class Branch:
    """What may follow a step.

    Parameters
    ----------
    share : float or None  [0..1]
        Of the customers who go this way; None where it is unknown.
    targets : tuple of str
        Ids of steps, and ``end``; several of them happen in parallel.
    """

    share: float | None
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """All that may follow a step.

    Parameters
    ----------
    kind : {'one', 'all', 'any'}
        One branch is taken, all are, or each on its own probability.
    branches : tuple of Branch
        None where the service ends without saying so.
    """

    kind: RouteKind
    branches: tuple[Branch, ...]

    @property
    def is_parallel(self) -> bool:
        """Whether one customer may be on several ways at once."""
        return any(len(branch.targets) > 1 for branch in self.branches) or (
            self.kind != "one" and len(self.branches) > 1
        )

    @property
    def is_known(self) -> bool:
        """Whether all shares are known, and those of alternatives add up to 1."""
        shares = [branch.share for branch in self.branches if branch.share is not None]
        return len(shares) == len(self.branches) and (self.kind != "one" or abs(sum(shares) - 1) <= _CLOSE)


def route_from(graph: ServiceGraph, step: str, customer_class: str | None = None) -> Route:
    """Return where customers go after a step.

    Parameters
    ----------
    step : str
        Its id.
    customer_class : str, optional
        Only flows for this class, and those for all.
    """
    flows = [flow for flow in graph.flows_out(step) if not flow.classes or customer_class in (None, *flow.classes)]
    split = graph.blueprint.step_by_id[step].split
    marked = [flow for flow in flows if flow.probability is not None or flow.condition is not None]
    plain = [flow for flow in flows if flow.probability is None and flow.condition is None]
    if split == "all" or (split is None and not marked):
        return Route("all", tuple(Branch(1.0, (target,)) for target in _targets(flows)))
    if split == "any":
        some = tuple(Branch(flow.probability, (flow.target,)) for flow in marked)
        return Route("any", some + tuple(Branch(1.0, (target,)) for target in _targets(plain)))
    return Route("one", _alternatives(marked, plain, each=split == "one"))


def _targets(flows: Sequence[Flow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flow.target for flow in flows))


def _alternatives(marked: Sequence[Flow], plain: Sequence[Flow], *, each: bool) -> tuple[Branch, ...]:
    """Return alternatives; unmarked flows are one branch together, or ``each`` one by itself."""
    known = [float(flow.probability) for flow in marked if flow.probability is not None]
    rest = max(0.0, round(1.0 - sum(known), 12))
    unknown = len(marked) - len(known)
    others = [(target,) for target in _targets(plain)] if each else [_targets(plain)] if plain else []
    is_told = unknown + len(others) == 1  # what is left belongs to the only branch without a share
    branches = [
        Branch(float(flow.probability) if flow.probability is not None else rest if is_told else None, (flow.target,))
        for flow in marked
    ]
    branches += [Branch(rest if is_told else None, targets) for targets in others]
    return tuple(branches)
