"""Streams: who comes to a service, how often in each hour, and how evenly.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [{"lane": "customer", "label": "Enter"}]
>>> shop = Blueprint(title="Shop", phases=[{"steps": steps}], arrivals="every 10 min")
>>> [stream] = streams_of(to_graph(shop), Hours.of(shop))
>>> stream.start, round(3600 * stream.mean_rate), stream.variation
('enter', 6, 0.0)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from blueprint.analysis.arrivals import class_shares
from blueprint.analysis.queueing.laws import squared_variation
from blueprint.analysis.waiting.hours import Hours
from blueprint.graph import ServiceGraph
from blueprint.model import Arrivals, CustomerClass
from blueprint.units import Distribution, Every, Rate


@dataclass(frozen=True)
class Stream:
    """Customers of one class.

    Parameters
    ----------
    customer_class : CustomerClass or None
        None where the service has no classes.
    start : str
        Step where they enter.
    share : float or None  [0..1]
        Of all customers; None if unknown.
    rates : tuple of float or None  [1/s]
        How many come in each piece of the week; None if unknown.
    mean_rate : float or None  [1/s]
        The same over the hours in which the service is open.
    variation : float
        Squared coefficient of variation of the times between them.
    is_poisson : bool
        Whether they come independently of each other.
    interval : Distribution or None
        Time from one to the next where these are independent of each other.
    source : str
        Who comes by the same arrivals; classes that share them have the same.
    """

    customer_class: CustomerClass | None
    start: str
    share: float | None
    rates: tuple[float, ...] | None
    mean_rate: float | None
    variation: float
    is_poisson: bool
    interval: Distribution | None
    source: str

    @property
    def name(self) -> str | None:
        """Id of the class."""
        return self.customer_class.id if self.customer_class is not None else None

    @property
    def patience(self) -> Distribution | None:
        """Longest wait in one queue; None if it has no end."""
        return self.customer_class.patience if self.customer_class is not None else None

    @property
    def priority(self) -> int | None:
        """1 is served first; None if the class has none."""
        return self.customer_class.priority if self.customer_class is not None else None


def streams_of(graph: ServiceGraph, hours: Hours) -> tuple[Stream, ...]:
    """Return who comes, class by class.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    hours : Hours
        Its week.
    """
    blueprint = graph.blueprint
    starts = graph.entries or tuple(step.id for step in graph.steps if not graph.flows_in(step.id))[:1]
    if not starts:
        return ()
    customers = graph.steps_of("customer")
    first = customers[0].id if customers else starts[0]
    if not blueprint.classes:
        return (_stream(None, starts[0], 1.0, 1.0, blueprint.arrivals, hours, ""),)
    shares = class_shares(blueprint)
    sharing = [item for item in blueprint.classes if item.arrivals is None]
    total = sum(float(item.share or 0.0) for item in sharing)
    is_told = total > 0 and all(item.share is not None for item in sharing)
    found = []
    for item in blueprint.classes:
        arrivals, part, source = item.arrivals, 1.0, item.id
        if arrivals is None:
            arrivals, source = blueprint.arrivals, ""
            part = 1.0 if len(sharing) == 1 else float(item.share or 0.0) / total if is_told else 0.0
            if len(sharing) > 1 and not is_told:
                arrivals = None  # how many of them come is unknown
        found.append(_stream(item, item.enters or first, shares[item.id], part, arrivals, hours, source))
    return tuple(found)


def _stream(
    item: CustomerClass | None,
    start: str,
    share: float | None,
    part: float,
    arrivals: Arrivals | None,
    hours: Hours,
    source: str,
) -> Stream:
    rates = hours.rates(arrivals) if arrivals is not None else None
    if arrivals is None or rates is None or not hours.open_length:
        return Stream(item, start, share, None, None, 1.0, is_poisson=False, interval=None, source=source)
    mine = tuple(part * rate for rate in rates)
    mean = sum(rate * length for rate, length in zip(mine, hours.lengths, strict=True)) / hours.open_length
    variation = part * _variation(arrivals) + 1 - part  # a share that chance takes is more random than the whole
    is_poisson = _is_poisson(arrivals)
    interval = _interval(arrivals) if part == 1.0 else None
    return Stream(item, start, share, mine, mean, variation, is_poisson, interval, source)


def _is_poisson(arrivals: Arrivals) -> bool:
    if arrivals.interarrival is not None:
        return arrivals.interarrival.kind == "exponential"
    pattern = arrivals.pattern
    if isinstance(pattern, tuple):
        return all(isinstance(pace, Rate) for _, pace in pattern)
    return isinstance(pattern, Rate)


def _interval(arrivals: Arrivals) -> Distribution | None:
    """Return the law of the times between arrivals, where they are independent of each other and of the hour."""
    if arrivals.interarrival is not None:
        return arrivals.interarrival
    if isinstance(arrivals.pattern, Every):
        return Distribution("fixed", (float(arrivals.pattern.interval),))
    return None


def _variation(arrivals: Arrivals) -> float:
    """Return the squared coefficient of variation of the times between arrivals."""
    if arrivals.interarrival is not None:
        return squared_variation(arrivals.interarrival)
    pattern = arrivals.pattern if arrivals.pattern is not None else arrivals.appointments
    paces = [pace for _, pace in pattern] if isinstance(pattern, tuple) else [pattern]
    slots = [float(pace.interval) for pace in paces if isinstance(pace, Every)]
    if len(slots) < len(paces):
        return 1.0
    if arrivals.appointments is None:
        return 0.0
    return max((_of_appointments(arrivals, slot) for slot in slots), default=1.0)


def _of_appointments(arrivals: Arrivals, slot: float) -> float:
    """Return the variation of customers who come earlier or later than booked, or not at all; at most as by chance."""
    spread = sum(law.variance for law in (arrivals.early, arrivals.late) if law is not None)
    missing = float(arrivals.no_show or 0.0)
    loose = 2 * spread * (1 - missing) ** 2
    return min(1.0, missing + loose / slot**2) if loose < slot**2 else 1.0


def weights_of(streams: Iterable[Stream]) -> tuple[float, ...] | None:
    """Return what each class weighs in means over all customers; None if that is unknown."""
    shares = [stream.share for stream in streams]
    known = [share for share in shares if share is not None]
    return tuple(known) if len(known) == len(shares) else None
