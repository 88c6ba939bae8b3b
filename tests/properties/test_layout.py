"""Promises of the layout, for whatever the model takes."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from blueprint.graph import to_graph
from blueprint.layout.engine import layout_data
from blueprint.layout.options import Options
from blueprint.layout.quality import measure_quality
from blueprint.layout.result import Layout
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.model import Blueprint, Flow, Phase, Step
from blueprint.themes import load_theme
from tests.properties.strategies import blueprints
from tests.quality.generator import random_service

METRICS = load_theme("light").metrics
seeds = st.integers(0, 10**9)
careful = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def drawn(blueprint: Blueprint) -> Layout:
    return arrange(to_graph(blueprint), METRICS)


@careful
@given(seeds)
def test_a_drawing_is_valid(seed: int) -> None:
    blueprint = random_service(seed)
    assert measure_quality(drawn(blueprint), blueprint).wrong == {}


@careful
@given(blueprints())
def test_whatever_the_model_takes_is_drawn_right(blueprint: Blueprint) -> None:
    assert measure_quality(drawn(blueprint), blueprint).wrong == {}


@careful
@given(seeds, st.integers(560, 2400))
def test_a_folded_drawing_is_valid_and_tells_every_step_and_flow(seed: int, width: int) -> None:
    blueprint = random_service(seed)
    drawing = arrange(to_graph(blueprint), METRICS, Options(fold=width))
    assert measure_quality(drawing, blueprint).wrong == {}
    assert sorted(step.id for step in drawing.steps) == sorted(step.id for step in blueprint.steps)


@careful
@given(blueprints())
def test_whatever_the_model_takes_is_folded_right(blueprint: Blueprint) -> None:
    drawing = arrange(to_graph(blueprint), METRICS, Options(fold=700))
    assert measure_quality(drawing, blueprint).wrong == {}


@careful
@given(seeds)
def test_the_same_service_is_drawn_the_same(seed: int) -> None:
    blueprint = random_service(seed)
    assert drawn(blueprint) == drawn(random_service(seed))


@careful
@given(seeds)
def test_steps_are_read_from_left_to_right(seed: int) -> None:
    blueprint = random_service(seed)
    places = [step.rect.x for step in drawn(blueprint).steps]
    assert places == sorted(places)


@careful
@given(seeds)
def test_every_step_is_told_once_and_stands_in_its_column(seed: int) -> None:
    blueprint = random_service(seed)
    layout = drawn(blueprint)
    assert sorted(step.id for step in layout.steps) == sorted(step.id for step in blueprint.steps)
    told = [name for column in layout.columns for name in column]
    assert sorted(told) == sorted(step.id for step in blueprint.steps)
    x = {step.id: step.rect.x for step in layout.steps}
    for column in layout.columns:
        assert len({x[name] for name in column}) <= 1


@careful
@given(seeds)
def test_phases_and_lanes_keep_their_order(seed: int) -> None:
    blueprint = random_service(seed)
    layout = drawn(blueprint)
    assert [phase.id for phase in layout.phases] in ([], [phase.id for phase in blueprint.phases])
    ranks = [blueprint.lane_by_id[band.id].rank for band in layout.bands if band.id in blueprint.lane_by_id]
    assert ranks == sorted(ranks)


@careful
@given(seeds)
def test_numbers_of_the_geometry_are_finite_and_on_the_page(seed: int) -> None:
    blueprint = random_service(seed)
    data = layout_data(drawn(blueprint))
    for edge in data["edges"]:
        assert all(0 <= x <= data["width"] and 0 <= y <= data["height"] for x, y in edge["points"])


# --- stable ----------------------------------------------------------------------------------------------------------


def changed(blueprint: Blueprint, **words: Any) -> Blueprint:
    """Return a service with other phases or flows."""
    return Blueprint.model_validate({name: getattr(blueprint, name) for name in Blueprint.model_fields} | words)


def with_last_step(blueprint: Blueprint, *flows: Flow) -> Blueprint:
    """Return a service with one more step at its end: in a phase of its own, in a lane that is drawn already."""
    lane = blueprint.steps[-1].lane
    phase = Phase(label="At last", id="at-last", steps=(Step(lane=lane, label="Say goodbye", id="goodbye"),))
    return changed(blueprint, phases=(*blueprint.phases, phase), flows=(*blueprint.flows, *flows))


def places(layout: Layout) -> dict[str, float]:
    return {step.id: step.rect.x for step in layout.steps}


def has_named_phases(blueprint: Blueprint) -> bool:
    return bool(blueprint.steps) and all(phase.label for phase in blueprint.phases)


@careful
@given(seeds)
def test_a_step_added_at_the_end_moves_nothing_before_it_to_the_side(seed: int) -> None:
    blueprint = random_service(seed)
    assume(has_named_phases(blueprint))
    before, after = places(drawn(blueprint)), places(drawn(with_last_step(blueprint)))
    assert {name: after[name] for name in before} == before
    assert after["goodbye"] > max(after[name] for name in before)


@careful
@given(seeds)
def test_a_flow_to_a_step_added_at_the_end_makes_room_and_leaves_the_columns_as_they_are(seed: int) -> None:
    blueprint = random_service(seed)
    assume(has_named_phases(blueprint))
    flow = Flow(source=blueprint.steps[-1].id, target="goodbye", id="at-last")
    before, after = drawn(blueprint), drawn(with_last_step(blueprint, flow))
    assert after.columns == (*before.columns, ("goodbye",))


@careful
@given(seeds)
def test_evidence_and_marks_move_no_step_to_the_side(seed: int) -> None:
    blueprint = random_service(seed)
    plain = [
        phase.model_copy(
            update={"steps": tuple(step.model_copy(update={"evidence": (), "wait_points": ()}) for step in phase.steps)}
        )
        for phase in blueprint.phases
    ]
    bare = changed(blueprint, phases=tuple(plain))
    assert drawn(bare).columns == drawn(blueprint).columns
