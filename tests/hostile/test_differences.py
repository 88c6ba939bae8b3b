"""Two blueprints that nobody compares in good faith: what strangers wrote is shown, and does nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest

from blueprint import diff
from blueprint.api import arrange_difference, render_difference
from blueprint.comparison import Difference
from blueprint.layout.quality import measure_quality
from blueprint.model import Blueprint
from blueprint.rendering.difference_markdown import write_markdown
from blueprint.rendering.difference_text import tell_difference

EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]>",
    "{{ 7*7 }}",
    "<!--",
    "&amp;&#x3C;",
    "</details></table>",
    "| a | b |",
    "[x](javascript:alert(1))",
    "@everyone #1",
    "```\n# x\n```",
    "\u202eevil\u202c\u200b",
    "x" * 3000,
)


def service(text: str, number: int, *, more: bool) -> Blueprint:
    """Return a service in which everything that has a text has this one."""
    point = {"label": f"{text} p", "cause": text, "effect": text, "prevention": text}
    steps: list[dict[str, Any]] = [
        {
            "lane": "customer", "label": f"{text} {number}", "id": "a", "owner": text, "channel": text, "note": text * number,
            "evidence": [{"label": f"{text} {number}", "id": f"e{number}"}], "fail_points": [{**point, "id": "f"}],
            "wait_points": [{"label": f"{text} w{number}", "id": f"w{number}"}], "standard": [f"{text[:500]} s{number}"],
            "tags": [f"{text} {number}"],
        },
        {"lane": "host", "label": text, "id": "b", "resources": ["r"]},
    ]  # fmt: skip
    if more:
        steps.append({"lane": "host", "label": f"{text} more", "id": "c"})
    flows = [{"source": "a", "target": "b", "condition": f"{text} {number}"}]
    return Blueprint.model_validate(
        {
            "title": f"{text} {number}", "version": f"{text} {number}", "customer": text, "description": text * number,
            "lanes": [{"id": "customer", "kind": "customer"}, {"id": "host", "kind": "onstage", "label": f"{text} {number}"}],
            "resources": [{"id": "r", "label": f"{text} {number}"}], "economics": {"currency": text, "price": number},
            "measures": {f"{text} m": number, f"{text} {number}": 1}, "phases": [{"label": text, "id": "p", "steps": steps}],
            "flows": flows,
        }
    )  # fmt: skip


def differences(text: str) -> list[Difference]:
    one, other = service(text, 1, more=True), service(text, 2, more=False)
    return [diff(one, other), diff(other, one)]


class Tags(HTMLParser):
    """Collects the tags of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("text", EVIL)
def test_markdown_has_no_tags_and_no_rows_but_ours(text: str) -> None:
    for found in differences(text):
        said = write_markdown(found, everything=True)
        tags = Tags(said)
        assert tags.found <= {"details", "summary", "br"}
        assert tags.attributes <= {"open"}
        assert said.count("</details>") == said.count("<details")
        for line in said.splitlines():
            bars = len(re.findall(r"(?<!\\)\|", line))
            assert bars in (0, 4, 5), line
        assert not re.search(r"(?<!\\)\]\(", said)
        assert "@everyone" not in said


@pytest.mark.parametrize("text", EVIL)
def test_text_is_what_a_terminal_can_show_and_keeps_to_its_width(text: str) -> None:
    for found in differences(text):
        for line in tell_difference(found):
            assert line.text.isprintable()
            assert len(line.text) <= 140


@pytest.mark.parametrize("text", EVIL)
def test_drawings_and_pages_hold_the_words_and_nothing_that_runs(text: str) -> None:
    for found in differences(text):
        drawing = arrange_difference(found)
        assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}
        tree = ElementTree.fromstring(render_difference(found).text)
        assert not [node for node in tree.iter() if node.tag.rpartition("}")[2] in ("script", "img", "foreignObject")]
        assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
        page = Tags(render_difference(found, format="html").text)
        assert not page.found & {"script", "img", "iframe"}
        assert not [name for name in page.attributes if name.startswith("on")]


def test_ids_that_were_given_away_do_not_meet_in_the_drawing() -> None:
    old = {
        "title": "T",
        "phases": [{"steps": [{"lane": "customer", "label": f"S{n}", "id": f"s{n}"} for n in range(9)]}],
    }
    new = {"title": "T", "phases": [{"steps": [{"lane": "support", "label": f"Q{n}", "id": f"q{n}",
           "evidence": [{"label": "E", "id": f"s{n}"}]} for n in range(9)]}]}  # fmt: skip
    found = diff(Blueprint.model_validate(old), Blueprint.model_validate(new))
    drawing = arrange_difference(found)
    assert len({step.id for step in drawing.layout.steps} | {piece.id for piece in drawing.layout.evidence}) == 27
    assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}


def test_a_closed_pipe_is_no_fault(tmp_path: Any) -> None:
    steps = "".join(f"- customer: Step {number}\n" for number in range(150))
    (tmp_path / "a.yaml").write_text("title: T\nsteps: []\n", "utf-8")
    (tmp_path / "b.yaml").write_text(f"title: T\nsteps:\n{steps}", "utf-8")
    command = f"'{sys.executable}' -m blueprint diff a.yaml b.yaml --all | head -1"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "T"
    assert done.stderr == ""
