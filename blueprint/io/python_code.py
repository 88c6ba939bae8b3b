"""Python code: expressions written as a formatter would, in lines of at most 120 columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = 120
_INDENT = 4
_SHORT_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


@dataclass(frozen=True, slots=True)
class Code:
    """An expression that is never divided, such as ``minutes(2)`` or a name."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A string of any content, quoted so that it can be nothing but a string."""

    value: str


@dataclass(frozen=True, slots=True)
class Named:
    """A value behind its name: ``id="seat"`` or ``"09:00-11:00": per_hour(40)``."""

    head: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A call, with its arguments in order."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """A list or a dict; its brackets are ``[]`` or ``{}``."""

    brackets: str
    items: tuple[Expression, ...]


Expression = Code | Text | Named | Call | Collection


def write_statement(expression: Expression, *, head: str = "", indent: int = 0) -> str:
    """Return an expression as a statement, with what stands before it, such as ``seat = ``.

    Parameters
    ----------
    expression : Expression
        What to write.
    head : str
        What stands before it on its line.
    indent : int
        Columns to the left of the statement.
    """
    return " " * indent + head + _write(expression, indent, indent + width_of(head), 0)


def write_flat(expression: Expression) -> str:
    """Return an expression on one line, however long."""
    if isinstance(expression, Code):
        return expression.text
    if isinstance(expression, Text):
        return quote(expression.value)
    if isinstance(expression, Named):
        return expression.head + write_flat(expression.value)
    if isinstance(expression, Call):
        return f"{expression.name}({', '.join(map(write_flat, expression.arguments))})"
    return expression.brackets[0] + ", ".join(map(write_flat, expression.items)) + expression.brackets[1]


def _write(expression: Expression, indent: int, before: int, after: int) -> str:
    """Write within the columns: ``before`` are taken on the first line, ``after`` on the last."""
    flat = write_flat(expression)
    if before + width_of(flat) + after <= COLUMNS or isinstance(expression, Code):
        return flat
    if isinstance(expression, Named):
        return expression.head + _write(expression.value, indent, before + width_of(expression.head), after)
    if isinstance(expression, Text):
        inner = indent + _INDENT
        return _bracket("()", "\n".join(_parts(expression.value, inner, 0)), indent)
    if isinstance(expression, Call):
        return expression.name + _write_arguments(expression.arguments, indent)
    return _bracket(expression.brackets, _one_a_line(expression.items, indent + _INDENT), indent)


def _write_arguments(arguments: tuple[Expression, ...], indent: int) -> str:
    inner = indent + _INDENT
    together = " " * inner + ", ".join(map(write_flat, arguments))
    if width_of(together) <= COLUMNS:
        return _bracket("()", together, indent)
    return _bracket("()", _one_a_line(arguments, inner, bare=True), indent)


def _bracket(brackets: str, lines: str, indent: int) -> str:
    return f"{brackets[0]}\n{lines}\n{' ' * indent}{brackets[1]}"


def _one_a_line(items: tuple[Expression, ...], indent: int, *, bare: bool = False) -> str:
    """Write one item a line; a comma follows each where there are several."""
    comma = "," if len(items) > 1 else ""
    return "\n".join(_write_line(item, indent, comma, bare) for item in items)


def _write_line(item: Expression, indent: int, comma: str, bare: bool) -> str:
    if bare and isinstance(item, Text) and indent + width_of(quote(item.value)) + len(comma) > COLUMNS:
        return "\n".join(_parts(item.value, indent, len(comma))) + comma
    return " " * indent + _write(item, indent, indent, len(comma)) + comma


# --- strings ---------------------------------------------------------------------------------------------------------


def quote(text: str) -> str:
    r"""Return a string literal: double quotes unless single ones need fewer escapes; what cannot be seen is escaped.

    Examples
    --------
    >>> print(quote('say "hello"'), quote("it's"), quote("a\u202eb"))
    'say "hello"' "it's" "a\u202eb"
    """
    mark = "'" if text.count('"') > text.count("'") else '"'
    if text.isascii() and text.isprintable() and "\\" not in text and mark not in text:
        return f"{mark}{text}{mark}"
    return mark + "".join("\\" + mark if c == mark else escape(c) for c in text) + mark


def escape(character: str) -> str:
    """Return a character as it stands in a string literal; quotes are left alone."""
    if (short := _SHORT_ESCAPES.get(character)) is not None:
        return short
    if character.isprintable():
        return character
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _parts(text: str, indent: int, after: int) -> Iterator[str]:
    """Yield the lines of a long string in parts, divided behind blanks where there are any."""
    room = COLUMNS - indent - after
    pieces = [text] if width_of(quote(text)) <= room else _divide(text, room - 2)
    for piece in pieces:
        yield " " * indent + quote(piece)


def _divide(text: str, room: int) -> Iterator[str]:
    start = used = 0
    for place, character in enumerate(text):
        # a quote may need a backslash, and which one depends on the part: count it for both
        size = 2 if character in "\"'" else width_of(escape(character))
        if used + size > room and place > start:
            end = start + _good_end(text[start:place], place - start)
            yield text[start:end]
            used = sum(2 if c in "\"'" else width_of(escape(c)) for c in text[end:place])
            start = end
        used += size
    yield text[start:]


def _good_end(text: str, limit: int) -> int:
    """Return where to divide at the latest: behind the last blank of the second half, if there is one."""
    blank = text.rfind(" ", limit // 2, limit)
    return blank + 1 if blank > 0 else limit


def width_of(text: str) -> int:
    """Count columns as formatters do: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcwidth  # only texts that are not ASCII need it

    return sum(max(0, wcwidth(character)) for character in text)
