"""Reports: what an analysis found, section by section, as text for terminals, Markdown and HTML."""

from __future__ import annotations

from blueprint.reports.catalog import make_report, read_sections
from blueprint.reports.content import Report

__all__ = ["Report", "make_report", "read_sections"]
