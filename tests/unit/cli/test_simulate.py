"""`blueprint simulate`: what is said and written, which scenarios are compared, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.unit.cli.terminal import Terminal

COUNTER = """\
title: Counter
calendar: {open: "mon-fri 09:00-12:00"}
arrivals: 24 per hour
resources: {clerk: {}}
steps:
  - customer: Come
    id: come
    service_time: 10 s
  - onstage: Serve
    id: serve
    resource: clerk
    service_time: exponential(2 min)
    wait_points: [{wait: Queue, id: queue, resource: clerk, standard: 90% within 3 min}]
flows: [come >> serve]
"""
FEW = ("--replications", "8")
SCENARIOS = "scenarios:\n  second clerk: {clerk.capacity: 2}\n  slower: {serve.service_time: '*1.1'}\n"
GRID = "grid:\n  clerk.capacity: [1, 2, 3]\n"


@pytest.fixture
def counter(terminal: Terminal) -> Terminal:
    """A terminal in a folder with a counter and files of scenarios."""
    terminal.write("counter.yaml", COUNTER)
    terminal.write("scenarios.yaml", SCENARIOS)
    terminal.write("grid.yaml", GRID)
    return terminal


# --- one service -----------------------------------------------------------------------------------------------------


def test_a_screen_tells_customers_resources_waits_and_standards(counter: Terminal) -> None:
    said = counter("simulate", "counter.yaml", *FEW).out
    for heading in ("Customers ", "Resources ", "Waits ", "Standards "):
        assert f"\n{heading}" in said
    assert "8 runs of 3 h · seed 1 · intervals at 95 %" in said
    assert "All tables: --details" in said and "Because" not in said
    assert "others are served 100 %" in counter("simulate", "counter.yaml", *FEW, "--details").out


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(counter: Terminal) -> None:
    first, again = (counter("simulate", "counter.yaml", *FEW, "--format", "json").out for _ in range(2))
    assert first == again
    assert first != counter("simulate", "counter.yaml", *FEW, "--seed", "2", "--format", "json").out


def test_workers_change_nothing(counter: Terminal) -> None:
    alone = counter("simulate", "counter.yaml", *FEW, "--format", "json").out
    assert counter("simulate", "counter.yaml", *FEW, "--workers", "2", "--format", "json").out == alone


def test_data_have_the_keys_of_the_format(counter: Terminal) -> None:
    data = json.loads(counter("simulate", "counter.yaml", *FEW, "--format", "json").out)
    assert set(data) >= {"scenario", "seed", "replications", "customers", "served", "abandoned", "metrics", "resources"}
    assert set(data["metrics"]) == {"time_in_system", "waiting_time"}
    assert set(data["metrics"]["waiting_time"]) >= {"mean", "half_width", "p50", "p90", "p95"}
    (standard,) = data["standards"]
    assert set(standard) >= {"element", "target", "share_required", "share_met", "met"}
    assert data["customers"] == data["served"]


def test_a_page_shows_the_drawing_and_plots(counter: Terminal) -> None:
    said = counter("simulate", "counter.yaml", *FEW, "-o", "out.html")
    assert (said.code, said.out) == (0, "out.html: simulation of counter.yaml\n")
    page = counter.read("out.html")
    for words in (
        "Customers waiting over the day",
        "How long customers wait",
        "How busy everybody is",
        "Standard: 3 min",
    ):
        assert words in page
    assert page.count("<svg") == 4 and "<script" not in page


def test_the_ending_says_the_format(counter: Terminal) -> None:
    counter("simulate", "counter.yaml", *FEW, "-o", "out.md")
    assert counter.read("out.md").startswith("# Counter\n")
    counter("simulate", "counter.yaml", *FEW, "-o", "out.json")
    assert json.loads(counter.read("out.json"))["seed"] == 1
    refused = counter("simulate", "counter.yaml", *FEW, "-o", "out.png")
    assert refused.code == 2 and "says no format" in refused.err


def test_precision_adds_runs(counter: Terminal) -> None:
    found = json.loads(
        counter("simulate", "counter.yaml", "--replications", "2000", "--precision", "20%", "--format", "json").out
    )
    mean, half = (found["metrics"]["waiting_time"][word] for word in ("mean", "half_width"))
    assert 10 <= found["replications"] < 2000
    assert half <= 0.2 * mean


def test_a_promise_that_is_surely_broken_fails(counter: Terminal) -> None:
    assert counter("simulate", "counter.yaml", *FEW, "--fail-on-standard").code == 1
    assert counter("simulate", "counter.yaml", *FEW, "--set", "clerk.capacity=4", "--fail-on-standard").code == 0
    assert counter("simulate", "counter.yaml", *FEW).code == 0


# --- scenarios -------------------------------------------------------------------------------------------------------


def test_scenarios_are_compared_with_the_service_as_it_is(counter: Terminal) -> None:
    said = counter("simulate", "counter.yaml", *FEW, "--scenarios", "scenarios.yaml").out
    assert "2 scenarios, 8 runs of 3 h each, with the same customers" in said
    rows = [line for line in said.splitlines() if re.match(r"(as it is|second|slower) ", line)]
    assert len(rows) >= 3
    assert "Least waiting: 'second clerk', −" in said


def test_on_the_same_customers_a_difference_is_surer_than_the_means(counter: Terminal) -> None:
    data = json.loads(
        counter("simulate", "counter.yaml", *FEW, "--scenarios", "scenarios.yaml", "--format", "json").out
    )
    second, slower = data["scenarios"]
    assert second["compared"]["waiting_time"]["difference"] < 0 < slower["compared"]["waiting_time"]["difference"]
    assert slower["compared"]["waiting_time"]["variance_reduction"] > 2
    assert slower["compared"]["waiting_time"]["clear"] is True


def test_a_scenario_of_the_file_is_simulated_alone(counter: Terminal) -> None:
    said = counter("simulate", "counter.yaml", *FEW, "--scenarios", "scenarios.yaml", "--scenario", "second clerk").out
    assert "second clerk · 8 runs" in said


@pytest.mark.parametrize(
    ("file", "words"), [("scenarios.yaml", "What customers wait"), ("grid.yaml", "by clerk.capacity")]
)
def test_scenarios_are_drawn(file: str, words: str, counter: Terminal) -> None:
    assert counter("simulate", "counter.yaml", *FEW, "--scenarios", file, "-o", "out.svg").code == 0
    assert counter.read("out.svg").startswith("<svg") and words in counter.read("out.svg")
    counter("simulate", "counter.yaml", *FEW, "--scenarios", file, "-o", "out.html")
    assert words in counter.read("out.html")


def test_one_service_has_no_picture_of_scenarios(counter: Terminal) -> None:
    refused = counter("simulate", "counter.yaml", *FEW, "-o", "out.svg")
    assert refused.code == 2 and "--scenarios" in refused.err
    assert not (Path(counter.folder) / "out.svg").exists()


# --- wrong usage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--horizon", "abc"], "write it such as '2 min'"),
        (["--horizon", "0 s"], "BP920"),
        (["--seed", "-1"], "BP920"),
        (["--replications", "0"], "BP920"),
        (["--precision", "0%"], "BP920"),
        (["--precision", "5"], "write '5%'"),
        (["--warm-up", "9 h"], "all of the run would be cut off"),
        (["--set", "clerck.capacity=2"], "did you mean"),
        (["--scenario", "x"], "--scenarios FILE"),
        (["--scenarios", "scenarios.yaml", "--scenario", "third clerk"], "BP104"),
        (["--theme", "drak", "-o", "out.html"], "did you mean 'dark'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_way_out(options: list[str], words: str, counter: Terminal) -> None:
    said = counter("simulate", "counter.yaml", *options)
    assert said.code in (1, 2) and said.out == ""
    assert words in " ".join(said.err.split())


def test_an_interrupt_tells_what_is_known_so_far(counter: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    from blueprint.analysis.simulation.work import Work

    whole = Work.replications

    def some(self: Work, *arguments: object, **words: object) -> object:
        for number, tally in enumerate(whole(self, *arguments, **words)):  # type: ignore[arg-type]
            if number == 5:
                raise KeyboardInterrupt
            yield tally

    monkeypatch.setattr(Work, "replications", some)
    said = counter("simulate", "counter.yaml", "--replications", "30").out
    assert "5 runs of 3 h, interrupted" in said and "±" in said
