"""The drawing of a difference in Chromium: accessible, told to who listens, with nothing out of its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from blueprint import diff
from blueprint.api import render_difference
from blueprint.comparison import Difference

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PAIRS = {
    "everything": (ROOT / "tests/goldens/difference.everything.before", ROOT / "tests/goldens/difference.everything.yaml"),
    "fault_repair": tuple(ROOT / f"examples/fault_repair/fault_repair_{name}.yaml" for name in ("as_is", "to_be")),
}  # fmt: skip


@pytest.fixture(params=PAIRS)
def found(request: pytest.FixtureRequest) -> Difference:
    old, new = (path.read_text("utf-8") for path in PAIRS[request.param])
    return diff(old, new)


@pytest.mark.parametrize("theme", ["light", "dark", "clear"])
def test_axe_finds_nothing_in_the_page(
    found: Difference, theme: str, open_page: Callable[[], Any], violations: Callable[[Any], list[str]]
) -> None:
    page = open_page()
    page.set_content(render_difference(found, format="html", theme=theme).text)
    assert violations(page) == []
    page.close()


def test_who_listens_hears_what_happened_to_each_step(found: Difference, open_page: Callable[[], Any]) -> None:
    page = open_page()
    page.set_content(f"<main>{render_difference(found).text}</main>")
    names = page.eval_on_selector_all("[role^=graphics-symbol]", "nodes => nodes.map(node => node.ariaLabel)")
    removed = [change.label for change in found.removed if change.part == "steps"]
    words = ("Removed", "删除")
    for label in removed:
        assert any(label in name and name.endswith(words) for name in names), label
    page.close()


def test_badges_can_be_pointed_at(found: Difference, open_page: Callable[[], Any]) -> None:
    page = open_page()
    page.set_content(f"<main>{render_difference(found).text}</main>")
    titles = page.eval_on_selector_all("svg g > title", "nodes => nodes.map(node => node.textContent)")
    changed = [change for change in found.changed if change.part == "steps"]
    assert sum("→" in title for title in titles) >= len({change.element for change in changed}) // 2
    page.close()
