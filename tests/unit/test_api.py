"""The verbs: whatever a service is given as, they make a document of it, and each does one thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blueprint import (
    Blueprint,
    BlueprintError,
    Document,
    ModelError,
    Picture,
    Severity,
    SourceError,
    analyze,
    arrange,
    check,
    convert,
    draft,
    load,
    render,
    save,
)
from blueprint.errors import PluginError

YAML = """\
title: Coffee to go
steps:
  - customer: Order a coffee
    id: order
    evidence: [Menu]
  - onstage: Brew the coffee
    id: brew
  - customer: Drink it
    id: drink
    evidence: [Cup]
flows:
  - order >> brew >> drink
"""


def coffee() -> Any:
    visit = draft("Coffee to go")
    order = visit.customer("Order a coffee", id="order", evidence=["Menu"])
    brew = visit.onstage("Brew the coffee", id="brew")
    drink = visit.customer("Drink it", id="drink", evidence=["Cup"])
    visit.flow(order >> brew >> drink)
    return visit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "coffee.yaml"
    path.write_text(YAML, "utf-8")
    return path


# --- load ------------------------------------------------------------------------------------------------------------


def test_a_service_is_the_same_however_it_is_given(file: Path) -> None:
    document = load(file)
    forms: list[Any] = [str(file), YAML, coffee(), document, document.blueprint, convert(YAML, "json")]
    assert [load(form).blueprint for form in forms] == [document.blueprint] * len(forms)


def test_a_document_is_taken_as_it_is(file: Path) -> None:
    document = load(file)
    assert load(document) is document


def test_json_needs_no_line_break_to_be_taken_for_text() -> None:
    assert load('{"title": "T"}').blueprint.title == "T"


def test_a_string_without_a_line_break_is_a_path() -> None:
    with pytest.raises(SourceError, match=r"BP001.*there is no file 'coffe\.yaml'"):
        load("coffe.yaml")


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
def test_an_empty_string_is_a_text_with_nothing_in_it(nothing: str) -> None:
    with pytest.raises(BlueprintError, match="BP005"):
        load(nothing)


def test_places_name_the_file_as_it_was_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    place = load("coffee.yaml").place_of("brew")
    assert place is not None and str(place) == "coffee.yaml:6:5"


def test_the_ending_may_be_said_instead(tmp_path: Path) -> None:
    path = tmp_path / "coffee.txt"
    path.write_text(YAML, "utf-8")
    assert load(path, format="yaml").blueprint.title == "Coffee to go"
    with pytest.raises(PluginError, match=r"BP902.*\.txt"):
        load(path)


def test_python_files_are_executed(tmp_path: Path) -> None:
    path = save(YAML, tmp_path / "coffee.py")
    assert load(path).blueprint == load(YAML).blueprint


def test_all_problems_of_a_file_are_told_at_once() -> None:
    with pytest.raises(ModelError) as raised:
        load("title: T\nstatus: never\nsteps:\n  - customer: A\n    emotion: 7\n")
    assert [item.code for item in raised.value.diagnostics] == ["BP013", "BP011"]


# --- check -----------------------------------------------------------------------------------------------------------


def test_a_sound_service_has_no_findings() -> None:
    assert check(YAML) == ()


def test_findings_stand_in_the_order_of_the_source() -> None:
    text = "title: T\nsteps:\n  - {customer: A, id: a}\n  - {customer: B, id: b}\n  - {onstage: C, id: c}\nflows: [a >> c, b >> b, b >> end]\n"
    found = [(item.location.line, item.code) for item in check(text) if item.location and item.location.line]
    assert found == [(3, "BP302"), (4, "BP211"), (4, "BP301")]


def test_findings_without_a_place_come_last() -> None:
    visit = coffee().build()
    found = check(visit.model_copy(update={"flows": ()}))
    assert [item.location for item in found] == [None] * len(found)
    assert "BP303" in [item.code for item in found]


def test_warnings_of_the_reader_are_findings() -> None:
    assert "BP019" in [item.code for item in check(YAML.replace("[Menu]", "&menu [Menu]"))]


def test_a_blueprint_inside_a_step_must_be_there(file: Path) -> None:
    file.write_text(YAML.replace("id: brew", "id: brew\n    detail: inside/brew.yaml"), "utf-8")
    (found,) = check(file)
    assert (found.code, found.severity, found.element) == ("BP110", Severity.ERROR, "brew")
    assert found.location is not None and (found.location.line, found.location.column) == (8, 13)
    assert str(file.parent) in found.hint
    (file.parent / "inside").mkdir()
    (file.parent / "inside" / "brew.yaml").write_text(YAML, "utf-8")
    assert check(file) == ()


def test_a_path_that_no_file_can_have_is_missing_and_no_crash(file: Path) -> None:
    file.write_text(YAML.replace("id: brew", f"id: brew\n    detail: {'x' * 5000}"), "utf-8")
    assert [item.code for item in check(file)] == ["BP110"]


def test_a_text_has_no_folder_in_which_to_look_for_details() -> None:
    assert check(YAML.replace("id: brew", "id: brew\n    detail: inside/brew.yaml")) == ()


# --- render, arrange -------------------------------------------------------------------------------------------------


def test_a_picture_is_svg_unless_something_else_is_asked_for() -> None:
    picture = render(YAML)
    assert picture.format == "svg" and str(picture).startswith("<svg")
    assert render(YAML, format="txt").text.startswith("Coffee to go")


def test_findings_do_not_stop_a_picture_and_come_with_it() -> None:
    picture = render(YAML.replace("order >> brew >> drink", "order >> brew"))
    assert [item.code for item in picture.diagnostics] == [
        item.code for item in check(YAML.replace("order >> brew >> drink", "order >> brew"))
    ]
    assert picture.text.startswith("<svg")


def test_the_same_service_gives_the_same_bytes(file: Path) -> None:
    assert render(file).text == render(coffee()).text == render(YAML).text


def test_a_notebook_shows_svg_as_a_picture_and_text_as_text() -> None:
    assert list(Picture("<svg/>", "svg")._repr_mimebundle_()) == ["image/svg+xml"]
    assert list(Picture("* a", "txt")._repr_mimebundle_()) == ["text/plain"]


def test_a_picture_is_saved_where_it_is_told(tmp_path: Path) -> None:
    picture = render(YAML)
    assert picture.save(str(tmp_path / "coffee.svg")) == tmp_path / "coffee.svg"
    assert (tmp_path / "coffee.svg").read_text("utf-8") == picture.text
    with pytest.raises(SourceError, match="BP020"):
        picture.save(tmp_path / "nowhere" / "coffee.svg")


def test_unknown_themes_and_formats_are_named() -> None:
    with pytest.raises(PluginError, match="BP901"):
        render(YAML, theme="lihgt")
    with pytest.raises(PluginError, match=r"BP902.*'gif'"):
        render(YAML, format="gif")
    with pytest.raises(PluginError, match="BP901"):
        arrange(YAML, theme="")


def test_an_arrangement_places_every_step() -> None:
    drawing = arrange(YAML)
    assert [step.id for step in drawing.layout.steps] == ["order", "brew", "drink"]
    assert drawing.blueprint == load(YAML).blueprint


# --- convert, save ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["yaml", "json", "py"])
def test_every_notation_reads_back_to_an_equal_service(format: str, tmp_path: Path) -> None:
    path = save(coffee(), tmp_path / f"coffee.{format}")
    assert path.read_text("utf-8") == convert(YAML, format)
    assert load(path).blueprint == load(YAML).blueprint


def test_an_unknown_notation_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="BP902"):
        save(YAML, tmp_path / "coffee.docx")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_is_not_written_either(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        save("title: T\nnosuch: 1\n", tmp_path / "coffee.yaml")
    assert list(tmp_path.iterdir()) == []


# --- documents -------------------------------------------------------------------------------------------------------


def test_places_do_not_take_part_in_equality() -> None:
    first, second = load(YAML), load("# a comment\n" + YAML)
    assert first == second
    assert first.place_of("order") != second.place_of("order")


def test_what_is_not_there_has_no_place() -> None:
    assert load(YAML).place_of("nobody") is None
    assert Document(Blueprint(title="T")).place_of("nobody") is None


LOOP = """\
title: A loop
steps:
  - customer: Ask
    id: ask
  - onstage: Think
    id: think
    service_time: 2 min
  - customer: Go
    id: go
flows:
  - ask >> think
  - {flow: think >> think, probability: 100%}
"""


def test_an_analysis_says_where_errors_of_the_service_are_and_still_tells_the_rest() -> None:
    found = analyze(LOOP.replace("100%", "50%").replace("- ask >> think", "- {flow: ask >> think, probability: 70%}"))
    assert found.structure.crossings.interaction == 1
    assert any(status.figure == "fail_points.success" and status.blocked_by for status in found.status)


def test_a_loop_that_nobody_leaves_is_told_with_its_place() -> None:
    found = analyze(LOOP)
    (told,) = [item for item in found.diagnostics if item.code in ("BP325", "BP421")]
    assert told.location is not None
    assert told.location.line in (5, 12)
    assert found.time.timeline.least_time == 120
    assert found.to_dict()["fail_points"]["success"]["first_time"] is None


def test_plain_data_of_an_analysis_have_the_diagnostics_of_check() -> None:
    data = analyze(LOOP).to_dict()["diagnostics"]
    assert {"code", "rule", "severity", "message", "path", "line", "column", "element", "hint"} == data[0].keys()


def test_everything_that_a_verb_takes_can_be_analyzed() -> None:
    text, document = analyze(YAML), analyze(load(YAML))
    assert text == document
    assert text.to_dict() == analyze(load(YAML).blueprint).to_dict()


QUEUE = """\
title: A desk
arrivals: 10 per hour
resources: {clerk: {}}
steps:
  - customer: Come in
    id: come
    service_time: 0 s
  - onstage: Serve
    id: serve
    resource: clerk
    service_time: exponential(3 min)
flows: [come >> serve]
"""


def test_a_scenario_is_analyzed_in_place_of_what_is_written() -> None:
    now, then = analyze(QUEUE), analyze(QUEUE, scenario={"clerk.capacity": 2, "arrivals": "*2"})
    assert now.waits.resources[0].mean_wait == pytest.approx(180)
    assert then.waits.resources[0].mean_wait == pytest.approx(60)  # M/M/2 at a load of 1
    assert now.to_dict()["scenario"] is None
    assert then.to_dict()["scenario"] == ["clerk.capacity=2", "arrivals=*2"]


def test_a_scenario_of_what_is_not_there_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ModelError, match="clark") as raised:
        analyze(QUEUE, scenario={"clark.capacity": 2})
    assert "clerk.capacity" in raised.value.diagnostics[0].hint
