"""Configuration files: found, read, and refused with the line at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint.config import find_settings, load_settings, parse_settings
from blueprint.diagnostics import Severity
from blueprint.errors import PluginError, SourceError
from blueprint.rules import Finding, rule
from blueprint.units import Seconds, minutes

HALF_AN_HOUR = minutes(30)


@rule("XX001", "too-slow", severity=Severity.WARNING)
def too_slow(
    graph: object, *, limit: Seconds = HALF_AN_HOUR, most: int = 3, words: tuple[str, ...] = ("a",)
) -> list[Finding]:
    return []


RULES = (too_slow,)


def refused(text: str, name: str = "blueprint.toml") -> str:
    with pytest.raises(PluginError) as caught:
        parse_settings(text, name, RULES)
    (item,) = caught.value.diagnostics
    assert item.code == "BP909"
    assert item.location is not None
    return f"{item.location}: {item.message} / {item.hint}"


def test_a_file_of_our_own_has_the_keys_at_its_top() -> None:
    settings = parse_settings('preset = "strict"\n[rules]\ntoo-slow = "error"\n', "blueprint.toml", RULES)
    assert settings.preset == "strict"
    assert settings.severity_of(too_slow) is Severity.ERROR


def test_in_a_pyproject_the_keys_stand_under_tool_blueprint() -> None:
    text = '[project]\nname = "x"\n[tool.blueprint.rules]\nXX001 = { limit = "2 h", most = 5, words = ["b"] }\n'
    settings = parse_settings(text, "pyproject.toml", RULES)
    assert dict(settings.options_of(too_slow)) == {"limit": 7200.0, "most": 5, "words": ("b",)}
    assert settings.severity_of(too_slow) is Severity.WARNING


def test_a_rule_can_be_switched_off_by_its_code_or_its_name() -> None:
    for text in ('[rules]\nXX001 = "off"', '[rules]\nxx001 = "off"', '[rules]\n"too-slow" = false'):
        assert parse_settings(text, "blueprint.toml", RULES).severity_of(too_slow) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('preset = "stric"', "blueprint.toml:1:1: there is no preset 'stric' / did you mean 'strict'?"),
        ('presets = "strict"', "blueprint.toml:1:1: unknown key 'presets' / did you mean 'preset'?"),
        ('[rules]\n\nXX01 = "off"', "blueprint.toml:3:1: there is no rule 'XX01' / did you mean 'XX001'?"),
        ('[rules]\nXX001 = "of"', "blueprint.toml:2:1: 'of' is no severity / write one of error, warning, info, off"),
        (
            '[rules]\nXX001 = { limt = "1 h" }',
            "blueprint.toml:2:11: unknown key 'limt' / did you mean 'limit'?",
        ),
        (
            "[rules.XX001]\nlimit = 20",
            'blueprint.toml:2:1: limit must be a time / write it with its unit, in quotes: "30 min"',
        ),
        ("[rules.XX001]\nmost = true", "blueprint.toml:2:1: most must be a number that is not negative / "),
        ("[rules.XX001]\nmost = 1.5", "blueprint.toml:2:1: most must be a whole number / "),
        ('[rules.XX001]\nwords = "a"', 'blueprint.toml:2:1: words must be a list of texts / write words = ["one", "two"]'),
        ("rules = 3", "blueprint.toml:1:1: 'rules' must be a table / write [rules] and below it, say, BP302 = \"off\""),
        ("a = = 1", "blueprint.toml:1:5: this is no TOML: Invalid value / "),
    ],
)  # fmt: skip
def test_a_faulty_configuration_names_line_and_key(text: str, said: str) -> None:
    assert refused(text) == said


def test_a_time_that_is_none_says_how_to_write_one() -> None:
    assert refused('[rules.XX001]\nlimit = "soon"').startswith("blueprint.toml:2:1: limit: ")


def test_a_fault_in_a_pyproject_is_found_in_its_own_table() -> None:
    text = '[tool.other]\npreset = "x"\n\n[tool.blueprint]\npreset = "x"\n'
    assert refused(text, "pyproject.toml").startswith("pyproject.toml:5:1: there is no preset 'x'")


def test_the_nearest_configuration_above_a_folder_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.blueprint]\npreset = "draft"\n', "utf-8")
    assert find_settings(inner).preset == "draft"
    (tmp_path / "a" / "blueprint.toml").write_text('preset = "strict"\n', "utf-8")
    assert find_settings(inner).preset == "strict"


def test_a_pyproject_of_something_else_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "a"\n', "utf-8")
    (tmp_path / "blueprint.toml").write_text('preset = "strict"\n', "utf-8")
    assert find_settings(tmp_path / "a").preset == "strict"


def test_a_configuration_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        load_settings(tmp_path / "none.toml")
    assert caught.value.diagnostics[0].code == "BP001"
