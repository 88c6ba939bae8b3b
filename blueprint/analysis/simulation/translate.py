"""Translate: the functions of the calendar to machine code, by numba.

The functions are copied into one name space, in which those of `fast` stand where Python has those of `plain`, and
compiled from the loop down. Each is only translated on its way: what makes code fast is done once, when all of it has
come together in the loop, where it can be inlined. numba by itself does it for each function, with all that it calls.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

_PACKAGE = "blueprint.analysis.simulation"
_CALENDAR = ("overtaking", "lines", "clocks", "services", "leaving", "joins", "coming", "finishing", "shifts", "loop")
_MODULES = (*(f"calendar.{name}" for name in _CALENDAR), "normal", "laws", "fast")
"""Where the functions are that are compiled; those of `fast` stand in for those of `plain`."""
_OTHERS = ("codes", "distributions", "records", "raw", "native", "translate")
"""What else the compiled code follows from."""


def sources() -> Iterator[bytes]:
    """Yield all that the compiled code follows from."""
    folder = Path(__file__).parent
    for name in (*_MODULES, *_OTHERS):
        yield folder.joinpath(*name.split(".")).with_suffix(".py").read_bytes()


def translate(function: str) -> bytes:
    """Return an object file with the calendar as one function of this name.

    It takes where to put the answer and an error, where the addresses of a world are, and how many events may happen.
    """
    from numba.core.compiler_lock import global_compiler_lock

    from blueprint.analysis.simulation.raw import address_type, opener, world_type

    modules = [importlib.import_module(f"{_PACKAGE}.{name}") for name in _MODULES]
    space: dict[str, Any] = {"__name__": f"{_PACKAGE}.calendar.loop", "open_world": opener(world_type())}
    for module in modules:
        space.update({name: value for name, value in vars(module).items() if not name.startswith("__")})
    for module in modules:
        for item in _functions(module):
            space[item.__name__] = _part(item, space)
    space["redraw"] = space["draw"]
    with global_compiler_lock, _nothing_loaded():
        entry = _jitted(_advance_at, space)
        entry.compile(address_type())
        (compiled,) = entry.overloads.values()
        compiled.library.get_function(compiled.fndesc.llvm_func_name).name = function
        return compiled.library.emit_native_object()  # type: ignore[no-any-return]


def _advance_at(addresses: Any, budget: int) -> Any:
    """Let events happen in the world whose arrays stand at these addresses; compiled only."""
    return advance(open_world(addresses), budget)  # type: ignore[name-defined]  # noqa: F821


def _functions(module: ModuleType) -> Sequence[FunctionType]:
    """Return the functions that a module defines."""
    found = (
        value for name, value in vars(module).items() if isinstance(value, FunctionType) and value.__name__ == name
    )
    return [function for function in found if function.__module__ == module.__name__]


def _jitted(function: Any, space: dict[str, Any]) -> Any:
    import numba

    copy = FunctionType(function.__code__, space, function.__name__, function.__defaults__)
    copy.__module__ = space["__name__"]
    return numba.njit(copy, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)


def _part(function: FunctionType, space: dict[str, Any]) -> Any:
    """Return a function of the calendar that is translated when what calls it is.

    Once for all numbers: numba would do it once more for each that stands in the source, such as -1.
    """
    from numba.core import config
    from numba.core.types.misc import unliteral

    dispatcher = _jitted(function, space)
    compile_call = dispatcher.get_call_template

    def compile_plainly(args: Any, kws: Any) -> Any:
        level = config.OPT
        config.OPT = type(level)(0)
        try:
            return compile_call(tuple(unliteral(kind) for kind in args), kws)
        finally:
            config.OPT = level

    dispatcher.get_call_template = compile_plainly
    return dispatcher


@contextmanager
def _nothing_loaded() -> Iterator[None]:
    """Keep numba from turning each function that it translates into code that could be called from outside."""
    from numba.core.codegen import AOTCodeLibrary
    from numba.core.registry import cpu_target

    class Translated(AOTCodeLibrary):
        def _finalize_final_module(self) -> None:
            self._finalized = True

        def get_pointer_to_function(self, name: str) -> int:
            return 0

    codegen = cpu_target.target_context.codegen()
    codegen._library_class, codegen.set_env = Translated, lambda name, env: None
    try:
        yield
    finally:
        del codegen._library_class, codegen.set_env
