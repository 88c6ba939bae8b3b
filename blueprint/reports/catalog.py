"""The sections of a report by name, in the order in which they are read.

A new section is a module with a function `describe` that makes a `Section` of `Facts`, and a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from blueprint.analysis.results import Analysis
from blueprint.diagnostics import counted, did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.model import Blueprint
from blueprint.reports import advice, determinants, fail_points, findings, money, structure, timeline, waits
from blueprint.reports.content import Name, Part, Phrase, Report, Section, joined
from blueprint.reports.facts import Facts

SECTIONS: Mapping[str, Callable[[Facts], Section]] = {
    "structure": structure.describe,
    "timeline": timeline.describe,
    "fail-points": fail_points.describe,
    "wait-points": waits.describe,
    "economics": money.describe,
    "determinants": determinants.describe,
    "advice": advice.describe,
    "findings": findings.describe,
}

FOR_TERMINALS = tuple(name for name in SECTIONS if name != "findings")
"""Without what terminals are told on the stream of errors."""

_OTHER_NAMES = {"time": "timeline", "money": "economics", "quality": "determinants", "waits": "wait-points"}
"""The headings, where they are not the names."""


def make_report(analysis: Analysis, sections: Iterable[str] = ()) -> Report:
    """Make a report of an analysis.

    Parameters
    ----------
    analysis : Analysis
        What was found.
    sections : iterable of str
        Names of the sections that are wanted, as `read_sections` returns them; all by default.

    Returns
    -------
    Report
        Sections with nothing to say are left out.
    """
    facts = Facts(analysis)
    wanted = tuple(sections) or tuple(SECTIONS)
    made = [SECTIONS[name](facts) for name in SECTIONS if name in wanted]
    leads_on = "advice" in wanted
    return Report(
        title=analysis.blueprint.title,
        about=_about(analysis),
        language=analysis.blueprint.language,
        sections=tuple(section for section in made if section.answer or section.tables),
        points=advice.points(facts) if leads_on else (),
        questions=fail_points.questions(facts) if leads_on else (),
    )


def read_sections(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of sections as they are written in the catalog: capitals and underscores do not matter.

    Raises
    ------
    PluginError
        BP913 for a section that there is not.

    Examples
    --------
    >>> read_sections(["Money", "fail_points"])
    ('economics', 'fail-points')
    """
    return tuple(dict.fromkeys(_read_section(name) for name in names))


def _read_section(name: str) -> str:
    folded = name.strip().casefold().replace("_", "-").replace(" ", "-")
    found = _OTHER_NAMES.get(folded, folded)
    if found not in SECTIONS:
        message = f"a report has no section '{shorten(name, 40)}'"
        raise PluginError.of("BP913", "unknown-section", message, hint=did_you_mean(folded, (*SECTIONS, *_OTHER_NAMES)))
    return found


def _about(analysis: Analysis) -> Phrase:
    """Say what the service is: its status, who comes, how large it is, and what is other than written."""
    blueprint = analysis.blueprint
    parts: list[str | Name] = [] if blueprint.status is None else [blueprint.status]
    parts += [] if blueprint.customer is None else [Name(blueprint.customer)]
    other: list[Part] = [] if analysis.scenario is None else [Name(f"with {analysis.scenario}")]
    return joined([*parts, ", ".join(_sizes(blueprint)), *other], " · ")


def _sizes(blueprint: Blueprint) -> Iterator[str]:
    lanes = len({step.lane for step in blueprint.steps})
    yield f"{counted(len(blueprint.steps), 'step')} in {counted(lanes, 'lane')}" if blueprint.steps else "no steps yet"
    for number, word in (
        (sum(len(step.fail_points) for step in blueprint.steps), "fail point"),
        (sum(len(step.wait_points) for step in blueprint.steps), "wait point"),
    ):
        if number:
            yield counted(number, word)
