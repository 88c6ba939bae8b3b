"""Steps of a program: what each is, needs and leads to, as rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from blueprint.analysis.simulation.codes import ALL, ANY, BINS, CHOOSE, END, ONE, SPAN
from blueprint.analysis.simulation.distributions import Law, law_of
from blueprint.analysis.simulation.gaps import given_waits, visible_steps
from blueprint.analysis.simulation.joining import Joins
from blueprint.analysis.simulation.moves import Fork, Moves
from blueprint.analysis.simulation.needs import Lines, put_releases
from blueprint.analysis.simulation.pools import Pools
from blueprint.analysis.simulation.promises import Measured
from blueprint.analysis.simulation.records import BRANCH, FAILURE, ROUTE, STEP, Array
from blueprint.analysis.simulation.tables import NO_TIME, Tables
from blueprint.model import Step
from blueprint.units import Distribution


@dataclass(frozen=True)
class StepRows:
    """Steps with their ways and failures, as rows."""

    steps: Array
    routes: Array
    branches: Array
    failures: Array


def compile_steps(
    tables: Tables,
    lines: Lines,
    moves: Moves,
    joins: Joins,
    pools: Pools,
    promises: tuple[Measured, ...],
    awaited: frozenset[str],
) -> StepRows:
    """Compile the steps that customers come to."""
    compiler = _Compiler(tables, lines, moves, joins, pools, promises, awaited)
    steps = STEP.rows(len(moves.steps))
    for place, name in enumerate(moves.steps):
        compiler.compile(steps[place], place, moves.graph.blueprint.step_by_id[name])
    return StepRows(
        steps, _rows(ROUTE, compiler.routes), _rows(BRANCH, compiler.branches), _rows(FAILURE, compiler.failures)
    )


def _rows(layout: object, values: list[dict[str, float]]) -> Array:
    rows = layout.rows(max(1, len(values)))  # type: ignore[attr-defined]
    for row, items in zip(rows, values, strict=False):
        for name, value in items.items():
            row[name] = value
    return rows  # type: ignore[no-any-return]


@dataclass
class _Compiler:
    tables: Tables
    lines: Lines
    moves: Moves
    joins: Joins
    pools: Pools
    promises: tuple[Measured, ...]
    awaited: frozenset[str]
    routes: list[dict[str, float]] = field(default_factory=list)
    branches: list[dict[str, float]] = field(default_factory=list)
    failures: list[dict[str, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._number = {step: place for place, step in enumerate(self.moves.steps)}
        self._loop = {step: place for place, step in enumerate(self.moves.loops)}
        self._visible = visible_steps(self.moves)
        self._customers = {step.id for step in self.moves.graph.steps_of("customer")}
        self._has_unseen = any(step not in self._visible for step in self.moves.steps)

    def compile(self, row: Array, place: int, step: Step) -> None:
        """Fill the row of one step."""
        self._kind(row, step)
        self._time(row, step)
        self._needs(row, step)
        self._failures(row, step)
        self._promises(row, step)
        row["simple"] = self._is_simple(row, step)
        self._ways(row, place, step)
        row["histogram"] = place * BINS
        row["head"] = row["tail"] = -1
        row["shortest"] = np.inf

    def _kind(self, row: Array, step: Step) -> None:
        row["loop"] = self._loop.get(step.id, -1)
        row["visible"] = step.id in self._visible
        row["own"] = step.id in self._customers
        row["awaited"] = step.id in self.awaited
        row["commits"] = self._has_unseen and step.id in self._visible
        row["meeting"] = -1
        if step.id in self.joins.steps:
            row["join"] = ANY if step.join == "any" else ALL
            row["joining"] = self.joins.number[step.id]
            row["declared"] = any(point.resource is None for point in step.wait_points)
        if self.joins.steps and (meeting := self.joins.meeting(step.id)) is not None:
            row["meeting"] = self.joins.number[meeting]

    def _time(self, row: Array, step: Step) -> None:
        row["time"] = self.tables.draw_by_class(self._laws(step), step.id, "time")
        row["batch"] = step.batch or 1
        points = given_waits(self.moves, self.joins, step.id)
        given = [point for point in points if point.measured is not None or point.standard_time is not None]
        for point in given:
            time = point.measured or Distribution("fixed", (float(point.standard_time or 0.0),))
            slot = self.tables.draw(law_of(time), point.id, "wait", rare=True)
            row["delay"] = slot - row["delays"]
            row["delays"] += 1

    def _laws(self, step: Step) -> list[Law]:
        time = step.service_time
        if time is None:
            return [NO_TIME] * len(self.moves.classes)
        if isinstance(time, Distribution):
            return [law_of(time)] * len(self.moves.classes)
        by_class = dict(time)
        laws = []
        for item in self.moves.classes:
            known = by_class.get(item.id) if item is not None else None
            laws.append(NO_TIME if known is None else law_of(known))
        return laws

    def _needs(self, row: Array, step: Step) -> None:
        needs = self.pools.needs[step.id]
        row["needs"], row["line"] = self.lines.of_step(step, needs)
        row["pool"] = -1
        if len(needs) == 1 and needs[0].pools[0] in self.pools.plain:
            row["pool"] = needs[0].pools[0]
        row["releases"] = put_releases(self.tables, step.releases, self.pools.number)
        row["patience"] = self._patience(step)

    def _patience(self, step: Step) -> int:
        """Put the draws of patience by class into the index; -1 where nobody loses it."""
        is_waited = self.pools.needs[step.id] or (step.batch or 1) > 1
        patient = [None if item is None else item.patience for item in self.moves.classes]
        if step.id not in self.awaited or not is_waited or not any(patient):
            return -1
        slots = [
            -1 if time is None else self.tables.draw(law_of(time), step.id, "patience", rare=True) for time in patient
        ]
        return self.tables.put(slots)

    def _failures(self, row: Array, step: Step) -> None:
        found = [failure for failure in self.moves.failures[step.id] if failure.share > 0]
        row["failure"], row["failures"] = len(self.failures), len(found)
        if not found:
            return
        row["fail"] = self.tables.draw_number(step.id, "fail")
        row["notice"] = self.tables.draw_number(step.id, "notice", rare=True)
        for failure in found:
            time = failure.point.recovery_time
            mend = -1
            if time is not None and failure.mended > 0:
                mend = self.tables.draw(law_of(time), failure.point.id, "mend", rare=True)
            self.failures.append(
                {
                    "recovery": self._number.get(failure.recovery, 0),
                    "mend": mend,
                    "share": failure.share,
                    "escapes": failure.escapes,
                    "gives_up": failure.gives_up,
                }
            )

    def _promises(self, row: Array, step: Step) -> None:
        items = list(enumerate(self.promises))
        row["standards"] = self.tables.put_list(place for place, item in items if step.id in item.steps)
        row["starts"] = self.tables.put_list(place for place, item in items if item.start == step.id)
        row["ends"] = self.tables.put_list(place for place, item in items if item.span == SPAN and item.end == step.id)

    def _is_simple(self, row: Array, step: Step) -> bool:
        """Tell whether the loop of the calendar can do a step by itself."""
        if not self.pools.is_calm or row["delays"] or row["failures"] or row["releases"]:
            return False
        if row["standards"] or row["starts"] or row["ends"]:
            return False
        return bool(row["needs"] < 0 or row["pool"] >= 0)

    def _ways(self, row: Array, place: int, step: Step) -> None:
        """Compile the ways out of a step, for each class; those who do not come to it would leave."""
        nowhere = Fork(ONE, ())
        forks = [self.moves.forks.get((step.id, klass), nowhere) for klass in range(len(self.moves.classes))]
        known: dict[Fork, int] = {}
        for fork in forks:
            if fork not in known:
                known[fork] = self._route(fork, step)
        row["routes"] = self.tables.put(known[fork] for fork in forks)
        row["choice"] = -1
        ways = {fork for fork in forks if fork.ways}
        sure = next(iter(ways)) if len(ways) == 1 else None
        if sure is not None and len(sure.ways) == 1 and sure.kind == ONE and len(sure.targets) <= 1:
            row["next"] = self._number[sure.targets[0]] if sure.targets else END
            return
        row["next"] = CHOOSE
        if row["simple"] or any(fork.kind == ONE and len(fork.ways) > 1 for fork in forks):
            row["choice"] = self.tables.draw_way(place, step.id, "way")

    def _route(self, fork: Fork, step: Step) -> int:
        first, passed = len(self.branches), 0.0
        for way in fork.ways:
            passed += way.share
            targets = [self._number[target] for target in way.targets]
            choice = -1
            if fork.kind == ANY and way.share < 1:
                choice = self.tables.draw_number(step.id, "way", *way.targets)
            self.branches.append(
                {
                    "targets": self.tables.put(targets),
                    "count": len(targets),
                    "step": targets[0] if targets else END,
                    "choice": choice,
                    "share": way.share if fork.kind == ANY else passed,
                }
            )
        if not fork.ways:
            self.branches.append({"targets": 0, "count": 0, "step": END, "choice": -1, "share": 1.0})
        self.routes.append({"kind": fork.kind, "first": first, "count": max(1, len(fork.ways))})
        return len(self.routes) - 1
