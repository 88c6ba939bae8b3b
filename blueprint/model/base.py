"""Base of the model: frozen elements, and the kinds of value that their fields take."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from blueprint.diagnostics import nearest, shorten
from blueprint.model.ids import END, is_id, longest_id, slug
from blueprint.model.problems import describe, refuse
from blueprint.units import (
    Distribution,
    QuantityError,
    Rate,
    Seconds,
    Share,
    Window,
    read_distribution,
    read_rate,
    read_share,
    read_time,
    read_window,
)

LONGEST_LABEL = 10_000
LONGEST_TEXT = 200_000

T = TypeVar("T")


class Unquoted(str):
    """A scalar that a source wrote without quotes: it is text where text is wanted, else a number or a flag.

    Readers of YAML make it, so that ``id: 007`` keeps its zeros and ``severity: 6`` is still a number.
    """

    __slots__ = ()


class Element(BaseModel):
    """A part of a service: frozen, with known fields only.

    Fields whose word in a file differs from their name here have that word as alias: a fail point is written
    ``fail: Wrong dish`` and read as ``label="Wrong dish"``.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, allow_inf_nan=False, strict=False
    )


# --- text ------------------------------------------------------------------------------------------------------------

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def check_text(value: object, longest: int) -> str:
    """Refuse what is no text, is too long or carries characters that nobody can see."""
    if not isinstance(value, str):
        refuse("BP010", "bad-text", f"expected text here, got {describe(value)}", "put the text into quotes")
    if len(value) > longest:
        message = f"this text has {len(value):,} characters; the limit is {longest:,}"
        refuse("BP010", "bad-text", message, "shorten it, or move the detail into a document of its own and link it")
    if (found := _FORBIDDEN.search(value)) is not None:
        message = f"control character U+{ord(found.group()):04X} at position {found.start() + 1} of the text"
        refuse("BP010", "bad-text", message, "delete it: it cannot be seen, drawn or written to a file")
    return str(value)


def _read_label(value: object) -> str:
    text = check_text(value, LONGEST_LABEL)
    if not text.strip():
        refuse("BP010", "bad-text", "this label is empty", "say in a few words what happens")
    return text.strip()


def _read_id(value: object) -> str:
    text = check_text(value, LONGEST_LABEL)
    _check_id(text, "use letters, digits, '-' and '_', such as 'greet-and-seat'")
    return text


def _check_id(text: str, hint: str, *, slashes: bool = False) -> None:
    if len(text) > longest_id(slashes=slashes):
        message = f"this id has {len(text):,} characters; the limit is {longest_id(slashes=slashes)}"
        refuse("BP101", "bad-id", message, "choose a short one; the label may be long")
    if not text:
        refuse("BP101", "bad-id", "this id is empty", hint)
    if not is_id(text, slashes=slashes):
        refuse("BP101", "bad-id", f"'{shorten(text, 60)}' is no id", hint)


def _read_step_id(value: object) -> str:
    text = _read_id(value)
    if text == END:
        hint = "a flow to 'end' means that the customer leaves; choose another id"
        refuse("BP105", "reserved-id", "'end' is a reserved id", hint)
    return text


def _read_point_id(value: object) -> str:
    text = check_text(value, LONGEST_LABEL)
    if text:
        _check_id(text, "use letters, digits, '-', '_' and '/', such as 'seat/queue'", slashes=True)
    return text


_LINK = re.compile(r"(?:https?://[^\s]|mailto:[^\s]|#|(?![a-z][a-z0-9+.-]*:|//|\\))", re.IGNORECASE)


def _read_link(value: object) -> str:
    text = check_text(value, LONGEST_LABEL).strip()
    if not text or any(c.isspace() or c in '<>"`\\' for c in text) or "&#" in text or _LINK.match(text) is None:
        hint = "write https://…, http://…, mailto:…, #id or a path relative to this file"
        refuse("BP016", "bad-link", f"'{shorten(text, 60)}' is no link that a drawing may carry", hint)
    return text


def id_of_label(label: str | None) -> str:
    """Return the id that a label gives, or ask for one where no letter is left."""
    if label is None:
        return "unknown"  # the label itself was refused already; no second problem for its id
    if not (made := slug(label)):
        message = f"no id can be made of the label '{shorten(label, 40)}'"
        refuse("BP101", "bad-id", message, "write an id of your own, such as 'id: start'")
    return made


Text = Annotated[str, BeforeValidator(lambda v: check_text(v, LONGEST_TEXT))]
Label = Annotated[str, BeforeValidator(_read_label)]
Id = Annotated[str, BeforeValidator(_read_id)]
StepId = Annotated[str, BeforeValidator(_read_step_id)]
PointId = Annotated[str, BeforeValidator(_read_point_id)]
Link = Annotated[str, BeforeValidator(_read_link)]

# --- numbers, flags, words -------------------------------------------------------------------------------------------

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?")
_LARGEST = 10**308
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")


def as_number(value: object) -> int | float | None:
    """Return the number that stands there, or None: flags and quoted text are no numbers."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return math.inf if isinstance(value, int) and abs(value) > _LARGEST else value  # no float holds more
    if not isinstance(value, Unquoted):
        return None
    if _WHOLE.fullmatch(value):
        return int(value)
    return float(value) if _NUMBER.fullmatch(value) else None


_FAR = 1_000_000  # a bound that keeps machines safe, and that no service comes near to


def describe_scalar(value: object) -> str:
    """Say what stands where a number or a word is wanted; without quotes it need not have been meant as text."""
    return f"'{shorten(value, 40)}'" if isinstance(value, Unquoted) else describe(value)


class Between:
    """Annotation: a number in a range, ``whole`` or not, with the code and the name of the scale."""

    def __init__(
        self, low: float, high: float = math.inf, *, whole: bool = False, code: str = "BP011", rule: str = "bad-number"
    ) -> None:
        self.low, self.high, self.whole, self.code, self.rule = low, high, whole, code, rule

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        limits = {"minimum": self.low} if math.isfinite(self.low) else {}
        limits |= {"maximum": self.high} if math.isfinite(self.high) else {}
        return {"type": "integer" if self.whole else "number", **limits}

    def read(self, value: object) -> float:
        """Return the number that stands there, or refuse what is none of this scale."""
        number = as_number(value)
        kind = "a whole number" if self.whole else "a number"
        if number is None or not math.isfinite(number) or (self.whole and number != int(number)):
            shown = describe_scalar(value)
            refuse(self.code, self.rule, f"expected {kind} {self.scale()}, got {shown}", self._way_to_write(value))
        if not self.low <= number <= self.high:
            message = f"expected {kind} {self.scale(number)}, got {number}"
            refuse(self.code, self.rule, message, self.way_out())
        return int(number) if self.whole else float(number)

    def scale(self, number: float = 0) -> str:
        """Say the range in words, as part of a message; a bound that nobody meets only to who goes beyond it."""
        low, high = f"{self.low:,.15g}", f"{self.high:,.15g}"
        if math.isinf(self.low):
            return "here"
        far = self.high >= _FAR and number <= self.high
        return f"of at least {low}" if far else f"from {low} to {high}"

    def way_out(self) -> str:
        """Say what to do with a number outside of the range."""
        if self.code == "BP401":
            return "use the ten-point FMEA scale: 1 is harmless, 10 the worst"
        return "leave it out if it is unknown"

    def _way_to_write(self, value: object) -> str:
        if type(value) is str and as_number(Unquoted(value)) is not None:
            return "write it without quotes"
        number = as_number(value)
        if number is None:
            return "write the number alone, such as 3" if self.high >= 3 else "write the number alone, such as 0.5"
        return "write a whole number" if math.isfinite(number) else self.way_out()


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Unquoted) and value in _TRUE + _FALSE:
        return value in _TRUE
    refuse(
        "BP014",
        "bad-flag",
        f"expected true or false, got {describe(value)}",
        "write true or false; leave it out if unknown",
    )


class OneOf:
    """Annotation: one of a few words; takes the words from the ``Literal`` that it annotates."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        words = get_args(source)

        def read(value: object) -> str:
            if isinstance(value, str) and value in words:
                return str(value)
            near = nearest(value, words) if isinstance(value, str) else None
            hint = "take one of these words, or leave it out" if near is None else f"did you mean '{near}'?"
            refuse("BP013", "unknown-word", f"expected one of {', '.join(words)}; got {describe_scalar(value)}", hint)

        return core_schema.no_info_before_validator_function(read, handler(source))


Flag = Annotated[bool, BeforeValidator(_read_flag)]
Score = Annotated[int, Between(1, 10, whole=True, code="BP401", rule="bad-score")]
Count = Annotated[int, Between(1, 1_000_000_000, whole=True)]
Money = Annotated[float, Between(0, 10**15)]  # what is added up stays far below what a float can hold
Number = Annotated[float, Between(-math.inf)]

# --- quantities ------------------------------------------------------------------------------------------------------


class Quantity:
    """Annotation: a value that ``units`` reads, with the code of its refusal."""

    def __init__(self, reader: Callable[[Any], object], code: str, rule: str, example: str) -> None:
        self.reader, self.code, self.rule, self.example = reader, code, rule, example

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": ["string", "number"] if self.code == "BP012" else "string", "examples": [self.example]}

    def read(self, value: object) -> Any:
        """Return the quantity that is written there, or refuse it with the words of `units`."""
        try:
            return self.reader(value)
        except QuantityError as error:
            refuse(self.code, self.rule, error.message, error.hint)


def unquoted_number(reader: Callable[[Any], T]) -> Callable[[object], T]:
    """Let a reader of quantities see an unquoted number as a number."""

    def read(value: object) -> T:
        number = as_number(value) if isinstance(value, Unquoted) else None
        return reader(value if number is None else number)

    return read


Time = Annotated[Seconds, Quantity(read_time, "BP501", "bad-time", "5 min")]
ServiceTime = Annotated[
    Distribution, Quantity(read_distribution, "BP502", "bad-distribution", "triangular(1 min, 2 min, 4 min)")
]
MoneyRate = Annotated[Rate, Quantity(read_rate, "BP503", "bad-rate", "18 per hour")]
Probability = Annotated[Share, Quantity(unquoted_number(read_share), "BP012", "bad-share", "5%")]
TimeWindow = Annotated[Window, Quantity(read_window, "BP504", "bad-window", "mon-fri 09:00-12:00")]

# --- collections -----------------------------------------------------------------------------------------------------


class Listed:
    """Annotation: a tuple that may be written as a list or, with one item, as that item alone."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: object) -> object:
            if value is None:
                return ()
            return (value,) if isinstance(value, str | dict | BaseModel) else value

        return core_schema.no_info_before_validator_function(read, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(schema)
        items = handler.resolve_ref_schema(listed).get("items", {})
        return {"anyOf": [items, listed]}


class Pairs:
    """Annotation: a mapping in the file, kept as a tuple of pairs in the order of the file."""

    def __init__(self, key: Any, value: Any) -> None:
        self.key, self.value = key, value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        mapping = handler.generate_schema(dict[self.key, self.value])  # type: ignore[name-defined]
        opened = core_schema.no_info_before_validator_function(
            lambda v: dict(v) if isinstance(v, tuple) else {} if v is None else v, mapping
        )
        return core_schema.no_info_after_validator_function(lambda d: tuple(d.items()), opened)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(schema)


Texts = Annotated[tuple[Text, ...], Listed()]
Ids = Annotated[tuple[Id, ...], Listed()]
