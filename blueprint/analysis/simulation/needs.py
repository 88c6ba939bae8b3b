"""Needs: what steps need of the resources, as lines of customers who wait for the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod

from blueprint.analysis.simulation.tables import Tables
from blueprint.errors import AnalysisError
from blueprint.model import Demand, Step

_MOST_CASES = 4096
"""Ways in which a customer can already hold what a step needs; no service has so many."""


@dataclass(frozen=True, slots=True)
class Need:
    """A need of a step.

    Parameters
    ----------
    amount : int
        How many are needed at once.
    kept : int
        How many of them the customer holds from then on.
    pools : tuple of int
        Numbers of the resources, in the order of preference.
    """

    amount: int
    kept: int
    pools: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What those who wait in it wait for, and where it is described."""

    needs: tuple[Need, ...]
    place: int

    @property
    def pools(self) -> tuple[int, ...]:
        """All resources that it may take from."""
        return tuple(dict.fromkeys(pool for need in self.needs for pool in need.pools))


@dataclass
class Lines:
    """The lines of a service, each once.

    Parameters
    ----------
    tables : Tables
        Where they are described.
    seized : frozenset of int
        Resources that customers hold over several steps.
    """

    tables: Tables
    seized: frozenset[int]
    lines: list[Line] = field(default_factory=list)
    _known: dict[tuple[Need, ...], int] = field(default_factory=dict)

    def number(self, needs: tuple[Need, ...]) -> int:
        """Return the number of the line for some needs; -1 for none."""
        if not needs:
            return -1
        if needs not in self._known:
            self._known[needs] = len(self.lines)
            numbers = [number for need in needs for number in (need.amount, need.kept, len(need.pools), *need.pools)]
            self.lines.append(Line(needs, self.tables.put([len(needs), *numbers])))
        return self._known[needs]

    def of_step(self, step: Step, needs: tuple[Need, ...]) -> tuple[int, int]:
        """Return where the needs of a step are described, and the lines for all that may be held already."""
        if not needs:
            return -1, 0
        options = [self._options(need) for need in needs]
        if prod(options) > _MOST_CASES:
            message = f"'{step.label}' needs more held resources than can be told apart"
            hint = "let it need fewer kinds of resources that are seized elsewhere"
            raise AnalysisError.of("BP648", "held-in-batch", message, hint=hint)
        described = [
            number
            for need, count in zip(needs, options, strict=True)
            for number in (need.amount, count, len(need.pools), *need.pools)
        ]
        cases = product(*(range(count) for count in options))
        lines = [self.number(tuple(_rest(needs, case))) for case in cases]
        return self.tables.put([len(needs), *described]), self.tables.put(lines)

    def _options(self, need: Need) -> int:
        """Return how many cases there are of what a customer holds already."""
        if not self.seized.intersection(need.pools):
            return 1
        return need.amount + 1 if len(need.pools) == 1 else 2


def _rest(needs: Iterable[Need], case: tuple[int, ...]) -> Iterator[Need]:
    """Yield what is still needed when so much is held."""
    for need, held in zip(needs, case, strict=True):
        if len(need.pools) > 1:
            held *= need.amount
        if held < need.amount:
            yield Need(need.amount - held, max(0, need.kept - held), need.pools)


def needs_of(step: Step, number: dict[str, int]) -> tuple[Need, ...]:
    """Return what a step needs, those with fewest alternatives first; what it seizes serves for it as well.

    Parameters
    ----------
    number : dict
        Numbers of the resources by id.
    """
    amounts: dict[tuple[str, ...], list[int]] = {}
    for demand in step.resources:
        amounts.setdefault(demand.alternatives, [0, 0])[0] += demand.amount
    for demand in step.seizes:
        amounts.setdefault(demand.alternatives, [0, 0])[1] += demand.amount
    needs = [
        Need(max(used, kept), kept, tuple(dict.fromkeys(number[name] for name in names)))
        for names, (used, kept) in amounts.items()
    ]
    return tuple(sorted(needs, key=lambda need: len(need.pools)))


def put_releases(tables: Tables, releases: tuple[Demand, ...], number: dict[str, int]) -> int:
    """Put what a step gives back into the index; return where."""
    if not releases:
        return 0
    numbers = [
        value
        for demand in releases
        for value in (demand.amount, len(demand.alternatives), *(number[name] for name in demand.alternatives))
    ]
    return tables.put([len(releases), *numbers])
