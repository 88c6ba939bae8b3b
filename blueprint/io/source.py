"""Sources: from the bytes of a file to a text that may be parsed."""

from __future__ import annotations

import re

from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.errors import SourceError
from blueprint.io.guard import check_characters, check_size
from blueprint.io.places import PLAIN_BREAKS, SourceText

_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_BINARY_MARKS = (
    (b"PK\x03\x04", "a ZIP archive, as XLSX, DOCX and VSDX files are"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
)
_SAVE_AS = "open it in a text editor and choose 'Save as' with the encoding 'UTF-8'"
_GIVE_TEXT = "give the blueprint itself: a text file, in YAML or JSON"


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, with or without a byte order mark.

    Raises
    ------
    SourceError
        BP004 if the file is too large, BP002 if it is no text in UTF-8; the message names what it seems to be.
    """
    check_size(len(data), "bytes", name)
    for mark, what in _BINARY_MARKS:
        if data.startswith(mark):
            raise _not_text(f"this is no text but {what}", Location(name), _GIVE_TEXT)
    if (wide := _wide_encoding(data)) is not None:
        raise _not_text(f"this file is in {wide}; blueprints are read as UTF-8", Location(name), _SAVE_AS)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _bad_byte(name, data, error.start) from None
    if "\x00" in text:
        raise _not_text("this is no text: it contains zero bytes", _end_of(name, text.partition("\x00")[0]), _GIVE_TEXT)
    return text.removeprefix("\ufeff")


def checked_source(name: str, text: str, breaks: re.Pattern[str]) -> SourceText:
    """Return the source of a text that is neither too large nor carries control characters.

    Raises
    ------
    SourceError
        BP004 or BP010.
    """
    source = SourceText(name, text.removeprefix("\ufeff"), breaks)
    check_size(len(text), "characters", name)
    check_characters(source)
    return source


def _wide_encoding(data: bytes) -> str | None:
    for mark, encoding in _WIDE_MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:64]
    if len(head) < 4 or (any(head[1::2]) and any(head[0::2])):
        return None
    return "UTF-16 or UTF-32"  # without a mark: every other byte of western text is zero


def _bad_byte(name: str, data: bytes, offset: int) -> SourceError:
    zero = data.find(b"\x00")
    before = data[: offset if zero < 0 else min(zero, offset)].decode("utf-8").removeprefix("\ufeff")
    if zero >= 0:
        return _not_text("this is no text: it contains zero bytes", _end_of(name, before), _GIVE_TEXT)
    message = f"byte 0x{data[offset]:02X} here is not UTF-8; the file seems to be in another encoding"
    return _not_text(message, _end_of(name, before), _SAVE_AS)


def _end_of(name: str, text: str) -> Location:
    return SourceText(name, text, PLAIN_BREAKS).locate((len(text), len(text)))


def _not_text(message: str, place: Location, hint: str) -> SourceError:
    return SourceError([Diagnostic("BP002", "not-text", Severity.ERROR, message, place, hint=hint)])
