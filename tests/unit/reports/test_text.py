"""Text: one screen first, aligned whatever the script, and nothing in it acts on a terminal."""

from __future__ import annotations

import re

import pytest

from blueprint.reports.catalog import FOR_TERMINALS
from blueprint.reports.lines import cells
from blueprint.reports.text import write_text
from tests.unit.reports.services import EXAMPLES, MEAL, OUTPATIENT, REPAIR, report_of
from tests.unit.reports.strangers import HOSTILE, hostile


def screen(source: object, *, details: bool = False, **options: object) -> str:
    return write_text(report_of(source, *FOR_TERMINALS), details=details, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_first_screen_of_an_example_is_one_screen(name: str) -> None:
    lines = screen(EXAMPLES[name]).splitlines()
    assert len(lines) <= 38  # two more say how to get more
    assert max(map(cells, lines)) <= 80


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_keep_to_the_width_unless_figures_take_more(name: str, width: int) -> None:
    wide = [line for line in screen(EXAMPLES[name], details=True, width=width).splitlines() if cells(line) > width]
    assert wide == [] if width > 60 else all(cells(line) < 90 for line in wide)


def test_the_screen_says_what_the_service_comes_to_and_what_to_do() -> None:
    text = screen(REPAIR)
    assert text.startswith("A repair visit\n")
    assert re.findall(r"^([A-Z][a-z]+(?: points)?)  +\S", text, re.MULTILINE) == [
        "Structure",
        "Time",
        "Fail points",
        "Waits",
        "Money",
    ]
    assert "\nTime         Customers take 1 h 34 min" in text
    assert "\n 1. Make 'Diagnose the fault' safer first" in text


def test_details_add_all_tables_below_the_same_screen() -> None:
    short, long = screen(OUTPATIENT), screen(OUTPATIENT, details=True)
    assert long.startswith(short)
    for title in ("Steps on the customer's clock", "Register, the most urgent first", "Who cares", "What to do\n"):
        assert title in long and title not in short


def test_where_there_is_little_to_do_questions_fill_up_to_three() -> None:
    text = screen(EXAMPLES["cable_maker"])
    done, _, asked = text.partition("What to ask first")
    points, questions = (len(re.findall(r"^ \d\. ", part, re.MULTILINE)) for part in (done, asked))
    assert (points, questions) == (1, 2)


def test_tones_are_painted_and_only_they() -> None:
    painted = screen(MEAL, paint=lambda text, tone: f"<{tone}>{text}</>")
    assert painted.startswith("<strong>A meal</>\n<quiet>as-is · ")
    assert "<bad>Too long</>: save 24 min" in painted
    assert re.sub(r"</?\w*>", "", painted) == screen(MEAL)


def test_there_is_no_blank_at_the_end_of_a_line() -> None:
    assert not re.search(r"[ \t]$", screen(OUTPATIENT, details=True), re.MULTILINE)


@pytest.mark.parametrize("label", HOSTILE)
def test_labels_of_strangers_do_not_act(label: str) -> None:
    text = screen(hostile(label), details=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert max(map(cells, text.splitlines())) <= 100
