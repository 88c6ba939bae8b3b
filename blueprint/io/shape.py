"""Shape: from the words of a file to the fields of the model, where the two are built differently.

In a file the key of a step is its lane, lanes and resources stand under their ids, and a chain says several flows at
once. The places of all values go along, so that every later problem finds its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from blueprint.diagnostics import Diagnostic, did_you_mean, nearest, shorten
from blueprint.io.places import EnoughError, Faults, Place
from blueprint.io.tree import Entry, Items, Keys, Tree, place_of
from blueprint.model.base import LONGEST_TEXT
from blueprint.model.ids import is_id, slug
from blueprint.model.invariants import WORDS_OF_STEP
from blueprint.model.problems import MOST_PROBLEMS, describe, model_at, words_of
from blueprint.model.service import Blueprint
from blueprint.model.structure import FLOW_KINDS, LANE_KINDS, STANDARD_LANES

_STEP_WORDS = frozenset((*WORDS_OF_STEP, "resource"))
_FLOW_WORDS = frozenset((*FLOW_KINDS, "id", "probability", "condition", "classes"))
_ONE_PAIR_WORDS = ("id", "probability", "condition")
_KINDS = ", ".join(LANE_KINDS)

Name = tuple[str, Place]
"""A name inside a chain, and where it stands."""


def shape_blueprint(tree: Tree) -> tuple[Keys, list[Diagnostic]]:
    """Return the fields of a blueprint with their places, and every problem of the shape.

    What is at fault is left out or filled in, so that the fields of the rest can still be checked; after
    `MOST_PROBLEMS` nothing is left.
    """
    faults = Faults(tree.source, MOST_PROBLEMS)
    try:
        return _shape_root(tree, faults), faults.found
    except EnoughError:
        return Keys.empty(), faults.found


def _shape_root(tree: Tree, faults: Faults) -> Keys:
    if not isinstance(tree.root, Keys):
        _refuse_root(tree, faults)
        return Keys.empty()
    root = Keys.like(tree.root)
    for word in ("lanes", "resources"):
        if word in root:
            root[word] = _shape_named(root[word], word, root.value_place(word), faults)
    _shape_phases(root, _lane_ids(root, faults), faults)
    if isinstance(root.get("flows"), Items):
        root["flows"] = _shape_flows(root["flows"], faults)
    if tree.has_empty:
        _drop_empty(root, Blueprint)
    return root


def _refuse_root(tree: Tree, faults: Faults) -> None:
    if tree.root is None:
        hint = "begin with 'title: …' and 'steps:'; 'blueprint new' writes a file to start from"
        faults.add("BP005", "empty-file", "there is nothing in this file", (0, 0), hint)
        return
    message = f"a blueprint begins with keys such as 'title: …', and not with {describe(tree.root)}"
    hint = "write 'title: …' first, and the steps below 'steps:'"
    faults.add("BP008", "wrong-shape", message, place_of(tree.root, tree.place), hint)


def _drop_empty(value: object, model: type[BaseModel] | None) -> None:
    """Take a known word without a value as one that says nothing; unknown ones stay, to be refused."""
    if isinstance(value, Items):
        for item in value:
            _drop_empty(item, model)
    elif isinstance(value, Keys):
        known = words_of(model)
        for key, item in list(value.items()):
            if item is not None:
                _drop_empty(item, model_at(model, (key,)) if model else None)
            elif key in known:
                del value[key]


# --- lanes and resources ---------------------------------------------------------------------------------------------


def _shape_named(value: object, word: str, place: Place, faults: Faults) -> object:
    """Turn ``{waiter: {capacity: 3}}`` or ``[waiter]`` into a list of fields with ids."""
    shaped = Items.empty()
    if isinstance(value, Keys):
        for name, fields in value.items():
            if (made := _named_fields(name, fields, word, value.places[name], faults)) is not None:
                shaped.put(made, value.key_place(name))
        return shaped
    if not isinstance(value, Items):
        example = "customer: {}" if word == "lanes" else "waiter: {capacity: 3}"
        message = f"expected {word} with their ids, got {describe(value)}"
        faults.add("BP008", "wrong-shape", message, place, f"write one a line, indented below: '{example}'")
        return shaped
    for item, at in zip(value, value.places, strict=True):
        if isinstance(item, str):
            made = Keys.empty()
            made.put("id", item, (*at, *at))
            shaped.put(made, at)
        elif isinstance(item, Keys) and ("id" in item or word == "resources"):
            shaped.put(item, at)
        else:
            example = "customer" if word == "lanes" else "waiter"
            message = f"expected an id, got {describe(item)}"
            faults.add("BP008", "wrong-shape", message, place_of(item, at), f"write '{word}: [{example}]'")
    return shaped


def _named_fields(name: str, fields: object, word: str, entry: Entry, faults: Faults) -> Keys | None:
    fields = Keys.empty() if fields is None else fields
    if not isinstance(fields, Keys):
        example = "{kind: onstage}" if word == "lanes" else "{capacity: 3}"
        message = f"expected keys with values for '{shorten(name, 60)}', got {describe(fields)}"
        hint = f"write '{shorten(name, 40)}: {example}'"
        faults.add("BP008", "wrong-shape", message, place_of(fields, entry[2:]), hint)
        return None
    if "id" in fields:
        hint = "delete 'id'; write 'label' for a name of more words"
        faults.add("BP007", "unknown-key", f"'{shorten(name, 60)}' is the id already", fields.key_place("id"), hint)
        return None
    made = Keys.like(fields)
    made.put("id", name, (*entry[:2], *entry[:2]))
    return made


def _lane_ids(root: Keys, faults: Faults) -> list[str]:
    """Return the ids of the lanes, and give a lane that is named like a kind that kind."""
    lanes = root.get("lanes")
    if not isinstance(lanes, Items):
        return [lane.id for lane in STANDARD_LANES]
    found = []
    for index, (lane, place) in enumerate(zip(list(lanes), lanes.places, strict=True)):
        name = lane["id"]
        if isinstance(name, str):
            found.append(str(name))
        if "kind" in lane:
            continue
        lanes[index] = lane = Keys.like(lane)
        lane["kind"] = name if name in LANE_KINDS else LANE_KINDS[0]
        if lane["kind"] != name:
            hint = f"write '{shorten(str(name), 40)}: {{kind: onstage}}'; the kinds are {_KINDS}"
            faults.add("BP009", "missing-key", f"the lane '{shorten(str(name), 60)}' has no kind", place, hint)
    return found


# --- phases and steps ------------------------------------------------------------------------------------------------


def _shape_phases(root: Keys, lanes: list[str], faults: Faults) -> None:
    lanes = [name for name in lanes if name != "evidence"]  # as the key of a step it is the word, never the lane
    known = {*lanes, *LANE_KINDS} - {"evidence"}
    if "steps" in root and "phases" in root:
        message = "'steps' and 'phases' cannot stand beside each other"
        hint = "move the steps into a phase: '- phase: …' with 'steps:' below"
        faults.add("BP021", "steps-beside-phases", message, root.key_place("steps"), hint, [root.key_place("phases")])
        del root["steps"]
    if "steps" in root:
        phase = Keys.empty()
        entry = root.places["steps"]
        phase.put("steps", _shape_steps(root.pop("steps"), known, lanes, faults), entry)
        phases = Items.empty()
        phases.put(phase, entry[:2])
        root.put("phases", phases, entry)
        return
    written = root.get("phases")
    if not isinstance(written, Items):
        return
    phases = Items.empty()
    for phase, place in zip(written, written.places, strict=True):
        if isinstance(phase, Keys) and "steps" in phase:
            phase = Keys.like(phase)
            phase["steps"] = _shape_steps(phase["steps"], known, lanes, faults)
        phases.put(phase, place)
    root["phases"] = phases


def _shape_steps(value: object, known: set[str], lanes: list[str], faults: Faults) -> object:
    if not isinstance(value, Items):
        return value
    shaped = Items.empty()
    for step, place in zip(value, value.places, strict=True):
        if isinstance(step, Keys):
            shaped.put(_shape_step(step, place, known, lanes, faults), place)
            continue
        written = shorten(step, 40) if isinstance(step, str) else "Greet the guest"
        message = f"expected a step with its lane, got {describe(step)}"
        faults.add("BP008", "wrong-shape", message, place_of(step, place), f"write '- onstage: {written}'")
    return shaped


def _shape_step(step: Keys, place: Place, known: set[str], lanes: list[str], faults: Faults) -> Keys:
    others = [key for key in step if key not in _STEP_WORDS]
    if len(others) == 1 and others[0] in known:
        lane = others[0]
    else:
        lane = _find_lane(step, place, others, known, lanes, faults)
    shaped = Keys.like(step)
    for key in others:
        del shaped[key]
    places = shaped.places
    entry = places.get(lane, (*place, *place))
    label = step.get(lane, "unknown")
    if label is None:
        hint = f"say in a few words what happens: '{shorten(lane, 40)}: Greet the guest'"
        faults.add("BP010", "bad-text", "this step has no label", step.key_place(lane), hint)
        label = "unknown"
    shaped["lane"], shaped["label"] = lane, label
    places["lane"], places["label"] = (*entry[:2], *entry[:2]), entry
    places.setdefault("id", entry)
    if "resource" in shaped:
        _rename_resource(shaped, faults)
    return shaped


def _find_lane(step: Keys, place: Place, others: list[str], known: set[str], lanes: list[str], faults: Faults) -> str:
    """Find the lane of a step where it is not as plain as usual, and report the other keys."""
    found = [key for key in others if key in known]
    for lane in found[1:]:
        message = f"this step has two lanes, '{shorten(found[0], 40)}' and '{shorten(lane, 40)}'"
        hint = "write a step of its own for each, and '{exchange: a >> b}' if the two meet"
        faults.add("BP202", "two-lanes", message, step.key_place(lane), hint, [step.key_place(found[0])])
    unknown = [key for key in others if key not in known]
    if not found:
        return _missing_lane(step, place, unknown, known, lanes, faults)
    for key in unknown:
        _unknown_key(step, key, lanes, faults)
    return found[0]


def _missing_lane(
    step: Keys, place: Place, unknown: list[str], known: set[str], lanes: list[str], faults: Faults
) -> str:
    """Report a step without a lane, and return the key that probably was to be one."""
    if meant := _meant_as_lane(step, unknown, lanes):
        near = did_you_mean(meant, lanes)
        hint = f"{near}{' else' if near.endswith('?') else '; or'} declare it below 'lanes:'"
        faults.add("BP201", "unknown-lane", f"there is no lane '{shorten(meant, 60)}'", step.key_place(meant), hint)
    else:
        hint = f"add the lane and what is done: '{next(iter(lanes), 'customer')}: …'"
        faults.add("BP201", "unknown-lane", "this step says no lane", place_of(step, place), hint)
    for key in unknown:
        if key != meant:
            _unknown_key(step, key, lanes, faults)
    return meant or "customer"


def _meant_as_lane(step: Keys, unknown: list[str], lanes: list[str]) -> str:
    """Return the unknown key that was probably meant as lane: one like a lane, else the first key of the step."""
    near = next((key for key in unknown if nearest(key, lanes) is not None), None)
    if near is not None:
        return near
    return next((key for key in unknown if key == next(iter(step)) and isinstance(step[key], str)), "")


def _unknown_key(box: Keys, key: str, lanes: list[str], faults: Faults) -> None:
    hint = did_you_mean(key, (*WORDS_OF_STEP, "resource", *lanes))
    faults.add("BP007", "unknown-key", f"unknown key '{shorten(key, 60)}'", box.key_place(key), hint)


def _rename_resource(step: Keys, faults: Faults) -> None:
    if "resources" in step:
        message = "'resource' and 'resources' cannot stand at one step"
        hint = "write all of them as 'resources: [host, waiter]'"
        faults.add("BP601", "bad-resources", message, step.key_place("resource"), hint, [step.key_place("resources")])
        del step["resource"]
        return
    step["resources"] = step.pop("resource")
    step.places["resources"] = step.places["resource"]


# --- flows -----------------------------------------------------------------------------------------------------------


def _shape_flows(value: Items, faults: Faults) -> Items:
    shaped = Items.empty()
    for item, place in zip(value, value.places, strict=True):
        if isinstance(item, str):
            _put_chain(shaped, _names(item, place, faults), "flow", Keys.empty(), faults)
        elif isinstance(item, Keys):
            _put_relation(shaped, item, place, faults)
        else:
            message = f"expected a chain of step ids, got {describe(item)}"
            faults.add("BP310", "bad-chain", message, place_of(item, place), "write 'enter >> seat >> choose'")
    return shaped


def _put_relation(shaped: Items, item: Keys, place: Place, faults: Faults) -> None:
    kinds = [key for key in item if key in FLOW_KINDS]
    unknown = [key for key in item if key not in _FLOW_WORDS]
    for key in unknown:
        hint = did_you_mean(key, (*FLOW_KINDS, "probability", "condition", "classes", "id"))
        if key in ("source", "target", "from", "to"):
            hint = "write both steps as a chain: '{flow: enter >> seat}'"
        faults.add("BP007", "unknown-key", f"unknown key '{shorten(key, 60)}'", item.key_place(key), hint)
    if not kinds:
        if not unknown:
            hint = "write one of '{flow: a >> b}', '{needs: a >> b}', '{exchange: a >> b}', '{influences: a >> b}'"
            faults.add("BP314", "bad-flow", "this flow says no steps", place_of(item, place), hint)
        return
    if len(kinds) > 1:
        message = f"'{kinds[0]}' and '{kinds[1]}' cannot stand in one flow"
        places = [item.key_place(kinds[0])]
        faults.add("BP314", "bad-flow", message, item.key_place(kinds[1]), "write one item for each", places)
        return
    kind, chain = kinds[0], item.get(kinds[0])
    if isinstance(chain, str):
        shared = Keys.like(item)
        del shared[kind]
        for key in unknown:
            del shared[key]
        _put_chain(shaped, _names(chain, item.value_place(kind), faults), kind, shared, faults)
        return
    message = f"expected a chain of step ids, got {describe(chain)}"
    at = item.key_place(kind) if chain is None else place_of(chain, item.value_place(kind))
    faults.add("BP310", "bad-chain", message, at, f"write '{kind}: enter >> seat'")


def _put_chain(shaped: Items, names: list[Name], kind: str, shared: Keys, faults: Faults) -> None:
    if len(names) > 2:
        for word in _ONE_PAIR_WORDS:
            if word in shared:
                message = f"'{word}' needs a chain of two steps; this one has {len(names)}"
                pair = f"{{{kind}: {names[0][0]} >> {names[1][0]}, {word}: …}}"
                hint = f"write the pair that it is for on its own: '{pair}'"
                faults.add("BP313", "chain-too-long", message, shared.key_place(word), hint)
                return
    for (source, source_place), (target, target_place) in pairwise(names):
        flow = Keys.like(shared)
        flow.put("source", source, (*source_place, *source_place))
        flow.put("target", target, (*target_place, *target_place))
        flow["kind"] = kind
        shaped.put(flow, (source_place[0], target_place[1]) if source_place != target_place else source_place)


_CHAIN = re.compile(r">>")
_ARROWS = re.compile(r"-+>+|=+>+|>+|→|⇒|—>|--+")


def _names(chain: str, place: Place, faults: Faults) -> list[Name]:
    """Return the names of a chain with their places, or none if it cannot be read."""
    if len(chain) > LONGEST_TEXT:
        message = f"this chain has {len(chain):,} characters; the limit is {LONGEST_TEXT:,}"
        faults.add("BP310", "bad-chain", message, place, "write several chains; each begins where the last one ended")
        return []
    written = faults.source.text[place[0] : place[1]]
    offset = written.find(chain)
    names: list[Name] = []
    for part, begin in _parts(chain):
        name = part.strip()
        at = place
        if offset >= 0:
            start = place[0] + offset + begin + len(part) - len(part.lstrip())
            at = (start, start + max(1, len(name)))
        if not is_id(name):
            faults.add("BP310", "bad-chain", *_chain_fault(chain, name, at))
            return []
        names.append((name, at))
    if len(names) < 2:
        hint = f"join two or more steps: '{shorten(chain.strip(), 40)} >> …'"
        faults.add("BP310", "bad-chain", "a flow leads from one step to another; only one is named here", place, hint)
        return []
    return names


def _parts(chain: str) -> Iterator[tuple[str, int]]:
    begin = 0
    for found in _CHAIN.finditer(chain):
        yield chain[begin : found.start()], begin
        begin = found.end()
    yield chain[begin:], begin


def _chain_fault(chain: str, name: str, at: Place) -> tuple[str, Place, str]:
    if not chain.strip():
        return "expected a chain of step ids, got nothing", at, "write 'enter >> seat >> choose'"
    if not name:
        return "a step is missing beside '>>'", at, "write 'enter >> seat': an id on both sides"
    names = [slug(part) for part in _ARROWS.split(chain) if slug(part)]
    right = shorten(" >> ".join(names), 80) if len(names) > 1 else "enter >> seat"
    if _ARROWS.search(name) or name[-1] in "-=":
        return f"steps are joined by '>>'; '{shorten(name, 60)}' is no id", at, f"write '{right}'"
    return f"'{shorten(name, 60)}' is no id of a step", at, f"name steps by their ids, joined by '>>': '{right}'"
