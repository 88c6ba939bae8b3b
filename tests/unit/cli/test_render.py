"""`blueprint render`: where the drawing goes, and what is refused before anything is written."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from blueprint.cli.render import describe
from blueprint.io.yaml import parse_yaml
from tests.unit.cli.terminal import BAR, Terminal


def test_the_drawing_of_another_folder_is_written_here_unless_told(terminal: Terminal) -> None:
    terminal.write("in/bar.yaml")
    assert terminal("render", "in/bar.yaml").code == 0
    assert terminal.names() == ["bar.svg", "in"]


def test_standard_input_goes_to_standard_output(terminal: Terminal) -> None:
    said = terminal("render", "-", stdin=BAR)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("<svg") and said.out.endswith("</svg>\n")
    assert terminal.names() == []


def test_an_old_drawing_is_replaced_whole(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    terminal.write("bar.svg", "x" * 1_000_000)
    assert terminal("render", "bar.yaml").code == 0
    assert terminal.read("bar.svg").endswith("</svg>\n")
    assert terminal.names() == ["bar.svg", "bar.yaml"]


@pytest.mark.parametrize("target", ["bar.SVG", "bar.Txt"])
def test_an_ending_may_be_in_capitals(terminal: Terminal, target: str) -> None:
    terminal.write("bar.yaml")
    assert terminal("render", "bar.yaml", "-o", target).code == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["-o", "bar.bmp"], ["BP902", "'bmp' is no drawing format", "png"]),
        (["-o", "bar.sgv"], ["BP902", "did you mean 'svg'?"]),
        (["-o", "bar"], ["BP902", "no ending", ".svg", ".png"]),
        (["-o", "bar.yaml"], ["BP902", "'yaml' is no drawing format"]),
        (["-o", "folder"], ["BP020", "'folder' is a folder", "name a file inside it"]),
        (["-o", "folder.svg"], ["'folder.svg' is a folder"]),
        (["-o", "nowhere/bar.svg"], ["BP020", "make the folder first"]),
        (["--theme", "lihgt"], ["BP901", "did you mean 'light'?"]),
        (["--theme", ""], ["BP901", "known here: light"]),
        (["--fold", "80"], ["BP802", "cannot fold to 80 px", "such as 800 for a page"]),
        (["--fold", "wide"], ["'wide' is not a valid float"]),
        (["--show", "regster"], ["BP801", "did you mean 'register'?"]),
        (["--engine", "swim"], ["BP905", "did you mean 'swimlane'?"]),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    terminal: Terminal, options: list[str], words: list[str]
) -> None:
    terminal.write("bar.yaml")
    (terminal.folder / "folder").mkdir()
    (terminal.folder / "folder.svg").mkdir()
    said = terminal("render", "bar.yaml", *options)
    assert (said.code, said.out) == (2, "")
    for word in words:
        assert word in said.err
    assert terminal.names() == ["bar.yaml", "folder", "folder.svg"]
    assert list((terminal.folder / "folder").iterdir()) == []
    assert terminal.read("bar.yaml") == BAR


def test_a_drawing_wraps_to_the_width_that_is_asked_for(terminal: Terminal) -> None:
    script = "\n".join(f"  - phase: P{n}\n    steps:\n      - customer: Act {n}" for n in range(8))
    terminal.write("long.yaml", f"title: Long\nphases:\n{script}\n")
    for name, *options in (("whole.svg",), ("folded.svg", "--fold", "800")):
        assert terminal("render", "long.yaml", "-o", name, *options).code == 0
    widths = [float(re.findall(r'width="([0-9.]+)"', terminal.read(name))[0]) for name in ("whole.svg", "folded.svg")]
    assert widths[1] <= 800 < widths[0]


def test_parts_are_shown_on_request(terminal: Terminal) -> None:
    terminal.write("shop.yaml", "title: Shop\nsteps:\n  - customer: Pay\n    fail_points: [Card refused]\n")
    assert terminal("render", "shop.yaml", "-o", "plain.svg").code == 0
    assert terminal("render", "shop.yaml", "-o", "more.svg", "--show", "register").code == 0
    assert [terminal.read(name).count(">Card refused</text>") for name in ("plain.svg", "more.svg")] == [0, 1]


def test_a_drawing_is_no_blueprint(terminal: Terminal) -> None:
    terminal.write("bar.svg", "<svg/>")
    said = terminal("render", "bar.svg")
    assert said.code == 2
    assert "BP902" in said.err and ".yaml" in said.err
    assert terminal.read("bar.svg") == "<svg/>"


def test_what_was_found_is_counted_and_check_tells_more(terminal: Terminal) -> None:
    terminal.write("bar.yaml", BAR.replace("order >> mix >> drink", "order >> mix"))
    said = terminal("render", "bar.yaml")
    assert said.code == 0
    assert said.out.splitlines()[1].startswith("found: 1 error")
    assert said.out.endswith("; 'blueprint check bar.yaml' tells more\n")
    assert said.err.count("error:") == 1 and "warning:" not in said.err


def test_a_python_file_is_drawn_like_any_other(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    terminal("convert", "bar.yaml", "-o", "bar.py")
    terminal("render", "bar.yaml", "-o", "one.svg")
    terminal("render", "bar.py", "-o", "two.svg")
    assert terminal.read("one.svg") == terminal.read("two.svg")


def test_a_blueprint_without_steps_is_drawn_too(terminal: Terminal) -> None:
    terminal.write("empty.yaml", "title: Nothing yet\n")
    said = terminal("render", "empty.yaml")
    assert said.code == 0
    assert said.out.startswith("empty.svg: no steps yet\n")
    assert "Nothing yet" in terminal.read("empty.svg")


def test_a_blueprint_is_described_by_what_it_has() -> None:
    text = BAR.replace("    service_time: 3 min\n", "    fail_points: [Spilled]\n    wait_points: [Queue, Ice]\n")
    assert describe(parse_yaml(text).blueprint) == "3 steps, 2 lanes, 2 flows, 1 fail point, 2 wait points"


def test_a_target_that_is_a_link_stays_a_link(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    try:
        Path("link.svg").symlink_to("real.svg")
    except OSError:
        pytest.skip("needs links")
    assert terminal("render", "bar.yaml", "-o", "link.svg").code == 0
    assert Path("link.svg").is_symlink()
    assert terminal.read("real.svg").startswith("<svg")


def test_a_picture_is_drawn_at_the_scale_that_is_asked_for(terminal: Terminal) -> None:
    pytest.importorskip("resvg_py", reason="needs the extra png: pip install resvg-py")
    terminal.write("bar.yaml")
    sizes = {}
    for scale in ("1", "3"):
        assert terminal("render", "bar.yaml", "-o", "bar.png", "--scale", scale).code == 0
        sizes[scale] = int.from_bytes(Path("bar.png").read_bytes()[16:20], "big")
    assert sizes["3"] == pytest.approx(3 * sizes["1"], abs=2)
    said = terminal("render", "bar.yaml", "-o", "bar.png", "--scale", "1000")
    assert (said.code, said.out) == (2, "")
    assert "BP806" in said.err and "from 0.1 to 10" in said.err


@pytest.mark.parametrize(("ending", "module"), [("png", "resvg_py"), ("pdf", "typst")])
def test_a_missing_extra_is_told_in_two_lines_and_nothing_is_written(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, ending: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    terminal.write("bar.yaml")
    said = terminal("render", "bar.yaml", "-o", f"bar.{ending}")
    assert (said.code, said.out, terminal.names()) == (2, "", ["bar.yaml"])
    assert said.err.splitlines()[0] == f"BP803 error: {ending.upper()} needs an extra that is not installed here"
    assert said.err.splitlines()[1].strip() == f'hint: install it: pip install "service-blueprint[{ending}]"'
