"""Fail points and wait points: where a step goes wrong, and where customers wait."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from blueprint.model.base import (
    Element,
    Flag,
    Id,
    Label,
    Money,
    OneOf,
    PointId,
    Probability,
    Score,
    ServiceTime,
    Text,
    Time,
)
from blueprint.model.times import StepStandards

FailSafe = Annotated[
    Literal["task", "treatment", "tangibles", "preparation", "encounter", "resolution"],
    OneOf(),
]


class FailPoint(Element):
    """A way in which a step fails, with its scores (FMEA) and its place in the process.

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1).
    Chase, R. B. and Stewart, D. M. (1994). Make your service fail-safe. Sloan Management Review 35(3), for `fail_safe`.
    """

    label: Label = Field(alias="fail", description="What goes wrong, in a few words.")
    id: PointId = Field(default="", description="Id; by default 'step/label'.")
    cause: Text | None = Field(default=None, description="Why it happens.")
    effect: Text | None = Field(default=None, description="What the customer gets then.")
    severity: Score | None = Field(default=None, description="How bad the effect is, 1 to 10.")
    occurrence: Score | None = Field(
        default=None, description="How often it happens, 1 to 10 (a score, no probability)."
    )
    detection: Score | None = Field(default=None, description="How hard it is to notice in time, 1 to 10.")
    prevention: Text | None = Field(default=None, description="What is done so that it does not happen.")
    owner: Text | None = Field(default=None, description="Who answers for it.")
    fail_safe: FailSafe | None = Field(default=None, description="Kind of fail-safe (poka-yoke) that guards it.")
    probability: Probability | None = Field(default=None, description="Share of executions in which it happens.")
    detected: Probability | None = Field(
        default=None, description="Share noticed in the step (default: all); the rest escapes to the customer."
    )
    gives_up: Probability | None = Field(
        default=None, description="Share of the noticed ones where the customer leaves (default: none)."
    )
    recovery: Id | None = Field(
        default=None, description="Step where things are put right; by default this step is done again."
    )
    recovery_time: ServiceTime | None = Field(default=None, description="Time that it takes to put right.")
    cost: Money | None = Field(default=None, description="Cost of mending one that was noticed.")
    escape_cost: Money | None = Field(default=None, description="Cost of one that escapes to the customer.")

    @property
    def rpn(self) -> int | None:
        """Risk priority number, severity x occurrence x detection; None while a score is unknown."""
        if self.severity is None or self.occurrence is None or self.detection is None:
            return None
        return self.severity * self.occurrence * self.detection


class WaitPoint(Element):
    """A place where customers wait, and what shapes how the wait feels; what is unknown is left out.

    References
    ----------
    Maister, D. H. (1985). The psychology of waiting lines; Davis, M. M. and Heineke, J. (1994), IJSIM 5(5).
    """

    label: Label = Field(alias="wait", description="What the customer waits for.")
    id: PointId = Field(default="", description="Id; by default 'step/label'.")
    standard_time: Time | None = Field(default=None, description="Usual wait.")
    acceptable_time: Time | None = Field(default=None, description="Longest wait that customers put up with.")
    resource: Id | None = Field(default=None, description="Resource that is waited for.")
    occupied: Flag | None = Field(default=None, description="The customer has something to do.")
    announced: Flag | None = Field(default=None, description="The length of the wait is said.")
    explained: Flag | None = Field(default=None, description="The reason of the wait is said.")
    fair: Flag | None = Field(default=None, description="Who comes first is served first, or the rule is seen.")
    comfortable: Flag | None = Field(default=None, description="Seats, warmth, quiet.")
    accompanied: Flag | None = Field(default=None, description="The customer does not wait alone.")
    familiar: Flag | None = Field(default=None, description="The customer knows the service.")
    anxious: Flag | None = Field(default=None, description="The customer is worried.")
    valued: Flag | None = Field(default=None, description="What is waited for is worth much to the customer.")
    measured: ServiceTime | None = Field(default=None, description="Measured waits, as a distribution.")
    standard: StepStandards = Field(default=(), description="Promise for this wait alone: '90% within 5 min'.")
