"""Simulation: a service run on an event calendar, many times, with what customers waited for and why."""

from __future__ import annotations

from blueprint.analysis.simulation.engine import EngineName, is_fast_installed
from blueprint.analysis.simulation.results import (
    ClassFigures,
    Figure,
    ResourceFigures,
    Simulation,
    StandardFigures,
    StepFigures,
    Times,
    WarmUp,
)
from blueprint.analysis.simulation.run import Run
from blueprint.analysis.simulation.runner import Progress, simulate_service
from blueprint.analysis.simulation.statistics import Estimate

__all__ = [
    "ClassFigures",
    "EngineName",
    "Estimate",
    "Figure",
    "Progress",
    "ResourceFigures",
    "Run",
    "Simulation",
    "StandardFigures",
    "StepFigures",
    "Times",
    "WarmUp",
    "is_fast_installed",
    "simulate_service",
]
