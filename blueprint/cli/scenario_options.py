"""Options of all commands that compute a service under other values: --set, --scenarios and --scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from blueprint.cli.output import read_input
from blueprint.diagnostics import shorten

if TYPE_CHECKING:
    from blueprint.analysis.changes import Scenario
    from blueprint.analysis.grids import Axis

_SET = (
    "Another value: waiter.capacity=4, arrivals=*1.2, take.service_time='2 min'. Any number of them, one after the "
    "other; quote a flow: 'take>>choose.probability=10%'."
)
_FILE = "YAML file of scenarios, or of a grid of values."
_NAME = "A scenario of that file; any number of them. Default: all."
_OPTIONS = (
    click.option("--set", "changes", multiple=True, metavar="PATH=VALUE", help=_SET),
    click.option("--scenarios", metavar="FILE", help=_FILE),
    click.option("--scenario", "names", multiple=True, metavar="NAME", help=_NAME),
)


def scenario_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``changes scenarios names`` to a command, as `read_choice` takes them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Choice:
    """The scenarios that a command is to compute.

    Parameters
    ----------
    base : Scenario
        What the others are compared with; without changes, the service as it is.
    scenarios : tuple of Scenario
        Each with all of its changes; empty if nothing was asked for.
    axes : tuple of Axis
        Values of the grid, if the file has one and no scenario was named.
    """

    base: Scenario
    scenarios: tuple[Scenario, ...]
    axes: tuple[Axis, ...] = ()


def read_choice(changes: Sequence[str], scenarios: str | None, names: Sequence[str]) -> Choice:
    """Return what the options ask for.

    What ``--set`` says is changed last, and in the base too.

    Raises
    ------
    BlueprintError
        As `parse_change` and `parse_scenarios` of `blueprint.io.scenarios`; BP104 for a name that is not in the file.
    click.UsageError
        For a name without a file.
    """
    from blueprint.analysis.changes import Scenario
    from blueprint.io.scenarios import parse_change, parse_scenarios
    from blueprint.io.source import decode

    own = tuple(parse_change(text) for text in changes)
    if scenarios is None:
        if names:
            raise click.UsageError("--scenario needs the file of the scenarios: '--scenarios FILE'")
        return Choice(Scenario(), (Scenario(changes=own),) if own else ())
    name = "<stdin>" if scenarios == "-" else scenarios
    file = parse_scenarios(decode(read_input(scenarios), name), name)
    chosen = [file.named(wanted) for wanted in names] or file.scenarios
    complete = tuple(scenario.after(file.base).followed_by(own) for scenario in chosen)
    return Choice(file.base.followed_by(own), complete, () if names else file.axes)


def read_one(changes: Sequence[str], scenarios: str | None, names: Sequence[str]) -> Scenario | None:
    """Return the scenario that is asked for, by commands that compute one at a time; None if nothing is changed.

    Raises
    ------
    BlueprintError
        As `read_choice`.
    click.UsageError
        For several scenarios.
    """
    found = read_choice(changes, scenarios, names).scenarios
    if len(found) > 1:
        known = ", ".join(f"'{shorten(item.name, 30)}'" for item in found[:6])
        raise click.UsageError(f"one scenario is computed at a time: take one of {known} with --scenario")
    return found[0] if found else None
