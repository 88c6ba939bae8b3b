"""Goldens: small services that show one behavior each, byte for byte.

``<family>.<behavior>.yaml`` stands beside the geometry and the drawing that it makes. When a drawing changes, the tests
write a page (`changes.html`) with the old and the new pictures side by side; if the change is meant, accept it:
``pytest tests/goldens --accept-goldens``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from blueprint.layout.engine import layout_data
from tests.goldens.drawings import FIGURES, GOLDENS, HERE, Golden, figures_text
from tests.goldens.page import PAGE, write_page


def each(function: object) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)(function)  # type: ignore[arg-type]


def refuse_change(what: str) -> None:
    pytest.fail(
        f"{what} is drawn differently now: look at {write_page()}; if that is meant: pytest tests/goldens --accept-goldens"
    )


@each
def test_the_geometry_is_the_golden_one(golden: Golden) -> None:
    assert json.loads(golden.geometry) == layout_data(golden.drawing.layout)
    if golden.geometry != golden.old_geometry:
        refuse_change(golden.name)


@each
def test_the_drawing_is_the_golden_one(golden: Golden) -> None:
    if golden.svg != golden.old_svg:
        refuse_change(golden.name)


@each
def test_no_golden_has_a_defect(golden: Golden) -> None:
    assert golden.figures["defects"] == 0


def test_the_figures_are_those_of_the_goldens() -> None:
    assert FIGURES.read_bytes().decode("utf-8") == figures_text()


def test_every_golden_has_a_source() -> None:
    stems = {golden.name for golden in GOLDENS}
    assert len(stems) >= 8
    assert {path.name.removesuffix(".layout.json") for path in HERE.glob("*.layout.json")} == stems
    assert {path.stem for path in HERE.glob("*.svg")} == stems


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_bytes_do_not_follow_the_hash_seed(seed: str) -> None:
    code = "import sys; from tests.goldens.drawings import *; sys.stdout.write(''.join(g.svg for g in GOLDENS[:4]))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=HERE.parents[1],
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert result.stdout == "".join(golden.svg for golden in GOLDENS[:4])


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_changed_first_with_both_pictures_and_the_figures(tmp_path: Path) -> None:
    same, copied = GOLDENS[-1], tmp_path / GOLDENS[0].source.name
    copied.write_text(GOLDENS[0].text, encoding="utf-8")
    copied.with_suffix(".svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    page = write_page(tmp_path / "page.html", [same, Golden(copied)]).read_text("utf-8")
    assert "<h1>Goldens: 1 changed, 1 as they were</h1>" in page
    assert page.index(GOLDENS[0].name) < page.index(same.name)
    assert page.count("<img alt='was'") == 1 and page.count("<img alt='is'") == 2
    assert "bends per flow" in page and "<td>0.0</td>" in page
    assert "flows:" in page


def test_a_picture_cannot_break_the_page(tmp_path: Path) -> None:
    source = tmp_path / "x.y.yaml"
    source.write_text("title: '</pre><script>alert(1)</script>'\nsteps:\n  - customer: Go\n", encoding="utf-8")
    page = write_page(tmp_path / "page.html", [Golden(source)]).read_text("utf-8")
    assert "<script>" not in page
    assert "nothing yet" in page


def test_git_leaves_the_page_out() -> None:
    ignored = (HERE.parents[1] / ".gitignore").read_text("utf-8").split()
    assert f"/tests/goldens/{PAGE.name}" in ignored
