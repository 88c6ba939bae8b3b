"""A terminal for tests: runs commands in a folder of their own and keeps what they say."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from blueprint.cli.main import run

ROOT = Path(__file__).parents[3]

BAR = """\
title: A visit to a bar
steps:
  - customer: Order a drink
    id: order
    evidence: [Menu]
  - onstage: Mix the drink
    id: mix
    service_time: 3 min
  - customer: Drink
    id: drink
    evidence: [Glass]
flows:
  - order >> mix >> drink
"""


@dataclass(frozen=True)
class Said:
    """What a command answered: its exit code, and what it wrote to both streams."""

    code: int
    out: str
    err: str


class Terminal:
    """Runs commands inside of this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.capsys, self.monkeypatch = folder, capsys, monkeypatch

    def __call__(self, *arguments: str, stdin: bytes | str = b"") -> Said:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        self.capsys.readouterr()
        code = run(list(arguments))
        said = self.capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Said(code, said.out, said.err)

    def write(self, name: str, text: str | bytes = BAR) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


def start(*arguments: str, folder: Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m blueprint`` as a process of its own."""
    known = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    return subprocess.run(
        [sys.executable, "-m", "blueprint", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**known, "PYTHONPATH": str(ROOT), **environment},
    )
