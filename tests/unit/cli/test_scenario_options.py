"""The options --set, --scenarios and --scenario, as any command has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from blueprint.cli.scenario_options import read_choice, scenario_options
from blueprint.errors import ModelError, SourceError

FILE = "base: {arrivals: 9 per hour}\nscenarios: {rush: {a.b: 1}, calm: {a.b: 2}}\ngrid: {c.d: [1, 2]}\n"


@click.command()
@scenario_options
def command(changes: tuple[str, ...], scenarios: str | None, names: tuple[str, ...]) -> None:
    """Show what was asked for."""
    found = read_choice(changes, scenarios, names)
    shown = [[str(item), [str(change) for change in item.changes]] for item in (found.base, *found.scenarios)]
    click.echo(json.dumps({"scenarios": shown, "axes": [axis.path for axis in found.axes]}))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def told(*arguments: str) -> Any:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "what-if.yaml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


def test_nothing_asked_is_the_service_as_it_is() -> None:
    assert told() == {"scenarios": [["", []]], "axes": []}


def test_set_may_be_given_many_times() -> None:
    found = told("--set", "a.b=1", "--set=c=x=y")
    assert found["scenarios"] == [["", []], ["a.b=1, c=x=y", ["a.b=1", "c=x=y"]]]


def test_a_file_brings_all_of_its_scenarios_after_its_base(file: str) -> None:
    base = "arrivals=9 per hour"
    assert told("--scenarios", file) == {
        "scenarios": [
            [base, [base]],
            ["rush", [base, "a.b=1"]],
            ["calm", [base, "a.b=2"]],
            [f"{base}, c.d=1", [base, "c.d=1"]],
            [f"{base}, c.d=2", [base, "c.d=2"]],
        ],
        "axes": ["c.d"],
    }


def test_scenarios_are_chosen_by_name_in_the_order_asked_for(file: str) -> None:
    found = told("--scenarios", file, "--scenario", "calm", "--scenario", "rush")
    assert [name for name, _ in found["scenarios"]] == ["arrivals=9 per hour", "calm", "rush"]
    assert found["axes"] == []


def test_what_is_set_comes_last_and_in_the_base_too(file: str) -> None:
    found = told("--scenarios", file, "--scenario", "rush", "--set", "a.b=7")
    assert found["scenarios"] == [
        ["arrivals=9 per hour, a.b=7", ["arrivals=9 per hour", "a.b=7"]],
        ["rush, a.b=7", ["arrivals=9 per hour", "a.b=1", "a.b=7"]],
    ]


def test_a_name_needs_a_file() -> None:
    result = run("--scenario", "rush")
    assert result.exit_code == 2 and "--scenarios FILE" in result.output


def test_faults_are_errors_of_ours(file: str) -> None:
    with pytest.raises(ModelError, match="rush"):
        read_choice((), file, ("rusch",))
    with pytest.raises(SourceError, match="BP001"):
        read_choice((), f"{file}.not", ())
    with pytest.raises(ModelError, match="BP026"):
        read_choice(("a",), None, ())


def test_the_help_shows_how_to_write_a_value() -> None:
    result = run("--help")
    assert "waiter.capacity=4" in result.output and "PATH=VALUE" in result.output
