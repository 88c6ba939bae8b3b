"""The drawing as one HTML page: well formed, self-contained, and equal to the picture."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint import render
from blueprint.api import arrange
from blueprint.layout.wording import WORDINGS
from blueprint.model import Blueprint
from blueprint.rendering.catalog import drawing_format
from blueprint.rendering.html import draw_html
from blueprint.rendering.svg import draw_svg
from tests.quality.generator import ODD, random_service
from tests.unit.layout.services import service
from tests.unit.rendering.test_svg import FULL, HOSTILE, hostile

VOID = {"meta", "link"}
ELEMENTS = VOID | {
    "html", "head", "title", "style", "body", "a", "header", "main", "section", "div", "p", "h1", "h2", "ul", "ol", "li",
    "span", "b", "bdi", "abbr", "table", "thead", "tbody", "tr", "th", "td",
    "svg", "desc", "g", "rect", "path", "circle", "text",
}  # fmt: skip


class Page(HTMLParser):
    """A page as a list of elements with their attributes and text; refuses what is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []
        self.comments: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words: list[str] = []
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        self.elements.append((tag, dict(attrs), words))
        if tag not in VOID:
            self.open.append((tag, words))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, words in self.open:
            words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        """Return attributes and text of all elements of a name with some attributes."""
        return [
            (attrs, " ".join("".join(words).split()))
            for name, attrs, words in self.elements
            if name == tag and all(attrs.get(key.rstrip("_")) == value for key, value in wanted.items())
        ]


def html(blueprint: Blueprint) -> str:
    return draw_html(arrange(blueprint))


def page(script: str, *flows: str, **words: Any) -> Page:
    return Page(html(service(script, *flows, **words)))


def register(text: str, title: str) -> list[list[str]]:
    """Return the rows of a register as cells of text, where an unknown is read out."""
    found = re.search(rf'<h2 id="{title}".*?(<table.*?</table>)', text, re.DOTALL)
    assert found is not None
    rows = ElementTree.fromstring(found[1]).findall("tbody/tr")
    return [["".join(cell.itertext()).strip() for cell in row] for row in rows]


# --- one self-contained file -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "blueprint", [FULL, *(random_service(seed) for seed in range(30)), *(make() for make in ODD.values())]
)
def test_a_page_is_well_formed_and_holds_known_elements_only(blueprint: Blueprint) -> None:
    text = html(blueprint)
    read = Page(text)
    assert text.startswith("<!doctype html>\n<html ")
    assert text.endswith("</html>\n")
    assert {name for name, _, _ in read.elements} <= ELEMENTS
    assert not [key for _, attrs, _ in read.elements for key in attrs if key == "style" or key.startswith("on")]
    assert read.comments == []


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    text = html(FULL)
    assert set(re.findall(r"https?://[^\"' ]*", text)) == {
        "http://www.w3.org/2000/svg",
        "https://example.com/b?x=1&amp;y=2",
    }
    for word in ("<script", "@import", "url(", "<iframe", "<object", "<embed", "<img", "<base", "<form", "srcset"):
        assert word not in text
    assert {attrs.get("href") for attrs, _ in Page(text).all("link")} == {"data:,"}


def test_the_policy_allows_the_style_sheet_by_its_hash_and_nothing_else() -> None:
    read = Page(html(FULL))
    (policy,) = [attrs["content"] for attrs, _ in read.all("meta") if "http-equiv" in attrs]
    (sheet,) = re.findall(r"<style>(.*?)</style>", html(FULL), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_colors_of_the_page_are_those_of_the_theme() -> None:
    drawing = arrange(FULL)
    theme = replace(drawing.theme, palette=replace(drawing.theme.palette, ink="#123456"))
    (sheet,) = re.findall(r"<style>(.*?)</style>", draw_html(replace(drawing, theme=theme)), re.DOTALL)
    assert "--ink:#123456;" in sheet
    colors = {*re.findall(r"#[0-9a-f]{3,6}\b", sheet)}
    assert colors <= set(re.findall(r"#[0-9a-f]{6}", repr(theme.palette)))


def test_the_same_drawing_is_the_same_page() -> None:
    assert html(FULL) == html(FULL)
    assert render(FULL, format="html").text == html(FULL)


def test_html_is_a_format_by_its_name_and_ending() -> None:
    assert drawing_format("html").mime == "text/html"


def test_ids_are_given_once() -> None:
    ids = [attrs["id"] for _, attrs, _ in Page(html(FULL)).elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"table", "fail-points", "wait-points", "step-a", "step-b", "F1", "W1"} <= set(ids)


# --- what a reader finds ---------------------------------------------------------------------------------------------


def test_the_head_names_the_service() -> None:
    read = page("customer:a", title="A bar", status="as-is", version="2", customer="A guest", description="How it is.")
    assert ("A bar · Service blueprint") in [text for _, text in read.all("title")]
    assert [text for _, text in read.all("h1")] == ["A bar"]
    assert [text for _, text in read.all("p", class_="kicker")] == ["Service blueprint · As-is · 2"]
    assert [text for _, text in read.all("p", class_="scenario")] == ["A guest"]
    assert [text for _, text in read.all("p", class_="description")] == ["How it is."]


def test_the_picture_stands_in_the_page_without_its_title() -> None:
    drawing = arrange(service("customer:a | customer:b", title="A bar", customer="A guest"))
    text = draw_html(drawing)
    (picture,) = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    tree = ElementTree.fromstring(picture)
    assert "A guest" not in "".join(tree.itertext())
    whole = ElementTree.fromstring(draw_svg(drawing))
    _, top, _, height = (float(part) for part in (tree.get("viewBox") or "").split())
    assert top + height == pytest.approx(float(whole.get("height") or 0))
    assert 0 < top < drawing.layout.phases[0].rect.y
    assert float(tree.get("height") or 0) == pytest.approx(height)


def test_lanes_are_row_headers_and_phases_are_column_headers() -> None:
    read = Page(html(FULL))
    columns = [text for attrs, text in read.all("th", scope="col")][:3]
    assert columns == ["Lane", "Phase 1", "Phase 2"]
    rows = [text for _, text in read.all("th", scope="row")]
    assert rows[:4] == ["Physical evidence", "Customer actions", "Onstage", "Support processes"]


def test_a_blueprint_without_phases_has_one_column_of_steps() -> None:
    assert [text for _, text in page("customer:a").all("th", scope="col")] == ["Lane", "Steps"]


def test_lines_stand_between_the_lanes_that_they_divide() -> None:
    text = html(service("customer:a onstage:b backstage:c"))
    order = (
        "Customer actions</bdi>",
        "Line of interaction<",
        "Onstage</bdi>",
        "Line of visibility<",
        "Backstage</bdi>",
    )
    places = [text.index(word, text.index("<table")) for word in order]
    assert places == sorted(places)


def test_the_evidence_of_a_phase_is_told_once_in_its_row() -> None:
    read = page("customer:a customer:b", steps={"a": {"evidence": ["Menu", "Sign"]}, "b": {"evidence": ["Menu"]}})
    assert [text for _, text in read.all("ul", class_="pieces")] == ["MenuSign"]


def test_a_register_tells_scores_and_where_the_point_is() -> None:
    words = {
        "label": "Wrong dish", "cause": "Noise", "effect": "Angry guest", "severity": 6, "occurrence": 4, "detection": 3,
        "probability": "3%", "prevention": "Repeat",
    }  # fmt: skip
    text = html(service("customer:a", steps={"a": {"fail_points": [words]}}))
    row = ["F1", "Wrong dish", "A", "Noise", "Angry guest", "Repeat", "3%", "6", "4", "3", "72"]
    assert register(text, "fail-points") == [row]
    assert ({"href": "#step-a"}, "A") in Page(text).all("a")


def test_unknown_is_a_dash_that_is_read_out_and_never_zero() -> None:
    text = html(service("customer:a", steps={"a": {"fail_points": [{"label": "Fault", "severity": 6}]}}))
    unknown = "—unknown"
    assert register(text, "fail-points") == [
        ["F1", "Fault", "A", unknown, unknown, unknown, unknown, "6", unknown, unknown, unknown]
    ]
    assert '<span aria-hidden="true">—</span><span class="heard">unknown</span>' in text


def test_a_wait_of_no_time_is_known() -> None:
    resources = [{"id": "waiter", "label": "Waiter"}]
    words = {"label": "Queue", "standard_time": "0 min", "acceptable_time": "5 min", "resource": "waiter"}
    text = html(service("customer:a", steps={"a": {"wait_points": [words]}}, resources=resources))
    assert register(text, "wait-points") == [["W1", "Queue", "A", "Waiter", "0 s", "5 min", "—unknown"]]


def test_what_is_not_there_has_no_heading() -> None:
    read = page("customer:a")
    assert [text for _, text in read.all("h2")] == ["Steps by lane and phase"]
    assert page("").all("table") == []


def test_a_step_opens_its_link_and_the_blueprint_inside() -> None:
    both = {"link": "https://example.com/", "detail": "inside.yaml"}
    table = html(service("customer:a customer:b", steps={"a": both, "b": {"detail": "b.yaml"}})).split("<table", 1)[1]
    assert re.findall(r'<a href="([^"#]+)"[^>]*>(?:<[^>]*>)*([^<]+)', table) == [
        ("https://example.com/", "A"),
        ("inside.yaml", "More detail"),
        ("b.yaml", "B"),
    ]


def test_marks_lead_to_the_register() -> None:
    read = page("customer:a", steps={"a": {"fail_points": ["Fault"], "wait_points": ["Queue"]}})
    assert [link for link in read.all("a") if link[0].get("href") in ("#F1", "#W1")] == [
        ({"href": "#F1"}, "Fail point F1: Fault"),
        ({"href": "#W1"}, "Wait point W1: Queue"),
    ]


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [wording.language for wording in WORDINGS])
def test_the_words_of_the_page_are_in_the_language_of_the_blueprint(language: str) -> None:
    (words,) = (wording.page for wording in WORDINGS if wording.language == language)
    read = page("customer:a", language=language, steps={"a": {"fail_points": ["F"], "wait_points": ["W"]}})
    assert read.all("html")[0][0] == {"lang": language}
    headings = [text for _, text in read.all("h2")]
    assert headings == [words["table"], words["fails"], words["waits"]]
    assert [attrs for attrs, _ in read.all("h2") if "lang" in attrs] == []


def test_words_that_fall_back_to_english_say_so() -> None:
    read = page("customer:a", language="ar", steps={"a": {"label": "تأكيد الموعد"}})
    assert read.all("html")[0][0] == {"lang": "ar"}
    assert [attrs["lang"] for attrs, _ in read.all("h2")] == ["en"]
    assert [attrs["dir"] for attrs, text in read.all("p") if text == "تأكيد الموعد"] == ["auto"]


# --- hostile labels --------------------------------------------------------------------------------------------------

TRICKS = (
    *HOSTILE,
    "</table><script>window.PWN=1</script>",
    "</style><script>",
    "\u202eevil\u2066",
    "a" * 5000,
    "</svg></main>",
)


@pytest.mark.parametrize("text", TRICKS)
def test_a_hostile_label_is_text_and_nothing_else(text: str) -> None:
    read = Page(html(hostile(text)))
    assert {name for name, _, _ in read.elements} <= ELEMENTS
    assert [said for _, said in read.all("h1")] == [" ".join(text.split())]
    assert read.comments == []
    assert {attrs["href"] for attrs, _ in read.all("a")} == {"#table", "#F1", "#W1", "#step-a"}


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_whatever_a_model_takes_as_a_label_makes_a_well_formed_page(text: str) -> None:
    try:
        blueprint = hostile(text)
    except ValueError:
        return  # refused by the model
    assert {name for name, _, _ in Page(html(blueprint)).elements} <= ELEMENTS
