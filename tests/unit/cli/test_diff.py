"""`blueprint diff`: figures first, then words; JSON and Markdown; a drawing; exit codes that scripts can use."""

from __future__ import annotations

import json
import subprocess
from xml.etree import ElementTree

import pytest

from blueprint import diff
from tests.unit.cli.terminal import BAR, ROOT, Terminal

EDITED = (
    BAR.replace("service_time: 3 min", "service_time: 2 min")
    .replace("evidence: [Menu]", "evidence: [App]")
    .replace("  - customer: Drink\n", "  - onstage: Serve the drink\n    id: serve\n  - customer: Drink\n")
    .replace("mix >> drink", "mix >> serve >> drink")
)


@pytest.fixture
def bars(terminal: Terminal) -> Terminal:
    """A terminal in a folder with a bar before and after."""
    terminal.write("old.yaml")
    terminal.write("new.yaml", EDITED)
    return terminal


# --- text ------------------------------------------------------------------------------------------------------------


def test_the_text_tells_figures_first_and_then_what_changed(bars: Terminal) -> None:
    said = bars("diff", "old.yaml", "new.yaml")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "A visit to a bar\n"
        "3 added, 1 removed, 2 changed, 1 figure moved\n"
        "\n"
        "                        before   after   change\n"
        "steps in lane Onstage        1       2   +100 %\n"
        "\n"
        "Added\n"
        "  + step Serve the drink (Onstage)\n"
        "  + flow Mix the drink → Serve the drink\n"
        "  + flow Serve the drink → Drink\n"
        "\n"
        "Removed\n"
        "  − flow Mix the drink → Drink\n"
        "\n"
        "Changed\n"
        "  ~ step Order a drink: − evidence Menu; + evidence App\n"
        "  ~ step Mix the drink: service time: 3 min → 2 min\n"
    )


def test_two_equal_blueprints_say_so(bars: Terminal) -> None:
    assert bars("diff", "old.yaml", "old.yaml").out == "A visit to a bar\nnothing changed\n"


def test_all_tells_every_figure_and_what_keeps_some_from_being_known(bars: Terminal) -> None:
    said = bars("diff", "old.yaml", "new.yaml", "--all").out
    assert "crossings of the line of visibility                   0         0\n" in said
    assert "standard time                                   unknown   unknown\n" in said
    assert (
        "\nstandard time, dark time, customer's time before: unknown, steps or waits without a time: 'Order a drink', 'Drink'\n"
        in said
    )
    assert "      − evidence Menu\n      + evidence App\n" in said


def test_a_long_list_ends_with_how_much_more_there_is(terminal: Terminal) -> None:
    steps = "".join(f"  - customer: Step {number}\n" for number in range(30))
    terminal.write("old.yaml", "title: T\nsteps:\n  - customer: Come\n")
    terminal.write("new.yaml", f"title: T\nsteps:\n  - customer: Come\n{steps}")
    said = terminal("diff", "old.yaml", "new.yaml").out
    assert "  … and 20 more (--all)\n" in said
    assert terminal("diff", "old.yaml", "new.yaml", "--all").out.count("+ step Step") == 30


def test_terminals_get_colors_and_pipes_do_not(bars: Terminal) -> None:
    assert "\x1b" not in bars("diff", "old.yaml", "new.yaml").out
    bars.monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m  + step Serve the drink" in bars("diff", "old.yaml", "new.yaml").out


def test_chinese_figures_stand_in_columns(terminal: Terminal) -> None:
    from wcwidth import wcswidth

    folder = ROOT / "examples/fault_repair"
    said = terminal("diff", str(folder / "fault_repair_as_is.yaml"), str(folder / "fault_repair_to_be.yaml"))
    assert "-93.96 %" in said.out and "-3.49 %" in said.out
    rows = [line for line in said.out.splitlines() if line.endswith(" %")]
    assert len({wcswidth(line) for line in rows}) == 1
    assert all(wcswidth(line) <= 100 for line in said.out.splitlines())


# --- JSON and Markdown -----------------------------------------------------------------------------------------------


def test_json_has_the_keys_of_the_format(bars: Terminal) -> None:
    said = bars("diff", "old.yaml", "new.yaml", "--format", "json")
    data = json.loads(said.out)
    assert data == diff(BAR, EDITED).to_dict()
    assert list(data) == ["added", "removed", "changed", "figures"]
    for part in ("added", "removed", "changed"):
        assert all(list(item) == ["element", "field", "old", "new"] for item in data[part])
    assert all(list(item) == ["name", "old", "new", "change"] for item in data["figures"])
    every = json.loads(bars("diff", "old.yaml", "new.yaml", "--format", "json", "--all").out)
    assert len(every["figures"]) > len(data["figures"])


def test_markdown_is_a_table_of_figures_and_parts_that_fold(bars: Terminal) -> None:
    said = bars("diff", "old.yaml", "new.yaml", "--format", "markdown").out
    assert said.startswith("### A visit to a bar\n\n3 added, 1 removed, 2 changed, 1 figure moved.\n")
    assert "| steps in lane Onstage | 1 | 2 | +100 % |\n" in said
    assert "<details open><summary>Added (3)</summary>\n\n| | Name | Where |\n|---|---|---|\n" in said
    assert "| step | Order a drink | − evidence Menu<br>+ evidence App |\n" in said
    assert said.endswith("</details>\n")


# --- the drawing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["out.svg", "out.html", "out.png", "out.pdf", "out.txt"])
def test_a_drawing_is_written_beside_the_text(bars: Terminal, name: str) -> None:
    if name.endswith("png"):
        pytest.importorskip("resvg_py")
    if name.endswith("pdf"):
        pytest.importorskip("typst")
    said = bars("diff", "old.yaml", "new.yaml", "-o", name)
    assert said.code == 0, said.err
    assert said.out.endswith(f"\n{name}: both services in one, with what changed\n")
    assert (bars.folder / name).stat().st_size > 400


def test_standard_output_takes_the_drawing_alone(bars: Terminal) -> None:
    said = bars("diff", "old.yaml", "new.yaml", "-o", "-", "--theme", "dark", "--fold", "700")
    root = ElementTree.fromstring(said.out)
    assert root.tag.endswith("svg")
    assert "Changed: service_time" not in said.out
    assert "Changed: service time: 3 min → 2 min" in said.out


def test_a_drawing_leaves_json_alone(bars: Terminal) -> None:
    said = bars("diff", "old.yaml", "new.yaml", "--format", "json", "-o", "out.svg")
    assert json.loads(said.out)["added"]
    assert (bars.folder / "out.svg").exists()


# --- input and exit codes --------------------------------------------------------------------------------------------


def test_without_being_asked_what_changed_is_no_error(bars: Terminal) -> None:
    assert bars("diff", "old.yaml", "new.yaml").code == 0
    assert bars("diff", "old.yaml", "new.yaml", "--exit-code").code == 1
    assert bars("diff", "old.yaml", "old.yaml", "--exit-code").code == 0


def test_a_measure_alone_is_a_difference(bars: Terminal) -> None:
    bars.write("more.yaml", f"{BAR}measures: {{complaints: 3}}\n")
    assert bars("diff", "old.yaml", "more.yaml", "--exit-code").code == 1


@pytest.mark.parametrize("arguments", [["-", "new.yaml"], ["old.yaml", "-"]])
def test_standard_input_stands_for_one_of_both(bars: Terminal, arguments: list[str]) -> None:
    said = bars("diff", *arguments, stdin=BAR if arguments[0] == "-" else EDITED)
    assert said.out == bars("diff", "old.yaml", "new.yaml").out


def test_standard_input_is_python_beside_python(terminal: Terminal) -> None:
    source = "from blueprint import draft\nvisit = draft('T')\nvisit.customer('%s')\n"
    terminal.write("new.py", source % "Enter")
    said = terminal("diff", "-", "new.py", stdin=source % "Come in")
    assert (said.code, said.err) == (0, "")
    assert "+ step Enter" in said.out and "− step Come in" in said.out


def test_git_shows_what_was_there_before(bars: Terminal) -> None:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        if subprocess.run(["git", *command], cwd=bars.folder, capture_output=True).returncode:
            pytest.skip("needs git")
    bars.write("old.yaml", EDITED)
    before = subprocess.run(["git", "show", "HEAD:old.yaml"], cwd=bars.folder, capture_output=True, check=True).stdout
    assert "+ step Serve the drink" in bars("diff", "-", "old.yaml", stdin=before).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["old.yaml"], "Missing argument 'NEW'"),
        (["-", "-"], "standard input can be OLD or NEW, not both"),
        (["old.yaml", "nwe.yaml"], "there is no file 'nwe.yaml'"),
        (["nwe.yaml", "old.yaml"], "did you mean 'new.yaml'?"),
        (["old.yaml", "broken.yaml"], "broken.yaml:3:"),
        (["old.yaml", "new.yaml", "-o", "out.bmp"], "'bmp' is no drawing format"),
        (["old.yaml", "new.yaml", "-o", "out"], "has no ending"),
        (["old.yaml", "new.yaml", "-o", "new.yaml"], "'yaml' is no drawing format"),
        (["old.yaml", "new.yaml", "-o", "in"], "'in' is a folder"),
        (["old.yaml", "new.yaml", "-o", "nowhere/a.svg"], "make the folder first"),
        (["old.yaml", "new.yaml", "-o", "a.svg", "--theme", "drak"], "did you mean 'dark'?"),
        (["old.yaml", "new.yaml", "-o", "a.svg", "--fold", "3"], "a drawing cannot fold to 3 px"),
        (["old.yaml", "new.yaml", "--format", "sarif"], "'sarif' is not one of"),
        (["", "new.yaml"], "the name of a file is empty"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--exit-code"]])
def test_what_cannot_be_compared_ends_with_2_and_a_way_out(
    bars: Terminal, arguments: list[str], words: str, more: list[str]
) -> None:
    bars.write("broken.yaml", "title: T\nsteps:\n  - custmer: Come\n")
    (bars.folder / "in").mkdir()
    said = bars("diff", *arguments, *more)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert bars.names() == ["broken.yaml", "in", "new.yaml", "old.yaml"]


def test_help_shows_how_it_works_with_git(terminal: Terminal) -> None:
    said = " ".join(terminal("diff", "--help").out.split())
    assert "git show HEAD:service.yaml | blueprint diff - service.yaml" in said


def test_the_recorded_output_of_the_example_is_current(terminal: Terminal) -> None:
    folder = ROOT / "examples/fault_repair"
    terminal.monkeypatch.chdir(folder)
    command, _, recorded = (folder / "diff.txt").read_text("utf-8").partition("\n")
    assert command == "$ blueprint diff fault_repair_as_is.yaml fault_repair_to_be.yaml"
    assert terminal(*command.split()[2:]).out == recorded, "run it and write down what it says"
