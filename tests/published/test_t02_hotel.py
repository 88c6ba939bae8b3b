"""An overnight stay at a hotel, after Bitner, Ostrom and Morgan: counts of the drawing; it has no times of its own."""

from __future__ import annotations

from blueprint.analysis.analyze import analyze_service
from blueprint.graph import to_graph
from blueprint.units import minutes
from tests.published.services import analyzed, crossings, kinds, read

NAME = "t02_hotel"


def test_the_steps_of_each_side_are_as_many_as_published() -> None:
    assert kinds(analyzed(NAME)) == {"customer": 11, "onstage": 5, "backstage": 3, "support": 4}


def test_six_customer_steps_meet_nobody_on_stage() -> None:
    found = analyzed(NAME)
    onstage = {step.id for step in found.blueprint.steps if step.lane == "onstage"}
    met = {customer for customer, provider in found.structure.touchpoints if provider in onstage}
    alone = [step.id for step in found.blueprint.steps if step.lane == "customer" and step.id not in met]
    assert alone == ["reserve", "arrive", "go", "sleep", "call", "eat"]


def test_the_lines_are_crossed_as_the_vertical_links_tell() -> None:
    assert crossings(analyzed(NAME)) == (7, 7, 5)


def test_everything_is_done_for_a_guest_and_nothing_leads_round() -> None:
    found = analyzed(NAME).structure
    assert (found.independent, found.loops, found.dead_ends) == ((), (), ())
    assert found.complexity.parts == 1 and found.complexity.cyclomatic == len(read(NAME).flows) - 23 + 2


def test_support_stands_as_deep_under_each_step_as_drawn() -> None:
    depth = analyzed(NAME).structure.support_depth
    assert depth == {"reserve": 2, "bags": 3, "check-in": 2, "call": 3, "check-out": 2}


def test_food_and_bags_are_what_guests_wait_for_in_the_dark() -> None:
    """Times of ours: a minute for each step, and ten for carrying the bags up."""
    blueprint = read(NAME)
    phases = tuple(
        phase.model_copy(
            update={
                "steps": tuple(
                    step.model_copy(update={"service_time": _fixed(10 if step.id == "carry" else 1)})
                    for step in phase.steps
                )
            }
        )
        for phase in blueprint.phases
    )
    gaps = analyze_service(to_graph(blueprint.model_copy(update={"phases": phases}))).time.gaps
    dark = {(gap.after, gap.before): gap.dark for gap in gaps if gap.dark}
    # bags: given up at 3, brought at 15 after two minutes of walking in; the dark ends when the bellperson comes
    assert dark == {("go", "receive-bags"): minutes(9), ("call", "receive-food"): minutes(2)}


def _fixed(time: float) -> object:
    from blueprint.units import read_distribution

    return read_distribution(f"{time} min")


def test_without_times_nothing_is_told_of_time() -> None:
    found = analyzed(NAME)
    assert found.time.timeline.standard_time is None
    assert found.to_dict()["timeline"]["dark_time"] is None
    status = found.status_of("timeline.standard_time")
    assert status is not None and status.kind == "unknown" and "reserve" in status.blocked_by
