"""`blueprint analyze`: its faces, where they go, and what is refused before anything is written."""

from __future__ import annotations

import json
import re

import pytest

from blueprint.api import analyze
from tests.unit.cli.terminal import BAR, Terminal
from tests.unit.reports.services import MEAL

LOOP = BAR.replace("order >> mix >> drink", "order >> mix >> drink >> order")


def test_the_first_screen_goes_to_standard_output_and_says_how_to_get_more(terminal: Terminal) -> None:
    terminal.write("meal.yaml", MEAL)
    said = terminal("analyze", "meal.yaml")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("A meal\nas-is")
    assert said.out.endswith(
        "\n\nAll tables: --details; those of one section: --section money\nA page with the drawing: -o meal.html\n"
    )
    assert terminal.names() == ["meal.yaml"]


def test_what_the_screen_offers_works(terminal: Terminal) -> None:
    terminal.write("meal.yaml", MEAL)
    assert terminal("analyze", "meal.yaml", "-o", "meal.html").code == 0
    assert terminal.read("meal.html").startswith("<!doctype html>")
    assert "Who works with whom" in terminal("analyze", "meal.yaml", "--details").out
    one = terminal("analyze", "meal.yaml", "--section", "time")
    assert "Steps on the customer's clock" in one.out and "Fail points" not in one.out
    assert "--details" not in one.out


def test_json_is_the_plain_data_of_the_analysis(terminal: Terminal) -> None:
    path = terminal.write("meal.yaml", MEAL)
    said = terminal("analyze", "meal.yaml", "--format", "json")
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == json.loads(json.dumps(analyze(path).to_dict()))
    assert terminal("analyze", "meal.yaml", "-o", "meal.json").code == 0
    assert terminal.read("meal.json") == said.out


@pytest.mark.parametrize(
    ("target", "begins"),
    [("a.txt", "A meal\n"), ("a.md", "# A meal\n"), ("a.HTML", "<!doctype"), ("a.json", "{\n"), ("a.htm", "<!doctype")],
)
def test_the_ending_of_the_file_says_the_format(terminal: Terminal, target: str, begins: str) -> None:
    terminal.write("meal.yaml", MEAL)
    said = terminal("analyze", "meal.yaml", "-o", target)
    assert (said.code, said.out) == (0, f"{target}: report of meal.yaml; found: nothing to report\n")
    assert terminal.read(target).startswith(begins)
    assert terminal.read(target).endswith("\n")


def test_the_format_that_is_named_counts_more_than_the_ending(terminal: Terminal) -> None:
    terminal.write("meal.yaml", MEAL)
    terminal("analyze", "meal.yaml", "-o", "meal.report", "--format", "markdown")
    assert terminal.read("meal.report").startswith("# A meal\n")


def test_errors_are_told_last_and_the_rest_is_still_there(terminal: Terminal) -> None:
    terminal.write("bar.yaml", LOOP)
    said = terminal("analyze", "bar.yaml")
    assert said.code == 1
    assert "A visit to a bar\n" in said.out
    assert said.err.startswith("bar.yaml:3:5: BP325 error: nobody ever leaves the loop")
    assert said.err.count("hint:") == 1


@pytest.mark.parametrize(("format", "told"), [("json", '"BP325"'), ("markdown", "BP325"), ("html", "BP325")])
def test_errors_are_in_the_report_too(terminal: Terminal, format: str, told: str) -> None:
    terminal.write("bar.yaml", LOOP)
    said = terminal("analyze", "bar.yaml", "--format", format)
    assert said.code == 1
    assert told in said.out
    assert ("BP325" in said.err) == (format != "json")


def test_standard_input_is_read(terminal: Terminal) -> None:
    said = terminal("analyze", "-", stdin=MEAL)
    assert said.code == 0
    assert said.out.startswith("A meal\n") and said.out.endswith("--section money\n")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--section", "mony"], ["BP913", "did you mean 'money'?"]),
        (["--section", "money", "--format", "json"], ["JSON has all sections"]),
        (["--format", "pdf"], ["'pdf' is not one of"]),
        (["-o", "meal.pdf"], ["'meal.pdf' says no format", ".md", "--format"]),
        (["-o", "report"], ["says no format"]),
        (["-o", "meal.yaml", "--format", "text"], ["is the file that is read"]),
        (["-o", "folder.md"], ["'folder.md' is a folder"]),
        (["-o", "nowhere/meal.md"], ["BP020", "make the folder first"]),
        (["-o", "meal.html", "--theme", "lihgt"], ["BP901", "did you mean 'light'?"]),
        (["-o", "meal.html", "--fold", "80"], ["BP802"]),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    terminal: Terminal, options: list[str], words: list[str]
) -> None:
    terminal.write("meal.yaml", MEAL)
    (terminal.folder / "folder.md").mkdir()
    said = terminal("analyze", "meal.yaml", *options)
    assert (said.code, said.out) == (2, "")
    for word in words:
        assert word in said.err
    assert terminal.names() == ["folder.md", "meal.yaml"]
    assert terminal.read("meal.yaml") == MEAL


@pytest.mark.parametrize(("name", "code"), [("no.yaml", 2), ("bad.yaml", 1)])
def test_a_file_that_cannot_be_read_is_told(terminal: Terminal, name: str, code: int) -> None:
    terminal.write("bad.yaml", "title: [")
    said = terminal("analyze", name)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(name)


def test_colors_are_for_terminals(terminal: Terminal) -> None:
    terminal.write("meal.yaml", MEAL)
    assert "\x1b" not in terminal("analyze", "meal.yaml").out
    terminal.monkeypatch.setenv("FORCE_COLOR", "1")
    colored = terminal("analyze", "meal.yaml").out
    assert colored.startswith("\x1b[1mA meal\x1b[0m\n")
    terminal.monkeypatch.setenv("NO_COLOR", "1")
    plain = terminal("analyze", "meal.yaml").out
    assert plain == re.sub(r"\x1b\[\d+m", "", colored)
    terminal("analyze", "meal.yaml", "-o", "meal.txt")
    assert "\x1b" not in terminal.read("meal.txt")


def test_a_report_is_the_same_from_yaml_and_from_python(terminal: Terminal) -> None:
    terminal.write("meal.yaml", MEAL)
    terminal("convert", "meal.yaml", "-o", "meal.py")
    assert terminal("analyze", "meal.py", "--details").out == terminal("analyze", "meal.yaml", "--details").out


def test_an_overlay_is_drawn_on_request(terminal: Terminal) -> None:
    terminal.write("meal.yaml", MEAL)
    for name, overlay in (("plain.svg", "none"), ("fail.svg", "fail"), ("usual.svg", None)):
        assert terminal("render", "meal.yaml", "-o", name, *(("--overlay", overlay) if overlay else ())).code == 0
    assert terminal.read("plain.svg") == terminal.read("usual.svg") != terminal.read("fail.svg")
    assert "Share of all failures" in terminal.read("fail.svg")
    said = terminal("render", "meal.yaml", "-o", "no.svg", "--overlay", "fial")
    assert (said.code, said.out) == (2, "")
    assert "BP914" in said.err and "did you mean 'fail'?" in said.err


DESK = """\
title: A desk
arrivals: 10 per hour
resources: {clerk: {}}
steps:
  - customer: Come in
    id: come
  - onstage: Serve
    id: serve
    resource: clerk
    service_time: exponential(3 min)
flows: [come >> serve]
"""


def test_one_scenario_is_analyzed_and_named(terminal: Terminal) -> None:
    terminal.write("desk.yaml", DESK)
    terminal.write("two.yaml", "scenarios: {rush: {arrivals: 18 per hour}, calm: {arrivals: 2 per hour}}\n")
    rush = terminal("analyze", "desk.yaml", "--scenarios", "two.yaml", "--scenario", "rush")
    assert "with rush" in rush.out
    assert "90 % busy" in rush.out
    both = terminal("analyze", "desk.yaml", "--scenarios", "two.yaml")
    assert both.code == 0
    assert "2 scenarios, by formula" in both.out
    rows = [line.split() for line in both.out.splitlines() if line.startswith(("as it is", "rush", "calm"))]
    assert [row[-2] for row in rows] == ["50", "90", "10"]


def test_a_value_can_be_set_for_once(terminal: Terminal) -> None:
    terminal.write("desk.yaml", DESK)
    said = terminal("analyze", "desk.yaml", "--set", "clerk.capacity=2", "--format", "json")
    assert json.loads(said.out)["scenario"] == ["clerk.capacity=2"]
    wrong = terminal("analyze", "desk.yaml", "--set", "clark.capacity=2")
    assert wrong.code == 2
    assert "did you mean 'clerk.capacity'?" in wrong.err


def test_a_profile_of_perceived_waits_adds_a_table(terminal: Terminal) -> None:
    terminal.write("t.yaml", "title: T\nsteps: [{customer: a, service_time: 1 min, "
                   "wait_points: [{wait: q, standard_time: 5 min, occupied: false}]}]\n")  # fmt: skip
    said = terminal("analyze", "t.yaml", "--section", "waits", "--perception", "unoccupied-line").out
    assert "How long waits feel" in said and "≈ 6 min 50 s  5 min to 10 min" in said
    assert "unoccupied-line: hornik-1984" in " ".join(said.split())
    wrong = terminal("analyze", "t.yaml", "--perception", "unocupied-line")
    assert wrong.code == 2 and "BP623" in wrong.err and "did you mean 'unoccupied-line'" in wrong.err


def test_a_page_shows_how_busy_everybody_is_and_when_nothing_is_earned_any_more(terminal: Terminal) -> None:
    terminal.write(
        "t.yaml",
        "title: T\narrivals: 10 per hour\neconomics: {price: 5, time_rate: 60 per hour, currency: EUR}\n"
        "resources: {clerk: {}}\nsteps: [{customer: a, service_time: 0 s}, {onstage: b, resource: clerk, service_time: 3 min}]\n"
        "flows: [a >> b]\n",
    )
    assert terminal("analyze", "t.yaml", "-o", "out.html").code == 0
    page = terminal.read("out.html")
    assert "How busy everybody is" in page and "How long may the work for a customer take?" in page
    assert "Break-even: 5 min" in page
