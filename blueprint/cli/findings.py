"""Findings as other programs read them: annotations of GitHub, and SARIF 2.1."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from blueprint import __version__
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.rules.base import FAMILIES, Rule

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_HOME = "https://github.com/service-blueprint/service-blueprint"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def github_lines(found: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield commands that make GitHub write findings beside the changed lines of a pull request."""
    for item in found:
        place = item.location
        words = {"title": f"{item.code} {item.rule}"}
        if place is not None:
            words["file"] = PurePath(place.path).as_posix()
            words |= {name: str(value) for name, value in (("line", place.line), ("col", place.column)) if value}
        told = ",".join(f"{name}={_property(value)}" for name, value in words.items())
        message = f"{item.message}\n{item.hint}" if item.hint else item.message
        yield f"::{_GITHUB[item.severity]} {told}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif_text(found: Sequence[Diagnostic], rules: Iterable[Rule]) -> str:
    """Return findings as SARIF 2.1.0, with the rules that were broken."""
    known = {rule.code: rule for rule in rules}
    codes = sorted({item.code for item in found})
    names = {item.code: item.rule for item in found}
    run = {
        "tool": {
            "driver": {
                "name": "blueprint",
                "version": __version__,
                "informationUri": _HOME,
                "rules": [_sarif_rule(code, names[code], known.get(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(item, codes) for item in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _sarif_rule(code: str, name: str, rule: Rule | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": code, "name": name}
    if rule is not None:
        told["shortDescription"] = {"text": rule.summary}
        told["fullDescription"] = {"text": rule.reason or rule.summary}
        told["defaultConfiguration"] = {"level": _SARIF[rule.severity]}
    return told


def _sarif_result(item: Diagnostic, codes: Sequence[str]) -> dict[str, Any]:
    text = f"{item.message}. {item.hint}" if item.hint else item.message
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": _SARIF[item.severity],
        "message": {"text": text},
    }
    if item.location is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(item.location.path)}}
        if item.location.line:
            place["region"] = {"startLine": item.location.line}
            if item.location.column:
                place["region"]["startColumn"] = item.location.column
                place["region"]["endColumn"] = item.location.column + max(1, item.location.length)
        result["locations"] = [{"physicalLocation": place}]
    return result


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(PurePath(path).as_posix())


def family_summary(found: Iterable[Diagnostic]) -> str:
    """Count findings by family, the largest first; empty where there are none.

    Examples
    --------
    >>> item = Diagnostic("BP301", "unreachable-step", Severity.ERROR, "no flow reaches 'Pay'", None)
    >>> family_summary([item, item])
    '2 flow'
    """
    counts = Counter(
        FAMILIES.get(item.code[2:3], "of your own") if item.code.startswith("BP") else "of your own" for item in found
    )
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{count} {family}" for family, count in ordered)
