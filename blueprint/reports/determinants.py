"""Section: determinants of quality, and the steps that care for each."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.reports.content import Part, Phrase, Section, Table, Words, listed, table
from blueprint.reports.facts import Facts


def describe(facts: Facts) -> Section:
    """Describe which steps serve which determinant of quality."""
    tables = (_table(facts),)
    return Section("determinants", "Quality", tuple(_answer(facts)), tuple(item for item in tables if item.rows))


def _answer(facts: Facts) -> Iterator[Phrase]:
    """Yield how much is cared for; nothing where no step speaks of it."""
    found = facts.analysis.determinants
    missing: list[Part] = [word for word, steps in found.items() if not steps]
    if len(missing) == len(found):
        return
    if not missing:
        yield (f"steps care for all {len(found)} determinants of quality",)
        return
    care = len(found) - len(missing)
    yield (f"steps care for {care} of {len(found)} determinants; none for ", *listed(missing, 3))


def _table(facts: Facts) -> Table:
    found = facts.analysis.determinants
    if not any(found.values()):
        return table("Who cares", [], [])
    rows = [((word,), facts.labels(steps) or (Words("nobody", "quiet"),)) for word, steps in found.items()]
    return table("Who cares", ["Determinant", "Steps"], rows)
