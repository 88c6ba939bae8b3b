"""What rules about wording say and mend in a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blueprint.graph import to_graph
from blueprint.io.fixing import fix_text
from blueprint.io.yaml import parse_yaml
from blueprint.model import Document
from blueprint.rules import run_rules, shipped_rules
from blueprint.rules.settings import Settings

RULES = {rule.code: rule for rule in shipped_rules()}


def read(text: str) -> Document:
    return replace(parse_yaml(text, "x.yaml"), text=text)


def mended(text: str) -> str:
    document = read(text)
    found = run_rules(to_graph(document.blueprint), document, [RULES["BP706"]])
    return fix_text(document, found, "yaml").text


@pytest.mark.parametrize(
    ("untidy", "tidy"),
    [
        ('customer: "Pay  the bill."', 'customer: "Pay the bill"'),
        ("customer: Pay the bill.  # at once.", "customer: Pay the bill  # at once."),
        ("{customer: 付款。}", "{customer: 付款}"),
        ("{customer: Pay, evidence: Receipt.}", "{customer: Pay, evidence: Receipt}"),
        (
            "{customer: Pay, fail_points: [Wrong  sum, 'No change.']}",
            "{customer: Pay, fail_points: [Wrong sum, 'No change']}",
        ),
        ("{customer: Pay, wait_points: {wait: Queue.}}", "{customer: Pay, wait_points: {wait: Queue}}"),
    ],
)
def test_untidy_labels_are_mended_where_they_stand(untidy: str, tidy: str) -> None:
    assert mended(f"title: T\nsteps:\n  - {untidy}\n") == f"title: T\nsteps:\n  - {tidy}\n"


def test_mended_labels_keep_their_ids_so_that_flows_still_fit() -> None:
    text = "title: T\nsteps:\n  - customer: Pay  the bill.\n  - customer: Leave.\nflows: [pay-the-bill >> leave]\n"
    before, after = read(text), read(mended(text))
    assert [step.id for step in after.blueprint.steps] == [step.id for step in before.blueprint.steps]
    assert [step.label for step in after.blueprint.steps] == ["Pay the bill", "Leave"]


def test_what_is_mended_has_nothing_left_to_mend() -> None:
    text = "title: T\nsteps:\n  - customer: Pay  the  bill.\n  - customer: Look (left).\n"
    assert mended(mended(text)) == mended(text) != text


def test_a_phase_that_is_called_like_a_placeholder_is_found() -> None:
    document = read("title: T\nphases:\n  - phase: Phase 1\n    steps:\n      - customer: Pay\n")
    (found,) = run_rules(to_graph(document.blueprint), document, [RULES["BP701"]])
    assert "Phase 1" in found.message
    assert found.location is not None and found.location.line == 3


def test_a_label_in_capitals_is_not_mended_by_itself() -> None:
    document = read("title: T\nsteps:\n  - customer: PAY THE VAT\n")
    (found,) = run_rules(to_graph(document.blueprint), document, [RULES["BP709"]], Settings(preset="strict"))
    assert found.fix is None
