"""Time axis: the standard time so far at the end of each phase; without phases, at the end of each column."""

from __future__ import annotations

from collections.abc import Sequence

from blueprint.analysis import Timeline
from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy.frame import Frame
from blueprint.layout.anatomy.names import set_name
from blueprint.layout.geometry import Rect
from blueprint.layout.result import Tick, TimeAxis
from blueprint.layout.swimlane.measure import Fonts, set_text
from blueprint.layout.text import wrap
from blueprint.layout.wording import Wording, write_at_least, write_duration
from blueprint.themes import Metrics

HEIGHT = 22.0
_LINE = 18.0  # where the line runs
_BESIDE_TICK = 6.0


def tell_times(
    graph: ServiceGraph, timeline: Timeline, columns: Sequence[tuple[str, ...]], wording: Wording
) -> dict[int, str]:
    """Write the standard time so far, by the number of the column at whose end it is reached.

    Stretches that the customer's clock does not pass have none. A time that follows from something unknown is told as
    the least that it can be.
    """
    visible = {step.id for step in graph.steps_of("customer", "onstage")} & timeline.steps.keys()
    phase_of = {step.id: number for number, phase in enumerate(graph.blueprint.phases) for step in phase.steps}
    by_phase = any(phase.label for phase in graph.blueprint.phases)
    ends: dict[int, int] = {}
    for number, column in enumerate(columns):
        if any(name in visible for name in column):
            ends[phase_of[column[0]] if by_phase else number] = number
    last_of_phase = {phase_of[column[0]]: number for number, column in enumerate(columns) if column}
    places = {last_of_phase[stretch] if by_phase else end for stretch, end in ends.items()}
    told: dict[int, str] = {}
    exact, at_least = True, 0.0
    for number, column in enumerate(columns):
        for time in (timeline.steps[name] for name in column if name in visible):
            exact, at_least = exact and time.finish is not None, max(at_least, time.finish_at_least)
        if number in places:
            told[number] = write_duration(at_least, wording) if exact else write_at_least(at_least, wording)
    return told


def set_axis(times: dict[int, str], frame: Frame, metrics: Metrics, wording: Wording, top: float) -> TimeAxis:
    """Set the axis of one row of lanes.

    Parameters
    ----------
    times : dict
        Time so far, by the number of the column at whose end it is reached.
    frame : Frame
        The columns of the row.
    top : float
        Upper edge of the axis [px].
    """
    font, leading = Fonts.of(metrics).footer, metrics.footer_leading
    ticks = []
    start = frame.left
    for cell in frame.cells:
        if cell.number in times:
            text = wrap(times[cell.number], font, cell.end - start - 2 * _BESIDE_TICK, 1)
            x = cell.end - _BESIDE_TICK - text.width
            ticks.append(Tick(cell.end, set_text("time", text, x, top + 2, leading, times[cell.number])))
            start = cell.end
    name = set_name("row", wording.rows["axis"], font, leading, frame, top + 2 + leading / 2, leading)
    rect = Rect(frame.x1, top, frame.x2 - frame.x1, HEIGHT)
    return TimeAxis(top + _LINE, frame.left, frame.x2, rect, name, tuple(ticks))
