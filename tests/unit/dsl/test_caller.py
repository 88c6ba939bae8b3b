"""Places of declarations: the line that somebody wrote, and the argument on it that is at fault."""

from __future__ import annotations

import linecache
from collections.abc import Iterator

import pytest

from blueprint.diagnostics import Location
from blueprint.dsl.caller import find_caller, locate_line, locate_word

SOURCE = """\
a = visit.customer("问候", emotion=9, note="x")
b = visit.customer(
    "B",
    emotion=[
        1],
)
both = [visit.customer("C", emotion=1), visit.customer("D", emotion=2)]
(visit
    .customer("E", emotion=7))
"""


@pytest.fixture
def name() -> Iterator[str]:
    linecache.cache["<bar>"] = (len(SOURCE), None, SOURCE.splitlines(keepends=True), "<bar>")
    yield "<bar>"
    del linecache.cache["<bar>"]


def place(name: str, line: int) -> Location:
    return locate_line(name, line, SOURCE.splitlines()[line - 1])


def test_the_caller_is_the_line_that_asks() -> None:
    found = find_caller()
    assert (found.path, found.source.strip()) == (__file__, "found = find_caller()")
    assert (found.column, found.length) == (5, len("found = find_caller()"))


def test_an_argument_is_found_behind_wide_characters(name: str) -> None:
    found = locate_word(place(name, 1), "emotion")
    assert (found.line, found.column, found.length) == (1, 34, 1)
    assert SOURCE.splitlines()[0][(found.column or 0) - 1] == "9"


def test_the_name_of_an_argument_is_found_too(name: str) -> None:
    found = locate_word(place(name, 1), "note", key=True)
    assert SOURCE.splitlines()[0][(found.column or 0) - 1 :][: found.length] == "note"


def test_an_argument_on_a_later_line_is_found_there(name: str) -> None:
    found = locate_word(place(name, 2), "emotion")
    assert (found.line, found.column, found.length, found.source) == (4, 13, 1, "    emotion=[")


def test_a_method_is_called_on_the_line_of_its_name(name: str) -> None:
    assert locate_word(place(name, 9), "emotion").column == 28


def test_what_is_in_doubt_or_missing_leaves_the_place_as_it_is(name: str) -> None:
    for line, word in ((7, "emotion"), (1, "channel")):
        assert locate_word(place(name, line), word) == place(name, line)


def test_a_source_that_has_changed_meanwhile_is_not_consulted(name: str) -> None:
    old = Location(name, 1, 1, 5, "a = 1")
    assert locate_word(old, "emotion") == old


def test_a_place_without_source_stays(name: str) -> None:
    for unknown in (Location("<nowhere>", 1), Location(name), Location(name, 99)):
        assert locate_word(unknown, "emotion") == unknown
