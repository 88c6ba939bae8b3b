"""Scenarios as people write them: one on the command line, many in a file."""

from __future__ import annotations

import pytest

from blueprint.analysis.scenario import apply_scenario
from blueprint.errors import BlueprintError, ModelError
from blueprint.io.scenarios import parse_change, parse_scenarios
from blueprint.model.base import Unquoted
from tests.unit.analysis.services import restaurant
from tests.unit.io.faults import assert_fault, marked

FILE = """\
base: {arrivals: 20 per hour}
scenarios:
  as planned:
  rush hour:
    arrivals: "*1.5"
    waiter: {capacity: 4, room: 20}
grid:
  waiter.capacity: [2, 3]
  host.capacity: 2
"""


def test_scenarios_come_in_the_order_of_the_file_and_the_grid_last() -> None:
    found = parse_scenarios(FILE)
    assert [str(item) for item in found.scenarios] == [
        "as planned",
        "rush hour",
        "waiter.capacity=2, host.capacity=2",
        "waiter.capacity=3, host.capacity=2",
    ]
    assert [(axis.path, len(axis.changes)) for axis in found.axes] == [("waiter.capacity", 2), ("host.capacity", 1)]
    assert found.scenarios[0].changes == ()
    assert [str(change) for change in found.base.changes] == ["arrivals=20 per hour"]


def test_the_base_holds_for_all_of_them() -> None:
    found = parse_scenarios(FILE)
    rush = apply_scenario(restaurant(), found.named("rush hour").after(found.base))
    assert rush.arrivals is not None and str(rush.arrivals.pattern) == "30 per hour"
    assert (rush.resource_by_id["waiter"].capacity, rush.resource_by_id["waiter"].room) == (4, 20)


def test_a_name_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(ModelError) as raised:
        parse_scenarios(FILE).named("rush-hour")
    (found,) = raised.value.diagnostics
    assert found.code == "BP104" and found.hint == "did you mean 'rush hour'?"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "1:1 BP005", ["rush hour"]),
        ("- a", "1:3 BP008", []),
        ("scenarios: {}", "1:1 BP009", ["no scenarios"]),
        ("base: {arrivals: 3 per hour}", "1:1 BP009", ["no scenarios"]),
        ("scenarios: 3", "1:12 BP008", ["scenarios: {rush hour"]),
        ("scenarios: {a: 3}", "1:16 BP008", ["a: {waiter.capacity: 4}"]),
        ("rush hour: {arrivals: 3 per hour}", "1:1 BP007", ["names stand below 'scenarios'"]),
        ("scenario: {a: }", "1:1 BP007", ["'scenarios'"]),
        ("scenarios: {a: {b: }}", "1:20 BP009", ["'b' has no value", "'none'"]),
        ("scenarios: {'': {b: 1}}", "1:13 BP010", ["no name"]),
        ("scenarios: {a: {b: 1, b: 2}}", "1:23 BP006", []),
        ("scenarios: {a: }\nscenarios: {b: }", "2:1 BP006", []),
        ("grid: {a: []}", "1:11 BP009", ["[2, 3, 4]"]),
        ("grid: {a: [1, ~x, ]}\ngrid: {}", "2:1 BP006", []),
        ("scenarios: {a: {b: *c}}", "1:20 BP003", []),
        ("scenarios: &a {a: *a}", "1:19 BP018", []),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_place(text: str, place: str, words: list[str]) -> None:
    assert_fault(text, place, *words, parse=parse_scenarios)


def test_every_fault_of_a_file_is_told() -> None:
    with pytest.raises(ModelError) as raised:
        parse_scenarios("bases: {}\nscenarios:\n  a: 3\n  b: {c: }\ngrid: {d: []}\n")
    assert [item.code for item in raised.value.diagnostics] == ["BP007", "BP008", "BP009", "BP009"]


def test_a_fault_of_a_value_is_told_where_it_stands_in_the_file() -> None:
    found = parse_scenarios("scenarios:\n  rush:\n    waiter:\n      capacity: 4\n      room: many\n", "s.yaml")
    with pytest.raises(ModelError) as raised:
        apply_scenario(restaurant(), found.scenarios[0])
    (fault,) = raised.value.diagnostics
    assert str(fault.location) == "s.yaml:5:13" and marked(fault) == "many"


def test_an_element_that_is_not_there_is_marked_at_its_path() -> None:
    found = parse_scenarios("grid:\n  waitr.capacity: [1, 2]\n", "s.yaml")
    with pytest.raises(ModelError) as raised:
        apply_scenario(restaurant(), found.scenarios[1])
    (fault,) = raised.value.diagnostics
    assert str(fault.location) == "s.yaml:2:23" and fault.hint == "did you mean 'waiter.capacity'?"


# --- the command line -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a=1", "a", "1"),
        (" a.b = 1 ", "a.b", "1"),
        ("a=b=c", "a", "b=c"),
        ("a=x: y # z", "a", "x: y # z"),
        ("a='x'", "a", "x"),
        ('a="1"', "a", "1"),
        ("a={b: 1}", "a", {"b": "1"}),
        ("a=[1, [2]]", "a", ["1", ["2"]]),
        ("a=*1.2", "a", "*1.2"),
        ("a=", "a", None),
    ],
)
def test_a_change_is_a_path_and_a_value(text: str, path: str, value: object) -> None:
    found = parse_change(text)
    assert (found.path, found.value) == (path, value)


def test_quotes_make_a_text_of_a_number() -> None:
    assert isinstance(parse_change("a=1").value, Unquoted)
    assert not isinstance(parse_change("a='1'").value, Unquoted)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a", "BP026"),
        ("", "BP026"),
        ("=1", "BP026"),
        ("a={", "BP003"),
        ("a={b: 1, b: 2}", "BP006"),
        ("a=\x07", "BP010"),
    ],
)
def test_what_is_no_change_is_told_at_its_option(text: str, code: str) -> None:
    with pytest.raises(BlueprintError) as raised:
        parse_change(text)
    (found,) = raised.value.diagnostics
    assert found.code == code and str(found.location).startswith("--set")
