"""A service as states: what is walked now, what is still to be walked beside it, and what may follow."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis import process
from blueprint.analysis.process import Failure, Process, build_process, failures_of
from tests.unit.graph.services import graph, read


def built(steps: str, *flows: str, start: str = "c1", **fields: Any) -> Process:
    return build_process(graph(steps, *flows, **fields), start)


def told(text: str, start: str = "a", klass: str | None = None) -> Process:
    return build_process(read(f"title: T\n{text}"), start, klass)


def fails(**words: Any) -> dict[str, Any]:
    return {"fail_points": [{"label": "f", "id": f"f{n}", **point} for n, point in enumerate([words])]}


# --- what may go wrong -----------------------------------------------------------------------------------------------


def failures(*points: dict[str, Any]) -> tuple[Failure, ...]:
    words = [{"label": "f", "id": f"f{n}", **point} for n, point in enumerate(points)]
    return failures_of(graph("c1", c1={"fail_points": words}).steps[0])


def test_by_default_a_failure_is_noticed_and_put_right_in_the_step() -> None:
    (found,) = failures({"probability": 0.2})
    assert (found.share, found.escapes, found.gives_up, found.recovery) == (0.2, 0.0, 0.0, "c1")
    assert found.mended == pytest.approx(0.2)


def test_who_gives_up_has_noticed_it() -> None:
    (found,) = failures({"probability": 0.5, "detected": 0.8, "gives_up": 0.25})
    assert found.escapes == pytest.approx(0.2) and found.gives_up == pytest.approx(0.2)
    assert found.mended == pytest.approx(0.5 * 0.6)


def test_a_second_failure_counts_only_where_the_first_did_not_happen() -> None:
    one, other = failures({"probability": 0.5}, {"probability": 0.4})
    assert (one.share, other.share) == (0.5, pytest.approx(0.2))


def test_a_failure_of_unknown_probability_is_left_out() -> None:
    assert [item.point.id for item in failures({}, {"probability": 0.1})] == ["f1"]


@pytest.mark.parametrize("detected", [0.08, 0.2, 0.46, 2e-313])
def test_rounding_never_mends_less_than_nothing(detected: float) -> None:
    (found,) = failures({"probability": 0.5, "detected": detected, "gives_up": 1.0})
    assert 0 <= found.mended < 1e-12


# --- states ----------------------------------------------------------------------------------------------------------


def test_steps_in_a_row_are_one_state_each() -> None:
    found = built("c1 o1 c2", "c1 >> o1 >> c2")
    assert [node.state for node in found.nodes] == [("c1", ()), ("o1", ()), ("c2", ())]
    assert [node.exits for node in found.nodes] == [((("o1", ()), 1.0),), ((("c2", ()), 1.0),), ((None, 1.0),)]
    assert found.is_serial and found.is_exact and found.blocked_by == ()


def test_alternatives_have_their_shares() -> None:
    found = told(
        "steps: [{customer: a}, {customer: b}, {customer: c}]\nflows: [{flow: a >> b, probability: 30%}, a >> c]\n"
    )
    assert found.nodes[0].exits == ((("b", ()), 0.3), (("c", ()), 0.7))
    assert found.is_serial


def test_an_alternative_of_no_share_is_no_state() -> None:
    found = told(
        "steps: [{customer: a}, {customer: b}, {customer: c}]\nflows: [{flow: a >> b, probability: 0}, a >> c]\n"
    )
    assert [node.state[0] for node in found.nodes] == ["a", "c"]


def test_branches_are_walked_one_behind_the_other() -> None:
    found = built("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2")
    assert [node.state for node in found.nodes] == [
        ("c1", ()), ("o1", (("b1", 1.0),)), ("b1", (("c2", 1.0),)), ("c2", ()),
    ]  # fmt: skip
    assert not found.is_serial and found.is_exact


def test_a_branch_that_may_not_be_begun_is_remembered_with_its_probability() -> None:
    found = told("steps: [{customer: a, split: any}, {onstage: b}, {onstage: c}, {customer: d}]\n"
                 "flows: [{flow: a >> b, probability: 40%}, a >> c, b >> d, c >> d]\n")  # fmt: skip
    assert found.nodes[0].exits == (
        (("b", (("c", 1.0),)), 0.4), (("c", ()), pytest.approx(0.6)),
    )  # fmt: skip


def test_a_flow_to_the_end_lets_what_runs_beside_it_finish() -> None:
    found = told("steps: [{customer: a}, {onstage: b}, {onstage: c}]\nflows: [a >> b >> end, a >> c]\n")
    assert [node.state[0] for node in found.nodes] == ["a", "b", "c"]


def test_rework_leads_back_to_a_state_that_is_there() -> None:
    found = told("steps: [{customer: a}, {customer: b}]\nflows: [a >> b, {flow: b >> a, probability: 20%}, b >> end]\n")
    assert len(found.nodes) == 2
    assert found.nodes[1].exits == ((("a", ()), 0.2), (None, 0.8))


def test_a_recovery_is_where_a_failure_leads() -> None:
    found = built("c1 o1 c2", "c1 >> o1 >> c2", o1=fails(probability=0.1, recovery="c1"))
    assert found.nodes[1].redone == (((("c1", ()), 1.0),),)


def test_a_loss_ends_the_service_where_nothing_stands_in() -> None:
    found = built("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", o1=fails(probability=0.1, detected=0))
    assert all(node.spared == () for node in found.nodes)
    assert not found.is_exact


def test_a_loss_is_spared_where_another_branch_is_enough() -> None:
    lost = fails(probability=0.1, detected=0)
    found = built("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", o1=lost, c2={"join": "any"})
    spared = {node.state: node.spared for node in found.nodes}
    assert spared["o1", (("b1", 1.0),)] == ((("b1", ()), 1.0),)  # what is lost here may still arrive there
    assert spared["b1", ()] == ()
    assert "b1" in {step for (step, beside), _ in spared.items() if beside == (("c2", 1.0),)}


def test_failures_that_lose_nobody_leave_figures_exact() -> None:
    found = built("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", o1=fails(probability=0.1))
    assert found.is_exact


def test_going_back_before_the_split_makes_visits_follow_from_the_order() -> None:
    found = built("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", o1=fails(probability=0.1, recovery="c1"))
    assert not found.is_exact


# --- what is unknown -------------------------------------------------------------------------------------------------


def test_unknown_probabilities_and_shares_are_named() -> None:
    found = told("steps: [{customer: a, fail_points: [{fail: f, id: x}]}, {customer: b}, {customer: c}]\n"
                 "flows: [{flow: a >> b, condition: late}, a >> c]\n")  # fmt: skip
    assert found.blocked_by == ("x", "a>>b")


def test_shares_that_do_not_add_up_name_their_flows() -> None:
    found = told("steps: [{customer: a}, {customer: b}, {customer: c}]\n"
                 "flows: [{flow: a >> b, probability: 70%}, {flow: a >> c, probability: 60%}]\n")  # fmt: skip
    assert found.blocked_by == ("a>>b", "a>>c")


def test_a_choice_without_any_share_names_the_step() -> None:
    found = told("steps: [{customer: a, split: one}, {customer: b}, {customer: c}]\nflows: [a >> b, a >> c]\n")
    assert found.blocked_by == ("a",)


def test_what_nobody_comes_to_blocks_nothing() -> None:
    assert built("c1 o1", o1=fails()).blocked_by == ()


def test_only_flows_for_the_class_are_followed() -> None:
    text = (
        "classes: [{class: m}, {class: g}]\nsteps: [{customer: a}, {customer: b}, {customer: c}]\n"
        "flows: [{flow: a >> b, classes: m}, {flow: a >> c, classes: g}]\n"
    )
    assert [node.state[0] for node in told(text, klass="m").nodes] == ["a", "b"]
    assert [node.state[0] for node in told(text, klass="g").nodes] == ["a", "c"]


def optional(*names: str) -> Process:
    """Return six branches of three steps that each customer takes or not, with the steps in this order."""
    script = ", ".join(f"{{onstage: {name}}}" for name in names)
    ways = [f"{{flow: a >> b{k}-0, probability: 50%}}, b{k}-0 >> b{k}-1 >> b{k}-2 >> z" for k in range(6)]
    return told(f"steps: [{{customer: a, split: any}}, {script}, {{customer: z}}]\nflows: [{', '.join(ways)}]\n")


def test_the_order_of_declaration_makes_no_more_states() -> None:
    by_branch = [f"b{k}-{level}" for k in range(6) for level in range(3)]
    by_level = [f"b{k}-{level}" for level in range(3) for k in range(6)]
    assert len(optional(*by_level).nodes) == len(optional(*by_branch).nodes) < 60


def test_where_branches_are_too_tangled_the_splits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_TURNS", -200)
    found = built("c1 o1 b1 c2 c3", "c1 >> o1 >> c2 >> c3", "c1 >> b1 >> c2")
    assert found.blocked_by == ("c1",)
