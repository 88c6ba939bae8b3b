"""Handles: what declarations return, so that later ones can name steps, resources, lanes and classes without ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NoReturn, Unpack

from blueprint.dsl.caller import find_caller
from blueprint.dsl.faults import fault

if TYPE_CHECKING:
    from blueprint.dsl.draft import Draft
    from blueprint.dsl.words import FailPointWords, WaitPointWords


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Handle:
    """Stands for one declared element of one draft; equal to nothing but itself."""

    _draft: Draft
    id: str
    noun: ClassVar[str] = "element"

    def __repr__(self) -> str:
        """Write ``StepHandle('greet')``."""
        return f"{type(self).__name__}({self.id!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StepHandle(Handle):
    """A declared step."""

    noun: ClassVar[str] = "step"

    def __rshift__(self, other: StepHandle | Path | str) -> Path:
        """Begin a path: ``enter >> seat``."""
        return Path((self,)) >> other

    def __rrshift__(self, other: str) -> Path:
        """Let a path begin with an id: ``"enter" >> seat``."""
        return Path((other,)) >> self if isinstance(other, str) else _refuse_link(other)

    def fail_point(self, label: str, **words: Unpack[FailPointWords]) -> None:
        """Add a way in which this step fails.

        Parameters
        ----------
        label : str
            What goes wrong, in a few words.
        **words
            All words of a fail point: ``cause``, ``effect``, ``severity`` …

        Raises
        ------
        ModelError
            If a value is refused (its code says which), or BP103 if the id is taken.
        """
        self._draft._add_fail_point(self, label, words)

    def wait_point(self, label: str, **words: Unpack[WaitPointWords]) -> None:
        """Add a place where customers wait at this step.

        Parameters
        ----------
        label : str
            What the customer waits for.
        **words
            All words of a wait point: ``standard_time``, ``acceptable_time``, ``occupied`` …

        Raises
        ------
        ModelError
            If a value is refused (its code says which), or BP103 if the id is taken.
        """
        self._draft._add_wait_point(self, label, words)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ResourceHandle(Handle):
    """A declared resource."""

    noun: ClassVar[str] = "resource"

    def __or__(self, other: ResourceHandle | Alternatives) -> Alternatives:
        """Take whoever is free first: ``teller | adviser``."""
        return Alternatives((self,)) | other


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Resources of which the first one that is free is taken, in the order of preference."""

    resources: tuple[ResourceHandle, ...]

    def __or__(self, other: ResourceHandle | Alternatives) -> Alternatives:
        """Add another alternative."""
        return Alternatives(self.resources + _resources_in(other))


def _resources_in(value: object) -> tuple[ResourceHandle, ...]:
    if isinstance(value, ResourceHandle):
        return (value,)
    if isinstance(value, Alternatives):
        return value.resources
    message = f"'|' joins resources, but on its right stands {describe_value(value)}"
    raise fault("BP109", "wrong-handle", message, find_caller(), "write it as 'teller | adviser'")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LaneHandle(Handle):
    """A declared lane."""

    noun: ClassVar[str] = "lane"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ClassHandle(Handle):
    """A declared class of customers."""

    noun: ClassVar[str] = "class of customers"


@dataclass(frozen=True, slots=True, repr=False)
class Path:
    """Steps in sequence, as in ``enter >> seat >> choose``; it declares nothing until ``flow`` takes it."""

    steps: tuple[StepHandle | str, ...]

    def __rshift__(self, other: StepHandle | Path | str) -> Path:
        """Go on to another step."""
        if isinstance(other, StepHandle | str):
            return Path((*self.steps, other))
        if isinstance(other, Path):
            return Path(self.steps + other.steps)
        _refuse_link(other)

    def __rrshift__(self, other: str) -> Path:
        """Let the path begin with an id."""
        return Path((other,)) >> self if isinstance(other, str) else _refuse_link(other)

    def __repr__(self) -> str:
        """Write ``enter >> seat``."""
        return " >> ".join(step if isinstance(step, str) else step.id for step in self.steps)


def _refuse_link(other: object) -> NoReturn:
    message = f"'>>' leads from step to step, but on one side of it stands {describe_value(other)}"
    hint = "name steps only, such as 'order >> serve'; 'visit.end(leave)' lets the customer leave"
    raise fault("BP109", "wrong-handle", message, find_caller(), hint)


def describe_value(value: object) -> str:
    """Say in plain words what stands there: ``the resource 'waiter'``."""
    from blueprint.model.problems import describe

    if isinstance(value, Handle):
        return f"the {value.noun} '{value.id}'"
    if isinstance(value, Path):
        return f"the path '{value!r}'"
    if isinstance(value, Alternatives):
        return f"a choice of resources: {' | '.join(item.id for item in value.resources)}"
    return describe(value)
