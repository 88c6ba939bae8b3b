"""The page of a report in Chromium: nothing leaves it, everybody can read it, and it fits small windows and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blueprint.api import analyze, report
from tests.browser.test_html import Visit
from tests.unit.reports.strangers import HOSTILE, hostile

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = {
    name: FOLDER / name / f"{name}.yaml" for name in ("shoeshine", "restaurant", "process_repair", "insurance_claim")
}


def page_of(source: Any, **options: Any) -> str:
    return report(analyze(source), format="html", **options)


@pytest.fixture
def page(open_page: Callable[[], Any]) -> Iterator[Any]:
    opened = open_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_a_report(
    page: Any, violations: Callable[[Any], list[str]], name: str, width: int, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    path.write_text(page_of(EXAMPLES[name]), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path.as_uri())
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["dark", "print", "clear"])
def test_axe_finds_nothing_in_other_themes(
    page: Any, violations: Callable[[Any], list[str]], theme: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"
    path.write_text(page_of(EXAMPLES["process_repair"], theme=theme), encoding="utf-8")
    page.goto(path.as_uri())
    assert violations(page) == []


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def open_one(text: str, width: int = 1280) -> Visit:
        visits.append(Visit(browser, text, width))
        return visits[-1]

    yield open_one
    for made in visits:
        made.context.close()


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_leaves_the_page_and_its_policy_stops_nothing_of_its_own(
    visit: Callable[..., Visit], name: str
) -> None:
    opened = visit(page_of(EXAMPLES[name]))
    assert (opened.asked, opened.said) == ([], [])
    align = "() => getComputedStyle(document.querySelector('.report td.figure')).textAlign"
    assert opened.page.evaluate(align) == "end"


@pytest.mark.parametrize("label", HOSTILE[:6])
def test_labels_of_strangers_do_nothing(visit: Callable[..., Visit], label: str) -> None:
    opened = visit(page_of(hostile(label)))
    assert (opened.asked, opened.said) == ([], [])
    assert opened.page.evaluate("() => document.querySelectorAll('script, img').length") == 0


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_small_window_scrolls_tables_and_not_the_page(visit: Callable[..., Visit], name: str) -> None:
    opened = visit(page_of(EXAMPLES[name]), 320)
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_the_verdicts_lead_to_their_sections(visit: Callable[..., Visit]) -> None:
    page = visit(page_of(EXAMPLES["process_repair"])).page
    page.get_by_role("link", name="Fail points").click()
    assert page.evaluate("() => document.querySelector(':target').textContent") == "Fail points"
    assert page.evaluate("() => Math.abs(document.querySelector(':target').getBoundingClientRect().top) < 40")


def test_on_paper_no_table_is_wider_than_the_page(visit: Callable[..., Visit]) -> None:
    page = visit(page_of(EXAMPLES["restaurant"]), 1000).page
    page.emulate_media(media="print")
    wide = "() => [...document.querySelectorAll('table, svg')].filter((node) => node.getBoundingClientRect().width > 1000).length"
    assert page.evaluate(wide) == 0
