"""Names: variables made of ids, valid in Python, told apart, and never in the way of another word."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable

from blueprint.io.python_code import width_of

_LONGEST = 40  # columns
_LOOKALIKES = ("l", "O", "I")
_RESERVED = frozenset((*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_LOOKALIKES))


class Names:
    """Gives each element a variable name, the same for the same blueprint.

    Parameters
    ----------
    taken : iterable of str
        Names that have another meaning already, such as those that are imported.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {*_RESERVED, *taken}

    def take(self, element: str, noun: str, number: int) -> str:
        """Return a name for an element that no other element has.

        Parameters
        ----------
        element : str
            Its id.
        noun : str
            What it is: step, resource …
        number : int
            Its place, counted from 1, for ids that give no name.

        Examples
        --------
        >>> names = Names(["draft"])
        >>> [names.take(name, "step", 3) for name in ("greet-guest", "draft", "迎接客人", "24h", "--")]
        ['greet_guest', 'draft_step', '迎接客人', 'step_24h', 'step_3']
        """
        core = element.strip("-_") or str(number)
        name = _identifier(element) or _identifier(f"{noun}_{core}") or f"{noun}_{number}"
        found = name
        if found in self._taken:
            name = found = f"{name}_{noun}"
        count = 1
        while found in self._taken:
            count += 1
            found = f"{name}_{count}"
        self._taken.add(found)
        return found


def _identifier(element: str) -> str | None:
    """Return an id as an identifier, or None; Python reads identifiers in NFKC, so they are compared in it."""
    text = unicodedata.normalize("NFKC", element)
    name = re.sub("[^0-9A-Za-z_\x80-\U0010ffff]", "_", text)
    while width_of(name) > _LONGEST:
        name = name[: len(name) * _LONGEST // width_of(name)].rstrip("_")
    name = unicodedata.normalize("NFKC", name)
    usable = name.isidentifier() and name.strip("_0123456789") and not name.startswith("__")
    return name if usable else None
