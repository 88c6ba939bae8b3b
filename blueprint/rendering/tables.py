"""What a drawing tells, as plain data in reading order: lanes, phases, steps and where they lead, and the registers.

The text outline, the table of the HTML page and the spoken names of the SVG are written from here, so that all of them
say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from blueprint.layout.drawing import Drawing
from blueprint.layout.marks import StepMark, marks_of, number_points
from blueprint.layout.overlay import Badge, lane_key, phase_key
from blueprint.layout.result import EdgeKind, PlacedStep, RoutedFlow
from blueprint.layout.wording import Wording
from blueprint.model import END, Evidence, FailPoint, Step, WaitPoint

P = TypeVar("P", FailPoint, WaitPoint)


@dataclass(frozen=True, slots=True)
class Strip:
    """A lane, or a line between lanes (then `lane` is None); `told` is what overlays say of it."""

    label: str
    kind: str
    lane: str | None
    told: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Where a step leads.

    Parameters
    ----------
    target : str
        Label of the other step; where the customer `leaves`, words that say so.
    condition : str
        Condition and share as drawn; empty where there is none.
    told : tuple of Badge
        What overlays say of it.
    """

    kind: EdgeKind
    two_headed: bool
    rework: bool
    leaves: bool
    target: str
    condition: str
    told: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step and all that is drawn on it; every text is one line.

    Parameters
    ----------
    lane, lane_label : str
        Id and name of its lane.
    footer : str
        Who and how long; empty where nothing is known.
    emotion : str
        How the customer feels, from −2 to +2; empty where it is unknown.
    evidence : tuple of str
        What the customer sees, hears or holds there.
    link, detail : str
        Address that opens, and path of the blueprint inside; empty where there is none.
    told : tuple of Badge
        What overlays say of it.
    """

    id: str
    label: str
    lane: str
    lane_label: str
    footer: str
    emotion: str
    marks: tuple[StepMark, ...]
    evidence: tuple[str, ...]
    ways: tuple[Way, ...]
    link: str
    detail: str
    told: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase with its steps in reading order; the only one of a blueprint without phases has no label.

    `told` is what overlays say of it.
    """

    id: str
    label: str
    steps: tuple[StepEntry, ...]
    told: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class PointEntry(Generic[P]):
    """A line of a register: a fail point or wait point with its number, and the step where it is.

    `told` is what overlays say of it.
    """

    number: str
    label: str
    step: str
    step_label: str
    point: P
    told: tuple[Badge, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a drawing tells, in reading order.

    Parameters
    ----------
    title : str
        Name of the service.
    about : tuple of str
        What stands under the title.
    strips : tuple of Strip
        Lanes from front to back, with the lines between them.
    stretches : tuple of Stretch
        Phases with their steps: column by column, from front to back.
    fails, waits : tuple of PointEntry
        The registers, in the order of the numbers.
    """

    title: str
    about: tuple[str, ...]
    strips: tuple[Strip, ...]
    stretches: tuple[Stretch, ...]
    fails: tuple[PointEntry[FailPoint], ...]
    waits: tuple[PointEntry[WaitPoint], ...]

    @property
    def steps(self) -> Iterator[StepEntry]:
        """All steps in reading order."""
        return (step for stretch in self.stretches for step in stretch.steps)

    def cells(self, lane: str) -> tuple[tuple[StepEntry, ...], ...]:
        """Return the steps of a lane, phase by phase: a row of the table."""
        return tuple(tuple(step for step in stretch.steps if step.lane == lane) for stretch in self.stretches)


def outline_of(drawing: Drawing) -> Outline:
    """Return all that a drawing tells.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.
    """
    blueprint = drawing.blueprint
    numbers = number_points(blueprint)
    return Outline(
        one_line(blueprint.title),
        tuple(one_line(block.text) for block in drawing.layout.title[1:]),
        _strips(drawing),
        tuple(_stretches(drawing)),
        tuple(_entry(drawing, numbers, step, point) for step in blueprint.steps for point in step.fail_points),
        tuple(_entry(drawing, numbers, step, point) for step in blueprint.steps for point in step.wait_points),
    )


def one_line(text: str) -> str:
    r"""Return a text of several lines as one line.

    Examples
    --------
    >>> one_line("Take\n  the order")
    'Take the order'
    """
    return " ".join(text.split())


def spoken(step: StepEntry, wording: Wording) -> str:
    """Return what a screen reader says of a step: lane, label, who and how long, and its marks by name."""
    parts = [f"{step.lane_label}: {step.label}"]
    if step.footer:
        parts.append(step.footer)
    if step.emotion:
        parts.append(f"{wording.page['emotion']}: {step.emotion}")
    parts += [spoken_mark(mark, wording) for mark in step.marks]
    return ", ".join([*parts, *(one_line(badge.title) for badge in step.told)])


def spoken_mark(mark: StepMark, wording: Wording) -> str:
    """Return what a screen reader says of a mark."""
    kind = wording.legend[mark.kind]
    return f"{kind} {mark.text}: {one_line(mark.title)}" if mark.kind in ("fail", "wait") else kind


def _entry(drawing: Drawing, numbers: Mapping[str, str], step: Step, point: P) -> PointEntry[P]:
    told = drawing.badges_of(point.id)
    return PointEntry(numbers[point.id], one_line(point.label), step.id, one_line(step.label), point, told)


def _strips(drawing: Drawing) -> tuple[Strip, ...]:
    """Return lanes and lines from front to back; what a folded drawing repeats is told once."""
    bands, lines = drawing.layout.bands, drawing.layout.lines
    told = {band.id: drawing.badges_of(lane_key(band.id)) for band in bands}
    found = [
        (band.rect.center[1], Strip(one_line(band.label.text), band.kind, band.id, told[band.id])) for band in bands
    ]
    found += [(line.y, Strip(one_line(line.label.text), line.kind, None)) for line in lines]
    strips = dict.fromkeys(strip for _, strip in sorted(found, key=lambda item: item[0]))
    return tuple(sorted(strips, key=lambda strip: strip.kind != "evidence"))  # the first row may have none


def _stretches(drawing: Drawing) -> Iterator[Stretch]:
    names = {phase.id: one_line(phase.label) for phase in drawing.blueprint.phases}
    lanes = {lane: one_line(name) for lane, name in drawing.lane_names.items()}
    marks, ways = marks_of(drawing.blueprint), _ways(drawing)
    for phase, placed in groupby(drawing.layout.steps, key=lambda step: step.phase):
        steps = (_step(drawing, step, lanes, marks, ways.get(step.id, [])) for step in placed)
        yield Stretch(phase, names.get(phase, ""), tuple(steps), drawing.badges_of(phase_key(phase)))


def _step(
    drawing: Drawing,
    placed: PlacedStep,
    lanes: Mapping[str, str],
    marks: Mapping[str, tuple[StepMark, ...]],
    ways: list[Way],
) -> StepEntry:
    step = drawing.blueprint.step_by_id[placed.id]
    return StepEntry(
        id=step.id,
        label=one_line(step.label),
        lane=placed.lane,
        lane_label=lanes[placed.lane],
        footer=one_line(placed.footer.text) if placed.footer else "",
        emotion="" if step.emotion is None else _signed(step.emotion),
        marks=marks[step.id],
        evidence=tuple(_piece(drawing, piece) for piece in step.evidence),
        ways=tuple(ways),
        link=step.link or "",
        detail=step.detail or "",
        told=drawing.badges_of(step.id),
    )


def _piece(drawing: Drawing, piece: Evidence) -> str:
    label, said = one_line(piece.label), one_line(drawing.said_of(piece.id))
    return f"{label} ({said})" if said else label


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "−") if value else "0"


def _ways(drawing: Drawing) -> dict[str, list[Way]]:
    """Return where each step leads, by its id."""
    labels = {step.id: one_line(step.label) for step in drawing.blueprint.steps}
    labels[END] = drawing.wording.legend["end"]
    found: dict[str, list[Way]] = {}
    for flow in drawing.layout.flows:
        found.setdefault(flow.source, []).append(_way(flow, labels[flow.target], drawing.badges_of(flow.id)))
    return found


def _way(flow: RoutedFlow, target: str, told: tuple[Badge, ...]) -> Way:
    condition = one_line(flow.label.text) if flow.label else ""
    return Way(flow.kind, flow.two_headed, flow.rework, flow.target == END, target, condition, told)
