"""What a customer costs and pays, and when the business stops earning."""

from __future__ import annotations

import pytest

from blueprint.analysis.economics import EconomicFigures, compute_economics
from blueprint.analysis.expected_time import compute_expected_time
from blueprint.analysis.reliability import compute_reliability
from blueprint.analysis.timeline import compute_timeline
from blueprint.analysis.ways import solve
from tests.unit.graph.services import read


def told(text: str) -> EconomicFigures:
    drawn = read(f"title: T\n{text}")
    ways = solve(drawn)
    return compute_economics(
        drawn, compute_timeline(drawn), compute_reliability(drawn, ways), compute_expected_time(drawn, ways)
    )


# --- what time costs -------------------------------------------------------------------------------------------------


def test_time_costs_the_rate_of_the_resource() -> None:
    found = told(
        "resources: {clerk: {cost_rate: 30 per hour}}\nsteps: [{onstage: a, resource: clerk, service_time: 4 min}]\n"
    )
    assert (found.cost, found.working_time) == (pytest.approx(2.0), 240)
    assert (found.price, found.profit, found.break_even_time) == (None, None, None)


def test_two_of_a_resource_cost_twice_as_much() -> None:
    found = told("resources: {clerk: {cost_rate: 30 per hour}}\n"
                 "steps: [{onstage: a, resources: {clerk: 2}, service_time: 4 min}]\n")  # fmt: skip
    assert (found.cost, found.working_time) == (pytest.approx(4.0), 480)


def test_of_alternatives_the_preferred_one_is_paid() -> None:
    found = told("resources: {clerk: {cost_rate: 30 per hour}, boss: {cost_rate: 90 per hour}}\n"
                 "steps: [{onstage: a, resource: boss | clerk, service_time: 4 min}]\n")  # fmt: skip
    assert found.cost == pytest.approx(6.0)


def test_people_without_a_rate_of_their_own_cost_the_rate_of_the_service() -> None:
    found = told("economics: {time_rate: 1 per min}\nresources: {clerk: {}, till: {kind: system}}\n"
                 "steps: [{onstage: a, resources: [clerk, till], service_time: 4 min}]\n")  # fmt: skip
    assert found.cost == pytest.approx(4.0)  # the till costs nothing


def test_work_that_names_nobody_costs_the_rate_of_the_service() -> None:
    found = told("economics: {time_rate: 1 per min}\n"
                 "steps: [{customer: a, service_time: 9 min}, {onstage: b, service_time: 2 min}, {backstage: c, service_time: 3 min}, "
                 "{support: d, service_time: 5 min}]\nflows: [a >> b >> c >> d]\n")  # fmt: skip
    assert found.by_step == {"b": pytest.approx(2.0), "c": pytest.approx(3.0)}  # neither customers nor systems are paid


def test_customers_who_are_taken_together_share_the_time() -> None:
    found = told("economics: {time_rate: 1 per min}\nsteps: [{onstage: a, batch: 4, service_time: 10 min}]\n")
    assert (found.cost, found.working_time) == (pytest.approx(2.5), 150)


def test_they_share_the_cost_of_the_step_as_well() -> None:
    found = told("economics: {time_rate: 1 per min}\nsteps: [{onstage: a, batch: 4, service_time: 10 min, cost: 6}]\n")
    assert found.cost == pytest.approx(4.0)


def test_what_is_held_is_paid_from_seizing_to_releasing() -> None:
    found = told("resources: {guide: {cost_rate: 60 per hour}}\n"
                 "steps: [{onstage: a, seizes: guide, service_time: 1 min}, {customer: b, service_time: 8 min}, "
                 "{onstage: c, releases: guide, service_time: 2 min}, {customer: d, service_time: 30 min}]\n"
                 "flows: [a >> b >> c >> d]\n"
                 "classes: [{class: all, enters: a}]\n")  # fmt: skip
    assert found.cost == pytest.approx(11.0)


def test_what_is_never_released_is_paid_to_the_end() -> None:
    found = told("resources: {guide: {cost_rate: 60 per hour}}\n"
                 "steps: [{customer: b, service_time: 8 min}, {onstage: a, seizes: guide, service_time: 1 min}, "
                 "{customer: d, service_time: 30 min}]\nflows: [b >> a >> d]\n")  # fmt: skip
    assert found.cost == pytest.approx(31.0)


def test_a_table_that_is_held_does_not_do_the_work() -> None:
    found = told("economics: {time_rate: 1 per min}\nresources: {table: {kind: space, cost_rate: 0.1 per min}}\n"
                 "steps: [{customer: a, service_time: 0 s, seizes: table}, {onstage: b, service_time: 5 min}, "
                 "{onstage: c, service_time: 2 min, releases: table}]\nflows: [a >> b >> c]\n")  # fmt: skip
    assert found.cost == pytest.approx(0.1 * 7 + 7)


# --- cost and profit -------------------------------------------------------------------------------------------------

SHINE = "economics: {price: 0.5, materials: 0.03, overhead: 0.09, time_rate: 0.1 per min}\n"


def test_profit_is_the_price_less_all_costs() -> None:
    found = told(SHINE + "steps: [{onstage: a, service_time: 2 min, cost: 0.05}]\n")
    assert found.fixed_cost == pytest.approx(0.17)
    assert found.profit == pytest.approx(0.5 - 0.17 - 0.2)
    assert found.break_even_time == pytest.approx(60 * 0.33 / 0.1)
    assert found.profit_at(float(found.break_even_time or 0)) == pytest.approx(0.0)


def test_a_price_below_all_that_is_no_time_has_no_break_even() -> None:
    found = told(
        "economics: {price: 0.1, materials: 0.5, time_rate: 1 per min}\nsteps: [{onstage: a, service_time: 1 min}]\n"
    )
    assert found.break_even_time is None and found.profit == pytest.approx(0.1 - 1.5)


@pytest.mark.parametrize("rate", ["0 per min", "1 per d"])
def test_time_that_costs_nothing_has_no_break_even(rate: str) -> None:
    found = told(f"economics: {{price: 1, time_rate: {rate}}}\nsteps: [{{onstage: a, service_time: 1 min}}]\n")
    assert (found.break_even_time is None) == rate.startswith("0")


def test_without_a_price_there_is_cost_and_no_profit() -> None:
    found = told("steps: [{onstage: a, cost: 3}]\n")
    assert (found.cost, found.profit, found.profit_at(60)) == (3.0, None, None)


def test_where_nothing_is_said_of_money_nothing_is_told() -> None:
    found = told("steps: [{onstage: a, service_time: 1 min}]\n")
    assert (found.cost, found.time_cost, found.by_step, found.blocked_by) == (None, None, {}, ())


def test_an_unknown_time_that_is_paid_for_blocks_the_cost_and_is_named() -> None:
    found = told("resources: {clerk: {cost_rate: 30 per hour}}\n"
                 "steps: [{customer: a}, {onstage: b, resource: clerk}, {onstage: c, cost: 2}]\nflows: [a >> b >> c]\n")  # fmt: skip
    assert (found.cost, found.time_cost, found.blocked_by) == (None, None, ("b",))
    assert found.fixed_cost == 2.0


# --- how often -------------------------------------------------------------------------------------------------------


def test_steps_count_as_often_as_they_are_passed() -> None:
    found = told("steps: [{customer: a}, {onstage: b, cost: 10}, {onstage: c, cost: 100}]\n"
                 "flows: [{flow: a >> b, probability: 25%}, a >> c]\n")  # fmt: skip
    assert found.is_expected and found.cost == pytest.approx(77.5)


def test_without_probabilities_each_step_on_the_standard_way_counts_once() -> None:
    found = told("steps: [{customer: a, cost: 1, fail_points: [f]}, {onstage: b, cost: 10}]\nflows: [a >> b, b >> a]\n")
    assert not found.is_expected and found.cost == pytest.approx(11.0)


def test_failures_cost_their_mending_and_what_escapes() -> None:
    found = told("steps: [{customer: a, cost: 1, fail_points: "
                 "[{fail: f, probability: 20%, detected: 50%, cost: 5, escape_cost: 40}]}]\n")  # fmt: skip
    tries = 1 / (1 - 0.1)
    assert found.failure_cost == pytest.approx(tries * 0.1 * (5 + 40))
    assert found.cost == pytest.approx(tries + found.failure_cost)
    assert found.left_out == ()


def test_failures_that_do_not_say_what_they_cost_are_named() -> None:
    found = told(
        "steps: [{customer: a, cost: 1, fail_points: [{fail: f, id: x, probability: 20%}, {fail: g, id: y, probability: 0}]}]\n"
    )
    assert found.left_out == ("x",)


def test_what_is_needed_is_paid_by_use_and_not_by_time() -> None:
    found = told("economics: {time_rate: 1 per min}\n"
                 "steps: [{customer: a, service_time: 0 s}, {onstage: b, service_time: 1 min}, {support: s, cost: 0.5, service_time: 9 h}]\n"
                 "flows: [a >> b, {flow: b >> b, probability: 50%}, b >> end, {needs: b >> s}]\n")  # fmt: skip
    assert found.by_step == {"b": pytest.approx(2.0), "s": pytest.approx(1.0)}


def test_support_that_supports_support_is_used_as_often() -> None:
    found = told(
        "steps: [{onstage: b}, {support: s, cost: 2}, {support: t, cost: 3}]\nflows: [{needs: b >> s}, {needs: s >> t}]\n"
    )
    assert found.cost == pytest.approx(5.0)


# --- sums and burdens ------------------------------------------------------------------------------------------------


def test_cost_by_zone_and_phase_are_sums_of_the_steps() -> None:
    drawn = read("title: T\nphases:\n  - {phase: one, steps: [{customer: a, cost: 1}, {onstage: b, cost: 2}]}\n"
                 "  - {phase: two, steps: [{onstage: c, cost: 4}]}\nflows: [a >> b >> c]\n")  # fmt: skip
    found = told("phases:\n  - {phase: one, steps: [{customer: a, cost: 1}, {onstage: b, cost: 2}]}\n"
                 "  - {phase: two, steps: [{onstage: c, cost: 4}]}\nflows: [a >> b >> c]\n")  # fmt: skip
    assert found.by_zone(drawn.blueprint) == {"customer": 1.0, "onstage": 6.0}
    assert found.by_phase(drawn.blueprint) == {"one": 3.0, "two": 4.0}
    assert sum(found.by_step.values()) == found.cost


def test_what_customers_pay_is_told_side_by_side_as_often_as_they_do() -> None:
    found = told("steps: [{customer: a, service_time: 1 min, customer_cost: {money: 2, worry: 3}}, "
                 "{customer: b, service_time: 2 min, customer_cost: {money: 1, effort: 0.5}}]\n"
                 "flows: [{flow: a >> b, probability: 50%}, a >> end]\n")  # fmt: skip
    customer = found.customer
    assert (customer.money, customer.effort, customer.worry) == (2.5, 0.25, 3.0)
    assert customer.time == pytest.approx(120)


def test_what_nobody_states_a_customer_pays_is_unknown_and_not_zero() -> None:
    customer = told("steps: [{customer: a}]\n").customer
    assert (customer.money, customer.time, customer.effort, customer.worry) == (None, None, None, None)


def test_a_service_without_steps_costs_its_frame() -> None:
    found = told("economics: {price: 5, materials: 1, overhead: 1}\n")
    assert (found.cost, found.profit, found.break_even_time) == (2.0, 3.0, None)
