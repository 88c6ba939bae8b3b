"""Levers: what can be moved in a service, and what a piece of advice is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lever = Literal["demand", "supply", "design"]
"""What is moved: when and how many come, who and what serves them, or the service itself."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a piece of advice changes.

    Parameters
    ----------
    figure : str
        Dotted key of the plain data.
    old, new : float
        Before and after.
    """

    figure: str
    old: float
    new: float

    @property
    def change(self) -> float:
        """How much more the figure is."""
        return self.new - self.old


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do.

    Parameters
    ----------
    code : str
        Kind of advice, such as ``mend`` or ``parallelize``.
    element : str or None
        Id of what it is about.
    message : str
        What to do and why, in a sentence.
    lever : {'demand', 'supply', 'design'}
        What is moved.
    effect : Effect or None
        What it changes; None where no figure tells.
    """

    code: str
    element: str | None
    message: str
    lever: Lever
    effect: Effect | None = None
