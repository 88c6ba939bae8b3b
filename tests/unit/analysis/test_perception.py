"""How waits feel: what is declared, what follows from the place, and nothing that is unknown."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from blueprint.analysis.perception import PRINCIPLES, AggravatorWord, Felt, find_aggravators
from tests.unit.graph.services import graph


def felt(**words: Any) -> tuple[Felt, ...]:
    return find_aggravators(graph("c1 o1 c2", "c1 >> o1 >> c2", **words))


def point(**words: Any) -> dict[str, Any]:
    return {"wait_points": [{"label": "w", **words}]}


def test_there_are_ten_principles_each_with_reason_remedy_and_source() -> None:
    assert [item.word for item in PRINCIPLES] == list(get_args(AggravatorWord))
    assert len(PRINCIPLES) == 10
    assert all(item.explanation and item.remedy and item.source for item in PRINCIPLES)


def test_what_is_unknown_is_no_fault() -> None:
    assert felt(c2=point()) == ()


@pytest.mark.parametrize(
    ("flag", "value", "word"),
    [
        ("occupied", False, "unoccupied"), ("anxious", True, "anxious"), ("announced", False, "uncertain"),
        ("explained", False, "unexplained"), ("fair", False, "unfair"), ("valued", False, "low-value"),
        ("accompanied", False, "solo"), ("comfortable", False, "uncomfortable"), ("familiar", False, "unfamiliar"),
    ],
)  # fmt: skip
def test_each_flag_has_its_principle(flag: str, value: bool, word: str) -> None:
    (found,) = felt(c2=point(**{flag: value}))
    assert found.words == (word,)
    assert found.aggravators[0].reason == f"declared: {flag} is {str(value).lower()}"
    assert felt(c2=point(**{flag: not value})) == ()


def test_before_anybody_has_served_them_customers_wait_longer() -> None:
    (found,) = felt(c1=point(), c2=point())
    assert (found.point, found.words) == ("c1/w", ("pre-process",))
    (at_the_first,) = felt(o1=point())
    assert at_the_first.words == ("pre-process",)


def test_a_step_that_worries_makes_its_wait_anxious_unless_somebody_says_no() -> None:
    worry = {"customer_cost": {"worry": 4}}
    (found,) = felt(c2={**point(), **worry})
    assert (found.words, found.aggravators[0].reason) == (("anxious",), "declared: the step costs worry 4 of 5")
    assert felt(c2={**point(anxious=False), **worry}) == ()


def test_waits_with_most_reasons_come_first_and_reasons_in_the_order_of_the_textbooks() -> None:
    found = felt(o1=point(explained=False), c2=point(explained=False, occupied=False, announced=False))
    assert [item.words for item in found] == [
        ("unoccupied", "uncertain", "unexplained"),
        ("pre-process", "unexplained"),
    ]


def test_a_computed_wait_without_a_wait_point_counts_too() -> None:
    service = graph("c1 o1 c2", "c1 >> o1 >> c2")
    (found,) = find_aggravators(service, ["o1", "c2"])
    assert (found.step, found.point, found.words) == ("o1", None, ("pre-process",))


def test_a_declared_wait_is_not_told_twice() -> None:
    service = graph("c1 o1", "c1 >> o1", o1=point(occupied=False))
    (found,) = find_aggravators(service, ["o1"])
    assert found.point == "o1/w"
