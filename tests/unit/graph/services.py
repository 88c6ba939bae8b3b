"""Small services for questions to their graph."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from blueprint.graph import ServiceGraph, to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.model import LANE_KINDS, Blueprint

LANES = {"c": "customer", "o": "onstage", "b": "backstage", "s": "support", "m": "management"}


def service(steps: str, *flows: str, kinds: tuple[str, ...] = LANE_KINDS, **fields: Any) -> Blueprint:
    """Return a service of steps such as ``"c1 o1 c2"``: the first letter is the lane, the word the id.

    Flows are chains such as ``"c1 >> o1"``, or ``"needs c1 >> o1"``.
    """
    written = [{"lane": LANES[name[0]], "label": name, "id": name} for name in steps.split()]
    for step in written:
        step.update(fields.pop(step["id"], {}))
    relations = []
    for flow in flows:
        chain, kind = flow, "flow"
        if flow.split()[0] in ("needs", "exchange", "influences"):
            kind, _, chain = flow.partition(" ")
        names = chain.split(" >> ")
        relations += [{"source": a, "target": b, "kind": kind} for a, b in pairwise(names)]
    return Blueprint.model_validate(
        {
            "title": "T",
            "lanes": [{"id": kind, "kind": kind} for kind in kinds],
            "phases": [{"steps": written}],
            "flows": relations,
            **fields,
        },
        by_name=True,
        by_alias=True,
    )


def graph(steps: str, *flows: str, **fields: Any) -> ServiceGraph:
    """Return the graph of such a service."""
    return to_graph(service(steps, *flows, **fields))


def read(text: str) -> ServiceGraph:
    """Return the graph of a service in YAML."""
    return to_graph(parse_yaml(text).blueprint)
