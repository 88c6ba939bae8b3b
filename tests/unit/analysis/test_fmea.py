"""Scores: which fail point to mend first."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from blueprint.analysis.fmea import action_priority, occurrence_of

SCORES = range(1, 11)


def test_a_worse_score_never_makes_it_less_urgent() -> None:
    rank = {"L": 0, "M": 1, "H": 2}
    for one, other in product(SCORES, SCORES):
        for lower, higher in pairwise(SCORES):
            assert rank[action_priority(lower, one, other)] <= rank[action_priority(higher, one, other)]
            assert rank[action_priority(one, lower, other)] <= rank[action_priority(one, higher, other)]
            assert rank[action_priority(one, other, lower)] <= rank[action_priority(one, other, higher)]


def test_severity_counts_more_than_its_product_says() -> None:
    assert action_priority(9, 4, 2) == "H"  # 72
    assert action_priority(6, 5, 6) == "L"  # 180


@pytest.mark.parametrize(("share", "score"), [(0.0, 1), (1e-9, 2), (0.0005, 5), (0.01, 7), (0.1, 10), (1.0, 10)])
def test_a_share_has_an_occurrence_score(share: float, score: int) -> None:
    assert occurrence_of(share) == score
