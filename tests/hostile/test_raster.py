"""Hostile labels as PNG and PDF: the engines are other people's code, and must neither break down nor read files."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.api import arrange
from blueprint.errors import BlueprintError, RenderError
from blueprint.layout.drawing import Drawing
from blueprint.layout.text import clean
from blueprint.model import Blueprint
from blueprint.rendering.flat import flatten
from blueprint.rendering.pdf import draw_pdf
from blueprint.rendering.raster import draw_png

pytest.importorskip("resvg_py", reason="needs the extra png: pip install resvg-py")
pytest.importorskip("typst", reason="needs the extra pdf: pip install typst")

ROOT = Path(__file__).parents[2]
LABELS = {
    "emoji of several characters after letters": "x 👩‍👩‍👧 y 🇩🇪 予約 1️⃣ ❤️‍🔥",  # engines break down on these in one piece
    "joiners alone": "\u200d\u200d a \u200d\ufe0f",
    "flags cut in half": "🇩 🇩🇪🇫",
    "a tag without an end": "🏴\U000e0067\U000e0062",
    "stacked marks": "e" + "\u0301" * 40 + " ก" + "\u0e49" * 40,
    "marks alone": "\u0301\u0302 支\u0301",
    "mixed directions": "abc اطلب 12 שירות xyz \u200f!\u200e",
    "ligatures": "لا ﷺ ffi ﬁ लक्ष्मी",
    "markup": "</text><image href='/etc/passwd'/><script>x</script>&lt;",
    "an entity": "&xxe; <!DOCTYPE x [<!ENTITY xxe SYSTEM 'file:///etc/passwd'>]>",
    "a style": "x; } * { fill: url(//evil.example) }",
    "planes beyond the first": "𠮷野家 𝔘𝔫𝔦 \U0001f9ff \U00012000",
    "a long word": "W" * 400,
    "many scripts": "aбγ支あ주اשกआქհ✓🍕" * 5,
}


def drawing(label: str) -> Drawing:
    step = {"lane": "customer", "label": label, "id": "a", "evidence": [{"label": label, "id": "e"}]}
    return replace(arrange(Blueprint.model_validate({"title": f"T {label}", "phases": [{"steps": [step]}]})), scale=0.5)


def draw_both(drawn: Drawing) -> None:
    for draw, opening in ((draw_png, b"\x89PNG"), (draw_pdf, b"%PDF-")):
        try:
            assert draw(drawn).startswith(opening)
        except RenderError as error:
            assert error.diagnostics[0].code == "BP805"  # a script that no font of this machine has


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_a_hostile_label_is_drawn(label: str) -> None:
    draw_both(drawing(label))


@settings(max_examples=40, deadline=None)
@given(st.text("ae 1-!…支あ주اש👩🍕🇩🏽\u200d\ufe0f\u20e3\u0301ก✓☎️ﬁ", min_size=1, max_size=24))
def test_no_mixture_of_scripts_breaks_an_engine(label: str) -> None:
    try:
        drawn = drawing(label)
    except (BlueprintError, ValueError):
        return  # refused by the model
    assert clean(drawn.blueprint.title)
    draw_both(drawn)


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_nothing_that_names_a_file_reaches_an_engine(label: str) -> None:
    root = ElementTree.fromstring(flatten(drawing(label)).svg)
    names = {name.split("}")[-1] for node in root.iter() for name in node.attrib}
    assert not names & {"href", "src", "style", "filter", "mask"}
    assert not [value for node in root.iter() for value in node.attrib.values() if "url(" in value or "/" in value]


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    script = (
        "import blueprint\n"
        "for format in ('png', 'pdf'): blueprint.render('title: T\\nsteps:\\n  - customer: A\\n', format=format)\n"
    )
    places = {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=tmp_path, env=places)
    assert list(tmp_path.rglob("*")) == []


def test_a_huge_canvas_is_refused_before_the_engine_that_would_end_the_process() -> None:
    script = (
        "from dataclasses import replace\n"
        "from blueprint.api import arrange\n"
        "from blueprint.rendering.raster import draw_png\n"
        "drawn = arrange('title: T\\nsteps:\\n  - customer: A\\n')\n"
        "draw_png(replace(drawn, layout=replace(drawn.layout, width=2e5, height=2e5)))\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 1  # an exception, no signal
    assert "BP804 error: the picture would have 400000 x 400000 pixels" in said.stderr
