"""Badges and legend of overlays: where they stand in a finished layout, which stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from blueprint.layout.geometry import Rect
from blueprint.layout.overlay import SIGNS, TEXT_SIZE, Badge, Entry, Overlay, lane_key, phase_key
from blueprint.layout.quality.boxes import contains
from blueprint.layout.quality.scene import Buckets, Scene, Stretch
from blueprint.layout.quality.texts import heads_of
from blueprint.layout.result import (
    Layout,
    LegendItem,
    PlacedBadge,
    PlacedEvidence,
    PlacedStep,
    Register,
    RegisterRow,
    TextBlock,
    TextLine,
)
from blueprint.layout.text import Font, measure
from blueprint.themes import Metrics

_AT_BOX, _ON_FLOW = (18.0, 14.0, 11.0), (14.0, 11.0)  # height, where there is room, and where lines run close
_INSET = 8.0  # from the corner of a box, as marks have it
_FROM_EDGE = 3.0  # of a badge inside of a box
_PITCH = 4.0  # from one place that is tried to the next
_BEHIND = 6.0  # from a name to its badge
_AIR = 1.5  # around a badge
_FROM_END = 8.0  # from the end of a flow to the middle of its badge, at least; arrowheads stay free besides
_SYMBOL, _HEIGHT = 34.0, 24.0
_ABOVE = 18.0


def lay_badges(layout: Layout, overlays: Sequence[Overlay], metrics: Metrics) -> Layout:
    """Return a layout with the badges and the legend of overlays; boxes and lines stay where they are.

    Parameters
    ----------
    layout : Layout
        A finished layout [px].
    overlays : sequence of Overlay
        What is laid over it; of several badges at one element, the last one counts.
    metrics : Metrics
        Sizes [px].
    """
    badges = {badge.element: badge for overlay in overlays for badge in overlay.badges}
    placed = tuple(_Search(layout).place(badges)) if badges else ()
    entries = [entry for overlay in overlays for entry in overlay.legend]
    return _with_legend(replace(layout, badges=(*layout.badges, *placed)), entries, metrics)


# --- where badges stand ----------------------------------------------------------------------------------------------


class _Search:
    """Finds a free place for each badge, one after the other; one that finds none is left out."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.scene = scene = Scene.of(layout)
        self.heads = [head for flow in scene.flows for head in heads_of(flow)]
        size = scene.box_at.size
        self.stretch_at = self._buckets(size, (stretch.rect for stretch in scene.stretches))
        self.head_at = self._buckets(size, self.heads)
        self.stretches_of: dict[int, list[Stretch]] = defaultdict(list)
        for stretch in scene.stretches:
            self.stretches_of[stretch.flow].append(stretch)
        self.taken: dict[tuple[int, int], list[Rect]] = defaultdict(list)

    def _buckets(self, size: float, rects: Iterable[Rect]) -> Buckets:
        return Buckets(self.layout.width, self.layout.height, size, rects)

    def place(self, badges: dict[str, Badge]) -> Iterator[PlacedBadge]:
        """Yield the badges of what is drawn: steps, evidence, lanes, phases, flows, in this order."""
        boxes: list[PlacedStep | PlacedEvidence] = [*self.layout.steps, *self.layout.evidence]
        for item in boxes:
            yield from self._take(badges.get(item.id), _AT_BOX, partial(self._at_box, item))
        yield from self._at_names(badges)
        told: set[str] = set()
        for number, flow in enumerate(self.scene.flows):
            if flow.id not in told:
                found = list(self._take(badges.get(flow.id), _ON_FLOW, partial(self._on_flow, number)))
                told.update(placed.badge.element for placed in found)
                yield from found

    def _take(
        self, badge: Badge | None, sizes: Sequence[float], find: Callable[[float, float], Rect | None]
    ) -> Iterator[PlacedBadge]:
        """Yield a badge where a free place is found for it, as large as there is room."""
        if badge is None:
            return
        usable = sizes if badge.text in SIGNS else sizes[:-1]  # the smallest is too small for letters
        rects = (find(badge_width(badge.text, size), size) for size in usable)
        rect = next((found for found in rects if found is not None), None)
        if rect is not None:
            for cell in self.scene.box_at.cells_of(rect):
                self.taken[cell].append(rect)
            yield PlacedBadge(badge, rect)

    def _at_box(self, item: PlacedStep | PlacedEvidence, width: float, height: float) -> Rect | None:
        texts = [item.label.rect]
        if isinstance(item, PlacedStep) and item.footer is not None:
            texts.append(item.footer.rect)
        places = _places(item.rect, width, height, beside_first=isinstance(item, PlacedEvidence))
        return next((rect for rect in places if self._is_free(rect, item.id, texts)), None)

    def _at_names(self, badges: dict[str, Badge]) -> Iterator[PlacedBadge]:
        """Yield the badges of lanes and phases, behind or under their names; those of a folded drawing once."""
        names = [(lane_key(band.id), band.label.rect, band.rect) for band in self.layout.bands]
        names += [(phase_key(phase.id), phase.label.rect, phase.rect) for phase in self.layout.phases]
        told: set[str] = set()
        for element, name, room in names:
            if element not in told:
                found = list(self._take(badges.get(element), _ON_FLOW, partial(self._at_name, name, room)))
                told.update(placed.badge.element for placed in found)
                yield from found

    def _at_name(self, name: Rect, room: Rect, width: float, height: float) -> Rect | None:
        places = (
            _around(name.right + _BEHIND + width / 2, name.y + name.h / 2, width, height),
            _around(name.x + width / 2, name.bottom + _BEHIND + height / 2, width, height),
        )
        return next((rect for rect in places if contains(room, rect) and self._is_free(rect)), None)

    def _on_flow(self, number: int, width: float, height: float) -> Rect | None:
        """Return a free place on a flow, near the middle of its longest stretch."""
        own = sorted(self.stretches_of[number], key=lambda stretch: stretch.low - stretch.high)
        places = (_around(*at, width, height) for stretch in own for at in _points_on(stretch))
        return next((rect for rect in places if self._is_free(rect, own_flow=number)), None)

    def _is_free(self, rect: Rect, own_box: str = "", texts: Iterable[Rect] = (), own_flow: int | None = None) -> bool:
        scene = self.scene
        room = Rect(rect.x - _AIR, rect.y - _AIR, rect.w + 2 * _AIR, rect.h + 2 * _AIR)
        if room.x < 0 or room.y < 0 or room.right > self.layout.width or room.bottom > self.layout.height:
            return False
        boxes = (scene.boxes[number] for number in scene.box_at.near(room))
        met = [box.rect for box in boxes if box.name != own_box]
        met += [scene.marks[number].rect for number in scene.mark_at.near(room)]
        met += [scene.labels[number] for number in scene.label_at.near(room)]
        met += [scene.names[number] for number in scene.name_at.near(room)]
        met += [self.heads[number] for number in self.head_at.near(room)]
        met += [other for cell in scene.box_at.cells_of(room) for other in self.taken.get(cell, ())]
        lines = (scene.stretches[number] for number in self.stretch_at.near(room))
        crossed = any(line.flow != own_flow and _meets(line, room) for line in lines)
        return not crossed and not any(room.overlaps(other, 0.0) for other in (*met, *texts))


def badge_width(text: str, height: float) -> float:
    """Return the width of a badge: a disc around a sign or a letter, longer where the text is [px]."""
    if text in SIGNS:
        return height
    return max(height, round(measure(text, Font(TEXT_SIZE, bold=True)) * 1.08 + 10))


def _around(x: float, y: float, width: float, height: float) -> Rect:
    return Rect(x - width / 2, y - height / 2, width, height)


def _places(box: Rect, width: float, height: float, *, beside_first: bool) -> Iterator[Rect]:
    """Yield places at a box: along the upper edge from the left, the lower one, inside of both, at the sides."""
    beside = [
        _around(x, box.y + box.h / 2 + away, width, height)
        for away in _away(box.h / 2 - height / 2)
        for x in (box.x, box.right)
    ]
    count = int((box.w - 2 * _INSET - width) / _PITCH) + 1
    steps = [box.x + _INSET + width / 2 + index * _PITCH for index in range(count)]
    inside = height / 2 + _FROM_EDGE
    along = [
        _around(x, y, width, height) for y in (box.y, box.bottom, box.y + inside, box.bottom - inside) for x in steps
    ]
    yield from (*beside, *along) if beside_first else (*along, *beside)


def _away(most: float) -> Iterator[float]:
    """Yield 0 and distances to both sides of it, the nearest first."""
    yield 0.0
    for index in range(1, int(most / _PITCH) + 1):
        yield from (index * _PITCH, -index * _PITCH)


def _points_on(stretch: Stretch) -> Iterator[tuple[float, float]]:
    """Yield points of a stretch from its middle on, with the arrowheads at its ends left free."""
    middle = (stretch.low + stretch.high) / 2
    for away in _away((stretch.high - stretch.low) / 2 - _FROM_END):
        if stretch.high - stretch.low >= 2 * _FROM_END:
            yield (stretch.at, middle + away) if stretch.vertical else (middle + away, stretch.at)


def _meets(line: Stretch, rect: Rect) -> bool:
    near, far, low, high = (
        (rect.x, rect.right, rect.y, rect.bottom) if line.vertical else (rect.y, rect.bottom, rect.x, rect.right)
    )
    return near < line.at < far and line.low < high and line.high > low


# --- legend ----------------------------------------------------------------------------------------------------------


def _with_legend(layout: Layout, entries: Sequence[Entry], metrics: Metrics) -> Layout:
    """Return a layout whose legend goes on with those of overlays, in lines of their own; registers move down."""
    if not entries:
        return layout
    under = max((item.rect.bottom for item in layout.legend), default=0.0)
    below = min((register.rect.y for register in layout.registers), default=layout.height - metrics.margin)
    top = under or below + (0 if layout.registers else _ABOVE)
    items = tuple(_items(entries, metrics, layout.width, top))
    more = items[-1].rect.bottom - (under or below)
    return replace(
        layout,
        height=layout.height + more,
        legend=(*layout.legend, *items),
        registers=tuple(_moved_register(register, more) for register in layout.registers),
    )


def _items(entries: Sequence[Entry], metrics: Metrics, width: float, top: float) -> Iterator[LegendItem]:
    font = Font(metrics.footer_size)
    start = metrics.margin + 2
    x, y = start, top
    for entry in entries:
        label_width = measure(entry.label, font) * 1.08
        needed = _SYMBOL + 8 + label_width + 22
        if x + needed > width - metrics.margin and x > start:
            x, y = start, y + _HEIGHT
        at = Rect(x + _SYMBOL + 8, y + 4, label_width, 16)
        label = TextBlock("legend", (TextLine(at.x, y + 16, entry.label),), at, entry.label)
        yield LegendItem("overlay", Rect(x, y, _SYMBOL, _HEIGHT), label, entry)
        x += needed


def _moved_register(register: Register, down: float) -> Register:
    return replace(
        register,
        rect=register.rect.shifted(0, down),
        title=_moved(register.title, down),
        heads=tuple(_moved(head, down) for head in register.heads),
        rows=tuple(_moved_row(row, down) for row in register.rows),
    )


def _moved_row(row: RegisterRow, down: float) -> RegisterRow:
    mark = replace(row.mark, rect=row.mark.rect.shifted(0, down))
    cells = tuple(_moved(cell, down) for cell in row.cells)
    return replace(row, mark=mark, rect=row.rect.shifted(0, down), cells=cells)


def _moved(text: TextBlock, down: float) -> TextBlock:
    lines = tuple(replace(line, y=round(line.y + down, 2)) for line in text.lines)
    return replace(text, lines=lines, rect=text.rect.shifted(0, down))
