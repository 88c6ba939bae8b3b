"""What tests of the model build: small services as the fields of the model, and the problems that they have."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from blueprint.model import Blueprint, InvariantError, Problem
from blueprint.model.problems import problems_of


def step(label: str, lane: str = "customer", **fields: Any) -> dict[str, Any]:
    return {"lane": lane, "label": label, **fields}


def blueprint(*steps: dict[str, Any], **fields: Any) -> Blueprint:
    """Return a service of these steps, all in one phase."""
    phases = ({"label": "", "steps": steps},)
    return Blueprint.model_validate({"title": "T", "phases": phases, **fields}, by_name=True, by_alias=False)


def contradictions(*steps: dict[str, Any], **fields: Any) -> tuple[Problem, ...]:
    """Return what does not fit together in such a service."""
    with pytest.raises(InvariantError) as raised:
        blueprint(*steps, **fields)
    return raised.value.problems


def problems(model: type[BaseModel], **fields: Any) -> list[Problem]:
    """Return what is wrong with the fields of an element."""
    with pytest.raises(ValidationError) as raised:
        model.model_validate(fields, by_name=True, by_alias=True)
    return problems_of(raised.value, model)


def refusal(model: type[BaseModel], **fields: Any) -> Problem:
    """Return the one thing that is wrong with the fields of an element."""
    (found,) = problems(model, **fields)
    return found
