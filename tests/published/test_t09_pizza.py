"""A pizza parlour of two parties: what is done before any guest comes."""

from __future__ import annotations

from tests.published.services import analyzed, kinds

NAME = "t09_pizza"


def test_links_and_steps_of_both_parties_are_as_many_as_published() -> None:
    found = analyzed(NAME)
    counts = kinds(found)
    assert (counts["customer"], sum(counts.values()) - counts["customer"]) == (9, 8)
    assert (found.structure.complexity.steps, found.structure.complexity.flows) == (17, 16)
    assert found.structure.loops == ()


def test_recipes_ovens_and_supplies_are_got_ready_without_an_order() -> None:
    found = analyzed(NAME).structure
    assert found.independent == ("recipes", "ovens", "supplies")
    assert 8 - len(found.independent) == 5  # induced


def test_the_independent_steps_lie_in_the_region_of_the_provider_alone() -> None:
    regions = analyzed(NAME).structure.regions
    assert {"recipes", "ovens", "supplies"} <= set(regions.independent)
    assert {"seat", "serve", "present"} <= set(regions.direct)
    assert "cook" in regions.surrogate


def test_two_waits_are_explicit_and_of_unknown_length() -> None:
    found = analyzed(NAME)
    assert [step.id for step in found.blueprint.steps if step.wait_points] == ["wait-seat", "wait-pizza"]
    status = found.status_of("timeline.waiting_time")
    assert status is not None and status.blocked_by == ("wait-seat", "wait-pizza")


def test_the_step_that_lost_its_link_stands_alone() -> None:
    found = analyzed(NAME).structure.complexity
    assert (found.parts, found.isolated) == (2, 1)
