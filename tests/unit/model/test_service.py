"""The blueprint as a whole: its own fields, its defaults, and the questions about its parts."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.model import STANDARD_LANES, Blueprint
from blueprint.model.base import Unquoted
from tests.unit.model.building import blueprint, problems, refusal, step


def test_a_title_is_enough() -> None:
    found = Blueprint(title="A visit to a bar")
    assert (found.id, found.language, found.status, found.schema_version) == ("a-visit-to-a-bar", "en", None, 1)
    assert found.lanes == STANDARD_LANES
    assert (found.steps, found.flows, found.resources) == ((), (), ())


def test_a_title_is_asked_for_once() -> None:
    found = problems(Blueprint)
    assert [(item.code, item.message, item.hint) for item in found] == [
        ("BP009", "'title' is missing", "add 'title: …'")
    ]


@pytest.mark.parametrize("value", [2, 0, "1", "latest", True, None, 1.5, [], Unquoted("2")])
def test_another_version_of_the_format_is_refused(value: Any) -> None:
    found = refusal(Blueprint, title="T", schema=value)
    assert (found.code, found.path) == ("BP015", ("schema",))
    assert found.message.startswith("this library reads schema 1, got ")
    assert "newer version" in found.hint


@pytest.mark.parametrize("value", [1, 1.0, Unquoted("1")])
def test_version_1_is_read(value: Any) -> None:
    assert Blueprint.model_validate({"title": "T", "schema": value}).schema_version == 1


@pytest.mark.parametrize("tag", ["en", "zh-Hans", "zh-Hant-TW", "pt-BR", "de-CH-1996", "yue"])
def test_a_language_is_a_tag(tag: str) -> None:
    assert Blueprint(title="T", language=tag).language == tag


@pytest.mark.parametrize("value", ["english", "e", "", "en_US", "en-", "中文", 3, None, "en\n", "x" * 1_000_000])
def test_what_is_no_language_tag_is_refused_briefly(value: Any) -> None:
    found = refusal(Blueprint, title="T", language=value)
    assert (found.code, found.path) == ("BP017", ("language",))
    assert len(found.message) < 100


@pytest.mark.parametrize("value", ["as is", "done", "AS-IS", True])
def test_a_status_is_one_of_three(value: Any) -> None:
    assert refusal(Blueprint, title="T", status=value).code == "BP013"


@pytest.mark.parametrize("value", [90, "soon", -1, True])
def test_what_customers_tolerate_is_a_time(value: Any) -> None:
    assert refusal(Blueprint, title="T", acceptable_time=value).code == "BP501"


def test_measures_are_figures_with_names_in_their_order() -> None:
    found = Blueprint(title="T", measures={"complaints": 3, "handling time": Unquoted("26.8")})
    assert found.measures == (("complaints", 3.0), ("handling time", 26.8))
    assert Blueprint(title="T", measures=found.measures) == found


@pytest.mark.parametrize("value", ["three", True, float("nan"), float("inf"), None, [3]])
def test_a_measure_is_a_number(value: Any) -> None:
    found = refusal(Blueprint, title="T", measures={"complaints": value})
    assert (found.code, found.path) == ("BP011", ("measures", "complaints"))


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("classes", ["A"], "class"),
        ("calendar", "mon-fri", "open"),
        ("economics", 3, "price"),
        ("standards", ["5 min"], "standard"),
    ],
)
def test_a_wrong_shape_is_told_the_first_key_that_would_be_right(field: str, value: Any, word: str) -> None:
    found = refusal(Blueprint, title="T", **{field: value})
    assert (found.code, found.path[0]) == ("BP008", field)
    assert found.hint == f"write '{word}: …', one key a line, indented below"


@pytest.mark.parametrize("field", ["lanes", "phases", "resources", "classes", "standards", "flows"])
def test_what_is_no_list_is_told_how_one_is_written(field: str) -> None:
    found = refusal(Blueprint, title="T", **{field: 3})
    assert (found.code, found.path) == ("BP008", (field,))
    assert "'- '" in found.hint


def test_an_unknown_field_far_inside_is_told_the_words_that_are_known_there() -> None:
    data = {"steps": [step("A", fail_points=[{"label": "x", "severty": 3}])]}
    (found,) = problems(Blueprint, title="T", phases=[data])
    assert found.path == ("phases", 0, "steps", 0, "fail_points", 0, "severty")
    assert (found.code, found.hint, found.at_key) == ("BP007", "did you mean 'severity'?", True)


def test_a_file_full_of_faults_tells_a_hundred_of_them() -> None:
    steps = [step("A", emotion=9) for _ in range(500)]
    assert len(problems(Blueprint, title="T", phases=[{"steps": steps}])) == 100


def test_steps_keep_the_order_of_the_script() -> None:
    found = Blueprint.model_validate(
        {
            "title": "T",
            "phases": [{"label": "P", "steps": [step("B"), step("A")]}, {"label": "Q", "steps": [step("C")]}],
        }
    )
    assert [item.id for item in found.steps] == ["b", "a", "c"]
    assert list(found.step_by_id) == ["b", "a", "c"]
    assert list(found.lane_by_id) == ["evidence", "customer", "onstage", "backstage", "support"]


def test_every_element_has_a_path_by_its_id() -> None:
    found = blueprint(
        step(
            "A", evidence=[{"label": "E"}], fail_points=[{"label": "F"}], wait_points=[{"label": "W"}], resources="host"
        ),
        resources=({"id": "host"},),
        flows=({"source": "a", "target": "a"},),
    )
    at = ("phases", 0, "steps", 0)
    assert found.paths["a"] == at
    assert found.paths["a/e"] == (*at, "evidence", 0)
    assert found.paths["a/f"] == (*at, "fail_points", 0)
    assert found.paths["a/w"] == (*at, "wait_points", 0)
    assert found.paths["host"] == ("resources", 0)
    assert found.paths["a>>a"] == ("flows", 0)
    assert found.paths["customer"] == ("lanes", 1)


def test_a_blueprint_is_equal_to_one_that_says_the_same() -> None:
    first, second = (blueprint(step("A"), flows=({"source": "a", "target": "end"},)) for _ in range(2))
    assert first == second and hash(first) == hash(second)
    first.step_by_id  # noqa: B018 - what was asked does not change what is equal
    assert first == second and hash(first) == hash(second)
    assert first != blueprint(step("A"))


def test_a_copy_forgets_what_was_computed_from_the_old_values() -> None:
    visit = Blueprint.model_validate({"title": "Visit", "phases": [{"steps": [{"lane": "customer", "label": "Ask"}]}]})
    assert visit.step_by_id.keys() == {"ask"}
    phase = visit.phases[0]
    renamed = phase.model_copy(update={"steps": (phase.steps[0].model_copy(update={"id": "inquire"}),)})
    assert visit.model_copy(update={"phases": (renamed,)}).step_by_id.keys() == {"inquire"}
