"""What to do about what was found, and what it would change."""

from __future__ import annotations

import pytest

from blueprint.analysis.advice import Advice
from blueprint.analysis.analyze import analyze_service
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.unit.graph.services import read


def advice(text: str, code: str | None = None) -> list[Advice]:
    found = analyze_service(read(f"title: T\n{text}")).advice
    return [item for item in found if code in (None, item.code)]


def only(text: str, code: str) -> Advice:
    (item,) = advice(text, code)
    return item


# --- limits ----------------------------------------------------------------------------------------------------------

LONG = "steps: [{customer: a, service_time: 3 min}, {onstage: b, service_time: 5 min}]\nflows: [a >> b]\n"


def test_a_service_beyond_what_customers_tolerate_is_to_be_shortened() -> None:
    item = only("acceptable_time: 6 min\n" + LONG, "shorten")
    assert item.element == "b" and item.lever == "design"
    assert "6 min" in item.message and "8 min" in item.message and "2 min" in item.message


@pytest.mark.parametrize("limit", ["8 min", "9 min"])
def test_a_service_within_it_is_not(limit: str) -> None:
    assert advice(f"acceptable_time: {limit}\n" + LONG, "shorten") == []


def test_an_unknown_time_gives_no_advice_about_limits() -> None:
    assert advice("acceptable_time: 6 min\nsteps: [{customer: a}]\n") == []


def test_a_price_that_does_not_pay_says_how_much_work_to_save() -> None:
    item = only("economics: {price: 2, time_rate: 1 per min}\n" + LONG, "earn")
    assert "5.00" in item.message and "2.00" in item.message and "3 min" in item.message


def test_a_business_that_stops_earning_before_the_customer_leaves_is_warned() -> None:
    item = only("acceptable_time: 20 min\neconomics: {price: 7, time_rate: 1 per min}\n" + LONG, "earn")
    assert "7 min" in item.message and "20 min" in item.message


def test_aims_are_no_effects() -> None:
    """An effect is what a change was computed to do; that a limit is met is only wished for."""
    text = "acceptable_time: 6 min\neconomics: {price: 2, time_rate: 1 per min}\n" + LONG
    assert {item.code: item.effect for item in advice(text) if item.code in ("shorten", "earn")} == {
        "shorten": None, "earn": None,
    }  # fmt: skip


# --- failures --------------------------------------------------------------------------------------------------------


def failing(*points: str, flow: bool = True) -> str:
    steps = ", ".join(
        f"{{onstage: s{n}, fail_points: [{{fail: f{n}, id: p{n}, {words}}}]}}" for n, words in enumerate(points)
    )
    chain = " >> ".join(["a", *(f"s{n}" for n in range(len(points))), "z"])
    return f"steps: [{{customer: a}}, {steps}, {{customer: z}}]\nflows: [{chain}]\n"


def test_the_steps_that_lose_most_are_to_be_mended_first() -> None:
    found = advice(failing(*(f"probability: {share}%, detected: 0%" for share in (1, 4, 2, 3))), "mend")
    assert [item.element for item in found] == ["s1", "s3", "s2"]
    success = 0.99 * 0.96 * 0.98 * 0.97
    for item, share in zip(found, (0.04, 0.03, 0.02), strict=True):
        assert item.effect is not None and item.effect.figure == "fail_points.success"
        assert item.effect.old == pytest.approx(success)
        assert item.effect.new == pytest.approx(success / (1 - share))


def test_what_mending_saves_is_told_in_the_currency_of_the_service() -> None:
    text = "economics: {currency: EUR}\n" + failing("probability: 10%, detected: 0%, cost: 0, escape_cost: 5000")
    assert "EUR 500.00" in advice(text, "mend")[0].message


def test_where_nobody_is_lost_the_weakest_link_is_what_is_done_again_most() -> None:
    item = only(failing("probability: 1%", "probability: 9%"), "mend")
    assert item.element == "s1" and item.effect is not None
    assert item.effect.figure == "fail_points.success.first_time"
    assert (item.effect.old, item.effect.new) == (pytest.approx(0.99 * 0.91), pytest.approx(0.99))


def test_a_check_of_what_escapes_most_is_computed_anew() -> None:
    text = failing("probability: 10%, detected: 50%", "probability: 20%, detected: 90%")
    item = only(text, "check")
    assert item.element == "p0" and item.effect is not None
    changed = text.replace("detected: 50%", "detected: 100%")
    assert item.effect.new == pytest.approx(analyze_service(read("title: T\n" + changed)).failures.reliability.success)


def test_urgent_failures_without_prevention_are_named() -> None:
    scores = "severity: 9, occurrence: 6, detection: 6"
    found = advice(
        failing(scores, f"{scores}, prevention: A list", "severity: 2, occurrence: 1, detection: 1"), "prevent"
    )
    assert [item.element for item in found] == ["p0"]


def test_failures_without_a_way_back_are_named() -> None:
    text = "steps: [{customer: a}, {backstage: b, fail_points: [{fail: Lost, id: x}]}]\nflows: [a >> b]\n"
    assert only(text, "recover").element == "x"


def test_unknown_probabilities_give_no_advice_about_shares() -> None:
    assert advice(failing("severity: 3"), "mend") == []


# --- people and time -------------------------------------------------------------------------------------------------


def test_whoever_is_alone_in_what_every_customer_needs_is_to_be_helped() -> None:
    text = (
        "resources: {clerk: {label: The clerk}, cook: {}, van: {kind: system}}\n"
        "steps: [{customer: a}, {onstage: b, resource: clerk}, {onstage: c, resource: clerk}, {backstage: d, resource: cook}, "
        "{onstage: e, resource: van}, {customer: z}]\nflows: [a >> b >> c >> d >> e >> z]\n"
    )
    item = only(text, "cross-train")
    assert (item.element, item.lever) == ("clerk", "supply")
    assert "'The clerk'" in item.message and "'b' and 'c'" in item.message


ROW = (
    "steps: [{customer: come, service_time: 1 min}, {onstage: take, service_time: 4 min}, "
    "{backstage: fetch, service_time: %s}, {onstage: give, service_time: 1 min}]\nflows: [come >> take >> fetch >> give]\n"
)


def test_work_out_of_sight_may_begin_together_with_what_comes_before() -> None:
    item = only(ROW % "6 min", "parallelize")
    assert item.element == "fetch" and item.effect is not None
    assert (item.effect.old, item.effect.new) == (720, 60 * (1 + 6 + 1))


def test_it_is_not_worth_it_for_little() -> None:
    assert advice(ROW % "6 s", "parallelize") == []


def test_one_pair_of_hands_does_not_do_two_things_at_once() -> None:
    text = "resources: {ann: {capacity: 2}}\n" + (ROW % "6 min").replace("take,", "take, resource: ann,").replace(
        "fetch,", "fetch, resource: ann,"
    )
    assert advice(text, "parallelize") == []


def test_what_begins_where_customers_enter_still_takes_its_time() -> None:
    text = (
        "steps: [{customer: order, service_time: 5 min}, {backstage: cook, service_time: 10 min}, "
        "{onstage: serve, service_time: 2 min}]\nflows: [order >> cook >> serve]\n"
    )
    for item in advice(text, "parallelize"):
        assert item.effect is not None and item.effect.new >= 12 * 60


def test_long_dark_time_is_to_be_explained() -> None:
    text = (
        "steps: [{customer: a, service_time: 1 min}, {backstage: b, service_time: %s}, {customer: c, service_time: 1 min}]\n"
        "flows: [a >> b >> c]\n"
    )
    item = only(text % "6 min", "inform")
    assert (item.element, item.lever) == ("a", "demand") and "6 min" in item.message
    assert advice(text % "6 s", "inform") == []


def test_determinants_that_no_step_serves_are_named_where_most_are_told() -> None:
    most = "reliability, responsiveness, competence, access, courtesy, communication, credibility, security"
    assert "understanding and tangibles" in only(f"steps: [{{customer: a, determinants: [{most}]}}]\n", "cover").message
    assert advice("steps: [{customer: a, determinants: [access]}]\n", "cover") == []


def test_an_empty_service_gets_no_advice() -> None:
    assert analyze_service(to_graph(Blueprint(title="T"))).advice == ()
