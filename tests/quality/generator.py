"""Services made up at random, the same for the same seed: all that a blueprint may hold, in every mixture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random
from typing import Any

from blueprint.model import END, Blueprint

KINDS = ("customer", "onstage", "backstage", "support", "management")
VERBS = ("Greet", "Check", "Note", "Hand over", "Explain", "Collect", "Confirm", "Clean", "Send", "Call back")
THINGS = ("the guest", "an invoice", "the parcel", "papers", "a table for two", "the order", "spare parts", "the bill")
CHINESE = ("迎接客人", "点菜", "把菜单送到厨房", "确认预约并发送提醒短信", "结账", "领取体检报告并与医生面谈解读")
LONG = "Explain to the guest in plain words what happens next, how long it takes and whom to ask about it " * 3
UNBREAKABLE = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
CONDITIONS = ("sold out", "guest is in a hurry", "card is refused", "nobody answers the phone for more than ten minutes",
              "客人改变主意", "no", UNBREAKABLE, LONG)  # fmt: skip
EVIDENCE = ("Menu", "Receipt with all items and the tax", "Sign", "App", "号码牌", UNBREAKABLE)


def random_service(seed: int, steps: int | None = None) -> Blueprint:
    """Return a service of 0 to about 60 steps, or of about ``steps``."""
    return _Service(Random(seed), steps).blueprint()


class _Service:
    """What is decided so far of one random service; its moods make some of them calm and others wild."""

    def __init__(self, random: Random, steps: int | None) -> None:
        self.random = random
        self.count = random.choice((0, 1, 2, 4, 8, 12, 20, 30, 45, 60)) if steps is None else steps
        self.wild = random.random() ** 2
        self.decorated = random.random()
        self.wordy = random.random() ** 2 * 0.4
        self.lanes = self._lanes()
        self.used: set[str] = set()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def blueprint(self) -> Blueprint:
        phases = self._phases()
        steps = [step for phase in phases for step in phase["steps"]]
        self._recoveries(steps)
        self._moments(steps)
        data: dict[str, Any] = {
            "title": self._label(), "language": self.random.choice(("en", "de", "zh-Hans", "ja", "fr")),
            "phases": phases, "flows": self._flows([step["id"] for step in steps]),
        }  # fmt: skip
        if self.lanes is not None:
            data["lanes"] = self.lanes
        if self.chance(0.5):
            data |= {"customer": "A guest", "status": "as-is", "version": "2"}
        return Blueprint.model_validate(data)

    # --- lanes and steps --------------------------------------------------------------------------------------------

    def _lanes(self) -> list[dict[str, str]] | None:
        if self.chance(0.4):
            return None
        lanes = [
            {"id": f"{kind}-{number}", "kind": kind, "label": f"{self._label()[:60]}"}
            for kind in KINDS
            for number in range(self.random.choice((0, 1, 1, 1, 2, 3)))
        ] or [{"id": "crew", "kind": self.random.choice(KINDS), "label": "Crew"}]
        if self.chance(0.3):
            lanes.insert(0, {"id": "things", "kind": "evidence", "label": "Things"})
        self.random.shuffle(lanes)
        return lanes

    def _lane_ids(self, customer: bool) -> list[str]:
        known = (
            [(kind, kind) for kind in KINDS[:4]] if self.lanes is None else [(x["id"], x["kind"]) for x in self.lanes]
        )
        fitting = [name for name, kind in known if kind != "evidence" and (kind == "customer") is customer]
        return fitting or [name for name, kind in known if kind != "evidence"]

    def _phases(self) -> list[dict[str, Any]]:
        number = self.random.randint(1, min(12, max(1, self.count)))
        named = number > 1 or self.chance(0.5)
        phases: list[dict[str, Any]] = [{"steps": []} for _ in range(number)]
        for index, phase in enumerate(phases):
            if named:
                phase |= {"label": self._label(), "id": f"phase-{index}"}
        behind = self.random.randint(0, 4)  # steps for each customer step
        at = sorted(self.random.randrange(number) for _ in range(self.count))
        for place in at:
            phases[place]["steps"].append(self._step(self._lane_ids(self.random.randint(0, behind) == 0)))
        return phases

    def _step(self, lanes: list[str]) -> dict[str, Any]:
        step: dict[str, Any] = {"lane": self.random.choice(lanes), "label": self._label(), "id": f"s{len(self.used)}"}
        self.used.add(step["id"])
        if self.chance(self.decorated * 0.4):
            step["evidence"] = [self._point("evidence", EVIDENCE) for _ in range(self.random.randint(1, 4))]
        if self.chance(self.decorated * 0.4):
            step["fail_points"] = [self._point("fail", THINGS) for _ in range(self.random.choice((1, 1, 2, 5, 12)))]
        if self.chance(self.decorated * 0.3):
            step["wait_points"] = [self._point("wait", THINGS) for _ in range(self.random.choice((1, 1, 2, 9)))]
        if self.chance(self.decorated * 0.5):
            step["owner"] = self.random.choice(("Host", "The team that answers for complaints", "服务员", UNBREAKABLE))
        if self.chance(self.decorated * 0.5):
            step["service_time"] = self.random.choice(("2 min", "exponential(40 s)", "3 h"))
        if self.chance(self.decorated * 0.2):
            step |= {"moment_of_truth": True, "detail": "inside.yaml"}
        return step

    def _point(self, word: str, labels: tuple[str, ...]) -> dict[str, Any]:
        name = f"{word}-{len(self.used)}"
        self.used.add(name)
        return {"label": self.random.choice(labels), "id": name}

    def _label(self) -> str:
        if self.chance(self.wordy):
            return self.random.choice((LONG, UNBREAKABLE, CHINESE[5] * 4, "A", "\u202eabc", "Ω≈ç√∫ 👩‍👩‍👧‍👦 café"))
        if self.chance(0.15):
            return self.random.choice(CHINESE)
        return f"{self.random.choice(VERBS)} {self.random.choice(THINGS)}"

    def _recoveries(self, steps: list[dict[str, Any]]) -> None:
        for step in steps:
            for point in step.get("fail_points", ()):
                if self.chance(0.3):
                    point["recovery"] = self.random.choice(steps)["id"]

    def _moments(self, steps: list[dict[str, Any]]) -> None:
        kinds = {lane["id"]: lane["kind"] for lane in self.lanes or ()}
        customers = [step["id"] for step in steps if kinds.get(step["lane"], step["lane"]) == "customer"]
        for step in steps:
            if customers and self.chance(0.1 * self.wild):
                step["moment"] = self.random.choice(customers)

    # --- flows ------------------------------------------------------------------------------------------------------

    def _flows(self, names: list[str]) -> list[dict[str, Any]]:
        if not names or self.chance(0.05):
            return []
        flows: list[dict[str, Any]] = [self._flow(a, b) for a, b in pairwise(names) if self.chance(0.8)]
        reach = self.random.choice((3, 6, len(names)))
        for _ in range(int(len(names) * self.random.random() * (0.4 + self.wild))):
            first = self.random.randrange(len(names))
            second = min(len(names) - 1, max(0, first + self.random.randint(-reach if self.chance(0.3) else 0, reach)))
            flows.append(self._flow(names[first], names[second]))
        for flow in list(flows):
            if self.chance(0.08 * self.wild):
                flows.append({**flow, "kind": self.random.choice(("flow", "exchange", "needs"))})
        for name in names:
            if self.chance(0.06):
                flows.append(self._flow(name, END, kinds=("flow",)))
        return flows

    def _flow(
        self,
        source: str,
        target: str,
        kinds: tuple[str, ...] = ("flow", "flow", "flow", "needs", "exchange", "influences"),
    ) -> dict[str, Any]:
        flow: dict[str, Any] = {"source": source, "target": target, "kind": self.random.choice(kinds)}
        if self.chance(0.2):
            flow["condition"] = self.random.choice(CONDITIONS)
        if self.chance(0.1):
            flow["probability"] = self.random.choice((0.05, 0.333, 1.0))
        return flow


# --- services that are odd in one way --------------------------------------------------------------------------------


def odd_services() -> Iterator[tuple[str, Blueprint]]:
    """Yield services that are at one end of what there can be, each with its name."""
    for name, make in ODD.items():
        yield name, make()


def _service(steps: list[dict[str, Any]], flows: list[dict[str, Any]] | None = None, **words: Any) -> Blueprint:
    return Blueprint.model_validate(
        {"title": "Service", "phases": [{"steps": steps}] if steps else [], "flows": flows or [], **words}
    )


def _steps(count: int, lanes: tuple[str, ...] = ("customer",), **words: Any) -> list[dict[str, Any]]:
    return [{"lane": lanes[n % len(lanes)], "label": f"Step {n}", "id": f"s{n}", **words} for n in range(count)]


def _pairs(*pairs: tuple[int, int], **words: Any) -> list[dict[str, Any]]:
    return [{"source": f"s{a}", "target": f"s{b}", **words} for a, b in pairs]


def _all_parallel() -> Blueprint:
    fan = [(0, n) for n in range(1, 24)] + [(n, 24) for n in range(1, 24)]
    return _service(_steps(25, ("customer", "onstage", "backstage", "support")), _pairs(*fan, condition="if asked"))


def _cycle() -> Blueprint:
    return _service(_steps(16, ("customer", "onstage", "backstage")), _pairs(*((n, (n + 1) % 16) for n in range(16))))


def _forty_lanes() -> Blueprint:
    lanes = [{"id": f"l{n}", "kind": KINDS[n // 8], "label": f"Lane {n}"} for n in range(40)]
    steps = [{"lane": f"l{n * 7 % 40}", "label": f"Step {n}", "id": f"s{n}"} for n in range(80)]
    return _service(
        steps, _pairs(*((n, n + 1) for n in range(79)), *((n, n + 9) for n in range(0, 70, 3))), lanes=lanes
    )


def _everybody_with_everybody() -> Blueprint:
    pairs = [(a, b) for a in range(7) for b in range(7)]
    return _service(_steps(7, ("customer", "onstage", "support")), _pairs(*pairs, condition="5%"))


def _parallel_duplicates() -> Blueprint:
    kinds = ("flow", "needs", "influences", "flow", "exchange", "needs")
    down = [{"source": "s0", "target": "s1", "kind": kind, "condition": f"way {n}"} for n, kind in enumerate(kinds)]
    across = [{"source": "s0", "target": "s2", "kind": kind, "condition": f"way {n}"} for n, kind in enumerate(kinds)]
    return _service(_steps(4, ("customer", "onstage")), [*down, *across])


def _hub() -> Blueprint:
    pairs = [(n, 20) for n in range(20)] + [(20, n) for n in range(21, 40)]
    return _service(_steps(40, ("customer", "onstage", "support")), _pairs(*pairs))


def _self_flows() -> Blueprint:
    return _service(
        _steps(6, ("customer", "onstage")),
        _pairs(*((n, n) for n in range(6)), *((n, n + 1) for n in range(5)), condition="again"),
    )


def _ends() -> Blueprint:
    ends = [{"source": f"s{n % 6}", "target": END, "condition": f"reason {n}"} for n in range(18)]
    return _service(_steps(6, ("customer", "onstage")), [*_pairs(*((n, n + 1) for n in range(5))), *ends])


def _ends_between_boxes() -> Blueprint:
    ends = [{"source": f"s{n}", "target": END} for n in range(12)]
    return _service(_steps(12), [*_pairs(*((n, n + 1) for n in range(11)), (11, 0), (8, 3)), *ends])


def _marks_on_all() -> Blueprint:
    points = [{"label": f"Fault {n}"} for n in range(3)]
    steps = _steps(12, ("customer", "onstage"), moment_of_truth=True, detail="in.yaml")
    for step in steps:
        step["fail_points"] = [{**p, "id": f"{step['id']}/f{n}"} for n, p in enumerate(points)]
        step["wait_points"] = [{"label": "Queue", "id": f"{step['id']}/w"}]
    return _service(steps, _pairs(*((n, n + 1) for n in range(11)), *((n, n - 2) for n in range(2, 12, 3))))


def _recoveries() -> Blueprint:
    steps = _steps(10, ("customer", "onstage", "backstage"))
    for number, step in enumerate(steps):
        step["fail_points"] = [{"label": "Fault", "id": f"f{number}", "recovery": f"s{(number + 4) % 10}"}]
    return _service(steps, _pairs(*((n, n + 1) for n in range(9))))


def _phases_without_steps() -> Blueprint:
    names = ("Before", "Arrive", "Between", "Leave", "After")
    phases: list[dict[str, Any]] = [{"label": name, "steps": []} for name in names]
    phases[1]["steps"], phases[3]["steps"] = _steps(2), [{"lane": "onstage", "label": "See out", "id": "out"}]
    return Blueprint.model_validate({"title": "Gaps", "phases": phases, "flows": [{"source": "s1", "target": "out"}]})


def _long_way() -> Blueprint:
    return _service(
        _steps(60), _pairs(*((n, n + 1) for n in range(59)), (0, 59), (59, 0), (5, 50), (50, 5), condition=LONG)
    )


def _evidence_stacks() -> Blueprint:
    steps = _steps(6, ("customer", "onstage"))
    for step in steps:
        step["evidence"] = [{"label": label, "id": f"{step['id']}/e{n}"} for n, label in enumerate(EVIDENCE)]
    return _service(steps, _pairs(*((n, n + 1) for n in range(5))))


def _thirty_phases() -> Blueprint:
    phases = [
        {"label": f"Phase {n}", "steps": [{"lane": lane, "label": f"{lane} {n}"} for lane in ("customer", "onstage")]}
        for n in range(30)
    ]
    flows = [{"source": f"customer-{n}", "target": f"onstage-{n}"} for n in range(30)]
    flows += [{"source": f"onstage-{n}", "target": f"customer-{n + 1}"} for n in range(29)]
    return Blueprint.model_validate({"title": "T", "phases": phases, "flows": flows})


def _one_phase() -> Blueprint:
    steps = _steps(60, ("customer", "onstage", "backstage"))
    phases = [{"label": "All of it", "steps": steps}]
    return Blueprint.model_validate({"title": "T", "phases": phases, "flows": _pairs(*((n, n + 1) for n in range(59)))})


def _labelled(*labels: str) -> Blueprint:
    """Return a service in which everything that has a text has one of these."""
    steps = _steps(12, ("customer", "onstage", "backstage"))
    for number, step in enumerate(steps):
        label = labels[number % len(labels)]
        step |= {"label": label, "owner": label, "fail_points": [{"label": label, "id": f"f{number}"}]}
        step["evidence"] = [{"label": label, "id": f"e{number}"}]
    flows = [
        {**flow, "condition": labels[n % len(labels)]}
        for n, flow in enumerate(_pairs(*((n, n + 1) for n in range(11))))
    ]
    data = {
        "title": labels[0],
        "customer": labels[0],
        "phases": [{"label": labels[-1], "steps": steps}],
        "flows": flows,
    }
    return Blueprint.model_validate(data)


ODD: dict[str, Callable[[], Blueprint]] = {
    "nothing at all": lambda: _service([]),
    "a phase without steps": lambda: Blueprint.model_validate({"title": "T", "phases": [{"label": "Arrive"}]}),
    "phases without steps": _phases_without_steps,
    "one step": lambda: _service(_steps(1)),
    "one step that leaves": lambda: _service(_steps(1), [{"source": "s0", "target": END, "condition": LONG}]),
    "no flows": lambda: _service(_steps(30, ("customer", "onstage", "backstage"))),
    "one lane": lambda: _service(_steps(30), _pairs(*((n, n + 1) for n in range(29)), (20, 4), (9, 15))),
    "one lane of work nobody sees": lambda: _service(
        _steps(12, ("support",)), _pairs(*((n, n + 1) for n in range(11)))
    ),
    "forty lanes": _forty_lanes,
    "all parallel": _all_parallel,
    "a cycle through every step": _cycle,
    "everybody with everybody": _everybody_with_everybody,
    "parallel duplicates": _parallel_duplicates,
    "a hub": _hub,
    "every step flows to itself": _self_flows,
    "many ends": _ends,
    "ends beside a chain": _ends_between_boxes,
    "marks on all steps": _marks_on_all,
    "recoveries everywhere": _recoveries,
    "a long way there and back": _long_way,
    "stacks of evidence": _evidence_stacks,
    "thirty phases": _thirty_phases,
    "one phase": _one_phase,
    "very long labels": lambda: _labelled(LONG, UNBREAKABLE, "x" * 5000),
    "Chinese and Japanese": lambda: _labelled(*CHINESE, "窓口で本人確認書類を提示して受付を済ませます"),
    "many scripts": lambda: _labelled(
        "تأكيد الموعد وإرسال رسالة تذكير", "Заполнить анкету 12", "ตรวจสอบเอกสาร", "🍕🍕 👩‍👩‍👧‍👦", "שלום עולם A1"
    ),
}
