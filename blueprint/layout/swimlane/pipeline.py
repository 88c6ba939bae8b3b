"""The swimlane engine on one screen: measure, columns, rows, route, label, place, assemble.

Routing stands before placement: it decides in which channels lines run, and placement then makes the channels as wide
as that needs. So no line ever has to squeeze through.
"""

from __future__ import annotations

from blueprint.graph import ServiceGraph
from blueprint.layout.options import DEFAULT, Options
from blueprint.layout.result import Layout
from blueprint.layout.swimlane.assembly import Parts, assemble, make_head
from blueprint.layout.swimlane.bands import make_names
from blueprint.layout.swimlane.columns import assign_columns
from blueprint.layout.swimlane.edges import collect_edges
from blueprint.layout.swimlane.labels import label_end, label_route
from blueprint.layout.swimlane.measure import Fonts, measure_boxes
from blueprint.layout.swimlane.placement import Task, place
from blueprint.layout.swimlane.routing import make_grid, route_edges
from blueprint.layout.swimlane.rows import assign_rows
from blueprint.layout.wording import wording_for
from blueprint.model import END
from blueprint.themes import Metrics


def arrange(graph: ServiceGraph, metrics: Metrics, options: Options = DEFAULT) -> Layout:
    """Lay a service out as a blueprint with lanes.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    metrics : Metrics
        Sizes [px].
    options : Options
        What is asked for beyond the service.

    Returns
    -------
    Layout
        Final geometry; the same bytes for the same service on every machine.
    """
    wording = wording_for(graph.blueprint.language)
    boxes = measure_boxes(graph.blueprint, metrics, wording)
    columns = assign_columns(graph)
    rows = assign_rows(graph, columns)
    names = make_names(rows, metrics, wording)

    edges = collect_edges(graph)
    cell_of = {name: (rows.of_step[name], column) for name, column in columns.of_step.items()}
    grid = make_grid(len(columns.columns), rows)
    routes = route_edges(edges, cell_of, grid)
    ends = tuple(edge for edge in edges if edge.target == END)

    font, leading = Fonts.of(metrics).footer, metrics.footer_leading
    labels = {route.edge.id: label for route in routes if (label := label_route(route, font, leading)) is not None}
    labels |= {edge.id: label for edge in ends if (label := label_end(edge, font, leading)) is not None}

    head = make_head(graph, columns, metrics, wording)
    placement = place(
        Task(
            routes, ends, labels, boxes, grid, rows, cell_of,
            tuple(column.phase for column in columns.columns), names.least_heights, metrics,
            left=metrics.margin + names.gutter, top=head.top,
        )
    )  # fmt: skip
    return assemble(Parts(graph, columns, rows, boxes, routes, ends, labels, placement, metrics, wording, names, head))
