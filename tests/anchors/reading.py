"""Reading of cases: distributions as they are written there, and figures by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from blueprint.units import Distribution


def law(written: Mapping[str, Any]) -> Distribution:
    """Return the distribution that a case describes."""
    kind = written["dist"]
    if kind == "deterministic":
        return Distribution("fixed", (written["value"],))
    if kind == "hyperexponential":
        return Distribution(kind, (written["probabilities"][0], *written["means"]))
    if kind == "gamma" and "shape" in written:
        return Distribution(kind, (written["mean"], written["mean"] / written["shape"] ** 0.5))
    words = {"uniform": ("low", "high"), "triangular": ("low", "mode", "high"), "erlang": ("k", "mean")}
    if kind in words:
        return Distribution(kind, tuple(written[word] for word in words[kind]))
    if kind == "exponential":
        return Distribution(kind, (written["mean"],))
    return Distribution(kind, (written["mean"], written["cv"] * written["mean"]))


def figure(name: str, plain: Mapping[str, float], by_argument: Mapping[str, Callable[[float], float]]) -> float:
    """Return a figure by its name in a case, such as ``mean_wait`` or ``p_wait_over_0.5``."""
    if name in plain:
        return plain[name]
    start, _, argument = name.rpartition("_")
    return by_argument[start](float(argument))
