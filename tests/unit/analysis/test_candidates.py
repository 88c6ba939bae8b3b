"""Where to ask what may go wrong, found by structure alone."""

from __future__ import annotations

import pytest

from blueprint.analysis.candidates import Candidate, find_candidates
from blueprint.analysis.register import make_register
from blueprint.analysis.reliability import Reliability
from blueprint.analysis.structure import describe_structure
from tests.unit.graph.services import read


def asked(text: str) -> list[Candidate]:
    drawn = read(f"title: T\n{text}")
    return list(find_candidates(drawn, describe_structure(drawn), make_register(drawn, Reliability())))


def codes(text: str) -> list[tuple[str, str]]:
    return [(item.code, item.step) for item in asked(text)]


def test_work_that_changes_hands_is_asked_about_where_it_arrives() -> None:
    text = "steps: [{customer: a}, {onstage: b, owner: Ann}, {backstage: c, owner: Ben}]\nflows: [a >> b >> c]\n"
    assert codes(text) == [("hand-off", "c")]
    assert "'b'" in asked(text)[0].reason


def test_an_order_that_passes_out_of_sight_is_asked_about() -> None:
    assert codes("steps: [{onstage: b}, {backstage: c}]\nflows: [b >> c]\n") == [("crossing", "c")]


def test_coming_back_into_sight_is_no_crossing() -> None:
    assert codes("steps: [{backstage: c}, {onstage: b}]\nflows: [c >> b]\n") == []


def test_inputs_that_must_all_arrive_are_asked_about() -> None:
    text = "steps: [{onstage: a}, {onstage: b}, {onstage: c}, {onstage: d}]\nflows: [a >> b >> d, a >> c >> d]\n"
    assert codes(text) == [("join", "d")]
    assert asked(text)[0].reason.startswith("2 inputs")


@pytest.mark.parametrize(
    "text",
    [
        "steps: [{onstage: a}, {onstage: b}, {onstage: c}, {onstage: d, join: any}]\nflows: [a >> b >> d, a >> c >> d]\n",
        "steps: [{onstage: a}, {onstage: b}, {onstage: c}, {onstage: d}]\n"
        "flows: [{flow: a >> b, probability: 10%}, a >> c, b >> d, c >> d]\n",
        "steps: [{onstage: a}, {onstage: b}]\nflows: [a >> b >> b]\n",
    ],
    ids=["one is enough", "alternatives", "rework"],
)
def test_inputs_of_which_one_comes_are_not(text: str) -> None:
    assert "join" not in [code for code, _ in codes(text)]


def test_data_that_go_from_one_system_to_another_are_asked_about() -> None:
    text = (
        "steps: [{onstage: a}, {onstage: b}, {support: crm}, {support: erp}]\n"
        "flows: [a >> b, {needs: a >> crm}, {needs: b >> erp}%s]\n"
    )
    assert codes(text % "") == [("re-entry", "b")]
    assert codes(text % ", {exchange: crm >> erp}") == []


def test_the_one_person_whom_every_customer_needs_is_asked_about() -> None:
    text = "resources: {clerk: {label: The clerk%s}}\nsteps: [{customer: a}, {onstage: b, resource: clerk}, {customer: c}]\nflows: [a >> b >> c]\n"
    assert codes(text % "") == [("single-point", "b")]
    assert "'The clerk'" in asked(text % "")[0].reason
    assert codes(text % ", capacity: 2") == []


def test_support_under_more_than_two_customer_steps_is_asked_about() -> None:
    steps = ", ".join(f"{{customer: c{n}}}, {{onstage: o{n}}}" for n in range(3))
    flows = "c0 >> o0 >> c1 >> o1 >> c2 >> o2" + "".join(f", {{needs: o{n} >> s}}" for n in range(3))
    assert ("shared-support", "s") in codes(f"steps: [{steps}, {{support: s}}]\nflows: [{flows}]\n")


def test_a_step_with_a_fail_point_has_been_asked() -> None:
    assert codes("steps: [{onstage: b}, {backstage: c, fail_points: [f]}, {onstage: d}]\nflows: [b >> c >> d]\n") == []


def test_a_failure_after_which_nothing_leads_back_is_asked_about() -> None:
    text = "steps: [{customer: a}, {backstage: b, fail_points: [{fail: Lost file}]}]\nflows: [a >> b]\n"
    assert codes(text) == [("no-recovery", "b")]
    assert "'Lost file'" in asked(text)[0].reason


def test_a_failure_that_is_seen_half_an_hour_later_is_asked_about() -> None:
    text = (
        "steps: [{customer: a}, {backstage: b, fail_points: [{fail: Wrong mix}]}, {backstage: c, service_time: %s}, "
        "{onstage: d}]\nflows: [a >> b >> c >> d]\n"
    )
    assert codes(text % "40 min") == [("late-detection", "b")]
    assert "40 min" in asked(text % "40 min")[0].reason
    assert codes(text % "30 min") == []


def test_each_question_is_asked_once_of_a_step() -> None:
    text = "steps: [{onstage: a}, {onstage: b}, {backstage: c}]\nflows: [a >> c, b >> c, a >> b]\n"
    assert codes(text).count(("crossing", "c")) == 1


def test_questions_come_in_the_order_of_the_script() -> None:
    text = "steps: [{backstage: c}, {onstage: b}, {backstage: d}]\nflows: [b >> d, b >> c]\n"
    assert [step for _, step in codes(text)] == ["c", "d"]


def test_an_empty_service_raises_no_question() -> None:
    assert asked("") == []
