"""Elements: what reports call steps, points and standards, by their ids."""

from __future__ import annotations

from blueprint.model import Blueprint
from blueprint.model.times import Standard


def labels_of(blueprint: Blueprint) -> dict[str, str]:
    """Return what each step, fail point, wait point and standard is called, by id."""
    labels = {standard.id: stretch_of(blueprint, standard) for standard in blueprint.standards}
    for step in blueprint.steps:
        labels[step.id] = step.label
        labels |= {point.id: point.label for point in step.fail_points}
        labels |= {point.id: point.label for point in step.wait_points}
    return labels


def stretch_of(blueprint: Blueprint, standard: Standard) -> str:
    """Return for which part of the service a standard holds; for one in words, the words."""
    steps = blueprint.step_by_id
    begin, end = (steps[name].label if name in steps else "" for name in (standard.start or "", standard.end or ""))
    if begin and end:
        return f"{begin} → {end}"
    if begin or end:
        return f"{begin} → …" if begin else f"… → {end}"
    return str(standard.target)
