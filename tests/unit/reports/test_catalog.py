"""The catalog: sections by the names that people give them."""

from __future__ import annotations

import pytest

from blueprint.errors import PluginError
from blueprint.reports import make_report, read_sections
from blueprint.reports.catalog import FOR_TERMINALS, SECTIONS
from blueprint.reports.saying import plain
from tests.unit.reports.services import MEAL, facts_of, report_of


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_is_found_by_its_name_and_its_heading(name: str) -> None:
    section = SECTIONS[name](facts_of(MEAL))
    assert section.name == name
    assert read_sections([name, section.heading.upper(), name.replace("-", "_")]) == (name,)


def test_an_unknown_section_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(PluginError, match="BP913") as caught:
        read_sections(["mony"])
    assert "did you mean 'money'?" in str(caught.value)


def test_sections_come_in_the_order_of_the_catalog_whatever_is_asked_for() -> None:
    assert [section.name for section in report_of(MEAL, "advice", "structure").sections] == ["structure", "advice"]


def test_points_and_questions_lead_on_where_advice_is_wanted() -> None:
    assert report_of(MEAL).points and not report_of(MEAL, "timeline").points


def test_terminals_are_told_all_but_the_findings() -> None:
    assert set(SECTIONS) - set(FOR_TERMINALS) == {"findings"}


def test_a_report_says_what_the_service_is() -> None:
    assert plain(report_of(MEAL).about).replace("\u00a0", " ") == (
        "as-is · A hungry guest · 4 steps in 3 lanes, 1 fail point, 1 wait point"
    )


def test_the_same_analysis_makes_the_same_report() -> None:
    analysis = facts_of(MEAL).analysis
    assert make_report(analysis) == make_report(analysis)
