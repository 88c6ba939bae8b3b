"""Marks: the numbers of fail points and wait points, the same in the drawing, the register and the text."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.layout.result import MarkKind
from blueprint.model import Blueprint


@dataclass(frozen=True, slots=True)
class StepMark:
    """A mark of a step: its kind, its number as drawn, what it stands for."""

    kind: MarkKind
    text: str
    element: str
    title: str


def number_points(blueprint: Blueprint) -> dict[str, str]:
    """Return F1, F2 … for fail points and W1, W2 … for wait points by id, in the order of the script."""
    numbers: dict[str, str] = {}
    fails = waits = 0
    for step in blueprint.steps:
        for fail in step.fail_points:
            fails += 1
            numbers[fail.id] = f"F{fails}"
        for wait in step.wait_points:
            waits += 1
            numbers[wait.id] = f"W{waits}"
    return numbers


def marks_of(blueprint: Blueprint) -> dict[str, tuple[StepMark, ...]]:
    """Return the marks of every step, in the order in which they are drawn."""
    numbers = number_points(blueprint)
    found: dict[str, tuple[StepMark, ...]] = {}
    for step in blueprint.steps:
        marks = [StepMark("fail", numbers[point.id], point.id, point.label) for point in step.fail_points]
        marks += [StepMark("wait", numbers[point.id], point.id, point.label) for point in step.wait_points]
        if step.moment_of_truth:
            marks.append(StepMark("truth", "", step.id, step.label))
        if step.detail is not None:
            marks.append(StepMark("detail", "", step.id, step.detail))
        found[step.id] = tuple(marks)
    return found
