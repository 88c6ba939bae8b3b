"""Errors of the library: each carries the diagnostics that say what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from blueprint.diagnostics import Diagnostic, Severity, format_diagnostic


class BlueprintError(Exception):
    """Base of all errors that are the input's fault.

    Parameters
    ----------
    diagnostics : iterable of Diagnostic
        Every problem that was found, in the order of the source.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(format_diagnostic(item) for item in self.diagnostics))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error pass from one process to another: it is made again of its diagnostics."""
        return type(self), (self.diagnostics,)

    @classmethod
    def of(cls, code: str, rule: str, message: str, *, hint: str = "") -> Self:
        """Make an error of one problem that has no place in a source."""
        return cls([Diagnostic(code, rule, Severity.ERROR, message, hint=hint)])


class SourceError(BlueprintError):
    """A source cannot be read: missing, not text, not YAML, too large."""


class ModelError(BlueprintError):
    """A source says something that is no service blueprint."""


class LayoutError(BlueprintError):
    """A blueprint cannot be laid out."""


class RenderError(BlueprintError):
    """A drawing cannot be written."""


class AnalysisError(BlueprintError):
    """A figure cannot be computed."""


class PluginError(BlueprintError):
    """A name of a format, theme, engine or rule is unknown, or its extra is not installed."""
