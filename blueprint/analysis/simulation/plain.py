"""Random times and the heap of events, as the calendar that Python runs has them; `fast` has the same compiled.

What customers draw at their first visit to each step is computed for many of them at once, in rows; only what they draw
when they come again, and what few need at all, is computed one by one. The heap is that of the standard library.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Any

import numpy as np

from blueprint.analysis.simulation.distributions import BY_CLASS, CHOICE, Law, sample
from blueprint.analysis.simulation.laws import law_value
from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.random import uniform, uniforms
from blueprint.analysis.simulation.records import DRAW, Array

__all__ = ["Rows", "choose", "draw", "heappop", "heappush", "inherit", "redraw", "seat"]

_CELLS = 20_000
"""Random times that are computed at once."""


class Rows:
    """What customers draw, computed for many at once.

    Parameters
    ----------
    program : Program
        The service.
    keys, classes : array
        Of the customers who come.
    """

    def __init__(self, program: Program, keys: Array, classes: Array) -> None:
        self._program, self._keys, self._classes = program, keys, classes
        self._draws = DRAW.objects(program.draws)
        self._numbers: list[float] = program.numbers.tolist()
        common = sum(draw.common for draw in self._draws)
        self._size: int = max(64, min(1024, _CELLS // max(1, common)))
        self._rows: Sequence[tuple[Any, ...]] = ()

    def row(self, number: int) -> tuple[Any, ...]:
        """Return what a customer draws; customers must be asked for in the order in which they come."""
        place = number % self._size
        if not place:
            self._rows = self._block(slice(number, number + self._size))
        return self._rows[place]

    def _block(self, who: slice) -> list[tuple[Any, ...]]:
        keys, classes = self._keys[who], self._classes[who]
        nothing = [0.0] * len(keys)
        columns = [
            self._column(slot, draw, keys, classes).tolist() if draw.common else nothing
            for slot, draw in enumerate(self._draws)
        ]
        return list(zip(*columns, strict=True))

    def _column(self, slot: int, draw: Any, keys: Array, classes: Array) -> Array:
        u = uniforms(keys, draw.salt)
        if draw.code == BY_CLASS:
            found = np.empty(len(keys))
            for klass in range(draw.count):
                mine = classes == klass
                found[mine] = sample(self._law(draw.table + klass), u[mine])
            return found
        if draw.code == CHOICE:
            return self._choices(draw.table, classes, u)
        return sample(self._law(slot), u)

    def _law(self, slot: int) -> Law:
        draw = self._draws[slot]
        return Law(draw.code, draw.a, draw.b, draw.c, tuple(self._numbers[draw.table : draw.table + draw.count]))

    def _choices(self, step: int, classes: Array, u: Array) -> Array:
        """Return the branch that each customer takes out of a step; where it is simple, the step it leads to."""
        program = self._program
        found = np.empty(len(u), np.int64)
        for klass in range(len(program.classes)):
            mine = classes == klass
            route = program.routes[program.index[program.steps[step]["routes"] + klass]]
            branches = program.branches[route["first"] : route["first"] + route["count"]]
            chosen = np.searchsorted(branches["share"][:-1], u[mine], side="right")
            found[mine] = branches["step"][chosen] if program.steps[step]["simple"] else route["first"] + chosen
        return found

    def again(self, token: Any, slot: int) -> float:
        """Return what a customer draws at a later visit, or what is not drawn ahead."""
        draw = self._draws[slot]
        if draw.code == BY_CLASS:
            draw = self._draws[draw.table + token.klass]
        return law_value(draw, self._numbers, uniform(token.key, draw.salt, token.visit))

    def key(self, number: int) -> int:
        """Return the key of a customer."""
        return int(self._keys[number])


def draw(draws: Rows, numbers: Any, token: Any, slot: int) -> Any:
    """Return the time, or the random number, that a customer draws at a visit for a purpose."""
    if token.visit:
        return draws.again(token, slot)
    return token.row[slot]


def redraw(draws: Rows, numbers: Any, token: Any, slot: int) -> float:
    """Return the same where it is not drawn ahead."""
    return draws.again(token, slot)


def choose(world: Any, token: Any, step: Any) -> int:
    """Return the branch that a customer takes out of a step; the step it leads to, where that is simple."""
    if not token.visit:
        return token.row[step.choice]  # type: ignore[no-any-return]
    route = world.routes[world.index[step.routes + token.klass]]
    shares = [branch.share for branch in world.branches[route.first : route.first + route.count - 1]]
    branch = route.first + bisect_right(shares, world.draws.again(token, step.choice))
    return world.branches[branch].step if step.simple else branch  # type: ignore[no-any-return]


def seat(world: Any, token: Any, number: int) -> None:
    """Give a token the identity of a customer who comes."""
    token.row = world.draws.row(number)
    token.key = world.draws.key(number)


def inherit(token: Any, child: Any) -> None:
    """Give a token of another branch, or one who carries others, the identity of a customer."""
    child.row = token.row
    child.key = token.key
