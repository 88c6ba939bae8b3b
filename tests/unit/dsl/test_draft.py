"""Declarations in Python: what they mean, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from blueprint.diagnostics import Diagnostic
from blueprint.dsl import Draft, draft
from blueprint.errors import ModelError
from blueprint.model import STANDARD_LANES, Evidence, Lane, StepStandard
from blueprint.units import minutes, per_hour, read_distribution, read_target


@pytest.fixture
def visit() -> Draft:
    return draft("Visit")


def refusal(declare: Callable[[], Any]) -> Diagnostic:
    """Return the one problem that a declaration is refused with."""
    with pytest.raises(ModelError) as caught:
        declare()
    (found,) = caught.value.diagnostics
    return found


# --- the whole -------------------------------------------------------------------------------------------------------


def test_a_title_alone_is_a_blueprint() -> None:
    blueprint = draft("Visit").build()
    assert (blueprint.title, blueprint.id, blueprint.phases, blueprint.flows) == ("Visit", "visit", (), ())
    assert blueprint.lanes == STANDARD_LANES


def test_a_draft_can_be_built_again_and_gives_an_equal_blueprint(visit: Draft) -> None:
    a = visit.customer("A", evidence=["Menu"])
    a.fail_point("Wrong")
    assert visit.build() == visit.build()


def test_what_is_declared_after_building_is_in_the_next_blueprint_only(visit: Draft) -> None:
    visit.customer("A")
    first = visit.build()
    visit.customer("B")
    assert [step.id for step in first.steps] == ["a"]
    assert [step.id for step in visit.build().steps] == ["a", "b"]


def test_a_list_that_changes_after_the_declaration_changes_nothing(visit: Draft) -> None:
    tags = ["peak"]
    visit.customer("A", tags=tags)
    tags.append("evening")
    assert visit.build().steps[0].tags == ("peak",)


def test_the_words_of_a_blueprint_are_arguments_of_draft() -> None:
    blueprint = draft(
        "Visit", id="v", language="de", status="to-be", arrivals=per_hour(24), acceptable_time="1 h",
        calendar={"open": ["mon-fri 08:00-18:00"]}, economics={"price": 3}, measures={"complaints": 2}, sources="seen",
    ).build()  # fmt: skip
    assert (blueprint.id, blueprint.language, blueprint.status) == ("v", "de", "to-be")
    assert blueprint.arrivals is not None
    assert blueprint.arrivals.pattern == per_hour(24)
    assert blueprint.acceptable_time == 3600
    assert blueprint.calendar is not None
    assert blueprint.economics is not None
    assert blueprint.economics.price == 3
    assert blueprint.measures == (("complaints", 2.0),)
    assert blueprint.sources == ("seen",)


def test_a_draft_shows_what_it_holds(visit: Draft) -> None:
    with visit.phase("Arrive") as arrive:
        a, b = arrive.customer("A"), arrive.onstage("B")
    visit.flow(a >> b)
    assert repr(visit) == "<Draft 'Visit': 1 phase, 2 steps, 1 flow>"
    assert repr(arrive) == "<PhaseDraft 'Arrive': 2 steps>"


def test_a_draft_takes_no_word_that_it_does_not_know() -> None:
    found = refusal(lambda: draft("Visit", arivals=per_hour(8)))  # type: ignore[call-arg]
    assert (found.code, found.hint) == ("BP007", "did you mean 'arrivals'?")


def test_steps_are_declared_one_by_one_and_not_given_to_draft() -> None:
    found = refusal(lambda: draft("Visit", steps=[]))  # type: ignore[call-arg]
    assert found.code == "BP007"
    assert "visit.customer(…)" in found.hint


# --- steps -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["customer", "onstage", "backstage", "support", "management"])
def test_there_is_one_method_for_each_kind_of_lane(visit: Draft, kind: str) -> None:
    assert getattr(visit, kind)("Do it").id == "do-it"
    assert visit.build().steps[0].lane == kind


def test_every_word_of_a_step_reaches_the_model(visit: Draft) -> None:
    here = visit.customer("Here")
    host = visit.resource("Host")
    words: dict[str, Any] = {
        "id": "x", "resources": {host: 2}, "service_time": minutes(2), "standard": "90% within 5 min",
        "evidence": ["Menu"], "channel": "phone", "owner": "Ann", "emotion": -1, "moment_of_truth": True,
        "discretion": 0.5, "determinants": "courtesy", "cost": 3, "basis": "measured", "source": "study",
        "link": "https://example.org", "detail": "inside.yaml", "join": "any", "split": "one", "moment": here,
        "batch": 4, "seizes": host, "releases": ["host"], "customer_cost": {"money": 1}, "fail_points": ["Wrong"],
        "wait_points": [{"wait": "Queue", "resource": host}], "tags": ["a"], "note": "n", "ignore": "BP302",
    }  # fmt: skip
    visit.onstage("Serve", **words)
    step = visit.build().step_by_id["x"]
    unchanged = [name for name, info in type(step).model_fields.items() if getattr(step, name) == info.get_default()]
    assert unchanged == []
    assert step.resources[0].amount == 2
    assert step.wait_points[0].resource == "host"
    assert step.moment == "here"


def test_resource_takes_one_many_and_choices(visit: Draft) -> None:
    teller, adviser, desk = visit.resource("Teller"), visit.resource("Adviser"), visit.resource("Desk")
    visit.onstage("A", resource=teller)
    visit.onstage("B", resource=[teller | adviser, "desk"])
    visit.onstage("C", resources={teller | adviser | desk: 2, "desk": 1})
    found = [[(demand.alternatives, demand.amount) for demand in step.resources] for step in visit.build().steps]
    assert found == [
        [(("teller",), 1)],
        [(("teller", "adviser"), 1), (("desk",), 1)],
        [(("teller", "adviser", "desk"), 2), (("desk",), 1)],
    ]


def test_resource_and_resources_cannot_stand_at_one_step(visit: Draft) -> None:
    found = refusal(lambda: visit.onstage("A", resource="host", resources=["waiter"]))
    assert found.code == "BP601"


def test_times_and_standards_may_differ_for_classes(visit: Draft) -> None:
    regular = visit.customer_class("Regular")
    visit.onstage("A", service_time={regular: "2 min"}, standard=["5 min", {regular: minutes(3)}])
    step = visit.build().steps[0]
    assert step.service_time == (("regular", read_distribution("2 min")),)
    assert step.standard == (
        StepStandard(target=read_target("5 min")),
        StepStandard(target=read_target("3 min"), customer_class="regular"),
    )


def test_evidence_is_told_by_its_label_or_with_more_words(visit: Draft) -> None:
    visit.customer("A", evidence=["Menu", {"evidence": "App", "medium": "digital"}, Evidence(label="Sign")])
    visit.customer("B", evidence="Bill")
    first, second = visit.build().steps
    assert [(piece.label, piece.id, piece.medium) for piece in first.evidence] == [
        ("Menu", "a/menu", None),
        ("App", "a/app", "digital"),
        ("Sign", "a/sign", None),
    ]
    assert second.evidence[0].id == "b/bill"


def test_a_bare_number_is_not_a_time(visit: Draft) -> None:
    found = refusal(lambda: visit.customer("Wait", service_time=5))  # type: ignore[arg-type]
    assert (found.code, found.hint) == ("BP502", "write '5 min'")


def test_all_faults_of_a_declaration_are_told_at_once(visit: Draft) -> None:
    with pytest.raises(ModelError) as caught:
        visit.customer("Wait", emotion=9, batch=0)
    assert [item.code for item in caught.value.diagnostics] == ["BP011", "BP011"]


def test_a_refused_step_leaves_nothing_behind(visit: Draft) -> None:
    with pytest.raises(ModelError):
        visit.customer("Wait", emotion=9)
    with pytest.raises(ModelError):
        visit.customer("Wait", evidence=["Sign", "Sign"])
    assert visit.build().steps == ()
    visit.customer("Wait", evidence=["Sign"])
    assert visit.build().steps[0].id == "wait"


def test_a_label_without_letters_asks_for_an_id(visit: Draft) -> None:
    found = refusal(lambda: visit.customer("…"))
    assert found.code == "BP101"
    assert 'id="' in found.hint
    assert visit.customer("…", id="start").id == "start"


def test_an_id_that_is_used_twice_names_both_lines(visit: Draft) -> None:
    visit.customer("Order")
    found = refusal(lambda: visit.onstage("Order"))
    assert found.code == "BP103"
    assert found.location is not None
    assert found.location.line is not None
    assert [place.line for place in found.related] == [found.location.line - 1]


def test_points_and_steps_share_one_space_of_ids(visit: Draft) -> None:
    order = visit.customer("Order")
    visit.customer("Pay", id="pay")
    assert refusal(lambda: order.fail_point("Wrong", id="pay")).code == "BP103"
    assert refusal(lambda: visit.customer("Ask", evidence=[{"evidence": "Menu", "id": "pay"}])).code == "BP103"
    assert visit.resource("Pay").id == "pay"  # resources have ids of their own


# --- fail points and wait points -------------------------------------------------------------------------------------


def test_points_may_be_added_at_any_time_and_name_later_steps(visit: Draft) -> None:
    with visit.phase("Order") as order:
        take = order.onstage("Take")
    take.fail_point("Wrong dish", severity=6, recovery="mend", probability="2%")
    take.wait_point("Queue", acceptable_time=minutes(6), announced=False)
    with visit.phase("Mend") as mending:
        mending.onstage("Mend")
    step = visit.build().step_by_id["take"]
    assert (step.fail_points[0].id, step.fail_points[0].recovery) == ("take/wrong-dish", "mend")
    assert (step.wait_points[0].id, step.wait_points[0].announced) == ("take/queue", False)


def test_points_of_the_step_stand_before_those_that_are_added(visit: Draft) -> None:
    take = visit.onstage("Take", fail_points=["First", {"fail": "Second", "severity": 3}])
    take.fail_point("Third")
    assert [point.label for point in visit.build().steps[0].fail_points] == ["First", "Second", "Third"]


def test_a_score_outside_of_the_scale_is_refused_at_its_line(visit: Draft) -> None:
    take = visit.onstage("Take")
    found = refusal(lambda: take.fail_point("Wrong", severity=60))
    assert found.code == "BP401"
    assert found.location is not None
    assert found.location.source[(found.location.column or 0) - 1 :].startswith("60")


# --- phases ----------------------------------------------------------------------------------------------------------


def test_steps_belong_to_the_phase_whose_method_declares_them(visit: Draft) -> None:
    with visit.phase("Arrive", id="in", description="Coming") as arrive:
        arrive.customer("Enter")
    with visit.phase("Leave") as leave:
        leave.customer("Go")
    found = [(phase.label, phase.id, phase.description, len(phase.steps)) for phase in visit.build().phases]
    assert found == [("Arrive", "in", "Coming", 1), ("Leave", "leave", None, 1)]


def test_steps_without_phases_are_one_unnamed_phase(visit: Draft) -> None:
    visit.customer("Enter")
    visit.customer("Go")
    (phase,) = visit.build().phases
    assert (phase.label, phase.id, len(phase.steps)) == ("", "", 2)


def test_a_closed_phase_takes_no_more_steps(visit: Draft) -> None:
    with visit.phase("Arrive") as arrive:
        arrive.customer("Enter")
    found = refusal(lambda: arrive.customer("Sit"))
    assert found.code == "BP102"
    assert "'Arrive'" in found.message
    assert len(found.related) == 1
    with pytest.raises(ModelError), arrive:
        pass


def test_a_phase_is_closed_by_an_error_too(visit: Draft) -> None:
    arrive = visit.phase("Arrive")
    with pytest.raises(ZeroDivisionError), arrive:
        1 / 0  # noqa: B018
    assert refusal(lambda: arrive.customer("Sit")).code == "BP102"


def test_steps_stand_in_phases_or_not_at_all(visit: Draft) -> None:
    visit.customer("Enter")
    assert refusal(lambda: visit.phase("Arrive")).code == "BP021"
    other = draft("Other")
    with other.phase("Arrive"):
        pass
    assert refusal(lambda: other.customer("Enter")).code == "BP021"


# --- lanes -----------------------------------------------------------------------------------------------------------


def test_without_declared_lanes_the_usual_five_stay(visit: Draft) -> None:
    visit.customer("A")
    assert visit.build().lanes == STANDARD_LANES


def test_management_brings_its_lane_and_only_the_used_ones_beside_it(visit: Draft) -> None:
    visit.management("Plan")
    visit.customer("A")
    assert [lane.id for lane in visit.build().lanes] == ["customer", "management"]


def test_declared_lanes_and_needed_ones_stand_in_the_order_of_kinds(visit: Draft) -> None:
    kitchen = visit.lane("Kitchen", kind="backstage")
    nurse = visit.lane("Nurse", kind="onstage")
    doctor = visit.lane("Doctor", kind="onstage")
    visit.step(nurse, "Take vital signs")
    visit.step("Diagnose", lane=doctor)
    visit.step("kitchen", "Cook")
    visit.customer("Wait")
    assert [(lane.id, lane.label) for lane in visit.build().lanes] == [
        ("customer", None),
        ("nurse", "Nurse"),
        ("doctor", "Doctor"),
        ("kitchen", "Kitchen"),
    ]
    assert [step.lane for step in visit.build().steps] == ["nurse", "doctor", "kitchen", "customer"]
    assert kitchen.id == "kitchen"


def test_a_kind_method_uses_the_only_lane_of_its_kind(visit: Draft) -> None:
    visit.lane("Nurse", kind="onstage")
    visit.onstage("Take vital signs")
    assert visit.build().steps[0].lane == "nurse"


def test_a_kind_method_uses_the_lane_that_is_named_like_it(visit: Draft) -> None:
    visit.lane("Nurse", kind="onstage")
    visit.lane("Front", kind="onstage", id="onstage")
    visit.onstage("Take vital signs")
    assert visit.build().steps[0].lane == "onstage"


def test_a_kind_with_several_lanes_asks_which_one(visit: Draft) -> None:
    visit.lane("Nurse", kind="onstage")
    visit.lane("Doctor", kind="onstage")
    found = refusal(lambda: visit.onstage("Take vital signs"))
    assert found.code == "BP206"
    assert "'nurse' and 'doctor'" in found.message


def test_a_lane_without_label_is_named_by_its_kind(visit: Draft) -> None:
    visit.lane(kind="customer")
    assert visit.build().lanes == (Lane(id="customer", kind="customer"),)


def test_lanes_given_as_a_whole_keep_their_order() -> None:
    visit = draft("Visit", lanes=[{"id": "backstage", "kind": "backstage"}, {"id": "guest", "kind": "customer"}])
    visit.customer("A")
    visit.support("B")
    assert [lane.id for lane in visit.build().lanes] == ["backstage", "guest", "support"]
    assert [step.lane for step in visit.build().steps] == ["guest", "support"]


@pytest.mark.parametrize(
    ("label", "kind", "code"),
    [
        ("Nurse", "front", "BP013"),
        ("Note", "onstage", "BP204"),
        ("Guest", "customer", "BP103"),
        ("…", "customer", "BP101"),
    ],
)
def test_lanes_are_refused_at_their_line(visit: Draft, label: str, kind: Any, code: str) -> None:
    visit.lane("Guest", kind="customer")
    assert refusal(lambda: visit.lane(label, kind=kind)).code == code


def test_a_second_evidence_lane_is_refused(visit: Draft) -> None:
    visit.lane("Things", kind="evidence")
    assert refusal(lambda: visit.lane("Papers", kind="evidence")).code == "BP205"


def test_a_step_names_one_lane_that_is_there(visit: Draft) -> None:
    nurse = visit.lane("Nurse", kind="onstage")
    step: Any = visit.step
    assert refusal(lambda: step("Wait")).code == "BP201"
    assert refusal(lambda: step("kiosk", "Wait")).code == "BP201"
    assert refusal(lambda: step(nurse, "Wait", lane=nurse)).code == "BP202"
    assert refusal(lambda: step("evidence", "Menu")).code == "BP203"
    assert refusal(lambda: step(3, "Menu")).code == "BP109"


# --- what stands around the steps ------------------------------------------------------------------------------------


def test_a_resource_is_labeled_by_its_id_if_it_has_no_label(visit: Draft) -> None:
    visit.resource("Kitchen team", capacity=6)
    visit.resource(id="till", kind="system")
    assert [(item.id, item.label) for item in visit.build().resources] == [
        ("kitchen-team", "Kitchen team"),
        ("till", None),
    ]
    assert refusal(lambda: visit.resource()).code == "BP009"
    assert refusal(lambda: visit.resource("Kitchen team")).code == "BP103"


def test_classes_enter_at_steps_and_standards_lead_from_step_to_step(visit: Draft) -> None:
    enter, leave = visit.customer("Enter"), visit.customer("Leave")
    regular = visit.customer_class("Regular", enters=enter, share=0.4, patience="10 min")
    visit.standard("90% within 35 min", start=enter, end=leave, classes=regular)
    blueprint = visit.build()
    assert blueprint.classes[0].enters == "enter"
    standard = blueprint.standards[0]
    assert (standard.start, standard.end, standard.classes) == ("enter", "leave", ("regular",))


def test_calendar_and_economics_are_stated_once(visit: Draft) -> None:
    visit.calendar(open="mon-fri 08:00-18:00", closed=["2026-12-24"])
    visit.economics(price=3, currency="EUR")
    visit.measure("complaints", 3)
    assert refusal(lambda: visit.calendar()).code == "BP103"
    assert refusal(lambda: visit.economics()).code == "BP103"
    assert refusal(lambda: visit.measure("complaints", 4)).code == "BP103"
    blueprint = visit.build()
    assert blueprint.calendar is not None
    assert len(blueprint.calendar.closed) == 1
    assert blueprint.measures == (("complaints", 3.0),)


def test_a_measure_is_a_number(visit: Draft) -> None:
    assert refusal(lambda: visit.measure("complaints", "many")).code == "BP011"  # type: ignore[arg-type]


# --- flows -----------------------------------------------------------------------------------------------------------


def test_a_chain_is_one_flow_for_each_pair(visit: Draft) -> None:
    a, b, c = visit.customer("A"), visit.customer("B"), visit.customer("C")
    visit.flow(a >> b >> c)
    visit.flow(b >> a, probability=0.05, condition="sold out")
    visit.needs(a >> c)
    visit.exchange(a >> b)
    visit.influences(c >> a, id="word")
    visit.end(c)
    found = [(flow.kind, flow.id) for flow in visit.build().flows]
    assert found == [
        ("flow", "a>>b"),
        ("flow", "b>>c"),
        ("flow", "b>>a"),
        ("needs", "a>>c"),
        ("exchange", "a>>b#2"),
        ("influences", "word"),
        ("flow", "c>>end"),
    ]


def test_flows_are_for_classes(visit: Draft) -> None:
    a, b, c = visit.customer("A"), visit.customer("B"), visit.customer("C")
    regular = visit.customer_class("Regular")
    visit.flow(a >> b >> c, classes=[regular])
    assert [flow.classes for flow in visit.build().flows] == [("regular",), ("regular",)]


def test_ids_may_stand_in_place_of_steps(visit: Draft) -> None:
    a = visit.customer("A")
    visit.customer("B")
    visit.flow("a >> b")
    visit.flow(a >> "b" >> a)
    visit.end("b")
    assert [flow.id for flow in visit.build().flows] == ["a>>b", "a>>b#2", "b>>a", "b>>end"]


def test_a_flow_to_an_unknown_step_is_refused_at_its_line(visit: Draft) -> None:
    order = visit.customer("Order")
    visit.customer("Serve")
    found = refusal(lambda: visit.flow(order >> "srve"))
    assert (found.code, found.hint) == ("BP104", "did you mean 'serve'?")
    assert visit.build().flows == ()


@pytest.mark.parametrize("word", ["probability", "condition", "id"])
def test_words_of_one_flow_stand_on_a_path_of_two(visit: Draft, word: str) -> None:
    a, b, c = visit.customer("A"), visit.customer("B"), visit.customer("C")
    values: dict[str, Any] = {word: "5%"}
    found = refusal(lambda: visit.flow(a >> b >> c, **values))
    assert found.code == "BP313"
    assert "visit.flow(a >> b, " in found.hint


def test_a_single_step_is_no_path(visit: Draft) -> None:
    a = visit.customer("A")
    flow: Any = visit.flow
    assert refusal(lambda: flow(a)).code == "BP310"
    assert refusal(lambda: flow("a")).code == "BP310"
    assert refusal(lambda: flow(3)).code == "BP310"


# --- handles of the wrong kind, or of another draft ------------------------------------------------------------------


def test_a_handle_of_another_draft_is_refused_wherever_it_stands(visit: Draft) -> None:
    other = draft("Other")
    step, host = other.customer("There"), other.resource("Host")
    lane, regular = other.lane("Nurse", kind="onstage"), other.customer_class("Regular")
    here = visit.customer("Here")
    declarations: list[Callable[[], Any]] = [
        lambda: visit.flow(here >> step),
        lambda: visit.customer("A", resource=host),
        lambda: visit.customer("A", resource=[host | host]),
        lambda: visit.customer("A", service_time={regular: "2 min"}),
        lambda: visit.customer("A", moment=step),
        lambda: visit.step(lane, "A"),
        lambda: here.fail_point("Wrong", recovery=step),
        lambda: here.wait_point("Queue", resource=host),
        lambda: visit.customer_class("VIP", enters=step),
        lambda: visit.standard("5 min", start=step),
    ]
    found = [refusal(declare) for declare in declarations]
    assert {item.code for item in found} == {"BP108"}
    assert all("another draft, 'Other'" in item.message for item in found)


def test_a_handle_of_the_wrong_kind_is_refused(visit: Draft) -> None:
    step, host = visit.customer("Here"), visit.resource("Host")
    customer: Any = visit.customer
    found = refusal(lambda: customer("A", resource=step))
    assert (found.code, found.message) == ("BP109", "'resource' takes a resource, got the step 'here'")
    assert refusal(lambda: customer("A", moment=host)).code == "BP109"
    assert refusal(lambda: customer("A", channel=host)).code == "BP109"
    assert refusal(lambda: customer("A", moment=step >> step)).code == "BP109"


# --- what only the whole can show ------------------------------------------------------------------------------------


def test_dangling_ids_are_told_at_build_each_at_its_line(visit: Draft) -> None:
    visit.customer("A", resource="waitre")
    visit.resource("Waiter")
    b = visit.customer("B", moment="nowhere")
    b.fail_point("Wrong", recovery="nobody")
    with pytest.raises(ModelError) as caught:
        visit.build()
    found = [(item.code, item.location and item.location.source.strip()) for item in caught.value.diagnostics]
    assert found == [
        ("BP104", 'visit.customer("A", resource="waitre")'),
        ("BP104", 'b = visit.customer("B", moment="nowhere")'),
        ("BP104", 'b.fail_point("Wrong", recovery="nobody")'),
    ]
    assert caught.value.diagnostics[0].hint == "did you mean 'waiter'?"


def test_a_standard_between_unknown_steps_is_told_at_the_word_that_names_them(visit: Draft) -> None:
    visit.standard("5 min", end="nowhere")
    found = refusal(visit.build)
    assert found.location is not None
    assert found.location.source[(found.location.column or 0) - 1 :].startswith('"nowhere"')


def test_hints_are_written_as_in_python(visit: Draft) -> None:
    with visit.phase(""), visit.phase("B"):
        pass
    found = refusal(visit.build)
    assert (found.code, found.hint) == ("BP106", 'give each phase a name: visit.phase("Arrive")')


# --- documents -------------------------------------------------------------------------------------------------------


def test_a_document_knows_where_everything_was_declared(visit: Draft) -> None:
    host = visit.resource("Host")
    with visit.phase("Arrive") as arrive:
        seat = arrive.onstage("Seat", resource=host, evidence=["Sign"])
    seat.fail_point("Wrong table")
    visit.flow(seat >> seat)
    visit.standard("5 min")
    visit.lane("Nurse", kind="onstage")
    document = visit.document()
    assert document.name == __file__
    found = {}
    for element in ("host", "arrive", "seat", "seat/sign", "seat/wrong-table", "seat>>seat", "5-min", "nurse"):
        place = document.place_of(element)
        assert place is not None
        found[element] = place.source.strip()
    assert found == {
        "host": 'host = visit.resource("Host")',
        "arrive": 'with visit.phase("Arrive") as arrive:',
        "seat": 'seat = arrive.onstage("Seat", resource=host, evidence=["Sign"])',
        "seat/sign": 'seat = arrive.onstage("Seat", resource=host, evidence=["Sign"])',
        "seat/wrong-table": 'seat.fail_point("Wrong table")',
        "seat>>seat": "visit.flow(seat >> seat)",
        "5-min": 'visit.standard("5 min")',
        "nurse": 'visit.lane("Nurse", kind="onstage")',
    }
