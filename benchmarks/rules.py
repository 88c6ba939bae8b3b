"""Time per rule on a large service, beside the time of building its graph.

python -m benchmarks.rules --steps 10000
"""

from __future__ import annotations

import argparse
import gc
import time

from benchmarks.services import make_yaml
from blueprint.api import load_text
from blueprint.graph import to_graph
from blueprint.rules import shipped_rules


def main() -> None:
    """Print a table, the slowest rules first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    gc.disable()  # as the command line has it
    blueprint = load_text(make_yaml(options.steps)).blueprint
    best: dict[str, float] = {}
    found: dict[str, int] = {}
    for _ in range(options.runs):
        start = time.process_time()
        graph = to_graph(blueprint)
        graph.digraph.number_of_nodes()  # the networkx graph is made when it is asked for
        _keep(best, "the graph itself", time.process_time() - start)
        for rule in shipped_rules():
            start = time.process_time()
            found[rule.code] = sum(1 for _ in rule.find(graph))
            _keep(best, rule.code, time.process_time() - start)
    graph_time = best.pop("the graph itself")
    total = sum(best.values())
    print(f"{options.steps:,} steps, {len(best)} rules: {total * 1000:.0f} ms, {total / graph_time:.1f} x the graph")
    print(f"\n| rule | ms | x the graph ({graph_time * 1000:.0f} ms) | findings |\n|---|---|---|---|")
    for code, seconds in sorted(best.items(), key=lambda item: -item[1])[:20]:
        print(f"| {code} | {seconds * 1000:.1f} | {seconds / graph_time:.2f} | {found[code]} |")


def _keep(best: dict[str, float], name: str, seconds: float) -> None:
    best[name] = min(best.get(name, seconds), seconds)


if __name__ == "__main__":
    main()
