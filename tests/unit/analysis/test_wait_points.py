"""Wait points as a whole: keys of the format, hand calculations, and every example."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import blueprint
from blueprint.analysis.wait_points import WaitPoints, find_waits
from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from tests.unit.analysis.waiting.services import counter

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))

KEYS = {"stable", "resources", "steps", "standards", "customer"}
RESOURCE = {
    "id", "capacity", "arrival_rate", "offered_load", "utilization", "mean_wait", "probability_of_wait",
    "mean_queue_length",
}  # fmt: skip


def waits(name: str) -> WaitPoints:
    path = next(path for path in EXAMPLES if path.stem == name)
    return find_waits(to_graph(parse_yaml(path.read_text("utf-8")).blueprint))


def test_plain_data_have_the_keys_of_the_format() -> None:
    found = find_waits(counter(step={"standard": "90% within 10 min"})).to_dict()
    assert found.keys() >= KEYS
    assert found["resources"][0].keys() >= RESOURCE
    assert found["steps"][0].keys() >= {"id", "arrival_rate", "mean_wait", "aggravators"}
    assert found["customer"].keys() == {"time_in_system", "service_time", "waiting_time"}
    standard = found["standards"][0]
    assert standard.keys() >= {"element", "target", "share_required", "share_met", "met"}
    assert standard["share_met"].keys() == {"mean", "half_width"}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_waits_or_says_why_not(path: Path) -> None:
    graph = to_graph(parse_yaml(path.read_text("utf-8")).blueprint)
    found = find_waits(graph)
    json.dumps(found.to_dict(), allow_nan=False)
    told = {item.figure: item for item in found.status}
    for resource in found.resources:
        status = told[f"wait_points.resources.{resource.id}"]
        assert (resource.mean_wait is None) == (status.kind == "unknown"), resource.id
    assert found.to_dict() == find_waits(graph).to_dict()


def test_in_the_restaurant_waits_are_as_by_hand() -> None:
    found = {item.id: item for item in waits("restaurant").resources}
    per_minute = (10 + 10 + 10 * 0.996) / 60  # welcome, seat, farewell; a few guests are lost to a forgotten allergy
    load, square = (10 + 20 + 9.96) / 60, (1 + 4 + 1) / 3
    assert found["host"].offered_load == pytest.approx(load, rel=1e-3)
    assert found["host"].mean_wait / 60 == pytest.approx(per_minute * square / 2 / (1 - load), rel=0.01)
    assert found["kitchen"].utilization == pytest.approx(10 * 15 / 60 * 1.027 / 4, rel=1e-3)
    assert found["table"].kind == "space"
    stay = (found["table"].offered_load or 0) / 10 * 60
    assert 80 < stay < 110  # two hours and a half are tolerated


def test_in_the_supply_of_key_accounts_work_is_as_by_hand() -> None:
    found = {item.id: item for item in waits("key_account").resources}
    normal, urgent = 12 / 24, 1 / 24  # an hour, while the office is open
    assert found["estimator"].offered_load == pytest.approx(normal * 3 + urgent * 1)
    assert found["account-manager"].offered_load == pytest.approx((normal + urgent) * 15 / 60 + normal * 10 / 60)
    assert found["warehouse"].utilization == pytest.approx(normal * 1.5 / 3)
    assert found["quality"].offered_load == 0.0


def test_in_the_bank_the_lobby_is_busy_as_by_hand() -> None:
    found = {item.id: item for item in waits("bank_branch").resources}
    assert found["lobby-manager"].arrival_rate * 3600 > 24 * 2
    window = next(item for item in waits("bank_branch").resources if item.id == "window")
    counted = 10.8 * (140 + 1.02 * 480 + 0.02 * 300 + 0.15 * 60)  # seconds of work an hour, routine customers
    assert window.offered_load > counted / 3600
    assert window.leaving is not None and 0 < window.leaving < 0.5
    assert [hour.window for hour in window.hours][:2] == ["09:00-10:00", "10:00-11:00"]


def test_without_arrivals_and_times_the_repair_leaves_all_open() -> None:
    found = waits("fault_repair_as_is")
    assert found.stable is None
    assert all(item.mean_wait is None for item in found.resources)
    assert found.felt[0].words == ("anxious", "uncertain", "unexplained", "solo")


def test_waits_that_feel_longest_are_told_first() -> None:
    found = waits("outpatient").to_dict()
    counts = [len(item["principles"]) for item in found["aggravators"]]
    assert counts == sorted(counts, reverse=True)
    first = found["aggravators"][0]["principles"][0]
    assert first.keys() == {"word", "reason", "explanation", "remedy", "source"}


def test_a_service_of_nothing_has_nothing_to_tell() -> None:
    found = find_waits(to_graph(parse_yaml("title: T\n").blueprint))
    data: dict[str, Any] = found.to_dict()
    assert (data["resources"], data["steps"], data["standards"]) == ([], [], [])
    assert found.stable is True


@pytest.mark.parametrize(
    "words",
    [
        "arrivals: 0 per hour\nresources: {a: {}}\nsteps: [{onstage: X, resource: a, service_time: 1 min}]\n",
        "arrivals: 9 per hour\nresources: {a: {}}\nsteps: [{onstage: X, resource: a, service_time: 0 s}]\n",
        "arrivals: 9 per hour\nresources: {a: {room: 0}}\nsteps: [{onstage: X, resource: a, service_time: 1 h}]\n",
        "arrivals: 9 per hour\nclasses: [{class: A, patience: 0 s}]\nresources: {a: {}}\n"
        "steps: [{customer: X, resource: a, service_time: 1 h}]\n",
        "arrivals: 9 per hour\nclasses: [{class: A, share: 0}, {class: B, share: 1}]\nresources: {a: {}}\n"
        "steps: [{customer: X, resource: a, service_time: 1 min}]\n",
        "arrivals: {interarrival: 0 s}\nresources: {a: {}}\nsteps: [{onstage: X, resource: a, service_time: 1 min}]\n",
        'arrivals: 9 per hour\nresources: {a: {schedule: {"09:00-10:00": 0}}}\n'
        "steps: [{onstage: X, resource: a, service_time: 1 min}]\n",
        "arrivals: 9 per hour\nresources: {a: {capacity: 1000000000}}\n"
        "steps: [{onstage: X, resource: a, service_time: 1 min}]\n",
        "arrivals: 9 per hour\nresources: {a: {room: 1000000000}}\n"
        "steps: [{onstage: X, resource: a, service_time: 1 h}]\n",
        "arrivals: 1000000 per second\nresources: {a: {}}\nsteps: [{onstage: X, resource: a, service_time: 1 h}]\n",
        "arrivals: 9 per hour\nresources: {a: {}}\nsteps: [{onstage: X, batch: 100000, resource: a, service_time: 1 h}]\n",
        "arrivals: 9 per hour\nresources: {a: {}}\nsteps: [{onstage: X, seizes: a, service_time: 1 min}]\n",
        "arrivals: 9 per hour\nresources: {a: {}, b: {}}\nsteps: [{onstage: X, resource: a | b | a, service_time: 1 min}]\n",
    ],
)  # fmt: skip
def test_odd_services_have_an_answer_in_plain_numbers(words: str) -> None:
    found = find_waits(to_graph(parse_yaml(f"title: T\n{words}").blueprint))
    json.dumps(found.to_dict(), allow_nan=False)
    assert found.status


# --- how long waits feel, if somebody asks ---------------------------------------------------------------------------

ASKED = (
    "title: T\nsteps: [{customer: a, service_time: 1 min, "
    "wait_points: [{wait: bare, standard_time: 5 min, announced: false, comfortable: false}]}]\n"
)


def test_a_wait_feels_as_long_as_it_is_unless_a_profile_is_asked_for() -> None:
    assert blueprint.analyze(ASKED).to_dict()["wait_points"]["perceived"] == []


def test_a_profile_tells_a_band_with_its_studies() -> None:
    found = blueprint.analyze(ASKED, perception=("bare-uninformed", "unoccupied-line"))
    (told,) = found.to_dict()["wait_points"]["perceived"]
    assert (told["id"], told["actual"]) == ("a/bare", 300)
    assert told["bands"] == [
        {"profile": "bare-uninformed", "low": 390, "middle": 600, "high": 750, "studies": ["fan-2016"]}
    ]


def test_an_unknown_profile_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(blueprint.BlueprintError, match="BP623") as raised:
        blueprint.analyze(ASKED, perception=["offsett"])
    assert "did you mean 'offset'" in str(raised.value)
