"""Folding: a long drawing becomes rows that fit a width, divided between phases where that is possible.

Lines between rows end in connectors. A connector has the number of the step that it leads to, so that all lines of one
kind to one step share it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from blueprint.layout.swimlane.columns import Columns
from blueprint.layout.swimlane.edges import Edge, LooseEnd
from blueprint.layout.swimlane.placement import place
from blueprint.layout.swimlane.sheet import Setting, Sheet, make_sheet
from blueprint.model import END

Stretch = tuple[int, int]
"""The first column of a row, and the first one of the next."""

_LEAST_FILLED = 0.5  # a row ends with a phase if that leaves it at least so full


def fold(setting: Setting, width: float | None) -> tuple[Sheet, ...]:
    """Divide a drawing into rows.

    Parameters
    ----------
    setting : Setting
        The drawing.
    width : float, optional
        What the page is wide [px]; None leaves the drawing in one row.

    Returns
    -------
    tuple of Sheet
        From top to bottom. A row with one column that is too wide for the page stays as it is.
    """
    whole = make_sheet(setting, setting.columns, setting.edges)
    if width is None or _width(whole) <= width:
        return (whole,)
    kept = frozenset(lane.id for lane in whole.rows.lanes if lane.kind != "evidence")
    folded = _Folding(setting, kept, whole.names.gutter)
    stretches = list(_divide(folded, width))
    folded.number_connectors(stretches)
    return tuple(map(folded.sheet, stretches))


def _width(sheet: Sheet) -> float:
    return place(sheet.task).width + sheet.task.metrics.margin


class _Folding:
    """The rows of one drawing, each made of what touches its columns alone: so cost does not grow with their number."""

    def __init__(self, setting: Setting, kept: frozenset[str], gutter: float) -> None:
        self.setting, self.kept, self.gutter = setting, kept, gutter
        self.numbers: dict[Hashable, str] = {}
        """Numbers of connectors, once it is known where the rows end."""
        self._widest = str(len(setting.edges))  # what a connector has before
        self._edges_of_column: dict[int, list[int]] = defaultdict(list)
        for number, edge in enumerate(setting.edges):
            for column in {self._column(edge.source), self._column(edge.target)}:
                self._edges_of_column[column].append(number)

    def _column(self, step: str) -> int:  # -1 for the end of the service, which is in no column
        return self.setting.columns.of_step.get(step, -1)

    def sheet(self, stretch: Stretch) -> Sheet:
        """Return a row."""
        touching = {number for column in range(*stretch) for number in self._edges_of_column[column]}
        inner: list[Edge] = []
        between: list[Edge] = []
        for number in sorted(touching):
            edge = self.setting.edges[number]
            stays = edge.target == END or self._is_in(stretch, edge.source) == self._is_in(stretch, edge.target)
            (inner if stays else between).append(edge)
        columns = self.setting.columns.stretch(*stretch)
        return make_sheet(
            self.setting, columns, inner, tuple(self._connectors(stretch, between)), self.kept, self.gutter
        )

    def _is_in(self, stretch: Stretch, step: str) -> bool:
        return stretch[0] <= self._column(step) < stretch[1]

    def _connectors(self, stretch: Stretch, edges: Iterable[Edge]) -> Iterator[LooseEnd]:
        arrived: set[Hashable] = set()
        for edge in edges:
            key, back = self._key(edge), self._runs_back(edge)
            number = self.numbers.get(key, self._widest)
            if self._is_in(stretch, edge.source):
                yield LooseEnd(edge, edge.source, number=number, rework=back)
            elif key not in arrived:
                arrived.add(key)
                yield LooseEnd(edge, edge.target, arrives=True, number=number, rework=back)

    def _runs_back(self, edge: Edge) -> bool:
        return edge.rework or (edge.kind == "flow" and self._column(edge.target) < self._column(edge.source))

    def _key(self, edge: Edge) -> Hashable:
        return (edge.target, edge.kind, edge.two_headed, self._runs_back(edge))

    def number_connectors(self, stretches: Iterable[Stretch]) -> None:
        """Give the connectors numbers, in the order in which their steps are read."""
        row_of = {column: row for row, stretch in enumerate(stretches) for column in range(*stretch)}
        crossing = [
            (self._column(edge.target), number)
            for number, edge in enumerate(self.setting.edges)
            if edge.target != END and row_of[self._column(edge.source)] != row_of[self._column(edge.target)]
        ]
        keys = dict.fromkeys(self._key(self.setting.edges[number]) for _, number in sorted(crossing))
        self.numbers = {key: str(number) for number, key in enumerate(keys, 1)}


def _divide(folding: _Folding, width: float) -> Iterator[Stretch]:
    """Yield rows, each with as many columns as fit; a first guess counts on columns without lines between them."""
    metrics, columns = folding.setting.metrics, folding.setting.columns
    pitch = metrics.box_width + metrics.column_gap
    most = max(1, int((width - 2 * metrics.margin - folding.gutter) // pitch))
    first, count = 0, len(columns.columns)
    while first < count:
        last = _fitting(folding, width, first, min(count, first + most), pitch)
        if last < count:
            last = _good_end(columns, first, last)
        yield first, last
        first = last


def _fitting(folding: _Folding, width: float, first: int, last: int, pitch: float) -> int:
    """Return where a row must end so that it fits the page."""
    while last - first > 1:
        excess = _width(folding.sheet((first, last))) - width
        if excess <= 0:
            break
        last = max(first + 1, last - max(1, int(excess // (2 * pitch))))
    return last


def _good_end(columns: Columns, first: int, last: int) -> int:
    """Return an end not after ``last``: between phases, else between moments, else just there."""
    found = columns.columns
    for end in range(last, first, -1):
        if found[end].phase != found[end - 1].phase and end - first >= _LEAST_FILLED * (last - first):
            return end
    return next((end for end in range(last, first, -1) if found[end].begins_moment), last)
