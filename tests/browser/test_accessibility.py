"""Accessibility in Chromium: axe-core finds nothing, names and reading order are those of the outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blueprint import render
from blueprint.api import arrange
from blueprint.rendering.svg import SPOKEN_STEPS
from blueprint.rendering.tables import outline_of, spoken

pytestmark = pytest.mark.browser

LINKED = """
title: Linked steps
steps:
  - {customer: Order a long drink at the counter, id: a, link: "https://example.com/order", owner: Guest, fail_points: [Spilled]}
  - {onstage: Kundenzufriedenheitsbefragung durchführen, id: b, detail: inside.yaml, moment_of_truth: true, evidence: [Form]}
  - {customer: 领取体检报告并与医生面谈解读全部检查结果, id: c, link: "https://example.com/read", detail: read.yaml, wait_points: [Queue]}
flows: [a >> b >> c]
"""
MANY = "title: Many\nsteps:\n" + "".join(
    f"  - {{customer: Step {n}, id: s{n}{', link: https://example.com/' if n == 9 else ''}}}\n"
    for n in range(SPOKEN_STEPS + 1)
)
EXAMPLES = {
    path.stem: path for path in sorted((Path(__file__).parents[2] / "examples").glob("*/*.yaml"))
}  # fmt: skip
SOURCES: dict[str, Any] = {**EXAMPLES, "linked": LINKED, "many": MANY}

Node = tuple[str, str]


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> Any:
    return SOURCES[request.param]


@pytest.fixture
def page(open_page: Callable[[], Any]) -> Iterator[Any]:
    opened = open_page()
    yield opened
    opened.close()


def inline(source: Any) -> str:
    drawing = render(source).text
    return f'<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>{drawing}</main></html>'


def tree(page: Any) -> list[Node]:
    """Return roles and names of what is exposed, in the order in which it is read."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    root = next(node for node in nodes.values() if "parentId" not in node)
    found: list[Node] = []

    def walk(node: dict[str, Any]) -> None:
        if not node.get("ignored"):
            found.append((node["role"]["value"], node.get("name", {}).get("value", "")))
        for child in node.get("childIds", ()):
            if child in nodes:
                walk(nodes[child])

    walk(root)
    session.detach()
    return found


# --- axe-core --------------------------------------------------------------------------------------------------------


def test_axe_finds_nothing_in_a_drawing_that_stands_in_a_page(
    page: Any, violations: Callable[[Any], list[str]], source: Any
) -> None:
    page.set_content(inline(source))
    assert violations(page) == []


def test_axe_finds_nothing_in_a_drawing_by_itself(
    page: Any, violations: Callable[[Any], list[str]], source: Any, tmp_path: Path
) -> None:
    page.goto(render(source).save(tmp_path / "drawing.svg").as_uri())
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_the_page(
    page: Any, violations: Callable[[Any], list[str]], source: Any, width: int, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(render(source, format="html").save(tmp_path / "page.html").as_uri())
    assert violations(page) == []


def test_axe_does_find_a_link_inside_of_a_symbol(page: Any, violations: Callable[[Any], list[str]]) -> None:
    broken = inline(LINKED).replace("<a href", '<g role="img" aria-label="x"><a href', 1)
    page.set_content(broken.replace("</a>", "</a></g>", 1))
    assert any(found.startswith("nested-interactive") for found in violations(page))


# --- names and reading order -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*EXAMPLES, "linked"])
def test_steps_are_heard_by_name_in_the_order_of_the_outline(page: Any, name: str, tmp_path: Path) -> None:
    drawing = arrange(SOURCES[name])
    page.goto(render(SOURCES[name]).save(tmp_path / "drawing.svg").as_uri())
    heard = [said for role, said in tree(page) if role in ("graphics-symbol", "link")]
    evidence, inside = f"{drawing.wording.lanes['evidence']}: ", f"{drawing.wording.legend['detail']}: "
    rows = len(drawing.layout.curves) + len(drawing.layout.time_rows)  # they are told after all steps
    steps = [said for said in heard[: len(heard) - rows] if not said.startswith((evidence, inside))]
    assert steps == [spoken(step, drawing.wording) for step in outline_of(drawing).steps]
    pieces = [evidence + piece for step in outline_of(drawing).steps for piece in step.evidence]
    assert [said for said in heard if said.startswith(evidence)] == pieces


HEARD_IN_TABLE = """
() => {
  const heard = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll('[aria-hidden="true"]').forEach((hidden) => hidden.remove());
    return copy.textContent.replace(/\\s+/g, ' ').trim();
  };
  return [...document.querySelectorAll('.grid .step')].map((step) => {
    const lane = heard(step.closest('tr').querySelector('th'));
    const parts = [...step.querySelectorAll('.footer, .feels, .marks > li')].map(heard);
    return [`${lane}: ${heard(step.querySelector('.label'))}`, ...parts].join(', ');
  });
}
"""


@pytest.mark.parametrize("name", [*EXAMPLES, "linked"])
def test_the_names_in_the_picture_are_what_the_table_says(page: Any, name: str, tmp_path: Path) -> None:
    page.goto(render(SOURCES[name], format="html").save(tmp_path / "page.html").as_uri())
    table = page.evaluate(HEARD_IN_TABLE)
    picture = page.evaluate(
        "() => [...document.querySelectorAll('svg a > title, svg [role~=\"graphics-symbol\"]')]"
        ".map((node) => node.getAttribute('aria-label') || node.textContent)"
    )
    assert set(table) <= set(picture)
    exposed = {said for role, said in tree(page) if role in ("graphics-symbol", "link")}
    assert set(table) <= exposed


def test_phases_are_groups_that_hold_their_steps(page: Any) -> None:
    page.set_content(inline(EXAMPLES["bar"]))
    groups = [said for role, said in tree(page) if role == "graphics-object"]
    assert groups == ["Arrive", "Order and drink", "Pay and leave"]


def test_a_drawing_is_one_document_with_title_and_description(page: Any) -> None:
    page.set_content(inline(EXAMPLES["bar"]))
    (name,) = (said for role, said in tree(page) if role == "graphics-document")
    assert name.startswith("A visit to a bar Service blueprint. Lanes: Physical evidence; Customer actions;")


def test_nothing_in_a_drawing_is_heard_twice(page: Any, source: Any, tmp_path: Path) -> None:
    page.goto(render(source).save(tmp_path / "drawing.svg").as_uri())
    assert [said for role, said in tree(page) if role in ("StaticText", "image")] == []


def test_a_drawing_of_many_steps_tells_its_lanes_and_links(page: Any) -> None:
    page.set_content(inline(MANY))
    nodes = [node for node in tree(page) if node[0] in ("graphics-symbol", "link")]
    assert nodes == [("graphics-symbol", f"Customer actions: {SPOKEN_STEPS + 1}"), ("link", "Customer actions: Step 9")]


# --- keyboard --------------------------------------------------------------------------------------------------------

FOCUSED = "() => document.activeElement?.getAttribute('href') || document.activeElement?.getAttribute('role')"
TARGETS = ["https://example.com/order", "inside.yaml", "https://example.com/read", "read.yaml"]


def tab_stops(page: Any, count: int) -> list[str]:
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return found


def test_tab_reaches_the_links_of_a_drawing_in_reading_order(page: Any, tmp_path: Path) -> None:
    page.goto(render(LINKED).save(tmp_path / "drawing.svg").as_uri())
    assert tab_stops(page, 4) == TARGETS


def test_tab_goes_through_the_page_as_it_is_read(page: Any, tmp_path: Path) -> None:
    page.goto(render(LINKED, format="html").save(tmp_path / "page.html").as_uri())
    by_lane = ["https://example.com/order", "#F1", "https://example.com/read", "#W1", "read.yaml", "inside.yaml"]
    order = ["#table", "region", *TARGETS, "region", *by_lane, "region", "#step-a", "region", "#step-c"]
    assert tab_stops(page, len(order)) == order


@pytest.mark.parametrize("format", ["svg", "html"])
def test_enter_follows_a_link_of_the_drawing(browser: Any, format: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    mime = "image/svg+xml" if format == "svg" else "text/html"
    page.route(
        "**/*",
        lambda route: (asked.append(route.request.url), route.fulfill(body="<p>there", content_type="text/html")),
    )
    page.route(
        "http://blueprint.test/",
        lambda route: route.fulfill(body=render(LINKED, format=format).text, content_type=mime),
    )
    page.goto("http://blueprint.test/")
    for _ in range(1 if format == "svg" else 3):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert asked == ["https://example.com/order"]
    page.close()


def test_the_skip_link_shows_when_it_has_focus_and_leads_to_the_table(page: Any, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(render(EXAMPLES["bar"], format="html").save(tmp_path / "page.html").as_uri())
    skip = page.locator(".skip")
    assert skip.bounding_box()["y"] < 0
    page.keyboard.press("Tab")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.querySelector('table').className") == "grid"


def test_a_focused_link_of_a_drawing_is_seen(page: Any, tmp_path: Path) -> None:
    for format in ("svg", "html"):
        page.goto(render(LINKED, format=format).save(tmp_path / f"drawing.{format}").as_uri())
        link = page.locator("svg a").first
        box = link.bounding_box()
        around = {"x": box["x"] - 6, "y": box["y"] - 6, "width": box["width"] + 12, "height": box["height"] + 12}
        before = page.screenshot(clip=around)
        while page.evaluate(FOCUSED) != TARGETS[0]:
            page.keyboard.press("Tab")
        assert page.screenshot(clip=around) != before
