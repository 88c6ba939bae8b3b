"""Status: how surely a figure is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StatusKind = Literal["exact", "approximation", "unknown"]


@dataclass(frozen=True, slots=True)
class Status:
    """How surely a figure is known.

    Parameters
    ----------
    figure : str
        Dotted key of the plain data.
    kind : {'exact', 'approximation', 'unknown'}
        Exact means: exact for the service as it is declared.
    method : str
        How it was computed, or why it is not known.
    error : float or None  [0..1]
        Typical relative error of an approximation, where one is known.
    blocked_by : tuple of str
        Elements that say too little.
    """

    figure: str
    kind: StatusKind
    method: str
    error: float | None = None
    blocked_by: tuple[str, ...] = ()
