"""Absorbing chains: how often customers pass each state, where they end, and how long that takes, loops included.

>>> from blueprint.analysis.chain import Chain
>>> drunkard = Chain(3, [(0, 1, 0.5), (1, 0, 0.5), (1, 2, 0.5), (2, 1, 0.5)])  # between home and tavern
>>> drunkard.visits(0)
array([1.5, 1. , 0.5])
>>> drunkard.total([1.0, 1.0, 1.0])  # steps until a tavern
array([3., 4., 3.])
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = np.ndarray[Any, np.dtype[np.float64]]
Transition = tuple[int, int, float]
"""From a state, to a state, with this probability."""

_NEVER = 1e-12  # a way that is taken less often does not let customers out of a loop: rounding would hide it
_LARGEST_DENSE = 400  # states that are solved as one dense block


@dataclass(frozen=True)
class Chain:
    """States that customers pass until they leave; what is missing to 1 in a row is the probability of leaving.

    Parameters
    ----------
    size : int
        Number of states; they are numbered from 0.
    transitions : sequence of (int, int, float)
        Several of one pair add up.

    References
    ----------
    Kemeny, J. G. and Snell, J. L. (1960). Finite Markov Chains, chapter 3.
    Grinstead, C. M. and Snell, J. L. (1997). Introduction to Probability, chapter 11.2.
    """

    size: int
    transitions: Sequence[Transition]

    @property
    def is_small(self) -> bool:
        """Whether it is solved as one dense block, without the libraries for sparse ones, which take long to load."""
        return self.size <= _LARGEST_DENSE

    @cached_property
    def matrix(self) -> Any:
        """Probabilities of passing from state to state, shape (size, size); a dense array if small, else sparse."""
        rows, columns, values = zip(*self.transitions, strict=True) if self.transitions else ((), (), ())
        if self.is_small:
            dense = np.zeros((self.size, self.size))
            np.add.at(dense, (np.asarray(rows, dtype=int), np.asarray(columns, dtype=int)), values)
            return dense
        from scipy.sparse import csr_matrix

        return csr_matrix((values, (rows, columns)), shape=(self.size, self.size))

    def trapped(self) -> tuple[int, ...]:
        """Return the states from which nobody ever leaves; while there are any, nothing can be solved."""
        leaves = 1.0 - np.asarray(self.matrix.sum(axis=1)).ravel() > _NEVER
        behind: list[list[int]] = [[] for _ in range(self.size)]
        for source, target, share in self.transitions:
            if share > _NEVER:
                behind[target].append(source)
        free = {int(state) for state in np.flatnonzero(leaves)}
        waiting = list(free)
        while waiting:
            for state in behind[waiting.pop()]:
                if state not in free:
                    free.add(state)
                    waiting.append(state)
        return tuple(state for state in range(self.size) if state not in free)

    @cached_property
    def _solver(self) -> Any:
        if self.is_small:
            return _Dense(self.matrix)
        from scipy.sparse import csc_matrix, identity
        from scipy.sparse.linalg import splu

        return splu(csc_matrix(identity(self.size, format="csc") - self.matrix))

    def visits(self, start: int | Sequence[float]) -> Array:
        """Return how often each state is passed, shape (size,).

        Parameters
        ----------
        start : int or sequence of float
            Where customers begin: a state, or the share that begins in each.
        """
        if isinstance(start, int):
            begin = np.zeros(self.size)
            begin[start] = 1.0
        else:
            begin = np.asarray(start, dtype=float)
        return np.asarray(np.maximum(self._solver.solve(begin, trans="T"), 0.0))  # rounding can pass below

    def total(self, rewards: Sequence[float] | Array) -> Array:
        """Return what is collected until the end from each state on, given what each passing brings, shape (size,)."""
        return np.asarray(self._solver.solve(np.asarray(rewards, dtype=float)))

    def visits_of(self, states: Sequence[int]) -> Array:
        """Return how often some states are passed by who begins in each state, shape (size, number of states)."""
        units = np.zeros((self.size, len(states)))
        units[states, range(len(states))] = 1.0
        return np.asarray(self._solver.solve(units))

    def reach_any(self, states: Sequence[int], visits: Array) -> float:
        """Return the share of customers who pass at least one of some states.

        Parameters
        ----------
        states : sequence of int
            Each once.
        visits : array
            What `visits` found for where customers begin: it is made of the first of these states that each comes to,
            and of what follows from there.
        """
        among = self.visits_of(states)[list(states)]
        first = np.linalg.solve(among.T, visits[list(states)])
        return float(np.clip(first.sum(), 0.0, 1.0))

    def variance(self, means: Sequence[float] | Array, variances: Sequence[float] | Array) -> Array:
        """Return the variance of what is collected, for passings that are independent, shape (size,).

        Parameters
        ----------
        means, variances : sequence of float
            Of what each passing brings.
        """
        mean = np.asarray(means, dtype=float)
        total = self.total(mean)
        second = self.total(np.asarray(variances, dtype=float) + mean**2 + 2 * mean * (self.matrix @ total))
        return np.asarray(np.maximum(second - total**2, 0.0))

    def returns(self) -> Array:
        """Return how often each state is passed by who begins in it: 1 where no loop leads back, shape (size,)."""
        if self.is_small:
            return np.asarray(self._solver.inverse.diagonal())
        found = np.asarray(1.0 / (1.0 - self.matrix.diagonal()))
        for loop in self._loops:
            found[loop.members] = loop.returns
        return found

    def back_to(self, state: int, begin: Mapping[int, float]) -> float:
        """Return how often a state is passed by those who begin with these shares in states that it leads to.

        Parameters
        ----------
        begin : mapping of int to float
            Shares by state; negative ones are allowed, for the difference of two beginnings.
        """
        if self.is_small:
            return float(sum(share * self._solver.inverse[other, state] for other, share in begin.items()))
        loop = self._loop_of.get(state)
        if loop is None:
            return float(begin.get(state, 0.0) / (1.0 - self.matrix[state, state])) if state in begin else 0.0
        inside = {loop.place[other]: share for other, share in begin.items() if other in loop.place}
        return loop.visits_of(loop.place[state], inside)

    @cached_property
    def _loop_of(self) -> dict[int, Loop]:
        return {int(state): loop for loop in self._loops for state in loop.members}

    @cached_property
    def _loops(self) -> list[Loop]:
        """Find the states that lead back to each other, each group once; those of one state are left out."""
        from scipy.sparse.csgraph import connected_components

        _, group = connected_components(self.matrix, directed=True, connection="strong")
        order = np.argsort(group, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(group[order])) + 1)
        return [Loop(members, self.matrix[members][:, members]) for members in groups if len(members) > 1]

    def reach(self, start: int | Sequence[float]) -> Array:
        """Return the share of customers who pass each state at least once, shape (size,)."""
        return np.asarray(np.clip(self.visits(start) / self.returns(), 0.0, 1.0))


class _Dense:
    """The visits of a small chain, as a solver of sparse ones gives them."""

    def __init__(self, matrix: Array) -> None:
        self.inverse = np.asarray(np.linalg.inv(np.eye(len(matrix)) - matrix))

    def solve(self, given: Array, trans: str = "N") -> Array:
        return np.asarray((self.inverse.T if trans == "T" else self.inverse) @ given)


class Loop:
    """States that lead back to each other. Only ways inside of it lead back to a state, so it is solved by itself."""

    def __init__(self, members: Any, matrix: csr_matrix) -> None:
        self.members, self._matrix = members, matrix
        self.place = {int(state): place for place, state in enumerate(members)}

    @cached_property
    def _inverse(self) -> Array:
        return np.asarray(np.linalg.inv(np.eye(len(self.members)) - self._matrix.toarray()))

    @cached_property
    def _solver(self) -> Any:
        from scipy.sparse import csc_matrix, identity
        from scipy.sparse.linalg import splu

        return splu(csc_matrix(identity(len(self.members), format="csc") - self._matrix))

    def _column(self, place: int) -> Array:
        """Return how often a state is passed from each of the loop on."""
        if len(self.members) <= _LARGEST_DENSE:
            return np.asarray(self._inverse[:, place])
        unit = np.zeros(len(self.members))
        unit[place] = 1.0
        return np.asarray(self._solver.solve(unit))

    @cached_property
    def returns(self) -> Array:
        """How often each state is passed by who begins in it."""
        return np.asarray([self._column(place)[place] for place in range(len(self.members))])

    def visits_of(self, place: int, begin: Mapping[int, float]) -> float:
        """Return how often a state is passed by those who begin with these shares."""
        column = self._column(place)
        return float(sum(share * column[other] for other, share in begin.items()))


def chain_of(size: int, transitions: Iterable[Transition]) -> Chain:
    """Make a chain; transitions without probability are left out."""
    return Chain(size, [item for item in transitions if item[2] > 0])
