"""Load: refuse what no server could ever carry, and numbers that are none."""

from __future__ import annotations

import math

from blueprint.errors import AnalysisError


def check_numbers(**numbers: float) -> None:
    """Refuse numbers that are negative, infinite or none.

    Raises
    ------
    ValueError
        If one of `numbers` is.
    """
    for name, number in numbers.items():
        if not (math.isfinite(number) and number >= 0):
            raise ValueError(f"{name} must be finite and not negative, got {number}")


def check_servers(servers: int) -> None:
    """Refuse a number of servers that is no whole number of at least 1.

    Raises
    ------
    ValueError
        If it is not.
    """
    if servers < 1 or servers != int(servers):
        raise ValueError(f"servers must be a whole number of at least 1, got {servers}")


def refuse_overload(offered_load: float, servers: float) -> None:
    """Refuse a load that the servers cannot carry: the queue would grow for ever.

    Parameters
    ----------
    offered_load : float  [erlang]
        Work that comes in a unit of time.
    servers : float
        How many there are.

    Raises
    ------
    AnalysisError
        BP620 if the load is at or above the number of servers.
    """
    if offered_load >= servers:
        over = f"{excess(offered_load, servers):.0%} over" if offered_load > servers else "all that they can do"
        message = f"a load of {offered_load:.4g} erlang on {servers:g} servers is {over}: the queue grows for ever"
        hint = "add servers, let fewer come, or make the work shorter"
        raise AnalysisError.of("BP620", "overload", message, hint=hint)


def excess(offered_load: float, servers: float) -> float:
    """Return by how much a load exceeds what servers can carry, as a share of that; below 0 where it does not."""
    return offered_load / servers - 1 if servers else math.inf
