"""Handles and paths: small, fixed values that declare nothing by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from blueprint.dsl import Alternatives, Draft, Path, draft
from blueprint.errors import ModelError


@pytest.fixture
def visit() -> Draft:
    return draft("Visit")


def test_a_path_registers_nothing(visit: Draft) -> None:
    a, b = visit.customer("A"), visit.customer("B")
    a >> b
    assert visit.build().flows == ()


def test_paths_join_in_any_grouping(visit: Draft) -> None:
    a, b, c = visit.customer("A"), visit.customer("B"), visit.customer("C")
    assert a >> b >> c == a >> (b >> c) == (a >> b) >> c == Path((a, b, c))
    assert (a >> b) >> (b >> c) == Path((a, b, b, c))
    assert "x" >> a == Path(("x", a))
    assert "x" >> (a >> b) == Path(("x", a, b))
    assert repr("x" >> a >> b) == "x >> a >> b"


def test_handles_and_paths_are_hashable_and_fixed(visit: Draft) -> None:
    a, b, host = visit.customer("A"), visit.customer("B"), visit.resource("Host")
    lane, regular = visit.lane("Nurse", kind="onstage"), visit.customer_class("Regular")
    assert len({a, b, host, lane, regular, a >> b, a >> b, host | host}) == 7
    for value, field in (
        (a, "id"),
        (host, "id"),
        (lane, "id"),
        (regular, "id"),
        (a >> b, "steps"),
        (host | host, "resources"),
    ):
        assert not hasattr(value, "__dict__")
        with pytest.raises(AttributeError):
            setattr(value, field, ())


def test_handles_of_equal_names_in_two_drafts_are_not_equal(visit: Draft) -> None:
    assert visit.customer("A") != draft("Other").customer("A")


def test_handles_show_their_id(visit: Draft) -> None:
    assert repr(visit.customer("Greet the guest")) == "StepHandle('greet-the-guest')"


def test_alternatives_keep_their_order(visit: Draft) -> None:
    a, b, c = visit.resource("A"), visit.resource("B"), visit.resource("C")
    assert a | b | c == a | (b | c) == Alternatives((a, b, c))
    assert a | b != b | a


def test_a_path_leads_through_steps_only(visit: Draft) -> None:
    step: Any = visit.customer("A")
    host: Any = visit.resource("Host")
    builders: list[Callable[[], Any]] = [
        lambda: step >> host,
        lambda: (step >> step) >> host,
        lambda: 3 >> step,
        lambda: 3 >> (step >> step),
    ]
    for build in builders:
        with pytest.raises(ModelError) as caught:
            build()
        assert caught.value.diagnostics[0].code == "BP109"
    with pytest.raises(ModelError, match="the resource 'host'"):
        step >> host


def test_a_choice_is_between_resources_only(visit: Draft) -> None:
    step: Any = visit.customer("A")
    host: Any = visit.resource("Host")
    with pytest.raises(ModelError, match=r"BP109.*the step 'a'"):
        host | step
