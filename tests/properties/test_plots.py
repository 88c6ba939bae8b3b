"""Plots of anything: well-formed, with text that can be read, the same twice."""

from __future__ import annotations

import math
from typing import Any
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.rendering.plots import (
    plot_frontier,
    plot_profit,
    plot_queue_over_day,
    plot_scenarios,
    plot_sweep,
    plot_utilization,
    plot_waits,
)
from blueprint.rendering.plots.data import (
    Frontier,
    Hour,
    Line,
    Measure,
    Option,
    Outcome,
    Profit,
    QueueOverDay,
    Sample,
    Scenarios,
    Spot,
    Sweep,
    Use,
    Utilization,
    Waits,
)
from blueprint.themes import load_theme
from tests.unit.rendering.plots.test_plots import collisions

names = st.one_of(
    st.sampled_from(("", "Teller", "Self-service kiosk at the entrance", "迎接客人")),
    st.text(max_size=40),
    st.text(alphabet=st.sampled_from("ab \ud800\udfff\u202e\x00\x1f\ufffe😀"), max_size=20),
)
odd = st.sampled_from((5e-324, -1e-300, 1e-20, -0.0, 86400.0, 1e15, 1e16, 1e299, 1e300, 1.7e308, -1e299, math.inf))
values = st.one_of(st.none(), st.floats(0, 100), st.floats(), st.integers(0, 5).map(float), odd)
numbers = st.one_of(st.floats(0, 100), st.floats(allow_nan=False), st.integers(0, 5).map(float), odd)
languages = st.sampled_from(("en", "de", "zh-Hans", "fr", "ja"))
few: Any = {"max_size": 6}
spots = st.lists(st.builds(Spot, numbers, values, values, values), **few).map(
    lambda found: tuple(sorted(found, key=lambda spot: spot.x))
)
lines = st.lists(st.builds(Line, names, spots), **few).map(tuple)
measures = st.builds(Measure, names, st.sampled_from(("number", "time", "share", "money")), names)
levels = st.sampled_from((None, 0.9, 0.95))
samples = st.builds(Sample.of, names, st.lists(st.one_of(st.floats(0, 3600), st.floats(0, 1e290)), max_size=30))
stretches = st.lists(st.builds(Hour, numbers, numbers, numbers, values), **few).map(
    lambda found: tuple(sorted(found, key=lambda hour: hour.start))
)
theme, width = st.sampled_from(("light", "auto", "clear")), st.sampled_from((320.0, 500.0, 720.0))

gate = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def judge(draw: Any, data: Any, theme: str, width: float) -> None:
    svg = draw(data, load_theme(theme), width=width)
    assert ElementTree.fromstring(svg.encode()).tag.endswith("svg")
    assert len(svg) < 1_000_000
    assert collisions(svg) == []
    assert svg == draw(data, load_theme(theme), width=width)


@gate
@given(st.builds(QueueOverDay, lines, levels, names, names, languages), theme, width)
def test_any_queue(data: QueueOverDay, theme: str, width: float) -> None:
    judge(plot_queue_over_day, data, theme, width)


@gate
@given(
    st.builds(
        Waits,
        st.lists(samples, max_size=4).map(tuple),
        st.floats(0, 1e5) | values,
        st.floats(0, 1) | values,
        st.floats(0, 1) | values,
        language=languages,
    ),
    theme,
    width,
)
def test_any_waits(data: Waits, theme: str, width: float) -> None:
    judge(plot_waits, data, theme, width)


@gate
@given(
    st.builds(
        Utilization, st.lists(st.builds(Use, names, values, values, stretches), **few).map(tuple), language=languages
    ),
    theme,
    width,
)
def test_any_utilization(data: Utilization, theme: str, width: float) -> None:
    judge(plot_utilization, data, theme, width)


@gate
@given(
    st.builds(Sweep, lines, measures, measures, values, names, levels, names, names, languages),
    theme,
    width,
)
def test_any_sweep(data: Sweep, theme: str, width: float) -> None:
    judge(plot_sweep, data, theme, width)


@gate
@given(
    st.builds(
        Scenarios,
        st.lists(st.builds(Outcome, names, values, values, values, values, values), **few).map(tuple),
        measures,
        values,
        names,
        levels,
        language=languages,
    ),
    theme,
    width,
)
def test_any_scenarios(data: Scenarios, theme: str, width: float) -> None:
    judge(plot_scenarios, data, theme, width)


@gate
@given(
    st.builds(
        Frontier,
        st.lists(
            st.builds(Option, names, numbers, values, st.sampled_from((True, False, None)), st.booleans()), max_size=12
        ).map(tuple),
        measures,
        values,
        language=languages,
    ),
    theme,
    width,
)
def test_any_frontier(data: Frontier, theme: str, width: float) -> None:
    judge(plot_frontier, data, theme, width)


@gate
@given(st.builds(Profit, spots, values, values, values, names, language=languages), theme, width)
def test_any_profit(data: Profit, theme: str, width: float) -> None:
    judge(plot_profit, data, theme, width)
