"""Rules about wording: labels that everybody understands."""

from __future__ import annotations
