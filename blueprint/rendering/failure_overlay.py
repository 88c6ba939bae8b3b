"""Overlay of failures: heat on the steps where most failures happen, and how urgent each fail point is.

The heat and the figure on a step are its share of all failures that customers meet, so that they add up to all of
them; a strong outline tells where customers are lost, and letters tell the action priority, so that nothing depends on
color alone. Where a probability is missing there is no share, and only what is known is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blueprint.analysis.register import RegisteredFailure
from blueprint.analysis.reliability import StepReliability
from blueprint.analysis.results import Analysis
from blueprint.layout.overlay import PointColumn
from blueprint.rendering.failure_words import failure_words
from blueprint.rendering.figures import write_count, write_share
from blueprint.rendering.overlays import HEAVIEST, Badge, Entry, Overlay, Shade

_LETTERS = ("H", "M", "L")  # the most urgent first
_HEAT: Mapping[str, float] = {"H": HEAVIEST, "M": 0.6 * HEAVIEST, "L": 0.25 * HEAVIEST}
_FAINTEST = 0.1  # of the heat: less would not be seen
_LITTLE = 1e-6  # shares below this are nothing
_HOT, _LOST, _DOUBT = Shade("fail", HEAVIEST), Shade("fail", lined=True), Shade("fail", dashed=True)
_MARKS: Mapping[str | None, Shade] = {"H": Shade("fail", lined=True), "L": Shade("fail", faint=True)}


def overlay_of_failures(analysis: Analysis) -> Overlay:
    """Return where a service fails as an overlay of its drawing.

    Parameters
    ----------
    analysis : Analysis
        What was found.

    Returns
    -------
    Overlay
        Empty for a service without fail points.
    """
    return _Making(analysis).overlay()


class _Making:
    """Makes the overlay, element by element."""

    def __init__(self, analysis: Analysis) -> None:
        self.words = failure_words(analysis.blueprint.language)
        self.register = analysis.failures.register
        self.fares = analysis.failures.reliability
        status = analysis.status_of("fail_points.success")
        self.about = "≈ " if status is not None and status.kind == "approximation" else ""
        self.urgency = self._urgencies()
        self.total = sum(item.failures for item in self.fares.steps.values())

    def overlay(self) -> Overlay:
        shades = {row.id: _MARKS[row.action_priority] for row in self.register if row.action_priority in _MARKS}
        badges = [badge for row in self.register if (badge := self._of_point(row)).title]
        for step, (badge, shade) in self._steps():
            badges.append(badge)
            shades[step] = shade
        return Overlay(tuple(badges), tuple(self._legend(shades)), shades, tuple(self._columns()))

    def _urgencies(self) -> dict[str, str]:
        """Return the most urgent letter of each step with fail points; empty where none is known."""
        found: dict[str, str] = {}
        for row in reversed(self.register):  # the most urgent one comes last and stays
            found[row.step] = row.action_priority or found.get(row.step, "")
        return found

    # --- steps -------------------------------------------------------------------------------------------------------

    def _steps(self) -> Iterator[tuple[str, tuple[Badge, Shade]]]:
        most = max((item.failures for item in self.fares.steps.values()), default=0.0)
        for step, letter in self.urgency.items():
            figures = self.fares.steps.get(step)
            if self.fares.success is None:
                yield step, self._of_unknown(step, letter)
            elif figures is not None and figures.failures > _LITTLE:
                yield step, self._of_known(step, letter, figures, figures.failures / most)

    def _of_unknown(self, step: str, letter: str) -> tuple[Badge, Shade]:
        """Return what is shown where nobody knows how often it fails: how urgent it is, else a question mark."""
        shade = Shade("fail", _HEAT[letter]) if letter else _DOUBT
        said = [self.words.rank.format(letter)] if letter else []
        return Badge(step, letter or "?", "fail", "; ".join([*said, self.words.unknown])), shade

    def _of_known(self, step: str, letter: str, figures: StepReliability, heat: float) -> tuple[Badge, Shade]:
        share = figures.failures / self.total
        is_lost = figures.gain is not None and figures.gain > _LITTLE
        text = f"{letter} {_percent(share)}".strip()
        said = "; ".join(self._said_of_step(letter, figures, share))
        return Badge(step, text, "fail", said), Shade("fail", HEAVIEST * max(_FAINTEST, heat), lined=is_lost)

    def _said_of_step(self, letter: str, figures: StepReliability, share: float) -> Iterator[str]:
        yield self.words.share.format(self.about + _percent(share))
        yield self.words.often.format(self.about + write_count(1000 * figures.failures))
        success, first = self.fares.success or 0.0, self.fares.first_time or 0.0
        if figures.gain is not None and figures.gain > _LITTLE:
            yield self.words.served.format(*self._change(success, figures.gain))
        if figures.first_time_gain is not None and figures.first_time_gain > _LITTLE:
            yield self.words.flawless.format(*self._change(first, figures.first_time_gain))
        if letter:
            yield self.words.rank.format(letter)

    def _change(self, now: float, gain: float) -> tuple[str, str]:
        return self.about + write_share(now), self.about + write_share(min(1.0, now + gain))

    # --- fail points -------------------------------------------------------------------------------------------------

    def _of_point(self, row: RegisteredFailure) -> Badge:
        often = self._often(row)
        said = [self.words.often.format(often)] if often else []
        said += [] if row.action_priority is None else [self.words.rank.format(row.action_priority)]
        return Badge(row.id, row.action_priority or often, "fail", "; ".join(said))

    def _often(self, row: RegisteredFailure) -> str:
        return "" if row.expected_per_1000 is None else self.about + write_count(row.expected_per_1000)

    def _columns(self) -> Iterator[PointColumn]:
        """Yield what the register says more; columns without a text are left out by it."""
        yield PointColumn(self.words.of_1000, {row.id: self._often(row) for row in self.register})
        yield PointColumn(self.words.order, {row.id: row.action_priority or "" for row in self.register})

    # --- legend ------------------------------------------------------------------------------------------------------

    def _legend(self, shades: Mapping[str, Shade]) -> Iterator[Entry]:
        drawn = [shades[step] for step in self.urgency if step in shades]
        if self.fares.success is not None and drawn:
            yield Entry(f"{self.about}{self.words.heat}", _HOT, "%", "fail")
            if any(shade.lined for shade in drawn):
                yield Entry(self.words.lost, _LOST)
        letter = next((letter for letter in _LETTERS if letter in self.urgency.values()), "")
        if letter:
            yield Entry(self.words.priority, None, letter, "fail")
        if _DOUBT in drawn:
            yield Entry(self.words.unknown, _DOUBT, "?", "fail")


def _percent(share: float) -> str:
    """Write a share short enough for a badge.

    Examples
    --------
    >>> [_percent(share) for share in (0.381, 0.0291, 0.0001, 1)]
    ['38 %', '2.9 %', '<0.1 %', '100 %']
    """
    if share < 0.001:
        return "<0.1 %"
    return f"{100 * share:.0f} %" if share >= 0.0995 else f"{100 * share:.1f} %"
