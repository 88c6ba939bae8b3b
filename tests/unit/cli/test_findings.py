"""Findings as other programs read them."""

from __future__ import annotations

import json

from blueprint.cli.findings import family_summary, github_lines, sarif_text
from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.rules import shipped_rules
from tests.unit.cli.terminal import Terminal

PLACE = Location("folder/a b.yaml", 3, 5, 4)
FOUND = Diagnostic("BP301", "unreachable-step", Severity.ERROR, "50% of\nthem, no: flow", PLACE, "pay", "draw one")
PLAIN = Diagnostic("BP210", "no-customer", Severity.INFO, "no step", None)


def test_an_annotation_says_all_on_one_line_and_nothing_can_break_out_of_it() -> None:
    assert list(github_lines([FOUND, PLAIN])) == [
        "::error title=BP301 unreachable-step,file=folder/a b.yaml,line=3,col=5::50%25 of%0Athem, no: flow%0Adraw one",
        "::notice title=BP210 no-customer::no step",
    ]


def test_sarif_has_rules_results_and_places() -> None:
    data = json.loads(sarif_text([FOUND, PLAIN], shipped_rules()))
    (run,) = data["runs"]
    assert [item["id"] for item in run["tool"]["driver"]["rules"]] == ["BP210", "BP301"]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("BP301", 1, "error")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "folder/a%20b.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert "locations" not in second


def test_findings_are_counted_by_family() -> None:
    assert family_summary([FOUND, FOUND, PLAIN, Diagnostic("ACME1", "own", Severity.INFO, "x", None)]) == (
        "2 flow, 1 lanes and lines, 1 of your own"
    )


BROKEN = "title: T\nsteps:\n  - {customer: A, id: a}\n  - {customer: B.  C, id: b}\n  - {customer: D, id: d}\nflows: [a >> b]\n"


def test_check_speaks_every_language(terminal: Terminal) -> None:
    terminal.write("t.yaml", BROKEN)
    for name, begin in (("json", "["), ("github", "::"), ("sarif", "{")):
        said = terminal("check", "t.yaml", "--format", name)
        assert (said.code, said.err) == (1, "")
        assert said.out.startswith(begin)


def test_presets_choose_how_many_rules_run(terminal: Terminal) -> None:
    terminal.write("t.yaml", "title: T\nsteps:\n  - {customer: PAY THE BILL, id: a}\n")
    counts = [
        terminal("check", "t.yaml", "--preset", name).err.count(" info: ")
        for name in ("draft", "recommended", "strict")
    ]
    assert counts == sorted(counts) and counts[0] < counts[2]


def test_a_difference_is_shown_before_anything_is_mended(terminal: Terminal) -> None:
    terminal.write("t.yaml", BROKEN)
    said = terminal("check", "t.yaml", "--diff")
    assert "-  - {customer: B.  C, id: b}\n+  - {customer: B. C, id: b}\n" in said.out
    assert terminal.read("t.yaml") == BROKEN
    said = terminal("check", "t.yaml", "--fix")
    assert "t.yaml: 1 place mended" in said.out
    assert terminal.read("t.yaml") == BROKEN.replace("B.  C", "B. C")


def test_a_baseline_hides_what_was_there_before(terminal: Terminal) -> None:
    terminal.write("t.yaml", BROKEN)
    assert "findings written down" in terminal("check", "t.yaml", "--write-baseline", "old.json").out
    said = terminal("check", "t.yaml", "--baseline", "old.json")
    assert (said.code, said.err) == (0, "")
    terminal.write("t.yaml", BROKEN.replace("flows: [a >> b]", "flows: [a >> b >> b]"))
    said = terminal("check", "t.yaml", "--baseline", "old.json")
    assert "BP325" in said.err


def test_a_configuration_of_ones_own_is_used(terminal: Terminal) -> None:
    terminal.write("t.yaml", BROKEN)
    terminal.write("mine.toml", '[rules]\nBP301 = "off"\nBP302 = "off"\nBP211 = "off"\nBP706 = "off"\n')
    assert terminal("check", "t.yaml", "--config", "mine.toml").out == "t.yaml: nothing to report\n"


def test_a_broken_configuration_is_told_with_its_line(terminal: Terminal) -> None:
    terminal.write("t.yaml", BROKEN)
    terminal.write("mine.toml", '[rules]\nBP3010 = "off"\n')
    said = terminal("check", "t.yaml", "--config", "mine.toml")
    assert said.code == 2
    assert "mine.toml:2" in said.err and "did you mean 'BP301'?" in said.err


def test_codes_and_names_are_explained(terminal: Terminal) -> None:
    for word in ("BP301", "bp301", "unreachable-step"):
        said = terminal("explain", word)
        assert said.code == 0 and said.out.startswith("BP301 unreachable-step · error · flow")
        assert "Notes" in said.out and "Wrong: " in said.out
    assert terminal("explain", "BP104").out.startswith("BP104 ")
    assert "limit = 15 min" in terminal("explain", "BP515").out


def test_an_unknown_code_is_told(terminal: Terminal) -> None:
    said = terminal("explain", "unreachable-stp")
    assert said.code == 2 and "did you mean 'unreachable-step'?" in said.err


def test_rules_are_listed_by_family_and_as_data(terminal: Terminal) -> None:
    said = terminal("rules")
    assert said.code == 0 and "Lanes and lines\n  BP210  error    recommended  no-customer" in said.out
    data = json.loads(terminal("rules", "--format", "json").out)
    assert [item["code"] for item in data] == [rule.code for rule in shipped_rules()]
    assert data[0].keys() == {"code", "name", "family", "preset", "summary", "severity"}
