"""A phone line for unemployment insurance: failures that send callers back to the beginning."""

from __future__ import annotations

import pytest

from tests.published.services import analyzed, kinds

NAME = "t06_phone_line"


def test_six_phases_and_seven_failures_are_there() -> None:
    found = analyzed(NAME)
    assert len(found.blueprint.phases) == 6
    assert sorted(row.id for row in found.failures.register) == [f"fp{number}" for number in range(1, 8)]
    assert set(kinds(found)) == {"customer", "onstage", "backstage", "support"} and all(kinds(found).values())


def test_five_failures_send_the_caller_back_or_away() -> None:
    begins = {row.id: row.recovery.begins_at for row in analyzed(NAME).failures.register}
    assert begins["fp1"] == begins["fp3"] == begins["fp5"] == "ligar"
    assert begins["fp4"] == "cpf" and begins["fp7"] == "mte"
    assert begins["fp2"] == "menu" and begins["fp6"] == "atender"


def test_from_the_other_agencies_the_way_leads_back_to_the_line() -> None:
    (row,) = [row for row in analyzed(NAME).failures.register if row.id == "fp7"]
    assert row.recovery.returns


def test_each_return_makes_a_call_that_need_not_be() -> None:
    """With a share for each failure, what is done again is failure demand: calls beyond one for each caller."""
    changes = [(f"id: fp{number}", f"id: fp{number}, probability: 10%") for number in range(1, 8)]
    found = analyzed(NAME, *changes).failures.reliability
    assert found.success == pytest.approx(1.0)
    from_cpf = 1 / (1 - 0.9 * 0.1)  # rounds from the cpf, to which a contradiction leads back
    again = 0.1 * from_cpf  # comes back to the line from validation,
    passed = 0.9 * 0.9 * from_cpf
    again += 0.1 * passed  # from the queue,
    passed *= 0.9
    again += 0.1 * passed  # and from the other agencies
    begun = 1 / (1 - again)
    assert found.steps["menu"].reach == pytest.approx(1.0)
    assert found.steps["cpf"].visits == pytest.approx(begun * from_cpf)
    assert found.steps["ligar"].visits == pytest.approx(begun / 0.9)
    assert found.steps["protocolo"].visits == pytest.approx(1.0)


def test_the_queue_is_neither_announced_nor_explained() -> None:
    (wait,) = [point for step in analyzed(NAME).blueprint.steps for point in step.wait_points]
    assert (wait.announced, wait.explained, wait.standard_time) == (False, False, None)
