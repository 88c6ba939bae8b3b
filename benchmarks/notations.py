"""The same service in the notations of other tools, each as somebody who knows the tool well would write it.

Steps, lanes and flows only: no evidence, fail points, wait points, phases and times, which ours draws as well. Where a
tool can be told the columns, it is told them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from benchmarks.figures import Task
from benchmarks.services import make_yaml
from blueprint.api import load_text
from blueprint.graph import to_graph
from blueprint.layout.swimlane.columns import assign_columns
from blueprint.model import Blueprint, Flow, Step

_CHAIN = 500  # a parser of DOT refuses some thousands of arrows in one statement


@dataclass(frozen=True)
class Service:
    """A service as text of ours, and what the notations of others are written from."""

    text: str

    @classmethod
    def of(cls, steps: int, seed: int = 1) -> Service:
        return cls(make_yaml(steps, seed))

    @cached_property
    def blueprint(self) -> Blueprint:
        return load_text(self.text).blueprint

    @cached_property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return tuple(column.steps for column in assign_columns(to_graph(self.blueprint)).columns)

    @cached_property
    def column_of(self) -> dict[str, int]:
        return {name: number for number, column in enumerate(self.columns) for name in column}

    @cached_property
    def lanes(self) -> dict[str, list[Step]]:
        """Steps in the order of their columns, by lane; lanes without steps are left out."""
        found: dict[str, list[Step]] = {lane.id: [] for lane in self.blueprint.lanes}
        for step in sorted(self.blueprint.steps, key=lambda step: self.column_of[step.id]):
            found[step.lane].append(step)
        return {lane: steps for lane, steps in found.items() if steps}

    @cached_property
    def names(self) -> dict[str, str]:
        return {lane.id: lane.label or lane.id for lane in self.blueprint.lanes}

    @cached_property
    def rank(self) -> dict[str, int]:
        return {step.id: number for number, steps in enumerate(self.lanes.values()) for step in steps}

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        return tuple(flow for flow in self.blueprint.flows if flow.source in self.rank and flow.target in self.rank)

    @cached_property
    def task(self) -> Task:
        return Task(self.rank, [(flow.source, flow.target) for flow in self.flows], self.columns)

    def runs_back(self, flow: Flow) -> bool:
        return self.column_of[flow.target] < self.column_of[flow.source]


def label_of(step: Step, separator: str) -> str:
    return separator.join(wrap(step.label, 18))


# --- DOT -------------------------------------------------------------------------------------------------------------


def write_dot_columns(service: Service, splines: str) -> str:
    """Columns as ranks, tied to a spine: they are exact, and lanes are what comes of it."""
    lines = _dot_head("LR", splines)
    for number, column in enumerate(service.columns):
        lines += [_dot_step(service.blueprint.step_by_id[name], f"group={service.rank[name]}") for name in column]
        lines.append(f'{{rank=same; m{number} [style=invis label="" width=0.01]; {"; ".join(column)}}}')
        lines += [f"m{number - 1} -> m{number} [style=invis]"] if number else []
    for number, flow in enumerate(service.flows):
        lines.append(_dot_flow(number, flow.source, flow.target, flow, "constraint=false"))
    return "\n".join([*lines, "}", ""])


def write_dot_rows(service: Service, splines: str) -> str:
    """Lanes as ranks, in order from left to right: they are exact, and columns are a wish (`group`)."""
    lines = _dot_head("TB", splines)
    heads = [f"lane_{lane}" for lane in service.lanes]
    for head, (lane, steps) in zip(heads, service.lanes.items(), strict=True):
        lines.append(f"{head} [shape=plaintext label={json.dumps(service.names[lane])}]")
        lines += [_dot_step(step, f"group=c{service.column_of[step.id]}") for step in steps]
        row = [head, *(step.id for step in steps)]
        lines.append(f"{{rank=same; {'; '.join(row)}}}")
        lines += list(_dot_chain(row))
    lines += list(_dot_chain(heads))
    for number, flow in enumerate(service.flows):
        down = service.rank[flow.target] - service.rank[flow.source]
        if down > 0 or (down == 0 and not service.runs_back(flow)):
            lines.append(_dot_flow(number, flow.source, flow.target, flow))
        else:  # written from its head to its tail, or dot would turn the order of lanes or columns around for it
            lines.append(_dot_flow(number, flow.target, flow.source, flow, "dir=back"))
    return "\n".join([*lines, "}", ""])


def _dot_head(direction: str, splines: str) -> list[str]:
    return [
        "digraph {",
        f"graph [rankdir={direction} splines={splines}]",
        "node [shape=box style=rounded fontname=Arial fontsize=11]",
        "edge [fontname=Arial fontsize=9]",
    ]


def _dot_step(step: Step, *more: str) -> str:
    return f"{step.id} [{' '.join((f'label={json.dumps(label_of(step, chr(10)))}', *more))}]"


def _dot_flow(number: int, tail: str, head: str, flow: Flow, *more: str) -> str:
    label = [f"xlabel={json.dumps(flow.condition)}"] if flow.condition else []  # `ortho` leaves out what is no xlabel
    return f"{tail} -> {head} [{' '.join((f'id=f{number}', *label, *more))}]"


def _dot_chain(names: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(names) - 1, _CHAIN):
        yield " -> ".join(names[start : start + _CHAIN + 1]) + " [style=invis]"


# --- Mermaid, D2 -----------------------------------------------------------------------------------------------------


def write_mermaid(service: Service, kind: str) -> str:
    """Lanes as subgraphs, which a swimlane diagram makes bands of; columns cannot be told."""
    lines = [f"{kind} LR"]
    for lane, steps in service.lanes.items():
        lines.append(f'  subgraph {lane}["{service.names[lane]}"]')
        lines += [f'    {step.id}["{label_of(step, "<br/>")}"]' for step in steps]
        lines.append("  end")
    for flow in service.flows:
        label = f'|"{flow.condition}"|' if flow.condition else ""
        lines.append(f"  {flow.source} -->{label} {flow.target}")
    return "\n".join([*lines, ""])


def write_d2_containers(service: Service) -> str:
    """Lanes as containers; columns cannot be told."""
    lines = ["direction: right"]
    path = {step.id: f"{lane}.{step.id}" for lane, steps in service.lanes.items() for step in steps}
    for lane, steps in service.lanes.items():
        lines.append(f"{lane}: {json.dumps(service.names[lane])} {{")
        lines += [f"  {step.id}: {json.dumps(label_of(step, chr(10)))}" for step in steps]
        lines.append("}")
    return "\n".join([*lines, *_d2_flows(service, path), ""])


def write_d2_grid(service: Service) -> str:
    """Lanes as rows of a grid with cells of one size: lanes and columns are exact, lines run straight through all."""
    lines = ["grid-columns: 1", "grid-gap: 20"]
    path: dict[str, str] = {}
    for lane, steps in service.lanes.items():
        cells: dict[int, list[Step]] = {}
        for step in steps:
            cells.setdefault(service.column_of[step.id], []).append(step)
        lines += [f"{lane}: {json.dumps(service.names[lane])} {{", "  grid-rows: 1", "  horizontal-gap: 60"]
        for column in range(len(service.columns)):
            lines += _d2_cell(lane, column, cells.get(column, []), path)
        lines.append("}")
    return "\n".join([*lines, *_d2_flows(service, path), ""])


def _d2_cell(lane: str, column: int, steps: Sequence[Step], path: dict[str, str]) -> Iterator[str]:
    if not steps:
        yield f'  e{column}: "" {{ width: 150; height: 70; style.opacity: 0 }}'
    elif len(steps) == 1:
        path[steps[0].id] = f"{lane}.{steps[0].id}"
        yield f"  {steps[0].id}: {json.dumps(label_of(steps[0], chr(10)))} {{ width: 150; height: 70 }}"
    else:
        yield f'  c{column}: "" {{ grid-columns: 1; grid-gap: 0; width: 150; style.opacity: 0'
        for step in steps:
            path[step.id] = f"{lane}.c{column}.{step.id}"
            yield f"    {step.id}: {json.dumps(step.label)} {{ width: 150; height: 35 }}"
        yield "  }"


def _d2_flows(service: Service, path: dict[str, str]) -> Iterator[str]:
    for flow in service.flows:
        label = f": {json.dumps(flow.condition)}" if flow.condition else ""
        yield f"{path[flow.source]} -> {path[flow.target]}{label}"
