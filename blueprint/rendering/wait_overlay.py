"""Overlay of waits: heat on the steps before which customers wait longest, and how long.

The heat and the figure on a step are its mean wait by closed form. Where those whom it needs cannot keep up, the step
has a strong outline and an exclamation mark, for then there is no mean; where a wait is unknown, a dashed outline and a
question mark. So nothing depends on color alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blueprint.analysis.results import Analysis
from blueprint.analysis.waiting.figures import ResourceWaits, StepWaits
from blueprint.analysis.waiting.points import PointWait
from blueprint.layout.overlay import PointColumn
from blueprint.layout.wording import wording_for, write_duration
from blueprint.model import Step
from blueprint.rendering.figures import estimated, write_share
from blueprint.rendering.overlays import HEAVIEST, Badge, Entry, Overlay, Shade
from blueprint.rendering.wait_words import wait_words

_MOST_BARS = 8  # resources in the legend
_FAINTEST = 0.1  # of the heat: less would not be seen
_LITTLE = 0.5  # seconds: shorter waits are none
_UNITS = ((1, 100), (60, 6_000), (3_600, 180_000))  # seconds of a unit, and up to how many it is told in it
_HOT, _HEAVY, _DOUBT = Shade("wait", HEAVIEST), Shade("wait", HEAVIEST, lined=True), Shade("wait", dashed=True)


def overlay_of_waits(analysis: Analysis) -> Overlay:
    """Return where customers wait as an overlay of the drawing.

    Parameters
    ----------
    analysis : Analysis
        What was found.

    Returns
    -------
    Overlay
        Empty for a service in which nobody waits for anything.
    """
    return _Making(analysis).overlay()


class _Making:
    """Makes the overlay, element by element."""

    def __init__(self, analysis: Analysis) -> None:
        blueprint = analysis.blueprint
        self.words, self.wording = wait_words(blueprint.language), wording_for(blueprint.language)
        self.analysis, self.waits = analysis, analysis.waits
        self.resources: Mapping[str, ResourceWaits] = {item.id: item for item in self.waits.resources}
        self.names = {item.id: item.name for item in blueprint.resources}
        self.steps = blueprint.step_by_id
        self.felt = {item.point or item.step: item for item in self.waits.felt}

    def overlay(self) -> Overlay:
        shades: dict[str, Shade] = {}
        badges = [badge for point in self.waits.points if (badge := self._of_point(point)).title]
        for step, badge, shade in self._steps():
            badges.append(badge)
            shades[step] = shade
        column = {item.point.id: self._time(item.mean, f"wait_points.{item.point.id}") for item in self.waits.points}
        columns = (PointColumn(self.words.column, {name: text for name, text in column.items() if text}),)
        return Overlay(tuple(badges), tuple(self._legend(shades)), shades, columns if any(column.values()) else ())

    # --- steps -------------------------------------------------------------------------------------------------------

    def _steps(self) -> Iterator[tuple[str, Badge, Shade]]:
        longest = max((item.mean_wait or 0.0 for item in self.waits.steps), default=0.0)
        for item in self.waits.steps:
            step = self.steps[item.id]
            heavy = [name for name in _needed(step) if self._is_heavy(name)]
            if heavy and item.mean_wait is None:
                said = "; ".join([self.words.overload, *self._busy(step)])
                yield item.id, Badge(item.id, "!", "wait", said), _HEAVY
            elif item.mean_wait is None and item.arrival_rate != 0 and _needed(step):
                yield item.id, Badge(item.id, "?", "wait", self.words.unknown), _DOUBT
            elif item.mean_wait is not None and item.mean_wait > _LITTLE:
                heat = max(_FAINTEST, item.mean_wait / longest)
                yield item.id, self._of_known(item, step), Shade("wait", HEAVIEST * heat, lined=bool(heavy))

    def _of_known(self, item: StepWaits, step: Step) -> Badge:
        figures = [f"resources.{name}" for name in _needed(step)] or ["steps"]
        text = self._time(item.mean_wait, *figures)
        said = [self.words.mean.format(text)]
        if item.probability_of_wait is not None:
            said.append(self.words.chance.format(write_share(item.probability_of_wait)))
        if item.id in self.felt:
            said.append(self.words.feels.format(", ".join(self.felt[item.id].words)))
        return Badge(item.id, self._short(item.mean_wait or 0.0, text), "wait", "; ".join([*said, *self._busy(step)]))

    def _busy(self, step: Step) -> Iterator[str]:
        """Yield how busy those are whom a step needs."""
        for name in _needed(step):
            share = self.resources[name].utilization
            if share is not None:
                yield self.words.busy.format(write_share(share), self.names[name])

    def _is_heavy(self, name: str) -> bool:
        return (self.resources[name].utilization or 0.0) >= 1

    # --- wait points -------------------------------------------------------------------------------------------------

    def _of_point(self, item: PointWait) -> Badge:
        text = self._time(item.mean, f"wait_points.{item.point.id}")
        said = [self.words.mean.format(text)] if text else []
        if item.share_over_acceptable is not None:
            said.append(self.words.beyond.format(write_share(item.share_over_acceptable)))
        if item.point.id in self.felt:
            said.append(self.words.feels.format(", ".join(self.felt[item.point.id].words)))
        return Badge(item.point.id, text or "?", "wait", "; ".join(said))

    def _time(self, value: float | None, *figures: str) -> str:
        """Write a time, marked where it follows from an approximation; empty where it is unknown."""
        if value is None:
            return ""
        found = [self.analysis.status_of(f"wait_points.{figure}") for figure in figures]
        if any(status is not None and status.kind == "approximation" for status in found):
            return f"≈ {write_duration(estimated(value), self.wording)}"
        return write_duration(value, self.wording)

    def _short(self, value: float, text: str) -> str:
        """Write a time in one unit, so that the badge finds its place; marked as the long text is."""
        unit = next((size for size, most in _UNITS if value < most), 86_400)
        return f"{'≈ ' if text.startswith('≈') else ''}{write_duration(round(value / unit) * unit, self.wording)}"

    # --- legend ------------------------------------------------------------------------------------------------------

    def _legend(self, shades: Mapping[str, Shade]) -> Iterator[Entry]:
        drawn = list(shades.values())
        if any(not shade.dashed and shade != _HEAVY for shade in drawn):
            yield Entry(self.words.heat, _HOT)
        if any(shade.lined for shade in drawn):
            yield Entry(self.words.overload, _HEAVY, "!", "wait")
        if _DOUBT in drawn:
            yield Entry(self.words.unknown, _DOUBT, "?", "wait")
        if drawn:
            yield from self._bars()

    def _bars(self) -> Iterator[Entry]:
        """Yield how busy everybody is, as bars, the busiest first."""
        used = [item for item in self.waits.resources if item.utilization is not None and item.arrival_rate]
        for item in sorted(used, key=lambda item: -(item.utilization or 0.0))[:_MOST_BARS]:
            share = item.utilization or 0.0
            label = self.words.busy.format(write_share(share), self.names[item.id])
            yield Entry(label, Shade("wait", lined=share >= 1), level=share)


def _needed(step: Step) -> tuple[str, ...]:
    """Return whom a step needs or takes, each once."""
    demands = (*step.resources, *step.seizes)
    return tuple(dict.fromkeys(name for demand in demands for name in demand.alternatives))
