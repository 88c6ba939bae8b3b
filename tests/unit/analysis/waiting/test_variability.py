"""Variability: where arrivals stay independent, and where a pattern begins."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.waiting.hours import Hours
from blueprint.analysis.waiting.streams import streams_of
from blueprint.analysis.waiting.variability import Server, disturbed_steps, interval_of, variations_of
from blueprint.analysis.waiting.visits import Follower
from blueprint.graph import ServiceGraph
from tests.unit.graph.services import graph


def parts(found: ServiceGraph) -> tuple[Any, Any]:
    streams = streams_of(found, Hours.of(found.blueprint))
    return streams, tuple(Follower(found, stream.start, stream.name).follow() for stream in streams)


def service(*flows: str, **words: Any) -> ServiceGraph:
    return graph("c1 o1 o2 o3", *flows, **{"arrivals": "6 per hour", **words})


def test_only_what_follows_a_disturbing_step_is_disturbed() -> None:
    found = service("c1 >> o1 >> o2 >> o3")
    streams, visits = parts(found)
    assert disturbed_steps(found, streams, visits, []) == frozenset()
    assert disturbed_steps(found, streams, visits, ["o1"]) == {"o2", "o3"}


def test_parallel_branches_begin_at_one_moment() -> None:
    found = service("c1 >> o1", "c1 >> o2", "o1 >> o3", "o2 >> o3")
    assert disturbed_steps(found, *parts(found), []) == {"o1", "o2", "o3"}


def test_even_arrivals_disturb_from_the_entry_on() -> None:
    found = service("c1 >> o1", arrivals="every 10 min")
    assert disturbed_steps(found, *parts(found), []) == {"c1", "o1"}


def test_steps_without_a_resource_are_passed_at_once() -> None:
    found = service("c1 >> o1 >> o2", arrivals={"interarrival": "gamma(10 min, 5 min)"})
    server = Server(frozenset({"o2"}), 0.5, 1, 1.0)
    assert variations_of(*parts(found), [server]) == [0.25]


def test_classes_that_share_even_arrivals_and_enter_together_are_even_together() -> None:
    classes = [{"label": "A", "share": "30%"}, {"label": "B", "share": "70%"}]
    found = service("c1 >> o1", arrivals="every 10 min", classes=classes)
    (variation,) = variations_of(*parts(found), [Server(frozenset({"c1"}), 0.5, 1, 1.0)])
    assert abs(variation) < 1e-9


def test_the_law_of_arrivals_holds_at_the_first_step_that_all_come_to() -> None:
    words = {"arrivals": "every 10 min", "c1": {"service_time": "1 min"}}
    found = service("c1 >> o1 >> o2", **words)
    law = interval_of(found, *parts(found), ["o1"])
    assert law is not None and law.kind == "fixed"
    drawn = service("c1 >> o1", arrivals="every 10 min", c1={"service_time": "exponential(1 min)"})
    assert interval_of(drawn, *parts(drawn), ["o1"]) is None
    assert interval_of(found, *parts(found), ["o1", "o2"]) is None


def test_the_law_of_arrivals_does_not_hold_behind_a_fork() -> None:
    found = service("c1 >> o1", "c1 >> o2", arrivals="every 10 min")
    assert interval_of(found, *parts(found), ["o1"]) is None
