"""Records: what the event calendar knows of each step, resource, line and customer, in two forms.

A record is a row of a numpy array where the calendar is compiled, and an object with slots where Python runs it. Both
are read and written alike, ``step.visits += 1``, so that one source serves both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Layout:
    """The fields of a kind of record.

    Parameters
    ----------
    dtype : numpy.dtype
        Its row.
    made : type
        Its object.
    """

    dtype: np.dtype[Any]
    made: type[Any]

    def rows(self, count: int, **values: Any) -> Array:
        """Return so many rows of zeros, some fields set."""
        found = np.zeros(count, self.dtype)
        for name, value in values.items():
            found[name] = value
        return found

    def objects(self, rows: Array) -> list[Any]:
        """Return rows as objects."""
        names = self.dtype.names or ()
        return [_object(self.made, names, values) for values in rows.tolist()]


def _object(made: type[Any], names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    found = made()
    for name, value in zip(names, values, strict=True):
        setattr(found, name, value)
    return found


def _layout(kind: str, whole: str, real: str, keys: str = "", more: str = "") -> Layout:
    """Make a layout of the names of its whole numbers, real numbers and keys, and what objects alone have."""
    kinds: tuple[tuple[str, type[np.generic]], ...] = ((whole, np.int64), (real, np.float64), (keys, np.uint64))
    fields = [(name, kind) for names, kind in kinds for name in names.split()]
    slots: Mapping[str, Any] = {"__slots__": [name for name, _ in fields] + more.split()}
    return Layout(np.dtype(fields), type(kind, (), dict(slots)))


CLOCK = _layout(
    "Clock",
    # events handled, last order given, customers who have come, who will come, who have gone
    "events order arrived total gone "
    # free places of tokens and of customers, as chains; how many there are
    "spare spares spare_customer spare_customers tokens "
    # numbers of a customer: in the ledger, where what he holds begins in it, in the marks; numbers of a token
    "ledger holds spans grants joins "
    # what the service has: parallel branches, waits out of sight, anything to be noted of customers; tables by class
    "parallel unseen registers steps pools standards classes entries ranks hours "
    # snapshots taken, rule at shift end, whether people stay after closing, what went wrong and where
    "taken shift_end stays fault place ",
    "now last grid horizon monday open_hours queued",
)

STEP = _layout(
    "Step",
    # one resource or none, and nothing else to heed
    "simple pool next time choice loop visible own awaited "
    # where branches meet: 0, ALL or ANY; its number; whether customers are said to wait there; the next step where any
    # branch is enough
    "join joining declared meeting "
    # waits that are given, customers taken together, lines by what is held already, what is needed and given back
    "delay delays batch line needs "
    # fail points, ways, patience, promises
    "failure failures fail notice routes patience standards starts ends releases commits "
    # who gathers for a batch; what happened so far
    "head tail forming visits abandoned turned_away histogram",
    "waited unavailable prioritized batched other shortest longest",
)

POOL = _layout(
    "Pool",
    # plain: one line, one of it at a time, always on duty, for ever patient
    "plain free capacity head tail waiting room lines ranked zone over "
    # changes of who is on duty
    "change changes times levels lap visits histogram",
    "busy area waited overtime",
)

LINE = _layout("Line", "pool needs pools ranks queue waiting off", "off_time since")
QUEUE = _layout("Queue", "head tail over", "lazy duty")
ROUTE = _layout("Route", "kind first count", "")
BRANCH = _layout("Branch", "targets count step choice", "share")
FAILURE = _layout("Failure", "recovery mend", "share escapes gives_up")
STANDARD = _layout("Standard", "classes span starts ends working met total", "limit")

TOKEN = _layout(
    "Token",
    "step next prev state klass number visit rank line order due timer customer sister brother "
    # of a batch: who is in it, who carries it, how many
    "members carrier size "
    # has its step begun; the fail point that is being mended; what was given; whom it overtakes
    "begun mending granted overtakes over_next over_prev "
    # comes from a step of the customer's own; counted as waiting, as acting
    "seen counted acts",
    # when it came to the step, when it asked for resources, and its wait for them
    "came ready asked queued off_asked lazy base "
    # when what goes on began, when it ends, what is left of it
    "since until left "
    # of the customer: when he came, waits, and both as of the last step that he saw
    "born waited committed clock",
    keys="key",
    more="row",
)

CUSTOMER = _layout(
    "Customer",
    "first last tokens acting waiting number klass next",
    "born since waited committed clock",
    keys="key",
)

EVENT = np.dtype([("time", np.float64), ("order", np.int64), ("what", np.int64)])

DRAW = _layout("Draw", "code table count common", "a b c", keys="salt")


class World(NamedTuple):
    """All that a run knows: the service, and where everybody is.

    Rows and arrays where it is compiled, objects and lists where Python runs it.
    """

    clock: Any
    steps: Any
    pools: Any
    lines: Any
    queues: Any
    routes: Any
    branches: Any
    failures: Any
    standards: Any
    index: Any
    numbers: Any
    draws: Any
    tokens: Any
    customers: Any
    ledger: Any
    grants: Any
    late: Any
    marks: Any
    calendar: Any
    histogram: Any
    snapshots: Any
    reach: Any
    arrivals: Any
    classes: Any
    keys: Any
    sojourn: Any
    waits: Any
    outcome: Any
    addresses: Any = None


KINDS: dict[str, np.dtype[Any]] = {
    "clock": CLOCK.dtype,
    "steps": STEP.dtype,
    "pools": POOL.dtype,
    "lines": LINE.dtype,
    "queues": QUEUE.dtype,
    "routes": ROUTE.dtype,
    "branches": BRANCH.dtype,
    "failures": FAILURE.dtype,
    "standards": STANDARD.dtype,
    "index": np.dtype(np.int64),
    "numbers": np.dtype(np.float64),
    "draws": DRAW.dtype,
    "tokens": TOKEN.dtype,
    "customers": CUSTOMER.dtype,
    "ledger": np.dtype(np.int64),
    "grants": np.dtype(np.int64),
    "late": np.dtype(np.int8),
    "marks": np.dtype(np.float64),
    "calendar": EVENT,
    "histogram": np.dtype(np.int32),
    "snapshots": np.dtype(np.int64),
    "reach": np.dtype(np.int8),
    "arrivals": np.dtype(np.float64),
    "classes": np.dtype(np.int8),
    "keys": np.dtype(np.uint64),
    "sojourn": np.dtype(np.float64),
    "waits": np.dtype(np.float64),
    "outcome": np.dtype(np.int8),
}
"""What the arrays of a world are made of; compiled code knows nothing else of them."""


def addresses_of(world: World) -> Array:
    """Return the addresses of the arrays of a world; they hold as long as the arrays live."""
    arrays = [getattr(world, name) for name in KINDS]
    for array, kind in zip(arrays, KINDS.values(), strict=True):
        if array.dtype != kind or not array.flags.c_contiguous:
            raise AssertionError(f"compiled code would read {array.dtype} as {kind}")
    return np.array([array.ctypes.data for array in arrays], np.uint64)
