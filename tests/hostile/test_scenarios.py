"""Bad and malicious scenarios: one clear coded error, at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from blueprint.analysis.grids import Axis, grid_scenarios
from blueprint.analysis.scenario import Scenario, apply_scenario
from blueprint.diagnostics import Diagnostic, format_diagnostic
from blueprint.errors import BlueprintError
from blueprint.io.scenarios import parse_change, parse_scenarios
from tests.unit.analysis.services import restaurant

MANY = 100_000


@pytest.fixture(autouse=True)
def under_a_second() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 1


def faults(work: Callable[[], object]) -> list[Diagnostic]:
    with pytest.raises(BlueprintError) as raised:
        work()
    found = list(raised.value.diagnostics)
    for item in found:
        assert item.code.startswith("BP") and len(format_diagnostic(item)) < 2_000
        assert format_diagnostic(item).replace("\n", "").isprintable()
    return found


def applied(text: str) -> object:
    return apply_scenario(restaurant(), Scenario(changes=(parse_change(text),)))


@pytest.mark.parametrize(
    "text",
    [
        "a" * MANY,
        "a" * MANY + "=1",
        "a." * MANY + "b=1",
        "." * MANY + "=1",
        "waiter." * MANY + "capacity=1",
        "a>>" * MANY + "b.probability=1",
        " >> " * MANY + ".probability=1",
        "waiter.capacity=" + "9" * MANY,
        "waiter.capacity=*" + "9" * MANY,
        "waiter.capacity=*" + "9" * 59,
        "waiter.capacity=+1e999",
        "waiter.capacity=*1e-999",
        "arrivals=*1e300",
        "economics.price=nan",
        "economics.price=.inf",
        "economics.price=-inf",
        "waiter.schedule=" + "[" * MANY,
        "waiter.schedule=" + "{a: " * MANY,
        'waiter.schedule={"09:00-12:00": 1e999}',
        "arrivals={interarrival: [" + "x, " * 1_000 + "y]}",
        "take.label='" + "x" * MANY + "'",
        "take.label=a\u202eb\x1b[31m",
        "\x1b[31m.capacity=3",
        "take.link=javascript:alert(1)",
        "waiter.capacity=!!python/object/apply:os.system [ls]",
        "waiter.capacity=[!!python/object/apply:os.system [ls]]",
        "waiter.capacity={<<: 3}",
        "waiter.capacity=true",
        "waiter.capacity=[3]",
        "waiter.capacity={a: 3}",
        "take.lane=__class__",
        "__class__.__mro__=1",
        "waiter.__dict__=1",
        "waiter.model_fields=1",
        "model_config=1",
        "waiter.capacity.real=3",
    ],
)
def test_a_hostile_change_is_refused(text: str) -> None:
    assert faults(lambda: applied(text))


@pytest.mark.parametrize(
    "text",
    [
        "scenarios: " + "[" * MANY,
        "scenarios: {a: " * MANY,
        "scenarios:\n  a: &a [" + "x, " * 9 + "x]\n" + "".join(
            f"  a{n}: &a{n} [{', '.join(['*a' if n == 0 else f'*a{n - 1}'] * 9)}]\n" for n in range(9)
        ),
        "scenarios: &a {b: {c: *a}}",
        "scenarios: {a: !!python/name:os.system {}}",
        "scenarios: {a: {b: 1}}\n---\nscenarios: {}",
        "scenarios: {? [a] : {b: 1}}",
        "scenarios: {" + "x" * 20_000 + ": {b: 1}}",
        "grid: {a: &a [" + "1, " * 2_000 + "1], b: *a, c: *a}",
        "grid: {" + ", ".join(f"a{n}: [1, 2]" for n in range(5_000)) + "}",
        "".join(f"k{n}: 1\n" for n in range(MANY // 10)),
        "\x00",
        "scenarios: {a: {b: '\x07'}}",
    ],
    ids=range(13),
)  # fmt: skip
def test_a_hostile_file_is_refused(text: str) -> None:
    assert len(faults(lambda: parse_scenarios(text, "s.yaml"))) <= 100


def test_a_hundred_thousand_bad_changes_are_cut_short() -> None:
    scenario = Scenario.of([(f"nobody-{n}.capacity", 1) for n in range(200)])
    assert len(faults(lambda: apply_scenario(restaurant(), scenario))) == 100


def test_a_huge_grid_costs_nothing() -> None:
    axes = [Axis.of(f"a{n}", range(100)) for n in range(100)]
    (found,) = faults(lambda: grid_scenarios(axes))
    assert found.code == "BP027"


@pytest.mark.parametrize("value", [object(), 1j, b"x", {1: 2}, [[]], (), set(), float("nan"), 10**400, lambda: 3])
@pytest.mark.parametrize(
    "path", ["waiter.capacity", "arrivals", "take.service_time", "waiter.schedule", "regular.share"]
)
def test_values_of_wrong_types_are_refused(path: str, value: object) -> None:
    if path == "waiter.schedule" and value == ():
        return  # no schedule
    assert faults(lambda: apply_scenario(restaurant(), Scenario.of({path: value})))
