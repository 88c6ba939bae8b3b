"""Syntax errors of YAML in plain words: what was probably meant, and what to write instead."""

from __future__ import annotations

import re
from typing import Any

from blueprint.diagnostics import Diagnostic
from blueprint.io.places import Place, SourceText

_INDICATORS = "@`%&*!|>"
_LONGEST_KEY = 1024
_NO_BLANK = re.compile(r"^[\s-]*[\w-]+(:)(?=[^\s:/])")

Finding = tuple[str, Place, str]
"""Message, place, hint."""


def explain_syntax(source: SourceText, error: Any) -> Diagnostic:
    """Return what a service designer needs to mend a text that is no YAML.

    Parameters
    ----------
    source : SourceText
        The text.
    error : yaml.YAMLError
        What the parser said.
    """
    context, problem = getattr(error, "context", None) or "", getattr(error, "problem", None) or ""
    begin = _offset(source, getattr(error, "context_mark", None))
    at = _offset(source, getattr(error, "problem_mark", None))
    at = 0 if at is None else at
    message, place, hint = _explain(source, context, problem, at if begin is None else begin, at)
    return source.fault("BP003", "syntax", message, place, hint)


def _offset(source: SourceText, mark: Any) -> int | None:
    return None if mark is None else min(mark.index, max(0, len(source.text) - 1))


def _explain(source: SourceText, context: str, problem: str, begin: int, at: int) -> Finding:
    text = source.text
    if (tab := _tab_in_indentation(source, at)) is not None:
        return "a tab is used for indentation", (tab, tab + 1), "indent with blanks, two for each level"
    if "quoted scalar" in context and "end of stream" in problem:
        return "this quote is never closed", (begin, begin + 1), "close it at the end of the text"
    if "escape" in problem or "hexdecimal" in problem:
        hint = "write '\\\\' for a backslash, or put the text in single quotes"
        return "a backslash in double quotes begins a special character, and this is none", (at, at + 1), hint
    if any(part in context for part in ("an anchor", "an alias", "a tag", "block scalar")):
        return _indicator(source, begin)
    if "cannot start any token" in problem:
        return _indicator(source, at)
    if "flow" in context and "expected ','" in problem:
        return _brackets(source, begin, at)
    if "node content" in problem:
        hint = f"put a text that begins with '{text[at : at + 1]}' in quotes"
        return f"'{text[at : at + 1]}' stands where a value should begin", (at, at + 1), hint
    if "values are not allowed" in problem:
        return _second_colon(source, at)
    if "expected ':'" in problem:
        return _no_colon(source, begin)
    if "entries are not allowed" in problem:
        return "a list may not begin behind a key", (at, at + 1), "begin a new line with '- ', or quote the text"
    if "directive" in context or "incompatible" in problem:
        return "a line may not begin with '%'", (begin, begin + 1), "quote it if it is text, else delete it"
    if text[:at].rstrip(" ").endswith(('"', "'")) and _is_inside_line(source, at):
        return _after_quote(source, at)
    return _indentation(source, at)


def _tab_in_indentation(source: SourceText, at: int) -> int | None:
    number, text = source.locate((at, at)).line or 1, source.text
    start = source.start_of_line(number)
    indentation = text[start : start + len(source.line(number)) - len(source.line(number).lstrip(" \t-"))]
    return start + indentation.index("\t") if "\t" in indentation else None


def _is_inside_line(source: SourceText, at: int) -> bool:
    place = source.locate((at, at))
    return bool(place.source[: (place.column or 1) - 1].strip())


def _indicator(source: SourceText, at: int) -> Finding:
    if source.text[at : at + 1] == "\t":
        return "a tab stands where a blank should be", (at, at + 1), "write one blank in its place"
    sign, line = source.text[at : at + 1], source.locate((at, at)).source
    written = source.text[at:].splitlines()[0].rstrip() if sign else ""
    hint = f'quote it: "{written[:40]}"' if sign in _INDICATORS and line else "put the text in quotes"
    return f"a text may not begin with '{sign}'", (at, at + 1), hint


def _after_quote(source: SourceText, at: int) -> Finding:
    """Tell text behind a quote from a quote that was forgotten some lines above, and closed by the next one."""
    place = source.locate((at, at))
    before = place.source[: (place.column or 1) - 1]
    sign = before.rstrip(" ")[-1]
    if before.count(sign) % 2:
        for number in range((place.line or 1) - 1, 0, -1):
            line = source.line(number)
            if line.count(sign) % 2:
                start = source.start_of_line(number) + line.rindex(sign)
                return "this quote is not closed in its line", (start, start + 1), "close it at the end of the text"
    hint = "put the whole text into one pair of quotes; use the other kind of quote within it"
    return "text goes on behind the closing quote", (at, at + 1), hint


def _brackets(source: SourceText, begin: int, at: int) -> Finding:
    sign = source.text[begin : begin + 1]
    closing = "}" if sign == "{" else "]"
    if source.locate((begin, begin)).line != source.locate((at, at)).line:
        hint = f"write '{closing}' at its end; text with brackets or braces must be quoted"
        return f"this '{sign}' is never closed", (begin, begin + 1), hint
    if source.text[at : at + 1] == ":":
        return "an unquoted text contains ': '", (at, at + 1), 'put the text in quotes: {key: "text: more"}'
    hint = f"separate values with a comma and close with '{closing}'; text with , [ ] {{ }} must be quoted"
    found = source.text[at : at + 1].strip() or "the end of the line"
    return f"'{found}' does not fit inside of '{sign}'", (at, at + 1), hint


def _second_colon(source: SourceText, at: int) -> Finding:
    place = source.locate((at, at))
    number, before = place.line or 1, place.source[: (place.column or 1) - 1]
    if len(before) > _LONGEST_KEY:
        return _long_key(at)
    if ": " in before:
        key, written = before.split(": ", 1)[0].strip(), place.source.split(": ", 1)[1].strip()
        hint = f'put the text in quotes: {key.removeprefix("- ")}: "{written[:60]}"'
        return "an unquoted text contains ': '", (at, at + 1), hint
    above = next((n for n in range(number - 1, 0, -1) if source.line(n).strip()), None)
    if above is not None and (found := _missing_blank(source, above)) is not None:
        return found
    start = at - len(before.lstrip(" -"))
    hint = "begin it in the same column as the key above, or quote the text above if it goes on here"
    return "this key is indented below a line that has its value already", (start, at), hint


def _long_key(at: int) -> Finding:
    hint = "write 'key: value'; put a text that contains ': ' in quotes"
    return f"a key has at most {_LONGEST_KEY:,} characters", (at, at + 1), hint


def _no_colon(source: SourceText, begin: int) -> Finding:
    place = source.locate((begin, begin))
    if (found := _missing_blank(source, place.line or 1)) is not None:
        return found
    if place.source.find(": ") > _LONGEST_KEY:
        return _long_key(begin)
    end = begin + len(place.source) - (place.column or 1) + 1
    return "there is no ': ' in this line", (begin, end), "write 'key: value', or '- ' before an item of a list"


def _missing_blank(source: SourceText, number: int) -> Finding | None:
    if (found := _NO_BLANK.match(source.line(number))) is None:
        return None
    at = source.start_of_line(number) + found.start(1)
    return "a blank is missing behind ':'", (at, at + 1), "write 'key: value'"


def _indentation(source: SourceText, at: int) -> Finding:
    place = source.locate((at, at))
    if source.text[at : at + 1] == ":":
        return "there is no key before this ':'", (at, at + 1), "write 'key: value'"
    start = at - (place.column or 1) + 1
    first = start + len(place.source) - len(place.source.lstrip())
    hint = "keys of one step begin in the same column, and so do the '- ' of one list"
    return "this line does not fit the indentation of the lines above", (first, start + len(place.source)), hint
