"""Work: sums, mixtures, and work that is done for some visits only."""

from __future__ import annotations

import pytest

from blueprint.analysis.waiting.work import NO_WORK, Work, mixed_work
from blueprint.units import read_distribution


def test_work_after_work_has_the_moments_of_a_sum() -> None:
    one = Work.of(read_distribution("exponential(2 min)"))
    two = one.followed_by(one)
    twice = Work.of(read_distribution("erlang(2, 4 min)"))
    assert (two.mean, two.second, two.third) == pytest.approx((twice.mean, twice.second, twice.third))
    assert two.law is None
    assert one.followed_by(NO_WORK).law is not None


def test_work_for_some_visits_only_is_none_for_the_others() -> None:
    some = Work.of(read_distribution("4 min")).sometimes(0.25)
    assert (some.mean, some.variance) == pytest.approx((60.0, 0.25 * 240**2 - 60**2))


def test_a_mixture_of_equal_work_keeps_its_law() -> None:
    one, other = Work.of(read_distribution("exponential(2 min)")), Work.of(read_distribution("exponential(4 min)"))
    assert mixed_work([(1.0, one), (2.0, one)]).law == one.law
    found = mixed_work([(1.0, one), (1.0, other)])
    assert found.mean == 180.0
    assert found.variation == pytest.approx(2 * (120**2 + 240**2) / 2 / 180**2 - 1)
    assert found.law is None
    assert mixed_work([]) is NO_WORK


def test_stretched_work_varies_as_much() -> None:
    work = Work.of(read_distribution("gamma(10 min, 5 min)"))
    assert work.stretched(3).variation == pytest.approx(work.variation)
    assert NO_WORK.variation == 0.0
