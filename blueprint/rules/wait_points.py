"""Rules about times and wait points: nobody waits without knowing why and how long."""

from __future__ import annotations
