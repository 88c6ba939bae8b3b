"""Plots: what was computed, as pictures in the colors of the drawings; pure functions from values to SVG."""

from __future__ import annotations

from blueprint.rendering.plots.frontier import plot_frontier
from blueprint.rendering.plots.profit import plot_profit
from blueprint.rendering.plots.queue_over_day import plot_queue_over_day
from blueprint.rendering.plots.scenarios import plot_scenarios
from blueprint.rendering.plots.sweep import plot_sweep
from blueprint.rendering.plots.utilization import plot_utilization
from blueprint.rendering.plots.waits import plot_waits

__all__ = [
    "plot_frontier",
    "plot_profit",
    "plot_queue_over_day",
    "plot_scenarios",
    "plot_sweep",
    "plot_utilization",
    "plot_waits",
]
