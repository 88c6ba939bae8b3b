"""Priority: what one class gains, another loses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.queueing.priority import (
    preemptive_times_at_one,
    preemptive_waits,
    spread_by_priority,
    waits_at_one,
    waits_by_priority,
)
from blueprint.errors import AnalysisError

parts = st.lists(st.floats(0.01, 1), min_size=1, max_size=5)


@given(parts, st.floats(0.05, 0.95), st.integers(1, 20))
def test_waits_of_all_classes_together_are_those_without_classes(
    weights: list[float], load: float, servers: int
) -> None:
    rates = [weight / sum(weights) * load * servers for weight in weights]
    total = sum(rate * wait for rate, wait in zip(rates, waits_by_priority(rates, 1.0, servers), strict=True))
    assert total == pytest.approx(MMc(sum(rates), 1.0, servers).mean_queue)
    broken_off = sum(rate * wait for rate, wait in zip(rates, preemptive_waits(rates, 1.0, servers), strict=True))
    assert broken_off == pytest.approx(MMc(sum(rates), 1.0, servers).mean_queue)


@given(parts, st.floats(0.05, 0.95))
def test_who_comes_first_waits_least(weights: list[float], load: float) -> None:
    rates = [weight / sum(weights) * load for weight in weights]
    waits = waits_at_one(rates, [1.0] * len(rates), [2.0] * len(rates))
    assert list(waits) == sorted(waits)
    assert waits == pytest.approx(waits_by_priority(rates, 1.0, 1))


@given(parts, st.floats(0.05, 0.95))
def test_breaking_off_helps_the_first_and_is_paid_by_the_last(weights: list[float], load: float) -> None:
    rates = [weight / sum(weights) * load for weight in weights]
    times = preemptive_times_at_one(rates, [1.0] * len(rates), [2.0] * len(rates))
    waits = preemptive_waits(rates, 1.0, 1)
    assert [time - 1.0 for time in times] == pytest.approx(waits, abs=1e-9)
    assert waits[0] <= waits_by_priority(rates, 1.0, 1)[0] + 1e-12


def test_one_class_alone_is_as_without_classes() -> None:
    assert spread_by_priority(3.0, [0.5]) == pytest.approx((3.0,))
    assert preemptive_waits((0.0, 1.0), 2.0, 1)[0] == 0.0


def test_overload_is_refused() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        spread_by_priority(1.0, [0.5, 0.5])
