"""Rules about evidence and quality: what customers see, and what they are promised."""

from __future__ import annotations
