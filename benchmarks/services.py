"""Made-up services of any size, the same bytes for the same size and seed: input for the benchmarks.

A service of N steps has about N / 3 customer steps in a chain; under each stand onstage, backstage and support steps
with flows down to them and answers up to the next moment. About one flow in 25 runs back.
"""

from __future__ import annotations

import random
from itertools import pairwise

_PHASES = ("Discover", "Compare", "Sign up", "Order", "Pay", "Receive", "Use", "Ask", "Renew", "Leave")
_VERBS = {
    "customer": ("Open", "Read", "Choose", "Confirm", "Pay for", "Collect", "Return", "Rate"),
    "onstage": ("Greet", "Advise on", "Hand over", "Explain", "Take", "Scan"),
    "backstage": ("Check", "Pack", "Reserve", "Approve", "Prepare", "File"),
    "support": ("Look up", "Invoice", "Store", "Verify", "Notify about"),
}
_THINGS = ("the offer", "the order", "a delivery slot", "the contract", "the parcel", "a replacement", "the terms")
_SHARE = {"onstage": 0.75, "backstage": 0.65, "support": 0.5}


def make_yaml(steps: int, seed: int = 1) -> str:
    """Return a service of exactly so many steps as YAML."""
    rng = random.Random(f"service/{steps}/{seed}")
    moments: list[list[tuple[str, str]]] = []
    made = 0
    while made < steps:
        moment = []
        for lane in ("customer", "onstage", "backstage", "support"):
            if made < steps and (lane == "customer" or rng.random() < _SHARE[lane]):
                made += 1
                moment.append((f"s{made}", lane))
        moments.append(moment)
    return "\n".join([*_head(steps), *_phases(moments, rng), *_flows(moments, rng)]) + "\n"


def _head(steps: int) -> list[str]:
    return [
        "schema: 1",
        f"title: A service of {steps} steps",
        "resources:",
        "  clerk: {capacity: 3}",
        "  store: {label: Store team, capacity: 2}",
        "phases:",
    ]


def _phases(moments: list[list[tuple[str, str]]], rng: random.Random) -> list[str]:
    count = max(1, min(len(_PHASES), len(moments) // 6))
    lines: list[str] = []
    for number in range(count):
        lines += [f"  - phase: {_PHASES[number]}", "    steps:"]
        for moment in moments[number * len(moments) // count : (number + 1) * len(moments) // count]:
            for name, lane in moment:
                lines += _step(name, lane, rng)
    return lines


def _step(name: str, lane: str, rng: random.Random) -> list[str]:
    lines = [f"      - {lane}: {rng.choice(_VERBS[lane])} {rng.choice(_THINGS)}", f"        id: {name}"]
    if lane == "customer" and rng.random() < 0.5:
        lines.append(f"        evidence: [{rng.choice(('Web page', 'Receipt', 'Sign', 'Letter'))}]")
    if lane in ("onstage", "backstage"):
        lines.append(f"        resource: {'clerk' if lane == 'onstage' else 'store'}")
        lines.append(f"        service_time: {rng.randint(1, 9)} min")
    if rng.random() < 0.06:
        lines += ["        fail_points:", f"          - {{fail: Wrong at {name}, severity: {rng.randint(1, 10)}}}"]
    elif rng.random() < 0.06:
        lines += ["        wait_points:", f"          - {{wait: Queue at {name}, standard_time: 5 min}}"]
    return lines


def _flows(moments: list[list[tuple[str, str]]], rng: random.Random) -> list[str]:
    lines = ["flows:", "  - " + " >> ".join(moment[0][0] for moment in moments)]
    for index, moment in enumerate(moments):
        lines += [f"  - {upper} >> {lower}" for (upper, _), (lower, _) in pairwise(moment)]
        if index and len(moments[index - 1]) > 1 and rng.random() < 0.5:
            lines.append(f"  - {moments[index - 1][-1][0]} >> {moment[0][0]}")
        if index > 3 and rng.random() < 0.15:
            back = rng.choice(moments[index - 3])[0]
            lines.append(f"  - {{flow: {rng.choice(moment)[0]} >> {back}, probability: 5%, condition: not accepted}}")
    return lines
