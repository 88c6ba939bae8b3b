"""Gains: what would be better if a step never failed, without solving the whole service again for each step.

To make a step perfect changes a few rows of the chain, so every total changes by multiples of what is known already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from blueprint.analysis.chain import Array
from blueprint.analysis.process import Failure, Node
from blueprint.analysis.timeline import standard_time
from blueprint.analysis.ways import Solved
from blueprint.model import Blueprint
from blueprint.units import Distribution

_ALWAYS_FAILS = 1e-6  # where a step goes right less often than this, no shortcut divides by it
_NOISE = 1e-12  # of solving a chain, in shares

Reward = Callable[[Node, bool], "float | None"]
"""What each passing of a state brings, as the step is or as it is when it never fails; None where it is unknown."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What would change if a step never failed, for a customer in the mean.

    Parameters
    ----------
    success, first_time : float  [0..1]
        How much more customers would be served, and served without any failure.
    saving : float or None
        How much less failures would cost, in the currency of the service.
    time : float or None  [s]
        How much less time all steps would take together; below 0 where more customers stay to the end.
    """

    success: float
    first_time: float
    saving: float | None
    time: float | None

    def weighed(self, share: float) -> Gain:
        """Return the gain of so many of all customers."""
        return Gain(share * self.success, share * self.first_time, _times(share, self.saving), _times(share, self.time))

    def __add__(self, other: Gain) -> Gain:
        """Add the gains of two kinds of customers."""
        return Gain(
            self.success + other.success,
            self.first_time + other.first_time,
            _plus(self.saving, other.saving),
            _plus(self.time, other.time),
        )


def gains_of(solved: Solved, blueprint: Blueprint) -> dict[str, Gain | None]:
    """Return the gain of each step that may fail, by id; None where nobody would leave if it never failed.

    References
    ----------
    Woodbury, M. A. (1950). Inverting modified matrices. Statistical Research Group, Princeton, memorandum 42.
    """
    return _Gains(solved, blueprint).found()


class _Gains:
    def __init__(self, solved: Solved, blueprint: Blueprint) -> None:
        self._solved, self._blueprint = solved, blueprint
        self._nodes = solved.process.nodes
        self._time_of: dict[str, float | None] = {}
        self._rewards: tuple[Reward, ...] = (solved.end, self._cost, self._time)
        self._totals = tuple(self._total(reward) for reward in self._rewards)
        self._clean_visits, self._clean_returns = solved.clean.visits(0), solved.clean.returns()

    def found(self) -> dict[str, Gain | None]:
        return {
            step: self._gain(places)
            for step, places in self._solved.places.items()
            if self._solved.process.failures[step]
        }

    def _gain(self, places: Sequence[int]) -> Gain | None:
        """Return the gain of a step that is walked in some states: their rows of the chain are others then."""
        changes = [self._change(self._nodes[place]) for place in places]
        weights = self._weights(places, changes)
        if weights is None:
            return None
        parts = [
            [
                self._more(self._nodes[place], change, reward, total)
                for place, change in zip(places, changes, strict=True)
            ]
            for reward, total in zip(self._rewards, self._totals, strict=True)
        ]
        success, cost, time = (_weighed(weights, part) for part in parts)
        return _gain(success or 0.0, self._first_time(places), cost, time)

    def _change(self, node: Node) -> dict[int, float]:
        """Return what a state leads to when it never fails, less what it leads to as it is."""
        before, after = self._solved.row(node), self._solved.row(node, perfect=True)
        return {target: after.get(target, 0.0) - before.get(target, 0.0) for target in {**before, **after}}

    def _weights(self, places: Sequence[int], changes: Sequence[Mapping[int, float]]) -> Array | None:
        """Return how often each of these states is passed, once they never fail; None if without end."""
        visits = self._solved.visits[list(places)]
        if len(places) == 1:
            ends = 1.0 - self._solved.chain.back_to(places[0], changes[0])
            return np.asarray(visits / ends) if ends > _NOISE else None
        return _passed(visits, self._solved.chain.visits_of(places), changes)

    def _more(self, node: Node, change: Mapping[int, float], reward: Reward, total: Array | None) -> float | None:
        new, old = reward(node, True), reward(node, False)
        if total is None or new is None or old is None:
            return None
        return new - old + sum(part * float(total[target]) for target, part in change.items())

    def _first_time(self, places: Sequence[int]) -> float:
        """Return how many more meet no failure: what was lost at the step goes on as the others do."""
        right = self._solved.right(self._nodes[places[0]])
        if len(places) > 1 or right < _ALWAYS_FAILS:
            return self._first_time_of_many(places)
        place = places[0]
        often, back = float(self._clean_visits[place]), float(self._clean_returns[place]) - 1.0
        lost = (1.0 - right) / right
        ends = 1.0 - back * lost
        return often * lost * float(self._solved.clean_served[place]) / ends if ends > _NOISE else 0.0

    def _first_time_of_many(self, places: Sequence[int]) -> float:
        solved = self._solved
        changes, more = [], []
        for place in places:
            node = self._nodes[place]
            rest = 1.0 - solved.right(node)
            change = {solved.process.number[to]: rest * share for to, share in node.exits if to is not None}
            changes.append(change)
            ends = sum(share for to, share in node.exits if to is None)
            more.append(rest * ends + sum(part * float(solved.clean_served[to]) for to, part in change.items()))
        weights = _passed(self._clean_visits[list(places)], solved.clean.visits_of(places), changes)
        return 0.0 if weights is None else float(weights @ np.asarray(more))

    def _total(self, reward: Reward) -> Array | None:
        """Return what is collected from each state on; None where a part of it is unknown."""
        parts = [reward(node, False) for node in self._nodes]
        known = [part for part in parts if part is not None]
        return self._solved.chain.total(known) if len(known) == len(parts) else None

    def _failures(self, node: Node, perfect: bool) -> tuple[Failure, ...]:
        return () if perfect else self._solved.process.failures[node.state[0]]

    def _cost(self, node: Node, perfect: bool) -> float | None:
        """Return what failures cost in one passing of a state."""
        total = 0.0
        for failure in self._failures(node, perfect):
            for share, cost in (
                (1 - failure.escapes, failure.point.cost),
                (failure.escapes, failure.point.escape_cost),
            ):
                if failure.share * share > 0 and cost is None:
                    return None
                total += failure.share * share * float(cost or 0.0)
        return total

    def _time(self, node: Node, perfect: bool) -> float | None:
        """Return how long one passing of a state takes, and what putting it right takes [s]."""
        name = node.state[0]
        if name not in self._time_of:
            time = standard_time(self._blueprint, self._blueprint.step_by_id[name])
            self._time_of[name] = None if time is None else float(time)
        own = self._time_of[name]
        if own is None:
            return None
        mending = (
            failure.mended * failure.point.recovery_time.mean
            for failure in self._failures(node, perfect)
            if isinstance(failure.point.recovery_time, Distribution)
        )
        return own + sum(mending)


def _passed(visits: Array, columns: Array, changes: Sequence[Mapping[int, float]]) -> Array | None:
    """Return how often states are passed once their rows of the chain have changed; None if without end.

    Parameters
    ----------
    visits : array
        How often they are passed before.
    columns : array
        How often they are passed by who begins in each state, shape (size, number of states).
    """
    back = np.asarray(
        [sum((part * columns[to] for to, part in change.items()), 0.0 * columns[0]) for change in changes]
    )
    ends = np.eye(len(changes)) - back
    if abs(np.linalg.det(ends)) < _NOISE:
        return None
    return np.asarray(np.linalg.solve(ends.T, visits))


def _weighed(weights: Array, parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return float(weights @ np.asarray(known)) if len(known) == len(parts) else None


def _gain(success: float, first_time: float, cost: float | None, time: float | None) -> Gain:
    """Make a gain of changes, without the noise of rounding.

    A gain of success can be below 0: where one branch is enough, a branch that is lost early may save a later redo.
    """
    return Gain(_clipped(success), _clipped(first_time), _saved(cost), _saved(time))


def _saved(change: float | None) -> float | None:
    return None if change is None else _clipped(-change)


def _clipped(value: float) -> float:
    return value if abs(value) > _NOISE else 0.0


def _times(share: float, value: float | None) -> float | None:
    return None if value is None else share * value


def _plus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
