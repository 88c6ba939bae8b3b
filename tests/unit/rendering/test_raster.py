"""The drawing as PNG."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import blueprint
from blueprint.api import arrange
from blueprint.cli.output import exit_code_of
from blueprint.errors import RenderError
from blueprint.layout.drawing import Drawing
from blueprint.rendering.raster import LARGEST, draw_png

resvg = pytest.importorskip("resvg_py", reason="needs the extra png: pip install resvg-py")

ROOT = Path(__file__).parents[3]
BAR = ROOT / "examples/bar/bar.yaml"
SCRIPTS = {"cjk": "办理入住手续", "hangul": "주문 확인", "Arabic": "اطلب الطعام", "mixed": "Pay 支付 now 🍕"}


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture[:16] == b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    assert picture[-8:-4] == b"IEND"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def drawing(label: str, **words: str) -> Drawing:
    more = "".join(f"{key}: {value}\n" for key, value in words.items())
    return arrange(f"title: T\n{more}steps:\n  - customer: '{label}'\n    id: a\n")


def draw_or_skip(drawn: Drawing) -> bytes:
    try:
        return draw_png(drawn)
    except RenderError as error:
        if error.diagnostics[0].code == "BP805":
            pytest.skip(error.diagnostics[0].message)
        raise


@pytest.mark.parametrize("scale", [0.5, 1, 2, 3.25])
def test_a_picture_has_the_pixels_of_its_scale(scale: float) -> None:
    drawn = replace(arrange(BAR), scale=scale)
    width, height = size_of(draw_png(drawn))
    assert (width, height) == pytest.approx((drawn.layout.width * scale, drawn.layout.height * scale), abs=1)


def test_a_px_is_two_pixels_unless_asked_otherwise() -> None:
    once, twice = blueprint.render(BAR, format="png", scale=1), blueprint.render(BAR, format="png")
    assert [2 * side for side in size_of(once.data)] == list(size_of(twice.data))
    assert twice._repr_mimebundle_() == {"image/png": twice.data}


@pytest.mark.parametrize("scale", [0, -1, 0.09, 10.1, 1e9, float("nan"), float("inf")])
def test_a_scale_out_of_range_is_refused(scale: float) -> None:
    with pytest.raises(RenderError, match=r"BP806 error: .* scale") as caught:
        blueprint.render(BAR, format="png", scale=scale)
    assert exit_code_of(caught.value) == 2


def test_the_same_drawing_is_the_same_bytes_in_every_process() -> None:
    script = f"import blueprint, sys; sys.stdout.buffer.write(blueprint.render({str(BAR)!r}, format='png').data)"
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1")
    ]
    assert runs[0] == runs[1] == draw_png(arrange(BAR))


def test_fonts_of_the_machine_are_asked_only_where_a_script_needs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    real = resvg.svg_to_bytes
    monkeypatch.setattr(
        resvg, "svg_to_bytes", lambda **options: asked.append(options["skip_system_fonts"]) or real(**options)
    )
    draw_png(drawing("Größe prüfen – Подтвердить"))
    assert asked == [True]
    asked.clear()
    draw_or_skip(drawing("办理"))
    assert asked and not any(asked)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_letters_of_other_scripts_are_no_empty_boxes(text: str) -> None:
    boxes = "".join("\ue000" if ord(char) > 0x2FF else char for char in text)
    assert draw_or_skip(drawing(text)) != draw_or_skip(drawing(boxes))
    letters = [char for char in text if ord(char) > 0x2FF]
    assert draw_or_skip(drawing(text)) != draw_or_skip(drawing(text.replace(letters[0], letters[-1])))


def test_chinese_characters_follow_the_language() -> None:
    japanese, chinese = (draw_or_skip(drawing("直骨", language=language)) for language in ("ja", "zh-Hans"))
    assert japanese != chinese


def test_letters_that_no_font_has_are_refused_with_a_font_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = resvg.svg_to_bytes
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **options: real(**{**options, "skip_system_fonts": True}))
    with pytest.raises(RenderError) as caught:
        draw_png(drawing("办理"))
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == (
        "BP805",
        "no font on this machine has Chinese or Japanese letters, such as '办'",
    )
    assert "Noto Sans CJK" in found.hint
    assert exit_code_of(caught.value) == 2
    with pytest.raises(RenderError, match=r"no font on this machine has Thai letters, such as 'ต'.*\n.*Noto Sans Thai"):
        draw_png(drawing("ตรวจสอบ"))


def test_a_picture_or_symbol_that_no_font_has_does_not_stop_a_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = resvg.svg_to_bytes
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **options: real(**{**options, "skip_system_fonts": True}))
    assert size_of(draw_png(drawing("Order 🍕 ✓")))


def test_a_missing_extra_is_told_in_one_line_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(RenderError) as caught:
        draw_png(arrange(BAR))
    (found,) = caught.value.diagnostics
    assert (found.code, found.rule) == ("BP803", "missing-extra")
    assert found.hint == 'install it: pip install "service-blueprint[png]"'
    assert exit_code_of(caught.value) == 2


def test_an_engine_that_breaks_down_is_told_and_other_faults_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def breaks(error: BaseException) -> Any:
        def draw(**_: object) -> bytes:
            raise error

        return draw

    for error in (PanicException("removal index"), ValueError("bad SVG")):
        monkeypatch.setattr(resvg, "svg_to_bytes", breaks(error))
        with pytest.raises(RenderError, match="BP807 error: the engine for PNG failed"):
            draw_png(arrange(BAR))
    monkeypatch.setattr(resvg, "svg_to_bytes", breaks(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        draw_png(arrange(BAR))


def sized(width: float, height: float, scale: float = 2.0) -> Drawing:
    drawn = arrange(BAR)
    return replace(drawn, layout=replace(drawn.layout, width=width, height=height), scale=scale)


@pytest.mark.parametrize(
    ("width", "height", "scale", "way"),
    [
        (200_000, 200_000, 2, "take SVG or PDF, which have no pixels"),
        (10_000, 4_000, 2, "--scale 1.58"),
        (69_668, 396, 2, "--scale 1.9"),
        (10_000, 10_000, 1.01, "--scale 1"),
    ],
)
def test_a_picture_that_is_too_large_never_reaches_the_engine(
    monkeypatch: pytest.MonkeyPatch, width: float, height: float, scale: float, way: str
) -> None:
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **_: pytest.fail("the engine was called"))
    with pytest.raises(RenderError) as caught:
        draw_png(sized(width, height, scale))
    (found,) = caught.value.diagnostics
    assert (found.code, found.rule) == ("BP804", "too-large-picture")
    assert way in found.hint
    assert exit_code_of(caught.value) == 2


def test_the_scale_of_the_hint_fits() -> None:
    with pytest.raises(RenderError) as caught:
        draw_png(sized(10_000, 4_000))
    scale = float(caught.value.diagnostics[0].hint.split("--scale ")[1].split("'")[0])
    assert 10_000 * 4_000 * scale**2 <= LARGEST
