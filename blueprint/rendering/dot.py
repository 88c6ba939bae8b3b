"""DOT: a drawing as text for Graphviz, with lanes as clusters; escaping is left to its package.

Graphviz places what is in it anew: this is for people who go on in tools that read DOT, not a second look of a drawing.
Moments are left to it too: with ranks that run across clusters it breaks on some services.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from blueprint.layout.drawing import Drawing
from blueprint.layout.result import PlacedEvidence, PlacedStep, RoutedFlow
from blueprint.model import END
from blueprint.rendering.overlays import tone_of

if TYPE_CHECKING:
    from graphviz import Digraph

_STYLES = {
    "flow": {},
    "exchange": {"dir": "both"},
    "needs": {"style": "dashed", "constraint": "false"},
    "influences": {"style": "dotted", "constraint": "false"},
    "recovery": {"constraint": "false"},
}


_ENTITY = re.compile(r"&(?=#?\w+;)")
"""What Graphviz would read as a sign written in HTML; its package lets that pass."""


def draw_dot(drawing: Drawing) -> str:
    """Return a drawing as DOT.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    str
        One digraph; the same for the same drawing, everywhere.
    """
    from graphviz import Digraph

    palette, metrics = drawing.theme.palette, drawing.theme.metrics
    graph = Digraph(
        comment="A service blueprint",
        graph_attr={
            "label": _literal(drawing.blueprint.title), "labelloc": "t", "rankdir": "LR", "fontname": "Arial",
            "fontsize": f"{metrics.title_size:g}", "fontcolor": palette.ink, "bgcolor": palette.canvas,
        },
        node_attr={
            "shape": "box", "style": "rounded,filled", "fillcolor": palette.box, "fontname": "Arial",
            "fontsize": f"{metrics.label_size:g}", "fontcolor": palette.ink,
        },
        edge_attr={"fontname": "Arial", "fontsize": f"{metrics.footer_size:g}", "color": palette.flow},
    )  # fmt: skip
    _add_lanes(graph, drawing)
    for number, flow in enumerate(drawing.layout.flows):
        _add_flow(graph, flow, drawing, number)
    return str(graph.source)


def _literal(text: str) -> str:
    """Return a text that Graphviz shows as it is: no escape, no markup of its own."""
    from graphviz import escape, nohtml

    plain = _ENTITY.sub("&amp;", "\n".join(text.splitlines()))
    shown: str = nohtml(str(escape(plain)).replace("\n", "\\n"))
    return shown


def _add_lanes(graph: Digraph, drawing: Drawing) -> None:
    lanes = dict.fromkeys(band.id for band in drawing.layout.bands)  # a folded drawing repeats its lanes
    boxes: dict[str, list[PlacedStep | PlacedEvidence]] = {}
    for step in drawing.layout.steps:
        boxes.setdefault(step.lane, []).append(step)
    for piece in drawing.layout.evidence:
        boxes.setdefault(piece.lane, []).append(piece)
    blueprint, names = drawing.blueprint, drawing.lane_names
    ranks = {lane.id: lane.rank for lane in blueprint.lanes}
    kinds = {"evidence": "evidence"} | {lane.id: lane.kind for lane in blueprint.lanes}
    without_band = sorted(boxes.keys() - lanes.keys(), key=lambda lane: (ranks.get(lane, 0), [*names].index(lane)))
    for number, lane in enumerate((*lanes, *without_band)):
        name, zone = names[lane], drawing.theme.palette.zone(kinds[lane])
        with graph.subgraph(name=f"cluster_{number}") as cluster:
            cluster.attr(label=_literal(name), style="filled", color=zone.tint, fontcolor=zone.ink)
            for box in boxes.get(lane, ()):
                _add_box(cluster, box, zone.ink, drawing)


def _add_box(graph: Digraph, box: PlacedStep | PlacedEvidence, ink: str, drawing: Drawing) -> None:
    texts = [_signed(box.label.text, box.id, drawing)]
    if isinstance(box, PlacedStep):
        texts += [box.footer.text] if box.footer else []
        texts += [" ".join(f"[{mark.text or mark.kind}]" for mark in box.marks)] if box.marks else []
    shape = {} if isinstance(box, PlacedStep) else {"style": "filled"}
    shade = drawing.shade_of(box.id)
    if shade is not None and (shade.lined or shade.dashed):
        ink = tone_of(shade.tone, drawing.theme.palette)
        shape |= {"style": f"{shape.get('style', 'rounded,filled')},dashed"} if shade.dashed else {"penwidth": "2"}
    graph.node(box.id, label=_literal("\n".join(texts)), color=ink, **shape)


def _signed(text: str, element: str, drawing: Drawing) -> str:
    """Return a label behind the signs that overlays put to it."""
    return " ".join(part for part in (*(badge.text for badge in drawing.badges_of(element)), text) if part)


def _add_flow(graph: Digraph, flow: RoutedFlow, drawing: Drawing, number: int) -> None:
    if not flow.leaves_step and flow.connector is not None:
        return  # the other end of a line that a folded drawing cuts in two
    palette = drawing.theme.palette
    style = dict(_STYLES[flow.kind])
    if flow.two_headed:
        style["dir"] = "both"
    if flow.rework:
        style |= {"constraint": "false", "color": palette.rework, "arrowhead": "empty"}
    if (shade := drawing.shade_of(flow.id)) is not None:
        style |= {"color": tone_of(shade.tone, palette), "penwidth": "2" if shade.lined else "1"}
        style |= {"style": "dashed"} if shade.dashed else {}
    label = _signed(flow.label.text if flow.label is not None else "", flow.id, drawing)
    if label:
        style["label"] = _literal(label)
    target = flow.target
    if target == END:
        target = f"{END}/{number}"
        graph.node(target, label="", shape="doublecircle", width="0.12", style="filled", fillcolor=palette.flow)
    graph.edge(flow.source, target, **style)
