"""Time row: what each moment costs the customer."""

from __future__ import annotations

from typing import Any

from blueprint.layout.result import Layout
from tests.unit.layout.services import layout, step


def segments(drawing: Layout) -> list[tuple[str, str]]:
    return [(part.kind, part.label.text) for row in drawing.time_rows for part in row.segments]


MEAL = {
    "order": {"service_time": "2 min"},
    "cook": {"service_time": "10 min"},
    "serve": {"service_time": "1 min"},
    "eat": {"service_time": "20 min"},
}
SCRIPT, WAY = "customer:order backstage:cook onstage:serve customer:eat", "order >> cook >> serve >> eat"


def meal(**words: dict[str, Any]) -> Layout:
    return layout(SCRIPT, WAY, steps={name: {**MEAL[name], **words.get(name, {})} for name in MEAL})


def test_service_visible_waits_and_dark_time_are_told_apart() -> None:
    drawing = meal(eat={"wait_points": [{"label": "Hot", "standard_time": "3 min"}]})
    assert segments(drawing) == [
        ("service", "2 min"), ("dark_time", "10 min"), ("service", "1 min"), ("visible_wait", "3 min"),
        ("service", "20 min"),
    ]  # fmt: skip


def test_a_time_stands_in_the_column_of_its_step() -> None:
    drawing = meal()
    for part in drawing.time_rows[0].segments:
        boxes = [step(drawing, name).rect for name in part.steps]
        assert any(box.x <= part.rect.x and part.rect.right <= box.right for box in boxes)


def test_what_is_unknown_has_a_question_mark_and_no_length() -> None:
    drawing = layout("customer:a customer:b", "a >> b", steps={"a": {"service_time": "1 min"}})
    assert segments(drawing) == [("service", "1 min"), ("no_time", "?")]
    assert "no_time" in {item.symbol for item in drawing.legend}


def test_a_time_that_is_known_to_be_nothing_is_a_tick() -> None:
    times = {"a": {"service_time": "1 min"}, "b": {"service_time": "0 s"}}
    drawing = layout("customer:a customer:b", "a >> b", steps=times)
    assert segments(drawing) == [("service", "1 min"), ("service", "0 s")]
    long, short = (part.rect.w for part in drawing.time_rows[0].segments)
    assert short < long / 10


def test_parts_of_one_column_are_as_long_as_their_shares() -> None:
    times = {"a": {"service_time": "1 min", "wait_points": [{"label": "Queue", "standard_time": "9 min"}]}}
    wait, service = layout("customer:a", steps=times).time_rows[0].segments
    assert (wait.kind, service.kind) == ("visible_wait", "service")
    assert wait.rect.w > 3 * service.rect.w
    assert wait.rect.right < service.rect.x


def test_without_times_there_is_no_row() -> None:
    assert layout(SCRIPT, WAY).time_rows == ()


def test_the_row_stands_under_the_lanes_and_over_the_legend() -> None:
    drawing = meal()
    (row,) = drawing.time_rows
    assert row.rect.y >= max(band.rect.bottom for band in drawing.bands)
    assert row.rect.bottom <= min(item.rect.y for item in drawing.legend)
