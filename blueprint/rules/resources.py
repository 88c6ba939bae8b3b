"""Rules about resources: somebody does every step, and there are enough of them."""

from __future__ import annotations
