"""Python: files that declare a draft are executed and read; blueprints are written as such files."""

from __future__ import annotations

import linecache
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import ModuleType

from blueprint.diagnostics import Diagnostic, Location, Severity, did_you_mean, shorten
from blueprint.dsl import Draft, PhaseDraft, ResourceHandle, StepHandle
from blueprint.dsl.caller import locate_line
from blueprint.errors import BlueprintError, SourceError
from blueprint.io.python_writer import write_python
from blueprint.model import Blueprint, Document
from blueprint.units import QuantityError

MODULE = "__blueprint__"
"""The ``__name__`` of a blueprint file while it is read."""

_BEGIN = 'begin with: visit = draft("Restaurant visit")'
_NOUNS = {Draft: "a draft", PhaseDraft: "a phase", StepHandle: "a step", ResourceHandle: "a resource"}
_lock = threading.RLock()  # the folder of a file stands on sys.path while it is executed


def dump_python(blueprint: Blueprint) -> str:
    """Write a blueprint as the Python that a person would write; it reads back to an equal one.

    Parameters
    ----------
    blueprint : Blueprint
        The blueprint.

    Returns
    -------
    str
        The source of a file; formatted, in lines of at most 120 columns.

    Examples
    --------
    >>> from blueprint.dsl import draft
    >>> visit = draft("A visit to a bar")
    >>> visit.flow(visit.customer("Order") >> visit.onstage("Serve"))
    >>> print(dump_python(visit.build()))
    from blueprint import draft
    <BLANKLINE>
    service = draft("A visit to a bar")
    <BLANKLINE>
    order = service.customer("Order")
    serve = service.onstage("Serve")
    <BLANKLINE>
    service.flow(order >> serve)
    <BLANKLINE>
    """
    return write_python(blueprint)


def parse_python(text: str, name: str = "<text>") -> Document:
    """Execute a Python file and return the document of the draft that it declares.

    While it runs its folder can be imported from; afterwards nothing of it is left behind.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        File name as the user wrote it; the file need not exist.

    Returns
    -------
    Document
        Its name is `name`.

    Raises
    ------
    SourceError
        BP003 if this is no Python, BP023 if a line fails, BP024 if it declares no draft, BP025 if it declares several.
    ModelError
        If a declaration is faulty.
    """
    file = _File(name, text.removeprefix("\ufeff"))
    with _lock, _surroundings(file) as module:
        _execute(file, module)
        document = _find_draft(file, module).document()
    return Document(document.blueprint, document.source, document.diagnostics, name)


@dataclass(frozen=True)
class _File:
    """A file that is read: its name, its text, and its lines as Python counts them."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


# --- execution -------------------------------------------------------------------------------------------------------


def _execute(file: _File, module: ModuleType) -> None:
    try:
        code = compile(file.text, file.name, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise _no_python(file, error) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        message = f"this is no Python that can be read: {_lower(str(error) or type(error).__name__)}"
        raise _fault("BP003", "syntax", message, Location(file.name, 1), "check that the file is whole") from None
    try:
        with redirect_stdout(sys.stderr):  # what a file prints must not end up in a drawing or in JSON
            exec(code, module.__dict__)
    except (BlueprintError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise _failed(file, error) from error


@contextmanager
def _surroundings(file: _File) -> Iterator[ModuleType]:
    """Give a file the module, folder and source lines that it expects, and take all of them away again."""
    folder = str(Path(file.name).absolute().parent)
    module = ModuleType(MODULE)
    module.__file__ = file.name
    search, modules, lines = list(sys.path), dict(sys.modules), linecache.cache.get(file.name)
    linecache.cache[file.name] = (len(file.text), None, [f"{line}\n" for line in file.lines], file.name)
    sys.path.insert(0, folder)
    sys.modules[MODULE] = module
    try:
        yield module
    finally:
        sys.path[:] = search
        _forget_modules(modules, folder)
        linecache.cache.pop(file.name, None)
        if lines is not None:
            linecache.cache[file.name] = lines


def _forget_modules(before: dict[str, ModuleType], folder: str) -> None:
    """Forget the modules beside the file, which may change or be others next time; libraries stay."""
    sys.modules.pop(MODULE, None)
    if MODULE in before:
        sys.modules[MODULE] = before[MODULE]
    beside = {name for name in sys.modules if name not in before and "." not in name and _is_in(name, Path(folder))}
    for name in [name for name in sys.modules if name.partition(".")[0] in beside]:
        del sys.modules[name]


def _is_in(name: str, folder: Path) -> bool:
    """Tell whether a module is a file or a package right in a folder."""
    file, folders = getattr(sys.modules[name], "__file__", None), getattr(sys.modules[name], "__path__", ())
    return Path(file or "").parent == folder or any(Path(path).parent == folder for path in folders)


# --- faults of the file ----------------------------------------------------------------------------------------------


def _no_python(file: _File, error: SyntaxError) -> SourceError:
    line = error.lineno or 1
    shown = file.line(line)
    column = min(max(1, error.offset or 1), len(shown) + 1)
    same_line = error.end_lineno == line and error.end_offset is not None
    length = max(1, (error.end_offset or column) - column) if same_line else 1
    place = Location(file.name, line, column, length, shown)
    hint = "check quotes, commas and brackets here and on the line above"
    if isinstance(error, IndentationError):
        hint = "lines that belong together begin in the same column, with blanks and no tabs"
    return _fault("BP003", "syntax", f"this is not Python: {_lower(error.msg or 'it cannot be read')}", place, hint)


def _failed(file: _File, error: BaseException) -> SourceError:
    place = _place_of(file, error)
    if isinstance(error, SystemExit):
        hint = "take the exit out: a blueprint file only declares"
        return _fault("BP023", "python-failed", "this line ends the program", place, hint)
    if isinstance(error, QuantityError):
        return _fault("BP023", "python-failed", error.message, place, error.hint)
    if isinstance(error, SyntaxError):
        other = f"{error.filename}:{error.lineno}" if error.filename else "another file"
        message = f"a file that is imported here is not Python ({other}): {_lower(error.msg or '')}"
        return _fault("BP023", "python-failed", message, place, "correct that file first")
    if isinstance(error, AttributeError) and type(error.obj) in _NOUNS:
        names = [name for name in dir(error.obj) if not name.startswith("_")]
        message = f"{_NOUNS[type(error.obj)]} has no '{shorten(str(error.name), 60)}'"
        return _fault("BP023", "python-failed", message, place, did_you_mean(str(error.name), names))
    if isinstance(error, NameError) and error.name:
        return _fault("BP023", "python-failed", f"the name '{error.name}' is not known here", place, _names(error))
    if isinstance(error, ModuleNotFoundError):
        hint = "install it, or put the file that is meant beside this one"
        return _fault("BP023", "python-failed", f"there is no module '{error.name}'", place, hint)
    said = shorten(str(error), 200)
    message = f"this line fails with {type(error).__name__}{f': {said}' if said else ''}"
    return _fault("BP023", "python-failed", message, place, "correct this line; 'python FILE' shows the whole story")


def _names(error: NameError) -> str:
    known = [name for frame, _ in traceback.walk_tb(error.__traceback__) for name in frame.f_globals]
    hint = did_you_mean(str(error.name), [name for name in dict.fromkeys(known) if not name.startswith("__")])
    return hint if hint.startswith("did you mean") else "declare or import it above this line"


def _place_of(file: _File, error: BaseException) -> Location:
    """Return the last expression of the user's own file that took part."""
    trace, found = error.__traceback__, None
    while trace is not None:
        found = trace if trace.tb_frame.f_code.co_filename == file.name else found
        trace = trace.tb_next
    if found is None:
        return Location(file.name)
    line, shown = found.tb_lineno, file.line(found.tb_lineno)
    positions = next(islice(found.tb_frame.f_code.co_positions(), found.tb_lasti // 2, None), None)
    if positions is None or None in positions or positions[:2] != (line, line):
        return locate_line(file.name, line, shown)
    # columns of the compiler count bytes of UTF-8
    start, stop = (len(shown.encode()[:offset].decode(errors="ignore")) for offset in positions[2:])
    return Location(file.name, line, start + 1, max(1, stop - start), shown)


def _find_draft(file: _File, module: ModuleType) -> Draft:
    found: dict[int, tuple[str, Draft]] = {}
    for name, value in list(vars(module).items()):
        if isinstance(value, Draft):
            found.setdefault(id(value), (name, value))
    own = [(name, value) for name, value in found.values() if value.place.path == file.name]
    drafts = own or list(found.values())
    if len(drafts) == 1:
        return drafts[0][1]
    if not drafts:
        message = "this file declares no blueprint: no variable holds a draft"
        raise _fault("BP024", "no-draft", message, Location(file.name, 1, 1, 1, file.line(1)), _BEGIN)
    names = ", ".join(f"'{name}'" for name, _ in drafts)
    places = [value.place for _, value in drafts]
    message = f"this file declares {len(drafts)} drafts: {names}"
    hint = "keep one in each file, and link them by 'detail'"
    raise _fault("BP025", "several-drafts", message, places[1], hint, (places[0], *places[2:]))


def _fault(
    code: str, rule: str, message: str, place: Location, hint: str, related: tuple[Location, ...] = ()
) -> SourceError:
    return SourceError([Diagnostic(code, rule, Severity.ERROR, message, place, hint=hint, related=related)])


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
