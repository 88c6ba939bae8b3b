"""Rules: what a good service designer would find, each with a code, a reason and a way out."""

from __future__ import annotations

from blueprint.rules.base import FAMILIES, PRESETS, Finding, Rule, rule
from blueprint.rules.engine import run_rules, shipped_rules
from blueprint.rules.settings import SettingError, Settings, read_settings

__all__ = [
    "FAMILIES",
    "PRESETS",
    "Finding",
    "Rule",
    "SettingError",
    "Settings",
    "read_settings",
    "rule",
    "run_rules",
    "shipped_rules",
]
