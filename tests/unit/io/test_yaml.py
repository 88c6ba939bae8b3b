"""Reading and writing YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from blueprint.diagnostics import Severity
from blueprint.io.yaml import dump_yaml, parse_yaml
from blueprint.model import STANDARD_LANES, Blueprint
from blueprint.units import Seconds, Share
from tests.unit.io.faults import assert_fault, described, faults_of, marked

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))

PAGE = """\
schema: 1
title: Restaurant visit
status: as-is
customer: A couple without reservation, Friday evening
arrivals: 24 per hour
resources:
  host: {}
  waiter: {capacity: 3, cost_rate: 18 per hour}
  kitchen: {label: Kitchen team, capacity: 6}
  till: {kind: system}
phases:
  - phase: Arrive
    steps:
      - customer: Enter the restaurant
        id: enter
        evidence: [Signage, Entrance]
        emotion: 1
      - onstage: Greet and seat
        id: seat
        resource: host
        service_time: triangular(1 min, 2 min, 4 min)
        standard: 90% within 5 min
        wait_points:
          - wait: Queue for a table
            standard_time: 5 min
            acceptable_time: 15 min
            announced: true
  - phase: Order
    steps:
      - customer: Choose dishes
        id: choose
        service_time: 8 min
      - onstage: Take the order
        id: take
        resource: waiter
        service_time: 3 min
        fail_points:
          - fail: Wrong dish noted
            cause: Noise
            effect: Guest is served the wrong dish
            severity: 6
            occurrence: 4
            detection: 3
            probability: 2%
            recovery: take
      - backstage: Send the order to the kitchen
        id: send
        resource: till
      - support: Ordering system
        id: ordering
flows:
  - enter >> seat >> choose >> take >> send
  - {flow: take >> choose, probability: 5%, condition: dish is sold out}
  - {needs: send >> ordering}
  - {exchange: choose >> take}
"""


def read(text: str) -> Blueprint:
    return parse_yaml(text).blueprint


def test_the_blueprint_of_the_format_page_means_what_it_says() -> None:
    blueprint = read(PAGE)
    assert blueprint.lanes == STANDARD_LANES
    seat = blueprint.step_by_id["seat"]
    assert (seat.lane, seat.label, seat.resources[0].alternatives) == ("onstage", "Greet and seat", ("host",))
    assert seat.wait_points[0].id == "seat/queue-for-a-table"
    assert seat.wait_points[0].standard_time == Seconds(300)
    assert blueprint.step_by_id["take"].fail_points[0].rpn == 72
    assert [flow.id for flow in blueprint.flows] == [
        "enter>>seat", "seat>>choose", "choose>>take", "take>>send", "take>>choose", "send>>ordering", "choose>>take#2",
    ]  # fmt: skip
    assert [flow.kind for flow in blueprint.flows[4:]] == ["flow", "needs", "exchange"]
    assert blueprint.flows[4].probability == Share(0.05)


def test_the_blueprint_of_the_format_page_is_written_as_it_stands_there() -> None:
    assert dump_yaml(read(PAGE)) == PAGE


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_back_equal(path: Path) -> None:
    document = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    assert document.diagnostics == ()
    assert parse_yaml(dump_yaml(document.blueprint)).blueprint == document.blueprint


def test_an_unquoted_scalar_is_the_text_that_is_written() -> None:
    blueprint = read("title: no\nversion: 1.20\nsteps:\n  - customer: 1e3\n    id: 007\n    note: ~\n")
    assert (blueprint.title, blueprint.version) == ("no", "1.20")
    assert (blueprint.steps[0].label, blueprint.steps[0].id, blueprint.steps[0].note) == ("1e3", "007", "~")


def test_a_quoted_number_is_no_number() -> None:
    assert_fault("title: T\nsteps:\n  - customer: Enter\n    emotion: '1'\n", "4:14 BP011", "without quotes")


def test_a_word_without_a_value_says_nothing() -> None:
    text = "title: T\ncustomer:\nresources:\n  host:\n  waiter: {capacity: }\nsteps:\n  - customer: Enter\n    owner:\n    tags:\n"
    blueprint = read(text + "    fail_points:\n      - fail: Lost\n        severity:\n")
    assert [item.id for item in blueprint.resources] == ["host", "waiter"]
    assert [item.capacity for item in blueprint.resources] == [1, 1]
    assert blueprint.customer is None and blueprint.steps[0].owner is None and blueprint.steps[0].tags == ()
    assert blueprint.steps[0].fail_points[0].severity is None


def test_an_unknown_word_is_refused_even_without_a_value() -> None:
    assert_fault("title: T\nsteps:\n  - customer: Enter\n    evidnce:\n", "4:5 BP007", "evidence")


def test_an_alias_repeats_what_its_anchor_names() -> None:
    blueprint = read(
        "title: T\nsteps:\n  - customer: A\n    tags: &words [new, loud]\n  - customer: B\n    tags: *words\n"
    )
    assert blueprint.steps[0].tags == blueprint.steps[1].tags == ("new", "loud")


def test_a_step_that_is_an_alias_is_read_on_its_own() -> None:
    text = "title: T\nphases:\n  - phase: A\n    steps: &steps\n      - {customer: Enter, resource: host}\n  - phase: B\n    steps: *steps\nresources: [host]\n"
    assert_fault(text, "5:20 BP103", "used twice")


def test_an_anchor_that_nothing_uses_is_a_warning() -> None:
    (found,) = parse_yaml("title: &Co Partners\n").diagnostics
    assert (found.code, found.severity, marked(found)) == ("BP019", Severity.WARNING, "&Co")


def test_a_number_sign_that_cuts_a_text_is_a_warning() -> None:
    (found,) = parse_yaml("title: Room #5\n").diagnostics
    assert (found.code, marked(found)) == ("BP022", "#5")


def test_comments_are_no_warning() -> None:
    assert parse_yaml("# first\ntitle: Room # 5\nsteps: [] # none\n").diagnostics == ()


def test_a_byte_order_mark_does_not_move_the_columns() -> None:
    assert_fault("\ufefftitle: T\nx: 1\n", "2:1 BP007")
    assert_fault("\ufeffx: 1\ntitle: T\n", "1:1 BP007")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_places_are_right_after_any_line_end_of_yaml(end: str) -> None:
    text = end.join(["title: T", "steps:", "  - customer: Enter", "    emotion: 9", ""])
    found = assert_fault(text, "4:14 BP011")
    assert found.location is not None and found.location.source == "    emotion: 9"


def test_all_problems_of_a_file_come_at_once_in_its_order() -> None:
    text = "title: T\nsteps:\n  - custmer: Enter\n    emotion: 9\n  - customer: Sit\n    cost: -1\nflows:\n  - a > b\nx: 1\n"
    assert [described(item) for item in faults_of(text)] == [
        "3:5 BP201", "4:14 BP011", "6:11 BP011", "8:5 BP310", "9:1 BP007",
    ]  # fmt: skip


def test_a_wrong_word_of_arrivals_is_told_with_the_nearest_one() -> None:
    assert_fault("title: T\narrivals: {interarival: 5 min}\n", "2:11 BP007", "'interarival'", "'interarrival'")


def test_a_dangling_flow_is_marked_under_its_name() -> None:
    text = "title: T\nsteps:\n  - customer: Serve\n  - customer: Eat\nflows:\n  - eat >> serve >> sevre\n"
    found = assert_fault(text, "6:21 BP104", "'sevre'", "did you mean 'serve'?")
    assert marked(found) == "sevre"


def test_the_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(PAGE)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert read(PAGE) == expected
    assert_fault("title: T\nsteps:\n\t- customer: Enter\n", "3:1 BP003", "tab")
    assert_fault("title: Lunch: the menu\n", "1:13 BP003", 'title: "Lunch: the menu"')
    assert_fault("title: {a: [b}\n", "1:14 BP003", "does not fit")
    assert_fault("title: \tLunch\n", "1:8 BP003", "a tab stands where a blank should be")
