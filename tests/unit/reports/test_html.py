"""HTML: one whole page without scripts, with headings and heads of tables, whatever labels say."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from blueprint.api import analyze, report
from tests.unit.reports.services import EXAMPLES, MEAL
from tests.unit.reports.strangers import HOSTILE, hostile

VOID = {"meta", "link"}


class Page(HTMLParser):
    """A page as a list of elements; refuses what is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page_of(source: object, **options: object) -> Page:
    return Page(report(analyze(source), format="html", **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_report_is_a_whole_page(name: str) -> None:
    page = page_of(EXAMPLES[name])
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert 1 <= len(page.all("svg")) <= 3  # the drawing, and plots
    for tag, attributes in page.elements:
        for target in re.findall(r"#([\w-]+)", f"{attributes.get('href', '')} ") if tag == "a" else ():
            assert target in ids
        for named in (attributes.get("aria-labelledby") or "").split():
            assert named in ids


def test_every_column_and_row_of_a_table_has_a_head() -> None:
    page = page_of(MEAL)
    heads = page.all("th")
    assert {head.get("scope") for head in heads} == {"col", "row"}
    assert len(page.all("table")) == len(page.all("h3")) > 8


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    page = page_of(MEAL)
    assert {tag for tag, _ in page.elements} & {"script", "img", "iframe", "object", "form"} == set()
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv"))
    assert policy is not None and policy.startswith("default-src 'none'; style-src 'sha256-")


def test_words_of_the_blueprint_are_told_apart_and_in_their_language() -> None:
    page = page_of(EXAMPLES["restaurant"])
    assert {name.get("lang") for name in page.all("bdi")} == {"zh-Hans"}
    assert page.all("html")[0]["lang"] == "en"
    assert {name.get("lang") for name in page_of(MEAL).all("bdi")} == {None}


def test_the_theme_colors_the_page_and_its_drawing() -> None:
    from blueprint.themes import load_theme

    text = report(analyze(MEAL), format="html", theme="dark")
    assert text.count(load_theme("dark").palette.canvas) > 2
    assert '<meta name="color-scheme" content="dark">' in text


def test_where_it_fails_is_seen_in_the_drawing() -> None:
    assert "Share of all failures" in report(analyze(MEAL), format="html")
    assert "Share of all failures" not in report(analyze(MEAL.replace("probability: 10%, ", "")), format="html")


@pytest.mark.parametrize("label", HOSTILE)
def test_labels_of_strangers_are_only_text(label: str) -> None:
    text = report(analyze(hostile(label)), format="html")
    page = Page(text)
    assert {tag for tag, _ in page.elements} & {"script", "img", "iframe"} == set()
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    around = Page(re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL))
    assert not any(re.search("[\x00-\x08\x1b\x7f-\x9f\u202a-\u202e]", said) for said in around.texts)


def test_the_same_analysis_is_the_same_bytes() -> None:
    found = analyze(MEAL)
    assert report(found, format="html") == report(found, format="html")
