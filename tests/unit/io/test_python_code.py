"""Python code is written in lines of at most 120 columns, as a formatter would."""

from __future__ import annotations

import ast

import pytest

from blueprint.io.python_code import Call, Code, Collection, Named, Text, quote, width_of, write_statement


def text(*parts: str) -> str:
    return "\n".join(parts)


def test_what_fits_stands_on_one_line() -> None:
    call = Call("visit.customer", (Text("Order"), Named("emotion=", Code("1"))))
    assert write_statement(call, head="order = ", indent=4) == '    order = visit.customer("Order", emotion=1)'


def test_arguments_that_fit_together_stand_on_one_line_of_their_own() -> None:
    call = Call("visit.customer", (Text("a" * 60), Text("b" * 40)))
    assert write_statement(call, head="x = ") == text("x = visit.customer(", f'    "{"a" * 60}", "{"b" * 40}"', ")")


def test_else_each_argument_has_a_line() -> None:
    call = Call("f", (Text("a" * 60), Named("b=", Collection("[]", (Text("c" * 60), Text("d" * 60))))))
    lines = (f'    "{"a" * 60}",', "    b=[", f'        "{"c" * 60}",', f'        "{"d" * 60}",', "    ],")
    assert write_statement(call) == text("f(", *lines, ")")


def test_a_lone_item_is_followed_by_no_comma() -> None:
    call = Call("f", (Named("b=", Collection("{}", (Named('"a": ', Text("c" * 108)),))),))
    lines = ("    b={", f'        "a": "{"c" * 90}', "    }")
    assert write_statement(call).splitlines()[1] == lines[0]
    assert write_statement(call).splitlines()[-2] == lines[2]


@pytest.mark.parametrize("length", range(100, 130))
def test_long_texts_are_divided_and_stay_equal(length: int) -> None:
    for value in ("word " * (length // 5) + "x" * (length % 5), "x" * length, '"' * length, "多" * (length // 2)):
        for expression in (Call("f", (Text(value),)), Call("f", (Text(value), Named("a=", Text(value))))):
            code = write_statement(expression)
            assert max(map(width_of, code.splitlines())) <= 120
            call = ast.parse(code, mode="eval").body
            assert isinstance(call, ast.Call)
            assert ast.literal_eval(call.args[0]) == value
            assert all(ast.literal_eval(keyword.value) == value for keyword in call.keywords)


def test_a_wide_character_takes_two_columns() -> None:
    assert (width_of("abc"), width_of("迎接"), width_of("e\u0301")) == (3, 4, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("plain", '"plain"'),
        ('say "hi"', "'say \"hi\"'"),
        ("it's", '"it\'s"'),
        ("'\"", '"\'\\""'),
        ("a\\b", '"a\\\\b"'),
        ("a\nb\tc\rd", '"a\\nb\\tc\\rd"'),
        ("\u202e\x7f\U000e0001", '"\\u202e\\x7f\\U000e0001"'),
        ("迎接", '"迎接"'),
    ],
)
def test_strings_are_quoted_so_that_they_are_read_back(value: str, code: str) -> None:
    assert quote(value) == code
    assert ast.literal_eval(code) == value
