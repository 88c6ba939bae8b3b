"""What is written in YAML or JSON reads back as an equal blueprint, whatever it says."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.errors import BlueprintError
from blueprint.io.json import dump_json, parse_json
from blueprint.io.plain import plain_blueprint
from blueprint.io.yaml import dump_yaml, parse_yaml
from blueprint.io.yaml_writer import write_scalar, write_yaml
from blueprint.model import Blueprint
from tests.properties.strategies import TRICKY, blueprints, texts

whole = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@whole
@given(blueprints())
def test_yaml_reads_back_equal(blueprint: Blueprint) -> None:
    written = dump_yaml(blueprint)
    document = parse_yaml(written)
    assert document.blueprint == blueprint
    assert dump_yaml(document.blueprint) == written


@whole
@given(blueprints())
def test_json_reads_back_equal(blueprint: Blueprint) -> None:
    written = dump_json(blueprint)
    document = parse_json(written)
    assert document.blueprint == blueprint
    assert dump_json(document.blueprint) == written


@whole
@given(blueprints())
def test_yaml_means_the_same_to_other_readers(blueprint: Blueprint) -> None:
    def without_dates(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): without_dates(item) for key, item in value.items()}
        if isinstance(value, list):
            return [without_dates(item) for item in value]
        return float(value) if isinstance(value, float | int) and not isinstance(value, bool) else str(value)

    read = yaml.safe_load(dump_yaml(blueprint))
    assert without_dates(read) == without_dates(json.loads(json.dumps(plain_blueprint(blueprint))))


@given(texts | st.sampled_from(TRICKY))
def test_any_text_is_written_so_that_it_reads_back(text: str) -> None:
    for data in ({"a": text}, {"a": [text]}, {"a": {"b": text}}, {"steps": [{"a": text, "b": [1]}]}):
        assert yaml.load(write_yaml(data), Loader=yaml.CSafeLoader) == yaml.load(
            write_yaml(data), Loader=yaml.SafeLoader
        )
        read = yaml.load(write_yaml(data), Loader=yaml.BaseLoader)
        assert read == json.loads(json.dumps(data).replace("[1]", '["1"]'))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_scalar_never_leaves_its_line(first: str, second: str) -> None:
    for inside in (False, True):
        assert (
            len(write_scalar(first + "\n" + second, inside=inside).splitlines()) == 1
            or "\x0b" in first + second
            or any(sign in first + second for sign in "\x0c\x1c\x1d\x1e")
        )


signs = st.lists(
    st.sampled_from([*"ab:-?[]{}#&*!|>'\"%@`,~<= \n\t", "  ", "\n  ", "- ", ": ", ">> "]), max_size=60
).map("".join)


@settings(max_examples=400, deadline=None)
@given(signs, st.sampled_from(["", "title: T\n", "title: T\nsteps:\n  - customer: ", "title: T\nflows:\n  - "]))
def test_any_text_is_a_blueprint_or_a_coded_error_with_a_place(text: str, before: str) -> None:
    for parse in (parse_yaml, parse_json):
        try:
            parse(before + text, "a.yaml")
        except BlueprintError as error:
            for found in error.diagnostics:
                assert found.code.startswith("BP")
                assert found.location is not None and found.location.line is not None
                lines = (before + text).split("\n")
                assert found.location.line <= len(lines)


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "title",
                        "steps",
                        "phases",
                        "flows",
                        "lanes",
                        "resources",
                        "customer",
                        "id",
                        "evidence",
                        "standard",
                        "arrivals",
                        "resource",
                        "flow",
                        "schedule",
                    ]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=25,
    )
)
def test_any_json_is_a_blueprint_or_a_coded_error(data: Any) -> None:
    try:
        parse_json(json.dumps({"title": "T", "data": data} if not isinstance(data, dict) else data))
    except BlueprintError as error:
        assert all(found.code.startswith("BP") for found in error.diagnostics)
