"""Errors: each carries its diagnostics and reads as they do."""

from __future__ import annotations

import copy
import pickle

import pytest

from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.errors import (
    AnalysisError,
    BlueprintError,
    LayoutError,
    ModelError,
    PluginError,
    RenderError,
    SourceError,
)
from blueprint.model import InvariantError, Problem

FOUND = (
    Diagnostic("BP001", "unreadable", Severity.ERROR, "there is no file", Location("a.yaml"), hint="look again"),
    Diagnostic("BP104", "unknown-reference", Severity.ERROR, "there is no step", Location("a.yaml", 3, 1, 4, "seat")),
)
KINDS = [SourceError, ModelError, LayoutError, RenderError, AnalysisError, PluginError]


@pytest.mark.parametrize("kind", KINDS)
def test_one_except_clause_catches_every_error(kind: type[BlueprintError]) -> None:
    with pytest.raises(BlueprintError):
        raise kind(FOUND)


def test_an_error_reads_as_all_its_diagnostics() -> None:
    assert str(SourceError(iter(FOUND))) == (
        "a.yaml: BP001 error: there is no file\n"
        "   hint: look again\n"
        "a.yaml:3:1: BP104 error: there is no step\n"
        "    3 | seat\n"
        "      | ^^^^"
    )


def test_diagnostics_keep_their_order() -> None:
    assert SourceError(iter(FOUND)).diagnostics == FOUND


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_one_problem_is_of_the_kind_that_was_asked_for(kind: type[BlueprintError]) -> None:
    error = kind.of("BP901", "unknown-name", "there is no theme 'x'", hint="known here: light")
    assert type(error) is kind
    assert str(error) == "BP901 error: there is no theme 'x'\n   hint: known here: light"


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_error_passes_from_one_process_to_another(again: object) -> None:
    assert callable(again)
    found = again(ModelError(FOUND))
    assert type(found) is ModelError
    assert found.diagnostics == FOUND
    assert str(found) == str(ModelError(FOUND))


def test_contradictions_pass_from_one_process_to_another() -> None:
    error = InvariantError([Problem("BP104", "unknown-reference", "there is no step 'x'", ("flows", 0, "source"))])
    found = pickle.loads(pickle.dumps(error))
    assert found.problems == error.problems
    assert found.diagnostics == error.diagnostics


def test_contradictions_are_errors_of_the_model() -> None:
    assert issubclass(InvariantError, ModelError)
