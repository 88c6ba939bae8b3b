"""Lanes of a draft: which lane a step method means, and which lanes the blueprint has in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from blueprint.model import LANE_KINDS, STANDARD_LANES, Lane, LaneKind


def lanes_for(kind: LaneKind, lanes: Iterable[Lane]) -> list[Lane]:
    """Return the lanes that a step method of this kind may mean: the one named like it, else all of the kind.

    None of them means that the usual lane of the kind is to be added.
    """
    known = list(lanes)
    named = [lane for lane in known if lane.id == kind]
    return named or [lane for lane in known if lane.kind == kind]


def usual_lane(kind: LaneKind) -> Lane:
    """Return the lane that a kind has when nobody declares one."""
    return Lane(id=kind, kind=kind)


def arrange_lanes(declared: Sequence[Lane], added: Iterable[LaneKind]) -> tuple[Lane, ...]:
    """Return the lanes of a blueprint from top to bottom.

    Parameters
    ----------
    declared : sequence of Lane
        Lanes that were declared, in their order.
    added : iterable of LaneKind
        Kinds whose usual lane was added because a step needed it.

    Returns
    -------
    tuple of Lane
        The usual five while none is declared and nothing below the line of implementation is used; else those that are
        declared or needed.
    """
    kinds = set(added)
    if not declared and "management" not in kinds:
        return STANDARD_LANES
    ids = {lane.id for lane in declared}
    needed = [usual_lane(kind) for kind in LANE_KINDS if kind in kinds and kind not in ids]
    return tuple(sorted((*declared, *needed), key=lambda lane: lane.rank))
