"""Blueprints as Python files: executed with care, and written as a person would write them."""

from __future__ import annotations

import linecache
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blueprint.diagnostics import Diagnostic
from blueprint.dsl import Draft, draft
from blueprint.errors import BlueprintError, ModelError, SourceError
from blueprint.io.python import dump_python, parse_python
from blueprint.model import Blueprint
from blueprint.units import minutes, per_hour

HEAD = "from blueprint import draft, minutes\n"
VISIT = HEAD + 'visit = draft("Visit")\n'


def refusal(text: str, name: str = "bar.py") -> Diagnostic:
    """Return the one problem that a file is refused with."""
    with pytest.raises(BlueprintError) as caught:
        parse_python(text, name)
    (found,) = caught.value.diagnostics
    return found


def marked(found: Diagnostic) -> str:
    """Return the part of the source line that a message points at."""
    assert found.location is not None
    start = (found.location.column or 1) - 1
    return found.location.source[start : start + found.location.length]


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_file_is_the_draft_that_it_declares() -> None:
    document = parse_python(VISIT + 'order = visit.customer("Order")\n', "shop/bar.py")
    assert document.blueprint.title == "Visit"
    assert document.name == "shop/bar.py"
    place = document.place_of("order")
    assert place is not None
    assert str(place) == "shop/bar.py:3:1"
    assert place.source == 'order = visit.customer("Order")'


def test_a_file_runs_under_a_name_of_its_own_and_knows_its_path(tmp_path: Path) -> None:
    text = HEAD + 'visit = draft(__name__.strip("_"), description=__file__)\n'
    path = str(tmp_path / "bar.py")
    blueprint = parse_python(text, path).blueprint
    assert (blueprint.title, blueprint.description) == ("blueprint", path)


def test_a_byte_order_mark_and_carriage_returns_do_not_matter() -> None:
    text = "\ufeff" + VISIT.replace("\n", "\r\n") + 'a = visit.customer("A")\r\nb = visit.customer("A")\r\n'
    found = refusal(text)
    assert found.code == "BP103"
    assert found.location is not None
    assert (found.location.line, found.location.source) == (4, 'b = visit.customer("A")')


def test_one_draft_under_two_names_is_one_draft() -> None:
    assert parse_python(VISIT + "same = visit\n").blueprint.title == "Visit"


def test_a_file_beside_it_can_be_imported_and_is_forgotten_again(tmp_path: Path) -> None:
    helper = tmp_path / "house_style.py"
    main = HEAD + "from house_style import NAME\nvisit = draft(NAME)\n"
    path = str(tmp_path / "bar.py")
    before, modules = list(sys.path), set(sys.modules)
    for title in ("First", "Second one"):
        helper.write_text(f"NAME = {title!r}\n", encoding="utf-8")
        shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)
        assert parse_python(main, path).blueprint.title == title
    assert sys.path == before
    assert "house_style" not in sys.modules
    assert "__blueprint__" not in sys.modules
    assert set(sys.modules) == modules
    assert path not in linecache.cache


def test_libraries_stay_loaded_but_packages_beside_the_file_do_not(tmp_path: Path) -> None:
    for package in ("beside_with_init", "beside_without"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "part.py").write_text("TITLE = 'Visit'\n", encoding="utf-8")
    (tmp_path / "beside_with_init" / "__init__.py").write_text("", encoding="utf-8")
    text = HEAD + "import beside_with_init.part, beside_without.part, blueprint.units\n"
    text += "visit = draft(beside_without.part.TITLE)\n"
    units = sys.modules["blueprint.units"]
    assert parse_python(text, str(tmp_path / "bar.py")).blueprint.title == "Visit"
    assert not any(name.startswith("beside_with") for name in sys.modules)
    assert sys.modules["blueprint.units"] is units


def test_a_part_of_this_library_that_a_file_loads_first_stays_loaded() -> None:
    root = Path(__file__).parents[3]
    script = (
        "import sys\nfrom blueprint.io.python import parse_python\n"
        "text = 'from blueprint import draft, to_graph\\nvisit = draft(\"Visit\")\\n'\n"
        "parse_python(text, 'bar.py')\nprint('blueprint.graph' in sys.modules)\n"
    )
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, cwd=root, env={"PYTHONPATH": str(root)}, capture_output=True, text=True, check=True)
    assert found.stdout == "True\n"


def test_a_draft_that_is_imported_counts_only_if_there_is_no_own(tmp_path: Path) -> None:
    (tmp_path / "base_of_all.py").write_text(HEAD + 'base = draft("Base")\n', encoding="utf-8")
    path = str(tmp_path / "bar.py")
    assert parse_python("from base_of_all import base\n", path).blueprint.title == "Base"
    own = HEAD + 'from base_of_all import base\nvisit = draft("Own")\n'
    assert parse_python(own, path).blueprint.title == "Own"


def test_nothing_is_left_behind_when_a_file_fails(tmp_path: Path) -> None:
    path = str(tmp_path / "bar.py")
    before, modules = list(sys.path), set(sys.modules)
    with pytest.raises(SourceError):
        parse_python("import sys\nsys.path.clear()\nunknown\n", path)
    assert sys.path == before
    assert set(sys.modules) == modules
    assert path not in linecache.cache


def test_a_file_may_declare_classes_with_annotations() -> None:
    text = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        + VISIT
        + "@dataclass\nclass A:\n    x: int\n"
    )
    assert (
        parse_python(
            text.replace(HEAD, "", 1).replace("visit =", "from blueprint import draft\nvisit =", 1)
        ).blueprint.title
        == "Visit"
    )


# --- what is refused -------------------------------------------------------------------------------------------------


def test_a_file_without_a_draft_is_told_how_to_begin() -> None:
    found = refusal("x = 3\n")
    assert (found.code, found.rule) == ("BP024", "no-draft")
    assert 'draft("Restaurant visit")' in found.hint


def test_several_drafts_are_named_with_their_lines() -> None:
    found = refusal(HEAD + 'a = draft("A")\nb = draft("B")\nc = draft("C")\n')
    assert (found.code, found.message) == ("BP025", "this file declares 3 drafts: 'a', 'b', 'c'")
    assert found.location is not None
    assert [found.location.line, *(place.line for place in found.related)] == [3, 2, 4]


@pytest.mark.parametrize(
    ("line", "part"),
    [('a = visit.customer("A"', "("), ("a = = 3", "="), ('a = "open', '"'), ("    a = 1", "")],
)
def test_what_is_no_python_is_shown_where_it_stands(line: str, part: str) -> None:
    found = refusal(VISIT + line + "\n")
    assert (found.code, found.rule) == ("BP003", "syntax")
    assert found.location is not None
    assert (found.location.line, found.location.source) == (3, line)
    assert marked(found)[:1] == part or not part


@pytest.mark.parametrize("text", ["a\x00b", "(" * 5000, "x = " + "-" * 200_000 + "1"])
def test_what_the_compiler_gives_up_on_is_one_error(text: str) -> None:
    assert refusal(text).code == "BP003"


@pytest.mark.parametrize(
    ("line", "part", "message", "hint"),
    [
        ("visti.customer('A')", "visti", "the name 'visti' is not known here", "did you mean 'visit'?"),
        ("a = visit.custmer('A')", "visit.custmer", "a draft has no 'custmer'", "did you mean 'customer'?"),
        ("a = minutes(-1)", "minutes(-1)", "a time cannot be negative, got -1", "write it such as '2 min'"),
        ("名 = 1 / 0", "1 / 0", "this line fails with ZeroDivisionError: division by zero", "correct this line"),
        ("import no_such_thing", "import no_such_thing", "there is no module 'no_such_thing'", "install it"),
        ("exit(3)", "exit(3)", "this line ends the program", "take the exit out"),
        ("raise SystemExit", "raise SystemExit", "this line ends the program", "take the exit out"),
        ("raise GeneratorExit", "raise GeneratorExit", "this line fails with GeneratorExit", "correct this line"),
    ],
)
def test_a_line_that_fails_is_shown_with_its_reason(line: str, part: str, message: str, hint: str) -> None:
    found = refusal(VISIT + line + "\n")
    assert (found.code, found.rule, found.message) == ("BP023", "python-failed", message)
    assert found.hint.startswith(hint)
    assert marked(found) == part
    assert found.location is not None
    assert found.location.line == 3


def test_a_failure_inside_a_helper_is_told_at_the_line_that_called_it(tmp_path: Path) -> None:
    (tmp_path / "helper_that_fails.py").write_text("def fail():\n    return {}['x']\n", encoding="utf-8")
    found = refusal("import helper_that_fails\nhelper_that_fails.fail()\n", str(tmp_path / "bar.py"))
    assert found.message == "this line fails with KeyError: 'x'"
    assert found.location is not None
    assert (found.location.path, found.location.line) == (str(tmp_path / "bar.py"), 2)


def test_a_helper_that_is_no_python_is_named(tmp_path: Path) -> None:
    (tmp_path / "helper_in_error.py").write_text("x = (\n", encoding="utf-8")
    found = refusal("import helper_in_error\n", str(tmp_path / "bar.py"))
    assert found.code == "BP023"
    assert "helper_in_error.py:1" in found.message


def test_an_interruption_by_the_user_is_no_fault_of_the_file() -> None:
    with pytest.raises(KeyboardInterrupt):
        parse_python("raise KeyboardInterrupt\n", "bar.py")


def test_a_faulty_declaration_passes_as_it_is() -> None:
    with pytest.raises(ModelError) as caught:
        parse_python(VISIT + 'a = visit.customer("A", emotion=9)\n', "bar.py")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.location), marked(found)) == ("BP011", "bar.py:3:33", "9")


def test_what_the_whole_draft_shows_is_told_at_its_lines() -> None:
    found = refusal(VISIT + 'a = visit.customer("A", resource="waiter")\n')
    assert (found.code, marked(found)) == ("BP104", '"waiter"')


# --- writing ---------------------------------------------------------------------------------------------------------


def written(visit: Draft) -> list[str]:
    """Return the lines that a draft is written as, once it has been read back to an equal blueprint."""
    blueprint = visit.build()
    text = dump_python(blueprint)
    assert parse_python(text).blueprint == blueprint
    return text.splitlines()


def test_a_blueprint_is_written_as_a_person_would() -> None:
    visit = draft("Restaurant visit", arrivals=per_hour(24))
    host, waiter = visit.resource("Host"), visit.resource("Waiter", capacity=3)
    with visit.phase("Arrive") as arrive:
        enter = arrive.customer("Enter", evidence=["Signage", "Entrance"])
        seat = arrive.onstage("Greet and seat", id="seat", resource=host | waiter, service_time=minutes(2))
        seat.wait_point("Queue", standard_time=minutes(5), acceptable_time="1 h 30 min", fair=True)
    with visit.phase("Order") as order:
        choose = order.customer("Choose")
        choose.fail_point("Sold out", probability=0.05, recovery=enter)
        ordering = order.support("Ordering system")
    visit.flow(enter >> seat >> choose)
    visit.flow(choose >> seat, probability=0.05, condition="sold out")
    visit.needs(choose >> ordering)
    visit.end(choose)
    assert written(visit) == [
        "from blueprint import draft, minutes, per_hour",
        "",
        'service = draft("Restaurant visit", arrivals=per_hour(24))',
        "",
        'host = service.resource("Host")',
        'waiter = service.resource("Waiter", capacity=3)',
        "",
        'with service.phase("Arrive") as arrive:',
        '    enter = arrive.customer("Enter", evidence=["Signage", "Entrance"])',
        '    seat = arrive.onstage("Greet and seat", id="seat", resource=host | waiter, service_time=minutes(2))',
        '    seat.wait_point("Queue", standard_time=minutes(5), acceptable_time=minutes(90), fair=True)',
        "",
        'with service.phase("Order") as order:',
        '    choose = order.customer("Choose")',
        '    choose.fail_point("Sold out", probability=0.05, recovery=enter)',
        '    ordering_system = order.support("Ordering system")',
        "",
        "service.flow(enter >> seat >> choose)",
        'service.flow(choose >> seat, probability=0.05, condition="sold out")',
        "service.needs(choose >> ordering_system)",
        "service.end(choose)",
    ]


def test_ids_are_written_only_where_the_label_gives_another() -> None:
    visit = draft("Visit", id="v")
    visit.customer("Order")
    visit.customer("Pay", id="payment")
    lines = written(visit)
    assert lines[2] == 'service = draft("Visit", id="v")'
    assert lines[4:] == ['order = service.customer("Order")', 'payment = service.customer("Pay", id="payment")']


def test_a_step_that_comes_later_is_named_by_its_id() -> None:
    visit = draft("Visit")
    a = visit.customer("A")
    b = visit.customer("B")
    a.fail_point("Wrong", recovery=b)
    visit.customer_class("Regular", enters=b)
    assert '    enters="b"' not in (lines := written(visit))
    assert 'a.fail_point("Wrong", recovery="b")' in lines
    assert 'regular = service.customer_class("Regular", enters="b")' in lines


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ("90 s", "seconds(90)"),
        ("2 min", "minutes(2)"),
        ("2 h", "hours(2)"),
        ("3 d", "days(3)"),
        ("2 h 30 min", '"2 h 30 min"'),
        ("0 s", '"0 s"'),
        ("1.5 s", '"1.5 s"'),
    ],
)
def test_times_are_written_short(time: str, code: str) -> None:
    visit = draft("Visit", acceptable_time=time)
    assert written(visit)[2] == f'service = draft("Visit", acceptable_time={code})'


def test_lanes_are_written_where_they_are_not_the_usual_ones() -> None:
    visit = draft("Visit")
    visit.lane("Nurse", kind="onstage")
    visit.lane("Doctor", kind="onstage")
    visit.lane(kind="customer")
    visit.step("nurse", "Take vital signs")
    visit.customer("Wait")
    lines = written(visit)
    assert lines[4:7] == [
        'service.lane(kind="customer")',
        'nurse = service.lane("Nurse", kind="onstage")',
        'service.lane("Doctor", kind="onstage")',
    ]
    assert 'take_vital_signs = service.step("Take vital signs", lane=nurse)' in lines
    assert 'wait = service.customer("Wait")' in lines


def test_lanes_in_an_order_of_their_own_are_written_as_a_whole() -> None:
    visit = draft(
        "Visit", lanes=[{"id": "back", "kind": "backstage"}, {"id": "guest", "kind": "customer", "label": "Guest"}]
    )
    visit.customer("Wait")
    lines = written(visit)
    text = 'lanes=[{"id": "back", "kind": "backstage"}, {"id": "guest", "label": "Guest", "kind": "customer"}]'
    assert text in "\n".join(lines)
    assert 'wait = service.customer("Wait")' in lines


def test_management_alone_needs_no_declared_lanes() -> None:
    visit = draft("Visit")
    visit.management("Plan")
    visit.customer("Wait")
    assert not any(".lane(" in line for line in written(visit))


def test_variables_avoid_words_that_python_knows() -> None:
    visit = draft("Visit")
    names = [
        "class",
        "print",
        "match",
        "draft",
        "minutes",
        "service",
        "l",
        "24h",
        "迎接客人",
        "a-b",
        "a_b",
        "__file__",
        "_",
    ]
    for name in names:
        visit.customer("Do it", id=name)
    found = [line.split(" = ")[0] for line in written(visit)[4:]]
    assert found == [
        "class_step", "print_step", "match_step", "draft_step", "minutes_step", "service_step", "l_step", "step_24h",
        "迎接客人", "a_b", "a_b_step", "step_file", "step_13",
    ]  # fmt: skip


def test_elements_of_one_id_get_variables_of_their_own() -> None:
    visit = draft("Visit")
    kitchen = visit.resource("Kitchen")
    with visit.phase("Kitchen") as phase:
        phase.backstage("Kitchen", resource=kitchen)
    lines = written(visit)
    assert 'kitchen_resource = service.resource("Kitchen")' in lines
    assert '    kitchen = kitchen_phase.backstage("Kitchen", resource=kitchen_resource)' in lines


def test_chains_break_where_words_or_kinds_change_and_before_a_return() -> None:
    visit = draft("Visit")
    a, b, c = visit.customer("A"), visit.customer("B"), visit.customer("C")
    visit.flow(a >> b >> c >> a)
    visit.exchange(a >> b >> c)
    visit.flow(a >> b, id="again")
    flows = written(visit)[8:]
    assert flows == [
        "service.flow(a >> b >> c)",
        "service.flow(c >> a)",
        "service.exchange(a >> b)",
        "service.exchange(b >> c)",
        'service.flow(a >> b, id="again")',
    ]


def test_long_paths_stay_within_the_columns() -> None:
    visit = draft("Visit")
    steps = [visit.customer(f"Do a thing that has a name of some length {number}") for number in range(20)]
    path = steps[0] >> steps[1]
    for step in steps[2:]:
        path = path >> step
    visit.flow(path)
    lines = written(visit)
    assert max(map(len, lines)) <= 120
    assert sum(line.startswith("service.flow") for line in lines) > 2


HOSTILE = [
    '")\nimport os\nos.system("x")\n("',
    "'''\nraise SystemExit\n'''",
    'a\\',
    '\\"); exit(); ("',
    "{evil} %s \\N{BULLET} \\u0041",
    "a\u202eb\u2028c\ud7ff",
    "多" * 200,
    "\t tab and\nline",
    "#" * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_strangers_stays_text(text: str) -> None:
    visit = draft(text, id="x", description=text, customer=text, sources=[text], measures={text: 1})
    host = visit.resource(text, id="host")
    with visit.phase(text, id="p", description=text) as phase:
        step = phase.customer(text, id="s", note=text, resource=host, evidence=[text], tags=[text, text])
        step.fail_point(text, id="f", cause=text)
    visit.flow(step >> step, condition=text)
    lines = written(visit)
    assert all(line.isprintable() for line in lines)


def test_the_same_blueprint_gives_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "from blueprint.dsl import draft\nfrom blueprint.io.python import dump_python\n"
        "v = draft('V', measures={'a': 1, 'b': 2})\n"
        "x = [v.customer(str(n), id=f's{n}', tags=['a', 'b']) for n in range(9)]\n"
        "v.flow(x[0] >> x[1] >> x[2])\nprint(dump_python(v.build()))\n"
    )
    root = Path(__file__).parents[3]
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


def examples() -> list[Path]:
    return sorted((Path(__file__).parents[3] / "examples").glob("*/*.py"))


def everything() -> Blueprint:
    """Return a blueprint with something in every field."""
    visit = draft(
        "A visit", id="v", description="d " * 100, language="de", status="draft", version="1", customer="All",
        arrivals={"appointments": {"09:00-10:00": "every 15 min", "10:00-11:00": "4 per hour"}, "no_show": 0.08, "late": "2 min"},
        acceptable_time="1 w", sources=["a", "b"],
    )  # fmt: skip
    a, b = (
        visit.resource("A"),
        visit.resource(id="b", kind="system", schedule={"mon-fri 09:00-12:00": 3}, room=2, cost_rate="18 per hour"),
    )
    regular = visit.customer_class(
        "Regular", id="reg", share=0.25, arrivals="every 3 min", priority=1, patience="erlang(3, 2 min)"
    )
    visit.calendar(open=["mon-fri 08:00-18:00"], closed=["2026-12-24", "2026-12-25"])
    visit.economics(price=0.5, materials=1e-7, overhead=10**15, time_rate="0.1 per min", currency="EUR")
    visit.measure("complaints", -2.5)
    with visit.phase("One", description="first") as one:
        s = one.customer(
            "S",
            evidence=["Menu", {"evidence": "App", "medium": "digital", "id": "app"}],
            emotion=-1.5,
            customer_cost={"effort": 2},
        )
        t = one.onstage(
            "T", resources={a | b: 2, b: 1}, seizes=[a, b], releases=a, service_time={regular: "empirical(1 s, 2 s)"}, moment=s,
            standard=["5 min", {regular: "kind words"}, {regular: "90% within 3 min"}], determinants=["courtesy", "access"],
            join="any", split="any", moment_of_truth=True, ignore=["BP302"],
        )  # fmt: skip
        t.wait_point("Queue", resource=b, measured="uniform(1 min, 2 min)", standard={regular: "90% within 3 min"})
    visit.standard("90% within 5 d", start=s, end=t, classes=[regular], working=True)
    visit.standard("Smile", id="smile")
    visit.influences(t >> s, classes=[regular])
    visit.flow(s >> t, id="first", probability=1 / 3)
    return visit.build()


def test_everything_that_can_be_said_returns() -> None:
    blueprint = everything()
    text = dump_python(blueprint)
    again = parse_python(text).blueprint
    assert again == blueprint
    assert dump_python(again) == text


def run_ruff(*arguments: str) -> str:
    command = [sys.executable, "-m", "ruff", *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout + found.stderr if found.returncode else ""


def test_written_files_need_no_formatter_and_no_linter(tmp_path: Path) -> None:
    pytest.importorskip("ruff", reason="needs ruff: pip install 'service-blueprint[dev]'")
    blueprints = {path.stem: parse_python(path.read_text(encoding="utf-8"), str(path)).blueprint for path in examples()}
    blueprints["everything"] = everything()
    for number, text in enumerate(HOSTILE):
        visit = draft("Visit")
        visit.customer(text, id="s", note=text * 3, tags=[text], evidence=[{"evidence": text, "id": "e"}])
        blueprints[f"hostile{number}"] = visit.build()
    for name, blueprint in blueprints.items():
        (tmp_path / f"{name}.py").write_text(dump_python(blueprint), encoding="utf-8")
    options: list[Any] = ["--isolated", "--line-length=120", "--no-cache", str(tmp_path)]
    assert run_ruff("format", "--check", *options) == ""
    assert run_ruff("check", "--select=E,F,I,UP,W", *options) == ""


def test_what_a_file_prints_goes_to_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    parse_python('from blueprint import draft\nvisit = draft("T")\nprint("hello")\n', "t.py")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "hello\n")
