"""The option that accepts new goldens, after somebody has looked at them."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-goldens",
        action="store_true",
        help="write the drawings of tests/goldens anew; look at them before you commit",
    )


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether what is drawn now becomes the golden."""
    return bool(request.config.getoption("--accept-goldens", default=False))
