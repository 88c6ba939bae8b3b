"""Syntax errors of YAML say what was probably meant."""

from __future__ import annotations

import pytest

from tests.unit.io.faults import assert_fault

CASES = [
    ("title: T\nsteps:\n\t- customer: Enter\n", "3:1", "a tab is used for indentation", "blanks"),
    ("title: T\nsteps:\n  - customer: Enter\n\tid: b\n", "4:1", "a tab is used for indentation", "blanks"),
    ("title: Lunch: the menu\n", "1:13", "contains ': '", 'title: "Lunch: the menu"'),
    ("title: T\nsteps:\n  - customer: Pay: cash\n", "3:18", "contains ': '", 'customer: "Pay: cash"'),
    ("resources: {host: {label: Host: first}}\n", "1:31", "contains ': '", "quotes"),
    ("title: @home\n", "1:8", "may not begin with '@'", '"@home"'),
    ("title: `code`\n", "1:8", "may not begin with '`'", '"`code`"'),
    ("title: %5\n", "1:8", "may not begin with '%'", '"%5"'),
    ("title: & Co\n", "1:8", "may not begin with '&'", '"& Co"'),
    ("title: * star\n", "1:8", "may not begin with '*'", '"* star"'),
    ("title: *star\n", "1:8", "names an anchor that is not there", "quote it"),
    ("title: > 5 min\n", "1:8", "may not begin with '>'", '"> 5 min"'),
    ("title: |x\n", "1:8", "may not begin with '|'", '"|x"'),
    ("%x\ntitle: T\n", "1:1", "may not begin with '%'", "quote"),
    ('title: "Lunch\ncustomer: All\n', "1:8", "never closed", "close it"),
    (
        'title: T\nsteps:\n  - customer: "Enter\n    id: enter\n  - onstage: "Greet"\n',
        "3:15",
        "not closed in its line",
        "close it",
    ),
    ("title: 'it's'\n", "1:12", "behind the closing quote", "one pair of quotes"),
    ('title: "The" menu\n', "1:14", "behind the closing quote", "one pair of quotes"),
    ("arrivals: {interarrival: gamma(10 min, 5 min)}\n", "1:40", "'5 min)'", 'interarrival: "gamma(10 min, 5 min)"'),
    ("resources: {host}\n", "1:13", "without a value", "host: …"),
    ("resources: {host: {capacity: 3\ntitle: T\n", "1:19", "this '{' is never closed", "}"),
    ("title: T\nsteps:\n  - customer: A\n    tags: [a, b\n  - customer: B\n", "4:11", "this '[' is never closed", "]"),
    ("title: {a: [b}\n", "1:14", "'}' does not fit inside of '['", "]"),
    ("title: T\nsteps:\n  - customer: Enter\n   id: c\n", "4:4", "does not fit the indentation", "same column"),
    (
        "title: T\nsteps:\n  - customer: Enter\n     id: c\n",
        "4:6",
        "indented below a line that has its value",
        "same column",
    ),
    ("title:Lunch\nsteps: []\n", "1:6", "a blank is missing behind ':'", "key: value"),
    ("title: T\njust text\nsteps: []\n", "2:1", "no ': ' in this line", "key: value"),
    ('title: "C:\\data"\n', "1:11", "backslash", "single quotes"),
    ("title: }\n", "1:8", "stands where a value should begin", "quotes"),
    ("title: - a\n", "1:8", "a list may not begin behind a key", "new line"),
    (": a\n", "1:1", "no key before this ':'", "key: value"),
    ("x" * 2000 + ": a\n", "1:2001", "at most 1,024 characters", "quotes"),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), CASES, ids=[case[2] + " " + case[1] for case in CASES])
def test_a_usual_mistake_is_told_in_plain_words(text: str, place: str, message: str, hint: str) -> None:
    found = assert_fault(text, f"{place} BP003", message, hint)
    assert found.rule == "syntax"
    for jargon in ("token", "scalar", "mapping", "block", "flow sequence", "stream", "parsing", "node"):
        assert jargon not in found.message + found.hint
