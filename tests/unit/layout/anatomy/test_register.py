"""Registers: fail points and wait points in small tables."""

from __future__ import annotations

from typing import Any

from blueprint.api import arrange
from blueprint.layout.result import Layout, Register
from tests.unit.layout.services import service

STEPS: dict[str, dict[str, Any]] = {
    "a": {
        "fail_points": [
            {"label": "Wrong order", "cause": "noise", "severity": 7, "occurrence": 3, "detection": 5},
            {"label": "Spilt", "severity": 2},
        ],
        "wait_points": [{"label": "Queue", "standard_time": "2 min", "acceptable_time": "5 min"}],
    },
    "b": {"wait_points": ["Bill"]},
}


def draw(fold: float | None = None, steps: dict[str, dict[str, Any]] = STEPS) -> Layout:
    blueprint = service("customer:a customer:b customer:c customer:d", "a >> b >> c >> d", steps=steps)
    return arrange(blueprint, show=("register",), fold=fold).layout


def table(register: Register) -> list[list[str]]:
    heads = [[head.text for head in register.heads]]
    return heads + [[row.mark.text, *(cell.text for cell in row.cells)] for row in register.rows]


def test_a_register_is_shown_on_request_only() -> None:
    blueprint = service("customer:a customer:b", "a >> b", steps=STEPS)
    assert arrange(blueprint).layout.registers == ()


def test_each_point_stands_in_its_table_with_the_number_of_its_mark() -> None:
    fails, waits = draw().registers
    assert table(fails) == [
        ["Fail point", "Step", "Cause", "RPN"],
        ["F1", "Wrong order", "A", "noise", "7 × 3 × 5 = 105"],
        ["F2", "Spilt", "A", "", "2 × ? × ?"],
    ]
    assert table(waits) == [
        ["Wait point", "Step", "Usual wait", "Acceptable wait"],
        ["W1", "Queue", "A", "2 min", "5 min"],
        ["W2", "Bill", "B", "?", "?"],
    ]


def test_the_numbers_are_those_of_the_drawing() -> None:
    drawing = draw()
    in_drawing = {
        point: mark.text for placed in drawing.steps for mark in placed.marks for point in mark.elements if mark.text
    }
    in_tables = {row.mark.elements[0]: row.mark.text for register in drawing.registers for row in register.rows}
    assert in_drawing == in_tables


def test_columns_of_which_nothing_is_known_are_left_out() -> None:
    (fails,) = draw(steps={"a": {"fail_points": ["Fault"]}}).registers
    assert [head.text for head in fails.heads] == ["Fail point", "Step"]


def test_without_points_there_is_no_register() -> None:
    assert draw(steps={}).registers == ()


def test_registers_stay_on_a_narrow_page() -> None:
    drawing = draw(fold=560)
    assert all(register.rect.right <= drawing.width for register in drawing.registers)
    fails, waits = drawing.registers
    assert fails.rect.bottom < waits.rect.y
