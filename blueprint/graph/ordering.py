"""Order in time: a topological order in which loops are set aside, the same on every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from heapq import heappop, heappush

_DEEPEST = 30  # loops inside each other; deeper ones are cut wherever they run against the script, for time's sake


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

    A loop is cut where the script enters it: at its member that was declared first, by setting the relations aside that
    lead back to it from the loop; so with the loops that are left inside of it. Relations outside of loops all hold.

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
    after: list[list[int]] = [[] for _ in range(count)]
    for first, second in pairs:
        after[first].append(second)
    set_aside = {pair for pair in pairs if pair[0] == pair[1]} | _cuts(after)
    return Ordering(_order(after, set_aside), frozenset(set_aside))


def find_loops(count: int, relations: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of numbers that all lead to each other, in rising order; a number alone if it leads to itself.

    Parameters
    ----------
    count : int
        How many things there are: ``0 … count - 1``.
    relations : iterable of (int, int)
        Pairs (before, after).

    Examples
    --------
    >>> find_loops(4, [(0, 1), (1, 2), (2, 1), (3, 3)])
    ((1, 2), (3,))
    """
    after: list[list[int]] = [[] for _ in range(count)]
    selves: set[int] = set()
    entered: set[int] = set()
    for first, second in relations:
        if first == second:
            selves.add(first)
        else:
            after[first].append(second)
            entered.add(second)
    groups = [tuple(sorted(loop)) for loop in _loops(after, {number for number in entered if after[number]})]
    grouped = {number for group in groups for number in group}
    return tuple(sorted([*groups, *((number,) for number in selves - grouped)]))


def _order(after: Sequence[list[int]], set_aside: Set[tuple[int, int]]) -> tuple[int, ...]:
    """Order what has no loops any more; of those that are free, take the one declared first."""
    ahead = [[second for second in seconds if (first, second) not in set_aside] for first, seconds in enumerate(after)]
    waiting_for = [0] * len(after)
    for seconds in ahead:
        for second in seconds:
            waiting_for[second] += 1
    free = [number for number, others in enumerate(waiting_for) if not others]
    order: list[int] = []
    while free:  # a heap; in rising order it is one from the beginning
        number = heappop(free)
        order.append(number)
        for second in ahead[number]:
            waiting_for[second] -= 1
            if not waiting_for[second]:
                heappush(free, second)
    return tuple(order)


def _cuts(after: Sequence[list[int]]) -> set[tuple[int, int]]:
    """Return the relations that lead back to the entries of loops, and of the loops left inside of them."""
    cuts: set[tuple[int, int]] = set()
    waiting = [(set(range(len(after))), 0)]
    while waiting:
        members, depth = waiting.pop()
        for loop in _loops(after, members):
            if depth < _DEEPEST:
                entry = min(loop)
                cuts.update((first, entry) for first in loop if entry in after[first])
                waiting.append((loop - {entry}, depth + 1))
            else:
                cuts.update(
                    (first, second) for first in loop for second in after[first] if second in loop and second < first
                )
    return cuts


def _loops(after: Sequence[list[int]], members: Set[int]) -> Iterator[set[int]]:
    """Yield the sets of members that all lead to each other: Tarjan's strongly connected components, without recursion.

    References
    ----------
    Tarjan, R. E. (1972). Depth-first search and linear graph algorithms. SIAM J. Computing 1(2), 146-160.
    """
    met: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    settled: set[int] = set()
    for start in members:
        if start in met:
            continue
        met[start] = lowest[start] = len(met)
        path.append(start)
        visits = [(start, iter(after[start]))]
        while visits:
            here, ahead = visits[-1]
            for there in ahead:
                if there not in members or there in settled:
                    continue
                if there not in met:
                    met[there] = lowest[there] = len(met)
                    path.append(there)
                    visits.append((there, iter(after[there])))
                    break
                lowest[here] = min(lowest[here], met[there])
            else:
                visits.pop()
                if visits:
                    before = visits[-1][0]
                    lowest[before] = min(lowest[before], lowest[here])
                if lowest[here] == met[here]:
                    found = _pop_down_to(here, path)
                    settled |= found
                    if len(found) > 1:
                        yield found


def _pop_down_to(last: int, path: list[int]) -> set[int]:
    found = {last}
    while (number := path.pop()) != last:
        found.add(number)
    return found
