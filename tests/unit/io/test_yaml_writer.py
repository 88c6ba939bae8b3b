"""YAML as a person would write it."""

from __future__ import annotations

import pytest

from blueprint.io.yaml_writer import write_scalar, write_yaml


@pytest.mark.parametrize(
    "text",
    [
        "Greet and seat",
        "5 min",
        "5%",
        "a >> b",
        "迎接客人",
        "-a",
        "3 waiters",
        "2026-12-24",
        "a:b",
        "it's",
        "a#b",
        "（七步）",
        "C++",
        "a | b",
    ],
)
def test_usual_text_needs_no_quotes(text: str) -> None:
    assert write_scalar(text) == text


@pytest.mark.parametrize(
    "text",
    ["", " a", "a ", "a: b", "a:", "a #b", "#a", "- a", "? a", "* a", "&a", "!a", "%a", "@a", "`a`", "> a", "| a", "'a'", "[a]", "{a}",
     "no", "Yes", "null", "~", "true", "007", "1.5", "-1", "1e5", "0x1f", ".5", ".inf", "1:30", "---", "...", "=", "<<", ",a"],
)  # fmt: skip
def test_text_that_would_be_read_as_something_else_is_quoted(text: str) -> None:
    assert write_scalar(text) == f'"{text}"'


@pytest.mark.parametrize("text", ["a, b", "a [b]", "a {b}", "a:b", "a?"])
def test_inside_of_braces_more_text_is_quoted(text: str) -> None:
    assert write_scalar(text) == text
    assert write_scalar(text, inside=True) == f'"{text}"'


def test_what_cannot_be_seen_is_escaped() -> None:
    assert write_scalar('a"\\\t\n\r\x85\u2028\u2029\ufeff') == '"a\\"\\\\\\t\\n\\r\\N\\L\\P\\uFEFF"'


@pytest.mark.parametrize(
    ("value", "written"),
    [(True, "true"), (False, "false"), (3, "3"), (0.5, "0.5"), (1e16, "1.0e+16"), (1.5e-7, "1.5e-07"), (-1, "-1")],
)
def test_numbers_and_flags_are_written_for_all_readers(value: object, written: str) -> None:
    assert write_scalar(value) == written


def test_short_lists_and_keys_stand_on_one_line() -> None:
    data = {"host": {}, "tags": ["a", "b, c"], "waiter": {"capacity": 3, "cost_rate": "18 per hour"}, "none": []}
    assert write_yaml(data) == (
        'host: {}\ntags: [a, "b, c"]\nwaiter: {capacity: 3, cost_rate: 18 per hour}\nnone: []\n'
    )


def test_long_lists_and_nested_keys_stand_on_lines_of_their_own() -> None:
    data = {"sources": ["x" * 60, "y" * 60], "waiter": {"capacity": 3, "schedule": {"09:00-12:00": 3}}}
    assert write_yaml(data) == (
        f'sources:\n  - {"x" * 60}\n  - {"y" * 60}\nwaiter:\n  capacity: 3\n  schedule: {{"09:00-12:00": 3}}\n'
    )


def test_steps_and_points_have_a_line_for_each_word() -> None:
    data = {"steps": [{"customer": "Enter", "fail_points": [{"fail": "Lost", "severity": 3, "cause": "Dark"}]}]}
    assert write_yaml(data) == (
        "steps:\n  - customer: Enter\n    fail_points:\n      - fail: Lost\n        severity: 3\n        cause: Dark\n"
    )


def test_text_of_several_lines_stands_as_it_is() -> None:
    data = {"note": "first\n\n  second", "tags": ["a\nb\n"], "last": "x"}
    assert write_yaml(data) == "note: |-\n  first\n\n    second\ntags:\n  - |\n    a\n    b\nlast: x\n"


@pytest.mark.parametrize("text", ["\nx", " x\ny", "x\n\n", "x\n \ny", "x\r\ny", "x\n\ty", "\n"])
def test_text_of_several_lines_that_would_lose_something_is_escaped(text: str) -> None:
    assert write_yaml({"a": text}).count("\n") == 1


def test_a_very_long_key_is_written_so_that_yaml_takes_it() -> None:
    import yaml

    data = {"measures": {"word " * 300: 3}}
    assert yaml.safe_load(write_yaml(data)) == data
