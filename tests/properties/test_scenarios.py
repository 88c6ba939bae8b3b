"""Scenarios change what they name and nothing else, in any order."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.analysis.relative import RelativeError, relative
from blueprint.analysis.scenario import Scenario, apply_scenario
from blueprint.analysis.scenario_paths import Paths, Target
from blueprint.io.plain import plain_blueprint
from blueprint.io.scenarios import parse_change
from blueprint.model import Blueprint
from tests.properties.strategies import blueprints, distributions, patterns, rates, times
from tests.unit.analysis.services import restaurant

whole = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


def values(blueprint: Blueprint) -> list[tuple[str, Any]]:
    """Return every value of the elements of a blueprint that a scenario may change, under its full path."""
    found: list[tuple[str, Any]] = []
    for group in ("resources", "classes", "standards", "flows", "steps"):
        for element in getattr(blueprint, group):
            for name, info in type(element).model_fields.items():
                path = f"{group}.{element.id}.{info.alias or name}"
                if isinstance(Paths(blueprint).find(path), Target) and getattr(element, name) is not None:
                    found.append((path, getattr(element, name)))
    return found


@whole
@given(blueprints(), st.data())
def test_setting_what_is_there_changes_nothing(blueprint: Blueprint, data: st.DataObject) -> None:
    known = values(blueprint)
    if known:
        chosen = data.draw(st.lists(st.sampled_from(known), max_size=5))
        assert apply_scenario(blueprint, Scenario.of(chosen)) == blueprint
    assert apply_scenario(blueprint, Scenario.of(known)) == blueprint


@whole
@given(blueprints())
def test_setting_what_is_there_as_text_changes_nothing(blueprint: Blueprint) -> None:
    plain = plain_blueprint(blueprint)
    texts = []
    for name, words in plain.get("resources", {}).items():
        numbers = {word: value for word, value in words.items() if word != "label"}
        texts += [f"resources.{name}.{word}={json.dumps(value, ensure_ascii=False)}" for word, value in numbers.items()]
    for word in ("arrivals", "acceptable_time", "calendar", "economics"):
        if word in plain:
            texts.append(f"{word}={json.dumps(plain[word], ensure_ascii=False)}")
    texts = [text.replace('"', "") if text.split("=")[1][:1] in '"0123456789' else text for text in texts]
    scenario = Scenario(changes=tuple(map(parse_change, texts)))
    if not any("=none" in text for text in texts):
        assert apply_scenario(blueprint, scenario) == blueprint


CHANGES = (
    ("waiter.capacity", "7"), ("waiter.capacity", "*2"), ("waiter.room", "9"), ("waiter.cost_rate", "+10%"),
    ("host.capacity", "2"), ("kitchen.schedule", "+1"), ("arrivals", "*1.2"), ("regular.patience", "4 min"),
    ("regular.share", "30%"), ("tourist.share", "70%"), ("promise.standard", "80% within 2 h"),
    ("seat.service_time", "*0.5"), ("seat.standard", "none"), ("take.lane", "backstage"), ("take.resource", "host"),
    ("take.service_time", "exponential(4 min)"), ("take/wrong-dish-noted.probability", "*3"),
    ("seat/queue-for-a-table.acceptable_time", "+2 min"), ("sold-out.probability", "50%"), ("economics.price", "9"),
    ("economics.materials", "2"), ("calendar.open", "mon-fri 08:00-18:00"), ("acceptable_time", "2 h"),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(CHANGES), min_size=2, max_size=6, unique_by=lambda change: change[0]), st.randoms())
def test_changes_of_different_values_may_be_made_in_any_order(changes: list[tuple[str, str]], random: Any) -> None:
    service = restaurant()
    shuffled = random.sample(changes, len(changes))
    written = {path: parse_change(f"{path}={value}") for path, value in changes}
    together = apply_scenario(service, Scenario(changes=tuple(written.values())))
    assert apply_scenario(service, Scenario(changes=tuple(written[path] for path, _ in shuffled))) == together
    one_by_one = service
    for path, _ in shuffled:
        one_by_one = apply_scenario(one_by_one, Scenario(changes=(written[path],)))
    assert one_by_one == together
    assert together != service


@given(st.one_of(rates, times, distributions(), patterns()))
def test_one_times_anything_is_that(value: Any) -> None:
    try:
        assert relative("*1").of(value, "x") == value
        assert relative("+0%").of(value, "x") == value
    except RelativeError as error:  # what a file could not hold either
        assert "beyond" in error.message or "too" in error.message or "more than" in error.message
