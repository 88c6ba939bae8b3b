"""Text: the drawing as an outline in reading order, for terminals and for people who do not see the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.layout.drawing import Drawing
from blueprint.layout.overlay import Badge
from blueprint.layout.wording import Wording, write_duration
from blueprint.model import FailPoint, WaitPoint
from blueprint.rendering.tables import Outline, PointEntry, StepEntry, Strip, Way, one_line, outline_of


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
    return "\n".join(line.rstrip() for line in _lines(outline_of(drawing), drawing.wording)) + "\n"


def _lines(outline: Outline, wording: Wording) -> Iterator[str]:
    yield from _underlined(outline.title, "=")
    yield from outline.about
    if outline.strips:
        yield ""
        yield from (_strip(strip) for strip in outline.strips)
    for stretch in outline.stretches:
        yield ""
        if stretch.label:
            yield from _underlined(f"{stretch.label}{_told(stretch.told)}", "-")
        for step in stretch.steps:
            yield from _step(step, wording)
    yield from _register(wording.legend["fail"], [(entry, _fail(entry.point)) for entry in outline.fails])
    yield from _register(wording.legend["wait"], [(entry, _wait(entry.point, wording)) for entry in outline.waits])


def _underlined(text: str, line: str) -> tuple[str, str]:
    return text, line * min(60, max(3, len(text)))


def _strip(strip: Strip) -> str:
    return f"{strip.label}{_told(strip.told)}" if strip.lane is not None else f"~ {strip.label} ~"


def _step(step: StepEntry, wording: Wording) -> Iterator[str]:
    footer = f" ({step.footer})" if step.footer else ""
    points = "".join(f" [{mark.text}]" for mark in step.marks if mark.text)
    truth = " *" if any(mark.kind == "truth" for mark in step.marks) else ""
    yield f"* {step.lane_label}: {step.label}{footer}{points}{truth}"
    yield from (f"    {badge.text} {one_line(badge.title)}" for badge in step.told)
    if step.emotion:
        yield f"    {wording.page['emotion']}: {step.emotion}"
    if step.evidence:
        yield f"    {wording.lanes['evidence']}: {', '.join(step.evidence)}"
    for way in step.ways:
        yield f"    {_arrow(way)} {f'({way.target})' if way.leaves else way.target}{_condition(way)}{_told(way.told)}"


_ARROWS = {"flow": "->", "needs": "..>", "exchange": "<->", "influences": "~>", "recovery": "=>"}


def _arrow(way: Way) -> str:
    return "<->" if way.two_headed else _ARROWS[way.kind]


def _condition(way: Way) -> str:
    return f" ({way.condition})" if way.condition else ""


def _told(badges: Iterable[Badge]) -> str:
    """Say what overlays tell, behind what it is about."""
    return "".join(f" [{one_line(badge.title)}]" for badge in badges)


def _register(title: str, entries: list[tuple[PointEntry[FailPoint] | PointEntry[WaitPoint], str]]) -> Iterator[str]:
    if entries:
        yield ""
        yield title
        for entry, said in entries:
            yield f"  {entry.number} {entry.label} ({entry.step_label}){said}{_told(entry.told)}"


def _fail(point: FailPoint) -> str:
    parts = [] if point.cause is None else [one_line(point.cause)]
    parts += [] if point.effect is None else [f"-> {one_line(point.effect)}"]
    if point.rpn is not None:
        parts.append(f"RPN {point.severity} x {point.occurrence} x {point.detection} = {point.rpn}")
    return f": {'; '.join(parts)}" if parts else ""


def _wait(point: WaitPoint, wording: Wording) -> str:
    known = [time for time in (point.standard_time, point.acceptable_time) if time is not None]
    return f": {' / '.join(write_duration(time, wording) for time in known)}" if known else ""
