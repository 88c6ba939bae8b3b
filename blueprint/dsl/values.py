"""Values of declarations: handles become ids, and short forms what the model reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from blueprint.diagnostics import Location, did_you_mean, shorten
from blueprint.dsl.caller import locate_word
from blueprint.dsl.faults import fault
from blueprint.dsl.handles import Alternatives, ClassHandle, Handle, Path, ResourceHandle, StepHandle, describe_value

if TYPE_CHECKING:
    from blueprint.dsl.draft import Draft

_DEMANDS = ("resources", "seizes", "releases")
_BY_CLASS = ("service_time", "standard")
_STEPS = ("moment", "recovery", "enters", "start", "end")
_POINTS = {"evidence": "evidence", "fail_points": "fail", "wait_points": "wait"}


@dataclass(frozen=True, slots=True)
class Resolver:
    """Turns the words of one declaration into the fields of its model."""

    draft: Draft
    place: Location

    def resolve(self, words: Mapping[str, Any], known: type) -> dict[str, Any]:
        """Return the fields, or raise for an unknown word or a handle that does not belong here.

        Parameters
        ----------
        words : mapping
            Keyword arguments as they were written.
        known : type
            The `TypedDict` that lists the words.
        """
        for word in words:
            if word not in known.__annotations__:
                place = locate_word(self.place, word, key=True)
                hint = did_you_mean(word, known.__annotations__)
                raise fault("BP007", "unknown-key", f"unknown word '{shorten(word, 60)}'", place, hint)
        if "resource" in words and "resources" in words:
            hint = "write one of them, such as resources=[host, waiter]"
            message = "'resource' and 'resources' cannot stand at one step"
            raise fault("BP601", "bad-resources", message, locate_word(self.place, "resources"), hint)
        return {_field(word, known): self._value(word, value, known) for word, value in words.items()}

    def step_id(self, word: str, value: object) -> object:
        """Return the id of a step that is given by handle or by id."""
        return self._id(word, value, StepHandle)

    def _value(self, word: str, value: Any, known: type) -> object:
        field = _field(word, known)
        if field in _DEMANDS:
            return self._demands(word, value)
        if field == "resource":
            return self._id(word, value, ResourceHandle)
        if field in _STEPS:
            return self.step_id(word, value)
        if field == "classes":
            return self._each(word, value, ClassHandle)
        if field in _BY_CLASS:
            return self._by_class(word, value)
        if field in _POINTS:
            items = value if isinstance(value, list | tuple) else [value]
            return [] if value is None else [self._point(word, item) for item in items]
        if isinstance(value, Handle | Path | Alternatives):
            self._refuse(word, value, "a plain value")
        return dict(value) if isinstance(value, Mapping) else value

    def _by_class(self, word: str, value: object) -> object:
        if isinstance(value, Mapping):
            return {self._id(word, key, ClassHandle): item for key, item in value.items()}
        return [self._by_class(word, item) for item in value] if isinstance(value, list | tuple) else value

    def _id(self, word: str, value: object, wanted: type[Handle]) -> object:
        if isinstance(value, wanted):
            return self.own(word, value)
        if isinstance(value, Handle | Path | Alternatives):
            self._refuse(word, value, f"a {wanted.noun}")
        return value

    def own(self, word: str, handle: Handle) -> str:
        """Return the id of a handle of this draft; handles of other drafts are refused."""
        if handle._draft is self.draft:
            return handle.id
        message = f"the {handle.noun} '{handle.id}' belongs to another draft, {handle._draft.title!r}"
        hint = f"declare it in this draft too, or take it out: each draft has its own {handle.noun}s"
        raise fault("BP108", "foreign-handle", message, locate_word(self.place, word), hint)

    def _refuse(self, word: str, value: object, wanted: str) -> None:
        message = f"'{word}' takes {wanted}, got {describe_value(value)}"
        place = locate_word(self.place, word)
        raise fault("BP109", "wrong-handle", message, place, f"name {wanted} of this draft, or its id")

    def _each(self, word: str, value: object, wanted: type[Handle]) -> object:
        if isinstance(value, list | tuple):
            return [self._id(word, item, wanted) for item in value]
        return () if value is None else [self._id(word, value, wanted)]

    def _demands(self, word: str, value: object) -> object:
        if isinstance(value, Mapping):
            return [{self._demand(word, key): amount} for key, amount in value.items()]
        if isinstance(value, list | tuple):
            return [self._demand(word, item) for item in value]
        return self._demand(word, value)

    def _demand(self, word: str, value: object) -> object:
        """Return ``teller | adviser`` as the text that the model reads."""
        if isinstance(value, Alternatives):
            return " | ".join(self.own(word, item) for item in value.resources)
        if isinstance(value, Mapping):
            return {self._demand(word, key): amount for key, amount in value.items()}
        return self._id(word, value, ResourceHandle)

    def _point(self, word: str, value: object) -> object:
        if isinstance(value, str):
            return {"label": value}
        if not isinstance(value, Mapping):
            return value
        alias = _POINTS[word]
        fields = {"label" if key == alias else key: item for key, item in value.items()}
        for key, wanted in (("recovery", StepHandle), ("resource", ResourceHandle)):
            if key in fields:
                fields[key] = self._id(word, fields[key], wanted)
        return fields


def _field(word: str, known: type) -> str:
    """Return the field of the model: a step's ``resource`` is a short spelling of its ``resources``."""
    return "resources" if word == "resource" and "resources" in known.__annotations__ else word
