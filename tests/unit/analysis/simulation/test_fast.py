from __future__ import annotations

import heapq
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.simulation import fast
from blueprint.analysis.simulation.records import EVENT


def calendar(size: int) -> np.recarray:
    return np.zeros(size, EVENT).view(np.recarray)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=60))
def test_the_heap_of_events_gives_them_in_the_order_of_that_of_the_standard_library(
    moves: list[tuple[int, bool]],
) -> None:
    rows, known = calendar(len(moves) + 2), []
    for order, (time, takes) in enumerate(moves):
        if takes and known:
            assert fast.heappop(rows) == heapq.heappop(known)
        event = (float(time), order, -order)
        fast.heappush(rows, event)
        heapq.heappush(known, event)
    assert [fast.heappop(rows) for _ in range(len(known))] == [heapq.heappop(known) for _ in range(len(known))]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 100])
def test_events_of_one_time_come_in_the_order_in_which_they_were_ordered(count: int) -> None:
    rows = calendar(count + 2)
    orders = list(range(count))
    random.Random(1).shuffle(orders)
    for order in orders:
        fast.heappush(rows, (1.0, order, order))
    assert [fast.heappop(rows)[1] for _ in range(count)] == list(range(count))
