"""Names of rows over and under the lanes, in the room where the lanes have theirs."""

from __future__ import annotations

from blueprint.layout.anatomy.frame import Frame
from blueprint.layout.result import Role, TextBlock
from blueprint.layout.swimlane.measure import set_text
from blueprint.layout.text import Font, wrap

INDENT = 14.0  # as the names of lanes


def set_name(role: Role, text: str, font: Font, leading: float, frame: Frame, middle: float, room: float) -> TextBlock:
    """Set a name at the left of a row, around the middle of it.

    Parameters
    ----------
    middle : float
        Middle of the row [px].
    room : float
        Height that it may take [px].
    """
    width = frame.left - frame.x1 - 2 * INDENT
    wrapped = wrap(text, font, width, max(1, int(room // leading)))
    return set_text(role, wrapped, frame.x1 + INDENT, middle - leading * len(wrapped.lines) / 2, leading, text)
