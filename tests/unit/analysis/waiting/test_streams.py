"""Who comes: how many, how evenly, and which share of all."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.waiting.hours import Hours
from blueprint.analysis.waiting.streams import Stream, streams_of, weights_of
from tests.unit.graph.services import graph


def streams(**words: Any) -> tuple[Stream, ...]:
    found = graph("c1 c2", "c1 >> c2", **words)
    return streams_of(found, Hours.of(found.blueprint))


def test_shares_of_common_arrivals_are_independent_of_each_other() -> None:
    one, other = streams(
        arrivals="10 per hour", classes=[{"label": "A", "share": "30%"}, {"label": "B", "share": "70%"}]
    )
    assert [round(3600 * (item.mean_rate or 0)) for item in (one, other)] == [3, 7]
    assert one.is_poisson and one.source == other.source == ""
    assert weights_of((one, other)) == pytest.approx((0.3, 0.7))


def test_a_share_of_even_arrivals_is_nearly_random() -> None:
    one, _ = streams(arrivals="every 6 min", classes=[{"label": "A", "share": "30%"}, {"label": "B", "share": "70%"}])
    assert not one.is_poisson
    assert one.variation == pytest.approx(0.7)
    assert one.interval is None


def test_even_arrivals_and_intervals_have_a_law() -> None:
    (even,) = streams(arrivals="every 6 min")
    assert (even.variation, even.interval.kind if even.interval else None) == (0.0, "fixed")
    (drawn,) = streams(arrivals={"interarrival": "gamma(10 min, 5 min)"})
    assert drawn.variation == pytest.approx(0.25)
    (random,) = streams(arrivals={"interarrival": "exponential(10 min)"})
    assert random.is_poisson


def test_appointments_vary_by_who_is_late_or_missing() -> None:
    (kept,) = streams(arrivals={"appointments": "every 10 min"})
    (loose,) = streams(arrivals={"appointments": "every 10 min", "late": "exponential(2 min)", "no_show": "10%"})
    (chaos,) = streams(arrivals={"appointments": "every 10 min", "late": "exponential(60 min)"})
    assert kept.variation == 0.0
    assert loose.variation == pytest.approx(0.1 + 2 * 4 * 0.81 / 100)
    assert chaos.variation == 1.0
    assert not kept.is_poisson


def test_classes_may_enter_elsewhere_and_have_arrivals_of_their_own() -> None:
    walk_in, booked = streams(
        arrivals="6 per hour",
        classes=[{"label": "Walk-in", "share": "100%"}, {"label": "Booked", "arrivals": "2 per hour", "enters": "c2"}],
    )
    assert (walk_in.start, booked.start) == ("c1", "c2")
    assert (walk_in.share, booked.share) == (0.75, 0.25)
    assert 3600 * (walk_in.mean_rate or 0) == pytest.approx(6)


def test_a_class_of_unknown_share_leaves_open_how_many_come_of_each() -> None:
    found = streams(arrivals="6 per hour", classes=[{"label": "A", "share": "30%"}, {"label": "B"}])
    assert [item.mean_rate for item in found] == [None, None]
    assert weights_of(found) is None


def test_without_arrivals_one_class_is_still_everybody() -> None:
    (only,) = streams()
    assert (only.mean_rate, only.share, only.name, only.patience, only.priority) == (None, 1.0, None, None, None)


def test_a_service_without_steps_has_no_customers() -> None:
    found = graph("")
    assert streams_of(found, Hours.of(found.blueprint)) == ()
