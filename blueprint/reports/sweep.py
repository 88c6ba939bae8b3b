"""Report of scenarios: what each changes for customers, with how surely, beside the service as it is."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.comparing import Comparison
from blueprint.analysis.simulation.results import Figure as Simulated
from blueprint.analysis.simulation.results import Simulation, StandardFigures, standard_key
from blueprint.analysis.sweeping import Compared, Sweep
from blueprint.diagnostics import counted
from blueprint.reports.content import Figure, Name, Phrase, Report, Section, Table, Unknown, Words, table
from blueprint.reports.elements import labels_of
from blueprint.reports.intervals import estimated, finest, rounded
from blueprint.reports.pictures import sweep_picture

_FIGURES = ("waiting_time", "time_in_system")


def report_sweep(found: Sweep) -> Report:
    """Make a report of scenarios.

    Parameters
    ----------
    found : Sweep
        What was found.
    """
    words = _Words(found)
    tables = tuple(part for part in (words.customers(), words.resources(), words.standards()) if part.rows)
    picture = sweep_picture(found, words.base or "as it is")
    section = Section("scenarios", "Scenarios", tuple(words.answer()), tables, (picture,) if picture else ())
    blueprint = found.base.blueprint
    return Report(blueprint.title, words.about(), blueprint.language, (section,))


class _Words:
    """Scenarios, as reports tell them."""

    def __init__(self, found: Sweep) -> None:
        self.found = found
        blueprint = found.base.blueprint
        self.labels = labels_of(blueprint)
        self.names = {item.id: item.name for item in blueprint.resources}
        self.classes = {item.id: item.label for item in blueprint.classes}
        self.base = str(found.base.scenario) if found.base.scenario is not None else ""

    def about(self) -> Phrase:
        """Say what was run."""
        base = self.found.base
        runs = f"{counted(len(self.found.scenarios), 'scenario')}, {counted(base.replications, 'run')} of "
        told = f" each, with the same customers · seed {base.run.seed} · intervals at 95 %, all of a figure together"
        return (runs, Figure("time", base.horizon), told)

    def answer(self) -> Iterator[Phrase]:
        """Say which scenario saves customers most waiting, and which changes nothing for sure."""
        known = [item for item in self.found.scenarios if "waiting_time" in item.figures]
        clear = [item for item in known if item.figures["waiting_time"].is_clear]
        better = [item for item in clear if (item.figures["waiting_time"].difference or 0.0) < 0]
        if better:
            best = min(better, key=lambda item: item.figures["waiting_time"].difference or 0.0)
            change = _change("time", best.figures["waiting_time"])
            yield ("least waiting: ", Name(_name(best), quoted=True), ", ", *change, " for each customer")
        unsure = len(known) - len(clear)
        if unsure:
            yield (f"{counted(unsure, 'scenario')} with no clear change of the wait; more runs tell more",)

    # --- tables ------------------------------------------------------------------------------------------------------

    def customers(self) -> Table:
        """Tell what happens to customers."""
        rows = [self._row(self.base or "as it is", self.found.base, None)]
        rows += [self._row(_name(item), item.simulation, item) for item in self.found.scenarios]
        heads = ["Scenario", ">Served", ">They wait", ">Changed by", ">They take", ">Changed by"]
        return table("Customers", heads, rows)

    def _row(self, name: str, run: Simulation, compared: Compared | None) -> tuple[Phrase, ...]:
        figures = {} if compared is None else compared.figures
        total = sum(run.fates.values())
        waits, takes = (_told(figure) for figure in (run.waiting_time, run.time_in_system))
        served: Phrase = (Figure("share", run.fates["served"] / total),) if total else (Unknown(),)
        changes = [_change("time", figures[key]) if key in figures else () for key in _FIGURES]
        return ((Name(name),), served, waits, changes[0], takes, changes[1])

    def resources(self) -> Table:
        """Tell how busy everybody is."""
        used = [item.id for item in self.found.base.resources if item.utilization.mean is not None]
        rows = []
        runs = [(self.base or "as it is", self.found.base)]
        runs += [(_name(item), item.simulation) for item in self.found.scenarios]
        for name, run in runs:
            by_id = {item.id: item.utilization for item in run.resources}
            rows.append(((Name(name),), *(estimated("share", by_id[item]) if item in by_id else () for item in used)))
        return table("Busy", ["Scenario", *(f">{self.names[item]}" for item in used)], rows)

    def standards(self) -> Table:
        """Tell which standards hold."""
        rows = []
        for standard in self.found.base.standards:
            if not standard.measured:
                continue
            rows.append(self._standard(standard, self.base or "as it is", self.found.base, None))
            rows += [
                self._standard(standard, _name(item), item.simulation, item, repeated=True)
                for item in self.found.scenarios
            ]
        return table("Standards", ["Of", "Scenario", ">Kept for", ">Changed by", "Kept"], rows)

    def _standard(
        self, standard: StandardFigures, name: str, run: Simulation, compared: Compared | None, repeated: bool = False
    ) -> tuple[Phrase, ...]:
        place = (standard.element, standard.customer_class)
        own = next((item for item in run.standards if (item.element, item.customer_class) == place), None)
        figures = {} if compared is None else compared.figures
        change = figures.get(standard_key(*place))
        who = f" ({self.classes[place[1]]})" if place[1] in self.classes else ""
        label = Name(f"{self.labels.get(place[0], place[0])}{who}: {standard.target}")
        return (
            () if repeated else (label,),
            (Name(name),),
            (Unknown(),) if own is None else estimated("share", own.share_met),
            () if change is None else _change("points", change),
            (Unknown(),) if own is None else _verdict(own),
        )


def _told(figure: Simulated) -> Phrase:
    """Return a mean with its interval; what is only known in part is at least that."""
    mean = figure.times.mean
    if figure.blocked_by and mean.mean is not None:
        return (Figure("time", mean.mean, "least"),)
    return estimated("time", mean)


def _verdict(item: StandardFigures) -> Phrase:
    if item.met is None:
        return ("open",) if not item.blocked_by else (Unknown(),)
    return (Words("yes", "good") if item.met else Words("no", "bad"),)


def _name(item: Compared) -> str:
    return str(item.scenario)


def _change(kind: str, found: Comparison) -> Phrase:
    """Return a difference with its interval; what may be nothing is said to be unclear."""
    if found.difference is None:
        return (Unknown(),)
    if not found.difference and not found.half_width:
        return ("no change",)
    sign = "−" if found.difference < 0 else "+"
    half = found.half_width or 0.0
    if kind == "points":
        figures: Phrase = (f"{sign}{100 * abs(found.difference):.1f} ± {100 * half:.1f} points",)
    else:
        step = finest(half)
        figures = (
            sign,
            Figure("time", rounded(abs(found.difference), step)),
            " ± ",
            Figure("time", rounded(half, step)),
        )
    return figures if found.is_clear else (*figures, " (unclear)")
