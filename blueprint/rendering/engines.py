"""What the engines of PNG and PDF have in common: they come with an extra, need fonts, and may fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from blueprint.diagnostics import shorten
from blueprint.errors import RenderError
from blueprint.rendering.flat import Flat, unreadable_scripts

_FONTS = {
    "cjk": ("Chinese or Japanese", "Noto Sans CJK (Debian: fonts-noto-cjk)"),
    "hangul": ("Korean", "Noto Sans CJK (Debian: fonts-noto-cjk)"),
}


def load_extra(module: str, extra: str, name: str) -> Any:
    """Import the engine of a format.

    Raises
    ------
    RenderError
        BP803 if the extra is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        message = f"{name} needs an extra that is not installed here"
        hint = f'install it: pip install "service-blueprint[{extra}]"'
        raise RenderError.of("BP803", "missing-extra", message, hint=hint) from error


@contextmanager
def running(name: str) -> Iterator[None]:
    """Turn what an engine throws, also where its own code breaks, into an error of the drawing.

    Raises
    ------
    RenderError
        BP807 if the engine fails.
    """
    try:
        yield
    except BaseException as error:  # a panic of Rust code is no `Exception`
        if not isinstance(error, (ValueError, RuntimeError)) and type(error).__name__ != "PanicException":
            raise
        message = f"the engine for {name} failed on this drawing: {shorten(str(error), 120)}"
        raise RenderError.of("BP807", "engine-failed", message, hint="take SVG, and please report it") from error


def refuse_unreadable(flat: Flat, language: str, draw: Callable[[str], bytes]) -> None:
    """Refuse a picture that would have empty boxes for the letters of a script.

    Raises
    ------
    RenderError
        BP805 if no font on this machine has them.
    """
    for script in unreadable_scripts(flat, language, draw):
        spoken, font = _FONTS.get(script, (script, f"Noto Sans {script}"))
        message = f"no font on this machine has {spoken} letters, such as '{flat.foreign[script]}'"
        hint = f"install one, such as {font}, or take SVG, which is drawn with the fonts of its reader"
        raise RenderError.of("BP805", "missing-font", message, hint=hint)
