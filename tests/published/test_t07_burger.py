"""A burger restaurant in four moments, and the work that stands behind several of them."""

from __future__ import annotations

from tests.published.services import analyzed, kinds

NAME = "t07_burger"


def test_there_are_four_moments_without_loops_failures_or_waits() -> None:
    found = analyzed(NAME)
    assert kinds(found)["customer"] == 4
    assert (found.structure.loops, found.failures.register) == ((), ())
    assert found.time.timeline.standard_time is None
    assert sum(len(step.evidence) for step in found.blueprint.steps) == 17


def test_staffing_stands_behind_three_moments() -> None:
    shared = {item.step: item.customers for item in analyzed(NAME).structure.shared_support}
    assert shared["staffing"] == ("order", "eat", "leave")


def test_six_kinds_of_support_stand_behind_two_moments() -> None:
    shared = {item.step: item.customers for item in analyzed(NAME).structure.shared_support}
    both = [name for name, customers in shared.items() if customers == ("order", "eat")]
    assert both == ["licence", "food", "utilities", "safety", "union", "policies"]


def test_what_is_only_needed_is_work_without_an_order() -> None:
    found = analyzed(NAME)
    assert len(found.structure.independent) == len(found.blueprint.steps) - 4
