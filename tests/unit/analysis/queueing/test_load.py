"""Loads that nobody can carry, and numbers that are none."""

from __future__ import annotations

import math

import pytest

from blueprint.analysis.queueing.load import check_servers, excess, refuse_overload
from blueprint.errors import AnalysisError


def test_a_load_below_the_servers_passes() -> None:
    refuse_overload(2.99, 3)


def test_an_overload_says_what_to_do() -> None:
    with pytest.raises(AnalysisError) as caught:
        refuse_overload(3.4, 3)
    (found,) = caught.value.diagnostics
    assert (found.code, found.rule) == ("BP620", "overload")
    assert "13% over" in found.message
    assert "add servers" in found.hint


def test_the_excess_is_a_share_of_what_can_be_done() -> None:
    assert excess(3.4, 3) == pytest.approx(0.1333, abs=1e-4)
    assert excess(1.5, 3) == -0.5
    assert excess(1.0, 0) == math.inf


@pytest.mark.parametrize("servers", [0, -1, 1.5])
def test_servers_are_whole_and_at_least_one(servers: float) -> None:
    with pytest.raises(ValueError, match="servers"):
        check_servers(servers)  # type: ignore[arg-type]
