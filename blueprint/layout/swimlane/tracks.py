"""Tracks: lines that share a channel get places side by side, ordered so that they cross little.

Lines that leave one step together, or arrive at one together, share a trunk: they count as one net here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Net:
    """What runs in one channel as one line: how far, and where it is left to either side.

    Parameters
    ----------
    low, high : float
        Extent along the channel, in the order of places (not px).
    before, after : list of float
        Places where a line joins it from the side before it (left, above) and behind it (right, below).
    """

    key: Hashable
    low: float
    high: float
    before: list[float] = field(default_factory=list)
    after: list[float] = field(default_factory=list)

    def widen(self, low: float, high: float) -> None:
        """Let it reach from ``low`` to ``high`` too."""
        self.low, self.high = min(self.low, low), max(self.high, high)


def assign_tracks(nets: Sequence[Net]) -> dict[Hashable, int]:
    """Give every net of one channel a track, counted from 0; nets that run beside each other get different ones.

    Parameters
    ----------
    nets : sequence of Net
        In the order of declaration, which breaks ties.

    Returns
    -------
    dict
        Track of each net by its key.
    """
    ordered = _ordered(list(nets))
    tracks: dict[Hashable, int] = {}
    ends: list[list[tuple[float, float]]] = []  # what each track holds so far
    for net in ordered:
        track = len(ends)
        while track > 0 and not _meets(net, ends[track - 1]):
            track -= 1
        if track == len(ends):
            ends.append([])
        ends[track].append((net.low, net.high))
        tracks[net.key] = track
    return tracks


def _meets(net: Net, spans: Iterable[tuple[float, float]]) -> bool:
    return any(net.low <= high and low <= net.high for low, high in spans)


def _ordered(nets: list[Net]) -> list[Net]:
    """Order nets by swapping neighbors while that saves crossings."""
    if len(nets) < 2:
        return nets
    nets.sort(key=lambda net: (_lean(net), net.low))
    for _ in range(min(len(nets), 12)):
        swapped = False
        for index in range(len(nets) - 1):
            first, second = nets[index], nets[index + 1]
            if crossings(second, first) < crossings(first, second):
                nets[index], nets[index + 1] = second, first
                swapped = True
        if not swapped:
            break
    return nets


def _lean(net: Net) -> int:
    """Nets that are only joined from before stand first, those only joined from behind last."""
    return (not net.before) - (not net.after)


def crossings(first: Net, second: Net) -> int:
    """Count the crossings of two nets of one channel when ``first`` stands before ``second``."""
    through_second = sum(second.low < place < second.high for place in first.after)
    through_first = sum(first.low < place < first.high for place in second.before)
    return through_second + through_first
