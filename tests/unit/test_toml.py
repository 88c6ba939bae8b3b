"""TOML: what is wrong has a line, and keys are found where they are written."""

from __future__ import annotations

import pytest

from blueprint.toml import TomlError, parse_toml, place_of

TEXT = """\
base = "light"
"quoted key" = 1
[dark.palette]  # comes first
ink = "#ffffff"
[palette]
ink = "#000000"
[zones]
customer = { tint = "#ffffff", ink = "x" }
support.ink = 3
[[list]]
a.b.c = { d = 1 }
"""


@pytest.mark.parametrize(
    ("key", "place", "length"),
    [
        (["base"], "x.toml:1:1", 4),
        (["quoted key"], "x.toml:2:1", 12),
        (["dark"], "x.toml:3:2", 4),
        (["dark", "palette"], "x.toml:3:7", 7),
        (["dark", "palette", "ink"], "x.toml:4:1", 3),
        (["palette", "ink"], "x.toml:6:1", 3),
        (["palette", "flow"], "x.toml:5:2", 7),
        (["zones", "customer", "ink"], "x.toml:8:32", 3),
        (["zones", "support", "ink"], "x.toml:9:9", 3),
        (["list", "a", "b", "c", "d"], "x.toml:11:11", 1),
        (["nowhere"], "x.toml:1:1", 1),
    ],
)
def test_a_key_is_found_where_it_is_written(key: list[str], place: str, length: int) -> None:
    found = place_of(key, "x.toml", TEXT)
    assert (str(found), found.length) == (place, length)


def test_lines_are_counted_as_toml_counts_them() -> None:
    text = 'a = "one\u2028line"\r\nb = 1\r\n'
    assert parse_toml(text, "x.toml")["b"] == 1
    assert str(place_of(["b"], "x.toml", text)) == "x.toml:2:1"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = = 1", "x.toml:1:5"),
        ("a = 1\nb = \n", "x.toml:2:5"),
        ("a = 1\n[b", "x.toml:2:1"),
        ("x = " + "[" * 5000, "x.toml:1:1"),
        ("x = " + "9" * 5000, "x.toml:1:1"),
    ],
)
def test_what_is_no_toml_has_a_line(text: str, place: str) -> None:
    with pytest.raises(TomlError, match="this is no TOML: ") as raised:
        parse_toml(text, "x.toml")
    assert str(raised.value.place) == place
