"""Engine: who computes the events of a run, Python or the same functions compiled.

There is one calendar (`calendar`), written once as plain functions over records. Python runs it as it stands; where
numba is installed it is compiled, and runs some fifteen times as fast. Both give the same figures: which of them
computes is a matter of time alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.records import World
from blueprint.errors import PluginError

EngineName = Literal["auto", "fast", "plain"]


@dataclass(frozen=True, slots=True)
class Engine:
    """How events are computed.

    Parameters
    ----------
    name : {'fast', 'plain'}
        Compiled, or run by Python.
    advance : callable
        Lets so many events of a world happen.
    push : callable
        Puts an event into a calendar.
    """

    name: Literal["fast", "plain"]
    advance: Callable[[World, int], int]
    push: Callable[[Any, tuple[float, int, int]], None]


def is_fast_installed() -> bool:
    """Tell whether numba is there."""
    return find_spec("numba") is not None


_LOADING, _COMPILING = 0.2, 10.0  # CPU seconds until compiled code is there, from its file or anew
_SIMPLE, _GENERAL = 1.2e-6, 1.5e-5  # CPU seconds of Python for a visit of a step


def choose_engine(program: Program, replications: int, name: EngineName) -> Literal["fast", "plain"]:
    """Return the engine that is asked for; with ``auto``, the one that answers sooner.

    Parameters
    ----------
    replications : int
        How many are wanted.
    """
    if name != "auto":
        return name
    visits = sum(stream.expected for stream in program.streams) * len(program.steps) * replications
    by_python = visits * (_SIMPLE if program.steps["simple"].all() else _GENERAL)
    if by_python < _LOADING or not is_fast_installed() or not (by_python > _COMPILING or is_compiled()):
        return "plain"
    try:
        return engine_named("fast").name
    except PluginError:  # numba is there, but does not go with another package
        return "plain"


def is_compiled() -> bool:
    """Tell whether the calendar was compiled before, so that it only needs to be loaded."""
    from blueprint.analysis.simulation import native, translate

    try:
        return native.find(native.file_name(translate.sources())) is not None
    except ImportError:
        return False


@cache
def engine_named(name: Literal["fast", "plain"]) -> Engine:
    """Return an engine.

    Raises
    ------
    PluginError
        BP803 if numba is not installed, or does not work.
    """
    if name == "plain":
        from heapq import heappush

        from blueprint.analysis.simulation.calendar.loop import advance

        return Engine("plain", advance, heappush)
    if not is_fast_installed():
        raise PluginError.of("BP803", "missing-extra", "the compiled simulation needs numba", hint=_WAY_OUT)
    try:
        run = _load()
    except ImportError as error:
        message = f"numba is installed but cannot be used: {error!s:.200}"
        raise PluginError.of("BP803", "missing-extra", message, hint=_WAY_OUT) from error
    return Engine("fast", lambda world, budget: run(world.addresses.ctypes.data, budget), _push)


_WAY_OUT = 'pip install "service-blueprint[fast]", or ask for the plain engine, which needs nothing'


def _load() -> Callable[[int, int], int]:
    """Return the compiled calendar: as it is kept, or else compiled now, which takes some seconds, and kept."""
    from blueprint.analysis.simulation import native, translate

    name = native.file_name(translate.sources())
    code = native.find(name)
    if code is None:
        try:
            code = translate.translate(native.FUNCTION)
        except Exception as error:  # numba raises errors of many kinds, and its next version may do something else
            raise ImportError(f"it does not compile the calendar ({type(error).__name__}: {error!s:.100})") from error
        native.keep(name, code)
    return native.load(name, code)


def _push(calendar: Any, item: tuple[float, int, int]) -> None:
    """Put an event into a calendar that compiled code reads; few are put in from outside."""
    from blueprint.analysis.simulation.fast import heappush

    heappush(calendar.view(np.recarray), item)
