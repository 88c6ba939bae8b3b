"""Settings: which rules run, how much their findings weigh, and their options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from blueprint.diagnostics import Severity, did_you_mean, shorten
from blueprint.rules.base import PRESETS, PresetName, Rule
from blueprint.units import Seconds, read_time

OFF = "off"
_LEVELS = (*(severity.value for severity in Severity), OFF)
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class SettingError(ValueError):
    """A setting that cannot be used: which key, why, and what to write instead."""

    def __init__(self, key: tuple[str, ...], message: str, hint: str = "") -> None:
        super().__init__(message)
        self.key, self.message, self.hint = key, message, hint


@dataclass(frozen=True, slots=True)
class Settings:
    """Which rules run and how.

    Parameters
    ----------
    preset : str
        ``draft``, ``recommended`` or ``strict``.
    severities : mapping
        By code: another severity than usual, or None for a rule that is off. A rule named here runs in any preset.
    options : mapping
        By code: options of the rule.
    """

    preset: PresetName = "recommended"
    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def severity_of(self, rule: Rule) -> Severity | None:
        """Return how much the findings of a rule weigh; None if it does not run."""
        if rule.code in self.severities:
            return self.severities[rule.code]
        return rule.severity if PRESETS.index(rule.preset) <= PRESETS.index(self.preset) else None

    def options_of(self, rule: Rule) -> Mapping[str, Any]:
        """Return the options that are not as usual."""
        return self.options.get(rule.code, _NOTHING)

    def with_preset(self, preset: str) -> Settings:
        """Return the same settings on another preset.

        Raises
        ------
        SettingError
            If there is no such preset.
        """
        return Settings(_preset(preset), self.severities, self.options)


DEFAULT = Settings()


def read_settings(data: Mapping[str, Any], rules: Iterable[Rule]) -> Settings:
    """Read settings from plain data: ``preset``, and ``rules`` by code or name.

    A rule is set to a severity, to ``off``, or to a table with ``severity`` and options of its own.

    Raises
    ------
    SettingError
        For an unknown key, rule or option, or a value of the wrong kind.

    Examples
    --------
    >>> from blueprint.rules import shipped_rules
    >>> read_settings({"preset": "strict", "rules": {"dead-end": "off"}}, shipped_rules()).severities
    {'BP302': None}
    """
    _known((), data, ("preset", "rules"))
    preset = _preset(data.get("preset", "recommended"))
    by_name: dict[str, Rule] = {}
    for item in rules:
        by_name[item.code] = by_name[item.name] = item
    severities: dict[str, Severity | None] = {}
    options: dict[str, dict[str, Any]] = {}
    found = data.get("rules", {})
    if not isinstance(found, Mapping):
        raise SettingError(("rules",), "'rules' must be a table", 'write [rules] and below it, say, BP302 = "off"')
    for name, value in found.items():
        rule = by_name.get(name) or by_name.get(str(name).upper())
        if rule is None:
            raise SettingError(
                ("rules", name), f"there is no rule '{shorten(str(name), 40)}'", did_you_mean(str(name), by_name)
            )
        table = value if isinstance(value, Mapping) else {"severity": value}
        _known(("rules", name), table, ("severity", *rule.options))
        if "severity" in table:
            severities[rule.code] = _level(("rules", name), table["severity"])
        elif not isinstance(value, Mapping) or rule.code not in severities:
            severities[rule.code] = rule.severity
        read = {
            key: _option(("rules", name, key), table[key], default)
            for key, default in rule.options.items()
            if key in table
        }
        if read:
            options[rule.code] = read
    return Settings(preset, severities, options)


def _preset(value: object) -> PresetName:
    for name in PRESETS:
        if value == name:
            return name
    raise SettingError(
        ("preset",), f"there is no preset '{shorten(str(value), 40)}'", did_you_mean(str(value), PRESETS)
    )


def _level(key: tuple[str, ...], value: object) -> Severity | None:
    if value == OFF or value is False:
        return None
    if isinstance(value, str) and value in _LEVELS:
        return Severity(value)
    raise SettingError(key, f"'{shorten(str(value), 40)}' is no severity", f"write one of {', '.join(_LEVELS)}")


def _option(key: tuple[str, ...], value: object, default: object) -> object:
    """Return an option in the type of its default."""
    name = key[-1]
    if isinstance(default, Seconds):
        if isinstance(value, str):
            try:
                return read_time(value)
            except ValueError as error:
                raise SettingError(key, f"{name}: {error}", 'write a time such as "30 min"') from None
        raise SettingError(key, f"{name} must be a time", 'write it with its unit, in quotes: "30 min"')
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        raise SettingError(key, f"{name} must be true or false")
    if isinstance(default, int | float):
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            if isinstance(default, int) and value != int(value):
                raise SettingError(key, f"{name} must be a whole number")
            return type(default)(value)
        raise SettingError(key, f"{name} must be a number that is not negative")
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise SettingError(key, f"{name} must be a list of texts", f'write {name} = ["one", "two"]')
    if isinstance(value, str):
        return value
    raise SettingError(key, f"{name} must be a text")


def _known(key: tuple[str, ...], data: Mapping[str, Any], known: Iterable[str]) -> None:
    words = tuple(known)
    for name in data:
        if name not in words:
            raise SettingError(
                (*key, str(name)), f"unknown key '{shorten(str(name), 40)}'", did_you_mean(str(name), words)
            )
