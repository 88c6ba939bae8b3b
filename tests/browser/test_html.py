"""The page in Chromium: nothing leaves it, nothing runs in it, and it fits small windows and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blueprint import render
from blueprint.themes import load_theme

pytestmark = pytest.mark.browser

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.yaml"))
HOSTILE = (
    "</table><script>window.PWN=1</script>", "</style><img src=x onerror=window.PWN=1>", "]]><script>window.PWN=1</script>",
    "\u202eevil\u2066 text", "x" * 5000, "很" * 5000, "</svg><iframe src=https://example.com>", "<svg/onload=window.PWN=1>",
)  # fmt: skip


class Visit:
    """A page served from an address of its own; keeps what was asked for and what was said on the console."""

    def __init__(self, browser: Any, text: str, width: int = 1280) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.context.route("**/*", self._refuse)
        self.context.route("http://blueprint.test/", lambda route: route.fulfill(body=text, content_type="text/html"))
        self.page.goto("http://blueprint.test/")

    def _refuse(self, route: Any) -> None:
        self.asked.append(route.request.url)
        route.abort()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def open_one(source: Any, width: int = 1280) -> Visit:
        visits.append(Visit(browser, render(source, format="html").text, width))
        return visits[-1]

    yield open_one
    for made in visits:
        made.context.close()


def said_everywhere(text: str) -> str:
    quoted = "'" + text.replace("'", "''") + "'"
    return (
        f"title: {quoted}\ncustomer: {quoted}\ndescription: {quoted}\nphases:\n  - phase: {quoted}\n    id: p\n    steps:\n"
        f"      - {{customer: {quoted}, id: a, owner: {quoted}, evidence: [{{evidence: {quoted}, id: e}}],"
        f" fail_points: [{{fail: {quoted}, id: f, cause: {quoted}, effect: {quoted}}}], wait_points: [{{wait: {quoted}, id: w}}]}}\n"
        f"      - {{onstage: {quoted}, id: b}}\nflows:\n  - {{flow: a >> b, condition: {quoted}}}\n"
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_nothing_leaves_the_page_and_its_policy_stops_nothing_of_its_own(
    visit: Callable[..., Visit], example: Path
) -> None:
    opened = visit(example)
    assert (opened.asked, opened.said) == ([], [])
    palette = load_theme("light").palette
    red = tuple(int(palette.fail[at : at + 2], 16) for at in (1, 3, 5))
    badge = "() => getComputedStyle(document.querySelector('.badge.fail')).backgroundColor"
    assert opened.page.evaluate(badge) == f"rgb{red}"


def test_the_policy_stops_scripts_and_styles_that_are_not_the_pages_own(browser: Any) -> None:
    text = render(EXAMPLES[0], format="html").text
    tricks = "<script>window.PWN=1</script><style>h1{color:red}</style><img src='https://example.com/x.png'></body>"
    opened = Visit(browser, text.replace("</body>", tricks))
    assert opened.page.evaluate("window.PWN") is None
    assert opened.page.evaluate("() => getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert opened.asked == []
    assert len(opened.said) == 3
    opened.context.close()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [320, 1280])
def test_hostile_labels_are_text_and_keep_to_the_page(visit: Callable[..., Visit], text: str, width: int) -> None:
    opened = visit(said_everywhere(text), width)
    page = opened.page
    assert (opened.asked, opened.said) == ([], [])
    assert page.evaluate("window.PWN") is None
    assert page.locator("script, img, iframe").count() == 0
    assert page.locator("h1").text_content() == text
    assert page.locator("main > section").count() == 3
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
@pytest.mark.parametrize("width", [320, 375, 800, 1280, 2400])
def test_only_regions_scroll_sideways(visit: Callable[..., Visit], example: Path, width: int) -> None:
    page = visit(example, width).page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.evaluate("() => window.scrollTo(500, 0)")
    assert page.evaluate("() => window.scrollX") == 0
    wider = "() => [...document.querySelectorAll('.scroll')].filter((n) => n.scrollWidth > n.clientWidth).length"
    assert page.evaluate(wider) >= (2 if width == 320 else 0)


def test_text_that_is_only_heard_takes_no_room(visit: Callable[..., Visit]) -> None:
    page = visit(EXAMPLES[0]).page
    sizes = "() => [...document.querySelectorAll('.heard')].map((n) => n.getBoundingClientRect().width)"
    assert set(page.evaluate(sizes)) == {1}


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_on_paper_all_of_it_shows(visit: Callable[..., Visit], example: Path) -> None:
    page = visit(example, 1040).page
    page.emulate_media(media="print")
    cut = "() => [...document.querySelectorAll('.scroll')].filter((n) => n.scrollWidth > n.clientWidth + 1).length"
    assert page.evaluate(cut) == 0
    assert page.evaluate("() => document.querySelector('.drawing svg').getBoundingClientRect().width") <= 1040
    assert page.locator(".skip").is_hidden()


def test_right_to_left_labels_keep_their_direction(visit: Callable[..., Visit]) -> None:
    text = "title: موعد\nlanguage: ar\nsteps:\n  - {customer: تأكيد الموعد 5 x, id: a}\n  - {onstage: Greet, id: b}\n"
    page = visit(text).page
    direction = "(name) => getComputedStyle(document.querySelector(name)).direction"
    assert page.evaluate(direction, "h1") == "rtl"
    assert page.evaluate(direction, "#step-a .label") == "rtl"
    assert page.evaluate(direction, "#step-b .label") == "ltr"


def test_a_link_to_a_mark_leads_to_its_line_in_the_register(visit: Callable[..., Visit]) -> None:
    page = visit(next(path for path in EXAMPLES if path.stem == "bar")).page
    page.locator(".marks a[href='#F1']").click()
    assert (
        page.evaluate("() => document.querySelector(':target').querySelector('th').textContent") == "Wrong drink noted"
    )
    page.locator("#F1 a").click()
    assert page.evaluate("() => document.querySelector(':target').className") == "step"
