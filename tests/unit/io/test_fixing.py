"""Fixing: only what is to be mended changes, and what cannot be read afterwards is not written."""

from __future__ import annotations

import pytest

from blueprint import check
from blueprint.api import load_text
from blueprint.io.fixing import diff_text, fix_text


def fixed(text: str, format: str = "yaml") -> tuple[str, int]:
    document = load_text(text, format=format, name=f"x.{format}")
    found = fix_text(document, check(document), format)
    return found.text, found.count


def test_labels_are_mended_and_all_else_stays_as_it_was() -> None:
    before = "title:  T   # two blanks stay\nsteps:\n  - customer: Pay  the bill.   # keep\n    id: a\n\n  - {customer: 'It''s  done', id: b}\nflows: [a >> b]\n"
    after = "title:  T   # two blanks stay\nsteps:\n  - customer: Pay the bill   # keep\n    id: a\n\n  - {customer: 'It''s done', id: b}\nflows: [a >> b]\n"
    assert fixed(before) == (after, 2)


def test_quotes_stay_as_they_were() -> None:
    assert fixed('title: T\nsteps:\n  - customer: "Say \\"yes\\"  now"\n') == (
        'title: T\nsteps:\n  - customer: "Say \\"yes\\" now"\n', 1,
    )  # fmt: skip


def test_json_is_mended_too() -> None:
    text = '{"title": "T", "steps": [{"customer": "Leave.", "id": "a"}]}\n'
    assert fixed(text, "json") == (text.replace("Leave.", "Leave"), 1)


def test_several_labels_on_one_line_are_mended_from_the_end() -> None:
    text = "title: T\nsteps: [{customer: A  b, id: a}, {customer: C  d, id: b}]\nflows: [a >> b]\n"
    assert fixed(text) == (text.replace("A  b", "A b").replace("C  d", "C d"), 2)


@pytest.mark.parametrize("label", [">-\n      Pay  the\n      bill", "&x Pay  it"])
def test_what_cannot_be_mended_safely_is_left_alone(label: str) -> None:
    text = f"title: T\nsteps:\n  - customer: {label}\n    id: a\n"
    after, _ = fixed(text)
    assert load_text(after).blueprint.steps[0].id == "a"


def test_a_tidy_text_is_not_touched() -> None:
    text = "title: T\nsteps:\n  - {customer: Pay, id: a}\n"
    assert fixed(text) == (text, 0)
    assert diff_text(text, text, "x.yaml") == ""


def test_a_difference_is_shown_as_people_know_it() -> None:
    assert diff_text("a\nb\n", "a\nc\n", "x.yaml") == "--- x.yaml\n+++ x.yaml\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
