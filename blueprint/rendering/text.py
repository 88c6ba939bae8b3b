"""Text: the drawing as an outline in reading order, for terminals and for people who do not see the picture."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from blueprint.layout.drawing import Drawing
from blueprint.layout.marks import number_points
from blueprint.layout.result import PlacedStep, RoutedFlow
from blueprint.layout.wording import write_duration
from blueprint.model import END, FailPoint, WaitPoint


def draw_text(drawing: Drawing) -> str:
    """Return a drawing as an outline: phases, their steps from left to right and front to back, and where they lead.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    str
        Lines of text with one final line break.
    """
    return "\n".join(line.rstrip() for line in _lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    title = drawing.blueprint.title
    yield title
    yield "=" * min(60, max(3, len(title)))
    for block in drawing.layout.title[1:]:
        yield block.text
    names = {phase.id: phase.label for phase in drawing.blueprint.phases}
    yield from _lanes(drawing)
    by_source: dict[str, list[RoutedFlow]] = {}
    for flow in drawing.layout.flows:
        by_source.setdefault(flow.source, []).append(flow)
    numbers = number_points(drawing.blueprint)
    labels = {step.id: step.label for step in drawing.blueprint.steps}
    for phase, steps in groupby(drawing.layout.steps, key=lambda step: step.phase):
        yield ""
        if names.get(phase):
            yield names[phase]
            yield "-" * min(60, max(3, len(names[phase])))
        for step in steps:
            yield from _step(drawing, step, numbers, by_source.get(step.id, []), labels)
    yield from _register(drawing, numbers)


def _lanes(drawing: Drawing) -> Iterator[str]:
    """Yield the lanes from front to back, with the lines between them."""
    parts: list[tuple[float, str]] = [(band.rect.center[1], band.label.text) for band in drawing.layout.bands]
    parts += [(line.y, f"~ {line.label.text} ~") for line in drawing.layout.lines]
    if parts:
        yield ""
        yield from (text for _, text in sorted(parts, key=lambda part: part[0]))


def _step(
    drawing: Drawing, placed: PlacedStep, numbers: dict[str, str], flows: list[RoutedFlow], labels: dict[str, str]
) -> Iterator[str]:
    step = drawing.blueprint.step_by_id[placed.id]
    lanes = {band.id: band.label.text for band in drawing.layout.bands}
    footer = f" ({placed.footer.text})" if placed.footer else ""
    points: tuple[FailPoint | WaitPoint, ...] = (*step.fail_points, *step.wait_points)
    marks = "".join(f" [{numbers[point.id]}]" for point in points)
    truth = " *" if step.moment_of_truth else ""
    yield f"* {lanes[placed.lane]}: {_one_line(step.label)}{footer}{marks}{truth}"
    if step.evidence:
        sees = ", ".join(_one_line(piece.label) for piece in step.evidence)
        yield f"    {drawing.wording.lanes['evidence']}: {sees}"
    for flow in flows:
        yield f"    {_arrow(flow)} {_target(drawing, flow, labels)}{_condition(flow)}"


_ARROWS = {"flow": "->", "needs": "..>", "exchange": "<->", "influences": "~>", "recovery": "=>"}


def _arrow(flow: RoutedFlow) -> str:
    return "<->" if flow.two_headed else _ARROWS[flow.kind]


def _target(drawing: Drawing, flow: RoutedFlow, labels: dict[str, str]) -> str:
    return f"({drawing.wording.legend['end']})" if flow.target == END else _one_line(labels[flow.target])


def _condition(flow: RoutedFlow) -> str:
    return f" ({flow.label.text})" if flow.label else ""


def _register(drawing: Drawing, numbers: dict[str, str]) -> Iterator[str]:
    for kind, points in (
        ("fail", [(step, point) for step in drawing.blueprint.steps for point in step.fail_points]),
        ("wait", [(step, point) for step in drawing.blueprint.steps for point in step.wait_points]),
    ):
        if points:
            yield ""
            yield drawing.wording.legend[kind]
            for step, point in points:
                said = _fail(point) if isinstance(point, FailPoint) else _wait(drawing, point)
                yield f"  {numbers[point.id]} {_one_line(point.label)} ({_one_line(step.label)}){said}"


def _fail(point: FailPoint) -> str:
    parts = [] if point.cause is None else [f"{_one_line(point.cause)}"]
    parts += [] if point.effect is None else [f"-> {_one_line(point.effect)}"]
    if point.rpn is not None:
        parts.append(f"RPN {point.severity} x {point.occurrence} x {point.detection} = {point.rpn}")
    return f": {'; '.join(parts)}" if parts else ""


def _wait(drawing: Drawing, point: WaitPoint) -> str:
    times = [
        write_duration(time, drawing.wording)
        for time in (point.standard_time, point.acceptable_time)
        if time is not None
    ]
    return f": {' / '.join(times)}" if times else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
