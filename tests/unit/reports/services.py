"""Small services for tests of reports, and what is said of them."""

from __future__ import annotations

from pathlib import Path

from blueprint.api import analyze
from blueprint.reports import Report, make_report
from blueprint.reports.content import Phrase, Section, Table
from blueprint.reports.facts import Facts
from blueprint.reports.saying import plain

ROOT = Path(__file__).parents[3]
EXAMPLES = {path.stem: path for path in sorted((ROOT / "examples").glob("*/*.yaml"))}

REPAIR = EXAMPLES["process_repair"]
SHOESHINE = EXAMPLES["shoeshine"]
OUTPATIENT = EXAMPLES["outpatient"]

MEAL = """\
title: A meal
language: en
status: as-is
customer: A hungry guest
acceptable_time: 10 min
resources:
  cook: {label: Cook}
steps:
  - customer: Order
    service_time: 2 min
  - backstage: Cook the dishes
    id: cook
    resource: cook
    service_time: 10 min
    determinants: [reliability]
    fail_points:
      - {fail: Burnt, probability: 10%, severity: 9, occurrence: 8, detection: 8, cost: 4, recovery: cook}
  - onstage: Serve
    service_time: 1 min
  - customer: Eat
    service_time: 20 min
    wait_points:
      - {wait: Wait for salt, standard_time: 1 min}
flows:
  - order >> cook >> serve >> eat
"""


def facts_of(source: str | Path) -> Facts:
    return Facts(analyze(source))


def report_of(source: str | Path, *sections: str) -> Report:
    return make_report(analyze(source), sections)


def section_of(source: str | Path, name: str) -> Section:
    (section,) = report_of(source, name).sections
    return section


def said(phrases: tuple[Phrase, ...]) -> list[str]:
    """Return phrases as plain text."""
    return [plain(phrase) for phrase in phrases]


def table_of(section: Section, title: str) -> Table:
    return next(table for table in section.tables if table.title.startswith(title))


def rows_of(section: Section, title: str) -> list[dict[str, str]]:
    """Return the rows of a table as texts by the heads of its columns."""
    table = table_of(section, title)
    heads = [column.head for column in table.columns]
    return [dict(zip(heads, said(row), strict=True)) for row in table.rows]
