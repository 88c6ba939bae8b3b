"""Section: money, what a customer costs and pays, and when the business stops earning."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.layout.wording import wording_for
from blueprint.reports.closed_form_pictures import profit_picture
from blueprint.reports.content import (
    Figure,
    Kind,
    Name,
    Part,
    Phrase,
    Section,
    Surety,
    Table,
    Unknown,
    Words,
    listed,
    table,
)
from blueprint.reports.facts import Facts

_TIMES = (1.0, 1.5, 2.0, 2.5)  # of the working time at which the profit is told


def describe(facts: Facts) -> Section:
    """Describe cost, profit and what customers pay."""
    tables = (_figures(facts), _profits(facts), _by_step(facts), _by_zone(facts), _by_phase(facts), _burden(facts))
    picture = profit_picture(facts)
    filled = tuple(item for item in tables if item.rows)
    return Section("economics", "Money", tuple(_answer(facts)), filled, (picture,) if picture else ())


def _money(facts: Facts, value: float) -> Figure:
    return Figure("money", value, facts.surety("economics.cost"), facts.currency)


def _answer(facts: Facts) -> Iterator[Phrase]:
    found = facts.analysis.economics
    if found.cost is None:
        yield (Unknown(facts.needs("economics.cost")),)
    elif found.price is None or found.profit is None:
        lacks = Unknown(facts.needs("economics.profit"))
        yield ("a customer costs ", _money(facts, found.cost), "; the profit is ", lacks)
    else:
        left: tuple[Part, ...] = (_money(facts, found.profit), " is left")
        if found.profit < 0:
            left = (_money(facts, -found.profit), " is ", Words("lost", "bad"))
        price = Figure("money", found.price, "exact", facts.currency)
        yield ("a customer pays ", price, " and costs ", _money(facts, found.cost), ": ", *left)
    if found.break_even_time is not None and found.working_time is not None:
        now = Figure("time", found.working_time)
        yield ("nothing is left from ", Figure("time", found.break_even_time), " of work on; it takes ", now)
    failures = facts.analysis.failures.reliability.failure_cost
    if failures:
        yield ("failures cost ", facts.known("fail_points.failure_cost", "money", failures), " a customer")
    burden = tuple(_pays(facts))
    if burden:
        yield ("customers give: ", *burden)


def _pays(facts: Facts) -> Iterator[Part]:
    """Yield what customers pay beside their time."""
    customer = facts.analysis.economics.customer
    told: list[tuple[str, Figure]] = []
    if customer.money:
        told.append(("", _given(facts, "money", customer.money)))
    told += [
        (f"{word} ", _given(facts, "count", value))
        for word, value in (("effort", customer.effort), ("worry", customer.worry))
        if value
    ]
    for number, (word, figure) in enumerate(told):
        yield from (*((", ",) if number else ()), *((word,) if word else ()), figure)


def _given(facts: Facts, kind: Kind, value: float) -> Figure:
    """Return what customers give; without shares it is that of one passing of the standard way."""
    surety: Surety = "exact" if facts.analysis.economics.is_expected else "about"
    return Figure(kind, value, surety, facts.currency if kind == "money" else "")


def _figures(facts: Facts) -> Table:
    found = facts.analysis.economics
    if found.cost is None:
        return table("One customer", [], [])
    time: Phrase = () if found.working_time is None else ("for ", Figure("time", found.working_time), " of work")
    rows: list[tuple[Phrase, Phrase, Phrase]] = [
        (("Price",), facts.cell("economics.price", "money", found.price), ()),
        (("Cost of working time",), facts.cell("economics.time_cost", "money", found.time_cost), time),
        (("Materials, overhead, costs of steps",), facts.cell("economics.fixed_cost", "money", found.fixed_cost), ()),
        (("Cost of failures",), (_failures(facts),), _left_out(facts)),
        (("Cost",), (_money(facts, found.cost),), facts.how_surely("economics.cost")),
    ]
    if found.profit is not None:
        rows.append((("Profit",), (_money(facts, found.profit),), ()))
    if found.break_even_time is not None:
        key = "economics.break_even_time"
        work = facts.cell(key, "time", found.break_even_time)
        rows.append((("Work at which nothing is left",), work, facts.how_surely(key)))
    return table("One customer", ["What", ">Figure", "How it is known"], rows)


def _failures(facts: Facts) -> Part:
    """Return what failures cost, as far as it is stated."""
    found = facts.analysis.economics
    if not found.left_out and found.is_expected:
        return _money(facts, found.failure_cost)
    return Figure("money", found.failure_cost, "least", facts.currency) if found.failure_cost else Unknown()


def _left_out(facts: Facts) -> Phrase:
    left_out = facts.analysis.economics.left_out
    if not left_out:
        return ()
    return ("without ", *listed([Name(facts.points[name].label, quoted=True) for name in left_out]))


def _profits(facts: Facts) -> Table:
    """Tell the profit against working time, after Shostack (1984)."""
    found = facts.analysis.economics
    working = found.working_time
    if working is None or found.profit_at(1.0) is None:
        return table("Profit by working time", [], [])
    times = {float(factor * working) for factor in _TIMES}
    if found.break_even_time is not None:
        times.add(float(found.break_even_time))
    rows = [((Figure("time", time),), (_money(facts, found.profit_at(time) or 0.0),)) for time in sorted(times)]
    return table("Profit by working time", [">Work", ">Profit"], rows)


def _by_step(facts: Facts) -> Table:
    costs = sorted(facts.analysis.economics.by_step.items(), key=lambda item: -item[1])
    rows = [(facts.cell_label(name), (_money(facts, cost),)) for name, cost in costs]
    return table("Cost by step, the dearest first", ["Step", ">Cost"], rows)


def _by_zone(facts: Facts) -> Table:
    names = wording_for(facts.blueprint.language).lanes
    costs = facts.analysis.economics.by_zone(facts.blueprint)
    rows = [((Name(names[kind]),), (_money(facts, cost),)) for kind, cost in costs.items()]
    return table("Cost by zone", ["Zone", ">Cost"], rows)


def _by_phase(facts: Facts) -> Table:
    names = {phase.id: phase.label for phase in facts.blueprint.phases if phase.label}
    costs = facts.analysis.economics.by_phase(facts.blueprint)
    rows = [((Name(names[name]),), (_money(facts, cost),)) for name, cost in costs.items() if name in names]
    return table("Cost by phase", ["Phase", ">Cost"], rows)


def _burden(facts: Facts) -> Table:
    customer = facts.analysis.economics.customer
    told: tuple[tuple[str, Kind, float | None], ...] = (
        ("Money", "money", customer.money),
        ("Time", "time", customer.time),
        ("Effort, steps added up (0 to 5 each)", "count", customer.effort),
        ("Worry, steps added up (0 to 5 each)", "count", customer.worry),
    )
    rows = [((words,), (_given(facts, kind, value),)) for words, kind, value in told if value is not None]
    return table("What customers give", ["What", ">Figure"], rows if len(rows) > 1 or customer.time is None else [])
