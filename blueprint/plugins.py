"""Plugins: what other packages add through entry points.

A team puts its rules into a package of its own and says so in its ``pyproject.toml``:

    [project.entry-points."blueprint.rules"]
    acme = "acme_blueprints.rules"

An entry is a module or an object with rules in it; what cannot be loaded is told, and the rest is used all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry point: what it gave, or why it could not be loaded.

    Parameters
    ----------
    name : str
        Its name, and the package that it came with.
    value : object
        What it gave; None if it could not be loaded.
    fault : str
        Why not; empty if it was.
    """

    name: str
    value: object
    fault: str = ""


@lru_cache
def plugins(group: str) -> tuple[Plugin, ...]:
    """Return what is installed under a group of entry points, by name."""
    return tuple(
        _load(entry) for entry in sorted(entry_points(group=group), key=lambda entry: (entry.name, entry.value))
    )


def _load(entry: EntryPoint) -> Plugin:
    package = f" of {entry.dist.name}" if entry.dist else ""
    name = f"{entry.name}{package}"
    try:
        return Plugin(name, entry.load())
    except Exception as error:  # it is anybody's code
        return Plugin(name, None, f"{type(error).__name__}: {error}")
