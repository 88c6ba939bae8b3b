"""The tree of a JSON text: the standard library decides what is valid, a scanner of tokens adds the places."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from blueprint.diagnostics import shorten
from blueprint.errors import SourceError
from blueprint.io.guard import DEEPEST, MOST_VALUES
from blueprint.io.places import Place, SourceText
from blueprint.io.tree import Items, Keys, Tree
from blueprint.model.base import Unquoted

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\Z)'  # an unclosed one reaches to the end, so that no text takes long
_BRACKET = re.compile(rf"{_STRING}|[\[\]{{}}]", re.DOTALL)
_TOKEN = re.compile(rf"{_STRING}|[\[\]{{}}]|[^\s\[\]{{}}:,\"]+", re.DOTALL)
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


def build_tree(source: SourceText) -> Tree:
    """Read JSON into a tree. Numbers and flags stay as they are written, as unquoted scalars do in YAML.

    Raises
    ------
    SourceError
        BP003 for what is no JSON, BP004 for too much, BP006 for a key twice, BP011 for NaN and Infinity.
    """
    if not source.text.strip():
        return Tree(source, None, (0, 0))
    _check_depth(source)
    try:
        # numbers are only looked at later, by the fields that want one: 5,000 digits cost nothing here
        json.loads(source.text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        message, place, hint = _explain(source.text, error)
        raise SourceError([source.fault("BP003", "syntax", message, place, hint)]) from None
    return _Builder(source).tree()


def _check_depth(source: SourceText) -> None:
    depth = 0
    for found in _BRACKET.finditer(source.text):
        sign = found.group()
        if sign in "[{":
            depth += 1
            if depth > DEEPEST:
                message = f"lists and keys stand more than {DEEPEST} levels inside each other"
                hint = "a blueprint needs eight; look for brackets too many"
                raise SourceError([source.fault("BP004", "too-large", message, found.span(), hint)])
        elif sign in "]}":
            depth -= 1


class _Builder:
    """Follows the tokens of a text that is known to be valid."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.top = Items.empty()
        self.box: Keys | Items = self.top
        self.key: str | None = None
        self.key_place: Place = (0, 0)
        self.outer: list[Keys | Items] = []
        self.has_empty = False

    def tree(self) -> Tree:
        """Return the tree."""
        for number, found in enumerate(_TOKEN.finditer(self.source.text)):
            if number > MOST_VALUES:
                self._refuse("BP004", "too-large", f"more than {MOST_VALUES:,} values", found.span(), "")
            self._take(found.group(), found.span())
        return Tree(self.source, self.top[0], self.top.places[0], self.has_empty)

    def _take(self, token: str, place: Place) -> None:
        if token in "]}":
            self.box = self.outer.pop()
        elif token in "[{":
            opened: Keys | Items = Keys.empty() if token == "{" else Items.empty()
            self._add(opened, (place[0], place[0] + 1))
            self.outer.append(self.box)
            self.box = opened
        elif token[0] != '"':
            self._add(self._unquoted(token, place), place)
        else:
            text = json.loads(token) if "\\" in token else token[1:-1]
            if isinstance(self.box, Keys) and self.key is None:
                self._begin_entry(self.box, text, place)
            else:
                self._add(text, place)

    def _begin_entry(self, box: Keys, key: str, place: Place) -> None:
        if key in box:
            message = f"the key '{shorten(key, 60)}' is written twice"
            hint = "delete one of the two, or make a list of them if both are meant"
            self._refuse("BP006", "duplicate-key", message, place, hint, box.key_place(key))
        self.key, self.key_place = key, place

    def _add(self, value: Any, place: Place) -> None:
        if isinstance(self.box, Items):
            self.box.put(value, place)
            return
        assert self.key is not None
        self.has_empty = self.has_empty or value is None
        self.box.put(self.key, value, (*self.key_place, *place))
        self.key = None

    def _unquoted(self, token: str, place: Place) -> Unquoted | None:
        if token in _NO_NUMBERS:
            hint = "leave it out where a figure is not known"
            self._refuse("BP011", "bad-number", f"'{token}' is no number that a blueprint can hold", place, hint)
        return None if token == "null" else Unquoted(token)

    def _refuse(
        self, code: str, rule: str, message: str, place: Place, hint: str, related: Place | None = None
    ) -> NoReturn:
        others = () if related is None else (related,)
        raise SourceError([self.source.fault(code, rule, message, place, hint, others)])


def _explain(text: str, error: json.JSONDecodeError) -> tuple[str, Place, str]:
    """Say in plain words what keeps a text from being JSON."""
    at = min(error.pos, max(0, len(text) - 1))
    sign, before = text[error.pos : error.pos + 1], text[: error.pos].rstrip()
    place = (at, at + 1)
    if "Unterminated string" in error.msg:
        return "this quote is never closed", place, "close it at the end of the text"
    if "escape" in error.msg:
        return "a backslash begins a special character, and this is none", place, "write '\\\\' for a backslash"
    if "Extra data" in error.msg:
        return "something follows after the end of the blueprint", place, "delete it, or mend the braces above"
    if "control character" in error.msg:
        return "a text goes over the end of its line", place, "close the quote, or write '\\n' for a new line"
    if not sign:
        return "the text ends too early", (len(before) - 1, len(before)), "close what is open with } or ]"
    if (before.endswith(",") and sign in "]}") or "trailing comma" in error.msg:
        at = len(before) - 1 if before.endswith(",") else error.pos
        return "a comma stands behind the last item", (at, at + 1), "delete this comma"
    if "',' delimiter" in error.msg:
        return "a comma is missing before this", place, "put a comma between two items"
    if "':' delimiter" in error.msg:
        return "a ':' is missing before this", place, 'write "key": value'
    hint = 'write text and keys in double quotes: "title": "Restaurant visit"'
    return f"'{sign}' cannot begin a value or key here", place, hint
