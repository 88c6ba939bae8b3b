"""Service blueprints as code: declare a service, check it, draw it, analyze it.

>>> from blueprint import draft, minutes
>>> visit = draft("Coffee to go")
>>> order = visit.customer("Order a coffee", evidence=["Menu"])
>>> brew = visit.onstage("Brew the coffee", service_time=minutes(2))
>>> visit.flow(order >> brew)

The names below are loaded on first use, so that ``import blueprint`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blueprint.analysis.results import Analysis
    from blueprint.analysis.simulation import Run, Simulation
    from blueprint.api import (
        Picture,
        analyze,
        analyze_scenarios,
        arrange,
        check,
        convert,
        diff,
        load,
        render,
        save,
        simulate,
        staff,
        sweep,
    )
    from blueprint.diagnostics import Diagnostic, Location, Severity
    from blueprint.dsl import Draft, draft
    from blueprint.errors import BlueprintError, ModelError, SourceError
    from blueprint.graph import ServiceGraph, to_graph
    from blueprint.model import Blueprint, Document
    from blueprint.units import (
        days,
        empirical,
        erlang,
        every,
        exponential,
        gamma,
        hours,
        hyperexponential,
        lognormal,
        minutes,
        normal,
        per_day,
        per_hour,
        per_minute,
        per_second,
        percent,
        pert,
        seconds,
        triangular,
        uniform,
    )

__version__ = "0.1.0"

_HOME = {
    "blueprint.analysis.results": ("Analysis",),
    "blueprint.analysis.simulation": ("Run", "Simulation"),
    "blueprint.api": (
        "Picture", "analyze", "analyze_scenarios", "arrange", "check", "convert", "diff", "load", "render", "save",
        "simulate", "staff", "sweep",
    ),
    "blueprint.diagnostics": ("Diagnostic", "Location", "Severity"),
    "blueprint.dsl": ("Draft", "draft"),
    "blueprint.errors": ("BlueprintError", "ModelError", "SourceError"),
    "blueprint.graph": ("ServiceGraph", "to_graph"),
    "blueprint.model": ("Blueprint", "Document"),
    "blueprint.units": (
        "days", "empirical", "erlang", "every", "exponential", "gamma", "hours", "hyperexponential", "lognormal",
        "minutes", "normal", "per_day", "per_hour", "per_minute", "per_second", "percent", "pert", "seconds",
        "triangular", "uniform",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "Analysis",
    "Blueprint",
    "BlueprintError",
    "Diagnostic",
    "Document",
    "Draft",
    "Location",
    "ModelError",
    "Picture",
    "Run",
    "ServiceGraph",
    "Severity",
    "Simulation",
    "SourceError",
    "analyze",
    "analyze_scenarios",
    "arrange",
    "check",
    "convert",
    "days",
    "diff",
    "draft",
    "empirical",
    "erlang",
    "every",
    "exponential",
    "gamma",
    "hours",
    "hyperexponential",
    "load",
    "lognormal",
    "minutes",
    "normal",
    "per_day",
    "per_hour",
    "per_minute",
    "per_second",
    "percent",
    "pert",
    "render",
    "save",
    "seconds",
    "simulate",
    "staff",
    "sweep",
    "to_graph",
    "triangular",
    "uniform",
]


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'blueprint' has no attribute '{name}'")
    found = getattr(import_module(module), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
