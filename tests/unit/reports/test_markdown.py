"""Markdown: tables of equal rows, in which words of the blueprint are words and nothing else."""

from __future__ import annotations

import re

import pytest

from blueprint.reports.markdown import write_markdown
from tests.unit.reports.services import EXAMPLES, MEAL, REPAIR, report_of
from tests.unit.reports.strangers import HOSTILE, hostile

BAR = re.compile(r"(?<!\\)\|")


def tables(text: str) -> list[list[str]]:
    """Return the lines of each table."""
    found: list[list[str]] = []
    for before, line in zip(["", *text.splitlines()], text.splitlines(), strict=False):
        if line.startswith("|"):
            if not before.startswith("|"):
                found.append([])
            found[-1].append(line)
    return found


@pytest.mark.parametrize("name", EXAMPLES)
def test_rows_of_a_table_have_as_many_cells_as_it_has_heads(name: str) -> None:
    text = write_markdown(report_of(EXAMPLES[name]))
    assert len(tables(text)) > 5
    for lines in tables(text):
        assert len({len(BAR.split(line)) for line in lines}) == 1
        assert re.fullmatch(r"\|( -{3}:? \|)+", lines[1])
        assert all(line.startswith("| ") and line.endswith(" |") for line in lines)


def test_figures_stand_at_the_right() -> None:
    (lines,) = (lines for lines in tables(write_markdown(report_of(REPAIR, "timeline"))) if "Begins" in lines[0])
    assert lines[1] == "| --- | ---: | ---: | ---: | ---: |"


def test_the_summary_comes_first_and_says_what_to_do() -> None:
    text = write_markdown(report_of(MEAL))
    assert text.startswith("# A meal\n\nas-is")
    assert "- **Time:** Customers take 34\u00a0min" in text
    assert text.index("## What to do first") < text.index("## Structure")
    assert "**Too long**: save 24\u00a0min" in text


@pytest.mark.parametrize("label", HOSTILE)
def test_labels_of_strangers_are_only_words(label: str) -> None:
    text = write_markdown(report_of(hostile(label)))
    for lines in tables(text):
        assert len({len(BAR.split(line)) for line in lines}) == 1
    assert not re.search(r"<[a-zA-Z/!]", text)
    assert not re.search(r"(?<!\\)[`\[\]]", text)
    assert not re.search(r"&(?!(amp|lt|gt);)", text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert not re.search(r"@\w|https?://", text)
    headings = re.findall(r"^#+ .*", text, re.MULTILINE)
    assert sum(line.startswith("# ") for line in headings) == 1
    assert not re.search(r"^(>|- list|1\. list)", text, re.MULTILINE)


def test_names_from_the_right_are_isolated() -> None:
    text = write_markdown(report_of(hostile("שלום (A)")))
    assert "\u2068שלום (A)\u2069" in text
    assert text.count("\u2068") == text.count("\u2069")
