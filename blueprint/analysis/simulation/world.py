"""World: where everybody is at the beginning of a replication, in the form that an engine wants; and room for more.

Everything has its place beforehand: customers are taken from a chain of free places and put back when they leave. An
engine is told how many events may happen before somebody has to look whether there is still room.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from blueprint.analysis.simulation.codes import ARRIVAL, BINS, LATE, PAUSE, SHIFT, SNAPSHOT
from blueprint.analysis.simulation.engine import Engine
from blueprint.analysis.simulation.plain import Rows
from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.records import (
    BRANCH,
    CLOCK,
    CUSTOMER,
    FAILURE,
    KINDS,
    LINE,
    POOL,
    QUEUE,
    ROUTE,
    STANDARD,
    STEP,
    TOKEN,
    Array,
    Layout,
    World,
    addresses_of,
)

_FEW, _MANY = 128, 4096
"""Tokens at the beginning: for Python, and compiled, which is called once for so many arrivals."""
_AT_ONCE = 80
"""Events that must be able to happen between two looks at the room, to begin with."""
_MARGIN = 256
"""The same for what events put into a calendar that cannot grow by itself."""

_LAYOUTS: dict[str, Layout] = {
    "steps": STEP,
    "pools": POOL,
    "lines": LINE,
    "queues": QUEUE,
    "routes": ROUTE,
    "branches": BRANCH,
    "failures": FAILURE,
    "standards": STANDARD,
}


def make_world(
    program: Program, engine: Engine, customers: tuple[Array, Array, Array], pauses: tuple[float, ...]
) -> World:
    """Return the world of a replication before anybody has come.

    Parameters
    ----------
    customers : tuple of array
        When they come, their classes, their keys.
    pauses : tuple of float  [s]
        When the calendar is to stop.
    """
    world = _compiled_world(program, customers) if engine.name == "fast" else _plain_world(program, customers)
    world = grow(world, program, engine)
    engine.push(world.calendar, (float(world.arrivals[0]), LATE, ARRIVAL))
    engine.push(world.calendar, (0.0, 0, SNAPSHOT))
    for order, time in enumerate(pauses):
        engine.push(world.calendar, (time, order - LATE, PAUSE))
    _start_shifts(world, program, engine)
    return world


def _compiled_world(program: Program, customers: tuple[Array, Array, Array]) -> World:
    times, classes, keys = customers
    rows = {name: getattr(program, name).copy() for name in _LAYOUTS}
    rows |= {"clock": _clock(program, len(times)), "tokens": TOKEN.rows(0), "customers": CUSTOMER.rows(0)}
    fixed = {"index": program.index, "numbers": program.numbers, "reach": program.reach, "draws": program.draws}
    calendar: Array = np.zeros(1, KINDS["calendar"])
    who = {"arrivals": np.append(times, np.inf), "classes": classes, "keys": keys}
    return World(**rows, **fixed, **who, **_counters(program, len(times)), calendar=calendar)


def _plain_world(program: Program, customers: tuple[Array, Array, Array]) -> World:
    times, classes, keys = customers
    objects = {name: layout.objects(getattr(program, name)) for name, layout in _LAYOUTS.items()}
    objects |= {"clock": CLOCK.objects(_clock(program, len(times))), "tokens": [], "customers": []}
    arrays = {"index": program.index, "numbers": program.numbers, "reach": program.reach, "classes": classes}
    lists = {name: array.tolist() for name, array in (arrays | _counters(program, len(times))).items()}
    arrivals = [*times.tolist(), np.inf]
    return World(**objects, **lists, draws=Rows(program, keys, classes), keys=None, arrivals=arrivals, calendar=[])


def _clock(program: Program, customers: int) -> Array:
    clock = program.clock.copy()
    clock["total"] = customers
    return clock


def _counters(program: Program, customers: int) -> dict[str, Array]:
    """Return what is counted while it runs, all of it zero, and what is known of tokens, of whom there are none yet."""
    looks = int(program.horizon / program.grid + 1e-9) + 1
    counts = {
        "ledger": 0,
        "grants": 0,
        "late": 0,
        "marks": 0,
        "histogram": (len(program.steps) + len(program.pools)) * BINS,
        "snapshots": looks * (2 * len(program.pools) + 1),
        "sojourn": customers,
        "waits": customers,
        "outcome": customers,
    }
    return {name: np.zeros(count, KINDS[name]) for name, count in counts.items()}


def _start_shifts(world: World, program: Program, engine: Engine) -> None:
    for place, duty in enumerate(program.duties):
        if duty.changes:
            pool = world.pools[place]
            set_field(pool, "change", 0)
            set_field(pool, "lap", 0)
            engine.push(world.calendar, (duty.changes[0][0], 1 + place, SHIFT - 2 * place))


def set_field(record: Any, name: str, value: Any) -> None:
    """Set a field of a record in either form."""
    if isinstance(record, np.void):
        record[name] = value
    else:
        setattr(record, name, value)


def field_of(record: Any, name: str) -> Any:
    """Return a field of a record in either form."""
    return record[name].item() if isinstance(record, np.void) else getattr(record, name)


def column_of(records: Any, name: str) -> Array:
    """Return a field of all records of a kind, in either form, as real numbers."""
    if isinstance(records, np.ndarray):
        return records[name].astype(np.float64)
    return np.array([getattr(record, name) for record in records], np.float64)


def budget_of(world: World, program: Program, engine: Engine) -> int:
    """Return how many events may happen before there must be room for more."""
    clock = world.clock[0]
    budget = int(field_of(clock, "spares")) // program.spread
    if program.is_parallel:
        budget = min(budget, int(field_of(clock, "spare_customers")))
    if engine.name == "plain":
        return budget
    pending = int(world.calendar[0]["order"])
    left = len(world.calendar) - pending - 2 * len(world.tokens) - 8
    return min(budget, left // _most_pushed(program))


def _most_pushed(program: Program) -> int:
    """Return how many events one event can put into the calendar at most, those of a shift that ends included."""
    sent_back = sum(duty.most for duty in program.duties) if program.clock[0]["shift_end"] else 0
    return 2 * program.spread + 1 + sent_back


def grow(world: World, program: Program, engine: Engine) -> World:
    """Return the world with room for twice as many customers at a time."""
    before = len(world.tokens)
    least = min(_MANY, max(_FEW, len(world.sojourn))) if engine.name == "fast" else _FEW
    after = max(2 * before, least, _AT_ONCE * program.spread)
    rows: dict[str, Array] = {
        "tokens": _free_tokens(world.clock[0], before, after),
        "customers": _free_customers(world.clock[0], before, after if program.is_parallel else before),
    }
    clock = program.clock[0]
    sizes = {"ledger": "ledger", "marks": "spans", "grants": "grants", "late": "joins"}
    more = {name: np.zeros((after - before) * int(clock[size]), KINDS[name]) for name, size in sizes.items()}
    if engine.name == "plain":
        world.tokens.extend(TOKEN.objects(rows["tokens"]))
        world.customers.extend(CUSTOMER.objects(rows["customers"]))
        for name, values in more.items():
            getattr(world, name).extend(values.tolist())
        return world
    arrays = {name: np.concatenate([getattr(world, name), values]) for name, values in (rows | more).items()}
    calendar = np.zeros(4 * after + _MARGIN * _most_pushed(program) + 64, KINDS["calendar"])
    calendar[: len(world.calendar)] = world.calendar
    world = world._replace(**arrays, calendar=calendar)
    return world._replace(addresses=addresses_of(world))


def _free_tokens(clock: Any, before: int, after: int) -> Array:
    """Return places for more tokens, and put them before those that are free."""
    places = np.arange(before + 1, after + 1)
    rows = TOKEN.rows(after - before, next=places, size=1, members=-1, carrier=-1, customer=-1, mending=-1)
    if before:
        rows["next"][-1] = field_of(clock, "spare")
    set_field(clock, "spare", before)
    set_field(clock, "spares", field_of(clock, "spares") + after - before)
    set_field(clock, "tokens", after)
    return rows


def _free_customers(clock: Any, before: int, after: int) -> Array:
    """Return places for more customers who can be on several ways at once, in the same manner."""
    rows = CUSTOMER.rows(after - before, first=-1, last=-1, next=np.arange(before + 1, after + 1))
    if after > before:
        if before:
            rows["next"][-1] = field_of(clock, "spare_customer")
        set_field(clock, "spare_customer", before)
        set_field(clock, "spare_customers", field_of(clock, "spare_customers") + after - before)
    return rows
