"""Staffer: enough for standards that span several resources, and nobody too many."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.waiting.staffer import Staffer
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import by, counter
from tests.unit.graph.services import graph


def line(standard: str, rate: float = 20, **words: Any) -> ServiceGraph:
    steps = {
        "c1": {"service_time": "0 s"},
        "o1": by("a", "exponential(4 min)"),
        "o2": by("b", "exponential(6 min)"),
        "o3": by("c", "exponential(2 min)"),
    }
    resources = [{"id": name} for name in "abc"]
    standards = [{"standard": standard, "from": "c1", "to": "o3"}]
    return graph("c1 o1 o2 o3", "c1 >> o1 >> o2 >> o3", **{**steps, **words}, resources=resources,
                 arrivals=f"{rate} per hour", standards=standards)  # fmt: skip


def is_minimal(staffer: Staffer, roster: Mapping[str, tuple[int, ...]]) -> bool:
    """Tell whether any one less breaks a standard or overloads somebody."""
    for name, (count,) in roster.items():
        less = {**roster, name: (count - 1,)}
        state, _ = staffer.solve(less) if count > 1 else (None, None)
        if state is not None and not staffer.broken(less) and not any(pool.is_overloaded for pool in state.pools):
            return False
    return True


def test_a_standard_that_spans_several_is_kept_and_one_less_breaks_it() -> None:
    staffer = Staffer(line("90% within 30 min"))
    roster = staffer.fewest()
    assert staffer.keeps(roster)
    assert is_minimal(staffer, roster)
    assert not staffer.keeps(staffer.least())


@settings(deadline=None, max_examples=12)
@given(st.integers(5, 60), st.sampled_from([25, 30, 45, 60]), st.sampled_from([70, 80, 90]))
def test_rosters_are_minimal(rate: int, limit: int, share: int) -> None:
    staffer = Staffer(line(f"{share}% within {limit} min", rate))
    roster = staffer.fewest()
    assert not staffer.broken(roster)
    assert is_minimal(staffer, roster)


def test_a_hopeless_standard_asks_for_nobody_more() -> None:
    staffer = Staffer(line("90% within 8 min"))
    assert staffer.asked == frozenset()
    assert staffer.fewest() == staffer.least()
    assert staffer.keeps(staffer.least()) is None


def test_the_service_with_a_roster_has_its_numbers() -> None:
    staffer = Staffer(line("90% within 30 min"))
    found = staffer.staffed({"a": (3,), "b": (4,), "c": (2,)})
    assert [resource.capacity for resource in found.blueprint.resources] == [3, 4, 2]


def test_by_the_hour_it_has_a_schedule_without_empty_hours() -> None:
    rates = {"09:00-10:00": "20 per hour", "10:00-11:00": "60 per hour"}
    staffer = Staffer(counter(1, "exponential(3 min)", rates))  # type: ignore[arg-type]
    found = staffer.staffed(staffer.fewest()).blueprint.resources[0]
    assert [(str(window), count) for window, count in found.schedule] == [("09:00-10:00", 2), ("10:00-11:00", 3)]
    assert found.capacity == 3


def test_somebody_else_may_ask_for_more() -> None:
    asked: list[int] = []

    def verify(found: ServiceGraph) -> dict[str, bool | None]:
        people = sum(resource.capacity for resource in found.blueprint.resources)
        asked.append(people)
        return {"90-within-30-min": len(asked) > 2}

    staffer = Staffer(line("90% within 30 min"))
    roster, is_kept = staffer.confirmed(staffer.fewest(), verify)
    assert is_kept is True
    assert asked == [asked[0], asked[0] + 1, asked[0] + 2]
    assert sum(count for (count,) in roster.values()) == asked[-1]


def test_somebody_else_who_cannot_tell_leaves_it_open() -> None:
    staffer = Staffer(line("90% within 30 min"))
    assert staffer.confirmed(staffer.fewest(), lambda found: {})[1] is None


def test_somebody_else_who_is_never_content_is_asked_a_few_times_only() -> None:
    staffer = Staffer(line("90% within 30 min"))
    asked = []

    def verify(found: ServiceGraph) -> dict[str, bool | None]:
        asked.append(found)
        return {"90-within-30-min": False}

    assert staffer.confirmed(staffer.fewest(), verify)[1] is False
    assert len(asked) == 20
