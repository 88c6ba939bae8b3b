"""The drawing formats by name and by file ending; each is loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.layout.drawing import Drawing


@dataclass(frozen=True, slots=True)
class DrawingFormat:
    """A way to write a drawing: its name and file ending, its media type, and where its function lives."""

    name: str
    mime: str
    module: str
    function: str

    @property
    def draw(self) -> Callable[[Drawing], str | bytes]:
        """The function that writes a drawing, as text or as the bytes of a binary format."""
        drawn: Callable[[Drawing], str | bytes] = getattr(import_module(self.module), self.function)
        return drawn


FORMATS = (
    DrawingFormat("svg", "image/svg+xml", "blueprint.rendering.svg", "draw_svg"),
    DrawingFormat("html", "text/html", "blueprint.rendering.html", "draw_html"),
    DrawingFormat("png", "image/png", "blueprint.rendering.raster", "draw_png"),
    DrawingFormat("pdf", "application/pdf", "blueprint.rendering.pdf", "draw_pdf"),
    DrawingFormat("dot", "text/vnd.graphviz", "blueprint.rendering.dot", "draw_dot"),
    DrawingFormat("txt", "text/plain", "blueprint.rendering.text", "draw_text"),
)


def drawing_format(name: str) -> DrawingFormat:
    """Return a drawing format by name.

    Raises
    ------
    PluginError
        BP902 if there is none of that name.
    """
    for known in FORMATS:
        if known.name == name.lower():
            return known
    names = [known.name for known in FORMATS]
    message = f"'{shorten(name, 40)}' is no drawing format"
    raise PluginError.of("BP902", "unknown-format", message, hint=did_you_mean(name, names))


def format_of_file(name: str) -> DrawingFormat:
    """Return the drawing format that a file name asks for by its ending.

    Raises
    ------
    PluginError
        BP902 if the ending is none of a drawing format.
    """
    ending = PurePath(name).suffix.lstrip(".")
    if not ending:
        names = ", ".join(f".{known.name}" for known in FORMATS)
        message = f"the file name '{shorten(name, 60)}' has no ending that says which format to draw"
        raise PluginError.of("BP902", "unknown-format", message, hint=f"end it in one of {names}")
    return drawing_format(ending)
