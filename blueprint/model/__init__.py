"""What a service is: frozen data and the invariants between its parts, and nothing else."""

from __future__ import annotations

from blueprint.model.capacity import CustomerClass, Economics, Resource
from blueprint.model.document import Document, build_blueprint
from blueprint.model.ids import END, slug
from blueprint.model.points import FailPoint, WaitPoint
from blueprint.model.problems import InvariantError, Problem
from blueprint.model.service import SCHEMA, Blueprint
from blueprint.model.steps import CustomerCost, Demand, Evidence, Step
from blueprint.model.structure import FLOW_KINDS, LANE_KINDS, STANDARD_LANES, Flow, FlowKind, Lane, LaneKind, Phase
from blueprint.model.times import Arrivals, Calendar, Standard, StepStandard

__all__ = [
    "END",
    "FLOW_KINDS",
    "LANE_KINDS",
    "SCHEMA",
    "STANDARD_LANES",
    "Arrivals",
    "Blueprint",
    "Calendar",
    "CustomerClass",
    "CustomerCost",
    "Demand",
    "Document",
    "Economics",
    "Evidence",
    "FailPoint",
    "Flow",
    "FlowKind",
    "InvariantError",
    "Lane",
    "LaneKind",
    "Phase",
    "Problem",
    "Resource",
    "Standard",
    "Step",
    "StepStandard",
    "WaitPoint",
    "build_blueprint",
    "slug",
]
