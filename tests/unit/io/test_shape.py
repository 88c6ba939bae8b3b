"""What a file writes differently from the model: lanes as keys of steps, names as keys, chains."""

from __future__ import annotations

import pytest

from blueprint.io.yaml import parse_yaml
from blueprint.model import Blueprint, StepStandard
from blueprint.model.problems import MOST_PROBLEMS
from blueprint.units import read_target
from tests.unit.io.faults import assert_fault, described, faults_of, marked


def read(text: str) -> Blueprint:
    return parse_yaml(text).blueprint


def steps(text: str) -> Blueprint:
    return read(f"title: T\nresources: [host, waiter]\nclasses: [{{class: vip}}]\nsteps:\n{text}")


# --- lanes and resources ---------------------------------------------------------------------------------------------


def test_lanes_may_be_a_list_of_kinds() -> None:
    lanes = read("title: T\nlanes: [customer, onstage]\n").lanes
    assert [(lane.id, lane.kind) for lane in lanes] == [("customer", "customer"), ("onstage", "onstage")]


def test_a_lane_named_like_a_kind_has_that_kind() -> None:
    lanes = read("title: T\nlanes:\n  customer:\n  nurse: {kind: onstage, label: Nurses}\n").lanes
    assert [(lane.id, lane.kind, lane.label) for lane in lanes] == [
        ("customer", "customer", None),
        ("nurse", "onstage", "Nurses"),
    ]


def test_a_list_may_hold_lanes_and_resources_with_their_ids() -> None:
    blueprint = read(
        "title: T\nlanes: [customer, {id: nurse, kind: onstage}]\nresources: [host, {id: bed, kind: space}]\n"
    )
    assert [lane.id for lane in blueprint.lanes] == ["customer", "nurse"]
    assert [(item.id, item.kind) for item in blueprint.resources] == [("host", "people"), ("bed", "space")]


def test_a_lane_of_ones_own_needs_a_kind() -> None:
    found = assert_fault("title: T\nlanes: {nurse: {}}\n", "2:9 BP009", "'nurse' has no kind", "nurse: {kind: onstage}")
    assert marked(found) == "nurse"


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("resources: {waiter: 3}", "2:21 BP008", "waiter: {capacity: 3}"),
        ("lanes: {nurse: onstage}", "2:16 BP008", "nurse: {kind: onstage}"),
        ("resources: waiter", "2:12 BP008", "waiter: {capacity: 3}"),
        ("lanes: [[customer]]", "2:9 BP008", "lanes: [customer]"),
        ("resources: {waiter: {id: w}}", "2:22 BP007", "label"),
        ("lanes: [customer, customer]", "2:19 BP103", "'customer'"),
        ("lanes: {kiosk: {kind: onstag}}", "2:23 BP013", "'onstage'"),
        ("lanes: {resource: {kind: onstage}}", "2:9 BP204", "word of a step"),
        ("lanes: {evidence: {kind: customer}}", "2:9 BP204", "word of a step"),
        ("resources: {waiter: {capacty: 3}}", "2:22 BP007", "capacity"),
    ],
)
def test_a_faulty_lane_or_resource_is_marked(text: str, place: str, word: str) -> None:
    assert_fault(f"title: T\n{text}\n", place, word)


# --- steps -----------------------------------------------------------------------------------------------------------


def test_steps_without_phases_are_one_phase_without_a_name() -> None:
    (phase,) = steps("  - customer: Enter\n").phases
    assert (phase.label, phase.id, [step.id for step in phase.steps]) == ("", "", ["enter"])


def test_steps_and_phases_cannot_stand_beside_each_other() -> None:
    found = assert_fault("title: T\nsteps: []\nphases: []\n", "2:1 BP021", "beside", "phase")
    assert [str(place) for place in found.related] == ["a.yaml:3:1"]


def test_a_lane_of_ones_own_is_the_key_of_its_steps() -> None:
    blueprint = read(
        "title: T\nlanes: {label: {kind: customer}, nurse: {kind: onstage}}\nsteps:\n  - nurse: Wake up\n  - label: Yawn\n"
    )
    assert [(step.lane, step.label) for step in blueprint.steps] == [("nurse", "Wake up"), ("label", "Yawn")]


@pytest.mark.parametrize(
    ("step", "place", "words"),
    [
        ("custmer: Enter", "3:5 BP201", ("no lane 'custmer'", "did you mean 'customer'?", "lanes:")),
        ("nurse: Wake up", "3:5 BP201", ("no lane 'nurse'", "customer, onstage, backstage", "declare it")),
        ("management: Plan", "3:5 BP201", ("no lane 'management'", "lanes:")),
        ("id: enter", "3:5 BP201", ("says no lane", "customer: …")),
        ("evidence: Menu", "3:5 BP201", ("says no lane", "customer: …")),
        ("customer:", "3:5 BP010", ("no label", "customer: Greet the guest")),
        ("customer: ''", "3:15 BP010", ("label is empty",)),
        ("customer: [Enter]", "3:15 BP010", ("expected text", "a list")),
        ("{customer: Enter, onstage: Greet}", "3:23 BP202", ("'customer' and 'onstage'", "exchange")),
        ("{customer: Enter, evidnce: Menu}", "3:23 BP007", ("'evidnce'", "evidence")),
        ("{customer: Enter, onstge: Menu}", "3:23 BP007", ("'onstge'", "onstage")),
        ("{customer: Enter, lane: customer}", "3:23 BP007", ("'lane'",)),
        ("{customer: Enter, resource: a, resources: b}", "3:23 BP601", ("cannot stand", "resources: [host, waiter]")),
        ("Enter", "3:5 BP008", ("the text 'Enter'", "- onstage: Enter")),
        ("[Enter]", "3:5 BP008", ("a list", "- onstage:")),
        ("", "3:4 BP008", ("nothing", "- onstage:")),
    ],
)
def test_a_faulty_step_is_told_at_the_right_key(step: str, place: str, words: tuple[str, ...]) -> None:
    assert_fault(f"title: T\nsteps:\n  - {step}\n", place, *words)


def test_evidence_is_always_the_word_even_if_there_is_a_lane_of_that_name() -> None:
    blueprint = read("title: T\nlanes: [evidence, customer]\nsteps:\n  - customer: Read\n    evidence: Menu\n")
    assert [item.label for item in blueprint.steps[0].evidence] == ["Menu"]


def test_both_spellings_of_resources_are_one_field() -> None:
    needs = steps(
        "  - customer: A\n    resource: host | waiter\n  - customer: B\n    resources: [host, {waiter: 2}]\n"
    ).steps
    assert [(demand.alternatives, demand.amount) for demand in needs[0].resources] == [(("host", "waiter"), 1)]
    assert [(demand.alternatives, demand.amount) for demand in needs[1].resources] == [(("host",), 1), (("waiter",), 2)]


def test_a_resource_that_is_named_twice_is_needed_twice() -> None:
    (step,) = steps("  - customer: A\n    resources: [waiter, waiter]\n").steps
    assert [(demand.alternatives, demand.amount) for demand in step.resources] == [(("waiter",), 2)]


def test_a_wrong_resource_is_marked_under_its_name() -> None:
    text = "title: T\nresources: [waiter]\nsteps:\n  - customer: A\n    resources: {waitre: 2}\n"
    assert marked(assert_fault(text, "5:17 BP104", "'waitre'", "waiter")) == "waitre"
    text = "title: T\nresources: [waiter]\nsteps:\n  - customer: A\n    resources: {waiter: 0}\n"
    assert marked(assert_fault(text, "5:25 BP011", "1")) == "0"


def test_a_standard_may_be_one_or_several_for_all_or_for_a_class() -> None:
    (step,) = steps("  - customer: A\n    standard: [5 min, {vip: 2 min}]\n").steps
    assert step.standard == (
        StepStandard(target=read_target("5 min")),
        StepStandard(target=read_target("2 min"), customer_class="vip"),
    )
    (step,) = steps("  - customer: A\n    standard: {vip: 2 min}\n").steps
    assert [item.customer_class for item in step.standard] == ["vip"]


def test_a_class_may_be_called_target() -> None:
    text = "title: T\nclasses: [{class: Target, id: target}]\nsteps:\n  - customer: A\n    standard: {target: 2 min}\n"
    assert read(text).steps[0].standard[0].customer_class == "target"


def test_a_clash_of_default_ids_is_marked_at_the_labels() -> None:
    text = "title: T\nsteps:\n  - customer: Enter\n  - customer: Enter\n"
    found = assert_fault(text, "4:15 BP103", "'enter'", "id: …")
    assert [str(place) for place in found.related] == ["a.yaml:3:15"]


# --- flows -----------------------------------------------------------------------------------------------------------


def flows(text: str) -> Blueprint:
    letters = "".join(f"  - customer: {letter}\n" for letter in "ABCD")
    return read(f"title: T\nclasses: [{{class: vip}}]\nsteps:\n{letters}flows:\n{text}")


def test_a_chain_is_one_flow_a_pair() -> None:
    found = flows("  - a >> b >> c\n  - {needs: a>>b>>d, classes: vip}\n").flows
    assert [(flow.source, flow.target, flow.kind, flow.classes) for flow in found] == [
        ("a", "b", "flow", ()),
        ("b", "c", "flow", ()),
        ("a", "b", "needs", ("vip",)),
        ("b", "d", "needs", ("vip",)),
    ]


def test_a_pair_takes_an_id_a_probability_and_a_condition() -> None:
    (flow,) = flows("  - {flow: a >> end, id: out, probability: 0.25, condition: no table}\n").flows
    assert (flow.id, flow.target, flow.probability, flow.condition) == ("out", "end", 0.25, "no table")


@pytest.mark.parametrize(
    ("item", "place", "words"),
    [
        ("a > b", "5:5 BP310", ("joined by '>>'", "write 'a >> b'")),
        ("a -> b", "5:5 BP310", ("joined by '>>'", "write 'a >> b'")),
        ("a ->> b", "5:5 BP310", ("joined by '>>'", "write 'a >> b'")),
        ("a → b → a", "5:5 BP310", ("joined by '>>'", "write 'a >> b >> a'")),
        ("a", "5:5 BP310", ("only one", "a >> …")),
        ("a >> >> b", "5:10 BP310", ("a step is missing", "both sides")),
        ("a >>", "5:9 BP310", ("a step is missing",)),
        ("'>> a'", "5:6 BP310", ("a step is missing",)),
        ("Enter the bar >> a", "5:5 BP310", ("'Enter the bar'", "enter-the-bar >> a")),
        ("''", "5:5 BP310", ("nothing",)),
        ("[a, b]", "5:5 BP310", ("a list", "enter >> seat")),
        ("{flow: }", "5:6 BP310", ("nothing", "flow: enter >> seat")),
        ("{flow: [a, b]}", "5:12 BP310", ("a list",)),
        ("{flow: a >> b >> a, probability: 5%}", "5:25 BP313", ("'probability'", "{flow: a >> b, probability: …}")),
        ("{needs: a >> b >> a, id: x}", "5:26 BP313", ("'id'", "{needs: a >> b, id: …}")),
        ("{flow: a >> b >> a, condition: x}", "5:25 BP313", ("'condition'",)),
        ("{flow: a >> b, needs: a >> b}", "5:20 BP314", ("'flow' and 'needs'", "one item for each")),
        ("{probability: 5%}", "5:5 BP314", ("no steps", "{needs: a >> b}")),
        ("{}", "5:5 BP314", ("no steps",)),
        ("{flw: a >> b}", "5:6 BP007", ("'flw'", "flow")),
        ("{flow: a >> b, source: a}", "5:20 BP007", ("'source'", "chain")),
        ("{flow: a >> c}", "5:17 BP104", ("no step 'c'",)),
        ("end >> a", "5:5 BP311", ("out of 'end'",)),
        ("{needs: a >> end}", "5:18 BP312", ("only a flow",)),
        ("{flow: a >> b, classes: [vip]}", "5:30 BP104", ("no class 'vip'",)),
        ("{flow: a >> b, probability: 1.2}", "5:33 BP012", ("1.2",)),
    ],
)
def test_a_faulty_flow_is_marked_where_it_is_at_fault(item: str, place: str, words: tuple[str, ...]) -> None:
    assert_fault(f"title: T\nsteps: [{{customer: A}}, {{customer: B}}]\n\nflows:\n  - {item}\n", place, *words)


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_the_caret_stands_under_the_name_in_the_chain(quote: str) -> None:
    text = f"title: T\nsteps: [{{customer: A}}, {{customer: B}}]\nflows:\n  - {{needs: {quote}a >>  bb{quote}}}\n"
    found = assert_fault(text, f"4:{19 + len(quote)} BP104", "'bb'")
    assert marked(found) == "bb"


def test_a_name_in_a_chain_with_escapes_is_marked_with_the_whole_chain() -> None:
    text = 'title: T\nsteps: [{customer: A}]\nflows:\n  - "a >> \\u0062"\n'
    assert marked(assert_fault(text, "4:5 BP104", "'b'")) == '"a >> \\u0062"'


def test_no_more_than_a_hundred_problems_are_told() -> None:
    assert len(faults_of("title: T\nflows:\n" + "  - a > b\n" * 5000)) == MOST_PROBLEMS
    assert len(faults_of("title: T\nsteps:\n" + "  - {customer: A, emotion: 9}\n" * 500)) == MOST_PROBLEMS
    found = faults_of("title: T\nsteps: [{customer: A}]\nflows:\n" + "  - a >> b\n" * 500)
    assert [described(item) for item in found[:2]] == ["4:10 BP104", "5:10 BP104"] and len(found) == MOST_PROBLEMS
