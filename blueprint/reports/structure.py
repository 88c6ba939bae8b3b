"""Section: structure, what the drawing alone tells."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.layout.wording import lane_name, wording_for
from blueprint.reports.content import Figure, Name, Part, Phrase, Section, Table, joined, listed, table
from blueprint.reports.facts import Facts

_CROSSINGS = {
    "interaction": "Crossings of the line of interaction",
    "visibility": "Crossings of the line of visibility",
    "internal_interaction": "Crossings of the line of internal interaction",
    "implementation": "Crossings of the line of implementation",
}


def describe(facts: Facts) -> Section:
    """Describe how a service is built."""
    tables = (_counts(facts), _lanes(facts), _steps_to_know(facts), _support(facts), _regions(facts))
    return Section("structure", "Structure", tuple(_answer(facts)), tuple(item for item in tables if item.rows))


def _answer(facts: Facts) -> Iterator[Phrase]:
    found = facts.analysis.structure
    if not found.complexity.steps:
        yield ("no steps yet: write down what customers do, one step after the other",)
        return
    hands = f"work changes hands {_times(len(found.handoffs))}" if found.handoffs else "work never changes hands"
    acts = sum(found.steps.get(lane.id, 0) for lane in facts.blueprint.lanes if lane.kind == "customer")
    meets = _times(len(found.touchpoints))
    yield (f"customers meet the provider {meets}; behind that, {hands}" if acts else "no step is done by a customer",)
    if found.pools_of_one:
        names = [Name(facts.blueprint.resource_by_id[name].name, quoted=True) for name in found.pools_of_one]
        yield ("every customer depends on ", *listed(names), ", of which there is one" + (" each" * (len(names) > 1)))
    if found.dead_ends:
        yield ("no way leads on from ", *listed([facts.label(name) for name in found.dead_ends]))


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


def _counts(facts: Facts) -> Table:
    found = facts.analysis.structure
    size = found.complexity
    crossings = [(words, getattr(found.crossings, line)) for line, words in _CROSSINGS.items()]
    counts = [
        ("Touchpoints: encounters of customer and provider", len(found.touchpoints)),
        *((words, number) for words, number in crossings if number),
        ("Hand-offs between people, or to support", len(found.handoffs)),
        ("Loops that customers can pass again", len(found.loops)),
        ("Longest chain of provider steps beneath a customer step", size.depth),
        ("Steps", size.steps),
        ("Flows and relations", size.flows),
        ("Parts that nothing joins", size.parts if size.parts > 1 else 0),
        ("Independent ways through (cyclomatic number)", size.cyclomatic),
    ]
    rows: list[tuple[Phrase, ...]] = [((words,), (Figure("count", number),), ()) for words, number in counts if number]
    if found.divergence is not None:
        freedom = facts.known("structure.divergence", "share", found.divergence)
        rows.append((("Freedom of the performers (divergence)",), (freedom,), ()))
    branching = facts.analysis.branching
    if branching:
        figure = Figure("count", branching)
        rows.append((("How uncertain the way of a customer is",), (figure, " bits"), ("entropy of the branches",)))
    return table("What there is", ["What", ">Number", "How it is known"], rows)


def _lanes(facts: Facts) -> Table:
    wording = wording_for(facts.blueprint.language)
    counts = facts.analysis.structure.steps
    rows = [
        ((Name(lane_name(lane, wording)),), (Figure("count", counts[lane.id]),))
        for lane in facts.blueprint.lanes
        if counts.get(lane.id)
    ]
    return table("Steps by lane", ["Lane", ">Steps"], rows)


def _steps_to_know(facts: Facts) -> Table:
    found = facts.analysis.structure
    alone = [Name(facts.blueprint.resource_by_id[name].name) for name in found.pools_of_one]
    handoffs: list[Part] = [facts.flow_name(name, quoted=False) for name in found.handoffs]
    rows: list[tuple[Phrase, Phrase]] = [
        (("Moments of truth",), facts.labels(found.moments_of_truth)),
        (("Every customer passes",), facts.labels(found.single_points_of_failure)),
        (("Alone in a role that every customer needs",), joined(alone)),
        (("Work changes hands",), joined(handoffs)),
        (("Done without an order",), facts.labels(found.independent)),
        (("No way leads on from",), facts.labels(found.dead_ends)),
        *((("Can be passed again",), facts.labels(loop)) for loop in found.loops),
    ]
    return table("Steps to know", ["What", "Steps"], [row for row in rows if row[1]])


def _support(facts: Facts) -> Table:
    rows = [
        (facts.cell_label(item.step), facts.labels(item.customers)) for item in facts.analysis.structure.shared_support
    ]
    return table("Support that several customer steps rely on", ["Support", "Customer steps"], rows)


def _regions(facts: Facts) -> Table:
    regions = facts.analysis.structure.regions
    rows: list[tuple[Phrase, Phrase]] = [
        (("Both at once",), facts.labels(regions.direct)),
        (("One with what belongs to the other",), facts.labels(regions.surrogate)),
        (("One alone",), facts.labels(regions.independent)),
    ]
    kept = [row for row in rows if row[1]]
    return table("Who works with whom", ["What", "Steps"], kept, ("≈ ", *facts.how_surely("structure.regions")))
