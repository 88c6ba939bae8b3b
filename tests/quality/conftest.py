"""The option that writes better figures into the baseline; worse ones are never written."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-better", action="store_true", help="write figures of drawings that became better into the baseline"
    )


@pytest.fixture
def better(request: pytest.FixtureRequest) -> bool:
    """Whether better figures are written down."""
    return bool(request.config.getoption("--accept-better", default=False))
