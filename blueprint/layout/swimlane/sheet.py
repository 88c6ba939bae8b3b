"""Sheets: a stretch of columns, ready to be placed. A drawing is one sheet, or one a row where it is folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy.penetration import NOT_SHOWN, Penetration
from blueprint.layout.overlay import PointColumn
from blueprint.layout.swimlane.bands import Names, make_names
from blueprint.layout.swimlane.columns import Columns
from blueprint.layout.swimlane.edges import Edge, LooseEnd
from blueprint.layout.swimlane.labels import FlowLabel, label_end, label_route
from blueprint.layout.swimlane.measure import BoxText, Fonts
from blueprint.layout.swimlane.placement import Task
from blueprint.layout.swimlane.routing import Route, make_grid, route_edges
from blueprint.layout.swimlane.rows import Rows, assign_rows
from blueprint.layout.wording import Wording
from blueprint.model import END
from blueprint.themes import Metrics


@dataclass(frozen=True, slots=True)
class Setting:
    """What all sheets of a drawing have in common.

    Parameters
    ----------
    boxes : mapping
        Measured text of each step and piece of evidence.
    columns : Columns
        All columns of the drawing.
    edges : tuple of Edge
        All lines of the drawing.
    penetration : Penetration
        How customer-independent steps are told apart.
    show : frozenset of str
        Parts that are shown on request.
    told : ServiceGraph, optional
        The service that the rows beside the lanes tell of, where it is another one.
    columns_of_points : tuple of PointColumn
        What the register of fail points says more.
    """

    graph: ServiceGraph
    metrics: Metrics
    wording: Wording
    boxes: Mapping[str, BoxText]
    columns: Columns
    edges: tuple[Edge, ...]
    penetration: Penetration = NOT_SHOWN
    show: frozenset[str] = frozenset()
    told: ServiceGraph | None = None
    columns_of_points: tuple[PointColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stretch of columns with the lanes, lines and labels in it, in slots; `task` is what placement makes px of."""

    columns: Columns
    rows: Rows
    names: Names
    routes: tuple[Route, ...]
    loose_ends: tuple[LooseEnd, ...]
    labels: Mapping[str, FlowLabel]
    task: Task


def make_sheet(
    setting: Setting,
    columns: Columns,
    edges: Sequence[Edge],
    connectors: Sequence[LooseEnd] = (),
    kept: frozenset[str] = frozenset(),
    gutter: float = 0.0,
) -> Sheet:
    """Lay a stretch of columns out in slots: rows, ways and labels.

    Parameters
    ----------
    setting : Setting
        The drawing.
    columns : Columns
        The stretch.
    edges : sequence of Edge
        Lines from these columns to these columns, or to the end of the service.
    connectors : sequence of LooseEnd
        Lines that go on in another sheet.
    kept : frozenset of str
        Lanes that are drawn even if nothing of this stretch stands in them.
    gutter : float
        Room that the names of lanes have at least [px].
    """
    metrics = setting.metrics
    rows = assign_rows(setting.graph, columns, kept, setting.penetration)
    names = make_names(rows, metrics, setting.wording, gutter)
    cell_of = {name: (rows.of_step[name], column) for name, column in columns.of_step.items()}
    grid = make_grid(len(columns.columns), rows)
    routes = route_edges(edges, cell_of, grid)
    loose_ends = (*(LooseEnd(edge, edge.source) for edge in edges if edge.target == END), *connectors)

    font, leading = Fonts.of(metrics).footer, metrics.footer_leading
    labels = {route.edge.id: label for route in routes if (label := label_route(route, font, leading)) is not None}
    for end in loose_ends:
        if not end.arrives and (label := label_end(end.edge, font, leading)) is not None:
            labels[end.edge.id] = label
    task = Task(
        routes, loose_ends, labels, setting.boxes, grid, rows, cell_of,
        tuple(column.phase for column in columns.columns), names.least_heights, metrics,
        left=metrics.margin + names.gutter,
    )  # fmt: skip
    return Sheet(columns, rows, names, routes, loose_ends, labels, task)
