"""Drawings that are wrapped to a width."""

from __future__ import annotations

import pytest

from blueprint.layout.options import Options
from blueprint.layout.quality import measure_quality
from blueprint.layout.result import Layout, RoutedFlow
from blueprint.layout.swimlane.pipeline import arrange
from tests.unit.layout.services import METRICS, graph, layout

PHASES = "customer:a onstage:b customer:c | customer:d backstage:e customer:f | customer:g support:h customer:i"
FLOWS = ("a >> c >> d >> f >> g >> i", "a >> b", "d >> e", "g .. h")


def folded(width: float, script: str = PHASES, *flows: str) -> Layout:
    return arrange(graph(script, *(flows or FLOWS)), METRICS, Options(fold=width))


def connectors(drawing: Layout, *, arriving: bool) -> dict[str, list[RoutedFlow]]:
    found: dict[str, list[RoutedFlow]] = {}
    for line in drawing.flows:
        if line.connector is not None and line.connector.arrives is arriving:
            found.setdefault(line.connector.number, []).append(line)
    return found


def rows(drawing: Layout) -> list[set[str]]:
    """Return the steps of each row, from top to bottom: a row begins where the lane of customers is repeated."""
    tops = sorted(band.rect.y for band in drawing.bands if band.kind == "customer")
    found: list[set[str]] = [set() for _ in tops]
    for placed in drawing.steps:
        row = max(number for number, top in enumerate(tops) if top <= placed.rect.y)
        found[row].add(placed.id)
    return found


def test_a_drawing_that_fits_is_not_folded() -> None:
    assert folded(5000) == layout(PHASES, *FLOWS)


@pytest.mark.parametrize("width", [560, 700, 900, 1200])
def test_a_folded_drawing_keeps_to_the_width_and_has_no_defects(width: float) -> None:
    drawing = folded(width)
    assert drawing.width <= width
    assert measure_quality(drawing, graph(PHASES, *FLOWS).blueprint).wrong == {}


def test_rows_end_with_a_phase_where_that_leaves_them_full_enough() -> None:
    assert rows(folded(820)) == [{"a", "b", "c"}, {"d", "e", "f"}, {"g", "h", "i"}]


def test_a_phase_that_is_too_long_goes_on_in_the_next_row_under_its_name() -> None:
    drawing = folded(700, "customer:a customer:b customer:c customer:d | customer:e", "a >> b >> c >> d >> e")
    assert [phase.label.text for phase in drawing.phases][:2] == ["Phase 1", "Phase 1"]


def test_the_parts_of_a_moment_stay_in_one_row_if_it_fits() -> None:
    script = "customer:a customer:b onstage:c backstage:d onstage:e customer:f"
    drawing = folded(900, script, "a >> b >> c >> d >> e >> f")
    assert any({"b", "c", "d", "e"} <= row for row in rows(drawing))


def test_every_row_repeats_the_names_of_the_lanes() -> None:
    drawing = folded(820)
    assert [band.label.text for band in drawing.bands] == [
        "Customer actions", "Onstage", "Backstage", "Support processes"
    ] * 3  # fmt: skip
    assert len(drawing.lines) == 9


def test_a_flow_between_rows_goes_on_at_the_connector_with_its_number() -> None:
    drawing = folded(820)
    leaving, arriving = connectors(drawing, arriving=False), connectors(drawing, arriving=True)
    assert {number: [line.id for line in lines] for number, lines in leaving.items()} == {"1": ["c>>d"], "2": ["f>>g"]}
    assert {number: [line.target for line in lines] for number, lines in arriving.items()} == {"1": ["d"], "2": ["g"]}


def test_flows_of_one_kind_to_one_step_share_the_number_and_the_way_in() -> None:
    script = "customer:a onstage:b support:s | customer:c onstage:d | customer:e"
    drawing = folded(620, script, "a >> c", "b >> c", "a >> e", "d .. s", "c >> e", "a >> b", "c >> d")
    into_c = [line for line in drawing.flows if line.target == "c" and line.connector is not None]
    assert len({line.connector.number for line in into_c if line.connector}) == 1
    assert sum(line.connector.arrives for line in into_c if line.connector) == 1
    needs = [line for line in drawing.flows if line.kind == "needs"]
    assert [line.connector.number != into_c[0].connector.number for line in needs if line.connector] == [True, True]


def test_connectors_are_numbered_in_the_order_of_reading() -> None:
    drawing = folded(560, "customer:a | customer:b | customer:c", "c >> a", "a >> b >> c", "a >> c")
    arriving = connectors(drawing, arriving=True)
    ys = [arriving[str(number)][0].points[0][1] for number in range(1, len(arriving) + 1)]
    assert ys == sorted(ys)


def test_rework_between_rows_is_drawn_as_rework_at_both_ends() -> None:
    drawing = folded(560, "customer:a | customer:b", "a >> b", "b >> a")
    back = [line for line in drawing.flows if line.target == "a"]
    assert [line.rework for line in back] == [True, True]


def test_a_label_stands_where_the_flow_leaves() -> None:
    drawing = folded(560, "customer:a | customer:b", "a >> b: no table is free")
    labelled = [line for line in drawing.flows if line.label is not None]
    assert [(line.source, line.connector.arrives) for line in labelled if line.connector] == [("a", False)]


def test_one_column_that_is_wider_than_the_page_stays_as_it_is() -> None:
    drawing = folded(
        560, "customer:a onstage:b | customer:c", "a >> b: " + "a very long reason " * 8, "b >> c", "b >> a"
    )
    assert {placed.id for placed in drawing.steps} == {"a", "b", "c"}
    assert measure_quality(drawing).wrong == {}


def test_steps_stand_in_the_same_order_as_before() -> None:
    assert [placed.id for placed in folded(700).steps] == [placed.id for placed in layout(PHASES, *FLOWS).steps]
