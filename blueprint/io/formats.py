"""The catalog of formats: found by name or file ending, and imported only when one is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from blueprint.diagnostics import Diagnostic, Severity, did_you_mean, shorten
from blueprint.errors import PluginError

if TYPE_CHECKING:
    from blueprint.model import Blueprint, Document


@dataclass(frozen=True, slots=True)
class Format:
    """A notation of blueprints.

    Parameters
    ----------
    name : str
        Name on the command line.
    suffixes : tuple of str
        File endings, with their point; the first one is the usual one.
    reader : str
        ``module:function`` from a text and a file name to a `Document`; empty if it cannot be read.
    writer : str
        ``module:function`` from a `Blueprint` to a text; empty if it cannot be written.
    aliases : tuple of str
        Other names.
    """

    name: str
    suffixes: tuple[str, ...]
    reader: str = ""
    writer: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def reads(self) -> bool:
        """Tell whether it can be read."""
        return bool(self.reader)

    @property
    def writes(self) -> bool:
        """Tell whether it can be written."""
        return bool(self.writer)

    @property
    def parse(self) -> Callable[[str, str], Document]:
        """Function from a text and a file name to a document.

        Raises
        ------
        PluginError
            BP904 if the format is only written.
        """
        parse: Callable[[str, str], Document] = _function(self.reader, self.name, "read")
        return parse

    @property
    def dump(self) -> Callable[[Blueprint], str]:
        """Function from a blueprint to a text.

        Raises
        ------
        PluginError
            BP904 if the format is only read.
        """
        dump: Callable[[Blueprint], str] = _function(self.writer, self.name, "written")
        return dump


FORMATS = (
    Format("yaml", (".yaml", ".yml"), "blueprint.io.yaml:parse_yaml", "blueprint.io.yaml:dump_yaml", aliases=("yml",)),
    Format("json", (".json",), "blueprint.io.json:parse_json", "blueprint.io.json:dump_json"),
    Format("py", (".py",), "blueprint.io.python:parse_python", "blueprint.io.python:dump_python", aliases=("python",)),
)
"""All formats; a new one is one line here and one module."""


def format_named(name: str, file: str = "") -> Format:
    """Return the format of a name (``yaml``) or of an ending (``.yaml``).

    Parameters
    ----------
    name : str
        Name or ending, capital letters or not.
    file : str
        File that is concerned, for the message.

    Raises
    ------
    PluginError
        BP902 if there is none.
    """
    wanted = name.casefold()
    for item in FORMATS:
        if wanted in (item.name, *item.aliases, *item.suffixes):
            return item
    raise _unknown(name, file)


def format_of(file: str) -> Format:
    """Return the format that the ending of a file name says.

    Raises
    ------
    PluginError
        BP902 if no format has this ending.
    """
    return format_named(PurePath(file).suffix, file)


def _unknown(name: str, file: str) -> PluginError:
    where = f" (of '{shorten(file, 80)}')" if file else ""
    if not name:
        message = f"the file '{shorten(file, 80)}' has no ending that says its format" if file else "no format is named"
        return _refusal(message, f"known here: {', '.join(_endings())}")
    if name.startswith("."):
        message = f"no format has the ending '{shorten(name, 40)}'{where}"
        return _refusal(message, did_you_mean(name, _endings()))
    names = [known for item in FORMATS for known in (item.name, *item.aliases)]
    return _refusal(f"there is no format '{shorten(name, 40)}'{where}", did_you_mean(name, names))


def _endings() -> list[str]:
    return [suffix for item in FORMATS for suffix in item.suffixes]


def _refusal(message: str, hint: str) -> PluginError:
    return PluginError([Diagnostic("BP902", "unknown-format", Severity.ERROR, message, hint=hint)])


def _function(target: str, name: str, verb: str) -> Any:
    if not target:
        known = [item.name for item in FORMATS if (item.reads if verb == "read" else item.writes)]
        message = f"the format '{name}' cannot be {verb} here"
        raise PluginError.of("BP904", "one-way-format", message, hint=f"use one of {', '.join(known)}")
    module, function = target.split(":")
    return getattr(import_module(module), function)
