"""The formats of a report by name; each is loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.layout.drawing import Drawing
from blueprint.reports.content import Report

Drawn = Callable[[], Drawing]
"""Makes the drawing of the service, for formats that show it."""

Writer = Callable[[Report, Drawn], str]

FORMATS: Mapping[str, str] = {"text": "write_text", "markdown": "write_markdown", "html": "write_html"}
"""Functions by format; each is in the module of that name."""


def writer_named(name: str) -> Writer:
    """Return the function that writes a report in a format.

    Raises
    ------
    PluginError
        BP902 if there is none of that name.
    """
    if name not in FORMATS:
        message = f"'{shorten(name, 40)}' is no format of a report"
        raise PluginError.of("BP902", "unknown-format", message, hint=did_you_mean(name, FORMATS))
    write = getattr(import_module(f"blueprint.reports.{name}"), FORMATS[name])
    if name == "html":
        return lambda report, drawn: str(write(report, drawn()))
    return lambda report, drawn: str(write(report))
