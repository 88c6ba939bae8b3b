"""The drawing as SVG: well formed, self-contained, and deaf to what labels try."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.graph import to_graph
from blueprint.layout.drawing import Drawing
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.model import Blueprint, InvariantError
from blueprint.rendering.svg import SPOKEN_STEPS, content_hash, describe, draw_svg, font_stack
from blueprint.rendering.tables import outline_of
from blueprint.themes import load_theme
from tests.quality.generator import ODD, random_service
from tests.unit.layout.services import service

ELEMENTS = {"svg", "title", "desc", "g", "rect", "path", "circle", "text", "a"}
ATTRIBUTES = {
    "svg": {
        "viewBox",
        "width",
        "height",
        "role",
        "aria-roledescription",
        "aria-labelledby",
        "lang",
        "font-family",
        "fill",
    },
    "title": {"id"},
    "desc": {"id"},
    "g": {"aria-hidden", "aria-label", "role", "font-size", "font-weight", "fill", "text-anchor", "text-decoration"},
    "rect": {
        "x",
        "y",
        "width",
        "height",
        "rx",
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "role",
        "aria-label",
    },
    "path": {
        "d",
        "fill",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
    },
    "circle": {"cx", "cy", "r", "fill", "stroke", "stroke-width"},
    "text": {"x", "y", "font-size", "font-weight", "text-anchor", "text-decoration", "fill"},
    "a": {"href"},
}
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>", "{{7*7}}", "{% raw %}", "&lt;b&gt;", "<!--", "--><svg/onload=x>",
    "' onclick='x", "${7*7}", "<![CDATA[x]]>", "&#x3C;script&#x3E;", "<?xml version='1.0'?>", "</title><script>", "\\u003cscript\\u003e",
)  # fmt: skip


def drawing(blueprint: Blueprint) -> Drawing:
    theme = load_theme("light")
    return Drawing(blueprint, arrange(to_graph(blueprint), theme.metrics), theme)


def svg(blueprint: Blueprint) -> str:
    return draw_svg(drawing(blueprint))


def root(blueprint: Blueprint) -> ElementTree.Element:
    return ElementTree.fromstring(svg(blueprint))


def elements(blueprint: Blueprint, name: str) -> list[ElementTree.Element]:
    return list(root(blueprint).iter(SVG + name))


def words(blueprint: Blueprint) -> set[str]:
    """Return everything that is written in a drawing, and its spoken names."""
    tree = root(blueprint)
    return {text for node in tree.iter() for text in (node.text, node.get("aria-label")) if text and text.strip()}


EVERYTHING = {
    "a": {
        "evidence": ["Menu"], "moment_of_truth": True, "detail": "inside.yaml", "owner": "Host", "service_time": "2 min",
        "fail_points": [{"label": "Fault", "recovery": "b"}], "wait_points": ["Queue"],
    },
    "b": {"link": "https://example.com/b?x=1&y=2"},
}  # fmt: skip
FULL = service(
    "customer:a onstage:b | customer:c support:d", "a >> b >> c: asked", "c >> a", "c .. d", "c <> b", "d ~~ a", "c >> end: enough",
    steps=EVERYTHING, description="How it is.", customer="A guest", status="as-is",
)  # fmt: skip


# --- what may stand in it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "blueprint", [FULL, *(random_service(seed) for seed in range(60)), *(make() for make in ODD.values())]
)
def test_only_known_elements_and_attributes_occur(blueprint: Blueprint) -> None:
    for node in root(blueprint).iter():
        assert node.tag.startswith(SVG)
        name = node.tag.removeprefix(SVG)
        assert name in ELEMENTS
        assert set(node.attrib) <= ATTRIBUTES[name], name


@pytest.mark.parametrize("blueprint", [FULL, *(random_service(seed) for seed in range(60, 120))])
def test_every_number_is_a_plain_decimal(blueprint: Blueprint) -> None:
    numeric = {"x", "y", "width", "height", "rx", "cx", "cy", "r", "font-size", "stroke-width"}
    for node in root(blueprint).iter():
        for name, value in node.attrib.items():
            parts = (
                re.findall(r"[^A-Za-z\s,]+", value) if name in ("d", "viewBox") else [value] if name in numeric else []
            )
            for part in parts:
                assert re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", part), (name, value)
                assert part != "-0"


def test_it_is_one_document_that_ends_in_a_line_break() -> None:
    text = svg(FULL)
    assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ')
    assert text.endswith("</svg>\n")


def test_nothing_refers_to_anything_outside() -> None:
    text = svg(FULL)
    assert re.findall(r"https?://[^\"' ]*", text) == ["http://www.w3.org/2000/svg", "https://example.com/b?x=1&amp;y=2"]
    for word in (
        "<style",
        "style=",
        "<script",
        "url(",
        "@import",
        "xlink",
        "foreignObject",
        "<image",
        "<use",
        "data:",
        "<?",
        "<!",
    ):
        assert word not in text


def test_the_page_is_as_large_as_the_layout() -> None:
    made = drawing(FULL)
    tree = ElementTree.fromstring(draw_svg(made))
    assert tree.get("viewBox") == f"0 0 {tree.get('width')} {tree.get('height')}"
    assert float(tree.get("width") or 0) == pytest.approx(made.layout.width, abs=0.01)


def test_the_same_drawing_is_the_same_text() -> None:
    assert svg(FULL) == svg(service(
        "customer:a onstage:b | customer:c support:d", "a >> b >> c: asked", "c >> a", "c .. d", "c <> b", "d ~~ a", "c >> end: enough",
        steps=EVERYTHING, description="How it is.", customer="A guest", status="as-is",
    ))  # fmt: skip


# --- hostile labels --------------------------------------------------------------------------------------------------


def hostile(text: str) -> Blueprint:
    """Return a service that says a text wherever a blueprint takes one."""
    step: dict[str, Any] = {
        "lane": "customer", "label": text, "id": "a", "owner": text, "evidence": [{"label": text, "id": "e"}],
        "fail_points": [{"label": text, "id": "f"}], "wait_points": [{"label": text, "id": "w"}],
    }  # fmt: skip
    return Blueprint.model_validate(
        {
            "title": text, "id": "t", "description": text, "customer": text, "version": text,
            "lanes": [{"id": "customer", "kind": "customer", "label": text}, {"id": "onstage", "kind": "onstage", "label": text}],
            "phases": [{"label": text, "id": "p", "steps": [step, {"lane": "onstage", "label": text, "id": "b"}]}],
            "flows": [{"source": "a", "target": "b", "condition": text}, {"source": "a", "target": "end", "condition": text}],
        }
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_label_is_text_and_nothing_else(text: str) -> None:
    tree = root(hostile(text))
    names = [node.tag.removeprefix(SVG) for node in tree.iter()]
    assert set(names) <= ELEMENTS
    assert "a" not in names
    assert all(set(node.attrib) <= ATTRIBUTES[node.tag.removeprefix(SVG)] for node in tree.iter())
    assert tree.findtext(f"{SVG}title") == text
    labels = [node.get("aria-label") or "" for node in tree.iter(f"{SVG}g")]
    assert sum(text in label for label in labels) == 4  # a phase, two steps, a piece of evidence


@pytest.mark.parametrize("text", ["{{7*7}}", "{% raw %}", "${7*7}", "<b>", "a & b"])
def test_a_short_hostile_label_is_drawn_as_it_stands(text: str) -> None:
    assert text in {"".join(node.itertext()) for node in root(hostile(text)).iter(f"{SVG}text")}


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_whatever_a_model_takes_as_a_label_makes_a_well_formed_drawing(text: str) -> None:
    try:
        blueprint = hostile(text)
    except (InvariantError, ValueError):
        return  # refused by the model
    root(blueprint)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "\\\\evil",
        "&#106;avascript:x",
        '"onmouseover="x',
    ],
)
@pytest.mark.parametrize("word", ["link", "detail"])
def test_a_link_that_could_run_something_does_not_get_in(word: str, link: str) -> None:
    with pytest.raises(ValueError, match="no link that a drawing may carry"):
        service("customer:a", steps={"a": {word: link}})


@pytest.mark.parametrize(
    "link", ["https://example.com/?a=1&b=2", "mailto:host@example.com", "#top", "inside.yaml", "../other/page.html"]
)
def test_a_link_opens_from_its_step(link: str) -> None:
    (anchor,) = elements(service("customer:a customer:b", steps={"a": {"link": link}}), "a")
    assert anchor.attrib == {"href": link}
    assert {"".join(node.itertext()) for node in anchor.iter(f"{SVG}text")} == {"A"}


# --- ids -------------------------------------------------------------------------------------------------------------


def ids(blueprint: Blueprint) -> set[str]:
    found = [node.attrib["id"] for node in root(blueprint).iter() if "id" in node.attrib]
    assert len(found) == len(set(found))
    return set(found)


def test_ids_begin_with_the_hash_of_the_content() -> None:
    svg = draw_svg(drawing(FULL))
    prefix = sorted(ids(FULL))[0].partition("-")[0]
    assert re.fullmatch(r"b[0-9a-f]{8}", prefix)
    assert prefix == content_hash(svg.replace(prefix, "\0"))
    assert ids(FULL) == {f"{prefix}-title", f"{prefix}-desc"}


DIFFERENCES: dict[str, dict[str, Any]] = {
    "another title": {"title": "Other"},
    "another description": {"description": "Other"},
    "another language": {"language": "de"},
    "another customer": {"customer": "B guest"},
    "another label": {"steps": {"a": {"label": "B"}}},
    "another piece of evidence": {"steps": {"a": {"evidence": [{"label": "B", "id": "e"}]}}},
    "another fail point": {"steps": {"a": {"fail_points": [{"label": "B", "id": "f"}]}}},
    "a link": {"steps": {"a": {"link": "#b"}}},
    "another owner": {"steps": {"a": {"owner": "B"}}},
    "another name of a lane": {"lanes": [{"id": "customer", "kind": "customer", "label": "B"}]},
}


@pytest.mark.parametrize("words", DIFFERENCES.values(), ids=DIFFERENCES)
def test_drawings_that_differ_share_no_id(words: dict[str, Any]) -> None:
    base: dict[str, Any] = {
        "title": "T", "customer": "A guest", "lanes": [{"id": "customer", "kind": "customer", "label": "A"}],
        "steps": {"a": {"evidence": [{"label": "A", "id": "e"}], "fail_points": [{"label": "A", "id": "f"}], "owner": "A"}},
    }  # fmt: skip
    other = {**base, **words}
    if "steps" in words:
        other["steps"] = {"a": {**base["steps"]["a"], **words["steps"]["a"]}}
    assert not ids(service("customer:a", **base)) & ids(service("customer:a", **other))


def test_a_flow_that_differs_by_its_label_makes_another_drawing() -> None:
    assert not ids(service("customer:a customer:b", "a >> b: one")) & ids(
        service("customer:a customer:b", "a >> b: two")
    )


def test_the_names_of_the_picture_are_its_title_and_description() -> None:
    tree = root(FULL)
    assert (tree.get("aria-labelledby") or "").split() == [node.get("id") for node in tree[:2]]
    assert tree[0].text == "Service"
    lanes = "Physical evidence; Customer actions; Line of interaction; Onstage; Line of visibility; "
    lanes += "Line of internal interaction; Support processes"
    said = f"How it is. Lanes: {lanes}. Phases: 2. Steps: 4. Fail points: 1. Wait points: 1."
    assert tree[1].text == describe(drawing(FULL), outline_of(drawing(FULL))) == said


# --- what a reader sees ----------------------------------------------------------------------------------------------


def symbols(blueprint: Blueprint) -> list[str]:
    """Return what is said of symbols and links, in the order of the document."""
    found = []
    for node in root(blueprint).iter():
        if node.tag == f"{SVG}a":
            found.append(f"-> {node.findtext(f'{SVG}title')}")
        elif "graphics-symbol" in (node.get("role") or ""):
            found.append(node.get("aria-label") or "")
    return found


def test_every_step_and_piece_of_evidence_is_a_named_symbol_or_link_in_reading_order() -> None:
    assert symbols(FULL) == [
        "-> Customer actions: A, Host · 2 min, Fail point F1: Fault, Wait point W1: Queue, Moment of truth, More detail",
        "Physical evidence: Menu", "-> Onstage: B", "Customer actions: C", "Support processes: D",
        "Customer’s time: Time unknown; Service 2 min; Time unknown",
    ]  # fmt: skip


def test_steps_of_a_phase_are_a_group_that_has_its_name() -> None:
    groups = [node for node in elements(FULL, "g") if node.get("role") == "graphics-object group"]
    assert [group.get("aria-label") for group in groups] == ["Phase 1", "Phase 2"]
    assert [node.get("aria-label") for node in elements(service("customer:a"), "g") if node.get("role")] == [
        "Customer actions: A"
    ]


def test_a_step_with_a_link_and_a_blueprint_inside_opens_both() -> None:
    blueprint = service("customer:a", steps={"a": {"link": "https://example.com/", "detail": "inside.yaml"}})
    assert [node.get("href") for node in elements(blueprint, "a")] == ["https://example.com/", "inside.yaml"]
    assert symbols(blueprint) == ["-> Customer actions: A, More detail", "-> More detail: A"]


def test_no_link_stands_in_a_symbol_or_in_what_is_hidden() -> None:
    def closed(node: ElementTree.Element) -> bool:
        return node.get("aria-hidden") == "true" or "graphics-symbol" in (node.get("role") or "")

    assert all(not list(node.iter(f"{SVG}a")) for node in root(FULL).iter() if closed(node))


def test_all_that_is_written_is_told_by_names_alone() -> None:
    def heard(node: ElementTree.Element) -> list[str]:
        if node.get("aria-hidden") == "true":
            return []
        own = [node.text] if node.tag == f"{SVG}text" and node.text else []
        return own + [text for child in node for text in heard(child)]

    assert heard(root(FULL)) == []


def test_a_drawing_of_many_steps_tells_its_lanes_and_links_only() -> None:
    script = " ".join(f"customer:a{n} onstage:b{n}" for n in range((SPOKEN_STEPS + 2) // 2))
    blueprint = service(script, steps={"b7": {"link": "#b7"}, "a3": {"evidence": ["Menu"]}})
    count = (SPOKEN_STEPS + 2) // 2
    assert symbols(blueprint) == [
        "Physical evidence: 1", f"Customer actions: {count}", f"Onstage: {count}", "-> Onstage: B7",
    ]  # fmt: skip
    assert (root(blueprint)[1].text or "").endswith("the table and the text outline tell them all.")


def test_a_drawing_of_just_so_many_steps_names_them_all() -> None:
    script = " ".join(f"customer:a{n}" for n in range(SPOKEN_STEPS))
    assert len(symbols(service(script))) == SPOKEN_STEPS


def test_a_name_that_was_hyphenated_is_spoken_whole() -> None:
    word = "Kundenzufriedenheitsbefragung"
    said = words(service("customer:a", steps={"a": {"label": word}}, language="de"))
    assert f"Kundenaktivitäten: {word}" in said


def test_words_between_lines_of_chinese_are_spoken_without_spaces() -> None:
    label = "领取体检报告并与医生面谈解读全部检查结果"
    assert f"顾客行为: {label}" in words(service("customer:a", steps={"a": {"label": label}}, language="zh-Hans"))


def test_lines_and_their_labels_are_left_to_the_symbols_for_people_who_listen() -> None:
    tree = root(FULL)
    hidden = [node for node in tree if node.get("aria-hidden") == "true"]
    said = {"".join(node.itertext()) for group in hidden for node in group.iter(f"{SVG}text")}
    assert {"asked", "enough"} <= said


def test_rework_has_its_own_ink_and_dependencies_are_dashed() -> None:
    palette = load_theme("light").palette
    strokes = [
        (node.get("stroke"), node.get("stroke-dasharray"))
        for node in elements(service("customer:a customer:b", "a >> b >> a", "a .. b"), "path")
    ]
    assert (palette.rework, None) in strokes
    assert (palette.relation, "4 4") in strokes


def test_the_line_of_visibility_is_the_strongest_line() -> None:
    paths = [
        node
        for node in elements(FULL, "path")
        if re.fullmatch(r"M\S+ \S+H\S+", node.get("d") or "") and node.get("stroke-dasharray")
    ]
    widths = sorted(float(node.get("stroke-width") or 0) for node in paths)
    assert widths[-1] == 2
    assert widths[-2] < 2


def test_a_label_that_was_cut_tells_itself_whole_in_a_tooltip() -> None:
    text = "Explain to the guest how the booking works and what it costs " * 6
    titles = [node.text for node in elements(service("customer:a", steps={"a": {"label": text}}), "title")]
    assert text.strip() in titles


def test_marks_carry_numbers_and_tell_what_they_mean() -> None:
    titles = {node.text for node in elements(FULL, "title")}
    assert {"F1 Fault", "W1 Queue"} <= titles


@pytest.mark.parametrize(("language", "first"), [("en", "Arial"), ("ja", "Arial"), ("zh-TW", "Arial")])
def test_fonts_have_the_metrics_of_the_layout_first_and_a_generic_family_last(language: str, first: str) -> None:
    families = [family.strip() for family in font_stack(language).split(",")]
    assert families[0] == first
    assert families[-1] == "sans-serif"
    assert len(families) == len(set(families))


def test_han_characters_get_the_shapes_of_their_language() -> None:
    stacks = {language: font_stack(language) for language in ("ja", "ko", "zh-Hans", "zh-Hant", "zh-TW", "zh")}
    order = {language: stack.index("CJK JP") < stack.index("CJK SC") for language, stack in stacks.items()}
    assert order["ja"]
    assert not order["zh"]
    assert not order["zh-Hans"]
    assert stacks["zh-TW"] == stacks["zh-Hant"]
    assert stacks["zh-Hant"].index("CJK TC") < stacks["zh-Hant"].index("CJK SC")
