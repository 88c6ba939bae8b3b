"""Services that nobody draws in good faith: each becomes a drawing that is whole, or one coded error."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from blueprint import render
from blueprint.api import arrange
from blueprint.errors import BlueprintError
from blueprint.layout.quality import measure_quality
from blueprint.model import Blueprint

MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>",
    "{{ 7*7 }}",
    "<!--",
    "&amp;&#x3C;",
    "'+'",
)
BIDI = "\u202eevil\u202c \u2066left\u2069 \u200b\u200d\ufeff\u00ad zero"
MIXED = "שלום Hello مرحبا 12:30 — عربى (A1) ‏end"


def service(steps: list[dict[str, Any]], flows: list[dict[str, Any]] | None = None, **words: Any) -> Blueprint:
    data = {"title": "T", "phases": [{"steps": steps}], "flows": flows or [], **words}
    return Blueprint.model_validate(data)


def customers(count: int) -> list[dict[str, Any]]:
    return [{"lane": "customer", "label": f"Step {number}", "id": f"s{number}"} for number in range(count)]


def flow(source: int, target: int, **words: Any) -> dict[str, Any]:
    return {"source": f"s{source}", "target": f"s{target}", **words}


def labelled(label: str) -> Blueprint:
    """Return a service in which everything that has a text has this one."""
    steps = customers(2)
    for number, step in enumerate(steps):
        step |= {
            "label": label, "owner": label, "channel": label, "emotion": 1, "service_time": "1 min",
            "evidence": [{"label": label, "id": f"e{number}"}],
            "fail_points": [{"label": label, "id": f"f{number}", "cause": label, "effect": label}],
            "wait_points": [{"label": label, "id": f"w{number}"}],
        }  # fmt: skip
    lanes = [
        {"id": "customer", "kind": "customer", "label": label},
        {"id": "proof", "kind": "evidence", "label": label},
    ]
    phases = [{"label": label, "id": "p", "steps": steps}]
    data = {"title": label, "id": "t", "customer": label, "version": label, "lanes": lanes, "phases": phases}
    return Blueprint.model_validate({**data, "flows": [flow(0, 1, condition=label)]})


CASES: dict[str, Callable[[], Blueprint]] = {
    "no steps": lambda: service([]),
    "one step": lambda: service(customers(1)),
    "a lane without steps": lambda: service(
        customers(1), lanes=[{"id": "customer", "kind": "customer"}, {"id": "kiosk", "kind": "onstage"}]
    ),
    "flows to itself": lambda: service(customers(3), [flow(number, number) for number in range(3) for _ in range(3)]),
    "parallel duplicates": lambda: service(customers(2), [flow(0, 1) for _ in range(200)]),
    "a cycle through every step": lambda: service(customers(40), [flow(n, (n + 1) % 40) for n in range(40)]),
    "everybody to everybody": lambda: service(customers(20), [flow(a, b) for a in range(20) for b in range(20)]),
    "all run back": lambda: service(customers(60), [flow(n + 1, n) for n in range(59)]),
    "one word of 5,000 letters": lambda: labelled("x" * 5000),
    "two thousand words": lambda: labelled("word " * 1999),
    "right to left mixed with Latin": lambda: labelled(MIXED),
    "zero width and bidi controls": lambda: labelled(BIDI),
    "combining marks": lambda: labelled("Z" + "\u0301" * 300 + "algo"),
    "emoji": lambda: labelled("👩‍👩‍👧‍👦" * 100),
    **{f"markup {text}": (lambda text=text: labelled(text)) for text in MARKUP},
}


def whole(text: str) -> ElementTree.Element:
    """Check that a drawing is well formed, finite and without anything that acts."""
    root = ElementTree.fromstring(text)
    for node in root.iter():
        assert node.tag.removeprefix("{http://www.w3.org/2000/svg}") not in ("script", "foreignObject", "image", "use")
        assert not any(name.startswith("on") for name in node.attrib)
    assert not re.search(
        r"\b(nan|inf|infinity)\b", re.sub(r">[^<]*<", "><", re.sub(r'="[^"]*[a-z]{4}[^"]*"', "", text)), re.I
    )
    size = [float(root.attrib[name]) for name in ("width", "height")]
    assert all(math.isfinite(side) and 0 < side < 1e8 for side in size)
    return root


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    "options", [{}, {"fold": 900, "show": ("register", "order-penetration")}], ids=["plain", "all"]
)
def test_a_hostile_service_becomes_a_whole_drawing(name: str, options: dict[str, Any]) -> None:
    blueprint = CASES[name]()
    drawing = arrange(blueprint, **options)
    assert measure_quality(drawing.layout, blueprint).wrong == {}
    whole(render(blueprint, **options).text)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_service_becomes_a_whole_page_and_outline(name: str) -> None:
    blueprint = CASES[name]()
    page = render(blueprint, format="html").text
    tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            tags.append(tag)
            assert not any(name.startswith("on") for name, _ in attributes)

    Reader().feed(page)
    assert "script" not in tags and "img" not in tags
    assert render(blueprint, format="txt").text.endswith("\n")


def hub(count: int) -> Blueprint:
    lanes = ("onstage", "customer")
    steps = [{"lane": lanes[number % 2], "label": f"S{number}", "id": f"s{number}"} for number in range(count)]
    return service(steps, [flow(number, count - 1) for number in range(count - 1)])


def test_flows_into_one_step_share_a_trunk_without_a_defect() -> None:
    assert measure_quality(arrange(hub(200)).layout, hub(200)).wrong == {}


def test_ten_thousand_flows_into_one_step_are_drawn() -> None:
    root = whole(render(hub(10_001)).text)
    assert sum(1 for _ in root.iter("{http://www.w3.org/2000/svg}rect")) > 10_000


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[31m", "\x7f", "\u0085", "\ud800"])
def test_control_characters_are_refused_or_shown_and_never_break_the_drawing(control: str) -> None:
    try:
        blueprint = service([{"lane": "customer", "label": f"Pay{control}now", "id": "pay"}])
    except ValueError:
        return
    whole(render(blueprint).text)


@pytest.mark.parametrize(
    "value",
    [
        '"#fff;fill:url(x)"',
        '"red"',
        '"url(#a)"',
        '"#123456\\"/><script>"',
        "1",
        "[]",
        "{a = 1}",
        "true",
        '"javascript:alert(1)"',
    ],
)
def test_a_hostile_theme_is_refused_with_its_place(tmp_path: Path, value: str) -> None:
    theme = tmp_path / "evil.toml"
    theme.write_text(f'base = "light"\n[palette]\nink = {value}\n', encoding="utf-8")
    with pytest.raises(BlueprintError) as raised:
        render(service(customers(1)), theme=str(theme))
    (found,) = raised.value.diagnostics
    assert found.code == "BP903"
    assert found.location is not None and found.location.line == 3


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        " javascript:alert(1)",
        "java\tscript:x",
    ],
)
def test_a_link_that_acts_is_refused_or_drawn_without_acting(link: str) -> None:
    try:
        blueprint = service([{"lane": "customer", "label": "Go", "id": "go", "link": link}])
    except ValueError:
        return
    for node in whole(render(blueprint).text).iter():
        assert not node.get("href", "").strip().lower().startswith(("javascript", "data", "vbscript", "java\t"))
