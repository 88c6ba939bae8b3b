"""Lines: who comes to a resource, in which order they are served."""

from __future__ import annotations

import pytest

from blueprint.analysis.waiting.line import Customers, Line
from blueprint.analysis.waiting.work import Work
from blueprint.units import read_distribution

WORK = Work.of(read_distribution("exponential(2 min)"))


def test_classes_are_served_by_rank_those_without_a_number_last() -> None:
    customers = tuple(
        Customers(name, 0.01, WORK, priority) for name, priority in [("a", 2), ("b", None), ("c", 1), ("d", 2)]
    )
    line = Line(1, customers, by_priority=True)
    assert [[item.name for item in rank] for rank in line.ranks] == [["c"], ["a", "d"], ["b"]]
    assert len(Line(1, customers).ranks) == 1


def test_the_load_is_that_of_all_customers() -> None:
    line = Line(3, (Customers("a", 0.01, WORK), Customers("b", 0.005, WORK)))
    assert line.load == pytest.approx(1.8)
    assert line.at_load(0.5).load == pytest.approx(0.9)
    assert line.is_exponential


def test_patience_counts_where_somebody_has_it() -> None:
    patience = read_distribution("10 min")
    assert Line(1, (Customers("a", 0.01, WORK, None, patience),)).is_impatient
    assert not Line(1, (Customers("a", 0.0, WORK, None, patience), Customers("b", 0.01, WORK))).is_impatient
