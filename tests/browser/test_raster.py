"""PNG and a real browser show the same picture."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from blueprint.api import arrange
from blueprint.errors import RenderError
from blueprint.layout.drawing import Drawing
from blueprint.rendering import raster
from blueprint.rendering.raster import draw_png
from blueprint.rendering.svg import draw_svg

pytestmark = pytest.mark.browser
resvg = pytest.importorskip("resvg_py", reason="needs the extra png: pip install resvg-py")

ROOT = Path(__file__).parents[2]
FOREIGN = re.compile("[^\x00-\u2fff]")
NOWHERE = "\U0010fffd"  # no font has it
PICTURES = [*sorted((ROOT / "examples").glob("*/*.yaml")), ROOT / "tests/goldens/text.scripts.yaml"]

COMPARE = """
async ([one, other]) => {
  const pixels = async (data) => {
    const image = new Image();
    image.src = "data:image/png;base64," + data;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    return [canvas.width, canvas.height, pen.getImageData(0, 0, canvas.width, canvas.height).data];
  };
  const [w1, h1, a] = await pixels(one), [w2, h2, b] = await pixels(other);
  if (w1 !== w2 || h1 !== h2) return {size: [w1, h1, w2, h2]};
  let sum = 0, far = 0;
  for (let i = 0; i < a.length; i += 4) {
    const difference = Math.abs(a[i] + a[i + 1] + a[i + 2] - b[i] - b[i + 1] - b[i + 2]) / 3;
    sum += difference;
    far += difference > 64;
  }
  return {mean: sum / (a.length / 4), far: far / (a.length / 4)};
}
"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    opened = browser.new_page()
    yield opened
    opened.close()


def compare(page: Any, drawn: Drawing, picture: bytes) -> dict[str, Any]:
    """Return how far a PNG is from a screenshot of the SVG: mean of gray, and share of pixels that are far off."""
    page.set_viewport_size({"width": round(drawn.layout.width), "height": round(drawn.layout.height)})
    page.set_content(f"<body style='margin:0'>{draw_svg(drawn)}</body>")
    pictures = [base64.b64encode(data).decode() for data in (picture, page.screenshot())]
    found: dict[str, Any] = page.evaluate(COMPARE, pictures)
    return found


@pytest.mark.parametrize("source", PICTURES, ids=[path.stem for path in PICTURES])
def test_a_picture_is_what_a_browser_shows(page: Any, source: Path) -> None:
    drawn = replace(arrange(source), scale=1)
    found = compare(page, drawn, draw_png(drawn))
    assert found["mean"] < 1.5, found
    assert found["far"] < 0.01, found


LABELS = {
    "Chinese": ("zh-Hans", "携带身份证和医保卡到一楼办理登记"),
    "Japanese": ("ja", "窓口で本人確認書類を提示"),
    "mixed": ("zh-Hans", "用 Wi-Fi 支付 OK"),
    "emoji": ("en", "Order 🍕🍕 and 🍺 at 🏠"),
}


@pytest.mark.parametrize("script", LABELS)
def test_letters_of_any_script_are_those_that_a_browser_shows(
    page: Any, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    language, label = LABELS[script]
    source = f"title: T\nlanguage: {language}\nsteps:\n  - customer: '{label}'\n    id: a\n"
    drawn = replace(arrange(source), scale=1)
    try:
        right = compare(page, drawn, draw_png(drawn))
    except RenderError as error:
        pytest.skip(error.diagnostics[0].message)
    real = resvg.svg_to_bytes
    monkeypatch.setattr(
        resvg,
        "svg_to_bytes",
        lambda **given: real(**{**given, "svg_string": FOREIGN.sub(NOWHERE, given["svg_string"])}),
    )
    monkeypatch.setattr(raster, "refuse_unreadable", lambda *_: None)
    boxes = compare(page, drawn, draw_png(drawn))
    assert right["far"] < boxes["far"] * 0.75, (right, boxes)
