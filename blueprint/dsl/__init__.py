"""The DSL: blueprints declared in Python, each declaration checked where it stands."""

from __future__ import annotations

from blueprint.dsl.draft import Draft, PhaseDraft, draft
from blueprint.dsl.handles import Alternatives, ClassHandle, LaneHandle, Path, ResourceHandle, StepHandle

__all__ = [
    "Alternatives",
    "ClassHandle",
    "Draft",
    "LaneHandle",
    "Path",
    "PhaseDraft",
    "ResourceHandle",
    "StepHandle",
    "draft",
]
