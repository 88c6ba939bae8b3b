"""Facts: unknown figures say what to write down next, in the words of the service."""

from __future__ import annotations

import pytest

from blueprint.reports.content import Figure, Unknown
from blueprint.reports.saying import plain
from tests.unit.reports.services import EXAMPLES, MEAL, SHOESHINE, facts_of

NO_TIME = MEAL.replace("    service_time: 10 min\n", "")
NO_WAIT = MEAL.replace(", standard_time: 1 min", "")
NO_CHANCE = MEAL.replace("probability: 10%, ", "")
NO_SHARE = MEAL.replace(
    "  - order >> cook >> serve", "  - {flow: order >> eat, condition: No}\n  - order >> cook >> serve"
)
CLASSES = MEAL.replace("steps:", "classes:\n  - {class: Regular, id: r}\n  - {class: Guest, id: g}\nsteps:", 1)
LOOP = MEAL.replace("serve >> eat", "serve >> cook")


@pytest.mark.parametrize(
    ("source", "figure", "needed"),
    [
        (NO_TIME, "timeline.standard_time", "needs the time of 'Cook the dishes'"),
        (NO_WAIT, "timeline.standard_time", "needs the usual wait at 'Wait for salt'"),
        (NO_WAIT, "timeline.waiting_time", "needs the usual wait at 'Wait for salt'"),
        (NO_CHANCE, "fail_points.success", "needs the probability of 'Burnt'"),
        (NO_SHARE, "fail_points.success", "needs the share of 'Order → Eat'"),
        (CLASSES, "fail_points.success", "needs the shares of classes 'Regular' and 'Guest'"),
        (LOOP, "fail_points.success", "needs a way to the end from 'Order', 'Cook the dishes' and 'Serve'"),
        (MEAL, "economics.cost", "needs prices or costs ('economics', 'cost', 'cost_rate')"),
        (MEAL, "structure.divergence", "needs 'discretion' at a step"),
        (MEAL.replace(", cost: 4", ""), "fail_points.failure_cost", "needs the cost of 'Burnt'"),
        (MEAL.replace("acceptable_time: 10 min\n", ""), "timeline.acceptable_time", "needs 'acceptable_time' of the service"),
    ],
)  # fmt: skip
def test_an_unknown_figure_needs(source: str, figure: str, needed: str) -> None:
    assert plain(facts_of(source).needs(figure)) == needed


def test_a_step_may_lack_its_time_and_its_wait() -> None:
    source = NO_WAIT.replace("    service_time: 20 min\n", "")
    assert plain(facts_of(source).needs("timeline.standard_time")) == (
        "needs the time of 'Eat'; the usual wait at 'Wait for salt'"
    )


def test_of_many_that_are_missing_two_are_told_and_the_rest_is_counted() -> None:
    needed = plain(facts_of(EXAMPLES["outpatient"]).needs("timeline.standard_time"))
    assert needed == "needs the usual waits at '排队挂号', '等医生叫号' and 5 more"


def test_what_is_known_needs_nothing() -> None:
    assert facts_of(MEAL).needs("timeline.standard_time") == ()
    assert facts_of(MEAL).known("timeline.standard_time", "time", 60.0) == Figure("time", 60.0)


def test_an_approximation_is_told_as_one_and_nothing_is_exactly_nothing() -> None:
    facts = facts_of(SHOESHINE)
    assert facts.known("economics.cost", "money", 0.32) == Figure("money", 0.32, "about", "USD")
    assert facts.share("economics.cost", 1.0) == Figure("share", 1.0)
    assert facts.share("economics.cost", 0.5) == Figure("share", 0.5, "about")


def test_a_cell_says_that_a_figure_is_unknown_and_no_more() -> None:
    assert facts_of(NO_TIME).cell("timeline.standard_time", "time", None) == (Unknown(),)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_unknown_figure_of_an_example_says_why(name: str) -> None:
    facts = facts_of(EXAMPLES[name])
    for status in facts.analysis.status:
        if status.kind == "unknown":
            assert plain(facts.needs(status.figure)), status
