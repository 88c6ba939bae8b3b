"""The page of a report: the drawing on top, what it comes to, and the sections with their tables, in one file.

Like the page of a drawing it has no script and nothing from elsewhere. What the sections say comes in as plain data
from `blueprint.reports`; the template escapes all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blueprint.layout.drawing import Drawing
from blueprint.rendering.environment import template
from blueprint.rendering.html import color_scheme_of, page_style, policy_of
from blueprint.rendering.svg import draw_svg


def draw_report_page(drawing: Drawing, report: Mapping[str, Any]) -> str:
    """Return a report as a page.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme; the page has its colors.
    report : mapping
        Title, language, what it comes to, points and sections, as `blueprint.reports.html` describes them.

    Returns
    -------
    str
        A whole document with one final line break; the same for the same report, everywhere.
    """
    svg = draw_svg(drawing, titled=False).rstrip()
    style = page_style(drawing) + template("report.css.j2").render().strip()
    view = {**report, "color_scheme": color_scheme_of(drawing.theme)}
    plots = "".join(plot for section in report["sections"] for plot in section["plots"])
    return template("report.html.j2").render(view, svg=svg, style=style, policy=policy_of(svg + plots, style)) + "\n"
