"""What changed from one service to another: elements, fields and figures, and both services in one."""

from __future__ import annotations

from blueprint.comparison.compare import compare
from blueprint.comparison.difference import Change, Difference, Figure

__all__ = ["Change", "Difference", "Figure", "compare"]
