"""The swimlane engine on one screen: measure, columns, fold, then for each part rows, route, label, place; assemble.

Routing stands before placement: it decides in which channels lines run, and placement then makes the channels as wide
as that needs. So no line ever has to squeeze through.
"""

from __future__ import annotations

from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy.penetration import NOT_SHOWN, find_penetration
from blueprint.layout.options import DEFAULT, Options
from blueprint.layout.result import Layout
from blueprint.layout.swimlane.assembly import assemble
from blueprint.layout.swimlane.columns import assign_columns
from blueprint.layout.swimlane.edges import collect_edges
from blueprint.layout.swimlane.folding import fold
from blueprint.layout.swimlane.measure import measure_boxes
from blueprint.layout.swimlane.sheet import Setting
from blueprint.layout.wording import wording_for
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
    columns, edges = assign_columns(graph), collect_edges(graph)
    penetration = find_penetration(graph) if "order-penetration" in options.show else NOT_SHOWN
    more = (options.show, options.told, options.columns)
    setting = Setting(graph, metrics, wording, boxes, columns, edges, penetration, *more)
    return assemble(setting, fold(setting, options.fold), options.fold)
