"""What changed, in words and in the drawing: the same of every element, wherever it is told."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from blueprint import diff
from blueprint.api import arrange_difference, render_difference
from blueprint.comparison import Difference, Figure
from blueprint.layout.overlay import TONES
from blueprint.layout.quality import measure_quality
from blueprint.layout.wording import WORDINGS
from blueprint.rendering.difference_figures import unknowns, write_change, write_value
from blueprint.rendering.difference_markdown import escape, write_markdown
from blueprint.rendering.difference_overlay import words_of
from blueprint.rendering.difference_text import tell_difference
from blueprint.rendering.difference_words import (
    Line,
    added_lines,
    changed_lines,
    heading,
    removed_lines,
    summary,
)
from blueprint.themes import theme_names

ROOT = Path(__file__).parents[3]
GOLDENS = ROOT / "tests/goldens"
BEFORE = (GOLDENS / "difference.everything.before").read_text("utf-8")
AFTER = (GOLDENS / "difference.everything.yaml").read_text("utf-8")
EVERYTHING = diff(BEFORE, AFTER)


def text(found: Difference, **options: bool) -> str:
    return "\n".join(line.text for line in tell_difference(found, **options))


# --- words -----------------------------------------------------------------------------------------------------------


def test_elements_are_told_with_where_they_are() -> None:
    assert Line("+", "step", "Read what guests say", ("Management", "Learn")) in added_lines(EVERYTHING)
    assert Line("+", "lane", "Management", ()) in added_lines(EVERYTHING)
    assert Line("+", "flow", "Read what guests say → Greet", ("influences",)) in added_lines(EVERYTHING)
    assert Line("−", "step", "Note the name", ("Backstage", "Come")) in removed_lines(EVERYTHING)
    assert Line("−", "phase", "Wave", ()) in removed_lines(EVERYTHING)


def test_a_step_is_told_with_all_that_changed_of_its_points() -> None:
    lines = {line.name: line for line in changed_lines(EVERYTHING)}
    assert lines["Take the order"] == Line(
        "~", "step", "Take the order", ("lane: Onstage → Backstage",),
        (
            Line("−", "fail point", "Misheard", ()),
            Line("−", "wait point", "Wait", ()),
            Line("+", "fail point", "App is down", ()),
        ),
    )  # fmt: skip
    assert lines["Enter"].inner == (Line("−", "evidence", "Sign", ()), Line("+", "evidence", "App", ()))


def test_changed_steps_stand_in_the_order_of_the_script_between_the_service_and_its_flows() -> None:
    assert [line.kind for line in changed_lines(EVERYTHING)] == ["service", "step", "step", "step", "step", "flow"]


HEAD = "title: T\nresources: {waiter: {label: Waiter}, till: {}}\nsteps:\n- {customer: Come}\n- {onstage: Greet%s}\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", ", service_time: 2 min", "service time: 2 min (new)"),
        (", service_time: 2 min", "", "service time: no longer 2 min"),
        (", service_time: 2 min", ", service_time: exponential(3 min)", "service time: 2 min → exponential(3 min)"),
        (", resource: waiter", ", resources: {waiter: 2, till: 1}", "resources: Waiter → 2 × Waiter, till"),
        (", resource: waiter", ", resource: waiter | till", "resources: Waiter → Waiter / till"),
        (", determinants: [access]", ", determinants: [courtesy]", "determinants: − access, + courtesy"),
        (", standard: 5 min", ", standard: [5 min, be kind]", "standard: + be kind"),
        (", customer_cost: {effort: 1}", ", customer_cost: {effort: 2.5}", "customer cost, effort: 1 → 2.5"),
        (", moment_of_truth: true", "", "moment of truth: yes → no"),
        (", moment: come", "", "moment: no longer Come"),
        (", note: 'one\n\n    two'", ", note: three", "note: one two → three"),
    ],
)
def test_a_field_is_told_as_a_designer_would(old: str, new: str, said: str) -> None:
    (line,) = changed_lines(diff(HEAD % old, HEAD % new))
    assert line.details == (said,)


def test_the_ends_of_a_flow_are_told_by_labels_and_its_words_as_they_are() -> None:
    head = "title: T\nsteps:\n- {customer: Come, id: a}\n- {onstage: Greet, id: b}\n- {onstage: Serve, id: c}\nflows:\n"
    found = diff(
        f"{head}- {{flow: a >> b, id: way, condition: b}}\n", f"{head}- {{flow: a >> c, id: way, condition: c}}\n"
    )
    (line,) = changed_lines(found)
    assert (line.name, line.details) == ("Come → Serve", ("target: Greet → Serve", "condition: b → c"))


def test_an_order_is_told_by_labels() -> None:
    old = "title: T\nsteps:\n- {customer: First, id: a}\n- {customer: Second, id: b}\n"
    new = "title: T\nsteps:\n- {customer: Second, id: b}\n- {customer: First, id: a}\n"
    (line,) = changed_lines(diff(old, new))
    assert (line.name, line.details) == ("T", ("order of steps: First, Second → Second, First",))


def test_an_id_that_follows_its_label_is_not_told_beside_it() -> None:
    old = "title: T\nphases:\n- phase: One\n  steps:\n  - {customer: Come}\n"
    (line,) = changed_lines(diff(old, old.replace("One", "Two")))
    assert line.details == ("label: One → Two",)


@pytest.mark.parametrize(
    ("figure", "values", "change"),
    [
        (Figure("measures.x", "x", 443.7, 26.8, "number"), ("443.7", "26.8"), "-93.96 %"),
        (Figure("measures.x", "x", 27.77, 26.8, "number"), ("27.77", "26.8"), "-3.49 %"),
        (Figure("x", "x", 5, 6, "count"), ("5", "6"), "+20 %"),
        (Figure("x", "x", 0, 2, "count"), ("0", "2"), "+2"),
        (Figure("x", "x", None, 2, "count"), ("unknown", "2"), ""),
        (Figure("x", "x", 2, 2, "count"), ("2", "2"), ""),
        (Figure("x", "x", 90.0, 5400.0, "time"), ("1 min 30 s", "1 h 30 min"), "+5,900 %"),
        (Figure("x", "x", 0.95765, 1.0, "share"), ("95.77 %", "100 %"), "+4.42 %"),
        (Figure("x", "x", 0.18, -0.02, "money"), ("0.18", "-0.02"), "-111.11 %"),
        (Figure("x", "x", 1e6, 1e6 + 1, "number"), ("1,000,000", "1,000,001"), "+0.0001 %"),
    ],
)
def test_figures_are_written_for_people(figure: Figure, values: tuple[str, str], change: str) -> None:
    assert (write_value(figure, figure.old), write_value(figure, figure.new)) == values
    assert write_change(figure) == change


def test_money_has_the_currency_that_both_services_have() -> None:
    money = "economics: {price: %s, materials: 1, currency: %s}\n"
    old = "title: T\n" + money % (2, "EUR") + "steps:\n- {onstage: Do, service_time: 1 min}\n"
    assert "1.00 EUR" in text(diff(old, old.replace("price: 2", "price: 3")))
    assert "EUR\n" not in text(diff(old, old.replace("price: 2", "price: 3").replace("EUR", "USD"))).split("Changed")[0]


def test_reasons_for_the_unknown_are_told_once() -> None:
    notes = list(unknowns(EVERYTHING, EVERYTHING.figures))
    assert any(
        note.startswith("standard time, dark time, customer's time before: unknown, ") and "'Enter'" in note
        for note in notes
    )
    assert len(notes) == len(set(notes))


def test_the_heading_tells_titles_status_and_version() -> None:
    old, new = (
        "title: A\nstatus: as-is\nversion: '1'\nsteps: []\n",
        "title: B\nstatus: to-be\nversion: '2'\nsteps: []\n",
    )
    assert heading(diff(old, new)) == "A → B (as-is 1 → to-be 2)"
    assert heading(diff(old, old)) == "A"
    assert summary(diff(old, old)) == "nothing changed"


# --- the drawing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("fold", [None, 600.0])
def test_a_drawing_is_whole_in_every_theme(theme: str, fold: float | None) -> None:
    drawing = arrange_difference(EVERYTHING, theme=theme, fold=fold)
    assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}
    ElementTree.fromstring(render_difference(EVERYTHING, theme=theme, fold=fold).text)


def test_every_tone_has_badge_line_and_words() -> None:
    drawing = arrange_difference(EVERYTHING)
    said = {placed.badge.element: (placed.badge.text, placed.badge.title) for placed in drawing.layout.badges}
    assert said["read"] == ("+", "Added")
    assert said["note"] == ("−", "Removed")
    assert said["order"] == ("~", "Changed: service time: 2 min → 1 min")
    assert said["take"][1].startswith("Changed: lane: Onstage → Backstage; fail point Misheard: Removed; ")
    assert said["enter>>welcome"] == ("~", "exchange: Removed")  # the flow of the pair is still there
    assert said["greet>>note"] == ("−", "Removed")
    assert said["lane management"] == ("+", "Added")
    assert said["phase wave"] == ("−", "Removed")
    assert [item.label.text for item in drawing.layout.legend if item.entry] == ["Added", "Removed", "Changed"]


def test_points_are_told_with_their_marks() -> None:
    svg = render_difference(EVERYTHING).text
    assert "<title>F1 Misheard · Removed</title>" in svg
    assert "<title>F3 App is down · Added</title>" in svg


def test_times_and_emotions_are_those_of_the_new_service() -> None:
    from blueprint.api import arrange

    drawing, new = arrange_difference(EVERYTHING), arrange(AFTER)
    assert [seg.label.text for row in drawing.layout.time_rows for seg in row.segments] == [
        seg.label.text for row in new.layout.time_rows for seg in row.segments
    ]
    assert [point.step for curve in drawing.layout.curves for point in curve.points] == [
        point.step for curve in new.layout.curves for point in curve.points
    ]


def test_the_caption_tells_both_states() -> None:
    assert [block.text for block in arrange_difference(EVERYTHING).layout.title] == ["A visit", "As-is → To-be"]
    same = diff(AFTER, AFTER)
    assert [block.text for block in arrange_difference(same).layout.title] == ["A visit", "To-be"]


def test_without_a_difference_the_drawing_is_that_of_the_service() -> None:
    from blueprint import render

    assert render_difference(diff(AFTER, AFTER)).text == render(AFTER).text


def test_a_recovery_that_came_or_went_is_a_line_that_did() -> None:
    steps = "title: T\nsteps:\n- {customer: Come, id: a}\n- {onstage: Help, id: b%s}\nflows: [a >> b]\n"
    point = ", fail_points: [{fail: Lost, id: lost, recovery: a}]"
    for old, new, tone in ((steps % "", steps % point, "added"), (steps % point, steps % "", "removed")):
        drawing = arrange_difference(diff(old, new))
        shade = drawing.shade_of("lost>>a")
        assert shade is not None
        assert shade.tone == tone


@pytest.mark.parametrize("language", [wording.language for wording in WORDINGS])
def test_every_language_has_its_words(language: str) -> None:
    words = words_of(language)
    assert set(words) <= set(TONES)
    assert len(set(words.values())) == 3
    if language != "en":
        assert set(words.values()) != set(words_of("en").values())


# --- Markdown --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "safe"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", "a \\| b"),
        ("![x](y)", "\\!\\[x\\](y)"),
        ("`code` **b** ~~s~~ __i__ $m$", "\\`code\\` \\*\\*b\\*\\* \\~\\~s\\~\\~ \\_\\_i\\_\\_ \\$m\\$"),
        ("https://evil.example", "https&#58;//evil.example"),
        ("WWW.evil.example mailto:a", "WWW&#46;evil.example mailto&#58;a"),
        ("@team #12 GH-7 a@b.c", "@\u2060team #\u206012 GH-\u20607 a@\u2060b.c"),
        ("one\n\n# two", "one # two"),
        ("\u202eevil\x07", "evil"),
        ("&amp; &#60;", "&amp;amp; &amp;#\u206060;"),
        ("点菜，复述确认", "点菜，复述确认"),
    ],
)
def test_words_of_strangers_are_shown_and_do_nothing(words: str, safe: str) -> None:
    assert escape(words) == safe


def test_a_cell_ends_somewhere() -> None:
    assert len(escape("x" * 10_000)) == 1000


def test_a_long_part_is_folded_and_ends_with_how_much_more_there_is() -> None:
    steps = "".join(f"- customer: Step {number}\n" for number in range(300))
    found = diff("title: T\nsteps: []\n", f"title: T\nsteps:\n{steps}")
    short, whole = write_markdown(found), write_markdown(found, everything=True)
    assert "<details><summary>Added (300)</summary>" in short
    assert "| | … and 100 more lines | |" in short
    assert whole.count("| step |") == 300
