"""Gains: what would be better if a step never failed, without solving the whole service again for each step.

To make a step perfect changes one row of the chain, so every total changes by a multiple of what is known already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from blueprint.analysis.chain import Array, Chain, Transition, chain_of
from blueprint.analysis.process import Failure, Node
from blueprint.analysis.timeline import standard_time
from blueprint.model import Blueprint
from blueprint.units import Distribution

if TYPE_CHECKING:
    from blueprint.analysis.reliability import Solved

_MOST_SOLVED_AGAIN = 100  # steps that are walked in several turns and are solved again for their gain
_ALWAYS_FAILS = 1e-6  # a step that goes right less often than this is solved again: the shortcut divides by it
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
    """Return the gain of each step that may fail, by id; None where it would take too long to compute.

    References
    ----------
    Sherman, J. and Morrison, W. J. (1950). Adjustment of an inverse matrix. Ann. Math. Statist. 21, 124-127.
    """
    return _Gains(solved, blueprint).found()


class _Gains:
    def __init__(self, solved: Solved, blueprint: Blueprint) -> None:
        self._solved, self._blueprint = solved, blueprint
        self._nodes = solved.process.nodes
        self._time_of: dict[str, float | None] = {}
        self._rewards: tuple[Reward, ...] = (solved.end, self._cost, self._time)
        self._totals = tuple(self._total(solved.chain, reward, frozenset()) for reward in self._rewards)
        self._clean_visits, self._clean_returns = solved.clean.visits(0), solved.clean.returns()

    def found(self) -> dict[str, Gain | None]:
        gains: dict[str, Gain | None] = {}
        again = 0
        for step, places in self._solved.places.items():
            if not self._solved.process.failures[step]:
                continue
            if len(places) == 1:
                gains[step] = self._gain(places[0])
            elif again < _MOST_SOLVED_AGAIN:
                gains[step] = self._solved_again(frozenset(places))
                again += 1
            else:
                gains[step] = None
        return gains

    def _gain(self, place: int) -> Gain:
        """Return the gain where a step is one state: one row of the chain is another then."""
        node = self._nodes[place]
        before, after = self._solved.row(node), self._solved.row(node, perfect=True)
        change = {target: after.get(target, 0.0) - before.get(target, 0.0) for target in {*before, *after}}
        factor = float(self._solved.visits[place]) / (1.0 - self._solved.chain.back_to(place, change))
        more = [
            self._more(node, change, reward, total)
            for reward, total in zip(self._rewards, self._totals, strict=True)
        ]  # fmt: skip
        success, cost, time = (None if item is None else factor * item for item in more)
        return _gain(success or 0.0, self._first_time(place), cost, time)

    def _more(self, node: Node, change: Mapping[int, float], reward: Reward, total: Array | None) -> float | None:
        new, old = reward(node, True), reward(node, False)
        if total is None or new is None or old is None:
            return None
        return new - old + sum(part * float(total[target]) for target, part in change.items())

    def _first_time(self, place: int) -> float:
        """Return how many more meet no failure: what was lost at the step goes on as the others do."""
        right = self._solved.right(self._nodes[place])
        if right < _ALWAYS_FAILS:
            return self._first_time_solved_again(frozenset((place,)))
        often, back = float(self._clean_visits[place]), float(self._clean_returns[place]) - 1.0
        lost = (1.0 - right) / right
        return often * lost * float(self._solved.clean_served[place]) / (1.0 - back * lost)

    def _solved_again(self, places: frozenset[int]) -> Gain:
        chain = chain_of(self._solved.chain.size, self._transitions(places))
        ends = [self._total(chain, reward, places) for reward in self._rewards]
        success, cost, time = (
            None if new is None or old is None else float(new[0] - old[0])
            for new, old in zip(ends, self._totals, strict=True)
        )
        return _gain(success or 0.0, self._first_time_solved_again(places), cost, time)

    def _first_time_solved_again(self, places: frozenset[int]) -> float:
        ends = self._solved.clean_ends(places)
        return float(self._solved.clean_chain(places).total(ends)[0]) - self._solved.first_time

    def _transitions(self, places: frozenset[int]) -> Iterator[Transition]:
        for place, node in enumerate(self._nodes):
            row = self._solved.row(node, perfect=place in places)
            yield from ((place, target, share) for target, share in row.items())

    def _total(self, chain: Chain, reward: Reward, places: frozenset[int]) -> Array | None:
        """Return what is collected from each state on; None where a part of it is unknown."""
        parts = [reward(node, place in places) for place, node in enumerate(self._nodes)]
        known = [part for part in parts if part is not None]
        return chain.total(known) if len(known) == len(parts) else None

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
