"""Rules about fail points: each is looked at, prevented and mended."""

from __future__ import annotations
