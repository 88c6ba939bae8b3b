"""The command line as a person meets it: what each command writes, says and returns."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blueprint import load
from blueprint.cli.main import COMMANDS, run

GOOD = """\
title: Coffee to go
steps:
  - customer: Order a coffee
    id: order
    evidence: [Menu]
  - onstage: Brew the coffee
    id: brew
  - customer: Drink it
    id: drink
flows: [order >> brew >> drink]
"""
LONELY = GOOD.replace("order >> brew >> drink", "order >> brew")


@pytest.fixture
def coffee(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "coffee.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)


def test_help_lists_every_command_and_imports_nothing_heavy() -> None:
    script = "import sys; from blueprint.cli.main import run; run(['--help']); print(sorted(sys.modules))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    listed, modules = found.stdout.rsplit("\n[", 1)
    assert all(name in listed for name in COMMANDS)
    for heavy in ("pydantic", "networkx", "jinja2", "yaml", "numpy", "uniseg", "wcwidth"):
        assert f"'{heavy}'" not in modules


def test_version_is_the_one_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    import blueprint

    assert run(["--version"]) == 0
    assert blueprint.__version__ in capsys.readouterr().out


def test_an_unknown_command_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rendr"]) == 2
    assert "did you mean 'render'?" in capsys.readouterr().err


def test_check_of_a_clean_file_says_so_and_returns_0(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "coffee.yaml"]) == 0
    assert "nothing to report" in capsys.readouterr().out


def test_check_returns_1_and_shows_the_line_where_an_error_was_found(
    coffee: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coffee.write_text(LONELY, encoding="utf-8")
    assert run(["check", "coffee.yaml"]) == 1
    said = capsys.readouterr()
    assert "coffee.yaml:8:5: BP301 error" in said.err
    assert "hint:" in said.err
    assert "1 error" in said.out


def test_check_as_json_has_the_agreed_keys(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coffee.write_text(LONELY, encoding="utf-8")
    assert run(["check", "coffee.yaml", "--format", "json"]) == 1
    (found,) = [item for item in json.loads(capsys.readouterr().out) if item["code"] == "BP301"]
    assert list(found) == ["code", "rule", "severity", "message", "path", "line", "column", "element", "hint"]
    assert (found["rule"], found["severity"], found["element"]) == ("unreachable-step", "error", "drink")


def test_check_as_json_reports_a_file_that_cannot_be_read(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "nothing.yaml", "coffee.yaml", "--format", "json"]) == 2
    assert [item["code"] for item in json.loads(capsys.readouterr().out)] == ["BP001"]


def test_render_writes_the_drawing_and_says_where_and_what_was_found(
    coffee: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["render", "coffee.yaml", "-o", "out.svg"]) == 0
    assert Path("out.svg").read_text(encoding="utf-8").startswith("<svg")
    said = capsys.readouterr().out
    assert "out.svg" in said
    assert "3 steps" in said
    assert "found: nothing to report" in said


def test_render_without_a_target_writes_beside_you(coffee: Path) -> None:
    assert run(["render", "coffee.yaml"]) == 0
    assert Path("coffee.svg").exists()


def test_findings_do_not_stop_a_drawing(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    coffee.write_text(LONELY, encoding="utf-8")
    assert run(["render", "coffee.yaml", "-o", "out.svg"]) == 0
    assert Path("out.svg").exists()
    assert "BP301" in capsys.readouterr().err


def test_render_writes_an_outline_as_text(coffee: Path) -> None:
    assert run(["render", "coffee.yaml", "-o", "out.txt"]) == 0
    outline = Path("out.txt").read_text(encoding="utf-8")
    assert "* Customer actions: Order a coffee" in outline
    assert "~ Line of visibility ~" not in outline  # no backstage: there is no such line


def test_a_dash_reads_standard_input_and_writes_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    feed(monkeypatch, GOOD.encode())
    assert run(["render", "-", "-o", "-"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("<svg") and said.out.endswith("</svg>\n")
    assert said.err == ""


def test_layout_prints_the_agreed_keys(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["layout", "coffee.yaml"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert list(found) == ["width", "height", "nodes", "edges", "lanes", "phases", "lines", "labels"]
    assert {node["id"] for node in found["nodes"]} == {"order", "brew", "drink", "order/menu"}
    assert list(found["nodes"][0]) == ["id", "x", "y", "w", "h", "lane", "kind", "phase"]
    assert list(found["edges"][0]) == ["id", "source", "target", "kind", "points"]


@pytest.mark.parametrize("ending", ["yaml", "json", "py"])
def test_convert_writes_a_file_that_reads_equal(coffee: Path, ending: str) -> None:
    assert run(["convert", "coffee.yaml", "-o", f"other.{ending}"]) == 0
    assert load(Path(f"other.{ending}")).blueprint == load(coffee).blueprint


def test_convert_to_standard_output_wants_the_notation(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "coffee.yaml", "-o", "-"]) == 2
    assert "--to" in capsys.readouterr().err
    assert run(["convert", "coffee.yaml", "-o", "-", "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Coffee to go"


def test_new_writes_a_starter_without_findings(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "corner-shop"]) == 0
    assert run(["check", "corner-shop.yaml"]) == 0
    assert "corner-shop.yaml: nothing to report" in capsys.readouterr().out


def test_new_does_not_replace_a_file(coffee: Path) -> None:
    assert run(["new", "coffee.yaml"]) == 2
    assert coffee.read_text(encoding="utf-8") == GOOD
    assert run(["new", "coffee.yaml", "--force"]) == 0
    assert coffee.read_text(encoding="utf-8") != GOOD


@pytest.mark.parametrize("name", ['A "shop": # 1', "餐厅", "{{x}}", "it's", "- no"])
def test_new_takes_any_title(coffee: Path, name: str) -> None:
    assert run(["new", "--", name]) == 0
    (made,) = [path for path in Path().glob("*.yaml") if path.name != "coffee.yaml"]
    assert load(made).blueprint.title.casefold() == name.casefold()


def test_new_makes_one_chain_of_customer_steps_of_a_script(coffee: Path) -> None:
    Path("script.txt").write_text("1. Phone\n# a comment\n\n2) Drive there\n3、 Wait\nWait\n", encoding="utf-8")
    assert run(["new", "visit.yaml", "--from-script", "script.txt"]) == 0
    made = load(Path("visit.yaml")).blueprint
    assert [step.label for step in made.steps] == ["Phone", "Drive there", "Wait", "Wait"]
    assert [(flow.source, flow.target) for flow in made.flows] == [
        ("phone", "drive-there"), ("drive-there", "wait"), ("wait", "wait-2"),
    ]  # fmt: skip
    assert {step.lane for step in made.steps} == {"customer"}


def test_an_empty_script_is_refused(coffee: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("script.txt").write_text("\n# nothing\n", encoding="utf-8")
    assert run(["new", "visit.yaml", "--from-script", "script.txt"]) in (1, 2)
    assert "BP005" in capsys.readouterr().err
    assert not Path("visit.yaml").exists()


def test_the_script_of_the_medical_check_becomes_a_valid_first_blueprint(coffee: Path) -> None:
    script = Path(__file__).parents[3] / "examples" / "medical_check" / "script.txt"
    assert run(["new", "check-up.yaml", "--from-script", str(script)]) == 0
    made = load(Path("check-up.yaml")).blueprint
    assert len(made.steps) == 21
    assert run(["check", "check-up.yaml"]) == 0
    assert run(["render", "check-up.yaml"]) == 0


def test_schema_prints_a_schema_with_a_description_for_every_field(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "title" in schema["properties"]
    assert all("description" in field for field in schema["properties"].values())


def test_a_fault_of_ours_is_said_to_be_ours(
    coffee: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.delenv("BLUEPRINT_TRACEBACK", raising=False)
    monkeypatch.setattr("blueprint.api.check", broken)
    assert run(["check", "coffee.yaml"]) == 3
    said = capsys.readouterr().err
    assert "fault of" in said
    assert "Traceback" not in said


def test_an_interrupt_leaves_with_130(coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("blueprint.api.check", interrupted)
    assert run(["check", "coffee.yaml"]) == 130


def test_a_closed_pipe_ends_quietly(coffee: Path) -> None:
    command = f"{sys.executable} -m blueprint render coffee.yaml -o - | head -c 10; echo; echo ${{PIPESTATUS[0]}}"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=coffee.parent)
    assert "Traceback" not in found.stderr
    assert found.stdout.split()[-1] in ("0", "141")


def test_color_is_for_terminals_and_those_who_ask(
    coffee: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coffee.write_text(LONELY, encoding="utf-8")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    run(["check", "coffee.yaml"])
    assert "\x1b[" not in capsys.readouterr().err
    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["check", "coffee.yaml"])
    assert "\x1b[" in capsys.readouterr().err
    monkeypatch.setenv("NO_COLOR", "1")
    run(["check", "coffee.yaml"])
    assert "\x1b[" not in capsys.readouterr().err
