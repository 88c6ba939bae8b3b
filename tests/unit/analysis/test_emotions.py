"""What is remembered: the peak and the end, of feelings that are declared."""

from __future__ import annotations

import pytest

from blueprint.analysis.emotions import EmotionCurve, emotion_curve
from tests.unit.graph.services import graph


def curve(*feelings: float | None) -> EmotionCurve | None:
    names = [f"c{number}" for number in range(len(feelings))]
    words = {name: {"emotion": value} for name, value in zip(names, feelings, strict=True) if value is not None}
    return emotion_curve(graph(" ".join(names), " >> ".join(names), **words))


def test_the_strongest_feeling_and_the_last_are_remembered() -> None:
    found = curve(0, -2, 1, 1)
    assert found is not None
    assert (found.start, found.highest, found.lowest, found.end) == (0, 1, -2, 1)
    assert (found.peak, found.peak_step, found.remembered) == (-2, "c1", -0.5)


def test_of_equally_strong_feelings_the_bad_one_counts() -> None:
    found = curve(2, -2, 0)
    assert found is not None and found.peak == -2


def test_the_slope_is_that_of_the_last_third() -> None:
    found = curve(2, 2, 2, 2, 2, 2, -1, 0, 1)
    assert found is not None and found.slope == pytest.approx(1.0)


def test_steps_without_a_feeling_are_named() -> None:
    found = curve(1, None, 2)
    assert found is not None and found.unknown == ("c1",)


@pytest.mark.parametrize("feelings", [(1, 1, None), (1,), (None, 1), (None, None)])
def test_without_an_end_or_with_one_feeling_nothing_is_told(feelings: tuple[float | None, ...]) -> None:
    assert curve(*feelings) is None


def test_feelings_of_staff_and_of_steps_that_nobody_reaches_do_not_count() -> None:
    words = {"c1": {"emotion": 0}, "o1": {"emotion": -2}, "c2": {"emotion": 1}, "c3": {"emotion": -2}}
    found = emotion_curve(graph("c1 o1 c2 c3", "c1 >> o1 >> c2", **words))
    assert found is not None and (found.lowest, found.end) == (0, 1)
