"""Report of alternatives: what each scenario changes by closed form, beside the service as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from blueprint.analysis.alternatives import Alternatives
from blueprint.analysis.results import Analysis
from blueprint.analysis.waiting.promises import Kept
from blueprint.diagnostics import counted
from blueprint.rendering.plots.data import Kind as MeasureKind
from blueprint.rendering.plots.data import Measure, Outcome
from blueprint.reports.content import Figure, Kind, Name, Phrase, Picture, Report, Section, Table, Unknown, Words, table
from blueprint.reports.elements import labels_of
from blueprint.reports.facts import Facts
from blueprint.reports.saying import write_figure
from blueprint.reports.scenario_pictures import Scene, scene_picture

AS_IT_IS = "as it is"
_NOTHING = 1e-9  # relative difference that is none


@dataclass(frozen=True, slots=True)
class _Column:
    """A figure that is compared: its key, heading and kind, how it is found, and what a picture of it is called."""

    key: str
    head: str
    kind: Kind
    value: Callable[[Analysis], float | None]
    title: str
    is_compared: bool = False


_COLUMNS = (
    _Column(
        "wait_points.customer.waiting_time",
        "They wait",
        "time",
        lambda found: found.waits.customer.waiting_time,
        "What customers wait",
        is_compared=True,
    ),
    _Column(
        "wait_points.customer.time_in_system",
        "They take",
        "time",
        lambda found: found.waits.customer.time_in_system,
        "How long customers take",
    ),
    _Column(
        "fail_points.success",
        "Succeed",
        "share",
        lambda found: found.failures.reliability.success,
        "How many customers succeed",
    ),
    _Column("economics.cost", "Cost", "money", lambda found: found.economics.cost, "What a customer costs"),
    _Column("economics.profit", "Profit", "money", lambda found: found.economics.profit, "What a customer leaves"),
)


def report_alternatives(found: Alternatives) -> Report:
    """Make a report of scenarios that were analyzed.

    Parameters
    ----------
    found : Alternatives
        What was found.
    """
    words = _Words(found)
    tables = tuple(part for part in (words.figures(), words.resources(), words.standards()) if part.rows)
    picture = alternatives_picture(found)
    section = Section("scenarios", "Scenarios", tuple(words.answer()), tables, (picture,) if picture else ())
    blueprint = found.base.blueprint
    about = (f"{counted(len(found.scenarios), 'scenario')}, by formula",)
    return Report(blueprint.title, about, blueprint.language, (section,))


def alternatives_picture(found: Alternatives) -> Picture | None:
    """Return a picture of the first figure that differs; None where no figure is known of two scenarios."""
    everything = (found.base, *found.scenarios)
    for column in _COLUMNS:
        values = {value for item in everything if (value := column.value(item)) is not None}
        if len(values) < 2:
            continue
        kind: MeasureKind = "number" if column.kind == "count" else column.kind
        measure = Measure(_MEASURES.get(column.head, column.head), kind, Facts(found.base).currency)
        base, *outcomes = (Outcome(_name(found, item), column.value(item)) for item in everything)
        return scene_picture(Scene(column.title, measure, base, tuple(outcomes), found.axes, note="by formula"))
    return None


_MEASURES = {"They wait": "Mean wait", "They take": "Mean time"}


def _name(found: Alternatives, item: Analysis) -> str:
    said = "" if item.scenario is None else str(item.scenario)
    return said or AS_IT_IS


class _Words:
    """Scenarios, as reports tell them."""

    def __init__(self, found: Alternatives) -> None:
        self.found = found
        self.everything = (found.base, *found.scenarios)
        self.facts = tuple(map(Facts, self.everything))
        self.labels = labels_of(found.base.blueprint)

    def name(self, item: Analysis) -> Phrase:
        """Return what a scenario is called."""
        return (Name(_name(self.found, item)),)

    def answer(self) -> Iterator[Phrase]:
        """Say which scenario has the shortest wait, and where somebody cannot keep up."""
        base = self.found.base.waits.customer.waiting_time
        known = [
            (wait, item) for item in self.found.scenarios if (wait := item.waits.customer.waiting_time) is not None
        ]
        if known:
            wait, best = min(known, key=lambda pair: pair[0])
            if base is None or wait < base * (1 - _NOTHING):
                surety = Facts(best).surety(_COLUMNS[0].key)
                named = Name(_name(self.found, best), quoted=True)
                yield ("least waiting: ", named, ", ", Figure("time", wait, surety), " for each customer")
        broken = [item for item in self.everything if item.waits.stable is False]
        if broken:
            names = [Name(_name(self.found, item), quoted=True) for item in broken[:2]]
            more = f" and {len(broken) - 2} more" if len(broken) > 2 else ""
            yield (Words("queue without end", "bad"), " in ", *_joined(names), more)

    # --- tables ------------------------------------------------------------------------------------------------------

    def figures(self) -> Table:
        """Tell the figures of each scenario that are known of any."""
        known = [column for column in _COLUMNS if any(column.value(item) is not None for item in self.everything)]
        heads = ["Scenario"]
        for column in known:
            heads += [f">{column.head}", ">Changed by"] if column.is_compared else [f">{column.head}"]
        rows = []
        for item, facts in zip(self.everything, self.facts, strict=True):
            cells: list[Phrase] = [self.name(item)]
            for column in known:
                cells.append(facts.cell(column.key, column.kind, column.value(item)))
                cells += [self._changed(column, item)] if column.is_compared else []
            rows.append(tuple(cells))
        return table("Customers", heads, rows if known else ())

    def _changed(self, column: _Column, item: Analysis) -> Phrase:
        before, after = column.value(self.found.base), column.value(item)
        if item is self.found.base or before is None or after is None:
            return ()
        if abs(after - before) <= _NOTHING * max(abs(before), abs(after)):
            return ("no change",)
        sign = "−" if after < before else "+"
        is_about = any(Facts(each).surety(column.key) == "about" for each in (item, self.found.base))
        said = write_figure(Figure(column.kind, abs(after - before), "about" if is_about else "exact"))
        return (f"≈ {sign}{said.removeprefix('≈ ')}" if is_about else f"{sign}{said}",)

    def resources(self) -> Table:
        """Tell how busy everybody is."""
        used = [item.id for item in self.found.base.waits.resources if item.utilization is not None]
        rows = []
        for item, facts in zip(self.everything, self.facts, strict=True):
            by_id = {each.id: each.utilization for each in item.waits.resources}
            cells = (facts.cell(f"wait_points.resources.{name}.utilization", "share", by_id.get(name)) for name in used)
            rows.append((self.name(item), *cells))
        heads = ["Scenario", *(f">{self.facts[0].resource(name)}" for name in used)]
        return table("Busy", heads, rows if used else ())

    def standards(self) -> Table:
        """Tell which standards are kept, and for how many."""
        rows: list[Sequence[Phrase]] = []
        for kept in self.found.base.waits.standards:
            own = [_same(kept, item) for item in self.everything]
            if kept.target.limit is None or all(each is None or each.share is None for each in own):
                continue
            label = Name(f"{self.labels.get(kept.element, kept.element)}: {kept.target}")
            for number, (item, facts, each) in enumerate(zip(self.everything, self.facts, own, strict=True)):
                rows.append((() if number else (label,), self.name(item), *_share(facts, each)))
        return table("Standards", ["Of", "Scenario", ">Kept for", "Kept"], rows)


def _same(kept: Kept, item: Analysis) -> Kept | None:
    """Return the same standard in another scenario."""
    place = (kept.element, kept.classes)
    return next((each for each in item.waits.standards if (each.element, each.classes) == place), None)


def _share(facts: Facts, kept: Kept | None) -> tuple[Phrase, Phrase]:
    """Return for how many a standard is kept, and whether that is enough."""
    if kept is None or kept.share is None or kept.is_met is None:
        return (Unknown(),), (Unknown(),)
    words = Words("yes", "good") if kept.is_met else Words("no", "bad")
    share = facts.share(f"wait_points.standards.{kept.element}", kept.share)
    return (share,), (("perhaps ", words) if kept.is_close else (words,))


def _joined(names: Sequence[Name]) -> Phrase:
    return (names[0], " and ", names[1]) if len(names) > 1 else (names[0],)
