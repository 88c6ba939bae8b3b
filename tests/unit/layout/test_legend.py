"""The legend tells the symbols that occur."""

from __future__ import annotations

from blueprint.layout.legend import legend_items
from blueprint.layout.wording import wording_for
from tests.unit.layout.services import METRICS, layout


def symbols(script: str, *flows: str, **words: object) -> list[str]:
    return [item.symbol for item in layout(script, *flows, **words).legend]


def test_a_drawing_without_lines_and_marks_has_no_legend() -> None:
    assert symbols("customer:enter") == []


def test_only_the_symbols_that_occur_are_told_flows_before_marks_and_the_end_last() -> None:
    words = {"order": {"wait_points": ["Queue"], "moment_of_truth": True}}
    assert symbols("customer:enter customer:order support:till", "enter >> order >> end", "order .. till", steps=words) == [
        "flow", "needs", "wait", "truth", "end",
    ]  # fmt: skip


def test_rework_and_two_heads_have_symbols_of_their_own() -> None:
    assert symbols("customer:a customer:b customer:c", "a >> b >> a", "b <> c") == ["flow", "exchange", "rework"]


def test_a_flow_that_became_one_line_with_an_exchange_is_told_as_both() -> None:
    assert symbols("customer:a onstage:b", "a >> b", "a <> b") == ["flow", "exchange"]


def test_a_long_legend_goes_on_in_a_second_line_and_stays_on_the_page() -> None:
    words = {"a": {"wait_points": ["Queue"], "fail_points": ["Fault"], "moment_of_truth": True, "detail": "x.yaml"}}
    drawing = layout("customer:a customer:b customer:c", "a >> b >> a", "a .. c", "b ~~ c", "a >> end", steps=words)
    items = legend_items(drawing.flows, drawing.steps, wording_for("de"), METRICS, 420, 300)
    assert len({item.rect.y for item in items}) > 1
    assert all(item.label.rect.right <= 420 - METRICS.margin for item in items)
    assert all(item.rect.y >= 300 for item in items)
