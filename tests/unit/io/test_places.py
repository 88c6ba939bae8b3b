"""Offsets become lines and columns as the format counts its lines."""

from __future__ import annotations

import pytest
import yaml

from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.io.places import PLAIN_BREAKS, EnoughError, Faults, SourceText, in_order

TEXT = "a: 1\r\nb: 2\rc: 3\x85d: 4\u2028e: 5\u2029f: 6\n\ng: 7\n"


def test_lines_break_where_yaml_breaks_them() -> None:
    source = SourceText("a", TEXT)
    for event in yaml.parse(TEXT, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        place = source.locate((mark.index, mark.index + 1))
        assert (place.line, place.column) == (mark.line + 1, mark.column + 1)


def test_json_lines_break_at_line_feeds_only() -> None:
    source = SourceText("a", "[\r\n1,\u2028\x852]", PLAIN_BREAKS)
    assert source.locate((7, 8)) == Location("a", 2, 5, 1, "1,\u2028\x852]")


def test_a_place_carries_its_line_and_its_length_within_it() -> None:
    source = SourceText("a", "one\ntwo words\nthree")
    assert source.locate((8, 13)) == Location("a", 2, 5, 5, "two words")
    assert source.locate((8, 19)).length == 5


def test_a_place_behind_the_end_is_the_end() -> None:
    assert SourceText("a", "one\n").locate((99, 100)) == Location("a", 2, 1, 1, "")


def test_faults_stop_at_their_limit() -> None:
    faults = Faults(SourceText("a", "text"), most=2)
    faults.add("BP001", "rule", "first", (0, 1))
    with pytest.raises(EnoughError):
        faults.add("BP001", "rule", "second", (0, 1))
    assert [item.message for item in faults.found] == ["first", "second"]


def test_problems_are_told_as_the_source_goes_on() -> None:
    def at(place: Location | None) -> Diagnostic:
        return Diagnostic("BP001", "rule", Severity.ERROR, "", place)

    places = [None, Location("a", 2, 1), Location("a", 1, 9), Location("a", 1, 2)]
    assert [item.location for item in in_order(map(at, places))] == [places[3], places[2], places[1], None]
