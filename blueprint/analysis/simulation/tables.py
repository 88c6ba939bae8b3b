"""Tables: whole numbers, times and draws of a program, gathered while it is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from blueprint.analysis.simulation.distributions import BY_CLASS, CHOICE, EVEN, FIXED, Law
from blueprint.analysis.simulation.random import salt
from blueprint.analysis.simulation.records import DRAW, Array

NO_TIME = Law(FIXED)


@dataclass
class Tables:
    """Numbers by their place, and what customers draw.

    Parameters
    ----------
    index, numbers : list
        Whole numbers and times [s] that records point to; the index begins with an empty list.
    """

    index: list[int] = field(default_factory=lambda: [0])
    numbers: list[float] = field(default_factory=lambda: [0.0])
    _draws: list[tuple[int, Law, bool]] = field(default_factory=list)
    _laws: dict[Law, int] = field(default_factory=dict)

    def put(self, values: Iterable[int]) -> int:
        """Put whole numbers into the index; return where they begin."""
        found = list(values)
        self.index.extend(found)
        return len(self.index) - len(found)

    def put_list(self, values: Iterable[int]) -> int:
        """Put a list into the index with its length before it; return where that is."""
        found = list(values)
        return self.put([len(found), *found]) if found else 0

    def put_times(self, values: Iterable[float]) -> int:
        """Put times into the numbers; return where they begin."""
        found = list(values)
        self.numbers.extend(found)
        return len(self.numbers) - len(found)

    def draw(self, law: Law, *purpose: str, rare: bool = False) -> int:
        """Return the place of a draw; one that is rare is not made ahead for every customer."""
        self._draws.append((salt(*purpose), law, not rare))
        return len(self._draws) - 1

    def draw_number(self, *purpose: str, rare: bool = False) -> int:
        """Return the place of the draw of a number between 0 and 1."""
        return self.draw(Law(EVEN), *purpose, rare=rare)

    def draw_by_class(self, laws: Sequence[Law], *purpose: str) -> int:
        """Return the place of the draw of a time that depends on the class of the customer."""
        if len(set(laws)) == 1:
            return self.draw(laws[0], *purpose)
        first = len(self._draws)
        for law in laws:
            self.draw(law, *purpose, rare=True)
        return self.draw(Law(BY_CLASS, a=first, b=len(laws)), *purpose)

    def draw_way(self, step: int, *purpose: str) -> int:
        """Return the place of the draw of a way out of a step."""
        return self.draw(Law(CHOICE, a=step), *purpose)

    def draws(self) -> Array:
        """Return all draws as rows; afterwards the numbers are complete."""
        rows = DRAW.rows(max(1, len(self._draws)))
        for row, (purpose, law, is_common) in zip(rows, self._draws, strict=False):
            row["salt"], row["code"], row["common"] = purpose, law.code, is_common
            if law.code in (BY_CLASS, CHOICE):
                row["table"], row["count"] = int(law.a), int(law.b)
            else:
                row["a"], row["b"], row["c"] = law.a, law.b, law.c
                row["table"], row["count"] = self._place(law), len(law.table)
        return rows

    def _place(self, law: Law) -> int:
        if law not in self._laws:
            self._laws[law] = self.put_times(law.table)
        return self._laws[law]

    def arrays(self) -> tuple[Array, Array]:
        """Return index and numbers as arrays."""
        return np.asarray(self.index, np.int64), np.asarray(self.numbers, np.float64)
