"""Time in the model: schedules, arrivals, the calendar and the standards of a service."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, field_validator
from pydantic_core import CoreSchema, core_schema

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.model.base import (
    LONGEST_LABEL,
    Between,
    Element,
    Flag,
    Id,
    Ids,
    Listed,
    Pairs,
    Quantity,
    TimeWindow,
    check_text,
    id_of_label,
)
from blueprint.model.problems import describe, refuse
from blueprint.units import (
    Distribution,
    Every,
    Rate,
    Share,
    Target,
    Window,
    read_distribution,
    read_pace,
    read_share,
    read_target,
    read_window,
)

Schedule = tuple[tuple[Window, int], ...]
"""How many are on duty in which windows of the week; outside of all of them none."""

Pace = Rate | Every
Pattern = Pace | tuple[tuple[Window, Pace], ...]
"""One pace for all day, or a pace for each window of the week."""

OnDuty = Annotated[int, Between(0, 1_000_000, whole=True, code="BP602", rule="bad-capacity")]
ScheduleField = Annotated[Schedule, Pairs(TimeWindow, OnDuty)]


def _read_clean_target(value: object) -> Target:
    target = read_target(value)
    check_text(target.words, LONGEST_LABEL)
    return target


TargetField = Annotated[Target, Quantity(_read_clean_target, "BP505", "bad-standard", "90% within 5 min")]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How customers come: exactly one of `pattern`, `interarrival` and `appointments`.

    It is written as a rate (``24 per hour``), evenly (``every 10 min``), as rates by time of day, as
    ``{interarrival: …}`` or as ``{appointments: every 15 min, early: …, late: …, no_show: 8%}``.
    """

    pattern: Pattern | None = None
    interarrival: Distribution | None = None
    appointments: Pattern | None = None
    early: Distribution | None = None
    late: Distribution | None = None
    no_show: Share | None = None


_PACE = Quantity(read_pace, "BP503", "bad-rate", "24 per hour")
_DISTRIBUTION = Quantity(read_distribution, "BP502", "bad-distribution", "exponential(4 min)")
_SHARE = Quantity(read_share, "BP012", "bad-share", "8%")
_WINDOW = Quantity(read_window, "BP504", "bad-window", "09:00-11:00")
_HOUR = re.compile("[0-9:]")  # what the hours of a day have in them, and no word
_APPOINTMENT_WORDS = ("appointments", "early", "late", "no_show")


def read_arrivals(value: object) -> Arrivals:
    """Read any of the written forms of arrivals."""
    if isinstance(value, Arrivals):
        return value
    if isinstance(value, dict) and "interarrival" in value:
        _only(value, ("interarrival",))
        return Arrivals(interarrival=_DISTRIBUTION.read(value["interarrival"]))
    if isinstance(value, dict) and "appointments" in value:
        return _read_appointments(value)
    if isinstance(value, dict) and not any(_HOUR.search(str(key)) for key in value):
        _only(value, ("interarrival", *_APPOINTMENT_WORDS))
    return Arrivals(pattern=_read_pattern(value))


def _read_appointments(value: dict[str, object]) -> Arrivals:
    _only(value, _APPOINTMENT_WORDS)
    fields: dict[str, Any] = {"appointments": _read_pattern(value["appointments"])}
    for word, quantity in (("early", _DISTRIBUTION), ("late", _DISTRIBUTION), ("no_show", _SHARE)):
        if word in value:
            fields[word] = quantity.read(value[word])
    return Arrivals(**fields)


def _read_pattern(value: object) -> Any:
    if not isinstance(value, dict):
        return _PACE.read(value)
    if not value:
        refuse("BP503", "bad-rate", "no time of day is given", "write '\"09:00-11:00\": 40 per hour' or one rate")
    pattern = tuple((_WINDOW.read(window), _PACE.read(pace)) for window, pace in value.items())
    refuse_overlap([window for window, _ in pattern])
    return pattern


def _only(value: dict[str, object], words: tuple[str, ...]) -> None:
    for key in value:
        if key not in words:
            refuse("BP007", "unknown-key", f"unknown key '{shorten(str(key), 60)}'", did_you_mean(str(key), words))


def refuse_overlap(windows: list[Window]) -> None:
    """Refuse windows that say two things about one hour."""
    for index, window in enumerate(windows):
        for other in windows[:index]:
            if window.overlaps(other):
                message = f"'{other}' and '{window}' overlap"
                refuse("BP504", "bad-window", message, "let one end where the other begins")


class _ArrivalsAnnotation:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(read_arrivals)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        pace = {"type": "string", "examples": ["24 per hour", "every 10 min"]}
        by_time = {"type": "object", "additionalProperties": pace}
        time = {"type": "string", "examples": ["exponential(4 min)"]}
        spaced = {
            "type": "object",
            "properties": {"interarrival": {**time, "description": "Time from one arrival to the next."}},
            "required": ["interarrival"],
            "additionalProperties": False,
        }
        booked = {
            "type": "object",
            "properties": {
                "appointments": {"anyOf": [pace, by_time], "description": "How often there is a slot."},
                "early": {**time, "description": "How long before the slot customers come."},
                "late": {**time, "description": "How long after the slot customers come."},
                "no_show": {"type": ["string", "number"], "description": "Share of customers who do not come at all."},
            },
            "required": ["appointments"],
            "additionalProperties": False,
        }
        return {"anyOf": [pace, spaced, booked, by_time]}


ArrivalsField = Annotated[Arrivals, _ArrivalsAnnotation()]

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _read_date(value: object) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            refuse("BP506", "bad-date", f"the calendar has no day {value}", "write it as 2026-12-24")
    refuse("BP506", "bad-date", f"expected a date, got {describe(value)}", "write it as 2026-12-24")


Date = Annotated[datetime.date, BeforeValidator(_read_date)]


class Calendar(Element):
    """When the service is open; outside of it nobody arrives and people without a schedule rest."""

    open: Annotated[tuple[TimeWindow, ...], Listed()] = Field(
        default=(), description="Opening hours: a list such as 'mon-fri 08:00-18:00'."
    )
    closed: Annotated[tuple[Date, ...], Listed()] = Field(
        default=(), description="Dates on which the service is closed, such as 2026-12-24."
    )


class StepStandard(Element):
    """A standard of a step or of a wait: its target, for all customers or for one class."""

    target: TargetField
    customer_class: Id | None = None


class Standard(Element):
    """A promise of the service as a whole, or of a stretch of it from one step to another."""

    target: TargetField = Field(alias="standard", description="The promise: '90% within 5 min', '30 min' or words.")
    id: Id = Field(default="", description="Id; by default made of the text.", validate_default=True)
    start: Id | None = Field(default=None, alias="from", description="Step where the clock starts; default: the entry.")
    end: Id | None = Field(default=None, alias="to", description="Step where the clock stops; default: the last step.")
    classes: Ids = Field(default=(), description="Customer classes that it is promised to; default: all.")
    working: Flag = Field(default=False, description="true: the clock stops outside the calendar.")

    @field_validator("id", mode="before")
    @classmethod
    def _id_of_text(cls, value: object, info: ValidationInfo) -> object:
        target = info.data.get("target")
        return value or id_of_label(None if target is None else str(target))


def read_step_standards(value: object) -> object:
    """Read one standard, a list of them, or one for each class of customers; a list may hold all of these."""
    if value is None:
        return ()
    items = value if isinstance(value, list | tuple) else (value,)
    return tuple(standard for item in items for standard in _step_standards(item))


def _step_standards(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return ({"target": target, "customer_class": name} for name, target in item.items())
    return (item if isinstance(item, StepStandard) else {"target": item},)


class _Standards:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(read_step_standards, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        one = {"type": "string", "examples": ["90% within 5 min"]}
        of_classes = {"type": "object", "additionalProperties": one}
        return {"anyOf": [one, {"type": "array", "items": {"anyOf": [one, of_classes]}}, of_classes]}


StepStandards = Annotated[tuple[StepStandard, ...], _Standards()]

ClassTimes = tuple[tuple[str, Distribution], ...]
"""A service time for each class of customers."""


def _read_service_time(value: object) -> object:
    if isinstance(value, tuple):
        value = dict(value)
    if not isinstance(value, dict):
        return _DISTRIBUTION.read(value)
    if not value:
        refuse("BP502", "bad-distribution", "no class of customers is given", "write '{class: 5 min}' or one time")
    return tuple((str(name), _DISTRIBUTION.read(time)) for name, time in value.items())


class _ServiceTimes:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_read_service_time)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        one = {"type": "string", "examples": ["2 min", "triangular(1 min, 2 min, 4 min)"]}
        return {"anyOf": [one, {"type": "object", "additionalProperties": one}]}


ServiceTimes = Annotated[Distribution | ClassTimes, _ServiceTimes()]
