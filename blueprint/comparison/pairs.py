"""Pairs: elements of two collections that share what they are known by, or are much alike; the same both ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from blueprint.model import Step

Key = Callable[[Any], Hashable]
"""What an element is known by; None for nothing."""

_ALIKE = 0.6  # share of common pairs of letters from which a label is much the same
_MOST_PAIRS = 10_000  # of labels that are compared letter by letter


def pair(old: Iterable[Any], new: Iterable[Any], *keys: Key, old_keys: Sequence[Key] | None = None) -> dict[str, str]:
    """Pair elements with the same id, then those that share a key that nothing else has, key by key.

    Parameters
    ----------
    keys : callable
        What an element is known by, the surest first.
    old_keys : sequence of callable, optional
        The same for the old elements, where their ids must be translated first.
    """
    ahead = {item.id: item for item in new}
    found = {item.id: item.id for item in old if item.id in ahead}
    rest_old = [item for item in old if item.id not in found]
    rest_new = [item for name, item in ahead.items() if name not in found]
    for old_key, new_key in zip(old_keys or keys, keys, strict=True):
        groups_old, groups_new = group_by(rest_old, old_key), group_by(rest_new, new_key)
        for key, mine in groups_old.items():
            theirs = groups_new.get(key, [])
            if len(mine) == len(theirs) and key is not None:
                found.update((one.id, other.id) for one, other in zip(mine, theirs, strict=True))
        taken = set(found.values())
        rest_old = [item for item in rest_old if item.id not in found]
        rest_new = [item for item in rest_new if item.id not in taken]
    return found


def group_by(items: Iterable[Any], key: Key) -> dict[Hashable, list[Any]]:
    """Return the elements by what they are known by, in order."""
    groups: dict[Hashable, list[Any]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


def translated(names: Mapping[str, str], name: str) -> str:
    """Return the new name of something, or one that nothing in the new service has."""
    return names.get(name, f"{name} removed")  # ids have no blanks


def much_alike(old: Sequence[Step], new: Sequence[Step]) -> dict[str, str]:
    """Pair steps that are each other's most similar ones by label."""
    if len(old) * len(new) > _MOST_PAIRS:
        return {}
    letters = {step.label: _letter_pairs(step.label) for step in (*old, *new)}
    alike: dict[tuple[str, str], float] = {}
    for one in old:
        for other in new:
            share = _likeness(letters[one.label], letters[other.label])
            if share >= _ALIKE:
                alike[one.id, other.id] = share
    return mutual_best(alike)


def _letter_pairs(label: str) -> Counter[str]:
    text = f" {' '.join(label.casefold().split())} "
    return Counter(text[index : index + 2] for index in range(len(text) - 1))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common pairs of letters: 1 for equal texts, 0 for those without any.

    References
    ----------
    Dice, L. R. (1945). Measures of the amount of ecologic association between species. Ecology 26(3), 297-302.
    """
    return 2 * (one & other).total() / (one.total() + other.total())


def mutual_best(scores: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Return the pairs of which each is the other's best, and better than every second one."""
    best_old: dict[str, list[float]] = defaultdict(list)
    best_new: dict[str, list[float]] = defaultdict(list)
    for (one, other), score in scores.items():
        best_old[one].append(score)
        best_new[other].append(score)

    def is_best(score: float, among: list[float]) -> bool:
        return score == max(among) and among.count(score) == 1

    return {
        one: other
        for (one, other), score in scores.items()
        if is_best(score, best_old[one]) and is_best(score, best_new[other])
    }
