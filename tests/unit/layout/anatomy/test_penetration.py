"""Line of order penetration: what is done because a customer came, and what without one."""

from __future__ import annotations

from blueprint.api import arrange
from blueprint.layout.result import Layout
from tests.unit.layout.services import service

FLOWS = ("order >> cook >> serve", "restock >> clean")


def draw(script: str, *flows: str, show: tuple[str, ...] = ("order-penetration",)) -> Layout:
    return arrange(service(script, *flows), show=show).layout


def line(drawing: Layout) -> float:
    (found,) = [found.y for found in drawing.lines if found.kind == "order_penetration"]
    return found


KITCHEN = "customer:order onstage:serve backstage:cook backstage:restock support:clean"


def test_the_line_divides_the_lane_that_has_both() -> None:
    drawing = draw(KITCHEN, *FLOWS)
    below = {step.id for step in drawing.steps if step.rect.y > line(drawing)}
    assert below == {"restock", "clean"}
    assert drawing.independent == ()


def test_it_is_drawn_on_request_only() -> None:
    drawing = draw(KITCHEN, *FLOWS, show=())
    assert all(found.kind != "order_penetration" for found in drawing.lines)
    assert drawing.independent == ()


def test_where_no_straight_line_is_right_independent_steps_are_marked_instead() -> None:
    drawing = draw("customer:order onstage:tidy backstage:cook", "order >> cook")
    assert all(found.kind != "order_penetration" for found in drawing.lines)
    assert drawing.independent == ("tidy",)
    assert "independent" in {item.symbol for item in drawing.legend}


def test_without_independent_work_there_is_nothing_to_show() -> None:
    drawing = draw("customer:order backstage:cook", "order >> cook")
    assert drawing.independent == ()
    assert all(found.kind != "order_penetration" for found in drawing.lines)
