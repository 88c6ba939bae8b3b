"""Values as plain data: times in seconds, rates per second, shares from 0 to 1, all else as the format writes it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from blueprint.model import Arrivals, Demand, StepStandard
from blueprint.model.base import Element
from blueprint.units import Rate, Seconds, Share


def plain(value: Any) -> Any:
    """Return a value of a field as plain data; None for what says nothing.

    Examples
    --------
    >>> from blueprint.units import minutes, percent, read_distribution
    >>> plain(minutes(2)), plain(percent(5)), plain(read_distribution("exponential(4 min)")), plain(())
    (120.0, 0.05, 'exponential(4 min)', None)
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value) or None
    if isinstance(value, Seconds | Rate | Share):
        return float(value)
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)
    if isinstance(value, tuple):
        return _collection(value)
    if isinstance(value, Arrivals):
        return _arrivals(value)
    if isinstance(value, Element):
        given = ((word, plain(found)) for word, found, usual in fields_of(value) if found != usual)
        return {word: found for word, found in given if found is not None}
    return str(value)


def fields_of(element: Element) -> list[tuple[str, Any, Any]]:
    """Return the words of an element in the format, labels as ``label``, each with its value and what it is usually."""
    return [(word_of(name, info.alias), getattr(element, name), info.default) for name, info in _fields(element)]


def word_of(name: str, alias: str | None) -> str:
    """Return the word of the format for a field; a label is a label, whatever key it is written under."""
    return name if name == "label" or alias is None else alias


def _fields(element: Element) -> Iterable[tuple[str, Any]]:
    return type(element).model_fields.items()


def _collection(items: tuple[Any, ...]) -> Any:
    if not items:
        return None
    if isinstance(items[0], Demand):
        return {" | ".join(demand.alternatives): demand.amount for demand in items}
    if isinstance(items[0], StepStandard):
        return [_step_standard(item) for item in items]
    if isinstance(items[0], tuple):
        return {str(key): plain(value) for key, value in items}
    return [plain(item) for item in items]


def _step_standard(standard: StepStandard) -> Any:
    target = str(standard.target)
    return target if standard.customer_class is None else {standard.customer_class: target}


def _arrivals(arrivals: Arrivals) -> Any:
    """Return arrivals as they are written, for a pattern is a text of its own."""
    words = {field.name: getattr(arrivals, field.name) for field in dataclasses.fields(arrivals)}
    if arrivals.pattern is not None:
        return _pattern(arrivals.pattern)
    return {word: _pattern(value) for word, value in words.items() if value is not None}


def _pattern(value: Any) -> Any:
    return {str(window): str(pace) for window, pace in value} if isinstance(value, tuple) else str(value)


# --- for people ------------------------------------------------------------------------------------------------------


def written(value: Any) -> str:
    """Return a value as people write it in a blueprint; empty for what says nothing.

    Examples
    --------
    >>> from blueprint.units import minutes, percent
    >>> written(minutes(2)), written(percent(5)), written(True), written(("access", "courtesy")), written(None)
    ('2 min', '5%', 'yes', 'access, courtesy', '')
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, float) and not isinstance(value, Seconds | Rate | Share):
        return f"{value:.12g}"
    if isinstance(value, Demand):
        names = " | ".join(value.alternatives)
        return f"{value.amount} × {names}" if value.amount > 1 else names
    if isinstance(value, tuple):
        return ", ".join(_item(item) for item in value)
    if isinstance(value, Arrivals | Element):
        return _told(plain(value))
    return str(value)


def _item(item: Any) -> str:
    """Return an item of a list, or a name with its value."""
    if isinstance(item, StepStandard):
        return _told(_step_standard(item))
    return f"{item[0]}: {written(item[1])}" if isinstance(item, tuple) else written(item)


def _told(data: Any) -> str:
    return ", ".join(f"{key}: {_told(value)}" for key, value in data.items()) if isinstance(data, dict) else str(data)
