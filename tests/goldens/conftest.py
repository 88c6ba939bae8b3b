"""Options: accept new goldens, after somebody has looked at them; write the page to look at."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("goldens")
    group.addoption(
        "--accept-goldens",
        action="store_true",
        help="make what is drawn now the goldens; look at tests/goldens/changes.html before",
    )
    group.addoption(
        "--golden-page", action="store_true", help="write tests/goldens/changes.html even if nothing has changed"
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    option = session.config.getoption
    if hasattr(session.config, "workerinput") or not (option("--accept-goldens") or option("--golden-page")):
        return
    from tests.goldens.drawings import FIGURES, GOLDENS, figures_text
    from tests.goldens.page import write_page

    if option("--golden-page"):
        write_page()
    if option("--accept-goldens"):
        for golden in GOLDENS:
            golden.accept()
        FIGURES.write_text(figures_text(), encoding="utf-8", newline="\n")
