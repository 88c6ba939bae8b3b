"""Report of staffing: who it takes to keep every standard, when, what it costs, and what less waiting would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from blueprint.analysis.staffing import StaffedHour, StaffedResource, Staffing
from blueprint.analysis.waiting.frontier import FrontierPoint
from blueprint.analysis.waiting.promises import Kept
from blueprint.diagnostics import counted
from blueprint.rendering.plots import plot_frontier
from blueprint.rendering.plots.data import Frontier, Measure, Option
from blueprint.reports.content import (
    Figure,
    Name,
    Phrase,
    Picture,
    Report,
    Section,
    Table,
    Unknown,
    Words,
    joined,
    listed,
    table,
)
from blueprint.reports.elements import labels_of

_TOO_BUSY = 0.95  # of their time: where no standard says how long customers may wait, nobody is told to go
_MOST_HOURS = 60  # rows of the table by the hour
_PRACTICALLY_ALL = 0.9995


def report_staffing(found: Staffing) -> Report:
    """Make a report of who it takes.

    Parameters
    ----------
    found : Staffing
        What was found.
    """
    words = _Words(found)
    picture = _frontier_picture(found, words)
    pictures = (picture,) if picture else ()
    section = Section("staffing", "Staffing", tuple(words.answer()), tuple(words.tables()), pictures)
    blueprint = found.graph.blueprint
    return Report(blueprint.title, words.about(), blueprint.language, (section,))


class _Words:
    """Staffing, as reports tell it."""

    def __init__(self, found: Staffing) -> None:
        self.found = found
        blueprint = found.graph.blueprint
        self.labels = labels_of(blueprint)
        self.classes = {item.id: item.label for item in blueprint.classes}
        economics = blueprint.economics
        self.currency = (economics.currency or "") if economics is not None else ""

    def about(self) -> Phrase:
        """Say how it was found."""
        promised = [item for item in self.found.standards if item.target.limit is not None]
        if not promised:
            return ("by formula; no standard is promised in time, so it is the fewest who can do the work",)
        told = {
            True: "by formula, and confirmed by simulation",
            False: "by formula; in the simulation some standard does not hold",
            None: "by formula; a simulation would make sure",
        }[self.found.is_verified]
        return (f"{counted(len(promised), 'standard')} · {told}",)

    # --- the answer --------------------------------------------------------------------------------------------------

    def answer(self) -> Iterator[Phrase]:
        known = [item for item in self.found.resources if item.needed is not None]
        more = [item for item in known if (item.needed or 0) > item.now]
        fewer = [item for item in known if (item.needed or 0) < item.now and (item.utilization or 0.0) < _TOO_BUSY]
        for words, items in (("more: ", more), ("fewer would do: ", fewer)):
            if items:
                yield (words, *listed([self._changed(item) for item in items]))
        if known and not more and not fewer:
            yield ("it takes as many as there are now",)
        silent = [item for item in known if (item.utilization or 0.0) >= _TOO_BUSY and not item.binding]
        if silent:
            names = listed([Name(item.label, quoted=True) for item in silent])
            yield ("no standard says how long customers may wait for ", *names)
        unknown = [item for item in self.found.resources if item.needed is None]
        if unknown:
            yield ("unknown: ", *listed([Name(item.label, quoted=True) for item in unknown]))
        broken = [item for item in self.found.standards if item.is_met is False]
        if broken:
            names = listed([Name(self._name(item), quoted=True) for item in broken])
            yield (Words("no number of people keeps", "bad"), " ", *names)
        if self.found.cost is not None:
            yield ("it costs ", self._money(self.found.cost), " for an open hour", *self._compared_cost())

    def _changed(self, item: StaffedResource) -> Name:
        return Name(f"{item.label}: {item.now} → {item.needed}", quoted=False)

    def _compared_cost(self) -> Phrase:
        today = self.found.today.cost
        return () if today is None else (", today ", self._money(today))

    # --- tables ------------------------------------------------------------------------------------------------------

    def tables(self) -> Iterator[Table]:
        """Yield the tables that have rows."""
        found = self.found
        heads = ["Resource", ">Now", ">Needed", ">Then busy", ">Cost an hour", "One less would break"]
        rows = [self._resource(item) for item in found.resources]
        made = [table("Who it takes", heads, rows), self._hours(), self._standards(), self._frontier()]
        yield from (part for part in made if part.rows)

    def _resource(self, item: StaffedResource) -> tuple[Phrase, ...]:
        needed: Phrase = (Unknown(),) if item.needed is None else (Figure("count", item.needed),)
        decided: Phrase = joined([Name(self.labels.get(name, name)) for name in item.binding])
        return (
            (Name(item.label),),
            (Figure("count", item.now),),
            needed,
            () if item.utilization is None else (Figure("share", item.utilization, "about"),),
            () if item.cost is None else (self._money(item.cost),),
            decided or (("the work itself",) if item.needed else ()),
        )

    def _hours(self) -> Table:
        rows = [
            ((Name(item.label),) if not number else (), (window,), (Figure("count", now),), (Figure("count", needed),))
            for item in self.found.resources
            for number, (window, now, needed) in enumerate(_merged(item.hours))
        ]
        left = len(rows) - _MOST_HOURS
        notes: Phrase = (f"and {counted(left, 'more row')} in the data",) if left > 0 else ()
        return table("By the hour", ["Resource", "When", ">Now", ">Needed"], rows[:_MOST_HOURS], notes)

    def _standards(self) -> Table:
        rows = [
            (
                (Name(self._name(item)),),
                (str(item.target),),
                (Unknown(),) if item.share is None else (_share(item.share),),
                _verdict(item),
            )
            for item in self.found.standards
            if item.target.limit is not None
        ]
        return table("Standards, as they would be kept", ["Of", "Promised", ">Kept for", "Kept"], rows)

    def _name(self, item: Kept) -> str:
        who = ", ".join(self.classes[name] for name in item.classes if name in self.classes)
        return f"{self.labels.get(item.element, item.element)}{f' ({who})' if who else ''}"

    def _frontier(self) -> Table:
        found = self.found
        points = [(point, "") for point in found.frontier] + [(found.today, "today"), (found.proposed, "needed")]
        rows = [self._point(point, words) for point, words in sorted(points, key=lambda item: _by_people(item[0]))]
        heads = ["People", ">On duty", ">Cost an hour", ">Customers wait", "Keeps the standards"]
        note = "from the fewest who can do the work on, each with one more where it saves most waiting"
        return table("What less waiting takes", heads, rows, (note,))

    def _point(self, point: FrontierPoint, words: str) -> tuple[Phrase, ...]:
        keeps: Phrase = () if point.keeps_standards is None else ("yes" if point.keeps_standards else "no",)
        wait: Phrase = (Unknown(),) if point.mean_wait is None else (Figure("time", point.mean_wait, "about"),)
        cost: Phrase = () if point.cost is None else (self._money(point.cost),)
        return ((words,) if words else (), (Figure("count", round(point.people, 1)),), cost, wait, keeps)

    def _money(self, amount: float) -> Figure:
        return Figure("money", amount, "exact", self.currency)


def _frontier_picture(found: Staffing, words: _Words) -> Picture | None:
    """Return cost against wait; None without cost rates."""
    points = [(point, False) for point in found.frontier] + [(found.today, False), (found.proposed, True)]
    options = tuple(
        Option(_crew(found, point), point.cost, point.mean_wait, point.keeps_standards, chosen)
        for point, chosen in points
        if point.cost is not None
    )
    if len(options) < 3:
        return None
    return partial(plot_frontier, Frontier(options, Measure("Cost per hour", "money", words.currency)))


def _crew(found: Staffing, point: FrontierPoint) -> str:
    """Return who is on duty, as far as the number differs between the points; by the hour, how many in the mean."""
    if any(item.hours for item in found.resources):
        return f"{point.people:.3g} on duty"
    every = [*found.frontier, found.today, found.proposed]
    differing = [name for name in point.counts if len({each.counts.get(name) for each in every}) > 1]
    names = {item.id: item.label for item in found.resources}
    return ", ".join(f"{point.counts[name]} {names[name]}" for name in differing[:3])


def _by_people(point: FrontierPoint) -> tuple[float, float]:
    return point.people, -(point.mean_wait or 0.0)


def _share(value: float) -> Figure:
    return Figure("share", 1.0 if value > _PRACTICALLY_ALL else value, "exact" if value > _PRACTICALLY_ALL else "about")


def _verdict(item: Kept) -> Phrase:
    if item.is_met is None:
        return (Unknown(),)
    return (Words("yes", "good") if item.is_met else Words("no", "bad"),)


def _merged(hours: Iterable[StaffedHour]) -> Iterator[tuple[str, int, int]]:
    """Yield windows with who is on duty and who is needed; those that follow each other with the same as one."""
    last: tuple[str, int, int] | None = None
    for hour in hours:
        begin, _, end = hour.window.rpartition("-")
        if last is not None and last[1:] == (hour.now, hour.needed) and begin.endswith(last[0].rpartition("-")[2]):
            last = (f"{last[0].rpartition('-')[0]}-{end}", *last[1:])
            continue
        if last is not None:
            yield last
        last = (hour.window, hour.now, hour.needed)
    if last is not None:
        yield last
