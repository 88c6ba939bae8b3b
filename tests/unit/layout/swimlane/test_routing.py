"""Ways through the grid."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from blueprint.graph import to_graph
from blueprint.layout.swimlane.columns import assign_columns
from blueprint.layout.swimlane.edges import collect_edges
from blueprint.layout.swimlane.routing import Grid, Leg, Route, Traffic, make_grid, route_edges
from blueprint.layout.swimlane.rows import assign_rows
from tests.quality.generator import ODD, random_service
from tests.unit.layout.services import graph


def routed(service: Any) -> tuple[dict[str, Route], Grid, dict[tuple[int, int], str]]:
    columns = assign_columns(service)
    rows = assign_rows(service, columns)
    cell_of = {name: (rows.of_step[name], column) for name, column in columns.of_step.items()}
    grid = make_grid(len(columns.columns), rows)
    return {route.edge.id: route for route in route_edges(collect_edges(service), cell_of, grid)}, grid, rows.cells


def routes(script: str, *flows: str, **words: Any) -> dict[str, Route]:
    return routed(graph(script, *flows, **words))[0]


def shape(route: Route) -> str:
    """Return the legs as letters: | across, - along."""
    return "".join("|" if leg.vertical else "-" for leg in route.legs)


# --- the grid --------------------------------------------------------------------------------------------------------


def test_a_lane_is_a_channel_and_a_channel_after_each_of_its_rows() -> None:
    _, grid, _ = routed(graph("customer:a onstage:b onstage:c", "a >> b", "a >> c"))
    assert grid.row_slots == (1, 4, 6)
    assert grid.lane_of_slot == (0, 0, 0, 1, 1, 1, 1, 1)


def test_a_row_is_clear_where_no_box_stands() -> None:
    _, grid, _ = routed(graph("customer:a customer:b onstage:x customer:c customer:d"))
    assert [grid.row_is_clear(1, column, column) for column in range(4)] == [True, False, True, True]
    assert grid.row_is_clear(1, 2, 3)
    assert not grid.row_is_clear(1, 0, 1)
    assert grid.row_is_clear(0, 3, 2), "nothing lies between neighbors"
    assert grid.column_is_clear(0, 1, 1)
    assert not grid.column_is_clear(1, 0, 1)


# --- ways ------------------------------------------------------------------------------------------------------------


def test_neighbors_are_joined_by_a_straight_line() -> None:
    found = routes("customer:a onstage:x customer:b", "a >> b", "a >> x")
    assert (shape(found["a>>b"]), shape(found["a>>x"])) == ("-", "|")


def test_a_line_runs_straight_over_columns_where_nobody_stands_in_its_row() -> None:
    script = "customer:a onstage:x onstage:y onstage:z customer:b"
    assert shape(routes(script, "a >> x >> y >> z >> b", "a >> b")["a>>b"]) == "-"


def test_a_line_to_another_lane_and_a_later_moment_turns_once() -> None:
    assert shape(routes("customer:a customer:b onstage:x", "a >> x")["a>>x"]) == "|-"


def test_a_line_past_a_box_in_its_row_runs_through_a_channel() -> None:
    assert shape(routes("customer:a customer:b customer:c", "a >> b >> c", "a >> c")["a>>c"]) == "|-|"


def test_rework_runs_back_through_a_channel_of_its_own() -> None:
    route = routes("customer:a customer:b customer:c", "a >> b >> c >> a")["c>>a"]
    assert shape(route) == "|-|"
    assert route.legs[1].slot not in (route.start[0], route.end[0])


def test_a_step_that_flows_to_itself_has_a_loop_under_its_box() -> None:
    route = routes("customer:a", "a >> a")["a>>a"]
    assert route.legs == (Leg(True, 1), Leg(False, 2), Leg(True, 1))


def test_only_one_line_runs_straight_along_between_two_steps() -> None:
    found = routes("customer:a customer:b", "a >> b", "a >> b", "b .. a")
    assert [shape(route) for route in found.values()].count("-") == 1


def test_three_lines_run_straight_down_between_two_steps_with_labels_two() -> None:
    plain = routes("customer:a onstage:b", *["a >> b"] * 4)
    assert [shape(route) for route in plain.values()] == ["|", "|", "|", "-|-"]
    labelled = routes("customer:a onstage:b", *["a >> b: asked"] * 4)
    assert [shape(route) for route in labelled.values()] == ["|", "|", "-|-", "-|-"]


def test_two_labels_never_want_the_same_place_over_a_row() -> None:
    plain = routes("customer:a customer:b onstage:y", "a >> y", "a >> y")
    assert [shape(route) for route in plain.values()] == ["|-", "|-"], "lines without labels may share a trunk"
    labelled = routes("customer:a customer:b onstage:y", "a >> y: one", "a >> y: two")
    assert [shape(route) for route in labelled.values()].count("|-") == 1


def test_lines_to_the_end_are_not_routed() -> None:
    assert list(routes("customer:a customer:b", "a >> b >> end")) == ["a>>b"]


def test_a_second_line_takes_the_way_that_crosses_less() -> None:
    found, _, _ = routed(graph("customer:a onstage:x customer:b onstage:y", "a >> x", "b >> y", "x >> b", "a >> y"))
    traffic = Traffic()
    for name in ("a>>x", "b>>y", "x>>b"):
        traffic.add(found[name])
    crossed = sum(
        traffic.crossings(leg, min(before, after), max(before, after)) for leg, before, after in found["a>>y"].spans
    )
    assert crossed <= 1


def test_a_turn_in_the_way_of_another_line_counts_as_half_a_crossing() -> None:
    found = routes("customer:a customer:b customer:c", "a >> b >> c >> a")
    traffic = Traffic()
    traffic.add(found["c>>a"])
    along = found["c>>a"].legs[1]
    assert traffic.crossings(Leg(True, 3), along.slot - 1, along.slot + 1) == 1
    assert traffic.crossings(Leg(True, 3), along.slot, along.slot + 1) == 0.5
    assert traffic.crossings(Leg(True, 3), along.slot + 1, along.slot + 3) == 0


def test_what_was_counted_in_can_be_counted_out() -> None:
    found = routes("customer:a customer:b customer:c", "a >> b >> c >> a")
    traffic = Traffic()
    traffic.add(found["c>>a"])
    leg, before, after = list(found["c>>a"].spans)[1]
    assert traffic.company(leg, after, before) == 1
    traffic.remove(found["c>>a"])
    assert traffic.company(leg, after, before) == 0


# --- promises, for every service -------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_legs_turn_at_every_corner_and_never_pass_a_box(seed: int) -> None:
    blueprint = random_service(seed) if seed >= len(ODD) else list(ODD.values())[seed]()
    found, grid, cells = routed(to_graph(blueprint))
    for route in found.values():
        assert all(first.vertical != second.vertical for first, second in pairwise(route.legs))
        assert route.legs[0].slot in (route.start[0], route.start[1])
        assert route.legs[-1].slot in (route.end[0], route.end[1])
        ends = {route.edge.source, route.edge.target}
        for leg, before, after in route.spans:
            for other in range(min(before, after), max(before, after) + 1):
                row, column = (other, leg.slot) if leg.vertical else (leg.slot, other)
                if row in grid.row_of_slot and column % 2:
                    here = cells.get((grid.row_of_slot[row], column // 2))
                    assert here is None or here in ends
