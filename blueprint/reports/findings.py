"""Section: findings, what keeps figures from being computed and other errors of a service."""

from __future__ import annotations

from blueprint.diagnostics import Severity
from blueprint.reports.content import Name, Phrase, Section, Tone, Words, table
from blueprint.reports.facts import Facts

_TONES: dict[Severity, Tone] = {Severity.ERROR: "bad", Severity.WARNING: "strong", Severity.INFO: "plain"}


def describe(facts: Facts) -> Section:
    """Describe the diagnostics; terminals print them by themselves."""
    rows: list[tuple[Phrase, ...]] = [
        (
            (item.code,),
            (Words(item.severity.value, _TONES[item.severity]),),
            (Name(item.message),),
            (Name(str(item.location)),) if item.location is not None else (),
            (Name(item.hint),) if item.hint else (),
        )
        for item in facts.analysis.diagnostics
    ]
    tables = (table("What was found", ["Code", "Weight", "What", "Where", "What to do"], rows),) if rows else ()
    return Section("findings", "Findings", (), tables)
