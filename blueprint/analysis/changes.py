"""Changes and scenarios as values: which values of a blueprint are to be others; `scenario` makes them so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from blueprint.diagnostics import Location, NoSource, SourceMap, SourcePath, shorten

NOTHING = "none"
"""The value that takes out what is written there."""

_LONGEST_SHOWN = 80  # characters of a value in a name


@dataclass(frozen=True, slots=True)
class Within:
    """The places of a part of a source.

    Parameters
    ----------
    source : SourceMap
        Places of the whole.
    path : tuple
        Where the part stands in it.
    """

    source: SourceMap
    path: SourcePath

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return the place of a value of the part (or of its key)."""
        return self.source.locate((*self.path, *path), key=key)


@dataclass(frozen=True, slots=True)
class Change:
    """A value that stands elsewhere than in the blueprint.

    Parameters
    ----------
    path : str
        Which one, as people write it: ``waiter.capacity``, ``arrivals``, ``take/wrong-dish.probability``.
    value : object
        As it would stand in a file: text, a number, a flag, a list or keys with values; or what a reader of the field
        makes of them. ``*1.2``, ``+1``, ``-10%`` are relative to what is there, ``none`` takes it out.
    source : SourceMap
        Where it was written.
    """

    path: str
    value: Any
    source: SourceMap = field(default_factory=NoSource, compare=False, repr=False)

    def __str__(self) -> str:
        """Write as on the command line: ``waiter.capacity=4``."""
        value = self.value
        if isinstance(value, Mapping | list | tuple):
            value = json.dumps(value, ensure_ascii=False, default=str)
        elif isinstance(value, bool):
            value = "true" if value else "false"
        return f"{self.path}={value}"

    def place(self, inside: SourcePath = (), *, key: bool = False) -> Location:
        """Return where it was written; what was never written has its path as its place."""
        return self.source.locate(inside, key=key) or Location(shorten(self.path, _LONGEST_SHOWN))


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that belong together.

    Parameters
    ----------
    name : str
        What people call it; empty for changes without a name.
    changes : tuple of Change
        They are made one after the other, each to what the one before has left.
    """

    name: str = ""
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, changes: Mapping[str, object] | Iterable[tuple[str, object]], name: str = "") -> Self:
        """Make a scenario of paths with values."""
        pairs = changes.items() if isinstance(changes, Mapping) else changes
        return cls(name, tuple(Change(path, value) for path, value in pairs))

    def __str__(self) -> str:
        """Return the name, or the changes where there is none."""
        return self.name or ", ".join(shorten(str(change), _LONGEST_SHOWN) for change in self.changes)

    def after(self, base: Scenario) -> Scenario:
        """Return this scenario with the changes of another one made before its own."""
        return replace(self, changes=(*base.changes, *self.changes))

    def followed_by(self, changes: Iterable[Change]) -> Scenario:
        """Return this scenario with more changes made after its own, and told in its name."""
        more = tuple(changes)
        name = ", ".join((self.name, *map(str, more))) if self.name else ""
        return Scenario(name, (*self.changes, *more))

    def as_json(self) -> str | list[str] | None:
        """Return what results say of it: its name, or the list of its changes; None if nothing is changed."""
        return self.name or [str(change) for change in self.changes] or None
