"""Report of a simulation: what happened to customers, who was busy, where they waited and why, which standards held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from blueprint.analysis.simulation.results import Fate, ResourceFigures, Simulation, StandardFigures, StepFigures
from blueprint.analysis.simulation.results import Figure as Simulated
from blueprint.analysis.simulation.statistics import Estimate
from blueprint.diagnostics import counted
from blueprint.reports.content import Figure, Kind, Name, Phrase, Report, Section, Table, Unknown, Words, listed, table
from blueprint.reports.elements import labels_of
from blueprint.reports.intervals import estimated
from blueprint.reports.pictures import busy_picture, queue_picture, wait_pictures

_CAUSES = {
    "contention": "others are served",
    "unavailable": "nobody on duty",
    "prioritized": "others go first",
    "batch": "waits for a group",
    "other_party": "somebody else",
}
_FATES: tuple[tuple[Fate, str], ...] = (
    ("abandoned", "gave up waiting"),
    ("turned_away", "were turned away"),
    ("lost", "were lost"),
)
_SHORT = 0.5  # seconds: shorter mean waits are left out of the table


def report_simulation(found: Simulation) -> Report:
    """Make a report of a simulation.

    Parameters
    ----------
    found : Simulation
        What was found.

    Returns
    -------
    Report
        With intervals at 95 %.
    """
    words = _Words(found)
    sections = (words.customers(), words.resources(), words.waits(), words.standards())
    filled = (replace(each, tables=tuple(part for part in each.tables if part.rows)) for each in sections)
    kept = tuple(section for section in filled if section.answer or section.tables)
    return Report(found.blueprint.title, words.about(), found.blueprint.language, kept)


class _Words:
    """A simulation, as reports tell it."""

    def __init__(self, found: Simulation) -> None:
        self.found = found
        blueprint = found.blueprint
        self.names = {item.id: item.name for item in blueprint.resources}
        self.labels = labels_of(blueprint)
        self.classes = {item.id: item.label for item in blueprint.classes}

    def about(self) -> Phrase:
        """Say what was run."""
        found = self.found
        runs: list[str | Figure] = [f"{counted(found.replications, 'run')} of ", Figure("time", found.horizon)]
        if found.warm_up is not None:
            runs += [", the first ", Figure("time", found.warm_up.cut), " cut off"]
        if found.scenario is not None and str(found.scenario):
            runs.insert(0, f"{found.scenario} · ")
        ends = {"interrupted": ", interrupted", "cap": ", stopped before the precision was reached"}
        return (*runs, ends.get(found.stop, ""), f" · seed {found.run.seed} · intervals at 95 %")

    # --- customers ---------------------------------------------------------------------------------------------------

    def customers(self) -> Section:
        """Describe what happened to customers."""
        return Section("customers", "Customers", tuple(self._fates()), (self._times(), self._by_class()))

    def _fates(self) -> Iterator[Phrase]:
        found = self.found
        total = sum(found.fates.values())
        parts: list[str | Figure] = [f"{total:,} came, ", Figure("count", found.fates["served"]), " were served"]
        for fate, words in (
            ("abandoned", "gave up waiting"),
            ("turned_away", "were turned away"),
            ("lost", "were lost"),
        ):
            if found.fates[fate]:  # type: ignore[index]
                parts += [", ", Figure("count", found.fates[fate]), f" {words}"]  # type: ignore[index]
        yield tuple(parts)
        for words, figure in (("they took ", found.time_in_system), ("they waited ", found.waiting_time)):
            yield (words, *_interval("time", figure.times.mean, figure), *self._needs(figure))

    def _needs(self, figure: Simulated) -> Phrase:
        if not figure.blocked_by:
            return ()
        names = [Name(self.labels.get(name, name), quoted=True) for name in figure.blocked_by]
        return ("; more, by the times of ", *listed(names))

    def _times(self) -> Table:
        rows = [
            _row(words, figure)
            for words, figure in (
                ("Time in the service", self.found.time_in_system),
                ("Of it waiting", self.found.waiting_time),
            )
        ]
        return table("Customers who were served", ["What", ">Mean", ">Half", ">90 %", ">95 %"], rows)

    def _by_class(self) -> Table:
        rows = [
            (
                (Name(self.classes[item.id]),),
                (Figure("count", sum(item.fates.values())),),
                (Figure("count", item.fates["served"]),),
                _interval("time", item.time_in_system.times.mean, item.time_in_system),
                _interval("time", item.waiting_time.times.mean, item.waiting_time),
            )
            for item in self.found.classes
            if item.id in self.classes
        ]
        return table("By class", ["Class", ">Came", ">Served", ">Time", ">Waiting"], rows)

    # --- resources ---------------------------------------------------------------------------------------------------

    def resources(self) -> Section:
        """Describe who was busy."""
        used = [item for item in self.found.resources if item.utilization.mean is not None]
        answer: list[Phrase] = []
        if used:
            worst = max(used, key=lambda item: item.utilization.mean or 0.0)
            busy = estimated("share", worst.utilization)
            answer.append(("busiest: ", Name(self.names[worst.id], quoted=True), ", ", *busy, " busy"))
        heads = ["Resource", ">Busy", ">Mean wait for it", ">90 % wait at most", ">In the queue", ">Overtime"]
        pictures = (busy_picture(self.found, self.names),)
        tables = (table("Resources", heads, map(self._resource, used)),)
        return Section("resources", "Resources", tuple(answer), tables, tuple(one for one in pictures if one))

    def _resource(self, item: ResourceFigures) -> tuple[Phrase, ...]:
        overtime = item.overtime.mean or 0.0
        return (
            (Name(self.names[item.id]),),
            estimated("share", item.utilization),
            estimated("time", item.wait.mean),
            _mean("time", item.wait.p90),
            _mean("count", item.queue),
            estimated("time", item.overtime) if overtime > 1 else (),
        )

    # --- waits -------------------------------------------------------------------------------------------------------

    def waits(self) -> Section:
        """Describe where customers waited, and why."""
        waited = sorted(
            (item for item in self.found.steps if (item.wait.times.mean.mean or 0.0) > _SHORT),
            key=lambda item: -(item.wait.times.mean.mean or 0.0),
        )
        answer: list[Phrase] = []
        if waited:
            wait = _interval("time", waited[0].wait.times.mean, waited[0].wait)
            answer.append(("longest before ", Name(self.labels[waited[0].id], quoted=True), ": ", *wait))
        heads = ["Before", ">Mean wait", ">90 % at most", "Because"]
        pictures = (queue_picture(self.found, self.names), *wait_pictures(self.found, self.labels))
        tables = (table("Waits", heads, map(self._step, waited)),)
        return Section("waits", "Waits", tuple(answer), tables, tuple(one for one in pictures if one))

    def _step(self, item: StepFigures) -> tuple[Phrase, ...]:
        return (
            (Name(self.labels[item.id]),),
            _interval("time", item.wait.times.mean, item.wait),
            _mean("time", item.wait.times.p90),
            tuple(self._because(item)),
        )

    def _because(self, item: StepFigures) -> Iterator[str | Figure]:
        """Yield the causes of a wait with their shares, the largest first."""
        known = [(value, cause) for cause, value in item.causes.items() if value]
        total = sum(value for value, _ in known)
        for number, (value, cause) in enumerate(sorted(known, reverse=True)):
            yield f"{', ' if number else ''}{_CAUSES[cause]} "
            yield Figure("share", value / total)

    # --- standards ---------------------------------------------------------------------------------------------------

    def standards(self) -> Section:
        """Describe which standards held."""
        measured = [item for item in self.found.standards if item.measured]
        broken = [item for item in measured if item.met is False]
        answer: list[Phrase] = []
        if broken:
            names = listed([Name(self._name(item), quoted=True) for item in broken])
            answer.append(
                (Words(f"{len(broken)} of {counted(len(measured), 'standard')} not kept", "bad"), ": ", *names)
            )
        elif measured:
            answer.append(self._kept(measured))
        heads = ["Of", "Promised", ">Kept for", "Kept"]
        rows = map(self._standard, measured)
        return Section("standards", "Standards", tuple(answer), (table("Standards", heads, rows),))

    def _kept(self, measured: list[StandardFigures]) -> Phrase:
        """Tell how many standards held, where none is broken for sure."""
        still_open = [Name(self._name(item), quoted=True) for item in measured if not item.met]
        sure = len(measured) - len(still_open)
        if not still_open:
            return (Words("kept", "good"), f": {counted(sure, 'standard')}")
        return (f"{sure} of {counted(len(measured), 'standard')} kept for sure; open: ", *listed(still_open))

    def _standard(self, item: StandardFigures) -> tuple[Phrase, ...]:
        verdict: Phrase = (Words("yes", "good"),) if item.met else (Words("no", "bad"),)
        if item.met is None:
            verdict = ("open: more runs tell",) if not item.blocked_by else (Unknown(),)
        return ((Name(self._name(item)),), (item.target,), estimated("share", item.share_met), verdict)

    def _name(self, item: StandardFigures) -> str:
        """Return what a standard is called, with the class that it is promised to."""
        who = f" ({self.classes[item.customer_class]})" if item.customer_class in self.classes else ""
        return f"{self.labels.get(item.element, item.element)}{who}"


def _row(words: str, figure: Simulated) -> tuple[Phrase, ...]:
    times = figure.times
    return (
        (words,),
        _interval("time", times.mean, figure),
        _mean("time", times.p50),
        _mean("time", times.p90),
        _mean("time", times.p95),
    )


def _interval(kind: Kind, estimate: Estimate, figure: Simulated) -> Phrase:
    """Return a mean with its interval; what is only known in part is at least that."""
    if figure.blocked_by and estimate.mean is not None:
        return (Figure(kind, estimate.mean, "least"),)
    return estimated(kind, estimate)


def _mean(kind: Kind, estimate: Estimate) -> Phrase:
    return (Unknown(),) if estimate.mean is None else (Figure(kind, estimate.mean),)
