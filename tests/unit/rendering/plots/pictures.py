"""Plots to be judged: usual ones, and those that break careless drawing."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import cache
from typing import Any

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

HOUR = 3600.0
EVIL = (
    "<script>alert('x')</script> & \"quotes\" ]]> \u202eesrever\x00\x07 \ud800 {{ 7 * 7 }} 迎接客人 😀 " + "long " * 30
)


def day_line(label: str, peak: float, height: float, *, gap: tuple[float, float] | None = None) -> Line:
    """Return the queue of a day with one peak, in steps of ten minutes."""
    spots = []
    for step in range(61):
        time = 8 + step / 6
        value = height * math.exp(-(((time - peak) / 1.2) ** 2))
        known = gap is None or not gap[0] <= time < gap[1]
        band = (max(0.0, 0.85 * value - 0.1), 1.15 * value + 0.1) if known else (None, None)
        spots.append(Spot(time * HOUR, value if known else None, *band))
    return Line(label, tuple(spots))


def bank_waits(seed: int, no_wait: float, mean: float) -> list[float]:
    """Return waits of two thousand customers [s]."""
    draw = random.Random(seed)
    return [0.0 if draw.random() < no_wait else draw.expovariate(1 / mean) for _ in range(2000)]


def hours(duty: list[int], busy: list[float | None]) -> tuple[Hour, ...]:
    return tuple(
        Hour((8 + at) * HOUR, (9 + at) * HOUR, number, load)
        for at, (number, load) in enumerate(zip(duty, busy, strict=True))
    )


def falling(label: str, load: float) -> Line:
    """Return mean waits that fall with the number of waiters, unknown where they have too much to do."""
    spots = []
    for servers in range(2, 8):
        share = load / servers
        wait = 300 * share ** math.sqrt(2 * (servers + 1)) / (servers * (1 - share)) if share < 1 else None
        spots.append(Spot(servers, wait, wait and 0.85 * wait, wait and 1.15 * wait))
    return Line(label, tuple(spots))


QUEUE = QueueOverDay(
    (
        day_line("Teller", 12.5, 7.5),
        day_line("Adviser", 15.0, 3.4),
        day_line("Self-service kiosk", 10.0, 1.6, gap=(13, 14)),
    ),
    0.95,
    note="Bank branch, a Monday; 100 replications",
)
WAITS = Waits((Sample.of("Teller", bank_waits(4, 0.42, 190)),), 300, 0.9, 0.882, 0.008, note="Bank branch, a Monday")
BEFORE_AND_AFTER = Waits(
    (
        Sample.of("Today", bank_waits(4, 0.42, 190)),
        Sample.of("One more teller at noon", bank_waits(5, 0.55, 95)),
        Sample.of("Kiosk closed", bank_waits(6, 0.3, 400)),
    ),
    300,
    0.9,
)
UTILIZATION = Utilization(
    (
        Use("Teller", 0.87, 0.012, hours([3, 3, 4, 5, 5, 4, 3], [2.2, 2.9, 3.3, 4.4, 4.9, 3.2, 2.4])),
        Use("Mortgage adviser", 0.62, 0.03, hours([0, 2, 2, 1, 1, 2, 0], [0, 1.1, 1.5, 0.9, 0.8, 1.4, 0])),
        Use("Branch manager", None, None, hours([1] * 7, [None] * 7)),
        Use("Back office (loans, cards and complaints)", 1.14, 0.05),
    )
)
SWEEP = Sweep(
    (falling("20 per hour", 1.9), falling("30 per hour", 2.6), falling("40 per hour", 3.3)),
    Measure("Waiters"),
    Measure("Mean wait", "time"),
    limit=120,
    level=0.95,
    title="What another waiter changes",
)
SCENARIOS = Scenarios(
    (
        Outcome("Today", 0.81, 0.79, 0.83),
        Outcome("One more teller at noon", 0.93, 0.92, 0.94, 0.12, 0.008),
        Outcome("Kiosk closed, and two advisers who also help at the counter", 0.68, 0.66, 0.7, -0.13, 0.011),
        Outcome("Booked visits", None),
    ),
    Measure("Served within 5 min", "share"),
    limit=0.9,
    limit_name="Promised",
    level=0.95,
)
FRONTIER = Frontier(
    (
        Option("2 waiters, 1 host", 54, 1500, False),
        Option("3 waiters, 1 host", 72, 410, False),
        Option("3 waiters, 2 hosts", 87, 395, False),
        Option("4 waiters, 1 host", 90, 170, True, chosen=True),
        Option("4 waiters, 2 hosts", 105, 160, True),
        Option("5 waiters, 1 host", 108, 74, True),
        Option("6 waiters, 1 host", 126, 38, True),
        Option("5 waiters, 2 hosts", 123, 70, None),
        Option("1 waiter", 36, None, False),
    ),
    Measure("Cost per hour", "money", "EUR"),
    300,
)
PROFIT = Profit((Spot(0, 0.38), Spot(300, -0.12)), 120, 228, 300, "USD", title="How long may a shoeshine take?")

Draw = Callable[..., str]
USUAL: dict[str, tuple[Draw, Any]] = {
    "queue": (plot_queue_over_day, QUEUE),
    "waits": (plot_waits, WAITS),
    "waits-compared": (plot_waits, BEFORE_AND_AFTER),
    "utilization": (plot_utilization, UTILIZATION),
    "sweep": (plot_sweep, SWEEP),
    "scenarios": (plot_scenarios, SCENARIOS),
    "frontier": (plot_frontier, FRONTIER),
    "profit": (plot_profit, PROFIT),
}

_ONE = (Spot(36000, 2.0, 1.0, 3.0),)
HARD: dict[str, tuple[Draw, Any]] = {
    "queue of nothing": (plot_queue_over_day, QueueOverDay(())),
    "queue of nothing known": (plot_queue_over_day, QueueOverDay((Line("A", (Spot(0, None), Spot(60, None))),))),
    "queue at one moment": (plot_queue_over_day, QueueOverDay((Line("A", _ONE),), 0.95)),
    "queue of zeros": (plot_queue_over_day, QueueOverDay((Line("A", (Spot(0, 0.0), Spot(60, 0.0))),))),
    "queue without names": (plot_queue_over_day, QueueOverDay((day_line("", 10, 3), day_line("", 12, 3)))),
    "huge queue": (plot_queue_over_day, QueueOverDay((Line("A", (Spot(0, 1e15), Spot(60, 1e16), Spot(90, 1e299))),))),
    "queue of nonsense": (
        plot_queue_over_day,
        QueueOverDay((Line("A", (Spot(0, math.nan), Spot(60, math.inf), Spot(math.nan, 3.0), Spot(120, 3.0))),)),
    ),
    "queue of many": (
        plot_queue_over_day,
        QueueOverDay(tuple(day_line(f"Resource number {n}", 12.0, 3 + n / 10) for n in range(40)), 0.9),
    ),
    "queue of evil": (
        plot_queue_over_day,
        QueueOverDay((day_line(EVIL, 12, 4), day_line(EVIL, 12, 3)), 0.95, EVIL, EVIL, "zh-Hans"),
    ),
    "queue of a week": (
        plot_queue_over_day,
        QueueOverDay((Line("A", tuple(Spot(n * 600.0, n % 144) for n in range(1008))),)),
    ),
    "queue of many moments": (
        plot_queue_over_day,
        QueueOverDay((Line("A", tuple(Spot(float(n), n % 7) for n in range(86400))),)),
    ),
    "waits of nobody": (plot_waits, Waits((Sample("A", ()),), 300)),
    "no waits": (plot_waits, Waits((Sample.of("A", [0.0] * 9),), 300, 0.9)),
    "no waits, no standard": (plot_waits, Waits((Sample.of("A", [0.0]),))),
    "one wait": (plot_waits, Waits((Sample.of("A", [77.7]),), 60)),
    "equal waits": (plot_waits, Waits((Sample.of("A", [300.0] * 9),), 300, 1.0)),
    "days of waits": (plot_waits, Waits((Sample.of("A", [n * 86400.0 for n in range(400)]),), 30 * 86400.0)),
    "tiny waits": (plot_waits, Waits((Sample.of("A", [n * 1e-6 for n in range(50)]),))),
    "huge waits": (plot_waits, Waits((Sample.of("A", [1e15, 1e200, 5.0]),), 60)),
    "standard far beyond": (plot_waits, Waits((Sample.of("A", [1.0, 2.0, 3.0]),), 86400)),
    "standard of nothing": (plot_waits, Waits((Sample.of("A", [1.0, 2.0, 0.0]),), 0.0, 0.5)),
    "standard without end": (plot_waits, Waits((Sample.of("A", [1.0, 2.0]),), math.inf, 2.0, -1.0, math.nan)),
    "shortest standard": (plot_waits, Waits((Sample.of("A", [0.0]),), 5e-324, 0.9)),
    "waits of evil": (plot_waits, Waits((Sample.of(EVIL, [1, 2]), Sample.of(EVIL, [3, 4])), 2, 0.9, title=EVIL)),
    "waits of many": (
        plot_waits,
        Waits(tuple(Sample.of(f"Scenario {n}", bank_waits(n, 0.2, 60 + 9 * n)) for n in range(30)), 300, 0.9),
    ),
    "nobody busy": (plot_utilization, Utilization(())),
    "one busy": (plot_utilization, Utilization((Use("A", 0.5),))),
    "nobody known": (plot_utilization, Utilization((Use("A", None), Use("B", math.nan)))),
    "far too busy": (plot_utilization, Utilization((Use("A", 1e12, 1e11), Use("B", 0.0, 0.0), Use("C", 5.5)))),
    "many busy": (plot_utilization, Utilization(tuple(Use(f"Resource {n}", n / 50) for n in range(60)))),
    "evil busy": (
        plot_utilization,
        Utilization((Use(EVIL, 0.9, 0.01, (Hour(0, HOUR, 1e9, 3.3), Hour(2 * HOUR, 86400, 0))),), EVIL, EVIL),
    ),
    "sweep of nothing": (plot_sweep, Sweep((), Measure("A"), Measure("B"))),
    "sweep of one": (plot_sweep, Sweep((Line("A", (Spot(3, 7.0),)),), Measure("A"), Measure("B"))),
    "sweep below zero": (
        plot_sweep,
        Sweep((Line("A", (Spot(-3, -7.0), Spot(3, 4.5))),), Measure("A"), Measure("B", "money", "EUR"), limit=-3),
    ),
    "huge sweep": (
        plot_sweep,
        Sweep((Line("A", (Spot(1, 1e18), Spot(1e12, 1e-9))),), Measure("A"), Measure("B", "time"), limit=1e9),
    ),
    "evil sweep": (
        plot_sweep,
        Sweep(
            tuple(Line(EVIL, (Spot(0, 1.0), Spot(1, n + 0.5))) for n in range(9)),
            Measure(EVIL),
            Measure(EVIL, "money", EVIL),
            limit=1,
            limit_name=EVIL,
        ),
    ),
    "sweep of clock times": (
        plot_sweep,
        Sweep((Line("A", (Spot(8 * HOUR, 0.5), Spot(18 * HOUR, 0.7))),), Measure("Opens", "clock"), Measure("", "share")),
    ),
    "no scenarios": (plot_scenarios, Scenarios((), Measure("A"))),
    "one scenario": (plot_scenarios, Scenarios((Outcome("A", 3.0),), Measure("", "time"))),
    "scenarios of nothing known": (plot_scenarios, Scenarios((Outcome("A", None), Outcome("", math.nan)), Measure("A"))),
    "many scenarios": (
        plot_scenarios,
        Scenarios(tuple(Outcome(f"Scenario number {n}", n / 60) for n in range(60)), Measure("Kept", "share"), 0.0),
    ),
    "huge scenarios": (
        plot_scenarios,
        Scenarios((Outcome("A", 1e18, 1e17, 1e19), Outcome("B", -1e18)), Measure("A", "money", "EUR"), 1e18, level=0.9),
    ),
    "evil scenarios": (
        plot_scenarios,
        Scenarios((Outcome(EVIL, 1.0, 0.5, 2.0), Outcome(EVIL, None)), Measure(EVIL, "money", EVIL), 1, EVIL, 0.9, EVIL),
    ),
    "frontier of nothing": (plot_frontier, Frontier(())),
    "frontier of nothing known": (plot_frontier, Frontier(tuple(Option(f"O{n}", n, None) for n in range(9)))),
    "frontier of one": (plot_frontier, Frontier((Option("A", 10, 60, True, chosen=True),))),
    "frontier on one spot": (plot_frontier, Frontier(tuple(Option(f"Option {n}", 10, 60) for n in range(30)))),
    "huge frontier": (plot_frontier, Frontier((Option("A", 1e15, 1e12), Option("B", -1e15, 1e-3)), limit=60)),
    "evil frontier": (
        plot_frontier,
        Frontier((Option(EVIL, 1, 60, False), Option(EVIL, 2, 30, True, True)), Measure(EVIL, "money", EVIL), 40, EVIL),
    ),
    "profit of nothing": (plot_profit, Profit(())),
    "profit of one": (plot_profit, Profit((Spot(0, 3.0),), 0.0)),
    "only loss": (plot_profit, Profit((Spot(0, -1.0, -2.0, -0.5), Spot(60, -3.0, -4.0, -2.0)), 30, None, 1e6)),
    "profit with a gap": (plot_profit, Profit((Spot(0, 3.0), Spot(60, None), Spot(120, 1.0), Spot(180, -1.0)), 60)),
    "huge profit": (plot_profit, Profit((Spot(0, 1e18), Spot(1e9, -1e18)), 1, 5e8, 1e9, EVIL, EVIL, EVIL)),
    "all times at once": (plot_profit, Profit((Spot(0, 1.0), Spot(60, -1.0)), 30, 30, 30, "EUR")),
}  # fmt: skip

THEMES = ("light", "dark", "print", "clear", "auto")


def draw(name: str, theme: str = "light", **options: Any) -> str:
    """Draw a plot by name."""
    draw_it, data = (USUAL | HARD)[name]
    return draw_it(data, load_theme(theme), **options)


drawn = cache(draw)
"""Each plot once, for all who look at it."""
