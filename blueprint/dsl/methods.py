"""Methods that add steps: one for each kind of lane, the same on a draft and on a phase."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Unpack, overload

from blueprint.dsl.caller import find_caller
from blueprint.dsl.faults import fault
from blueprint.dsl.handles import LaneHandle, StepHandle
from blueprint.dsl.words import StepWords


class StepMethods(ABC):
    """Adds steps in the order of the script."""

    __slots__ = ()

    def customer(self, label: str, **words: Unpack[StepWords]) -> StepHandle:
        """Add a step of the customer.

        Parameters
        ----------
        label : str
            What is done, beginning with a verb.
        **words
            All words of a step: ``service_time``, ``evidence``, ``resource``, ``emotion`` …

        Returns
        -------
        StepHandle
            Names the step in flows.

        Raises
        ------
        ModelError
            If a value is refused (its code says which), BP102 in a closed phase, BP103 if the id is taken, BP108 for a
            handle of another draft, BP206 if several lanes are of this kind.
        """
        return self._declare("customer", label, words)

    def onstage(self, label: str, **words: Unpack[StepWords]) -> StepHandle:
        """Add a step of the provider that the customer sees; parameters and errors as for `customer`."""
        return self._declare("onstage", label, words)

    def backstage(self, label: str, **words: Unpack[StepWords]) -> StepHandle:
        """Add a step of the provider behind the line of visibility; parameters and errors as for `customer`."""
        return self._declare("backstage", label, words)

    def support(self, label: str, **words: Unpack[StepWords]) -> StepHandle:
        """Add a support process or system; parameters and errors as for `customer`."""
        return self._declare("support", label, words)

    def management(self, label: str, **words: Unpack[StepWords]) -> StepHandle:
        """Add a step of management, below the line of implementation; parameters and errors as for `customer`."""
        return self._declare("management", label, words)

    @overload
    def step(self, lane: LaneHandle | str, label: str, /, **words: Unpack[StepWords]) -> StepHandle: ...
    @overload
    def step(self, label: str, /, *, lane: LaneHandle | str, **words: Unpack[StepWords]) -> StepHandle: ...
    def step(
        self,
        first: LaneHandle | str,
        second: str | None = None,
        /,
        *,
        lane: LaneHandle | str | None = None,
        **words: Unpack[StepWords],
    ) -> StepHandle:
        """Add a step in a lane of one's own: ``step(nurse, "Take vital signs")`` or ``step("…", lane=nurse)``.

        Parameters
        ----------
        lane : LaneHandle or str
            The lane, or its id.
        label : str
            What is done, beginning with a verb.
        **words
            All words of a step.

        Returns
        -------
        StepHandle
            Names the step in flows.

        Raises
        ------
        ModelError
            BP201 without a lane or if there is no such lane, BP202 with two; else as for `customer`.
        """
        if lane is None and second is not None:
            return self._declare(first, second, words)
        if lane is not None and second is None and isinstance(first, str):
            return self._declare(lane, first, words)
        hint = 'write it as step(nurse, "Take vital signs") or step("Take vital signs", lane=nurse)'
        if lane is None and isinstance(first, str):
            raise fault("BP201", "unknown-lane", f"the step '{first}' says no lane", find_caller(), hint)
        raise fault("BP202", "two-lanes", "a step has one lane and one label", find_caller(), hint)

    @abstractmethod
    def _declare(self, lane: LaneHandle | str, label: str, words: StepWords) -> StepHandle: ...
