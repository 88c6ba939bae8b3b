"""Chains: the paths that flows are declared with become ids of steps."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from blueprint.diagnostics import Location, did_you_mean
from blueprint.dsl.caller import locate_word
from blueprint.dsl.faults import fault
from blueprint.dsl.handles import Path, StepHandle, describe_value
from blueprint.dsl.values import Resolver
from blueprint.model import END, FlowKind

_WORDS_OF_ONE = ("id", "probability", "condition")


def read_chain(kind: FlowKind, path: object, resolver: Resolver, known: Collection[str]) -> list[str]:
    """Return the ids of the steps along a path.

    Parameters
    ----------
    kind : str
        Kind of the flow, for messages.
    path : Path or str
        ``enter >> seat`` of handles, or the same as a text of ids.
    resolver : Resolver
        Knows the draft and the line.
    known : collection of str
        Ids of the steps that are declared so far.

    Raises
    ------
    ModelError
        BP310 if this is no path of two or more, BP104 if a step is not declared, BP108 if it belongs to another draft.
    """
    example = f"write it as 'visit.{kind}(order >> serve)'"
    if isinstance(path, str):
        path = Path(tuple(path.split(">>")))
    if not isinstance(path, Path):
        message = f"{kind}() takes a path of steps, got {describe_value(path)}"
        raise fault("BP310", "bad-chain", message, resolver.place, example)
    names = [resolver.own("path", step) if isinstance(step, StepHandle) else step.strip() for step in path.steps]
    if len(names) < 2:
        message = f"a path leads from one step to another; here stands '{names[0]}' alone"
        raise fault("BP310", "bad-chain", message, resolver.place, example)
    for name in names:
        if name not in known and name != END:
            hint = did_you_mean(name, (*known, END))
            hint += "" if hint.startswith("did") else "; a step is declared above the flows that name it"
            raise fault("BP104", "unknown-reference", f"there is no step '{name}'", resolver.place, hint)
    return names


def refuse_words_of_one(kind: FlowKind, names: list[str], words: Mapping[str, object], place: Location) -> None:
    """Refuse words of a single flow on a longer path: nobody could know which of its flows they are for.

    Raises
    ------
    ModelError
        BP313.
    """
    word = next((word for word in _WORDS_OF_ONE if word in words), None)
    if word is None or len(names) == 2:
        return
    message = f"'{word}' needs a path of two steps; this one has {len(names)}"
    hint = f"write the pair that it is for on its own: visit.{kind}({names[0]} >> {names[1]}, {word}=…)"
    raise fault("BP313", "chain-too-long", message, locate_word(place, word, key=True), hint)
