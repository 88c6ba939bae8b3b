"""What browser tests share: axe-core, which is skipped by name where it is not installed, and pages that are heard."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REQUIRED

HOME = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "service-blueprint"
"""Where `.ci/run` installs axe-core; see CONTRIBUTING.md."""


def _axe_file() -> Path | None:
    named = Path(os.environ.get("BLUEPRINT_AXE") or HOME / "node_modules" / "axe-core")
    file = named / "axe.min.js" if named.is_dir() else named
    return file if file.is_file() else None


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The text of axe-core."""
    file = _axe_file()
    if file is None:
        reason = "needs axe-core: npm install axe-core, and set BLUEPRINT_AXE to node_modules/axe-core"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def open_page(browser: Any) -> Iterator[Callable[[], Any]]:
    """A function that opens an empty page, which scripts of the tests may run in whatever its policy says."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page
    context.close()


@pytest.fixture
def violations(axe_source: str) -> Callable[[Any], list[str]]:
    """A function that returns what axe-core finds wrong with a page."""

    def run(page: Any) -> list[str]:
        page.evaluate(axe_source)
        found = page.evaluate("axe.run()")
        assert found["passes"], "axe-core has looked at nothing"
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]

    return run
