"""Rows that go with the lanes: the time axis over them, the customer curve and the time row under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blueprint.analysis import Timeline, compute_timeline
from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy import axis
from blueprint.layout.anatomy.curve import HEIGHT, Path, customer_paths, set_curves
from blueprint.layout.anatomy.frame import Frame
from blueprint.layout.anatomy.time_row import set_time_row
from blueprint.layout.result import Curve, TimeAxis, TimeRow
from blueprint.layout.wording import Wording
from blueprint.model import Step
from blueprint.themes import Metrics


@dataclass(frozen=True, slots=True)
class Story:
    """What these rows tell of a service, the same for every row of a folded drawing.

    Parameters
    ----------
    timeline : Timeline, optional
        The customer's clock; None where no times are given.
    times : dict
        Time so far, by the number of the column at whose end it is reached.
    paths : mapping
        Customer steps by lane, where there are emotions.
    """

    timeline: Timeline | None
    times: dict[int, str]
    paths: Mapping[str, Path]

    @property
    def axis_height(self) -> float:
        """Room that the time axis takes [px]."""
        return axis.HEIGHT if self.timeline is not None else 0.0


def tell_story(graph: ServiceGraph, columns: Sequence[tuple[str, ...]], wording: Wording) -> Story:
    """Find out what there is to tell.

    Parameters
    ----------
    columns : sequence of tuple of str
        Ids of the steps in each column of the whole drawing, from left to right.
    """
    paths = customer_paths(graph, columns)
    if not any(_has_times(step) for step in graph.steps):
        return Story(None, {}, paths)
    timeline = compute_timeline(graph)
    if not timeline.has_times:
        return Story(None, {}, paths)
    return Story(timeline, axis.tell_times(graph, timeline, columns, wording), paths)


def _has_times(step: Step) -> bool:
    return step.service_time is not None or any(point.standard_time is not None for point in step.wait_points)


@dataclass(frozen=True, slots=True)
class LaneRows:
    """The rows that go with one row of lanes, and where they end [px]."""

    axes: tuple[TimeAxis, ...]
    curves: tuple[Curve, ...]
    time_rows: tuple[TimeRow, ...]
    bottom: float


def set_lane_rows(
    story: Story,
    graph: ServiceGraph,
    frame: Frame,
    metrics: Metrics,
    wording: Wording,
    axis_top: float,
    top: float,
) -> LaneRows:
    """Set what goes with one row of lanes, as far as there is something to tell of its columns.

    Parameters
    ----------
    frame : Frame
        The columns of the row.
    axis_top, top : float
        Upper edge of the axis, and lower edge of the lanes [px].
    """
    curves = tuple(set_curves(graph, story.paths, frame, metrics, wording, top))
    bottom = top + len(curves) * HEIGHT
    if story.timeline is None:
        return LaneRows((), curves, (), bottom)
    scale = axis.set_axis(story.times, frame, metrics, wording, axis_top)
    row = set_time_row(story.timeline, frame, metrics, wording, bottom)
    return LaneRows(
        axes=(scale,) if scale.ticks else (),
        curves=curves,
        time_rows=(row,) if row.segments else (),
        bottom=row.rect.bottom if row.segments else bottom,
    )
