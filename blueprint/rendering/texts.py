"""SVG of set text, all of it escaped; texts are so many that a template would take half of the time for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blueprint.layout.result import TextBlock
from blueprint.rendering.paths import number

if TYPE_CHECKING:
    from markupsafe import Markup


def text_lines(block: TextBlock) -> Markup:
    """Return the lines of a text; one that was cut short says the whole of it as its title."""
    from markupsafe import Markup, escape

    lines = "".join(
        f'<text x="{number(line.x)}" y="{number(line.y)}">{escape(line.text)}</text>' for line in block.lines
    )
    return Markup(f"<g><title>{escape(block.full)}</title>{lines}</g>" if block.full else lines)
