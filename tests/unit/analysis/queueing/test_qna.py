"""QNA: streams that stay random, become random, or stay even."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.qna import Place, Stream, arrival_variations, general_wait


@given(st.lists(st.floats(0.05, 0.95), min_size=1, max_size=6))
def test_independent_arrivals_stay_so_behind_exponential_servers(loads: list[float]) -> None:
    places = [Place(load, 1, 1.0) for load in loads]
    streams = [Stream(None, 0, 1.0), *(Stream(place, place + 1, 1.0) for place in range(len(loads) - 1))]
    assert arrival_variations(places, [1.0] * len(loads), streams) == pytest.approx([1.0] * len(loads))


def test_where_nobody_is_busy_departures_vary_like_arrivals() -> None:
    places = [Place(0.0, 1, 3.0), Place(0.5, 1, 1.0)]
    assert arrival_variations(places, [1.0, 1.0], [Stream(None, 0, 1.0, 0.25), Stream(0, 1, 1.0)]) == pytest.approx(
        (0.25, 0.25)
    )


def test_a_part_of_an_even_stream_is_random() -> None:
    places = [Place(0.0, 1, 1.0), Place(0.5, 1, 1.0)]
    found = arrival_variations(places, [1.0, 0.1], [Stream(None, 0, 1.0, 0.0), Stream(0, 1, 0.1)])
    assert found[1] == pytest.approx(0.9)


def test_many_even_streams_together_are_nearly_random_where_few_are_served() -> None:
    streams = [Stream(place, 20, 1.0) for place in range(20)]
    streams += [Stream(None, place, 1.0, 0.0) for place in range(20)]
    places = [*(Place(0.0, 1, 1.0) for _ in range(20)), Place(0.2, 50, 1.0)]
    assert arrival_variations(places, [1.0] * 20 + [20.0], streams)[20] > 0.9


def test_where_branches_meet_more_come_than_go_on() -> None:
    places = [Place(0.0, 1, 1.0)] * 4
    streams = [Stream(None, 0, 1.0), Stream(0, 1, 1.0), Stream(0, 2, 1.0), Stream(1, 3, 1.0), Stream(2, 3, 1.0)]
    found = arrival_variations(places, [1.0] * 4, streams)
    assert found == pytest.approx([1.0] * 4)


def test_places_without_customers_are_left_alone() -> None:
    assert arrival_variations([Place(0.0, 1, 1.0)], [0.0], []) == (1.0,)


def test_the_wait_at_one_server_is_corrected_and_at_several_not() -> None:
    assert general_wait(0.7, 1.0, 1, 0.0, 1.0) == pytest.approx(0.876723508588)
    assert general_wait(1.0, 1.6, 2, 0.25, 2.25) == pytest.approx(3.55555555556)
