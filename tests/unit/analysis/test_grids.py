"""Grids: all combinations in the order of declaration, and not too many."""

from __future__ import annotations

import pytest

from blueprint.analysis.grids import MOST_SCENARIOS, Axis, grid_scenarios
from blueprint.errors import ModelError


def test_the_last_axis_runs_fastest() -> None:
    found = list(grid_scenarios([Axis.of("a", [1, 2]), Axis.of("b", [3, 4, 5])]))
    assert [str(item) for item in found] == ["a=1, b=3", "a=1, b=4", "a=1, b=5", "a=2, b=3", "a=2, b=4", "a=2, b=5"]
    assert found[0].as_json() == ["a=1", "b=3"]


def test_an_axis_without_values_has_no_scenarios() -> None:
    assert list(grid_scenarios([Axis.of("a", [1, 2]), Axis.of("b", [])])) == []


def test_a_grid_as_large_as_the_limit_is_taken() -> None:
    assert len(list(grid_scenarios([Axis.of("a", range(MOST_SCENARIOS))]))) == MOST_SCENARIOS


@pytest.mark.parametrize(
    ("sizes", "said"),
    [((MOST_SCENARIOS + 1,), "has 1,001 scenarios"), ((10,) * 9, "= 1,000,000,000 scenarios")],
)
def test_a_larger_one_is_refused_before_anything_is_made(sizes: tuple[int, ...], said: str) -> None:
    with pytest.raises(ModelError) as raised:
        grid_scenarios([Axis.of(f"a{n}", range(size)) for n, size in enumerate(sizes)])
    (found,) = raised.value.diagnostics
    assert found.code == "BP027" and said in found.message and str(found.location) == "a0"
