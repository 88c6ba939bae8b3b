"""Options of all commands that compute a service under other values: --set, --scenarios and --scenario."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from blueprint.cli.output import read_input
from blueprint.diagnostics import shorten

if TYPE_CHECKING:
    from blueprint.analysis.changes import Change, Scenario
    from blueprint.analysis.grids import Axis

_SET = (
    "Another value: waiter.capacity=4, arrivals=*1.2, take.service_time='2 min'; or all whole numbers of a range: "
    "waiter.capacity=2..6. Any number of them, one after the other; quote a flow: 'take>>choose.probability=10%'."
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
        Values of the grid: of ranges on the command line, or of the file if no scenario was named.
    """

    base: Scenario
    scenarios: tuple[Scenario, ...]
    axes: tuple[Axis, ...] = ()


def read_choice(changes: Sequence[str], scenarios: str | None, names: Sequence[str]) -> Choice:
    """Return what the options ask for.

    What ``--set`` says is changed last, and in the base too; its ranges make a grid.

    Raises
    ------
    BlueprintError
        As `parse_change`, `find_axis` and `parse_scenarios` of `blueprint.io.scenarios`; BP104 for a name that is not
        in the file, BP027 for a grid that is too large.
    click.UsageError
        For a name without a file, and for a range beside one.
    """
    from blueprint.analysis.changes import Scenario
    from blueprint.io.scenarios import find_axis, parse_change, parse_scenarios
    from blueprint.io.source import decode

    given = [(change, find_axis(change)) for change in map(parse_change, changes)]
    own, axes = tuple(change for change, axis in given if axis is None), tuple(axis for _, axis in given if axis)
    if scenarios is None:
        if names:
            raise click.UsageError("--scenario needs the file of the scenarios: '--scenarios FILE'")
        return _grid(own, axes) if axes else Choice(Scenario(), (Scenario(changes=own),) if own else ())
    if axes:
        raise click.UsageError(
            f"'{shorten(axes[0].path, 40)}' goes through a range, and so do scenarios: write a 'grid:' in the file"
        )
    name = "<stdin>" if scenarios == "-" else scenarios
    file = parse_scenarios(decode(read_input(scenarios), name), name)
    chosen = [file.named(wanted) for wanted in names] or file.scenarios
    complete = tuple(scenario.after(file.base).followed_by(own) for scenario in chosen)
    return Choice(file.base.followed_by(own), complete, () if names else file.axes)


def _grid(own: tuple[Change, ...], axes: tuple[Axis, ...]) -> Choice:
    """Return the combinations of ranges, each with all other changes."""
    from blueprint.analysis.changes import Scenario
    from blueprint.analysis.grids import grid_scenarios

    base = Scenario(changes=own)
    cells = tuple(grid_scenarios(axes))
    if len(cells) == 1:
        return Choice(Scenario(), (cells[0].after(base),))
    return Choice(base, tuple(cell.after(base) for cell in cells), axes)


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
        if scenarios is None:
            raise click.UsageError("one scenario is computed at a time: set a single value instead of a range")
        known = ", ".join(f"'{shorten(str(item), 30)}'" for item in found[:6])
        raise click.UsageError(f"one scenario is computed at a time: take one of {known} with --scenario")
    return found[0] if found else None
