"""Order in time: a topological order in which loops are set aside, the same on every run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush


@dataclass(frozen=True, slots=True)
class Ordering:
    """An order of numbered things and the relations that run against it.

    Parameters
    ----------
    order : tuple of int
        All numbers; of those that are free at a time, the one declared first comes first.
    set_aside : frozenset of (int, int)
        The relations that close a loop, left out of the order.
    """

    order: tuple[int, ...]
    set_aside: frozenset[tuple[int, int]]


def order_with_loops_set_aside(count: int, relations: Iterable[tuple[int, int]]) -> Ordering:
    """Order ``0 … count - 1`` so that relations lead forward, and set those aside that close a loop.

    Where everything left waits for something else, there are loops. Of those that wait for nothing outside of
    themselves, the member that was declared first goes first, and the relations into it from what is still waiting are
    set aside. So a loop is cut where the script enters it, and nothing else is.

    Parameters
    ----------
    count : int
        How many things there are.
    relations : iterable of (int, int)
        Pairs (before, after); a thing's relation to itself is set aside at once.

    Returns
    -------
    Ordering

    Examples
    --------
    >>> order_with_loops_set_aside(3, [(0, 1), (2, 1)]).order
    (0, 2, 1)
    >>> order_with_loops_set_aside(3, [(0, 1), (1, 2), (2, 0)])
    Ordering(order=(0, 1, 2), set_aside=frozenset({(2, 0)}))
    """
    pairs = list(dict.fromkeys(relations))
    set_aside = {pair for pair in pairs if pair[0] == pair[1]}
    after: list[list[int]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    for first, second in pairs:
        if first != second:
            after[first].append(second)
            before[second].append(first)
    for waiting_for in before:
        waiting_for.sort()
    return _order(after, before, set_aside)


def _order(after: Sequence[list[int]], before: Sequence[list[int]], set_aside: set[tuple[int, int]]) -> Ordering:
    count = len(after)
    open_relations = [len(first) for first in before]
    done = [False] * count
    free = [number for number in range(count) if not open_relations[number]]
    heapify(free)
    order: list[int] = []
    earliest = 0  # no number below it is left
    while len(order) < count:
        if not free:
            while done[earliest]:
                earliest += 1
            entry = _entry_of_a_loop(earliest, after, before, done)
            set_aside.update((first, entry) for first in before[entry] if not done[first])
            open_relations[entry] = 0
            heappush(free, entry)
        number = heappop(free)
        if done[number]:
            continue
        done[number] = True
        order.append(number)
        for second in after[number]:
            if (number, second) in set_aside or done[second]:
                continue
            open_relations[second] -= 1
            if not open_relations[second]:
                heappush(free, second)
    return Ordering(tuple(order), frozenset(set_aside))


def _entry_of_a_loop(
    start: int, after: Sequence[list[int]], before: Sequence[list[int]], done: Sequence[bool]
) -> int:
    """Go back from ``start`` to loops that wait for nothing else; return their member that was declared first."""
    here = start
    while True:
        above = _waiting(here, before, done)
        outside = above - _waiting(here, after, done)
        if not outside:
            return min(above)
        here = min(outside)


def _waiting(start: int, neighbors: Sequence[list[int]], done: Sequence[bool]) -> set[int]:
    """Return what can be reached from ``start`` through what still waits; ``start`` itself only by a loop."""
    found: set[int] = set()
    here = [start]
    while here:
        for number in neighbors[here.pop()]:
            if not done[number] and number not in found:
                found.add(number)
                here.append(number)
    return found
