"""What a drawing is asked for beyond the service itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import LayoutError
from blueprint.graph import ServiceGraph
from blueprint.layout.overlay import PointColumn

EXTRAS = ("register", "order-penetration")
"""Parts of a drawing that are shown on request."""

NARROWEST = 560.0
"""A fold narrower than this [px] leaves no room for a lane's name and one box."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a drawing is asked for.

    Parameters
    ----------
    fold : float, optional
        Width [px] that the drawing wraps to, phase by phase; None draws it in one row.
    show : frozenset of str
        Parts shown on request: names of `EXTRAS`.
    told : ServiceGraph, optional
        The service whose times and emotions the rows beside the lanes tell, where more is drawn than happens: beside
        steps that were removed.
    columns : tuple of PointColumn
        What the register of fail points says more.
    """

    fold: float | None = None
    show: frozenset[str] = frozenset()
    told: ServiceGraph | None = None
    columns: tuple[PointColumn, ...] = ()


DEFAULT = Options()


def read_options(fold: float | None = None, show: Iterable[str] = ()) -> Options:
    """Check what a drawing is asked for; one name may stand for a list of one.

    Raises
    ------
    LayoutError
        BP801 for a part that there is not; BP802 for a fold that no drawing can keep to.
    """
    wanted = frozenset((show,) if isinstance(show, str) else show)
    for name in sorted(wanted - set(EXTRAS)):
        message = f"there is no part '{shorten(name, 40)}' to show"
        raise LayoutError.of("BP801", "unknown-part", message, hint=did_you_mean(name, EXTRAS))
    if fold is not None and not NARROWEST <= fold <= 1e6:
        message = f"a drawing cannot fold to {shorten(f'{fold:g}', 40)} px"
        hint = f"give a width from {NARROWEST:g} px on, such as 800 for a page or 1200 for a slide"
        raise LayoutError.of("BP802", "bad-fold", message, hint=hint)
    return Options(fold, wanted)
