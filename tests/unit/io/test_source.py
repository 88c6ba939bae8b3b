"""From bytes to text: UTF-8 and nothing else, with words for what a file is instead."""

from __future__ import annotations

import pytest

from blueprint.errors import SourceError
from blueprint.io.guard import LARGEST_FILE
from blueprint.io.places import PLAIN_BREAKS
from blueprint.io.source import checked_source, decode
from tests.unit.io.faults import described


def fault(data: bytes) -> tuple[str, str]:
    with pytest.raises(SourceError) as raised:
        decode(data, "a.yaml")
    (found,) = raised.value.diagnostics
    assert found.location is not None and found.location.path == "a.yaml"
    return described(found), f"{found.message} / {found.hint}"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_a_byte_order_mark(mark: bytes) -> None:
    assert decode(mark + "title: 迎接".encode(), "a.yaml") == "title: 迎接"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_other_unicode_encodings_are_named_with_the_way_to_utf8(encoding: str) -> None:
    code, words = fault("title: Restaurant visit\n".encode(encoding))
    assert code == "None:None BP002"
    assert encoding[:6].upper() in words and "Save as" in words and "UTF-8" in words


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"PK\x03\x04\x14\x00", "XLSX"), (b"%PDF-1.7\n", "PDF"), (b"\x89PNG\r\n", "PNG"), (b"\x1f\x8b\x08", "gzip")],
)
def test_binary_files_are_called_by_their_kind(data: bytes, word: str) -> None:
    code, words = fault(data)
    assert code.endswith("BP002") and word in words


def test_a_byte_of_another_encoding_is_found_at_its_place() -> None:
    code, words = fault("title: T\nnote: Café\n".encode("latin-1"))
    assert code == "2:10 BP002" and "0xE9" in words


def test_zero_bytes_are_no_text() -> None:
    code, words = fault(b"title: some long text first\n\x00")
    assert code == "2:1 BP002" and "zero bytes" in words


def test_a_file_over_the_limit_is_refused_before_it_is_decoded() -> None:
    code, words = fault(b"a" * (LARGEST_FILE + 1))
    assert code.endswith("BP004") and "33,554,433 bytes" in words


def test_control_characters_are_refused_where_they_stand() -> None:
    with pytest.raises(SourceError) as raised:
        checked_source("a", "title: T\nnote: a\x0bb", PLAIN_BREAKS)
    (found,) = raised.value.diagnostics
    assert described(found) == "2:8 BP010" and "U+000B" in found.message


def test_half_characters_are_refused() -> None:
    with pytest.raises(SourceError, match=r"U\+D800"):
        checked_source("a", "title: \ud800", PLAIN_BREAKS)
