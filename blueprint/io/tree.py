"""A neutral tree of what a file says: lists and keys that know where each of their values was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blueprint.diagnostics import Diagnostic, Location, SourcePath
from blueprint.io.places import Place, SourceText

Entry = tuple[int, int, int, int]
"""Place of a key and place of its value."""


class Keys(dict[str, Any]):
    """Keys with values; None where a key stands without one."""

    __slots__ = ("places",)
    places: dict[str, Entry]

    @classmethod
    def empty(cls) -> Keys:
        """Return keys without any entry."""
        made = cls()
        made.places = {}
        return made

    @classmethod
    def like(cls, other: Keys) -> Keys:
        """Return a copy that may be changed; the values are shared."""
        made = cls(other)
        made.places = dict(other.places)
        return made

    def put(self, key: str, value: object, entry: Entry) -> None:
        """Add an entry with its place."""
        self[key] = value
        self.places[key] = entry

    def key_place(self, key: str) -> Place:
        """Return where a key was written."""
        return self.places[key][:2]

    def value_place(self, key: str) -> Place:
        """Return where the value of a key was written."""
        return self.places[key][2:]


class Items(list[Any]):
    """A list, with the place of each item."""

    __slots__ = ("places",)
    places: list[Place]

    @classmethod
    def empty(cls) -> Items:
        """Return a list without items."""
        made = cls()
        made.places = []
        return made

    def put(self, value: object, place: Place) -> None:
        """Add an item with its place."""
        self.append(value)
        self.places.append(place)


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says, before anybody asks whether it is a blueprint.

    Parameters
    ----------
    source : SourceText
        The text.
    root : object
        `Keys`, `Items`, a text or None.
    place : tuple of int
        Where the root begins.
    has_empty : bool
        Whether a key stands without a value somewhere.
    warnings : tuple of Diagnostic
        What reads well but was probably meant otherwise.
    """

    source: SourceText
    root: object
    place: Place
    has_empty: bool = False
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeMap:
    """Source map that walks the tree: places cost nothing until somebody asks."""

    source: SourceText
    root: object

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return the place of the value (or of its key), or of the nearest value around it."""
        here: object = self.root
        entry: Entry | None = None
        named = False
        for part in path:
            found = _enter(here, part)
            named = False
            if found is None:
                break
            entry, here = found
            named = isinstance(part, int) and entry[0] >= 0  # '{waiter: 2}', where the model has a list
        if entry is None:
            return self.source.locate(place_of(self.root, (0, 0)))
        if (key or named) and entry[0] >= 0:
            return self.source.locate(entry[:2])
        return self.source.locate(place_of(here, entry[2:]))


def _enter(here: object, part: str | int) -> tuple[Entry, object] | None:
    if isinstance(here, Items):
        if isinstance(part, int) and part < len(here):
            return (-1, -1, *here.places[part]), here[part]
        return None
    if not isinstance(here, Keys):
        return None
    if isinstance(part, int):
        if part >= len(here):
            return None
        part = list(here)[part]
    entry = here.places.get(part)
    return None if entry is None else (entry, here.get(part))


def place_of(value: object, place: Place) -> Place:
    """Return the place to mark: a block of keys or a list without brackets is marked at its first key or item."""
    if place[0] < place[1]:
        return place
    if isinstance(value, Keys) and value.places:
        return next(iter(value.places.values()))[:2]
    if isinstance(value, Items) and value:
        return place_of(value[0], value.places[0])
    return place
