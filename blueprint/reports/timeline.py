"""Section: time line, what a service takes its customers."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.critical_path import CriticalPath
from blueprint.analysis.timeline import StepTime
from blueprint.reports.content import Figure, Name, Part, Phrase, Section, Table, Unknown, Words, table, without_repeats
from blueprint.reports.facts import Facts

_NOTICED = 0.01
"""A share of the standard time from which a mean that differs is told, and so is dark time."""


def describe(facts: Facts) -> Section:
    """Describe the customer's time."""
    tables = (_figures(facts), _steps(facts), _gaps(facts), _classes(facts))
    return Section("timeline", "Time", tuple(_answer(facts)), tuple(item for item in tables if item.rows))


def _answer(facts: Facts) -> Iterator[Phrase]:
    time = facts.analysis.time
    line, standard = time.timeline, time.timeline.standard_time
    if standard is None:
        least = line.least_time
        at_least = ("; at least ", Figure("time", least)) if least else ()
        yield (Unknown(facts.needs("timeline.standard_time")), *at_least)
        return
    made_of = [
        (Figure("time", float(part)), words)
        for part, words in ((line.waiting_time, " at wait points"), (line.dark_time, " in which they see nothing"))
        if part and part > _NOTICED * standard
    ]
    first: list[Part] = ["customers take ", facts.known("timeline.standard_time", "time", standard)]
    for number, (figure, words) in enumerate(made_of):
        first += [" and " if number else ", of it ", figure, words]
    limit = time.acceptable_time
    if limit is not None:
        first += ["; they tolerate ", Figure("time", limit)]
    yield tuple(first)
    if limit is not None and standard > limit:
        yield (Words("too long", "bad"), ": save ", Figure("time", standard - limit), " on the longest way")
    mean = time.expected.mean
    if mean is not None and abs(mean - standard) > _NOTICED * standard:
        yield ("in the mean ", facts.known("timeline.expected_time", "time", mean), ", with rework and other ways")


def _figures(facts: Facts) -> Table:
    time = facts.analysis.time
    line, law = time.timeline, time.critical_path.law
    limit = time.acceptable_time
    within = law.share_within(limit) if law is not None and limit is not None else None
    rows = [
        _row(facts, "Standard time", "timeline.standard_time", line.standard_time),
        _row(facts, "Waiting, at wait points", "timeline.waiting_time", line.waiting_time),
        _row(facts, "Dark: customers see nothing happen", "timeline.dark_time", line.dark_time),
        _row(facts, "What customers tolerate", "timeline.acceptable_time", limit),
        _row(facts, "Mean time of all customers", "timeline.expected_time", time.expected.mean),
    ]
    if line.standard_time is None and line.least_time:
        least: Phrase = (Figure("time", line.least_time, "least"),)
        rows.insert(1, (("Least that it can be",), least, ("what is unknown counted as nothing",)))
    if time.expected.deviation is not None:
        figure = facts.known("timeline.expected_time", "time", time.expected.deviation)
        rows.append((("Its standard deviation",), (figure,), ()))
    if law is not None and law.variance:
        rows.append(_row(facts, "Standard deviation", "timeline.standard_deviation", law.deviation))
        if within is not None:
            key = "timeline.share_within_acceptable"
            rows.append((("Customers within what they tolerate",), (facts.share(key, within),), facts.how_surely(key)))
    return table("The customer's time", ["What", ">Time", "How it is known"], without_repeats(rows))


def _row(facts: Facts, words: str, figure: str, value: float | None) -> tuple[Phrase, Phrase, Phrase]:
    return (words,), facts.cell(figure, "time", value), facts.how_surely(figure)


def _steps(facts: Facts) -> Table:
    line, path = facts.analysis.time.timeline, facts.analysis.time.critical_path
    if not line.least_time:
        return table("Steps on the customer's clock", [], [])
    rows = [_step(facts, item, path) for item in line.steps.values()]
    heads = ["Step", ">Waits", ">Takes", ">Begins", ">Ends", ">Spare"]
    note = "spare: so much later it may end, and customers still leave at the same time"
    has_spare = any(value is not None for value in path.floats.values())
    return table("Steps on the customer's clock", heads, rows, (note,) if has_spare else ())


def _step(facts: Facts, item: StepTime, path: CriticalPath) -> tuple[Phrase, ...]:
    slack = path.floats.get(item.step)
    return (
        facts.cell_label(item.step),
        _time(item.wait) if item.wait or item.wait is None else (),
        _time(item.service),
        _time(item.start, item.start_at_least),
        _time(item.finish, item.finish_at_least),
        () if slack is None else _time(slack) if slack else ("none",),
    )


def _time(value: float | None, least: float = 0.0) -> Phrase:
    if value is not None:
        return (Figure("time", value),)
    return (Figure("time", least, "least"),) if least else (Unknown(),)


def _gaps(facts: Facts) -> Table:
    gaps = [gap for gap in facts.analysis.time.gaps if gap.duration is not None]
    rows = [
        (facts.cell_label(gap.after), facts.cell_label(gap.before), *map(_time, (gap.duration, gap.dark, gap.waiting)))
        for gap in gaps
    ]
    return table("Between what customers do", ["After", "Before", ">Time", ">Dark", ">Waiting"], rows)


def _classes(facts: Facts) -> Table:
    rows = [
        (
            (Name(item.label),),
            _time(item.timeline.standard_time, item.timeline.least_time),
            _time(item.timeline.waiting_time),
            _time(item.timeline.dark_time),
        )
        for item in facts.analysis.time.classes
    ]
    return table("By class of customers", ["Class", ">Standard time", ">Waiting", ">Dark"], rows)
