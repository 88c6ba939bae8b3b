"""Customers who are followed one by one through a service, with dice: as plain as can be, and nothing of the library.

A walk goes from step to step. Where branches run in parallel, each is walked by itself up to where they meet, in any order;
if one of them is lost, all is lost, unless one is enough.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from blueprint.model import END, Blueprint, Step

GAVE_UP, ESCAPED = "gave up", "escaped"


@dataclass
class Tally:
    """What became of so many customers; of each step how often it was passed, squares of that, and by how many."""

    count: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    first_time: int = 0
    visits: Counter[str] = field(default_factory=Counter)
    squares: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    time: float = 0.0
    time_squares: float = 0.0


class Walker:
    """Follows customers of one kind through a service whose branches meet again."""

    def __init__(self, blueprint: Blueprint, seed: int) -> None:
        self._dice = random.Random(seed)
        self._steps = {step.id: step for step in blueprint.steps}
        self._place = {name: place for place, name in enumerate(self._steps)}
        self._ways = {step.id: self._ways_of(blueprint, step) for step in blueprint.steps}
        self._entry = next(step.id for step in blueprint.steps if step.lane == "customer")
        self._meetings: dict[tuple[str, ...], str | None] = {}
        self._faults = {
            step.id: [
                (
                    point.id,
                    float(point.probability or 0.0),
                    1.0 if point.detected is None else float(point.detected),
                    float(point.gives_up or 0.0),
                    point.recovery or step.id,
                    0.0 if point.recovery_time is None else float(point.recovery_time.mean),
                )
                for point in step.fail_points
            ]
            for step in blueprint.steps
        }

    def _ways_of(
        self, blueprint: Blueprint, step: Step
    ) -> list[tuple[float, tuple[str, ...]]] | list[tuple[float, str]]:
        """Return alternatives with their shares, each as the steps that are begun together."""
        flows = [flow for flow in blueprint.flows if flow.kind == "flow" and flow.source == step.id]
        marked = [(float(flow.probability), flow.target) for flow in flows if flow.probability is not None]
        plain = tuple(flow.target for flow in flows if flow.probability is None)
        if step.split == "any":
            return [*marked, *((1.0, target) for target in plain)]
        rest = 1.0 - sum(share for share, _ in marked)
        return [*((share, (target,)) for share, target in marked), *([(rest, plain)] if plain else [])]

    def follow(self, count: int) -> Tally:
        """Follow so many customers."""
        tally = Tally(count)
        for _ in range(count):
            self._passed: Counter[str] = Counter()
            self._failed = False
            self._time = 0.0
            outcome, _ = self._walk(self._entry, None)
            tally.outcomes[outcome or "served"] += 1
            tally.first_time += outcome is None and not self._failed
            for name, often in self._passed.items():
                tally.visits[name] += often
                tally.squares[name] += often * often
                tally.reached[name] += 1
            tally.time += self._time
            tally.time_squares += self._time * self._time
        return tally

    def _walk(self, here: str | None, until: str | None) -> tuple[str | None, str | None]:
        """Walk until a step or to the end; return how the customer was lost, if so, and the step that is come to."""
        while here is not None and here != until and here != END:
            self._passed[here] += 1
            time = self._steps[here].service_time
            self._time += 0.0 if time is None else float(time.mean)  # type: ignore[union-attr]
            lost, recovery = self._fail(here)
            if lost:
                return lost, None
            if recovery is not None:
                here = recovery
                continue
            targets = self._choose(here)
            if len(targets) < 2:
                here = targets[0] if targets else None
                continue
            lost, here = self._branches(targets)
            if lost:
                return lost, None
        return None, here

    def _fail(self, here: str) -> tuple[str | None, str | None]:
        for _, probability, detected, gives_up, recovery, time in self._faults[here]:
            if self._dice.random() < probability:
                self._failed = True
                if self._dice.random() >= detected:
                    return ESCAPED, None
                if self._dice.random() < gives_up:
                    return GAVE_UP, None
                self._time += time
                return None, recovery
        return None, None

    def _choose(self, here: str) -> tuple[str, ...]:
        if self._steps[here].split == "any":
            return tuple(target for share, target in self._ways[here] if self._dice.random() < share)  # type: ignore[misc]
        dice = self._dice.random()
        for share, targets in self._ways[here]:
            dice -= share
            if dice < 0:
                return targets  # type: ignore[return-value]
        return ()

    def _branches(self, targets: tuple[str, ...]) -> tuple[str | None, str | None]:
        """Walk branches in any order; return how the customer was lost, if so, and where the branches meet."""
        meeting = self._meeting(targets)
        one_is_enough = meeting is not None and self._steps[meeting].join == "any"
        order = list(targets)
        self._dice.shuffle(order)
        lost: str | None = None
        arrived = 0
        for target in order:
            lost_here, _ = self._walk(target, meeting)
            if lost_here is None:
                arrived += 1
            else:
                lost = lost_here
                if not one_is_enough:
                    return lost, None
        return (None, meeting) if arrived else (lost, None)

    def _meeting(self, targets: tuple[str, ...]) -> str | None:
        """Return the first step that all ways from some must come to, rework set aside; None where there is none."""
        if targets not in self._meetings:
            common = set.intersection(*({step for step in self._steps if self._must_pass(t, step)} for t in targets))
            self._meetings[targets] = min(common, key=self._place.__getitem__, default=None)
        return self._meetings[targets]

    def _must_pass(self, start: str, step: str) -> bool:
        """Tell whether no way from a step goes on to an end around another one."""
        seen, waiting = {step}, [start]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            ahead = [t for _, ts in self._ways[here] for t in ([ts] if isinstance(ts, str) else ts)]
            onward = [target for target in ahead if target == END or self._place[target] > self._place[here]]
            if not onward or END in onward:
                return False
            waiting += onward
        return True
