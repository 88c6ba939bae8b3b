"""Long simulations, and how far their figures are from what is known: z-tests over fixed seeds.

Sizes follow the engine: what compiled code computes in a second would take Python half a minute.
"""

from __future__ import annotations

import math
from typing import Any, Literal

from scipy.special import ndtri, stdtr

from blueprint.analysis.simulation import Estimate, Run, Simulation, is_fast_installed, simulate_service
from blueprint.analysis.simulation.statistics import t_quantile
from blueprint.graph import ServiceGraph
from blueprint.units import Seconds

MOST = 4.0
"""Standard errors that a right answer may be off."""

ENGINE: Literal["fast", "plain"] = "fast" if is_fast_installed() else "plain"
CUSTOMERS = 15_000 if is_fast_installed() else 1_500
"""Of one replication."""
REPLICATIONS = 12


def simulate(graph: ServiceGraph, rate: float, *, warm_up: float = 0.15, times: float = 1.0, **more: Any) -> Simulation:
    """Run a service to which so many customers come in a second, after a share that is cut off."""
    horizon = times * CUSTOMERS / rate
    more.setdefault("replications", REPLICATIONS)
    run = Run(horizon=Seconds(horizon), warm_up=Seconds(warm_up * horizon), **more)
    return simulate_service(graph, run, engine=ENGINE)


def check(found: Estimate, expected: float, error: float = 0.0, replications: int = REPLICATIONS) -> None:
    """Check that an estimate is as near to what is known as its error, and that of what is known, allow."""
    z = distance(found, expected, error, replications)
    assert abs(z) < MOST, f"{found.mean} for {expected}: z = {z:.2f}"


def distance(found: Estimate, expected: float, error: float = 0.0, replications: int = REPLICATIONS) -> float:
    """Return how many standard errors of a normal distribution are as improbable as what was found."""
    assert found.mean is not None and found.half_width is not None
    own = found.half_width / t_quantile(replications - 1)
    t = (found.mean - expected) / max(math.hypot(own, error), 1e-9 * max(1.0, abs(expected)))
    freedom = (replications - 1) * (1 + (error / own) ** 2) ** 2 if own else math.inf  # by Welch and Satterthwaite
    tail = float(stdtr(min(freedom, 1e6), -abs(t)))
    return math.copysign(float(-ndtri(max(tail, 1e-300))), t)


def check_share(count: int, total: int, expected: float, bunching: float = 4.0) -> None:
    """Check a share of customers who do not decide independently: so many times the variance of independent ones."""
    error = math.sqrt(bunching * expected * (1 - expected) / total)
    assert abs(count / total - expected) < MOST * error + 1e-12, f"{count / total} for {expected}"


def waits(found: Simulation, step: int = 0) -> Any:
    """Return the waits at a step."""
    return found.steps[step].wait.times
