"""Writer of YAML: plain data as a person would write it, with as few quotes and lines as can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_WIDTH = 100  # characters; what is longer stands in lines of its own
_LONGEST_KEY = 900  # characters; YAML takes 1,024 at most for a key without '? ' before it
_BLOCK_LISTS = ("phases", "steps")
_POINTS = ("fail_points", "wait_points")

_PLAIN_START = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`.=~<]|-[^\W\d_]|[.<~=][^\W\d_]")
_NEVER_PLAIN = re.compile("[\t\n\r\x85\u2028\u2029\ufeff]|: | #|:$")
_OTHER_TYPE = re.compile(
    r"(?:null|true|false|yes|no|on|off|y|n|[-+]?\.?(?:inf|nan))|[-+]?\.?[0-9][0-9_.:,]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x85": "\\N", "\u2028": "\\L",
        "\u2029": "\\P", "\ufeff": "\\uFEFF",
    }
)  # fmt: skip


def write_yaml(data: Mapping[str, Any]) -> str:
    """Write plain data as YAML, each line ended by a line feed."""
    return "".join(f"{line}\n" for line in _keys(data, ""))


def _keys(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(key, value, indent)


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    name = write_scalar(key, is_key=True)
    if len(name) > _LONGEST_KEY:
        yield f"{indent}? {name}"
        yield f"{indent}: {_inline(value)}"
        return
    head = f"{indent}{name}:"
    if isinstance(value, str) and _is_block(value):
        yield from _block_text(f"{head} ", value, indent)
    elif _stands_inline(value, key, len(head)):
        yield f"{head} {_inline(value)}" if isinstance(value, Mapping | list) else f"{head} {write_scalar(value)}"
    elif isinstance(value, Mapping):
        yield head
        yield from _keys(value, f"{indent}  ")
    else:
        yield head
        for item in value:
            yield from _item(item, key, f"{indent}  ")


def _item(item: Any, key: str, indent: str) -> Iterator[str]:
    if isinstance(item, str) and _is_block(item):
        yield from _block_text(f"{indent}- ", item, indent)
    elif isinstance(item, Mapping) and (key in _BLOCK_LISTS or not _stands_inline(item, key, len(indent) + 2)):
        lines = _keys(item, f"{indent}  ")
        yield f"{indent}- {next(lines).removeprefix(indent + '  ')}" if item else f"{indent}- {{}}"
        yield from lines
    else:
        yield f"{indent}- {_inline(item)}" if isinstance(item, Mapping | list) else f"{indent}- {write_scalar(item)}"


def _stands_inline(value: Any, key: str, start: int) -> bool:
    """Tell whether a value stands behind its key: scalars, and lists and keys that are short and not nested."""
    if not isinstance(value, Mapping | list):
        return not (isinstance(value, str) and _is_block(value))
    if not value:
        return True
    if isinstance(value, list):
        if key in _BLOCK_LISTS or key == "flows" or any(isinstance(item, Mapping | list) for item in value):
            return False
        if not all(_stands_inline(item, "", start) for item in value):
            return False
    else:
        if any(isinstance(item, Mapping) or not _stands_inline(item, "", start) for item in value.values()):
            return False
        if any(len(name) > _LONGEST_KEY for name in value) or (key in _POINTS and len(value) > 2):
            return False
    return start + len(_inline(value)) < _WIDTH


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        entries = (f"{write_scalar(name, is_key=True, inside=True)}: {_inline(item)}" for name, item in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(item) for item in value)}]"
    return write_scalar(value, inside=True)


# --- scalars ---------------------------------------------------------------------------------------------------------


def write_scalar(value: Any, *, inside: bool = False, is_key: bool = False) -> str:
    """Write a text, number or flag on one line; `inside` of brackets or braces more texts need quotes.

    Examples
    --------
    >>> print(write_scalar("5 min"), write_scalar("no"), write_scalar("Pay: cash"), write_scalar("a, b", inside=True))
    5 min "no" "Pay: cash" "a, b"
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        # a power of ten without a point is text to readers of YAML 1.1
        return re.sub(r"^(-?[0-9]+)e", r"\1.0e", repr(value))
    return value if _is_plain(value, inside, is_key) else f'"{value.translate(_ESCAPES)}"'


def _is_plain(text: str, inside: bool, is_key: bool) -> bool:
    if _PLAIN_START.match(text) is None or text[-1].isspace() or _NEVER_PLAIN.search(text):
        return False
    if (inside or is_key) and any(sign in text for sign in ",[]{}:?"):
        return False
    return _OTHER_TYPE.fullmatch(text) is None or _DATE.fullmatch(text) is not None


def _is_block(text: str) -> bool:
    """Tell whether a text of several lines can be written as it is, below its key."""
    if "\n" not in text or any(sign in text for sign in "\t\r\x85\u2028\u2029\ufeff"):
        return False
    lines = text.removesuffix("\n").split("\n")
    if not lines[0] or not lines[-1] or lines[0].startswith(" "):
        return False
    return all(line.strip(" ") or not line for line in lines)


def _block_text(head: str, text: str, indent: str) -> Iterator[str]:
    yield f"{head}{'|' if text.endswith(chr(10)) else '|-'}"
    for line in text.removesuffix("\n").split("\n"):
        yield f"{indent}  {line}" if line else ""
