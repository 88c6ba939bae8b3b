"""Strategies for whole blueprints: every field of the model, and the texts that break readers and writers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st

from blueprint.model import (
    END,
    LANE_KINDS,
    STANDARD_LANES,
    Arrivals,
    Blueprint,
    Calendar,
    CustomerClass,
    CustomerCost,
    Demand,
    Economics,
    Evidence,
    FailPoint,
    Flow,
    Lane,
    Phase,
    Resource,
    Standard,
    Step,
    StepStandard,
    WaitPoint,
    slug,
)
from blueprint.model.ids import is_id
from blueprint.model.invariants import WORDS_OF_STEP
from blueprint.model.steps import Basis, Determinant, Medium
from blueprint.units import Distribution, Every, QuantityError, Rate, Seconds, Share, Target, Window

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

TRICKY = (
    "no", "true", "Null", "~", "007", "-1", "+.5", "1e5", ".inf", ".nan", "0x1f", "1:30", "2026-12-24", "=", "<<", "---", "...",
    "a: b", "a:", ":a", "a #b", "#a", "- a", "-", "? a", "[a", "a]", "{a: b}", "*a", "&a", "!a", "!!str a", "%a", "@a", "`a`",
    "> a", "| a", "a, b", "'a'", '"a"', 'a "b" c', "it's", "\\", "\\n", "a\\", "x\ty", "x\ny", "x\n", "\nx", "x\n\n", "x\n\ny",
    "x\n y", "x\n \ny", "x \ny", "x\r\ny", "a\x85b", "a\u2028b", "a\u2029b", "\ufeffx", "\u202ex", "a\u200db", "迎接客人", "a：b",
    "😀", "e\u0301", "end", "a >> b", "</script>", "{{x}}", "${x}", "null ", "$", "5%", "2 min", "x" * 300,
)  # fmt: skip

_characters = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r\x85"
)
texts = st.one_of(st.sampled_from((*TRICKY, "", " a", "a ")), st.text(_characters, max_size=20))
"""Any text that the model takes."""

labels = texts.map(str.strip).filter(bool)
ids = st.one_of(
    st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True),
    st.sampled_from(
        ("no", "007", "-", "_", "-a", "--", "1e5", "null", "label", "lane", "迎接", "e\u0301", "A", "x" * 300)
    ),
    st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=5),
).filter(lambda text: is_id(text) and text != END)
step_ids = ids.filter(lambda text: text != END)
lane_ids = ids.filter(lambda text: text not in WORDS_OF_STEP)

_numbers = st.one_of(st.integers(0, 1000).map(float), st.floats(0, 1e12), st.sampled_from((0.1, 1e15, 1e16, 5e-324)))
moneys = _numbers.filter(lambda number: number <= 1e15)
shares = st.one_of(st.integers(0, 100).map(lambda n: Share(n / 100)), st.floats(0, 1).map(Share))
times = st.one_of(st.integers(0, 10_000).map(Seconds), st.floats(0, 1e9).map(Seconds))
rates = st.one_of(st.integers(0, 1000).map(lambda n: Rate(n / 3600)), st.floats(0, 1e6).map(Rate))
paces = st.one_of(rates, times.filter(lambda time: time > 0).map(Every))
scores = st.none() | st.integers(1, 10)
flags = st.none() | st.booleans()
counts = st.one_of(st.integers(1, 9), st.integers(1, 1_000_000_000))


def optional(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    """Mostly nothing, as in a real blueprint."""
    return st.one_of(st.none(), st.none(), values)


def few(values: st.SearchStrategy[T], most: int = 3, unique: bool = False) -> st.SearchStrategy[tuple[T, ...]]:
    """A short tuple, mostly empty."""
    return st.one_of(st.just(()), st.lists(values, max_size=most, unique=unique).map(tuple))


@st.composite
def distributions(draw: Draw[Any]) -> Distribution:
    """Any family, with parameters that make sense."""
    short = st.integers(1, 7200).map(float) | st.floats(0.001, 1e6)
    low, mode, high = sorted(draw(st.tuples(short, short, short)))
    mean, k = draw(short), float(draw(st.integers(1, 20)))
    spread = mean * draw(st.floats(0.01, 10))
    return draw(
        st.sampled_from(
            [
                Distribution("fixed", (mean,)),
                Distribution("fixed", (0.0,)),
                Distribution("exponential", (mean,)),
                Distribution("uniform", (low, high)),
                Distribution("triangular", (low, mode, high)),
                Distribution("pert", (low, mode, high)),
                Distribution("hyperexponential", (draw(st.floats(0, 1)), low, high)),
                Distribution("normal", (mean, spread)),
                Distribution("lognormal", (mean, spread)),
                Distribution("gamma", (mean, spread)),
                Distribution("erlang", (k, mean)),
                Distribution("empirical", (low, high, mode)),
            ]
        )
    )


@st.composite
def windows(draw: Draw[Any]) -> Window:
    """Any window of the week."""
    start = draw(st.integers(0, 86_399))
    end = draw(st.integers(1, 86_400).filter(lambda time: time != start))
    return Window(tuple(draw(few(st.integers(0, 6), 7, unique=True))), Seconds(start), Seconds(end))


@st.composite
def separate_windows(draw: Draw[Any]) -> list[Window]:
    """Windows that do not overlap, at least one."""
    kept: list[Window] = []
    for window in draw(st.lists(windows(), min_size=1, max_size=4)):
        if not any(window.overlaps(other) for other in kept):
            kept.append(window)
    return kept


@st.composite
def targets(draw: Draw[Any]) -> Target:
    """A time, a share within a time, or words."""
    if draw(st.booleans()):
        return Target(draw(times), draw(st.just(Share(1)) | shares), "")
    words = draw(labels)
    try:
        return Target(None, Share(1), words)
    except QuantityError:
        return Target(None, Share(1), "Greet every guest: with a smile")


@st.composite
def patterns(draw: Draw[Any]) -> Any:
    """One pace, or one for each window."""
    if draw(st.booleans()):
        return draw(paces)
    return tuple((window, draw(paces)) for window in draw(separate_windows()))


@st.composite
def arrivals(draw: Draw[Any]) -> Arrivals:
    """Each of the written forms."""
    form = draw(st.sampled_from(("pattern", "interarrival", "appointments")))
    if form == "interarrival":
        return Arrivals(interarrival=draw(distributions()))
    if form == "pattern":
        return Arrivals(pattern=draw(patterns()))
    return Arrivals(
        appointments=draw(patterns()),
        early=draw(optional(distributions())),
        late=draw(optional(distributions())),
        no_show=draw(optional(shares)),
    )


@st.composite
def resources(draw: Draw[Any], name: str) -> Resource:
    """A resource of a given id."""
    duty = st.integers(0, 9)
    return Resource(
        id=name,
        label=draw(optional(labels)),
        kind=draw(st.sampled_from(("people", "system", "space"))),
        capacity=draw(counts),
        schedule=tuple((window, draw(duty)) for window in draw(st.just([]) | separate_windows())),
        room=draw(optional(st.integers(0, 100))),
        cost_rate=draw(optional(rates)),
        discipline=draw(st.sampled_from((None, "fifo", "priority"))),
    )


@st.composite
def lanes(draw: Draw[Any]) -> tuple[Lane, ...]:
    """The usual lanes, kinds in another order, or lanes of one's own."""
    form = draw(st.sampled_from(("usual", "kinds", "own")))
    if form == "usual":
        return STANDARD_LANES
    if form == "kinds":
        kinds = draw(st.lists(st.sampled_from(LANE_KINDS), min_size=1, unique=True))
        return tuple(Lane(id=kind, kind=kind) for kind in kinds)
    found: list[Lane] = []
    for name in draw(st.lists(lane_ids, min_size=1, max_size=5, unique=True)):
        left = [kind for kind in LANE_KINDS if kind != "evidence" or all(lane.kind != kind for lane in found)]
        found.append(Lane(id=name, kind=draw(st.sampled_from(left)), label=draw(optional(labels))))
    return tuple(found)


class Names:
    """The names that a blueprint has so far, so that parts can refer to each other and stay unique."""

    def __init__(self, draw: Draw[Any], lanes: tuple[Lane, ...]) -> None:
        self.draw, self.lanes = draw, lanes
        self.used: set[str] = set()
        self.resources: tuple[str, ...] = draw(few(ids, 4, unique=True))
        self.classes: tuple[str, ...] = draw(few(ids, 3, unique=True))
        self.steps: list[tuple[str, str, str]] = []  # id, label, lane
        own = [lane.id for lane in lanes if lane.kind != "evidence"]
        for _ in range(draw(st.integers(0, 5)) if own else 0):
            label = draw(labels)
            self.steps.append((self.fresh(slug(label), step_ids), label, draw(st.sampled_from(own))))

    def fresh(self, default: str, names: st.SearchStrategy[str]) -> str:
        """Return the default id or another, which is not taken yet."""
        wanted = default if default and default != END and self.draw(st.booleans()) else self.draw(names)
        while wanted in self.used:
            wanted = f"{wanted[:300]}-{len(self.used)}"
        self.used.add(wanted)
        return wanted

    def of_point(self, step: str, label: str) -> str:
        """Return the id of a point, empty for the default one."""
        default = f"{step}/{slug(label) or 'point'}"
        name = self.fresh(default, ids)
        return "" if name == default else name

    def one_of(self, names: list[str] | tuple[str, ...]) -> str | None:
        """Return one of some names, or None."""
        return self.draw(optional(st.sampled_from(names))) if names else None

    def some_of(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return some of the names."""
        return self.draw(few(st.sampled_from(names), unique=True)) if names else ()

    def demands(self) -> tuple[Demand, ...]:
        """Return what a step needs of the resources."""
        if not self.resources:
            return ()
        alternatives = st.lists(st.sampled_from(self.resources), min_size=1, max_size=3, unique=True).map(tuple)
        amounts = st.just(1) | st.integers(1, 5)
        needed = self.draw(few(alternatives, unique=True))
        return tuple(Demand(alternatives=names, amount=self.draw(amounts)) for names in needed)

    def standards(self) -> tuple[StepStandard, ...]:
        """Return promises of a step, for all or for classes of customers."""
        classes = st.sampled_from((None, *self.classes))
        return tuple(
            StepStandard(target=target, customer_class=self.draw(classes)) for target in self.draw(few(targets()))
        )

    def service_time(self) -> Any:
        """Return nothing, one distribution, or one a class."""
        for_classes = self.some_of(self.classes)
        if for_classes:
            return tuple((name, self.draw(distributions())) for name in for_classes)
        return self.draw(optional(distributions()))


def fail_point(names: Names, step: str) -> FailPoint:
    """Make a fail point with any of its fields."""
    draw, label = names.draw, names.draw(labels)
    return FailPoint(
        label=label,
        id=names.of_point(step, label),
        cause=draw(optional(texts)),
        effect=draw(optional(texts)),
        severity=draw(scores),
        occurrence=draw(scores),
        detection=draw(scores),
        prevention=draw(optional(texts)),
        owner=draw(optional(texts)),
        fail_safe=draw(
            st.sampled_from((None, "task", "treatment", "tangibles", "preparation", "encounter", "resolution"))
        ),
        probability=draw(optional(shares)),
        detected=draw(optional(shares)),
        gives_up=draw(optional(shares)),
        recovery=names.one_of([name for name, _, _ in names.steps]),
        recovery_time=draw(optional(distributions())),
        cost=draw(optional(moneys)),
        escape_cost=draw(optional(moneys)),
    )


def wait_point(names: Names, step: str) -> WaitPoint:
    """Make a wait point with any of its fields."""
    draw, label = names.draw, names.draw(labels)
    feelings = (
        "occupied", "announced", "explained", "fair", "comfortable", "accompanied", "familiar", "anxious", "valued",
    )  # fmt: skip
    return WaitPoint(
        label=label,
        id=names.of_point(step, label),
        standard_time=draw(optional(times)),
        acceptable_time=draw(optional(times)),
        resource=names.one_of(names.resources),
        measured=draw(optional(distributions())),
        standard=names.standards(),
        **{feeling: draw(flags) for feeling in feelings},
    )


def evidence(names: Names, step: str) -> Evidence:
    """Make a piece of evidence."""
    draw, label = names.draw, names.draw(labels)
    return Evidence(
        label=label,
        id=names.of_point(step, label),
        medium=draw(optional(st.sampled_from(Medium.__args__))),  # type: ignore[attr-defined]
    )


def step(names: Names, name: str, label: str, lane: str) -> Step:
    """Make a step with any of its fields."""
    draw = names.draw
    kinds = {item.id: item.kind for item in names.lanes}
    moments = [other for other, _, at in names.steps if kinds[at] == "customer"]
    links = st.sampled_from(("https://example.org/a?b=c", "#top", "pages/a.html", "mailto:a@example.org", "../b.yaml"))
    numbers = st.integers(0, 2)
    cost = st.builds(
        CustomerCost, money=optional(moneys), effort=optional(st.floats(0, 5)), worry=optional(st.integers(0, 5))
    )
    return Step(
        lane=lane,
        label=label,
        id=name,
        resources=names.demands(),
        service_time=names.service_time(),
        standard=names.standards(),
        evidence=tuple(evidence(names, name) for _ in range(draw(numbers))),
        channel=draw(optional(texts)),
        owner=draw(optional(texts)),
        emotion=draw(optional(st.integers(-2, 2) | st.floats(-2, 2))),
        moment_of_truth=draw(st.booleans()),
        discretion=draw(optional(st.floats(0, 1))),
        determinants=draw(few(st.sampled_from(Determinant.__args__))),  # type: ignore[attr-defined]
        cost=draw(optional(moneys)),
        basis=draw(optional(st.sampled_from(Basis.__args__))),  # type: ignore[attr-defined]
        source=draw(optional(texts)),
        link=draw(optional(links)),
        detail=draw(optional(links)),
        join=draw(st.sampled_from(("all", "any"))),
        split=draw(st.sampled_from((None, "one", "all", "any"))),
        moment=names.one_of(moments),
        batch=draw(optional(counts)),
        seizes=names.demands(),
        releases=names.demands(),
        customer_cost=draw(optional(cost)),
        fail_points=tuple(fail_point(names, name) for _ in range(draw(numbers))),
        wait_points=tuple(wait_point(names, name) for _ in range(draw(numbers))),
        tags=draw(few(texts)),
        note=draw(optional(texts)),
        ignore=draw(few(texts)),
    )


def phases(names: Names) -> tuple[Phase, ...]:
    """Divide the steps into phases, named ones or a single one without a name."""
    draw = names.draw
    steps = [step(names, *item) for item in names.steps]
    if draw(st.booleans()):
        has_more = draw(st.booleans())
        alone = Phase(
            id=draw(texts) if has_more else "",
            description=draw(optional(texts)) if has_more else None,
            steps=tuple(steps),
        )
        return draw(st.sampled_from(((alone,), () if not steps else (alone,))))
    found, used = [], set[str]()
    while steps or draw(st.booleans()):
        size = draw(st.integers(0, len(steps)))
        label = draw(labels)
        name = slug(label) if draw(st.booleans()) else draw(texts)
        while not name or name in used:
            name = f"{name}-{len(used)}"
        used.add(name)
        found.append(Phase(label=label, id=name, description=draw(optional(texts)), steps=tuple(steps[:size])))
        steps = steps[size:]
        if len(found) > 3:
            found.append(Phase(label="Rest", id=f"rest-{len(used)}-", steps=tuple(steps)))
            break
    return tuple(found)


def flows(names: Names) -> tuple[Flow, ...]:
    """Make flows between the steps, often as chains."""
    draw, found = names.draw, list[Flow]()
    steps = [name for name, _, _ in names.steps]
    if not steps:
        return ()
    before: str | None = None
    for number in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(("flow", "flow", "flow", "needs", "exchange", "influences")))
        source = before if before is not None and draw(st.booleans()) else draw(st.sampled_from(steps))
        target = draw(st.sampled_from([*steps, END] if kind == "flow" else steps))
        plain = draw(st.booleans())
        found.append(
            Flow(
                source=source,
                target=target,
                kind=kind,
                id=f"{draw(texts)}.{number}" if draw(st.integers(0, 5)) == 5 else "",
                probability=None if plain else draw(optional(shares)),
                condition=None if plain else draw(optional(texts)),
                classes=() if plain else names.some_of(names.classes),
            )
        )
        before = None if target == END else target
    return tuple(found)


def customer_class(names: Names, name: str) -> CustomerClass:
    """Make a class of customers."""
    draw = names.draw
    return CustomerClass(
        label=draw(labels),
        id=name,
        share=draw(optional(shares)),
        arrivals=draw(optional(arrivals())),
        enters=names.one_of([item for item, _, _ in names.steps]),
        priority=draw(optional(counts)),
        patience=draw(optional(distributions())),
    )


def standard(names: Names, number: int) -> Standard:
    """Make a promise of the service."""
    draw = names.draw
    steps = [item for item, _, _ in names.steps]
    target = draw(targets())
    return Standard(
        target=target,
        id=slug(str(target)) if number == 0 and slug(str(target)) else f"promise-{number}",
        start=names.one_of(steps),
        end=names.one_of(steps),
        classes=names.some_of(names.classes),
        working=draw(st.booleans()),
    )


@st.composite
def blueprints(draw: Draw[Any]) -> Blueprint:
    """Whole blueprints that the model takes, with every field now and then."""
    rows = draw(lanes())
    names = Names(draw, rows)
    title = draw(labels)
    dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
    figures = st.one_of(st.integers(-9, 9).map(float), st.floats(allow_nan=False, allow_infinity=False))
    measure_names = texts | st.just("long " * 300)
    measures = draw(st.dictionaries(measure_names, figures, max_size=3))
    return Blueprint(
        title=title,
        id=slug(title) if slug(title) and draw(st.booleans()) else draw(ids),
        description=draw(optional(texts)),
        language=draw(st.sampled_from(("en", "zh-Hans", "de", "pt-BR"))),
        status=draw(st.sampled_from((None, "as-is", "to-be", "draft"))),
        version=draw(optional(texts)),
        customer=draw(optional(texts)),
        lanes=rows,
        phases=phases(names),
        resources=tuple(draw(resources(name)) for name in names.resources),
        classes=tuple(customer_class(names, name) for name in names.classes),
        arrivals=draw(optional(arrivals())),
        calendar=draw(optional(st.builds(Calendar, open=few(windows()), closed=few(dates)))),
        acceptable_time=draw(optional(times)),
        standards=tuple(standard(names, number) for number in range(draw(st.integers(0, 2)))),
        economics=draw(
            optional(
                st.builds(
                    Economics,
                    price=optional(moneys),
                    materials=optional(moneys),
                    overhead=optional(moneys),
                    time_rate=optional(rates),
                    currency=optional(texts),
                )
            )
        ),
        measures=tuple(measures.items()),
        flows=flows(names),
        sources=draw(few(texts)),
    )
