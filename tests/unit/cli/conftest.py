"""The terminal that tests of commands type into."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "BLUEPRINT_TRACEBACK"):
        monkeypatch.delenv(variable, raising=False)
    return Terminal(tmp_path, capsys, monkeypatch)
