"""The verbs: load, check, render, convert, save. The only place where the parts are put together.

Every verb takes a `Draft`, a `Blueprint`, a `Document`, the path of a file, or the text of one, and makes a `Document`
of it first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from blueprint.diagnostics import Diagnostic, Severity, SourcePath
from blueprint.dsl import Draft
from blueprint.files import is_file, read_bytes, write_bytes
from blueprint.graph import to_graph
from blueprint.model import Blueprint, Document

if TYPE_CHECKING:
    from blueprint.layout.drawing import Drawing

Source = Union[Draft, Blueprint, Document, str, "os.PathLike[str]"]
"""What a verb takes: a draft, a blueprint, a document, a path, or the text of a file.

A string is a text if it has a line break in it, begins with ``{`` as JSON does, or has nothing in it; else it is a
path.
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished drawing.

    Parameters
    ----------
    text : str
        The drawing as text of its format.
    format : str
        ``svg`` or ``txt``.
    diagnostics : tuple of Diagnostic
        What was found on the way; findings never stop a drawing.
    """

    text: str
    format: str
    diagnostics: tuple[Diagnostic, ...] = ()

    def __str__(self) -> str:
        """Return the drawing as text."""
        return self.text

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the drawing to a file and return its path.

        Raises
        ------
        SourceError
            BP020 if the file cannot be written; nothing is half-written.
        """
        write_bytes(Path(path), self.text.encode())
        return Path(path)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Show the drawing in a notebook."""
        return {"image/svg+xml": self.text} if self.format == "svg" else {"text/plain": self.text}


def load(source: Source, *, format: str | None = None) -> Document:
    """Read a service.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        A string with a line break, or one that begins with ``{``, is the text of a file; any other string is a path.
        Python files are executed.
    format : str, optional
        ``yaml``, ``json`` or ``py`` where the file's ending does not say it.

    Returns
    -------
    Document
        The blueprint and where its parts were written.

    Raises
    ------
    SourceError
        If the source cannot be read: missing, not text, not YAML.
    ModelError
        If it says something that is no service blueprint; with every problem and its place.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, Blueprint):
        return Document(source)
    if isinstance(source, Draft):
        return source.document()
    if isinstance(source, str) and _is_text(source):
        return load_text(source, format=format or ("json" if source.lstrip().startswith("{") else "yaml"))
    path = Path(source)
    return load_data(read_bytes(path), name=os.fspath(source), format=format or path.suffix)


def _is_text(source: str) -> bool:
    return "\n" in source or source.lstrip()[:1] in ("{", "")


def load_text(text: str, *, format: str = "yaml", name: str = "<text>") -> Document:
    """Read a service from text, in ``yaml`` or ``json``."""
    from blueprint.io.formats import format_named

    return format_named(format).parse(text, name)


def load_data(data: bytes, *, name: str, format: str) -> Document:
    """Read a service from the bytes of a file."""
    from blueprint.io.formats import format_named
    from blueprint.io.source import decode

    return format_named(format, name).parse(decode(data, name), name)


def check(source: Source) -> tuple[Diagnostic, ...]:
    """Find what is wrong or doubtful in a service.

    Returns
    -------
    tuple of Diagnostic
        In the order of the source; empty if nothing was found.

    Raises
    ------
    BlueprintError
        As `load`.
    """
    from blueprint.rules import run_rules

    document = load(source)
    found = [*document.diagnostics, *run_rules(to_graph(document.blueprint), document), *_missing_details(document)]
    return tuple(sorted(found, key=_in_source_order))


def _in_source_order(diagnostic: Diagnostic) -> tuple[int, int]:
    place = diagnostic.location
    return (place.line or 0, place.column or 0) if place else (1 << 60, 0)


def _missing_details(document: Document) -> Iterator[Diagnostic]:
    """Report steps whose blueprint inside is not where they say."""
    if not document.name or document.name == "<text>":
        return
    folder = Path(document.name).parent
    for step in document.blueprint.steps:
        if step.detail is not None and not is_file(folder / step.detail):
            path: SourcePath = (*document.blueprint.paths[step.id], "detail")
            yield Diagnostic(
                "BP110",
                "missing-detail",
                Severity.ERROR,
                f"the blueprint inside this step is missing: '{step.detail}'",
                document.source.locate(path),
                step.id,
                f"put it into the folder '{folder}', or correct 'detail'",
            )


def arrange(source: Source, *, theme: str = "light") -> Drawing:
    """Lay a service out: geometry, not yet a picture.

    Returns
    -------
    Drawing
        Blueprint, layout and theme; `layout_data` of `blueprint.layout.engine` has it as plain data.
    """
    from blueprint.layout.drawing import Drawing
    from blueprint.layout.swimlane.pipeline import arrange as arrange_swimlanes
    from blueprint.themes import load_theme

    document, colors = load(source), load_theme(theme)
    return Drawing(document.blueprint, arrange_swimlanes(to_graph(document.blueprint), colors.metrics), colors)


def render(source: Source, *, theme: str = "light", format: str = "svg") -> Picture:
    """Draw a service.

    Parameters
    ----------
    source : Draft, Blueprint, Document, path or str
        What to draw.
    theme : str
        Name of a theme.
    format : str
        ``svg`` or ``txt``.

    Returns
    -------
    Picture
        With the findings of the rules; they do not stop it.

    Raises
    ------
    BlueprintError
        As `load`; PluginError for an unknown theme or format.
    """
    from blueprint.rendering.catalog import drawing_format

    draw = drawing_format(format).draw
    document = load(source)
    return Picture(draw(arrange(document, theme=theme)), format, check(document))


def convert(source: Source, format: str) -> str:
    """Write a service in another notation: ``yaml``, ``json`` or ``py``.

    Raises
    ------
    BlueprintError
        As `load`; PluginError for an unknown format.
    """
    from blueprint.io.formats import format_named

    return format_named(format).dump(load(source).blueprint)


def save(source: Source, path: str | os.PathLike[str]) -> Path:
    """Write a service to a file in the notation that its ending names.

    Raises
    ------
    BlueprintError
        As `convert`; SourceError if the file cannot be written.
    """
    write_bytes(Path(path), convert(source, Path(path).suffix).encode())
    return Path(path)
