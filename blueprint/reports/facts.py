"""Facts: an analysis as reports ask it: figures with how surely they are known, and labels in place of ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from blueprint.analysis.results import Analysis
from blueprint.layout.marks import number_points
from blueprint.model import END, Blueprint, FailPoint, Flow, Step
from blueprint.reports.content import Figure, Kind, Name, Part, Phrase, Surety, Unknown, joined, listed
from blueprint.reports.elements import labels_of

_INPUTS: Mapping[str, tuple[str, str]] = {
    "time": ("the time of ", "the times of "),
    "wait": ("the usual wait at ", "the usual waits at "),
    "probability": ("the probability of ", "the probabilities of "),
    "share": ("the share of ", "the shares of "),
    "class": ("the share of class ", "the shares of classes "),
    "cost": ("the cost of ", "the costs of "),
    "way out": ("a way to the end from ", "a way to the end from "),
    "branch": ("plainer branches after ", "plainer branches after "),
}
"""What is to be written down, for one element and for several."""

_WORDS: Mapping[str, str] = {
    "timeline.acceptable_time": "'acceptable_time' of the service",
    "structure.divergence": "'discretion' at a step",
    "economics.cost": "prices or costs ('economics', 'cost', 'cost_rate')",
    "economics.profit": "a price ('economics: {price: …}')",
    "economics.break_even_time": "a price, and what time costs ('time_rate')",
}
"""What figures need that no element blocks."""

_NOTHING = 1e-9  # shares below this are nothing

MOST_NAMES = 2
"""So many names of what is missing are told of each kind; the rest is counted."""


class Facts:
    """An analysis, as reports ask it.

    Parameters
    ----------
    analysis : Analysis
        What was found.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis

    @property
    def blueprint(self) -> Blueprint:
        """The service."""
        return self.analysis.blueprint

    @property
    def currency(self) -> str:
        """Currency of the service; empty where it names none."""
        economics = self.blueprint.economics
        return (economics.currency or "") if economics is not None else ""

    # --- figures -----------------------------------------------------------------------------------------------------

    def known(self, figure: str, kind: Kind, value: float | None) -> Part:
        """Return a figure as surely as its status says, or what it needs.

        Parameters
        ----------
        figure : str
            Dotted key of the plain data.
        value : float or None
            In seconds, in the currency, as a share of 1, or plain.
        """
        if value is None:
            return Unknown(self.needs(figure))
        return Figure(kind, float(value), self.surety(figure), self.currency if kind == "money" else "")

    def cell(self, figure: str, kind: Kind, value: float | None) -> Phrase:
        """Return a figure for a cell of a table, where there is no room to say what an unknown one needs."""
        return (Unknown() if value is None else self.known(figure, kind, value),)

    def share(self, figure: str, value: float | None) -> Part:
        """Return a share; all and nothing are no approximations."""
        if value is not None and (value < _NOTHING or value > 1 - _NOTHING):
            return Figure("share", float(round(value)))
        return self.known(figure, "share", value)

    def surety(self, figure: str) -> Surety:
        """Return how surely a figure is known that has a value."""
        status = self.analysis.status_of(figure)
        return "about" if status is not None and status.kind == "approximation" else "exact"

    def is_unknown(self, figure: str) -> bool:
        """Tell whether a figure is said to be unknown."""
        status = self.analysis.status_of(figure)
        return status is not None and status.kind == "unknown"

    def how_surely(self, figure: str) -> Phrase:
        """Return how a figure was computed, or what it needs, for a column of its own."""
        status = self.analysis.status_of(figure)
        if status is None:
            return ()
        if status.kind == "unknown":
            return self.needs(figure)
        return (status.method if status.error is None else f"{status.method}, within about {100 * status.error:.0f} %",)

    def needs(self, figure: str) -> Phrase:
        """Return what an unknown figure needs; where that is nothing to be written down, why it is unknown."""
        status = self.analysis.status_of(figure)
        if status is None or status.kind != "unknown":
            return ()
        inputs: dict[str, list[Part]] = {}
        for element in status.blocked_by:
            for kind, name in self._missing(figure, element):
                inputs.setdefault(kind, []).append(name)
        if not inputs:
            return (f"needs {_WORDS[figure]}" if figure in _WORDS else status.method,)
        found: list[Part] = ["needs "]
        for kind, names in inputs.items():
            found += [*(("; ",) if len(found) > 1 else ()), _INPUTS[kind][len(names) > 1], *listed(names, MOST_NAMES)]
        return tuple(found)

    # --- names -------------------------------------------------------------------------------------------------------

    def step(self, name: str) -> Step:
        """Return a step by its id."""
        return self.blueprint.step_by_id[name]

    def label(self, step: str) -> Name:
        """Return the label of a step in quotes, as it stands in a sentence."""
        return Name(self.step(step).label, quoted=True)

    def cell_label(self, step: str) -> Phrase:
        """Return the label of a step for a cell."""
        return (Name(self.step(step).label),)

    def labels(self, steps: Iterable[str]) -> Phrase:
        """Return the labels of steps for a cell."""
        return joined([Name(self.step(name).label) for name in steps])

    def resource(self, name: str) -> str:
        """Return what a resource is called."""
        return self.blueprint.resource_by_id[name].name

    def element(self, name: str) -> str:
        """Return what a step, a point or a standard is called."""
        return self._labels.get(name, name)

    def flow_name(self, flow: str, *, quoted: bool = True) -> Name:
        """Return the two ends of a flow as a name."""
        found = self._flows[flow]
        goal = "leaving" if found.target == END else self.step(found.target).label
        return Name(f"{self.step(found.source).label} → {goal}", quoted)

    @cached_property
    def points(self) -> dict[str, FailPoint]:
        """Fail points by id."""
        return {point.id: point for step in self.blueprint.steps for point in step.fail_points}

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Numbers of fail points and wait points, as they stand on their marks in the drawing."""
        return number_points(self.blueprint)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return labels_of(self.blueprint)

    @cached_property
    def _flows(self) -> dict[str, Flow]:
        return {flow.id: flow for flow in self.blueprint.flows}

    @cached_property
    def _classes(self) -> dict[str, str]:
        return {item.id: item.label for item in self.blueprint.classes}

    # --- what is missing ---------------------------------------------------------------------------------------------

    def _missing(self, figure: str, element: str) -> Iterator[tuple[str, Part]]:
        """Yield kinds of input with the name of the element that lacks them."""
        fares = self.analysis.failures.reliability
        if figure.startswith(f"wait_points.resources.{element}"):
            return  # who has too much to do lacks no word
        if element in fares.trapped and figure.startswith(("fail_points", "timeline.expected")):
            yield "way out", self.label(element)
        elif element in self.points:
            kind = "cost" if figure.startswith(("fail_points.failure_cost", "economics")) else "probability"
            if fares.success is None:
                kind = "probability"
            yield kind, Name(self.points[element].label, quoted=True)
        elif element in self._flows:
            yield "share", self.flow_name(element)
        elif element in self._classes and element in fares.blocked_by:
            yield "class", Name(self._classes[element], quoted=True)
        elif element in fares.blocked_by:
            yield "branch", self.label(element)
        elif element in self.blueprint.step_by_id:
            yield from self._missing_times(figure, element)
        else:
            yield "time", Name(element, quoted=True)

    def _missing_times(self, figure: str, name: str) -> Iterator[tuple[str, Part]]:
        """Yield what a step lacks: its own time, the usual waits at it, or both."""
        time = self.analysis.time.timeline.steps.get(name)
        waits = [point for point in self.step(name).wait_points if point.standard_time is None]
        lacks_time = figure != "timeline.waiting_time" and (time is None or time.service is None)
        lacks_waits = bool(waits) and figure.startswith("timeline")
        if lacks_time or not lacks_waits:
            yield "time", self.label(name)
        if lacks_waits:
            yield from (("wait", Name(point.label, quoted=True)) for point in waits)
