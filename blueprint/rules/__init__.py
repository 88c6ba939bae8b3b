"""Rules: what a good service designer would find, each with a code, a reason and a way out."""

from __future__ import annotations

from blueprint.rules.base import Finding, Rule, rule
from blueprint.rules.engine import run_rules, shipped_rules

__all__ = ["Finding", "Rule", "rule", "run_rules", "shipped_rules"]
