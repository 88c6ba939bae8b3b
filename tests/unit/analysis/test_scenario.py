"""Scenarios: other values in a blueprint, read and checked as if they stood in its file."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from blueprint.analysis.scenario import Change, Scenario, apply_scenario
from blueprint.diagnostics import Diagnostic
from blueprint.errors import ModelError
from blueprint.io.scenarios import parse_change
from blueprint.model import Blueprint
from blueprint.units import minutes, per_hour, read_distribution
from tests.unit.analysis.services import restaurant


def changed(*texts: str, service: Blueprint | None = None) -> Blueprint:
    """Return the restaurant after ``--set`` of these."""
    scenario = Scenario(changes=tuple(map(parse_change, texts)))
    return apply_scenario(service or restaurant(), scenario)


def faults(*texts: str, service: Blueprint | None = None) -> list[Diagnostic]:
    with pytest.raises(ModelError) as raised:
        changed(*texts, service=service)
    return list(raised.value.diagnostics)


def assert_fault(text: str, code: str, *words: str) -> None:
    """Assert that a change has one problem, told at its option, and what the message and hint say."""
    (found,) = faults(text)
    assert found.code == code, str(found)
    assert found.location is not None and found.location.path == f"--set {text.partition('=')[0]}"
    for word in words:
        assert word in f"{found.message} / {found.hint}"


# --- what is set ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("waiter.capacity=4", lambda b: b.resource_by_id["waiter"].capacity == 4),
        ("arrivals=30 per hour", lambda b: b.arrivals.pattern == per_hour(30)),
        ('arrivals={"09:00-11:00": 40 per hour}', lambda b: len(b.arrivals.pattern) == 1),
        ('waiter.schedule={"09:00-12:00": 3}', lambda b: b.resource_by_id["waiter"].schedule[0][1] == 3),
        ("seat.service_time=2 min", lambda b: b.step_by_id["seat"].service_time.mean == 120),
        ("take.service_time={regular: 1 min, tourist: 2 min}", lambda b: b.step_by_id["take"].service_time[0][1].mean == 60),
        ("take.standard=80% within 3 min", lambda b: b.step_by_id["take"].standard[0].target.limit == 180),
        ("take.resource=host", lambda b: b.step_by_id["take"].resources[0].alternatives == ("host",)),
        ("take.resources={waiter: 2}", lambda b: b.step_by_id["take"].resources[0].amount == 2),
        ("take.customer_cost.money=3", lambda b: b.step_by_id["take"].customer_cost.money == 3),
        ("choose.lane=onstage", lambda b: b.step_by_id["choose"].lane == "onstage"),
        ("enter.emotion=-2", lambda b: b.step_by_id["enter"].emotion == -2),
        ("regular.share=0.3", lambda b: b.classes[0].share == 0.3),
        ("regular.patience=exponential(4 min)", lambda b: b.classes[0].patience.mean == 240),
        ("take/wrong-dish-noted.probability=1%", lambda b: b.step_by_id["take"].fail_points[0].probability == 0.01),
        ("seat/queue-for-a-table.acceptable_time=9 min", lambda b: b.step_by_id["seat"].wait_points[0].acceptable_time == 540),
        ("sold-out.probability=10%", lambda b: b.flows[-1].probability == 0.1),
        ("take>>choose.probability=10%", lambda b: b.flows[-1].probability == 0.1),
        ("take >> choose.probability = 10%", lambda b: b.flows[-1].probability == 0.1),
        ("promise.standard=95% within 1 h", lambda b: b.standards[0].target.share == 0.95),
        ("economics.price=20", lambda b: b.economics.price == 20),
        ("economics={price: 20, currency: EUR}", lambda b: b.economics.currency == "EUR"),
        ("calendar.open=mon-fri 08:00-18:00", lambda b: len(b.calendar.open) == 1),
        ("acceptable_time=1 h", lambda b: b.acceptable_time == 3600),
        ("waiter={capacity: 5, room: 8}", lambda b: (b.resources[1].capacity, b.resources[1].room) == (5, 8)),
        ("take.note=a: b # c", lambda b: b.step_by_id["take"].note == "a: b # c"),
        ("take.note=+1", lambda b: b.step_by_id["take"].note == "+1"),
        ("take.standard=+1 smile", lambda b: b.step_by_id["take"].standard[0].target.words == "+1 smile"),
    ],
)  # fmt: skip
def test_a_value_is_set_as_people_write_it(text: str, found: Any) -> None:
    assert found(changed(text))


def test_nothing_else_changes() -> None:
    before, after = restaurant(), changed("waiter.capacity=4")
    resources = (before.resources[0], before.resources[1].model_copy(update={"capacity": 4}), before.resources[2])
    assert after == before.model_copy(update={"resources": resources})


def test_a_scenario_without_changes_is_the_service_itself() -> None:
    service = restaurant()
    assert apply_scenario(service, Scenario("as it is")) is service


def test_values_may_be_quantities() -> None:
    scenario = Scenario.of({"choose.service_time": minutes(2), "arrivals": per_hour(30), "waiter.capacity": 4})
    after = apply_scenario(restaurant(), scenario)
    assert after.step_by_id["choose"].service_time == read_distribution("2 min")
    assert after.arrivals is not None and after.arrivals.pattern == per_hour(30)


def test_changes_are_made_one_after_the_other() -> None:
    assert changed("arrivals=*2", "arrivals=*1.5").arrivals == changed("arrivals=72 per hour").arrivals
    assert changed("waiter.capacity=9", "waiter.capacity=+1").resource_by_id["waiter"].capacity == 10


def test_none_takes_out_what_is_there() -> None:
    after = changed("kitchen.schedule=none", "regular.patience=none", "seat.standard=none", "take.service_time=none")
    assert after.resource_by_id["kitchen"].schedule == ()
    assert after.classes[0].patience is None
    assert after.step_by_id["seat"].standard == () and after.step_by_id["take"].service_time is None
    assert changed("economics.price=1", "economics=none").economics is None


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("waitr.capacity=4", "BP104", ["'waitr'", "'waiter.capacity'"]),
        ("qqq.capacity=4", "BP104", ["host, waiter, kitchen"]),
        ("arivals=4", "BP104", ["'arrivals'"]),
        ("zzzz=4", "BP104", ["arrivals, host.capacity"]),
        ("waiter.capcity=4", "BP007", ["a resource", "'capacity'"]),
        ("economics.prise=4", "BP007", ["'economics'", "'price'"]),
        ("waiter.capacity=many", "BP011", ["'many'"]),
        ("waiter.capacity=0", "BP011", ["at least 1"]),
        ("waiter.capacity=", "BP026", ["no value", "'none'"]),
        ("waiter.discipline=fif", "BP013", ["'fifo'"]),
        ("seat.service_time=2", "BP502", ["no unit"]),
        ("arrivals=fast", "BP503", []),
        ("regular.share=130%", "BP012", []),
        ("take.resource=waitr", "BP104", ["'waiter'"]),
        ("choose.lane=onstag", "BP201", ["'onstage'"]),
        ("waiter=4", "BP026", ["a resource", "waiter.capacity"]),
        ("take=4", "BP026", ["a step", "take.service_time"]),
        ("flows=[]", "BP026", ["no 'flows'"]),
        ("sold-out.target=enter", "BP026", ["no 'target'"]),
        ("take.id=3", "BP026", ["no 'id'"]),
        ("take.fail_points=[]", "BP026", ["by its id"]),
        ("take.service_time.regular=3 min", "BP026", ["take.service_time={regular: …}"]),
        ("take.label=none of it", "", []),
        ("calendar=3", "BP008", ["open: …"]),
        ("waiter.room=+1", "BP026", ["not known", "the value itself"]),
        ("waiter.capacity=*1.5", "BP026", ["'*1.5' of 3", "4.5"]),
        ("waiter.capacity=-5", "BP026", ["'-5' of 3", "-2"]),
        ("waiter.kind=+1", "BP026", ["no relative values"]),
        (".=3", "BP104", []),
        ("waiter.=3", "BP007", []),
    ],
)
def test_what_cannot_be_set_is_told_with_a_way_out(text: str, code: str, words: list[str]) -> None:
    if code:
        assert_fault(text, code, *words)
    else:
        assert changed(text).step_by_id["take"].label == "none of it"


def test_all_problems_are_told_at_once_and_each_once() -> None:
    found = faults("waitr.capacity=4", "waiter.capacity=x", "arrivals=y", "arrivals=y")
    assert [item.code for item in found] == ["BP104", "BP011", "BP503"]


def test_a_fault_inside_of_a_value_is_marked() -> None:
    (found,) = faults('waiter.schedule={"09:00-12:00": 3, "12:00-13:00": x}')
    assert found.location is not None and found.code == "BP602"
    place = found.location
    assert str(place) == "--set waiter.schedule:1:35" and place.column is not None
    assert place.source[place.column - 1 :] == "x}"


def test_a_value_that_does_not_fit_the_rest_is_told_at_the_change_that_made_it_so() -> None:
    found = faults("waiter.capacity=4", "take.resource=[waiter, hots]", "arrivals=30 per hour")
    assert [str(item.location) for item in found] == ["--set take.resource:1:10"]


def test_what_was_never_written_is_told_with_its_path() -> None:
    with pytest.raises(ModelError) as raised:
        apply_scenario(restaurant(), Scenario.of({"waiter.capacity": -1, "arrivals": object()}))
    assert [str(item.location) for item in raised.value.diagnostics] == ["waiter.capacity", "arrivals"]


def test_one_id_of_two_elements_asks_which_is_meant() -> None:
    service = changed("waiter.label=W")
    step = service.step_by_id["enter"].model_copy(update={"id": "host"})
    phase = service.phases[0].model_copy(update={"steps": (step, service.phases[0].steps[1])})
    both = Blueprint.model_validate(
        {"title": "T", "phases": (phase,), "resources": service.resources[:1]}, by_alias=True, by_name=True
    )
    (found,) = faults("host.label=X", service=both)
    assert found.code == "BP026" and "'resources.host.label' or 'steps.host.label'" in found.hint
    assert changed("steps.host.label=X", service=both).step_by_id["host"].label == "X"
    assert changed("resources.host.label=X", service=both).resources[0].label == "X"
    assert changed("host.capacity=2", service=both).resources[0].capacity == 2


def test_two_flows_between_two_steps_are_named_by_their_ids() -> None:
    flows = [{"source": "enter", "target": "seat", "id": name} for name in ("x", "y")]
    service = Blueprint.model_validate(
        restaurant().model_dump(include={"title"}) | {"phases": restaurant().phases[:1], "flows": flows,
        "resources": restaurant().resources}, by_alias=True, by_name=True
    )  # fmt: skip
    (found,) = faults("enter>>seat.probability=3%", service=service)
    assert "'x.probability' or 'y.probability'" in found.hint


@pytest.mark.parametrize("text", ["kitchen.capacity=9", "kitchen={capacity: 9}"])
def test_a_capacity_that_a_schedule_overrules_is_refused(text: str) -> None:
    (found,) = faults(text)
    assert found.code == "BP026" and "kitchen.schedule=+1" in found.hint
    assert changed("kitchen.capacity=1") == restaurant()
    assert changed("kitchen.capacity=9", "kitchen.schedule=none").resource_by_id["kitchen"].capacity == 9
    assert changed("kitchen.schedule=none", "kitchen.capacity=9").resource_by_id["kitchen"].capacity == 9


def test_arrivals_that_every_class_overrules_are_refused() -> None:
    own = ["regular.arrivals=3 per hour", "tourist.arrivals=5 per hour"]
    assert changed(*own).classes[0].arrivals is not None
    (found,) = faults(*own, "arrivals=*2")
    assert found.code == "BP026" and "regular.arrivals" in found.hint
    assert changed(own[0], "arrivals=*2") != changed(own[0])


# --- scenarios as values ----------------------------------------------------------------------------------------------


def test_a_scenario_says_its_name_or_its_changes() -> None:
    changes = {"waiter.capacity": 4, "waiter.schedule": {"09:00-12:00": 3}, "x.working": True}
    assert Scenario.of(changes, "rush hour").as_json() == "rush hour"
    listed = Scenario.of(changes).as_json()
    assert listed == ["waiter.capacity=4", 'waiter.schedule={"09:00-12:00": 3}', "x.working=true"]
    assert Scenario().as_json() is None
    assert json.loads(json.dumps(listed)) == listed


def test_what_a_scenario_says_of_a_change_reads_back() -> None:
    for text in ("waiter.capacity=4", 'waiter.schedule={"09:00-12:00": "3"}', "arrivals=*1.2"):
        assert str(parse_change(text)) == text
        assert parse_change(str(parse_change(text))) == parse_change(text)


def test_scenarios_follow_each_other() -> None:
    base, rush = Scenario.of({"arrivals": "*2"}, "base"), Scenario.of({"arrivals": "*3"}, "rush hour")
    joined = rush.after(base)
    assert joined.name == "rush hour" and [change.value for change in joined.changes] == ["*2", "*3"]
    more = rush.followed_by([Change("waiter.capacity", 4)])
    assert str(more) == "rush hour, waiter.capacity=4" and len(more.changes) == 2
    assert rush.followed_by(()) == rush
    assert str(Scenario().followed_by([Change("waiter.capacity", 4)])) == "waiter.capacity=4"


def test_a_scenario_passes_from_one_process_to_another() -> None:
    scenario = Scenario("x", (parse_change('waiter.schedule={"09:00-12:00": 3}'),))
    again = pickle.loads(pickle.dumps(scenario))
    assert again == scenario and apply_scenario(restaurant(), again) == apply_scenario(restaurant(), scenario)
