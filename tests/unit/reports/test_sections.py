"""What the sections say of services whose figures are known."""

from __future__ import annotations

import pytest

from tests.unit.reports.services import (
    EXAMPLES,
    MEAL,
    OUTPATIENT,
    REPAIR,
    SHOESHINE,
    report_of,
    rows_of,
    said,
    section_of,
)

BARE = "title: Bare\nsteps:\n  - customer: Ask\n  - onstage: Answer\nflows: [ask >> answer]\n"


# --- structure -------------------------------------------------------------------------------------------------------


def test_structure_counts_encounters_and_names_who_is_alone() -> None:
    section = section_of(MEAL, "structure")
    assert said(section.answer) == [
        "customers meet the provider twice; behind that, work never changes hands",
        "every customer depends on 'Cook', of which there is one",
    ]
    counts = {row["What"]: row["Number"] for row in rows_of(section, "What there is")}
    assert counts["Touchpoints: encounters of customer and provider"] == "2"
    assert "Loops that customers can pass again" not in counts


def test_an_empty_service_is_told_how_to_begin() -> None:
    assert said(section_of("title: Nothing\nsteps: []\n", "structure").answer)[0].startswith("no steps yet")
    alone = section_of("title: T\nsteps:\n  - backstage: Cook\n", "structure")
    assert said(alone.answer) == ["no step is done by a customer"]


# --- time ------------------------------------------------------------------------------------------------------------


def test_time_says_what_it_is_made_of_and_whether_it_is_too_long() -> None:
    section = section_of(MEAL, "timeline")
    assert said(section.answer)[:2] == [
        "customers take 34 min, of it 1 min at wait points and 10 min in which they see nothing; they tolerate 10 min",
        "too long: save 24 min on the longest way",
    ]
    assert {row["Step"]: row["Ends"] for row in rows_of(section, "Steps on")}["Serve"] == "13 min"


def test_time_that_is_unknown_says_what_it_needs_and_the_least_that_it_can_be() -> None:
    section = section_of(OUTPATIENT, "timeline")
    (answer,) = said(section.answer)
    assert answer == "unknown: needs the usual waits at '排队挂号', '等医生叫号' and 5 more; at least 1 h 44 min"
    figures = {row["What"]: row["Time"] for row in rows_of(section, "The customer's time")}
    assert (figures["Standard time"], figures["Least that it can be"]) == ("unknown", "≥ 1 h 44 min")


def test_steps_that_may_end_later_say_by_how_much() -> None:
    spare = {row["Step"]: row["Spare"] for row in rows_of(section_of(EXAMPLES["restaurant"], "timeline"), "Steps on")}
    assert (spare["到店"], spare["烹制菜品"], spare["洗碗消毒"]) == ("none", "20 s", "")


# --- fail points -----------------------------------------------------------------------------------------------------


def test_fail_points_tell_the_worked_example() -> None:
    section = section_of(REPAIR, "fail-points")
    assert said(section.answer) == [
        "89.0 % of customers are served, 70.2 % without a failure; 10.0 % meet an unnoticed failure; 1.0 % give up",
        "weakest: 'Diagnose the fault'; if it never failed, 94.6 % would be served",
    ]
    fares = {row["What"]: row["Figure"] for row in rows_of(section, "How customers fare")}
    assert fares["Cost of failures for a customer"] == "EUR 16.34"
    assert [row["Step"] for row in rows_of(section, "What each step would gain")][:2] == [
        "Diagnose the fault",
        "Repair the machine",
    ]
    events = [row["Failures that come together"] for row in rows_of(section, "What is enough")]
    assert events[:2] == [
        "Wrong appliance or address, not noticed",
        "Wrong appliance or address, and the customer gives up",
    ]


def test_fail_points_without_a_probability_say_what_is_missing() -> None:
    (answer,) = said(section_of(SHOESHINE, "fail-points").answer)
    assert answer == "1 fail point; how often is unknown: needs the probability of 'Wrong color wax'"


def test_a_service_without_fail_points_is_asked_about() -> None:
    section = section_of(BARE, "fail-points")
    assert said(section.answer)[0].startswith("no fail points yet")


def test_urgent_fail_points_are_named() -> None:
    section = section_of(MEAL, "fail-points")
    assert said(section.answer)[-1] == "1 fail point of high priority, first 'Burnt'"
    (row,) = rows_of(section, "Register")
    assert (row["No."], row["S × O × D"], row["RPN"], row["Priority"]) == ("F1", "9 × 8 × 8", "576", "H high")


# --- money -----------------------------------------------------------------------------------------------------------


def test_money_tells_the_shoeshine_of_1984() -> None:
    section = section_of(SHOESHINE, "economics")
    assert said(section.answer) == [
        "a customer pays USD 0.50 and costs ≈ USD 0.32: ≈ USD 0.18 is left",
        "nothing is left from 3 min 48 s of work on; it takes 2 min",
    ]
    profits = {row["Work"]: row["Profit"] for row in rows_of(section, "Profit by working time")}
    assert (profits["2 min"], profits["3 min"], profits["4 min"]) == ("≈ USD 0.18", "≈ USD 0.08", "≈ USD −0.02")


def test_what_failures_cost_is_never_a_zero_that_nobody_stated() -> None:
    figures = {row["What"]: row["Figure"] for row in rows_of(section_of(SHOESHINE, "economics"), "One customer")}
    assert figures["Cost of failures"] == "unknown"


def test_what_customers_give_is_told_where_money_is_not() -> None:
    answers = said(section_of(EXAMPLES["insurance_claim"], "economics").answer)
    assert answers[0] == "unknown: needs prices or costs ('economics', 'cost', 'cost_rate')"
    assert answers[-1].startswith("customers give: ≈ EUR 630.00, effort ≈ 13, worry ≈ 17")


def test_a_loss_is_called_a_loss() -> None:
    text = MEAL.replace("steps:", "economics: {price: 1, overhead: 3, currency: EUR}\nsteps:", 1)
    assert any("EUR 2.44 is lost" in answer for answer in said(section_of(text, "economics").answer))


# --- quality, advice, findings ---------------------------------------------------------------------------------------


def test_quality_is_silent_where_nobody_speaks_of_it() -> None:
    assert report_of(BARE, "determinants").sections == ()
    assert said(section_of(MEAL, "determinants").answer) == [
        "steps care for 1 of 10 determinants; none for responsiveness, competence, access and 6 more"
    ]


def test_advice_says_what_it_changes() -> None:
    first = rows_of(section_of(REPAIR, "advice"), "What to do")[0]
    assert first["What and why"].startswith("Make 'Diagnose the fault' safer first")
    assert (first["Changes"], first["Lever"]) == ("customers served: 89.0 % → 94.6 %", "design")


def test_figures_of_advice_that_the_message_has_told_are_not_told_again() -> None:
    assert report_of(REPAIR).points[0].effect == ()


def test_errors_of_the_service_are_findings() -> None:
    loop = BARE.replace("ask >> answer", "ask >> answer >> ask")
    (row,) = rows_of(section_of(loop, "findings"), "What was found")
    assert (row["Code"], row["Weight"]) == ("BP325", "error")
    assert report_of(MEAL, "findings").sections == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_questions_are_asked_once_a_step(name: str) -> None:
    steps = [point.message[0] for point in report_of(EXAMPLES[name]).questions]
    assert len(steps) == len(set(steps))
