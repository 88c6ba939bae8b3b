"""Variability: whether visits come independently of each other to each resource, and if not, how much they vary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from blueprint.analysis.queueing.qna import Place, arrival_variations
from blueprint.analysis.queueing.qna import Stream as Flow
from blueprint.analysis.routes import route_from
from blueprint.analysis.waiting.streams import Stream
from blueprint.analysis.waiting.visits import Visits
from blueprint.graph import ServiceGraph
from blueprint.model import END
from blueprint.units import Distribution


@dataclass(frozen=True, slots=True)
class Server:
    """A resource as a place of the network.

    Parameters
    ----------
    steps : frozenset of str
        Steps whose customers come to it.
    utilization : float  [0..1]
        Share of it that is busy.
    servers : int
        How many there are.
    service_variation : float
        Squared coefficient of variation of the work.
    """

    steps: frozenset[str]
    utilization: float
    servers: int
    service_variation: float


def disturbed_steps(
    graph: ServiceGraph, streams: Sequence[Stream], visits: Sequence[Visits], disturbing: Iterable[str]
) -> frozenset[str]:
    """Return the steps to which customers do not come independently of each other.

    Departures of exponential servers with one mean are as independent as arrivals; those of others are not, and
    branches that run in parallel begin at one moment.

    Parameters
    ----------
    disturbing : iterable of str
        Steps after which customers follow each other in a pattern.
    """
    onward: dict[str, set[str]] = {}
    for found in visits:
        for source, target in found.flows:
            if target != END:
                onward.setdefault(source, set()).add(target)
    sources = set(disturbing)
    for step in graph.splits:
        if any(route_from(graph, step.id, stream.name).is_parallel for stream in streams):
            sources.add(step.id)
    waiting = [stream.start for stream in streams if not stream.is_poisson]
    waiting += [target for name in sources for target in onward.get(name, ())]
    seen: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting.extend(onward.get(here, ()))
    return frozenset(seen)


def variations_of(streams: Sequence[Stream], visits: Sequence[Visits], servers: Sequence[Server]) -> list[float]:
    """Return the squared coefficient of variation of the times between visits, by server.

    Parameters
    ----------
    streams, visits : sequence
        Who comes, and where; streams of unknown rate are left out.
    servers : sequence of Server
        All resources; steps without one are passed at once.

    References
    ----------
    Whitt, W. (1983). The queueing network analyzer. Bell System Technical Journal 62, 2779-2815.
    """
    place: dict[str, int] = {}
    for number, server in enumerate(servers):
        place.update(dict.fromkeys(server.steps, number))
    places = [Place(min(item.utilization, 1.0), item.servers, item.service_variation) for item in servers]
    rates: dict[tuple[int | None, int], float] = {}
    variations: dict[int, list[tuple[float, float]]] = {}
    leaving: dict[int, float] = {}

    def number_of(step: str) -> int:
        if step not in place:
            place[step] = len(places)
            places.append(Place(0.0, 1, 1.0))
        return place[step]

    for stream, found in zip(streams, visits, strict=True):
        rate = stream.mean_rate
        if not rate or not found.visits:
            continue
        entry = number_of(stream.start)
        rates[None, entry] = rates.get((None, entry), 0.0) + rate
        variations.setdefault(entry, []).append((rate, stream.variation))
        for name, often in found.visits.items():
            leaving[number_of(name)] = leaving.get(number_of(name), 0.0) + rate * often
        for (source, target), often in found.flows.items():
            if target != END and target in found.visits:
                pair = (number_of(source), number_of(target))
                rates[pair] = rates.get(pair, 0.0) + rate * often
    arrivals = [leaving.get(number, 0.0) for number in range(len(places))]
    flows = [
        Flow(source, target, rate, _mean(variations[target]) if source is None else 1.0)
        for (source, target), rate in rates.items()
    ]
    flows = _common_arrivals(flows, streams, place)
    found_all = arrival_variations(places, arrivals, flows)
    return [max(0.0, found_all[number]) for number in range(len(servers))]


def _mean(parts: Sequence[tuple[float, float]]) -> float:
    return sum(rate * variation for rate, variation in parts) / sum(rate for rate, _ in parts)


def _common_arrivals(flows: list[Flow], streams: Sequence[Stream], place: Mapping[str, int]) -> list[Flow]:
    """Put classes that share arrivals and enter at one step together again: as a whole they vary as the arrivals do."""
    found = []
    for flow in flows:
        mine = [item for item in streams if flow.source is None and place.get(item.start) == flow.target]
        if len(mine) > 1 and len({item.source for item in mine}) == 1 and not any(item.is_poisson for item in mine):
            whole = 1 - sum(1 - item.variation for item in mine)  # a share of p has 1 - p (1 - c²)
            found.append(Flow(None, flow.target, flow.rate, max(0.0, whole)))
        else:
            found.append(flow)
    return found


def interval_of(
    graph: ServiceGraph, streams: Sequence[Stream], visits: Sequence[Visits], steps: Collection[str]
) -> Distribution | None:
    """Return the law of the times between visits to some steps, where it is that of the arrivals; else None.

    So it is at the one step that all customers come to from the entry by steps that take no time, or always the same.
    """
    if len(streams) != 1 or len(steps) != 1 or streams[0].interval is None:
        return None
    goal, here = next(iter(steps)), streams[0].start
    by_id, seen = graph.blueprint.step_by_id, set[str]()
    while here != goal:
        step = by_id[here]
        fixed = step.service_time is None or (
            isinstance(step.service_time, Distribution) and step.service_time.kind == "fixed"
        )
        onward = [target for source, target in visits[0].flows if source == here]
        if not fixed or here in seen or len(onward) != 1 or onward[0] == END or step.resources or step.seizes:
            return None
        seen.add(here)
        here = onward[0]
    is_once = abs(visits[0].visits.get(goal, 0.0) - 1.0) < 1e-9
    return streams[0].interval if is_once else None
