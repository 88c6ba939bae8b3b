"""A restaurant of seventeen items and thirteen links, which says of itself what a tool should find."""

from __future__ import annotations

import blueprint
from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.model import CustomerClass
from tests.published.services import analyzed, crossings, minutes, read, text

NAME = "t03_fjord"
REWORK = ("  - i14 >> i10\n", "")


def dinner(*changes: tuple[str, str]) -> Analysis:
    """Return the analysis of the dinner alone: customers enter where they choose."""
    classes = (CustomerClass(label="Diner", id="diner", enters="i07"),)
    return analyze_service(to_graph(read(NAME, *changes).model_copy(update={"classes": classes})))


def test_items_links_owners_and_lanes_are_counted_as_published() -> None:
    found = analyzed(NAME).structure.complexity
    assert (found.steps, found.flows) == (17, 13)
    assert (found.owner_changes, found.lane_changes) == (11, 12)
    assert (found.parts, found.isolated) == (5, 2)


def test_four_links_lie_in_the_loop() -> None:
    found = analyzed(NAME).structure
    assert found.complexity.looping == 4
    assert found.loops == (("i10", "i12", "i13", "i14"),)


def test_the_lines_are_crossed_seven_five_and_five_times() -> None:
    assert crossings(analyzed(NAME)) == (7, 5, 5)


def test_stocking_is_done_without_an_order_and_two_items_hang_on_nothing() -> None:
    found = analyzed(NAME)
    assert found.structure.independent == ("i11",)
    joined = {name for flow in found.blueprint.flows for name in (flow.source, flow.target)}
    assert [step.id for step in found.blueprint.steps if step.id not in joined] == ["i01", "i06"]


def test_the_sum_of_all_minutes_is_not_told_as_the_time_of_the_service() -> None:
    total = sum(float(step.service_time.mean) for step in read(NAME).steps if step.service_time is not None)  # type: ignore[union-attr]
    assert total == 52 * 60
    for found in (analyzed(NAME), dinner(), dinner(REWORK)):
        assert found.time.timeline.standard_time != total and found.time.timeline.least_time != total


def test_the_dinner_takes_37_minutes_of_which_21_are_dark() -> None:
    found = dinner(REWORK).time
    assert minutes(found.timeline.standard_time) == 37
    (gap,) = [gap for gap in found.gaps if gap.before == "i14"]
    assert (gap.after, minutes(gap.duration), minutes(gap.dark)) == ("i07", 28, 21)
    assert minutes(found.timeline.dark_time) == 21
    dark = [part for part in found.timeline.stretches if part.kind == "dark"]
    assert (minutes(dark[0].start), minutes(dark[-1].start) + minutes(dark[-1].duration)) == (12, 33)
    visible = [found.timeline.steps[name].service for name in ("i08", "i13")]
    assert [minutes(time) for time in visible] == [4, 3]


def test_what_is_done_again_is_no_part_of_the_standard_time() -> None:
    assert minutes(dinner().time.timeline.standard_time) == 37


def test_a_rework_that_never_ends_is_told_and_leaves_the_rest() -> None:
    """The link back has no share, and nothing else leads on: whoever comes there goes round for ever."""
    entered = text(NAME).replace("phases:\n", "classes: [{class: Diner, enters: i07}]\nphases:\n", 1)
    found = blueprint.analyze(entered)
    endless = [item for item in found.diagnostics if item.code in ("BP325", "BP421")]
    assert len(endless) == 1 and endless[0].element == "i10"
    assert found.failures.reliability.success is None
    assert len(found.failures.register) == 2 and found.structure.complexity.steps == 17
    assert minutes(found.time.timeline.standard_time) == 37


def test_one_of_two_hazards_has_a_plan() -> None:
    found = analyzed(NAME)
    points = {point.id: point for step in found.blueprint.steps for point in step.fail_points}
    assert [row.id for row in found.failures.register if points[row.id].prevention] == ["dishes-wait"]
    assert all(point.owner is None for point in points.values())
