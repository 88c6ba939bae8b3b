"""What a drawing tells as plain data; the outline, the table and the spoken names say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from blueprint.api import arrange
from blueprint.layout.drawing import Drawing
from blueprint.layout.wording import wording_for
from blueprint.model import Blueprint
from blueprint.rendering.html import draw_html
from blueprint.rendering.svg import draw_svg
from blueprint.rendering.tables import Outline, Strip, Way, outline_of, spoken
from blueprint.rendering.text import draw_text
from tests.quality.generator import ODD, random_service
from tests.unit.layout.services import service

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))
STEPS = {
    "a": {
        "evidence": ["Menu", "Sign"], "owner": "Host", "service_time": "2 min", "moment_of_truth": True, "emotion": -1.5,
        "fail_points": [{"label": "Fault", "severity": 4}], "wait_points": ["Queue"],
    },
    "b": {"link": "https://example.com/b", "detail": "inside.yaml", "fail_points": ["Slip"]},
}  # fmt: skip
SMALL = service("customer:a onstage:b | customer:c", "a >> b >> c: asked", "c >> end", "a <> b", steps=STEPS)


def outline(blueprint: Blueprint) -> Outline:
    return outline_of(arrange(blueprint))


def test_lanes_and_lines_are_told_from_front_to_back() -> None:
    assert outline(SMALL).strips == (
        Strip("Physical evidence", "evidence", "evidence"),
        Strip("Customer actions", "customer", "customer"),
        Strip("Line of interaction", "interaction", None),
        Strip("Onstage", "onstage", "onstage"),
    )


def test_what_a_folded_drawing_repeats_is_told_once() -> None:
    script = " | ".join(f"customer:a{n} onstage:b{n} support:c{n}" for n in range(6))
    blueprint = service(script, steps={"a3": {"evidence": ["Menu"]}})
    whole, folded = arrange(blueprint), arrange(blueprint, fold=800)
    assert folded.layout.height > whole.layout.height
    assert outline_of(folded).strips == outline_of(whole).strips
    assert list(outline_of(folded).steps) == list(outline_of(whole).steps)


def test_phases_hold_their_steps_in_reading_order() -> None:
    told = outline(SMALL)
    assert [(stretch.label, [step.id for step in stretch.steps]) for stretch in told.stretches] == [
        ("Phase 1", ["a", "b"]),
        ("Phase 2", ["c"]),
    ]


def test_a_step_is_told_with_all_that_is_drawn_on_it() -> None:
    first, second, third = outline(SMALL).steps
    assert (first.lane_label, first.label, first.footer) == ("Customer actions", "A", "Host · 2 min")
    assert first.emotion == "−1.5"
    assert first.evidence == ("Menu", "Sign")
    assert [(mark.kind, mark.text) for mark in first.marks] == [("fail", "F1"), ("wait", "W1"), ("truth", "")]
    assert (second.link, second.detail) == ("https://example.com/b", "inside.yaml")
    assert (third.footer, third.emotion, third.evidence, third.marks, third.link, third.detail) == (
        "",
        "",
        (),
        (),
        "",
        "",
    )


def test_ways_tell_where_a_step_leads_and_when() -> None:
    first, second, third = outline(SMALL).steps
    assert first.ways == (Way("flow", True, False, False, "B", "asked"),)
    assert second.ways == (Way("flow", False, False, False, "C", "asked"),)
    assert third.ways == (Way("flow", False, False, True, "Customer leaves", ""),)


def test_registers_are_in_the_order_of_the_numbers() -> None:
    told = outline(SMALL)
    assert [(entry.number, entry.label, entry.step, entry.step_label) for entry in told.fails] == [
        ("F1", "Fault", "a", "A"),
        ("F2", "Slip", "b", "B"),
    ]
    assert [(entry.number, entry.label) for entry in told.waits] == [("W1", "Queue")]
    assert told.fails[0].point.severity == 4
    assert told.fails[0].point.rpn is None


def test_cells_are_the_steps_of_a_lane_phase_by_phase() -> None:
    cells = outline(SMALL).cells("onstage")
    assert [[step.id for step in cell] for cell in cells] == [["b"], []]


def test_a_step_is_spoken_with_its_marks_by_name() -> None:
    first, second, _ = outline(SMALL).steps
    english, german = wording_for("en"), wording_for("de")
    assert (
        spoken(first, english)
        == "Customer actions: A, Host · 2 min, Emotion: −1.5, Fail point F1: Fault, Wait point W1: Queue, Moment of truth"
    )
    assert spoken(second, german) == "Onstage: B, Fehlerpunkt F2: Slip, Detail"


@pytest.mark.parametrize(("emotion", "told"), [(2, "+2"), (0.5, "+0.5"), (0, "0"), (-1, "−1"), (None, "")])
def test_an_emotion_has_its_sign_and_unknown_is_not_zero(emotion: float | None, told: str) -> None:
    (step,) = outline(service("customer:a", steps={"a": {"emotion": emotion}})).steps
    assert step.emotion == told


def test_labels_of_several_lines_are_told_in_one() -> None:
    words = {"label": "Read\n  the menu", "evidence": ["A\nB"], "fail_points": ["C\nD"], "owner": "E\nF"}
    (step,) = outline(service("customer:a", steps={"a": words})).steps
    assert (step.label, step.evidence, step.footer) == ("Read the menu", ("A B",), "E F")
    assert spoken(step, wording_for("en")) == "Customer actions: Read the menu, E F, Fail point F1: C D"


def test_a_blueprint_without_steps_tells_its_title() -> None:
    told = outline(service("", title="Later"))
    assert (told.title, told.strips, told.stretches, told.fails, told.waits) == ("Later", (), (), (), ())


# --- the same in every form ------------------------------------------------------------------------------------------

SOURCES = [*EXAMPLES, SMALL, *(random_service(seed) for seed in range(30)), *(make() for make in ODD.values())]
_ARROWS = {"→": "->", "↔": "<->", "needs": "..>", "influences": "~>", "rework": "->", "recovery": "=>"}


def lines_of_table(drawing: Drawing) -> Iterator[str]:
    """Read the table of the page, and yield what the outline would say of its steps."""
    page = draw_html(drawing)
    found = re.search(r'<table class="grid">.*?</table>', page, re.DOTALL)
    words = {**drawing.wording.page, **drawing.wording.legend}
    arrows = {words.get(key, key): arrow for key, arrow in _ARROWS.items()}
    for row in ElementTree.fromstring(found[0]).iter("tr") if found else ():
        header = row.find("th")
        for step in row.iter("li"):
            if step.get("class") == "step" and header is not None:
                yield from _lines_of_step(" ".join(header.itertext()), step, arrows, drawing)


def _lines_of_step(lane: str, step: ElementTree.Element, arrows: dict[str, str], drawing: Drawing) -> Iterator[str]:
    texts = {node.get("class"): "".join(node.itertext()).strip() for node in step.findall("p")}
    footer = f" ({texts['footer']})" if "footer" in texts else ""
    numbers = "".join(f" [{badge.text}]" for badge in step.iter("b"))
    truth = " *" if any(node.get("class") == "truth" for node in step.iter("li")) else ""
    yield f"* {lane}: {texts['label']}{footer}{numbers}{truth}"
    if "feels" in texts:
        yield f"    {texts['feels']}"
    if "seen" in texts:
        yield f"    {texts['seen']}"
    for way in (node for part in step.findall("ul") if part.get("class") == "ways" for node in part):
        sign, target = (way[0].text or "").rstrip(":"), "".join(way.findall("bdi")[0].itertext())
        condition = "".join(text for node in way.findall("span[@class='condition']") for text in node.itertext())
        goal = f"({target})" if target == drawing.wording.legend["end"] else target
        yield f"    {arrows[sign]} {goal}{f' {condition}' if condition else ''}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: getattr(source, "stem", ""))
def test_the_table_and_the_outline_say_the_same_of_every_step(source: Blueprint | Path) -> None:
    drawing = arrange(source)
    text = draw_text(drawing)
    of_steps = [line for line in text.splitlines() if line.startswith(("* ", "    "))]
    assert Counter(lines_of_table(drawing)) == Counter(of_steps)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: getattr(source, "stem", ""))
def test_the_picture_names_the_steps_in_the_order_of_the_outline(source: Blueprint | Path) -> None:
    drawing = arrange(source)
    told = [spoken(step, drawing.wording) for step in outline_of(drawing).steps]
    tree, svg = ElementTree.fromstring(draw_svg(drawing)), "{http://www.w3.org/2000/svg}"
    lane = next((band.label.text for band in drawing.layout.bands if band.kind == "evidence"), None)
    names = [_name(node, svg) for node in tree.iter() if node.tag == f"{svg}a" or "symbol" in (node.get("role") or "")]
    beside = [drawing.wording.legend["detail"], *([lane] if lane else [])]
    rows = len(drawing.layout.curves) + len(drawing.layout.time_rows)  # they are told after all steps
    steps = names[: len(names) - rows]
    assert [name for name in steps if not name.startswith(tuple(f"{word}: " for word in beside))] == told


def _name(node: ElementTree.Element, svg: str) -> str:
    return node.get("aria-label") or node.findtext(f"{svg}title") or ""
