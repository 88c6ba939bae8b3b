"""Themes of users: files that are read with every value checked, and told where they are wrong."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from blueprint import render
from blueprint.api import arrange
from blueprint.cli.main import main
from blueprint.errors import BlueprintError, PluginError, SourceError
from blueprint.themes import is_theme_file, load_theme, parse_theme
from blueprint.themes.catalog import LARGEST

SMALL = "title: Small\nsteps:\n- customer: Come\n- onstage: Greet\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(data: str | bytes, name: str = "brand.toml") -> str:
    """Return the message about a file that is wrong, with its hint."""
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(BlueprintError) as raised:
        render(SMALL, theme=name)
    (problem,) = raised.value.diagnostics
    assert problem.location is not None
    return f"{problem.location}: {problem.code} {problem.rule}: {problem.message} / {problem.hint}"


# --- right -----------------------------------------------------------------------------------------------------------


def test_a_theme_of_three_lines_colors_a_drawing() -> None:
    Path("brand.toml").write_text('[palette]\nflow = "#AA0055"\n[metrics]\nbox_width = 200\n', "utf-8")
    drawing = arrange(SMALL, theme="brand.toml")
    light = load_theme("light").palette
    assert (drawing.theme.palette.flow, drawing.theme.palette.ink) == ("#aa0055", light.ink)
    assert {step.rect.w for step in drawing.layout.steps} == {200.0}
    text = SMALL + "flows: [come >> greet]\n"
    assert 'stroke="#aa0055"' in render(text, theme="brand.toml").text
    assert light.flow not in render(text, theme="brand.toml").text


def test_a_path_is_relative_to_where_one_is_or_whole(folder: Path) -> None:
    (folder / "themes").mkdir()
    Path("themes/brand").write_text('base = "print"', "utf-8")
    drawn = render(SMALL, theme="print").text
    for name in ("themes/brand", "./themes/brand", str(folder / "themes" / "brand"), Path("themes") / "brand"):
        assert render(SMALL, theme=name).text == drawn


def test_a_name_without_a_folder_or_an_ending_is_no_path() -> None:
    Path("brand").write_text('base = "print"', "utf-8")
    assert not is_theme_file("brand")
    with pytest.raises(PluginError, match="BP901"):
        render(SMALL, theme="brand")
    assert render(SMALL, theme=Path("brand")).text == render(SMALL, theme="print").text


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\ufeff[palette]\n", "[palette]\r\n[zones]\r\n"])
def test_a_theme_that_says_nothing_is_light(text: str) -> None:
    assert parse_theme(text.encode(), "x").palette == load_theme("light").palette


def test_a_theme_with_dark_colors_follows_the_screen() -> None:
    theme = parse_theme(b'[dark.palette]\nink = "#ffffff"\n', "brand.toml")
    assert theme.dark is not None
    assert (theme.dark.ink, theme.dark.canvas) == ("#ffffff", load_theme("dark").palette.canvas)


# --- wrong -----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_missing_is_told_with_its_neighbor() -> None:
    Path("brand.toml").write_text("", "utf-8")
    with pytest.raises(
        SourceError, match=r"BP001 error: there is no file 'brnd\.toml'\n   hint: did you mean 'brand\.toml'\?"
    ):
        render(SMALL, theme="brnd.toml")
    with pytest.raises(SourceError, match=r"BP001 error: 'folder\.toml' is a folder"):
        Path("folder.toml").mkdir()
        render(SMALL, theme="folder.toml")


@pytest.mark.parametrize("name", ["x\0.toml", "/dev/null/x.toml", "a" * 5000 + ".toml"])
def test_a_path_that_cannot_be_is_told(name: str) -> None:
    with pytest.raises(SourceError, match="BP001"):
        render(SMALL, theme=name)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = = 1", "brand.toml:1:5: BP903 bad-theme: this is no TOML: Invalid value / a theme has tables"),
        ('[palette]\nink = "#000000"\nink = "#111111"', "brand.toml:3:1: BP903 bad-theme: this is no TOML: "),
        ("[palette", "brand.toml:1:1: BP903 bad-theme: this is no TOML: "),
        ("[metrics]\nbox_width = " + "9" * 5000, "brand.toml:1:1: BP903 bad-theme: this is no TOML: nested too deep, or"),
        ("x = " + "[" * 5000, "brand.toml:1:1: BP903 bad-theme: this is no TOML: nested too deep, or"),
        ('[palette]\n\nink = "red"', "brand.toml:3:1: BP903 bad-theme: ink must be a color such as #1f2933, got 'red' / "),
        ("palette = 3", "brand.toml:1:1: BP903 bad-theme: 'palette' must be a table, got 3 / write [palette]"),
        ("[[palette]]", "brand.toml:1:3: BP903 bad-theme: 'palette' must be a table, got a list / write [palette]"),
        ('[pallete]\nink = "#000000"', "brand.toml:1:2: BP903 bad-theme: unknown key 'pallete' / did you mean 'palette'?"),
        ("[metrics]\nmark = 400", "brand.toml:2:1: BP903 bad-theme: mark must be a number of px from 16 to 20, got 400 / "),
        ("[metrics]\nmark = 1e400", "brand.toml:2:1: BP903 bad-theme: mark must be a number of px from 16 to 20, got inf / "),
        ("[metrics]\nmark = 0x" + "f" * 9000, "brand.toml:2:1: BP903 bad-theme: mark must be a number of px from 16 to 20, "),
        ("[metrics]\nmark = 1979-05-27", "brand.toml:2:1: BP903 bad-theme: mark must be a number of px from 16 to 20, "),
        ('base = "lihgt"', "brand.toml:1:1: BP903 bad-theme: base must be the name of a shipped theme, got 'lihgt' / did you mean 'light'?"),
        ('base = "brand.toml"', "brand.toml:1:1: BP903 bad-theme: base must be the name of a shipped theme, "),
        ('[dark]\nbase = "drak"', "brand.toml:2:1: BP903 bad-theme: base must be the name of a shipped theme, got 'drak'"),
        ('[zones]\ncustomer = { tint = "#ffffff", ink = 3 }', "brand.toml:2:32: BP903 bad-theme: customer.ink must be a color"),
        ('[zones]\ncustomer = { tint = "#ffffff" }', "brand.toml:2:1: BP903 bad-theme: customer.ink must be a color such as #1f2933, got none"),
        ('[zones.customer]\ntint = "#ffffff"\nink = "x"', "brand.toml:3:1: BP903 bad-theme: customer.ink must be"),
        ('[zones]\ncustomer = "#ffffff"', "brand.toml:2:1: BP903 bad-theme: zone 'customer' needs a tint and an ink / write customer = "),
        ('dark.palette.ink = 1', "brand.toml:1:14: BP903 bad-theme: dark.ink must be a color such as #1f2933, got 1 / "),
        ('[dark.palette]\nink = "#ffffff"\n[palette]\nink = 7', "brand.toml:4:1: BP903 bad-theme: ink must be a color"),
        ("[metrics]\nlabel_size = 20", "brand.toml:2:1: BP903 bad-theme: label_leading must be at least 23 px for a label_size of 20 px"),
        (b"\xff\xfe[\0", "brand.toml:1: BP002 not-text: a theme is text in UTF-8, and this file is not / save it"),
        (b'[palette]\nink = "\xe9"', "brand.toml:2: BP002 not-text: a theme is text in UTF-8, and this file is not / save it"),
        (b"#" * (LARGEST + 1), "brand.toml: BP004 too-large: this file has more than 64 KiB, the limit of a theme / "),
    ],
    ids=range(26),
)  # fmt: skip
def test_a_file_that_is_wrong_is_told_in_one_line_with_its_place(text: str | bytes, message: str) -> None:
    assert told(text).startswith(message)


HOSTILE = (
    '"/><script>alert(1)</script>', "#ffffff;}*{display:none", "url(https://example.com/x)", "expression(alert(1))",
    "#fff", "currentColor", "var(--x)", "#ffffff\\n", "#FFFFFF ", "</style><script>", "&#35;ffffff", "\\u0000#ffffff",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "where", ["[palette]\nink = ", "[dark.palette]\nink = ", "[zones.support]\nink = '#000000'\ntint = "]
)
def test_a_hostile_color_never_reaches_a_drawing(value: str, where: str) -> None:
    quoted = value.replace('"', '\\"')
    assert "must be a color such as #1f2933" in told(f'{where}"{quoted}"')


def test_a_hostile_key_or_path_is_shown_as_text() -> None:
    found = told('"\\u001b[31m</style>" = 1')
    assert "\x1b" not in found
    assert "unknown key '�[31m</style>'" in found


def test_nothing_of_a_path_is_written_into_a_drawing() -> None:
    name = "<script>&amp;brand.toml"
    Path(name).write_text('[dark]\nbase = "dark"', "utf-8")
    for format in ("svg", "html"):
        assert "brand" not in render(SMALL, theme=name, format=format).text


# --- command line ----------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    Path("small.yaml").write_text(SMALL, "utf-8")
    with pytest.raises(SystemExit) as ended:
        raise SystemExit(main(list(arguments)))
    return int(ended.value.code or 0), capsys.readouterr().err


def test_the_command_line_takes_names_and_paths(capsys: pytest.CaptureFixture[str]) -> None:
    Path("brand.toml").write_text('base = "clear"', "utf-8")
    for theme in ("clear", "brand.toml", f".{os.sep}brand.toml"):
        assert run(capsys, "render", "small.yaml", "-o", "out.svg", "--theme", theme)[0] == 0
        assert Path("out.svg").read_text("utf-8") == render(SMALL, theme="clear").text
        Path("out.svg").unlink()


@pytest.mark.parametrize(
    ("theme", "said"),
    [("drak", "did you mean 'dark'?"), ("nosuch", "known here: light, dark, auto, print, clear, or the path of"),
     ("no.toml", "there is no file 'no.toml'"), ("no/such", "there is no file 'no/such'")],
)  # fmt: skip
def test_what_is_no_theme_is_told_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], theme: str, said: str
) -> None:
    code, err = run(capsys, "render", "small.yaml", "-o", "out.svg", "--theme", theme)
    assert code == 2
    assert said in err
    assert not Path("out.svg").exists()
    assert not re.search("Traceback", err)
