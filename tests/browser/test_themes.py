"""Themes in a browser: a drawing that follows the screen is dark there, and touches nothing beside itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blueprint import render

pytestmark = pytest.mark.browser

BAR = Path(__file__).parents[2] / "examples/bar/bar.yaml"
STRICT = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'none'\">"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def opened(browser: Any) -> Iterator[Open]:
    """A function that opens a page on a light or dark screen, with its policy in force."""
    contexts = []

    def run(html: str, screen: str) -> Any:
        context = browser.new_context(color_scheme=screen, viewport={"width": 1900, "height": 1100})
        contexts.append(context)
        page = context.new_page()
        page.set_content(html)
        return page

    yield run
    for context in contexts:
        context.close()


def page_of(*drawings: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body style='margin:0'>{''.join(drawings)}</body></html>"


def picture(opened: Open, theme: str, screen: str, head: str = "") -> bytes:
    page = opened(page_of(render(BAR, theme=theme).text, head=head), screen)
    found: bytes = page.locator("svg").screenshot()
    return found


def test_on_a_dark_screen_it_is_the_dark_drawing(opened: Open) -> None:
    assert picture(opened, "auto", "dark") == picture(opened, "dark", "light")


def test_on_a_light_screen_and_where_policies_forbid_styles_it_looks_light(opened: Open) -> None:
    assert picture(opened, "auto", "dark", STRICT) == picture(opened, "auto", "light", STRICT)
    assert picture(opened, "auto", "light") != picture(opened, "auto", "dark")
    page = opened(page_of(render(BAR, theme="auto").text, head=STRICT), "dark")
    assert page.evaluate("getComputedStyle(document.querySelector('svg > rect')).fill") == "rgb(255, 255, 255)"


def test_neither_the_page_nor_another_drawing_is_touched(opened: Open) -> None:
    beside = '<p id="beside">text <svg width="10" height="10"><rect width="9" height="9" fill="#ffffff"/></svg></p>'
    page = opened(page_of(render(BAR, theme="auto").text, render(BAR, theme="light").text, beside), "dark")
    fills = page.evaluate("""() => [...document.querySelectorAll('body > svg > rect, #beside rect')]
        .map(node => getComputedStyle(node).fill)""")
    assert fills == ["rgb(21, 24, 28)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]
    assert page.evaluate("getComputedStyle(document.getElementById('beside')).color") == "rgb(0, 0, 0)"


def test_as_a_picture_in_a_page_it_follows_the_screen(opened: Open) -> None:
    data = b64encode(render(BAR, theme="auto").data).decode()
    shots = [
        opened(page_of(f'<img src="data:image/svg+xml;base64,{data}">'), screen).locator("img").screenshot()
        for screen in ("light", "dark")
    ]
    assert shots[0] != shots[1]


def test_its_page_is_that_of_the_dark_theme(opened: Open) -> None:
    auto, dark = (
        opened(render(BAR, theme=theme, format="html").text, "dark").screenshot(full_page=True)
        for theme in ("auto", "dark")
    )
    assert auto == dark


def test_a_page_is_printed_light(opened: Open) -> None:
    page = opened(render(BAR, theme="auto", format="html").text, "dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.drawing svg > rect')).fill") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("theme", ["dark", "print", "clear"])
def test_its_page_can_be_read_by_all(
    open_page: Callable[[], Any], violations: Callable[[Any], list[str]], theme: str
) -> None:
    page = open_page()
    page.set_content(render(BAR, theme=theme, format="html").text)
    assert violations(page) == []
