"""What follows from a service: figures computed from its graph, each with what it could not know."""

from __future__ import annotations

from blueprint.analysis.memory import timeline_of
from blueprint.analysis.timeline import StepTime, Stretch, StretchKind, Timeline, compute_timeline, standard_time

__all__ = ["StepTime", "Stretch", "StretchKind", "Timeline", "compute_timeline", "standard_time", "timeline_of"]
