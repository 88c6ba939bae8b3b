"""The words of each declaration as typed keyword arguments, so that editors complete and check them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypedDict

from blueprint.dsl.handles import Alternatives, ClassHandle, ResourceHandle, StepHandle
from blueprint.model import (
    Arrivals,
    Calendar,
    CustomerCost,
    Demand,
    Economics,
    Evidence,
    FailPoint,
    Lane,
    StepStandard,
    WaitPoint,
)
from blueprint.model.steps import Basis, Determinant
from blueprint.units import Distribution, Every, Rate, Seconds, Share, Target, Window

Time = Seconds | str
"""``minutes(5)`` or ``"5 min"``."""
TimeOrDistribution = Distribution | Seconds | str
"""``minutes(5)``, ``triangular(…)`` or the text of either."""
ShareOfAll = Share | float | str
"""``0.05``, ``percent(5)`` or ``"5%"``."""
MoneyPerTime = Rate | str
"""``per_hour(18)`` or ``"18 per hour"``."""
Pace = Rate | Every | str
"""``per_hour(24)``, ``every("10 min")`` or the text of either."""
ArrivalPattern = Arrivals | Pace | Mapping[str, object]
"""A pace, paces by time of day, ``{"interarrival": …}`` or ``{"appointments": …}``."""
Promise = Target | Seconds | str
"""``"90% within 5 min"``, a time, or words."""

AnyStep = StepHandle | str
AnyClass = ClassHandle | str
OneResource = ResourceHandle | Alternatives | str
Resources = OneResource | Sequence[OneResource | Demand | Mapping[OneResource, int]] | Mapping[OneResource, int]
Classes = AnyClass | Sequence[AnyClass]
ServiceTime = TimeOrDistribution | Mapping[AnyClass, TimeOrDistribution]
StepPromises = (
    Promise | StepStandard | Mapping[AnyClass, Promise] | Sequence[Promise | StepStandard | Mapping[AnyClass, Promise]]
)
FailSafe = Literal["task", "treatment", "tangibles", "preparation", "encounter", "resolution"]


class StepWords(TypedDict, total=False):
    """All words of a step but its lane and its label."""

    id: str
    resource: Resources | None
    resources: Resources | None
    service_time: ServiceTime | None
    standard: StepPromises | None
    evidence: str | Evidence | Mapping[str, object] | Sequence[str | Evidence | Mapping[str, object]] | None
    channel: str | None
    owner: str | None
    emotion: float | None
    moment_of_truth: bool
    discretion: float | None
    determinants: Determinant | Sequence[Determinant]
    cost: float | None
    basis: Basis | None
    source: str | None
    link: str | None
    detail: str | None
    join: Literal["all", "any"]
    split: Literal["one", "all", "any"] | None
    moment: AnyStep | None
    batch: int | None
    seizes: Resources | None
    releases: Resources | None
    customer_cost: CustomerCost | Mapping[str, float] | None
    fail_points: str | FailPoint | Mapping[str, object] | Sequence[str | FailPoint | Mapping[str, object]]
    wait_points: str | WaitPoint | Mapping[str, object] | Sequence[str | WaitPoint | Mapping[str, object]]
    tags: str | Sequence[str]
    note: str | None
    ignore: str | Sequence[str]


class FailPointWords(TypedDict, total=False):
    """All words of a fail point but its label."""

    id: str
    cause: str | None
    effect: str | None
    severity: int | None
    occurrence: int | None
    detection: int | None
    prevention: str | None
    owner: str | None
    fail_safe: FailSafe | None
    probability: ShareOfAll | None
    detected: ShareOfAll | None
    gives_up: ShareOfAll | None
    recovery: AnyStep | None
    recovery_time: TimeOrDistribution | None
    cost: float | None
    escape_cost: float | None


class WaitPointWords(TypedDict, total=False):
    """All words of a wait point but its label."""

    id: str
    standard_time: Time | None
    acceptable_time: Time | None
    resource: ResourceHandle | str | None
    occupied: bool | None
    announced: bool | None
    explained: bool | None
    fair: bool | None
    comfortable: bool | None
    accompanied: bool | None
    familiar: bool | None
    anxious: bool | None
    valued: bool | None
    measured: TimeOrDistribution | None
    standard: StepPromises | None


class ResourceWords(TypedDict, total=False):
    """All words of a resource but its label and id."""

    kind: Literal["people", "system", "space"]
    capacity: int
    schedule: Mapping[str, int] | Mapping[Window, int]
    room: int | None
    cost_rate: MoneyPerTime | None
    discipline: Literal["fifo", "priority"] | None


class ClassWords(TypedDict, total=False):
    """All words of a class of customers but its label."""

    id: str
    share: ShareOfAll | None
    arrivals: ArrivalPattern | None
    enters: AnyStep | None
    priority: int | None
    patience: TimeOrDistribution | None


class StandardWords(TypedDict, total=False):
    """All words of a standard of the service but its text."""

    id: str
    start: AnyStep | None
    end: AnyStep | None
    classes: Classes
    working: bool


class CalendarWords(TypedDict, total=False):
    """The words of the calendar."""

    open: str | Window | Sequence[str | Window]
    closed: str | date | Sequence[str | date]


class EconomicsWords(TypedDict, total=False):
    """The words of the economics."""

    price: float | None
    materials: float | None
    overhead: float | None
    time_rate: MoneyPerTime | None
    currency: str | None


class FlowWords(TypedDict, total=False):
    """The words of a flow or a relation but its path."""

    id: str
    probability: ShareOfAll | None
    condition: str | None
    classes: Classes


class BlueprintWords(TypedDict, total=False):
    """The words of a blueprint but its title and what has a method of its own."""

    id: str
    description: str | None
    language: str
    status: Literal["as-is", "to-be", "draft"] | None
    version: str | None
    customer: str | None
    lanes: Sequence[Lane | Mapping[str, str]]
    arrivals: ArrivalPattern | None
    calendar: Calendar | Mapping[str, object] | None
    acceptable_time: Time | None
    economics: Economics | Mapping[str, object] | None
    measures: Mapping[str, float]
    sources: str | Sequence[str]
