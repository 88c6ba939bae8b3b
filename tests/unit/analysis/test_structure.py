"""What the drawing alone tells: encounters, hands, loops, what lies beneath, what every customer must pass."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.structure import Structure, branching_entropy, describe_structure
from tests.unit.graph.services import graph, read


def found(steps: str, *flows: str, **fields: Any) -> Structure:
    return describe_structure(graph(steps, *flows, **fields))


def told(text: str) -> Structure:
    return describe_structure(read(f"title: T\n{text}"))


# --- counts ----------------------------------------------------------------------------------------------------------


def test_an_empty_service_has_nothing_to_count() -> None:
    empty = found("")
    assert empty.steps == {"customer": 0, "onstage": 0, "backstage": 0, "support": 0, "management": 0}
    assert (empty.touchpoints, empty.loops, empty.independent, empty.support_depth) == ((), (), (), {})
    assert (empty.complexity.steps, empty.complexity.parts, empty.complexity.cyclomatic) == (0, 0, 0)
    assert empty.divergence is None


def test_a_single_step_is_a_part_of_its_own_that_nothing_joins() -> None:
    lone = found("c1").complexity
    assert (lone.steps, lone.flows, lone.parts, lone.isolated, lone.cyclomatic) == (1, 0, 1, 1, 1)


def test_the_steps_of_each_lane_are_counted_and_the_evidence_lane_has_none() -> None:
    assert found("c1 o1 o2 s1").steps == {"customer": 1, "onstage": 2, "backstage": 0, "support": 1, "management": 0}


def test_a_flow_crosses_every_line_between_its_ends() -> None:
    crossings = found("c1 o1 b1 s1 m1", "c1 >> s1", "o1 >> m1", "b1 >> c1").crossings
    assert (crossings.interaction, crossings.visibility) == (2, 3)
    assert (crossings.internal_interaction, crossings.implementation) == (2, 1)


def test_relations_of_every_kind_cross_lines_and_a_flow_to_the_end_does_not() -> None:
    drawn = told(
        "steps: [{customer: a}, {onstage: b}, {support: c}]\n"
        "flows: [{exchange: a >> b}, {needs: b >> c}, {influences: c >> a}, a >> end]\n"
    )
    assert (drawn.crossings.interaction, drawn.crossings.visibility, drawn.crossings.internal_interaction) == (2, 2, 2)
    assert drawn.complexity.flows == 4 and drawn.complexity.cyclomatic == 3 - 3 + 2


def test_an_encounter_is_counted_once_however_often_the_two_meet() -> None:
    drawn = found("c1 o1 c2", "c1 >> o1 >> c2", "exchange c1 >> o1", "c2 >> o1")
    assert drawn.touchpoints == (("c1", "o1"), ("c2", "o1"))


def test_moments_of_truth_are_those_that_say_so() -> None:
    assert found("c1 o1 c2", o1={"moment_of_truth": True}).moments_of_truth == ("o1",)


# --- hands -----------------------------------------------------------------------------------------------------------


def test_work_changes_hands_where_another_owner_does_it() -> None:
    owners = {"o1": {"owner": "Ann"}, "o2": {"owner": " ann "}, "b1": {"owner": "Ben"}}
    assert found("c1 o1 o2 b1", "c1 >> o1 >> o2 >> b1", **owners).handoffs == ("o2>>b1",)


def test_without_owners_the_resources_tell_whose_hands_they_are() -> None:
    drawn = told(
        "resources: {ann: {}, ben: {}}\n"
        "steps:\n"
        "  - {onstage: a, resource: ann}\n  - {onstage: b, resource: ann | ben}\n  - {onstage: c, resource: ben}\n"
        "  - {onstage: d, resource: ann}\n  - {onstage: e}\n"
        "flows: [a >> b >> c >> d >> e]\n"
    )
    assert drawn.handoffs == ("c>>d",)


def test_the_line_of_internal_interaction_is_a_hand_off_and_a_customer_is_none() -> None:
    assert found("c1 o1 b1 s1", "c1 >> o1 >> b1 >> s1").handoffs == ("b1>>s1",)
    assert found("c1 s1", "c1 >> s1", "s1 >> c1").handoffs == ()


# --- loops and ends --------------------------------------------------------------------------------------------------


def test_a_step_that_is_done_again_is_a_loop_of_one() -> None:
    assert found("c1 o1", "c1 >> o1", "o1 >> o1").loops == (("o1",),)


def test_customer_steps_from_which_no_way_leads_on_are_dead_ends() -> None:
    drawn = found("c1 c2 c3 o1", "c1 >> c2", "c1 >> c3", "c2 >> o1")
    assert drawn.dead_ends == ("c2",)


def test_a_way_to_the_end_is_no_dead_end() -> None:
    drawn = told("steps: [{customer: a}, {customer: b}, {customer: c}]\nflows: [a >> b >> end, a >> c]\n")
    assert drawn.dead_ends == ()


def test_work_that_only_relations_lead_to_is_done_without_an_order() -> None:
    assert found("c1 o1 s1 b1", "c1 >> o1", "needs o1 >> s1").independent == ("s1", "b1")


# --- what lies beneath -----------------------------------------------------------------------------------------------


def test_support_is_as_deep_as_the_longest_chain_up_to_the_next_customer_step() -> None:
    drawn = found("c1 o1 b1 s1 c2 o2", "c1 >> o1 >> b1 >> c2 >> o2", "needs b1 >> s1")
    assert drawn.support_depth == {"c1": 3, "c2": 1}


def test_what_runs_back_makes_support_no_deeper() -> None:
    assert found("c1 o1 b1", "c1 >> o1 >> b1 >> o1").support_depth == {"c1": 2}


def test_support_that_two_customer_steps_need_is_shared() -> None:
    drawn = found("c1 o1 c2 o2 s1", "c1 >> o1 >> c2 >> o2", "needs o1 >> s1", "needs o2 >> s1")
    assert [(item.step, item.customers) for item in drawn.shared_support] == [("s1", ("c1", "c2"))]


def test_support_that_one_customer_step_needs_twice_is_not_shared() -> None:
    drawn = found("c1 o1 o2 s1", "c1 >> o1 >> o2", "needs o1 >> s1", "needs o2 >> s1")
    assert drawn.shared_support == ()


# --- what every customer passes --------------------------------------------------------------------------------------


def test_steps_without_a_way_around_are_single_points() -> None:
    assert found("c1 o1 c2", "c1 >> o1 >> c2").single_points_of_failure == ("o1",)


def test_alternatives_are_no_single_points_and_what_they_meet_in_is() -> None:
    drawn = told(
        "steps: [{customer: a}, {onstage: b}, {onstage: c}, {onstage: d}, {customer: e}]\n"
        "flows: [{flow: a >> b, probability: 30%}, a >> c, b >> d, c >> d, d >> e]\n"
    )
    assert drawn.single_points_of_failure == ("d",)


def test_all_branches_that_happen_together_are_single_points() -> None:
    drawn = found("c1 o1 b1 b2 c2", "c1 >> o1 >> c2", "c1 >> b1 >> b2 >> c2")
    assert drawn.single_points_of_failure == ("o1", "b1", "b2")


def test_a_branch_that_another_stands_in_for_is_none() -> None:
    drawn = found("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", c2={"join": "any"})
    assert drawn.single_points_of_failure == ()


def test_without_customers_or_flows_nobody_passes_anything() -> None:
    assert found("o1 o2", "o1 >> o2").single_points_of_failure == ()
    assert found("c1 o1").single_points_of_failure == ()


@pytest.mark.parametrize(
    ("resource", "need", "pools"),
    [
        ("clerk: {}", "clerk", ("clerk",)),
        ("clerk: {capacity: 2}", "clerk", ()),
        ('clerk: {schedule: {"09:00-17:00": 1}}', "clerk", ("clerk",)),
        ('clerk: {schedule: {"09:00-12:00": 1, "12:00-17:00": 2}}', "clerk", ()),
        ("clerk: {}, other: {}", "clerk | other", ()),
    ],
)
def test_a_pool_of_one_that_every_customer_needs_is_named(resource: str, need: str, pools: tuple[str, ...]) -> None:
    drawn = told(
        f"resources: {{{resource}}}\n"
        f"steps: [{{customer: a}}, {{onstage: b, resource: {need}}}, {{customer: c}}]\nflows: [a >> b >> c]\n"
    )
    assert drawn.pools_of_one == pools


# --- amount, freedom, regions ----------------------------------------------------------------------------------------


def test_pieces_that_nothing_joins_are_parts() -> None:
    amount = found("c1 o1 b1 b2 s1", "c1 >> o1", "needs b1 >> b2").complexity
    assert (amount.parts, amount.isolated) == (3, 1)
    assert amount.cyclomatic == 2 - 5 + 2 * 3


def test_changes_of_lane_and_owner_are_counted_over_flows_and_relations() -> None:
    amount = found("c1 o1 o2 b1", "c1 >> o1 >> o2 >> b1", o1={"owner": "x"}, o2={"owner": "X"}).complexity
    assert (amount.lane_changes, amount.owner_changes) == (2, 2)


def test_links_inside_of_loops_are_counted() -> None:
    assert found("c1 o1 o2 c2", "c1 >> o1 >> o2 >> o1", "o2 >> c2").complexity.looping == 2


def test_divergence_is_the_mean_of_the_steps_that_state_their_freedom() -> None:
    assert found("c1 o1 o2 b1", o1={"discretion": 0.2}, b1={"discretion": 0.8}).divergence == pytest.approx(0.5)


def test_where_customer_and_contact_meet_is_direct_and_work_out_of_sight_is_not() -> None:
    regions = found("c1 o1 b1 c2 b2", "c1 >> o1 >> b1 >> c2").regions
    assert regions.direct == ("c1", "o1")
    assert regions.surrogate == ("b1", "c2")  # the customer meets work, not people
    assert regions.independent == ("b2",)


def test_a_customer_at_a_machine_meets_nobody() -> None:
    drawn = told(
        "resources: {machine: {kind: system}}\n"
        "steps: [{customer: a}, {onstage: b, resource: machine}]\nflows: [a >> b]\n"
    )
    assert drawn.regions.direct == ()
    assert drawn.regions.surrogate == ("a", "b")


# --- uncertainty of the way ------------------------------------------------------------------------------------------


def shares(*values: float | None, split: str = "") -> float | None:
    flows = ", ".join(
        f"{{flow: a >> b{n}{'' if value is None else f', probability: {value}'}}}" for n, value in enumerate(values)
    )
    steps = ", ".join(f"{{customer: b{n}}}" for n in range(len(values)))
    drawn = read(f"title: T\nsteps: [{{customer: a{split}}}, {steps}]\nflows: [{flows}]\n")
    return branching_entropy(drawn, {"a": 1.0})


def test_a_choice_of_equal_shares_is_the_logarithm_of_their_number() -> None:
    assert shares(0.25, 0.25, 0.25, 0.25) == pytest.approx(2.0)
    assert shares(0.5, None) == pytest.approx(1.0)


def test_what_all_happens_or_is_sure_is_no_choice() -> None:
    assert shares(None, None) == 0.0
    assert shares(1.0, 0.0) == 0.0


def test_branches_on_their_own_probability_are_each_a_choice() -> None:
    assert shares(0.5, 0.5, None, split=", split: any") == pytest.approx(2.0)


def test_an_unknown_share_leaves_it_unknown() -> None:
    drawn = read("title: T\nsteps: [{customer: a}, {customer: b}, {customer: c}]\n"
                 "flows: [{flow: a >> b, condition: late}, a >> c]\n")  # fmt: skip
    assert branching_entropy(drawn, {"a": 1.0}) is None


def test_a_choice_that_is_made_twice_counts_twice() -> None:
    drawn = read("title: T\nsteps: [{customer: a}, {customer: b}]\nflows: [{flow: a >> a, probability: 50%}, a >> b]\n")
    assert branching_entropy(drawn, {"a": 2.0, "b": 1.0}) == pytest.approx(2.0)


def test_ids_in_any_script_are_told_as_they_are() -> None:
    drawn = told("steps: [{customer: 到店}, {onstage: 迎宾}, {customer: 入座}]\nflows: [到店 >> 迎宾 >> 入座]\n")
    assert drawn.single_points_of_failure == ("迎宾",)
    assert drawn.touchpoints == (("到店", "迎宾"), ("入座", "迎宾"))
