"""Quality: what is wrong with a finished drawing, and how hard it is to follow, measured from its final geometry alone.

Nothing here knows how a layout was made, so that no engine grades its own homework.
"""

from __future__ import annotations

from blueprint.layout.quality.figures import WRONG, Quality
from blueprint.layout.quality.measuring import measure_quality

__all__ = ["WRONG", "Quality", "measure_quality"]
