"""Customer curve: under the lanes, how customers feel from step to step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy.frame import Frame
from blueprint.layout.anatomy.names import set_name
from blueprint.layout.geometry import Rect
from blueprint.layout.result import Curve, CurvePoint
from blueprint.layout.swimlane.measure import Fonts
from blueprint.layout.wording import Wording, lane_name
from blueprint.model import Lane, Step
from blueprint.themes import Metrics

HEIGHT = 96.0
_UNIT = 16.0  # of emotion
_FACE = 16.0
_BESIDE = 10.0  # from the faces to the columns

Path = tuple[Step, ...]
"""The steps of one customer lane, in the order of columns."""


def customer_paths(graph: ServiceGraph, columns: Iterable[tuple[str, ...]]) -> dict[str, Path]:
    """Return the steps of each customer lane that has an emotion anywhere, in the order of columns."""
    customers = {step.id for step in graph.steps_of("customer")}
    found: dict[str, list[Step]] = {}
    for column in columns:
        for name in sorted(column, key=graph.number.__getitem__):
            if name in customers:
                step = graph.blueprint.step_by_id[name]
                found.setdefault(step.lane, []).append(step)
    lanes = (lane.id for lane in graph.blueprint.lanes)
    return {lane: tuple(found[lane]) for lane in lanes if any(step.emotion is not None for step in found.get(lane, ()))}


def set_curves(
    graph: ServiceGraph, paths: Mapping[str, Path], frame: Frame, metrics: Metrics, wording: Wording, top: float
) -> Iterator[Curve]:
    """Yield the curve of each customer lane that passes one row of lanes, one under the other.

    Parameters
    ----------
    paths : mapping
        Customer steps of the whole drawing by lane.
    frame : Frame
        The columns of the row.
    top : float
        Upper edge of the first curve [px].
    """
    fonts = Fonts.of(metrics)
    inner = Frame(frame.x1, frame.x2, frame.left - _FACE - _BESIDE, frame.cells)
    for lane, path in paths.items():
        zero = top + HEIGHT / 2
        points = tuple(_points(path, frame, zero))
        if not points:
            continue
        text = _name(graph.blueprint.lane_by_id[lane], wording, alone=len(paths) == 1)
        x = frame.left - _BESIDE - _FACE
        yield Curve(
            lane=lane,
            rect=Rect(frame.x1, top, frame.x2 - frame.x1, HEIGHT),
            name=set_name("row", text, fonts.lane, metrics.label_leading, inner, zero, HEIGHT - 8),
            x1=frame.left,
            x2=frame.x2,
            zero=zero,
            good=Rect(x, zero - 2 * _UNIT - _FACE / 2, _FACE, _FACE),
            bad=Rect(x, zero + 2 * _UNIT - _FACE / 2, _FACE, _FACE),
            points=points,
        )
        top += HEIGHT


def _name(lane: Lane, wording: Wording, *, alone: bool) -> str:
    return wording.rows["curve"] if alone else f"{wording.rows['curve']}: {lane_name(lane, wording)}"


def _points(path: Path, frame: Frame, zero: float) -> Iterator[CurvePoint]:
    """Yield the known points of this row, and where the curve comes in from the row before or goes on to the next."""
    xs = _places(path, frame)
    known = [index for index, step in enumerate(path) if step.emotion is not None]
    if known and path[known[0]].id in xs:
        yield _point(path[known[0]], xs, zero, is_known=True)
    for before, after in pairwise(known):
        is_known = after == before + 1
        one, other = path[before], path[after]
        edge = zero - _UNIT * ((one.emotion or 0.0) + (other.emotion or 0.0)) / 2
        if other.id in xs:
            if one.id not in xs:
                yield CurvePoint(frame.left, edge, "", None, is_known)
            yield _point(other, xs, zero, is_known=is_known)
        elif one.id in xs:
            yield CurvePoint(frame.x2, edge, "", None, is_known)


def _point(step: Step, xs: Mapping[str, float], zero: float, *, is_known: bool) -> CurvePoint:
    emotion = step.emotion or 0.0
    return CurvePoint(xs[step.id], zero - _UNIT * emotion, step.id, emotion, is_known)


def _places(path: Path, frame: Frame) -> dict[str, float]:
    """Return the x of each step of this row; steps of one column share its width [px]."""
    place_of = frame.place_of
    columns: dict[int, list[str]] = {}
    for step in path:
        if step.id in place_of:
            columns.setdefault(place_of[step.id], []).append(step.id)
    return {
        name: frame.cells[place].left
        + (frame.cells[place].right - frame.cells[place].left) * (index + 1) / (len(names) + 1)
        for place, names in columns.items()
        for index, name in enumerate(names)
    }
