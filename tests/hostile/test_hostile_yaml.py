"""Bad and malicious YAML and JSON: one clear coded error with its place, at once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from blueprint.diagnostics import Diagnostic, format_diagnostic
from blueprint.errors import BlueprintError
from blueprint.io.json import parse_json
from blueprint.io.source import decode
from blueprint.io.yaml import parse_yaml

MANY = 100_000
STEP = "title: T\nsteps:\n  - customer: Enter\n"


@pytest.fixture(autouse=True)
def under_a_second() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 1


def faults(text: str | bytes, parse: Callable[[str, str], object] = parse_yaml) -> list[Diagnostic]:
    """Return the problems, each of them short enough for a terminal."""
    with pytest.raises(BlueprintError) as raised:
        parse(decode(text, "a.yaml") if isinstance(text, bytes) else text, "a.yaml")
    found = list(raised.value.diagnostics)
    for item in found:
        assert item.code.startswith("BP") and item.location is not None and item.location.path == "a.yaml"
        assert len(format_diagnostic(item)) < 2_000
        assert format_diagnostic(item).replace("\n", "").isprintable()
    return found


def first(text: str | bytes, parse: Callable[[str, str], object] = parse_yaml) -> str:
    """Return ``line:column code`` of the first problem."""
    item = faults(text, parse)[0]
    assert item.location is not None
    return f"{item.location.line}:{item.location.column} {item.code}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(STEP + "    colour: red\n", "4:5 BP007", id="unknown key"),
        pytest.param(STEP + "    emotion: very\n", "4:14 BP011", id="wrong type"),
        pytest.param(STEP + "    customer: Sit\n", "4:5 BP006", id="duplicate key"),
        pytest.param(STEP + "    onstage: Greet\n", "4:5 BP202", id="two lanes"),
        pytest.param(STEP + "flows:\n  - enter >> sit\n", "5:14 BP104", id="dangling flow"),
        pytest.param(STEP + "    cost: NaN\n", "4:11 BP011", id="NaN"),
        pytest.param(STEP + "    cost: .inf\n", "4:11 BP011", id="infinity"),
        pytest.param(STEP + "    cost: 1e999\n", "4:11 BP011", id="overflow"),
        pytest.param(STEP + "    cost: -1\n", "4:11 BP011", id="negative"),
        pytest.param(STEP + "    service_time: -3 min\n", "4:19 BP502", id="negative time"),
        pytest.param(STEP + "    service_time: nan min\n", "4:19 BP502", id="NaN minutes"),
        pytest.param(STEP + "    batch: true\n", "4:12 BP011", id="flag as number"),
        pytest.param(STEP + "    fail_points: [{fail: x, probability: 1.2}]\n", "4:42 BP012", id="probability 1.2"),
        pytest.param("", "1:1 BP005", id="empty"),
        pytest.param("# nothing\n\n", "1:1 BP005", id="only a comment"),
        pytest.param("title: T\ncalendar: [mon 08:00-09:00]\n", "2:11 BP008", id="list for keys"),
        pytest.param("title: T\nsteps: {customer: Enter}\n", "2:8 BP008", id="keys for a list"),
        pytest.param("- title: T\n", "1:3 BP008", id="list at the top"),
        pytest.param("title\n", "1:1 BP008", id="text at the top"),
        pytest.param("title: T\n---\ntitle: U\n", "2:1 BP018", id="two documents"),
        pytest.param("title: !!python/object/apply:os.system [ls]\n", "1:8 BP018", id="tag"),
        pytest.param("!!map {title: T}\n", "1:1 BP018", id="tag at the top"),
        pytest.param("base: &b {title: T}\n<<: *b\n", "2:1 BP018", id="merge key"),
        pytest.param("? [a, b]\n: c\n", "1:3 BP018", id="list as key"),
        pytest.param("? {a: b}\n: c\n", "1:3 BP018", id="keys as key"),
        pytest.param("a: &x b\n*x : c\n", "2:1 BP018", id="alias as key"),
        pytest.param("title: T\nsteps: &s\n  - *s\n", "3:5 BP018", id="list within itself"),
        pytest.param("title: *t\n", "1:8 BP003", id="alias of nothing"),
        pytest.param("title: T\nnote: a\x07b\n", "2:8 BP010", id="bell"),
        pytest.param("title: T\x00\n", "1:9 BP010", id="zero"),
        pytest.param('title: "T\\u0007"\n', "1:8 BP010", id="escaped bell"),
        pytest.param(
            'title: T\nsteps: [{customer: A, standard: "be\\x07 nice"}]\n', "2:33 BP010", id="bell in a standard"
        ),
        pytest.param("title: T\udc80\n", "1:9 BP010", id="half a character"),
        pytest.param("title: T\nid: a\u202eb\n", "2:5 BP101", id="direction override in an id"),
        pytest.param(STEP + "    link: javascript:alert(1)\n", "4:11 BP016", id="script as link"),
        pytest.param("title: T\rsteps:\r  - x: 1\r", "3:5 BP201", id="CR"),
        pytest.param("title: T\x85steps:\x85  - 'x'\x85", "3:5 BP008", id="NEL"),
        pytest.param("title: T\u2028steps:\u2029  - 'x'\n", "3:5 BP008", id="LS and PS"),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, expected: str) -> None:
    assert first(text) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "None:None BP002"),
        (bytes(range(256)), "1:1 BP002"),
        ("title: T\n".encode("utf-16"), "None:None BP002"),
        ("title: T\n".encode("utf-32"), "None:None BP002"),
        ("title: Café\n".encode("latin-1"), "1:11 BP002"),
        (b"\x00" * 50, "None:None BP002"),
    ],
)
def test_what_is_no_text_is_told_so(data: bytes, expected: str) -> None:
    assert first(data) == expected


@pytest.mark.parametrize("before", ["", "title: T\nsteps: ", "title: T\nsteps:\n  - customer: A\n    tags: "])
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{", "&a [", "!t [", "{a: ", "[a: ", "- - a: ", "\n- "])
def test_a_hundred_thousand_openings_are_refused_at_once(opening: str, before: str) -> None:
    text = before + opening * MANY
    assert first(text).split()[1] in ("BP004", "BP003", "BP018", "BP005", "BP008")


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', "{", '{"a":[[', '"[', "-"])
def test_a_hundred_thousand_openings_of_json_are_refused_at_once(opening: str) -> None:
    assert first(opening * MANY, parse_json).split()[1] in ("BP003", "BP004")


def test_deep_brackets_are_refused_where_they_become_too_deep() -> None:
    assert first("[" * MANY + "]" * MANY) == "1:65 BP004"
    assert first("[" * MANY + "]" * MANY, parse_json) == "1:65 BP004"
    assert first("- " * MANY) == "1:129 BP004"


def test_deep_brackets_do_not_kill_the_process() -> None:
    code = "from blueprint.io.yaml import parse_yaml\nparse_yaml('[' * 1_000_000)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 1 and "BP004" in done.stderr


def test_a_billion_laughs_are_refused() -> None:
    lines = ["title: T", "a: &a [" + ", ".join(["ha"] * 9) + "]"]
    for before, after in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{after}: &{after} [{', '.join(['*' + before] * 9)}]")
    (found,) = faults("\n".join(lines))
    assert found.code == "BP004" and "aliases" in found.message


def test_aliases_that_nest_are_as_deep_as_what_they_repeat() -> None:
    lines = ["title: T", "a0: &a0 [x]", *(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 1000))]
    (found,) = faults("\n".join(lines))
    assert found.code == "BP004" and "levels" in found.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: T\nsteps:\n  - customer: " + "x" * 1_000_000, "3:15 BP010"),
        ("title: T\nsteps:\n  - customer: '" + "x" * 1_000_000 + "'", "3:15 BP010"),
        (STEP + "    id: " + "x" * 1_000_000, "4:9 BP010"),
        (STEP + "    resource: " + "x" * 1_000_000, "4:15 BP010"),
        (STEP + "    service_time: " + "1" * 1_000_000 + " min", "4:19 BP502"),
        (STEP + "    standard: " + "1" * 1_000_000 + " min", "4:15 BP010"),
        (STEP + "    link: " + "a" * 1_000_000, "4:11 BP010"),
        (STEP + "    " + "k" * 1_000_000 + ": 1", "4:5 BP003"),
        (STEP + "    ? " + "k" * 1_000_000 + "\n    : 1", "4:7 BP007"),
        ("title: T\nflows:\n  - " + "a > " * 250_000 + "b", "3:5 BP310"),
        ("title: T\nflows:\n  - " + "a >> " * 200_000 + "b", "3:5 BP310"),
        (STEP + "    resource: " + "a | " * 250_000 + "b", "4:15 BP010"),
        ('title: "' + '\\"' * 500_000, "1:8 BP003"),
    ],
)
def test_a_megabyte_of_text_is_refused_where_it_stands(text: str, expected: str) -> None:
    assert first(text) == expected


def test_a_megabyte_of_text_is_refused_in_json_too() -> None:
    label = "x" * 1_000_000
    assert first(f'{{"title": "T", "steps": [{{"customer": "{label}"}}]}}', parse_json) == "1:39 BP010"
    assert first('"' + '\\"' * 500_000, parse_json) == "1:1 BP003"
    assert first('"' * 1_000_001, parse_json) == "1:3 BP003"


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
def test_five_thousand_digits_are_no_number(parse: Callable[[str, str], object]) -> None:
    digits = "9" * 5000
    text = f'{{"title": "T", "steps": [{{"customer": "A", "batch": {digits}}}]}}'
    assert first(text, parse) == "1:53 BP011"


def test_many_problems_are_cut_short() -> None:
    steps = "".join(f"  - customer: Do thing {n}\n    id: step-number-{n}\n" for n in range(1000))
    dangling = "".join(f"  - step-nomber-{n} >> stap-number-{n}\n" for n in range(1000))
    assert len(faults(f"title: T\nsteps:\n{steps}flows:\n{dangling}")) == 100


def test_many_unknown_keys_are_cut_short() -> None:
    assert len(faults("title: T\n" + "".join(f"key{n}: 1\n" for n in range(10_000)))) == 100


def test_text_of_strangers_does_not_reach_the_terminal_as_it_is() -> None:
    item = faults('title: T\n"\\e[31mred\\e[0m": 1\n')[0]
    assert item.code == "BP007" and "\x1b" not in format_diagnostic(item)
