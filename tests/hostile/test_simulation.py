"""Services and runs that make no sense are refused with a code and a way out, or told as what they are."""

from __future__ import annotations

import os
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import pytest

import blueprint
from blueprint import BlueprintError, Run
from blueprint.units import Seconds

FEW = Run(replications=4)


def counter(
    arrivals: str = "20 per hour", service: str = "exponential(2 min)", more: str = "", clerk: str = "{}"
) -> str:
    return (
        f'title: T\ncalendar: {{open: "mon-fri 09:00-12:00"}}\narrivals: {arrivals}\nresources: {{clerk: {clerk}}}\n{more}'
        f"steps: [{{customer: come, service_time: 10 s}}, {{onstage: serve, resource: clerk, service_time: {service}}}]\n"
        "flows: [come >> serve]\n"
    )


def code_of(raised: pytest.ExceptionInfo[BlueprintError]) -> tuple[str, str | None]:
    (found, *_) = raised.value.diagnostics
    return found.code, found.hint


# --- the service -----------------------------------------------------------------------------------------------------


def test_overload_without_patience_has_no_steady_state() -> None:
    run = Run(horizon=Seconds(200_000), replications=10, warm_up="mser5")
    with pytest.raises(BlueprintError) as raised:
        blueprint.simulate(counter("60 per hour").replace('calendar: {open: "mon-fri 09:00-12:00"}\n', ""), run)
    assert code_of(raised)[0] == "BP620"


def test_overload_on_a_day_ends_when_the_last_customer_leaves() -> None:
    found = blueprint.simulate(counter("60 per hour"), FEW)
    assert found.fates["served"] == sum(found.fates.values()) > 0
    assert found.resources[0].overtime.mean is not None and found.resources[0].overtime.mean > 3600


def test_work_that_takes_no_time_keeps_nobody_waiting() -> None:
    found = blueprint.simulate(counter(service="0 s"), FEW)
    assert found.waiting_time.times.mean.mean == 0.0
    assert found.fates["served"] == sum(found.fates.values())


def test_customers_for_whom_nobody_is_ever_on_duty_are_told() -> None:
    text = counter(clerk='{schedule: {"mon-fri 20:00-21:00": 1}}')
    found = blueprint.simulate(text, FEW)
    assert "BP646" in {item.code for item in found.diagnostics} or found.steps[1].causes["unavailable"]
    assert found.steps[1].wait.times.mean.mean is not None and found.steps[1].wait.times.mean.mean > 3600


def test_who_has_no_patience_is_served_at_once_or_leaves() -> None:
    found = blueprint.simulate(counter("60 per hour", more="classes: [{class: all, patience: 0 s}]\n"), FEW)
    assert found.fates["abandoned"] > 0
    assert found.waiting_time.times.mean.mean == 0.0


def test_a_class_of_nobody_is_named() -> None:
    more = "classes: [{class: some, share: 100%}, {class: none, share: 0%}]\n"
    found = blueprint.simulate(counter(more=more), FEW)
    assert "BP642" in {item.code for item in found.diagnostics}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: T\nsteps: []\n", "BP640"),
        ("title: T\nsteps: [{customer: a, service_time: 1 min}]\n", "BP640"),
        ("title: T\narrivals: 3 per hour\nsteps: [{customer: a, service_time: 1 min}, {customer: b}]\nflows: [a >> b, b >> a]\n",
         "BP421"),
        (counter("900000000 per hour"), "BP647"),
    ],
)  # fmt: skip
def test_a_service_that_cannot_be_simulated_is_refused_with_a_way_out(text: str, code: str) -> None:
    with pytest.raises(BlueprintError) as raised:
        blueprint.simulate(text, FEW)
    found, hint = code_of(raised)
    assert found == code and hint


# --- the run ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        {"seed": -1}, {"seed": 2**63}, {"seed": 1.5}, {"seed": True}, {"replications": 0}, {"replications": 10**9},
        {"horizon": Seconds(0)}, {"precision": 0.0}, {"precision": 1.0}, {"warm_up": "mser6"}, {"shift_end": "never"},
        {"horizon": Seconds(60), "warm_up": Seconds(60)}, {"start": Seconds(604_800)},
    ],
)  # fmt: skip
def test_a_run_that_makes_no_sense_is_refused_with_a_way_out(words: dict[str, Any]) -> None:
    with pytest.raises(BlueprintError) as raised:
        Run(**words)
    code, hint = code_of(raised)
    assert code == "BP920" and hint


# --- the workers -----------------------------------------------------------------------------------------------------


def test_a_cluster_that_is_not_there_is_told_by_its_address() -> None:
    pytest.importorskip("distributed", reason="needs Dask: pip install service-blueprint[cluster]")
    with pytest.raises(BlueprintError, match=r"127\.0\.0\.1:9") as raised:
        blueprint.simulate(counter(), FEW, workers="tcp://127.0.0.1:9")
    assert code_of(raised)[0] == "BP651"


class _Dying(ProcessPoolExecutor):
    """An executor whose third task kills its worker."""

    asked = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        return super().submit(os._exit, 1) if self.asked == 3 else super().submit(fn, *args, **kwargs)


def test_a_worker_that_dies_in_the_middle_is_told() -> None:
    with _Dying(1) as executor, pytest.raises(BlueprintError) as raised:
        blueprint.simulate(counter(), Run(replications=400), workers=executor)
    code, hint = code_of(raised)
    assert code == "BP649" and hint


def test_an_interrupt_leaves_what_is_known_and_says_so() -> None:
    def stop(done: int, most: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    found = blueprint.simulate(counter(), Run(replications=30), progress=stop)
    assert (found.is_complete, found.stop, found.replications) == (False, "interrupted", 3)
    assert found.waiting_time.times.mean.half_width is not None
