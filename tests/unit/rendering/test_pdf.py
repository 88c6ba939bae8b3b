"""The drawing as PDF: its page, its text, its links."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import blueprint
from blueprint.api import arrange
from blueprint.errors import RenderError
from blueprint.layout.drawing import Drawing
from blueprint.rendering.pdf import LONGEST, POINTS, draw_pdf

typst = pytest.importorskip("typst", reason="needs the extra pdf: pip install typst")
pypdf = pytest.importorskip("pypdf", reason="needs pypdf: pip install pypdf")

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*/*.yaml"))
LINKED = """\
title: Links
language: pt-BR
description: Where the steps lead
steps:
  - customer: Book
    id: book
    link: https://example.com/a?x=1&y=(2)
  - onstage: Confirm
    id: confirm
    detail: inside.yaml
  - backstage: Both
    id: both
    link: mailto:host@example.com
    detail: ../other.yaml
  - support: Nowhere
    id: nowhere
    link: "#top"
flows: [book >> confirm]
"""


def draw_or_skip(drawn: Drawing) -> bytes:
    try:
        return draw_pdf(drawn)
    except RenderError as error:
        if error.diagnostics[0].code == "BP805":
            pytest.skip(error.diagnostics[0].message)
        raise


def page_of(data: bytes) -> Any:
    (page,) = pypdf.PdfReader(BytesIO(data)).pages
    return page


def said(data: bytes) -> str:
    return " ".join(page_of(data).extract_text().split())


def links(data: bytes) -> dict[str, tuple[float, ...]]:
    found = [note.get_object() for note in page_of(data).get("/Annots", [])]
    assert all(note["/Subtype"] == "/Link" and note["/A"]["/S"] == "/URI" for note in found)
    return {str(note["/A"]["/URI"]): tuple(float(side) for side in note["/Rect"]) for note in found}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_page_is_as_large_as_the_drawing(example: Path) -> None:
    drawn = arrange(example)
    box = page_of(draw_or_skip(drawn)).mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(
        (drawn.layout.width * POINTS, drawn.layout.height * POINTS), abs=0.01
    )


def test_a_drawing_longer_than_any_page_is_scaled_down_to_one() -> None:
    steps = "".join(f"  - customer: Step {n}\n    id: s{n}\n" for n in range(150))
    flows = " >> ".join(f"s{n}" for n in range(150))
    drawn = arrange(f"title: Long\nsteps:\n{steps}flows: [{flows}]\n")
    assert drawn.layout.width * POINTS > LONGEST
    box = page_of(draw_pdf(drawn)).mediabox
    assert float(box.width) == pytest.approx(LONGEST, abs=0.1)
    assert float(box.width) / float(box.height) == pytest.approx(drawn.layout.width / drawn.layout.height, rel=1e-3)


def test_every_word_of_the_drawing_can_be_selected() -> None:
    text = said(draw_pdf(arrange(ROOT / "examples/bar/bar.yaml")))
    for words in ("A visit to a bar", "Enter the bar", "Line of visibility", "Physical", "Bartender", "another round"):
        assert words in text


def test_other_scripts_can_be_selected_too() -> None:
    text = said(draw_or_skip(arrange("title: T\nsteps:\n  - customer: '办理入住 Großes サービス'\n")))
    assert "办理入住" in text
    assert "Großes" in text
    assert "サービス" in text


def test_links_open_from_the_boxes_of_their_steps() -> None:
    drawn = arrange(LINKED)
    height, steps = drawn.layout.height, {step.id: step for step in drawn.layout.steps}
    found = links(draw_pdf(drawn))
    assert set(found) == {
        "https://example.com/a?x=1&y=(2)", "inside.yaml", "mailto:host@example.com", "../other.yaml",
    }  # fmt: skip
    mark = next(mark.rect for mark in steps["both"].marks if mark.kind == "detail")
    expected = {
        "https://example.com/a?x=1&y=(2)": steps["book"].rect,
        "inside.yaml": steps["confirm"].rect,
        "mailto:host@example.com": steps["both"].rect,
        "../other.yaml": mark,
    }
    for href, rect in expected.items():
        sides = (rect.x, height - rect.bottom, rect.right, height - rect.y)
        assert found[href] == pytest.approx([side * POINTS for side in sides], abs=0.02)


def test_the_file_says_its_title_language_and_description_and_no_date() -> None:
    reader = pypdf.PdfReader(BytesIO(draw_pdf(arrange(LINKED))))
    assert reader.metadata is not None
    assert reader.metadata.title == "Links"
    assert str(reader.metadata.subject).startswith("Where the steps lead")
    assert reader.trailer["/Root"]["/Lang"] == "pt-BR"
    assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_tagged_for_people_who_listen(example: Path) -> None:
    data = draw_or_skip(arrange(example))
    root = pypdf.PdfReader(BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_a_sign_that_no_font_has_costs_the_mark_of_accessibility_and_not_the_file() -> None:
    data = draw_pdf(arrange("title: T\nsteps:\n  - customer: 'A \ue000 sign'\n"))
    assert "sign" in said(data)
    assert b"pdfuaid" not in pypdf.PdfReader(BytesIO(data)).trailer["/Root"]["/Metadata"].get_object().get_data()


@pytest.mark.parametrize(
    "label", ["#panic()", "#read(\"/etc/passwd\")", "$x$ *b* _i_ `c` @ref <label>", "\\u{41} // x", "]) #eval(\"1\")", "</text><image href='/etc/passwd'/>"]
)  # fmt: skip
def test_a_label_is_never_read_as_typst(label: str) -> None:
    quoted = label.replace("'", "''")
    source = f"title: '{quoted}'\ndescription: '{quoted}'\nsteps:\n  - customer: '{quoted}'\n"
    data = draw_pdf(arrange(source))
    assert pypdf.PdfReader(BytesIO(data)).metadata.title == label
    assert "root:" not in said(data)


def test_the_same_drawing_is_the_same_bytes_at_any_time_in_every_process_and_folder(tmp_path: Path) -> None:
    source = str(ROOT / "examples/bar/bar.yaml")
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import blueprint; sys.stdout.buffer.write(blueprint.render({source!r}, format='pdf').data)"
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": date},
        ).stdout
        for seed, zone, date in (("0", "UTC", "0"), ("1", "Asia/Tokyo", "1700000000"))
    ]  # fmt: skip
    assert runs[0] == runs[1] == blueprint.render(source, format="pdf").data
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_told_in_one_line_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(RenderError) as caught:
        draw_pdf(arrange(LINKED))
    (found,) = caught.value.diagnostics
    assert (found.code, found.hint) == ("BP803", 'install it: pip install "service-blueprint[pdf]"')


def test_letters_that_no_font_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    own = typst.Fonts
    monkeypatch.setattr(typst, "Fonts", lambda **options: own(**{**options, "include_system_fonts": False}))
    from blueprint.rendering import pdf

    pdf._fonts.cache_clear()
    try:
        with pytest.raises(RenderError, match="BP805"):
            draw_pdf(arrange("title: T\nsteps:\n  - customer: 办理\n"))
    finally:
        pdf._fonts.cache_clear()


def test_a_picture_of_another_scale_is_the_same_page() -> None:
    drawn = arrange(LINKED)
    assert draw_pdf(drawn) == draw_pdf(replace(drawn, scale=1))
