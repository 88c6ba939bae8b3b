"""Section: fail points, where a service fails, what becomes of its customers, and what it would gain."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.failure_tree import GIVES_UP, MISSED
from blueprint.analysis.register import RegisteredFailure
from blueprint.diagnostics import counted
from blueprint.reports.content import (
    Figure,
    Kind,
    Name,
    Part,
    Phrase,
    Point,
    Section,
    Table,
    Tone,
    Unknown,
    Words,
    joined,
    table,
    without_repeats,
)
from blueprint.reports.facts import Facts
from blueprint.reports.saying import capitalized

PRIORITIES: dict[str, tuple[str, Tone]] = {"H": ("high", "bad"), "M": ("medium", "strong"), "L": ("low", "quiet")}
"""Words and tone of action priorities."""

MOST_SETS = 20
"""So many sets of failures are told; results as JSON have more."""

_LITTLE = 1e-6  # shares below this are nothing


def describe(facts: Facts) -> Section:
    """Describe where a service fails."""
    tables = (_fares(facts), _register(facts), _steps(facts), _cut_sets(facts), _candidates(facts))
    return Section("fail-points", "Fail points", tuple(_answer(facts)), tuple(item for item in tables if item.rows))


def questions(facts: Facts) -> tuple[Point, ...]:
    """Return what to ask about steps, those first that are asked about most."""
    found = facts.analysis.failures.candidates
    asked: dict[str, int] = {}
    for item in found:
        asked[item.step] = asked.get(item.step, 0) + 1
    seen: set[str] = set()
    firsts = [item for item in found if item.step not in seen and not seen.add(item.step)]  # type: ignore[func-returns-value]
    ordered = sorted(firsts, key=lambda item: -asked[item.step])
    return tuple(Point((facts.label(item.step), ": ", Name(item.reason))) for item in ordered)


# --- what it comes to ------------------------------------------------------------------------------------------------


def _answer(facts: Facts) -> Iterator[Phrase]:
    failures = facts.analysis.failures
    if not failures.register:
        more = len({item.step for item in failures.candidates})
        asking = f"; {counted(more, 'step')} to ask about" if more else ""
        yield (f"no fail points yet{asking}",)
        return
    if failures.reliability.success is None:
        lacks = Unknown(facts.needs("fail_points.success"))
        yield (f"{counted(len(failures.register), 'fail point')}; how often is ", lacks)
    else:
        yield tuple(_served(facts))
        yield from _weakest(facts)
    yield from _urgent(failures.register)


def _served(facts: Facts) -> Iterator[Part]:
    fares = facts.analysis.failures.reliability
    yield from (_share(facts, fares.success), " of customers are served, ")
    yield from (_share(facts, fares.first_time), " without a failure")
    lost = [(fares.escaped, "meet an unnoticed failure"), (fares.gave_up, "give up")]
    for share, words in lost:
        if share is not None and share > _LITTLE:
            yield from ("; ", _share(facts, share), f" {words}")


def _share(facts: Facts, value: float | None) -> Part:
    return facts.share("fail_points.success", value)


def _weakest(facts: Facts) -> Iterator[Phrase]:
    """Yield the step that loses most customers; where none loses any, the one that most often fails."""
    fares = facts.analysis.failures.reliability
    for now, gains, words in (
        (fares.success, {name: item.gain for name, item in fares.steps.items()}, " would be served"),
        (fares.first_time, {name: item.first_time_gain for name, item in fares.steps.items()}, " without a failure"),
    ):
        name, gain = max(((name, gain or 0.0) for name, gain in gains.items()), key=lambda pair: pair[1])
        if gain > _LITTLE:
            better = _share(facts, min(1.0, (now or 0.0) + gain))
            yield ("weakest: ", facts.label(name), "; if it never failed, ", better, words)
            return


def _urgent(register: tuple[RegisteredFailure, ...]) -> Iterator[Phrase]:
    urgent = [row for row in register if row.action_priority == "H"]
    if urgent:
        first = Name(urgent[0].label, quoted=True)
        yield (Words(counted(len(urgent), "fail point"), "bad"), " of high priority, first ", first)


# --- tables ----------------------------------------------------------------------------------------------------------


def _fares(facts: Facts) -> Table:
    failures = facts.analysis.failures
    fares = failures.reliability
    if not failures.register:
        return table("How customers fare", [], [])
    told: tuple[tuple[str, Kind, float | None, str], ...] = (
        ("Served without a failure", "share", fares.first_time, "fail_points.success"),
        ("Served after a recovery", "share", fares.after_recovery, "fail_points.success"),
        ("Lost: an unnoticed failure", "share", fares.escaped, "fail_points.success"),
        ("Lost: gave up", "share", fares.gave_up, "fail_points.success"),
        ("Cost of failures for a customer", "money", fares.failure_cost, "fail_points.failure_cost"),
        ("Work done again for a customer", "time", fares.rework_time, "fail_points.rework_time"),
    )
    rows = [((words,), _cell(facts, key, kind, value), facts.how_surely(key)) for words, kind, value, key in told]
    return table("How customers fare", ["What", ">Figure", "How it is known"], without_repeats(rows))


def _cell(facts: Facts, key: str, kind: Kind, value: float | None) -> Phrase:
    return (facts.share(key, value),) if kind == "share" and value is not None else facts.cell(key, kind, value)


def _register(facts: Facts) -> Table:
    heads = ["No.", "Fail point", "Step", ">S × O × D", ">RPN", "Priority", ">Of 1,000", ">Noticed after", ">Mended in"]
    rows = [_registered(facts, row) for row in facts.analysis.failures.register]
    is_scored = any(row.severity or row.occurrence or row.detection for row in facts.analysis.failures.register)
    note = ("S severity, O occurrence, D detection, from 1 to 10",) if is_scored else ()
    return table("Register, the most urgent first", heads, rows, note)


def _registered(facts: Facts, row: RegisteredFailure) -> tuple[Phrase, ...]:
    recovery = row.recovery
    often = row.expected_per_1000
    return (
        (facts.numbers[row.id],),
        (Name(row.label),),
        facts.cell_label(row.step),
        _scores(row),
        () if row.rpn is None else (Figure("count", row.rpn),),
        priority(row.action_priority),
        () if often is None else (Figure("count", often, facts.surety("fail_points.success")),),
        () if recovery.time_to_detect is None else (Figure("time", recovery.time_to_detect),),
        _mended(row),
    )


def _scores(row: RegisteredFailure) -> Phrase:
    scores = (row.severity, row.occurrence, row.detection)
    if all(score is None for score in scores):
        return ()
    return (" × ".join("?" if score is None else str(score) for score in scores),)


def priority(letter: str | None) -> Phrase:
    """Return an action priority as its letter and its word; empty where it is unknown."""
    if letter is None:
        return ()
    word, tone = PRIORITIES[letter]
    return (Words(f"{letter} {word}", tone),)


def _mended(row: RegisteredFailure) -> Phrase:
    if not row.recovery.returns:
        return (Words("never", "bad"),)
    return () if row.recovery.time_to_recover is None else (Figure("time", row.recovery.time_to_recover),)


def _steps(facts: Facts) -> Table:
    fares = facts.analysis.failures.reliability
    failing = [(name, item) for name, item in fares.steps.items() if item.failures > _LITTLE]
    failing.sort(key=lambda pair: (-(pair[1].gain or 0.0), -(pair[1].first_time_gain or 0.0)))
    sure = facts.surety("fail_points.success")
    rows = [
        (
            facts.cell_label(name),
            (Figure("count", item.visits, sure),),
            (Figure("count", 1000 * item.failures, sure),),
            _points(item.gain, facts),
            _points(item.first_time_gain, facts),
            () if item.saving is None else (Figure("money", item.saving, sure, facts.currency),),
        )
        for name, item in failing
    ]
    heads = ["Step", ">Visits", ">Failures of 1,000", ">More served", ">More flawless", ">Saves"]
    return table(
        "What each step would gain if it never failed", heads, rows, ("shares of all customers",) if rows else ()
    )


def _points(gain: float | None, facts: Facts) -> Phrase:
    if gain is None:
        return ()
    return (facts.share("fail_points.success", gain if gain > _LITTLE else 0.0),)


def _cut_sets(facts: Facts) -> Table:
    found = facts.analysis.failures.cut_sets
    rows = [(_events(facts, group),) for group in found.sets[:MOST_SETS]]
    more = len(found.sets) - MOST_SETS
    note: Phrase = ()
    if more > 0 or not found.is_complete:
        note = ("there are more; JSON has those that were found",)
    return table("What is enough that a customer is not served", ["Failures that come together"], rows, note)


def _events(facts: Facts, group: tuple[str, ...]) -> Phrase:
    """Return failures that come together; one that is missed or makes customers give up is told in one piece."""
    fates = {f":{MISSED}": ", not noticed", f":{GIVES_UP}": ", and the customer gives up"}
    told: dict[str, str] = {name: "" for name in group if name in facts.points}
    for name in group:
        for ending, words in fates.items():
            if name.endswith(ending):
                told[name.removesuffix(ending)] = words
    return joined([Name(f"{facts.points[name].label}{words}") for name, words in told.items()], " + ")


def _candidates(facts: Facts) -> Table:
    rows = [
        (facts.cell_label(item.step), capitalized((Name(item.reason),)), (item.code,))
        for item in facts.analysis.failures.candidates
    ]
    return table("Where to ask what may go wrong", ["Step", "Question", "Kind"], rows)
