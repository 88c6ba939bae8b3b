"""Perception: how waits feel, by the ten principles of waiting, each with a reason and a remedy.

No figure is made of them: no source gives factors that hold everywhere. They are named, explained and counted.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> wait = {"label": "Queue", "announced": False, "occupied": True}
>>> steps = [{"lane": "customer", "label": "Call", "wait_points": [wait]}, {"lane": "onstage", "label": "Answer"}]
>>> flows = [{"source": "call", "target": "answer"}]
>>> [felt] = find_aggravators(to_graph(Blueprint(title="Hotline", phases=[{"steps": steps}], flows=flows)))
>>> felt.words
('pre-process', 'uncertain')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from blueprint.graph import ServiceGraph
from blueprint.model import Step, WaitPoint

AggravatorWord = Literal[
    "unoccupied", "pre-process", "anxious", "uncertain", "unexplained", "unfair", "low-value", "solo", "uncomfortable",
    "unfamiliar",
]  # fmt: skip

_WORRIED = 3.0  # of 5: from here on a step is taken to worry its customer


@dataclass(frozen=True, slots=True)
class Principle:
    """Why a wait feels longer than it is.

    Parameters
    ----------
    word : str
        Its name.
    explanation : str
        What makes the wait long.
    remedy : str
        What helps against it.
    source : str
        Who found it.
    """

    word: AggravatorWord
    explanation: str
    remedy: str
    source: str


_MAISTER = "Maister (1985), The psychology of waiting lines"

PRINCIPLES: tuple[Principle, ...] = (
    Principle(
        "unoccupied", "time with nothing to do feels longer than occupied time",
        "give customers something to do that helps the service: a menu, a form, a look at the work", _MAISTER,
    ),
    Principle(
        "pre-process", "waiting before anything has begun feels longer than waiting within the service",
        "make a first contact at once: greet, take the request, hand out a number", _MAISTER,
    ),
    Principle(
        "anxious", "worry makes waits feel longer",
        "say that the customer is not forgotten, and what will happen; let the most worried ones be seen first",
        _MAISTER,
    ),
    Principle(
        "uncertain", "a wait of unknown length feels longer than one that is told",
        "tell how long it takes, and a little more than it usually does", _MAISTER,
    ),
    Principle(
        "unexplained", "a wait without a reason feels longer than one with a reason",
        "say why, before anybody asks", _MAISTER,
    ),
    Principle(
        "unfair", "a wait in which others are served first without a reason that is seen feels longer",
        "serve in one line by order of coming, or show the rule by which some go first",
        _MAISTER + "; Pruyn and Smidts (1993) found fairness to weigh most",
    ),
    Principle(
        "low-value", "the less a service is worth, the shorter people are ready to wait for it",
        "make this wait the shortest: take it out of the line, or let it be done without waiting", _MAISTER,
    ),
    Principle(
        "solo", "waiting alone feels longer than in company",
        "let those who wait see and talk to each other or to staff",
        _MAISTER + "; contradicted for long waits by Pruyn and Smidts (1999)",
    ),
    Principle(
        "uncomfortable", "waiting feels longer where it is uncomfortable",
        "offer seats, warmth, quiet and shelter", "Davis and Heineke (1994), IJSIM 5(5), 21-34",
    ),
    Principle(
        "unfamiliar", "waiting feels longer to those who do not know the service",
        "tell newcomers what comes when; look after them first", "Jones and Peppiatt (1996), IJSIM 7(5), 47-61",
    ),
)  # fmt: skip
"""The ten principles of waiting, in the order of the textbooks."""

_BY_WORD: Mapping[str, Principle] = {item.word: item for item in PRINCIPLES}

_FLAGS: tuple[tuple[AggravatorWord, str, bool], ...] = (
    ("unoccupied", "occupied", False),
    ("anxious", "anxious", True),
    ("uncertain", "announced", False),
    ("unexplained", "explained", False),
    ("unfair", "fair", False),
    ("low-value", "valued", False),
    ("solo", "accompanied", False),
    ("uncomfortable", "comfortable", False),
    ("unfamiliar", "familiar", False),
)


@dataclass(frozen=True, slots=True)
class Aggravator:
    """A principle that applies to a wait.

    Parameters
    ----------
    principle : Principle
        Which one.
    reason : str
        What says so: a declaration, or the place of the wait in the service.
    """

    principle: Principle
    reason: str


@dataclass(frozen=True, slots=True)
class Felt:
    """How a wait feels.

    Parameters
    ----------
    step : str
        Where it is.
    point : str or None
        Id of the wait point; None for a wait that is computed and not declared.
    aggravators : tuple of Aggravator
        In the order of the principles.
    """

    step: str
    point: str | None
    aggravators: tuple[Aggravator, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Names of the principles that apply."""
        return tuple(item.principle.word for item in self.aggravators)


def find_aggravators(graph: ServiceGraph, waiting: Iterable[str] = ()) -> tuple[Felt, ...]:
    """Return what makes waits feel long, those with most reasons first.

    Only what is declared counts, and what follows from the place of a wait in the service; what is unknown is no fault.

    Parameters
    ----------
    waiting : iterable of str
        Steps at which customers wait though no wait point says so.

    Returns
    -------
    tuple of Felt
        Waits to which at least one principle applies.
    """
    before = _before_contact(graph)
    points = [(step, point) for step in graph.steps for point in step.wait_points]
    declared = {step.id for step, _ in points}
    found = [_felt(step, point, step.id in before) for step, point in points]
    by_id = graph.blueprint.step_by_id
    bare = [name for name in waiting if name not in declared]
    found += [Felt(name, None, tuple(_derived(by_id[name], name in before))) for name in bare]
    return tuple(sorted((item for item in found if item.aggravators), key=lambda item: -len(item.aggravators)))


def _felt(step: Step, point: WaitPoint, is_before: bool) -> Felt:
    declared = {
        word: Aggravator(_BY_WORD[word], f"declared: {flag} is {str(bad).lower()}")
        for word, flag, bad in _FLAGS
        if getattr(point, flag) is bad
    }
    for item in _derived(step, is_before):
        if item.principle.word != "anxious" or point.anxious is None:  # who says that nobody worries is believed
            declared.setdefault(item.principle.word, item)
    return Felt(step.id, point.id, tuple(declared[item.word] for item in PRINCIPLES if item.word in declared))


def _derived(step: Step, is_before: bool) -> Iterable[Aggravator]:
    """Yield what follows without a word of the wait point."""
    if is_before:
        yield Aggravator(_BY_WORD["pre-process"], "nobody has served the customer before this wait")
    worry = step.customer_cost.worry if step.customer_cost is not None else None
    if worry is not None and worry >= _WORRIED:
        yield Aggravator(_BY_WORD["anxious"], f"declared: the step costs worry {worry:g} of 5")


def _before_contact(graph: ServiceGraph) -> frozenset[str]:
    """Return the steps to which customers come before anybody onstage has served them."""
    onstage = {step.id for step in graph.steps_of("onstage")}
    after = graph.reachable(other for name in onstage for other in graph.successors(name))
    reached = graph.reachable(graph.entries)
    return frozenset(step.id for step in graph.steps if step.id in reached and step.id not in after)
