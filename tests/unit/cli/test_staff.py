"""`blueprint staff`: who it takes, as text, Markdown and data; what no number of people keeps."""

from __future__ import annotations

import json

from tests.unit.cli.terminal import Terminal

HOTLINE = """\
title: Hotline
calendar: {open: "mon-fri 08:00-18:00"}
arrivals: {ARRIVALS}
economics: {currency: EUR}
resources: {agent: {capacity: 4, cost_rate: 30 per hour}}
steps:
  - customer: Call
    service_time: 0 s
  - onstage: Answer
    resource: agent
    service_time: exponential(5 min)
    wait_points: [{wait: Queue, resource: agent, standard: 90% within 0 s}]
flows: [call >> answer]
"""


def hotline(terminal: Terminal, arrivals: str = "30 per hour") -> None:
    terminal.write("hotline.yaml", HOTLINE.replace("{ARRIVALS}", arrivals))


def test_it_tells_who_it_takes_and_what_that_costs(terminal: Terminal) -> None:
    """30 calls an hour of 5 min, 90 % not delayed: 6 agents."""
    hotline(terminal)
    said = terminal("staff", "hotline.yaml", "--quick")
    assert said.code == 0
    assert "More: agent: 4 → 6" in said.out
    assert "It costs EUR 180.00 for an open hour, today EUR 120.00" in said.out
    row = next(line for line in said.out.splitlines() if line.startswith("agent"))
    assert row.split() == ["agent", "4", "6", "≈", "41.7", "%", "EUR", "180.00", "Queue"]


def test_a_simulation_confirms_it(terminal: Terminal) -> None:
    hotline(terminal)
    said = terminal("staff", "hotline.yaml", "--replications", "20")
    assert "1 standard · by formula, and confirmed by simulation\n" in said.out
    assert said.out == terminal("staff", "hotline.yaml", "--replications", "20").out


def test_arrivals_that_change_are_staffed_by_the_hour(terminal: Terminal) -> None:
    hotline(
        terminal,
        '{"mon-fri 08:00-10:00": 10 per hour, "mon-fri 10:00-12:00": 60 per hour, "mon-fri 12:00-18:00": 20 per hour}',
    )
    said = terminal("staff", "hotline.yaml", "--quick").out
    lines = [line for line in said.partition("By the hour")[2].splitlines() if ":00-" in line]
    morning, peak, *_ = [int(line.split()[-1]) for line in lines]
    assert morning < peak


def test_data_have_the_same_numbers(terminal: Terminal) -> None:
    hotline(terminal)
    data = json.loads(terminal("staff", "hotline.yaml", "--quick", "--format", "json").out)
    (agent,) = data["resources"]
    assert (agent["now"], agent["needed"], agent["binding"], agent["cost"]) == (4, 6, ["answer/queue"], 180.0)
    assert data["verified"] is None and data["today"]["keeps_standards"] is False


def test_markdown_is_a_page(terminal: Terminal) -> None:
    hotline(terminal)
    assert terminal("staff", "hotline.yaml", "--quick", "--format", "markdown").out.startswith("# Hotline\n")


def test_a_change_is_staffed_for(terminal: Terminal) -> None:
    hotline(terminal)
    data = json.loads(
        terminal("staff", "hotline.yaml", "--quick", "--set", "arrivals=60 per hour", "--format", "json").out
    )
    assert data["resources"][0]["needed"] > 6


def test_what_no_number_of_people_keeps_is_said(terminal: Terminal) -> None:
    text = HOTLINE.replace("{ARRIVALS}", "30 per hour").replace(
        "    wait_points:", "    standard: 99% within 1 min\n    wait_points:"
    )
    terminal.write("hotline.yaml", text)
    said = terminal("staff", "hotline.yaml", "--quick")
    assert said.code == 1
    assert "No number of people keeps 'Answer'" in said.out
    assert "BP630" in said.err


def test_wrong_options_are_refused(terminal: Terminal) -> None:
    hotline(terminal)
    assert terminal("staff", "hotline.yaml", "--set", "clerk.capacity=3").code == 2
    assert terminal("staff", "hotline.yaml", "--replications", "0").code == 2


def test_a_page_shows_what_less_waiting_costs(terminal: Terminal) -> None:
    hotline(terminal)
    said = terminal("staff", "hotline.yaml", "--quick", "-o", "out.html")
    assert (said.code, said.out) == (0, "out.html: staffing of hotline.yaml\n")
    page = terminal.read("out.html")
    assert "What shorter waits cost" in page and "6 on duty: proposed" in page
    assert page.count("<svg") == 2
