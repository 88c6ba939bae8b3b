"""The tree of a YAML text, built from the events of the parser in one pass that stops at the first excess.

Only plain data is taken: no tags, no merge keys, no keys that are lists. A scalar without quotes stays the text that
was written (`Unquoted`); the fields of the model decide whether it is a text, a number or a flag. Nodes are never
composed: the C composer of PyYAML recurses and kills the process on deep nesting.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from blueprint.diagnostics import Diagnostic, Severity, shorten
from blueprint.errors import SourceError
from blueprint.io.guard import DEEPEST, MOST_VALUES
from blueprint.io.places import Place, SourceText, in_order
from blueprint.io.tree import Items, Keys, Tree
from blueprint.io.yaml_errors import explain_syntax
from blueprint.model.base import Unquoted

Anchor = tuple[Any, int, int]
"""What an anchor names, with the number of its values and of its levels."""


def build_tree(source: SourceText) -> Tree:
    """Read YAML into a tree.

    Raises
    ------
    SourceError
        BP003 for what is no YAML, BP004 for too much, BP006 for a key twice, BP018 for parts of YAML that are not read.
    """
    builder = _Builder(source)
    try:
        builder.run(_parser(source.text))
    except yaml.YAMLError as error:
        raise SourceError([explain_syntax(source, error)]) from None
    return builder.tree()


def _parser(text: str) -> Any:
    """Return the C parser, or the slower one in Python where PyYAML was built without it."""
    return (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)(text)


class _Frame:
    """An open collection, and the key of it whose value is awaited."""

    __slots__ = ("anchor", "before", "box", "flow", "height", "key", "key_end", "key_start", "keyed")

    def __init__(self, box: Keys | Items, flow: bool, anchor: str | None, before: int) -> None:
        self.box = box
        self.keyed = type(box) is Keys
        self.flow = flow
        self.anchor = anchor
        self.before = before
        self.height = 1
        self.key: str | None = None
        self.key_start = self.key_end = 0


class _Builder:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.top = _Frame(Items.empty(), False, None, 0)
        self.frame = self.top
        self.outer: list[_Frame] = []
        self.has_empty = False
        self.anchors: dict[str, Anchor] = {}
        self.anchor_places: dict[str, Place] = {}
        self.open_anchors: set[str] = set()
        self.used: set[str] = set()
        self.warnings: list[Diagnostic] = []
        self.count = 0
        self.documents = 0

    def run(self, parser: Any) -> None:
        """Consume the events up to the end."""
        handlers: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self._take_scalar,
            AliasEvent: self._take_alias,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            DocumentStartEvent: self._start_document,
        }
        next_event = parser.get_event
        while type(event := next_event()) is not StreamEndEvent:
            if (handle := handlers.get(type(event))) is not None:
                handle(event)

    def tree(self) -> Tree:
        """Return the finished tree."""
        unused = [self._unused_anchor(name) for name in self.anchor_places if name not in self.used]
        warnings = tuple(in_order(self.warnings + unused))
        if not self.top.box:
            return Tree(self.source, None, (0, 0), False, warnings)
        box = self.top.box
        assert isinstance(box, Items)
        return Tree(self.source, box[0], box.places[0], self.has_empty, warnings)

    # --- events ------------------------------------------------------------------------------------------------------

    def _take_scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.tag is not None:
            self._refuse_tag(event.tag, (start, end))
        self._count(1, (start, end))
        frame = self.frame
        if frame.keyed and frame.key is None:
            frame.key = self._checked_key(event.value, not event.style, (start, end))
            frame.key_start, frame.key_end = start, end
            return
        text = event.value
        value = text if event.style else Unquoted(text) if text else None
        if not event.style and self.source.text.startswith(" #", end):
            self._warn_of_comment(end + 1)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1, 0)
            self._note_anchor(event.anchor, start)
        self._add(value, start, end)

    def _take_alias(self, event: Any) -> None:
        place = (event.start_mark.index, event.end_mark.index)
        frame = self.frame
        if frame.keyed and frame.key is None:
            self._refuse_key(place)
        value, size, height = self._aliased(event.anchor, place)
        self._count(size, place)
        if len(self.outer) + height > DEEPEST:
            self._refuse_depth(place)
        frame.height = max(frame.height, height + 1)
        self._add(value, *place)

    def _open(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.tag is not None:
            self._refuse_tag(event.tag, (start, end))
        frame = self.frame
        if frame.keyed and frame.key is None:
            self._refuse_key((start, start + 1))
        if len(self.outer) >= DEEPEST:
            self._refuse_depth((start, start + 1))
        box: Keys | Items = Keys.empty() if type(event) is MappingStartEvent else Items.empty()
        flow = bool(event.flow_style)
        self._add(box, start, start + 1 if flow else start)
        self.outer.append(frame)
        self.frame = _Frame(box, flow, event.anchor, self.count)
        self._count(1, (start, end))
        if event.anchor is not None:
            self.open_anchors.add(event.anchor)
            self._note_anchor(event.anchor, start)

    def _close(self, event: Any) -> None:
        closed = self.frame
        self.frame = self.outer.pop()
        self.frame.height = max(self.frame.height, closed.height + 1)
        if closed.anchor is not None:
            self.open_anchors.discard(closed.anchor)
            self.anchors[closed.anchor] = (closed.box, self.count - closed.before, closed.height)

    def _start_document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "a second document begins here; a file holds one blueprint"
            hint = "delete the line '---', or put what follows into a file of its own"
            self._refuse("BP018", "unsupported-yaml", message, (event.start_mark.index, event.end_mark.index), hint)

    # --- values ------------------------------------------------------------------------------------------------------

    def _add(self, value: Any, start: int, end: int) -> None:
        frame = self.frame
        box = frame.box
        if not isinstance(box, Keys):
            box.append(value)
            box.places.append((start, end))
            return
        key = frame.key
        assert key is not None
        if value is None:
            if frame.flow:
                self._check_colon(box, frame, start)
            self.has_empty = True
        box[key] = value
        box.places[key] = (frame.key_start, frame.key_end, start, end)
        frame.key = None

    def _count(self, size: int, place: Place) -> None:
        self.count += size
        if self.count > MOST_VALUES:
            message = f"more than {MOST_VALUES:,} values, those that aliases repeat included"
            self._refuse("BP004", "too-large", message, place, "a blueprint has some thousands; write less by aliases")

    def _checked_key(self, key: str, plain: bool, place: Place) -> str:
        box = self.frame.box
        assert isinstance(box, Keys)
        if key in box:
            message = f"the key '{shorten(key, 60)}' is written twice"
            hint = "delete one of the two, or make a list of them if both are meant"
            self._refuse("BP006", "duplicate-key", message, place, hint, box.key_place(key))
        if plain and key == "<<":
            hint = "write the keys out; what is shared can stand behind an alias of its own"
            self._refuse("BP018", "unsupported-yaml", "the merge key '<<' is not read", place, hint)
        if plain and not key:
            self._refuse("BP003", "syntax", "there is no key before this ':'", place, "write 'key: value'")
        return key

    def _check_colon(self, box: Keys, frame: _Frame, start: int) -> None:
        """Refuse a key in braces that has no colon: it is what a comma left of a text."""
        text = self.source.text
        if text[frame.key_end : start + 1].lstrip().startswith(":"):
            return
        key = text[frame.key_start : frame.key_end]
        message = f"'{shorten(key, 60)}' stands in braces without a value"
        hint = f"write '{shorten(key, 40)}: …'; a text with a comma must be quoted"
        if box:
            before = next(reversed(box))
            written = text[box.value_place(before)[0] : frame.key_end]
            hint = f'a text with a comma must be quoted inside braces: {before}: "{shorten(written, 60)}"'
        self._refuse("BP003", "syntax", message, (frame.key_start, frame.key_end), hint)

    # --- anchors -----------------------------------------------------------------------------------------------------

    def _note_anchor(self, name: str, start: int) -> None:
        self.anchor_places.setdefault(name, (start, start + 1 + len(name)))

    def _aliased(self, name: str, place: Place) -> Anchor:
        self.used.add(name)
        if name in self.open_anchors:
            message = f"'*{shorten(name, 40)}' stands inside of '&{shorten(name, 40)}'"
            self._refuse("BP018", "unsupported-yaml", message, place, "write the part out: nothing can contain itself")
        if name not in self.anchors:
            message = f"'*{shorten(name, 40)}' names an anchor that is not there"
            hint = "if it is text, quote it: a text may not begin with '*'"
            self._refuse("BP003", "syntax", message, place, hint)
        return self.anchors[name]

    def _unused_anchor(self, name: str) -> Diagnostic:
        message = f"'&{shorten(name, 40)}' is read as an anchor, which nothing uses, and not as text"
        hint = "if it is text, quote it; else delete it"
        place = self.source.locate(self.anchor_places[name])
        return Diagnostic("BP019", "unused-anchor", Severity.WARNING, message, place, hint=hint)

    def _warn_of_comment(self, start: int) -> None:
        """Warn where ``Room #5`` loses its number; a comment with a blank behind the sign is one."""
        text = self.source.text
        if text[start + 1 : start + 2].isalnum():
            place = self.source.locate((start, len(text)))
            written = place.source[(place.column or 1) - 1 :]
            message = f"'{shorten(written, 40)}' is read as a comment, and not as text"
            hint = "if it is text, put the whole value in quotes; else write a blank behind '#'"
            self.warnings.append(Diagnostic("BP022", "read-as-comment", Severity.WARNING, message, place, hint=hint))

    # --- refusals ----------------------------------------------------------------------------------------------------

    def _refuse(
        self, code: str, rule: str, message: str, place: Place, hint: str, related: Place | None = None
    ) -> NoReturn:
        others = () if related is None else (related,)
        raise SourceError([self.source.fault(code, rule, message, place, hint, others)])

    def _refuse_tag(self, tag: str, place: Place) -> NoReturn:
        shown = self.source.text[place[0] : place[1]].split()
        message = f"'{shorten(shown[0] if shown else tag, 40)}' is read as a YAML tag, and tags are refused"
        hint = "if it is text, quote it: a text may not begin with '!'"
        self._refuse("BP018", "unsupported-yaml", message, place, hint)

    def _refuse_key(self, place: Place) -> NoReturn:
        hint = "write a word before ':'; text with brackets, braces or '*' must be quoted"
        self._refuse("BP018", "unsupported-yaml", "a list, braces or an alias cannot be a key", place, hint)

    def _refuse_depth(self, place: Place) -> NoReturn:
        message = f"lists and keys stand more than {DEEPEST} levels inside each other"
        hint = "a blueprint needs eight; look for brackets or dashes too many"
        self._refuse("BP004", "too-large", message, place, hint)
