"""Section: waits, for whom customers wait and how long, which standards are kept, and how waits feel."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.perception import Felt
from blueprint.analysis.waiting.figures import ResourceWaits
from blueprint.analysis.waiting.promises import Kept
from blueprint.diagnostics import counted
from blueprint.model import WaitPoint
from blueprint.reports.closed_form_pictures import busy_picture, queue_picture
from blueprint.reports.content import (
    Figure,
    Name,
    Part,
    Phrase,
    Section,
    Table,
    Unknown,
    Words,
    listed,
    table,
    without_repeats,
)
from blueprint.reports.facts import Facts

_KEY = "wait_points"
_BUSY = 0.8  # from this utilization on, waits grow fast
_HOUR = 3600.0
_LEFT = 0.005  # share of the visits from which on it is told that customers leave a queue
_FEW = 0.001
_MOST_HOURS = 60  # rows of the table by the hour


def describe(facts: Facts) -> Section:
    """Describe the waits."""
    makers = (_resources, _hours, _points, _steps, _standards, _felt, _perceived, _how_known)
    tables = [make(facts) for make in makers]
    pictures = (queue_picture(facts), busy_picture(facts))
    filled = tuple(item for item in tables if item.rows)
    return Section("wait-points", "Waits", tuple(_answer(facts)), filled, tuple(filter(None, pictures)))


# --- the answer ------------------------------------------------------------------------------------------------------


def _answer(facts: Facts) -> Iterator[Phrase]:
    waits = facts.analysis.waits
    yield from _busiest(facts)
    yield from _journey(facts)
    counted_ones = [kept for kept in waits.standards if kept.is_met is not None]
    broken = [kept for kept in counted_ones if kept.is_met is False]
    if broken:
        names = listed([_of_standard(facts, kept) for kept in broken])
        yield (Words(f"{len(broken)} of {counted(len(counted_ones), 'standard')} not kept", "bad"), ": ", *names)
    elif counted_ones:
        yield (Words("kept", "good"), f": {counted(len(counted_ones), 'standard')} that can be computed")
    if waits.felt:
        worst = waits.felt[0]
        yield ("feels longest: ", _place(facts, worst, quoted=True), f" ({', '.join(worst.words)})")


def _busiest(facts: Facts) -> Iterator[Phrase]:
    waits = facts.analysis.waits
    loaded = [item for item in waits.resources if item.utilization]
    if not loaded:
        unknown = next((item for item in waits.resources if item.utilization is None), None)
        if unknown is not None:
            yield (Unknown(_no_arrivals(facts) or facts.needs(f"{_KEY}.resources.{unknown.id}")),)
        return
    worst = max(loaded, key=lambda item: item.utilization or 0.0)
    share = facts.known(f"{_KEY}.resources.{worst.id}.utilization", "share", worst.utilization)
    name = Name(facts.resource(worst.id), quoted=True)
    if waits.stable is False and (worst.utilization or 0.0) >= 1:
        yield (name, " ", Words("cannot keep up", "bad"), ": ", share, " of what they can do; the queue grows for ever")
        return
    said: list[Part] = ["busiest: ", name, ", ", share, " busy"]
    if worst.mean_wait is not None:
        wait = facts.known(f"{_KEY}.resources.{worst.id}", "time", worst.mean_wait)
        said += ["; ", wait, " of waiting for each visit"]
    yield tuple(said)


def _no_arrivals(facts: Facts) -> Phrase:
    blueprint = facts.blueprint
    has_arrivals = blueprint.arrivals is not None or any(item.arrivals is not None for item in blueprint.classes)
    return () if has_arrivals else ("needs 'arrivals': how many customers come",)


def _journey(facts: Facts) -> Iterator[Phrase]:
    waits = facts.analysis.waits
    waiting, total = waits.customer.waiting_time, waits.customer.time_in_system
    if waiting and total:
        key = f"{_KEY}.customer"
        whole = facts.known(f"{key}.time_in_system", "time", total)
        yield ("customers wait ", facts.known(f"{key}.waiting_time", "time", waiting), " of ", whole)


def _of_standard(facts: Facts, kept: Kept) -> Name:
    return Name(facts.element(kept.element), quoted=True)


# --- tables ----------------------------------------------------------------------------------------------------------


def _resources(facts: Facts) -> Table:
    rows = [_resource(facts, item) for item in facts.analysis.waits.resources if item.arrival_rate]
    heads = ["Resource", ">There are", ">Busy", ">Mean wait", ">90 % wait at most", ">Wait at all", ">Leave"]
    note = "of a visit; who is busy more than 80 % of the time keeps customers waiting long when something goes wrong"
    is_busy = any((item.utilization or 0.0) > _BUSY for item in facts.analysis.waits.resources)
    return table("For whom customers wait", heads, rows, (note,) if is_busy else ())


def _resource(facts: Facts, item: ResourceWaits) -> tuple[Phrase, ...]:
    key = f"{_KEY}.resources.{item.id}"
    is_heavy = (item.utilization or 0.0) >= 1
    busy = facts.cell(f"{key}.utilization", "share", item.utilization)
    leaves = item.leaving is not None and item.leaving > _LEFT
    return (
        (Name(facts.resource(item.id)),),
        (Figure("count", item.capacity),),
        (*busy, Words(" too much", "bad")) if is_heavy and item.mean_wait is None else busy,
        facts.cell(f"{key}.mean_wait", "time", item.mean_wait),
        facts.cell(f"{key}.p90_wait", "time", item.p90_wait),
        facts.cell(f"{key}.probability_of_wait", "share", item.probability_of_wait),
        facts.cell(f"{key}.leaving", "share", item.leaving) if leaves else (),
    )


def _how_known(facts: Facts) -> Table:
    waits = facts.analysis.waits
    names = [(facts.resource(item.id), f"resources.{item.id}") for item in waits.resources if item.arrival_rate != 0]
    names += [(item.point.label, f"wait_points.{item.point.id}") for item in waits.points]
    rows = [((Name(label),), facts.how_surely(f"{_KEY}.{key}")) for label, key in names]
    return table("How waits are known", ["Of", "How"], without_repeats(rows))


def _hours(facts: Facts) -> Table:
    """Tell the day of the resources that are busiest at some hour."""
    rows = [
        (
            (Name(facts.resource(item.id)),),
            (hour.window,),
            (Figure("count", round(hour.arrival_rate * _HOUR, 1)),),
            (Figure("count", hour.capacity),),
            (Figure("count", round(hour.offered_load, 2), "about"),),
            (Figure("time", hour.mean_wait, "about"),) if hour.mean_wait is not None else (),
        )
        for item in facts.analysis.waits.resources
        for hour in item.hours
        if hour.arrival_rate > 0
    ]
    heads = ["Resource", "When", ">Visits an hour", ">On duty", ">Work for", ">Mean wait"]
    if len(rows) > _MOST_HOURS:
        return table(
            "By the hour", heads, rows[:_MOST_HOURS], (f"and {len(rows) - _MOST_HOURS} more rows in the data",)
        )
    return table("By the hour", heads, rows)


def _points(facts: Facts) -> Table:
    rows = []
    for item in facts.analysis.waits.points:
        key, point = f"{_KEY}.wait_points.{item.point.id}", item.point
        rows.append(
            (
                (Name(point.label),),
                facts.cell_label(item.step),
                facts.cell(key, "time", item.mean),
                facts.cell(key, "time", None if item.law is None else item.law.quantile(0.9)),
                () if point.standard_time is None else (Figure("time", point.standard_time),),
                () if point.acceptable_time is None else (Figure("time", point.acceptable_time),),
                _over(facts, key, item.share_over_acceptable),
            )
        )
    heads = ["Wait", "At", ">Mean", ">90 % at most", ">Usual", ">Acceptable", ">Wait longer"]
    return table("Wait points", heads, rows)


def _over(facts: Facts, key: str, share: float | None) -> Phrase:
    """Tell a share of an estimate; less than one in a thousand is nothing."""
    return () if share is None else (facts.share(key, share if share >= _FEW else 0.0),)


def _steps(facts: Facts) -> Table:
    rows = [
        (
            facts.cell_label(item.id),
            facts.cell(f"{_KEY}.steps", "time", item.mean_wait),
            facts.cell(f"{_KEY}.steps", "share", item.probability_of_wait),
        )
        for item in sorted(facts.analysis.waits.steps, key=lambda item: -(item.mean_wait or 0.0))
        if item.mean_wait
    ]
    return table("Where customers wait, the longest first", ["Before", ">Mean wait", ">Wait at all"], rows)


def _standards(facts: Facts) -> Table:
    rows = []
    for kept in facts.analysis.waits.standards:
        if kept.target.limit is None:
            continue
        key = f"{_KEY}.standards.{kept.element}"
        rows.append(
            (
                (Name(facts.element(kept.element)),),
                (str(kept.target),),
                () if kept.share is None else (facts.share(key, kept.share),),
                _verdict(facts, kept, key),
                facts.how_surely(key),
            )
        )
    return table("Standards", ["Of", "Promised", ">Kept for", "Kept", "How known"], rows)


def _verdict(facts: Facts, kept: Kept, key: str) -> Phrase:
    if kept.is_met is None:
        return (Unknown(),)
    words = Words("yes", "good") if kept.is_met else Words("no", "bad")
    return ("perhaps ", words) if kept.is_close else (words,)


def _perceived(facts: Facts) -> Table:
    """Tell how long waits feel by the profiles that were asked for."""
    rows = [
        (
            (Name(facts.element(name)),) if not number else (),
            (Figure("time", round(wait.actual), "about"),) if not number else (),
            (Figure("time", round(band.middle), "about"),),
            (Figure("time", round(band.low)), " to ", Figure("time", round(band.high))),
            (band.profile.name,),
        )
        for name, wait in facts.analysis.waits.perceived.items()
        for number, band in enumerate(wait.bands)
    ]
    notes = ["the largest ratio that fits counts, none is multiplied by another; studies of other services than yours"]
    used = {band.profile.name: band.profile for wait in facts.analysis.waits.perceived.values() for band in wait.bands}
    notes += [f"{name}: {', '.join(profile.studies)}" for name, profile in used.items()]
    heads = ["Wait", ">It is", ">It feels", ">Between", "By the profile"]
    return table("How long waits feel", heads, rows, ("; ".join(notes),))


def _felt(facts: Facts) -> Table:
    rows = [
        (
            (_place(facts, felt),) if not number else (),
            (found.principle.word,),
            (found.reason,),
            (found.principle.remedy,),
        )
        for felt in facts.analysis.waits.felt
        for number, found in enumerate(felt.aggravators)
    ]
    note = "the ten principles of waiting, in the order in which most apply; nothing is added up or multiplied"
    return table("How waits feel", ["Wait", "Why it feels long", "What says so", "What helps"], rows, (note,))


def _place(facts: Facts, felt: Felt, *, quoted: bool = False) -> Name:
    points: dict[str | None, WaitPoint] = {
        point.id: point for step in facts.blueprint.steps for point in step.wait_points
    }
    label = points[felt.point].label if felt.point in points else facts.step(felt.step).label
    return Name(label, quoted)
