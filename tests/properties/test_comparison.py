"""Promises of a comparison, for whatever the model takes and however it was edited."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.api import arrange_difference
from blueprint.comparison import Change, Difference, compare
from blueprint.comparison.union import unite
from blueprint.graph import to_graph
from blueprint.layout.quality import measure_quality
from blueprint.model import Blueprint
from blueprint.rendering.difference_markdown import write_markdown
from blueprint.rendering.difference_text import tell_difference
from blueprint.rendering.svg import draw_svg
from tests.properties.edits import edited, renamed
from tests.properties.strategies import blueprints
from tests.quality.generator import random_service

seeds = st.integers(0, 10**9)
careful = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def difference(old: Blueprint, new: Blueprint) -> Difference:
    return compare(to_graph(old), to_graph(new))


def mirrored(found: Difference) -> dict[str, Any]:
    """Return a difference the other way round: added for removed, old for new, each element by its old id."""
    old_id: dict[tuple[str, str], str] = {
        (kind, new): old for kind, pairs in found.matches.pairs.items() for old, new in pairs.items()
    }
    prefixes = {"structure.steps.": "lanes", "wait_points.resources.": "resources"}

    def before(change: Change) -> tuple[Any, ...]:
        name = found.old.id if change.part == "blueprint" else old_id[change.part, change.element]
        return (change.part, name, change.field, repr(change.new), repr(change.old))

    def name(figure: str) -> str:
        for prefix, kind in prefixes.items():
            if figure.startswith(prefix):
                element, dot, word = figure.removeprefix(prefix).partition(".")
                return f"{prefix}{old_id.get((kind, element), element)}{dot}{word}"
        return figure

    return {
        "added": Counter((c.part, c.element, repr(c.old)) for c in found.removed),
        "removed": Counter((c.part, c.element, repr(c.new)) for c in found.added),
        "changed": Counter(before(change) for change in found.changed),
        "figures": {name(figure.name): (figure.new, figure.old) for figure in found.figures},
    }


def told(found: Difference) -> dict[str, Any]:
    return {
        "added": Counter((c.part, c.element, repr(c.new)) for c in found.added),
        "removed": Counter((c.part, c.element, repr(c.old)) for c in found.removed),
        "changed": Counter((c.part, c.element, c.field, repr(c.old), repr(c.new)) for c in found.changed),
        "figures": {figure.name: (figure.old, figure.new) for figure in found.figures},
    }


@careful
@given(blueprints())
def test_nothing_is_different_from_itself(blueprint: Blueprint) -> None:
    found = difference(blueprint, blueprint)
    assert found.is_empty
    assert found.to_dict() == {"added": [], "removed": [], "changed": [], "figures": []}


@careful
@given(seeds, seeds)
def test_the_way_back_is_the_mirror_of_the_way_there(seed: int, other: int) -> None:
    old = random_service(seed)
    new = edited(old, other)
    assert told(difference(new, old)) == mirrored(difference(old, new))


@careful
@given(blueprints(), blueprints())
def test_any_two_services_mirror_each_other(old: Blueprint, new: Blueprint) -> None:
    assert told(difference(new, old)) == mirrored(difference(old, new))


@careful
@given(seeds)
def test_steps_with_other_ids_are_known_again(seed: int) -> None:
    old = random_service(seed)
    new = renamed(old, lambda name: f"x-{name}"[:200])
    found = difference(old, new)
    assert not found.added and not found.removed
    assert {change.field for change in found.changed} <= {"id"}
    assert len(found.changed) == len(old.steps)
    assert not found.changed_figures


@careful
@given(seeds, seeds)
def test_what_is_told_adds_up(seed: int, other: int) -> None:
    old = random_service(seed)
    new = edited(old, other)
    found = difference(old, new)
    counts = [sum(change.part == "steps" for change in changes) for changes in (found.added, found.removed)]
    assert len(new.steps) - len(old.steps) == counts[0] - counts[1]
    counts = [sum(change.part == "flows" for change in changes) for changes in (found.added, found.removed)]
    assert len(new.flows) - len(old.flows) == counts[0] - counts[1]
    assert found.is_empty == (not any(found.to_dict().values()))


@careful
@given(seeds, seeds)
def test_the_drawing_of_a_difference_has_no_defect_and_every_step(seed: int, other: int) -> None:
    old = random_service(seed)
    new = edited(old, other)
    found = difference(old, new)
    drawing = arrange_difference(found)
    assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}
    removed = sum(change.part == "steps" for change in found.removed)
    assert len(drawing.layout.steps) == len(new.steps) + removed
    assert draw_svg(drawing) == draw_svg(arrange_difference(found))


@careful
@given(blueprints(), blueprints(), st.sampled_from((None, 700.0)))
def test_the_drawing_of_any_two_services_has_no_defect(old: Blueprint, new: Blueprint, fold: float | None) -> None:
    drawing = arrange_difference(difference(old, new), fold=fold)
    assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}


@careful
@given(seeds, seeds)
def test_what_was_removed_turns_no_flow_of_the_new_service_round(seed: int, other: int) -> None:
    old = random_service(seed)
    new = edited(old, other)
    union = unite(difference(old, new))
    kept = {flow.id for flow in new.flows}
    assert {flow.id for flow in union.graph.rework} & kept <= {flow.id for flow in to_graph(new).rework}


@careful
@given(blueprints(), blueprints(), st.booleans())
def test_every_form_can_tell_it(old: Blueprint, new: Blueprint, everything: bool) -> None:
    found = difference(old, new)
    json.dumps(found.to_dict(all_figures=everything), allow_nan=False)
    lines = [line.text for line in tell_difference(found, everything=everything)]
    assert all(line.isprintable() for line in lines)
    assert write_markdown(found, everything=everything).count("<details") == write_markdown(found).count("</details>")
