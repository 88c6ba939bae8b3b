"""Which failures together are enough that a customer is not served."""

from __future__ import annotations

import pytest

from blueprint.analysis import fault_tree
from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.failure_tree import FailureTree, grow_failure_tree
from blueprint.errors import AnalysisError
from tests.unit.graph.services import read


def told(text: str) -> FailureTree:
    return grow_failure_tree(read(f"title: T\n{text}"))


def sets(text: str) -> set[frozenset[str]]:
    return {frozenset(events) for events in told(text).cut_sets().sets}


def point(name: str, share: float = 0.1, **words: object) -> str:
    more = "".join(f", {word}: {value}" for word, value in {"detected": 0, **words}.items() if value is not None)
    return f"fail_points: [{{fail: f, id: {name}, probability: {share}{more}}}]"


def test_without_fail_points_nothing_can_fail() -> None:
    tree = told("steps: [{customer: a}]\n")
    assert (tree.tree, tree.probability({}), tree.importances({})) == (None, 0.0, {})
    assert tree.cut_sets().sets == () and tree.cut_sets().is_complete


def test_each_failure_on_the_way_is_enough() -> None:
    text = f"steps: [{{customer: a, {point('x', 0.1)}}}, {{onstage: b, {point('y', 0.2)}}}]\nflows: [a >> b]\n"
    assert sets(text) == {frozenset("x"), frozenset("y")}
    assert told(text).probability({}) == pytest.approx(1 - 0.9 * 0.8)


def test_each_failure_in_branches_that_all_happen_is_enough() -> None:
    text = f"steps: [{{customer: a}}, {{onstage: b, {point('x')}}}, {{onstage: c, {point('y')}}}, {{customer: d}}]\nflows: [a >> b >> d, a >> c >> d]\n"
    assert sets(text) == {frozenset("x"), frozenset("y")}


STAND_IN = "steps: [{{customer: a}}, {{onstage: b, {b}}}, {{onstage: c, {c}}}, {{customer: d, join: any}}]\nflows: [a >> b >> d, a >> c >> d]\n"


def test_failures_of_branches_that_stand_in_must_come_together() -> None:
    text = STAND_IN.format(b=point("x", 0.2), c=point("y", 0.3))
    assert sets(text) == {frozenset("xy")}
    assert told(text).probability({}) == pytest.approx(0.06)


def test_a_branch_that_cannot_fail_makes_all_good() -> None:
    assert sets(STAND_IN.format(b=point("x"), c="owner: Ann")) == set()


def test_the_direct_way_makes_all_good_too() -> None:
    text = f"steps: [{{customer: a}}, {{onstage: b, {point('x')}}}, {{customer: d, join: any}}]\nflows: [a >> b >> d, a >> d]\n"
    assert sets(text) == set()


def test_what_both_branches_rely_on_is_no_redundancy() -> None:
    text = (
        STAND_IN.format(b=point("x", 0.2), c=point("y", 0.3)).replace("{customer: d, join: any}]",
        f"{{customer: d, join: any}}, {{support: s, {point('z', 0.1)}}}]").replace("a >> c >> d]",
        "a >> c >> d, {needs: b >> s}, {needs: c >> s}]")
    )  # fmt: skip
    assert sets(text) == {frozenset("z"), frozenset("xy")}
    assert told(text).probability({}) == pytest.approx(1 - 0.9 * (1 - 0.06))  # not (0.1 + 0.9 * 0.2) (0.1 + 0.9 * 0.3)


def test_alternatives_are_weighed_and_no_redundancy() -> None:
    text = (
        f"steps: [{{customer: a}}, {{onstage: b, {point('x', 0.2)}}}, {{onstage: c, {point('y', 0.4)}}}]\n"
        "flows: [{flow: a >> b, probability: 25%}, a >> c]\n"
    )
    assert sets(text) == {frozenset("x"), frozenset("y")}
    assert told(text).probability({"b": 0.25, "c": 0.75}) == pytest.approx(1 - (1 - 0.05) * (1 - 0.3))


def test_a_failure_that_is_noticed_as_a_rule_must_also_be_missed() -> None:
    tree = told(f"steps: [{{customer: a, {point('x', 0.2, detected=0.75)}}}]\n")
    assert tree.cut_sets().sets == (("x", "x:missed"),)
    assert tree.shares == {"x": 0.2, "x:missed": 0.25} and set(tree.steps.values()) == {"a"}
    assert tree.probability({}) == pytest.approx(0.05)


def test_or_make_the_customer_give_up() -> None:
    tree = told(f"steps: [{{customer: a, {point('x', 0.2, detected=0.75, gives_up=0.4)}}}]\n")
    assert {frozenset(events) for events in tree.cut_sets().sets} == {
        frozenset({"x", "x:missed"}), frozenset({"x", "x:gives-up"}),
    }  # fmt: skip
    assert tree.probability({}) == pytest.approx(0.2 * (0.25 + 0.75 * 0.4))


def test_where_nothing_is_said_of_noticing_missing_is_possible_and_has_no_share() -> None:
    tree = told(f"steps: [{{customer: a, {point('x', 0.2, detected=None)}}}]\n")
    assert tree.cut_sets().sets == (("x", "x:missed"),)
    assert tree.probability({}) == 0.0


def test_an_unknown_probability_leaves_the_sets_and_names_the_event() -> None:
    tree = told("steps: [{customer: a, fail_points: [{fail: f, id: x, detected: 0}]}]\n")
    assert tree.cut_sets().sets == (("x",),)
    assert (tree.unknown, tree.probability({}), tree.importances({})) == (("x",), None, {})


def test_a_way_of_recovery_may_fail_as_well() -> None:
    text = (
        f"steps: [{{customer: a, {point('x', 0.2, detected=0.5, recovery='b')}}}, {{onstage: b, {point('y')}}}, {{customer: c}}]\n"
        "flows: [a >> c, b >> c]\n"
    )
    assert frozenset("y") in sets(text)


def test_steps_that_no_way_leads_to_are_no_part_of_it() -> None:
    assert sets(
        f"steps: [{{customer: a}}, {{onstage: b, {point('x')}}}, {{backstage: c, {point('y')}}}]\nflows: [a >> b]\n"
    ) == {frozenset("x")}


def test_who_is_lost_earlier_is_not_counted_twice() -> None:
    """What is reached by fewer because others were lost before is no alternative: the tree holds that loss already."""
    text = (
        f"title: T\nsteps: [{{customer: a, {point('x', 0.1)}}}, {{onstage: b, {point('y', 0.3)}}}]\nflows: [a >> b]\n"
    )
    found = analyze_service(read(text)).failures
    assert found.reliability.success == pytest.approx(0.63)
    assert found.importances["x"].criticality == pytest.approx(0.1 * 0.7 / 0.37)
    assert found.importances["y"].criticality == pytest.approx(0.3 * 0.9 / 0.37)


def test_a_system_that_all_alternatives_need_is_relied_on_by_all() -> None:
    text = (
        f"title: T\nsteps: [{{customer: a}}, {{onstage: b}}, {{onstage: c}}, {{support: s, {point('x', 0.1)}}}, "
        f"{{support: t, {point('y', 0.1)}}}]\n"
        "flows: [{flow: a >> b, probability: 30%}, a >> c, {needs: b >> s}, {needs: c >> s}, {needs: b >> t}]\n"
    )
    found = analyze_service(read(text)).failures.importances
    assert found["x"].risk_achievement == pytest.approx(1 / (1 - 0.9 * 0.97))
    assert found["y"].birnbaum == pytest.approx(0.9)


def test_importance_is_what_an_event_contributes() -> None:
    text = f"steps: [{{customer: a, {point('x', 0.1)}}}, {{onstage: b, {point('y', 0.2)}}}]\nflows: [a >> b]\n"
    found = told(text).importances({})
    assert found["x"].birnbaum == pytest.approx(0.8) and found["y"].birnbaum == pytest.approx(0.9)
    assert found["x"].risk_achievement == pytest.approx(1 / 0.28)


def test_sets_are_cut_off_and_say_so() -> None:
    steps = ", ".join(f"{{customer: s{n}, {point(f'x{n}')}}}" for n in range(7))
    flows = " >> ".join(f"s{n}" for n in range(7))
    found = told(f"steps: [{steps}]\nflows: [{flows}]\n").cut_sets(5)
    assert (len(found.sets), found.is_complete) == (5, False)


def test_a_tree_that_grows_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_tree, "MOST_NODES", 3)
    with pytest.raises(AnalysisError) as raised:
        told(STAND_IN.format(b=point("x"), c=point("y")))
    assert raised.value.diagnostics[0].code == "BP420"


def test_branches_that_stand_in_inside_of_branches_that_do() -> None:
    text = (
        f"steps: [{{customer: a}}, {{onstage: b, {point('u')}}}, {{onstage: c, {point('v')}}}, {{onstage: d, join: any}}, "
        f"{{onstage: e, {point('w')}}}, {{customer: z, join: any}}]\n"
        "flows: [a >> p, p >> b >> d, p >> c >> d >> z, a >> e >> z]\n"
    ).replace("{onstage: b,", "{onstage: p}, {onstage: b,")
    assert sets(text) == {frozenset("uvw")}


def test_half_a_branch_that_needs_both_halves_is_enough_of_that_branch() -> None:
    text = (
        f"steps: [{{customer: a}}, {{onstage: p}}, {{onstage: b, {point('u')}}}, {{onstage: c, {point('v')}}}, {{onstage: d}}, "
        f"{{onstage: e, {point('w')}}}, {{customer: z, join: any}}]\n"
        "flows: [a >> p, p >> b >> d, p >> c >> d >> z, a >> e >> z]\n"
    )
    assert sets(text) == {frozenset("uw"), frozenset("vw")}
