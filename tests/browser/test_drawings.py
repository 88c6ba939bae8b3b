"""Drawings in a real browser: every label stays in its box, lanes' names in their lanes, flow labels off the boxes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from blueprint import render

pytestmark = pytest.mark.browser

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.yaml"))

OUTSIDE = """
() => {
  const faults = [];
  const inside = (a, b) => a.left >= b.left - 0.5 && a.right <= b.right + 0.5 && a.top >= b.top - 0.5
    && a.bottom <= b.bottom + 0.5;
  for (const rect of document.querySelectorAll('g[role~="graphics-symbol"] rect[rx], svg a rect[rx]')) {
    const symbol = rect.parentElement, box = rect.getBoundingClientRect();
    for (const text of symbol.querySelectorAll('text')) {
      if (text.closest('[font-weight="700"]') || text.getAttribute('font-weight') === '700') continue;  // in a mark
      if (!inside(text.getBoundingClientRect(), box)) faults.push(text.textContent);
    }
  }
  const page = document.querySelector('svg').getBoundingClientRect();
  for (const text of document.querySelectorAll('svg text')) {
    if (!inside(text.getBoundingClientRect(), page)) faults.push('off the page: ' + text.textContent);
  }
  return faults;
}
"""

MARKS = """
() => [...document.querySelectorAll('text[font-weight="700"]')].filter((text) => {
  const shape = text.parentElement.querySelector('path').getBoundingClientRect();
  const said = text.getBoundingClientRect();
  return said.left < shape.left || said.right > shape.right;
}).map((text) => text.textContent)
"""

MEETING = """
() => {
  const faults = [], seen = [];
  for (const text of document.querySelectorAll('svg text')) {
    const a = text.getBoundingClientRect();
    for (const [b, other] of seen) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 3) faults.push(text.textContent + ' / ' + other.textContent);  // leading overlaps a little
    }
    seen.push([a, text]);
  }
  return faults;
}
"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_no_text_of_an_example_leaves_its_box(page: Any, example: Path) -> None:
    page.set_content(f"<body style='margin:0'>{render(example).text}</body>")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(MARKS) == []
    assert page.evaluate(MEETING) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_no_texts_of_a_folded_example_with_everything_on_it_meet(page: Any, example: Path) -> None:
    picture = render(example, fold=900, show=("register", "order-penetration"))
    page.set_content(f"<body style='margin:0'>{picture.text}</body>")
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(MEETING) == []


LABELS = {
    "en": "Confirm the appointment and send a written invitation with directions",
    "zh-Hans": "携带身份证和医保卡到一楼自助机办理登记手续",
    "ja": "窓口で本人確認書類を提示して受付を済ませます",
    "de": "Rechtsschutzversicherungsgesellschaft Kundenzufriedenheitsbefragung",
    "ar": "تأكيد الموعد وإرسال رسالة تذكير إلى العميل",
    "emoji": "Order 🍕🍕 and 🍺 for 👩‍👩‍👧‍👦 at 🏠",
}


@pytest.mark.parametrize("language", LABELS)
def test_labels_of_any_script_stay_in_their_boxes(page: Any, language: str) -> None:
    label = LABELS[language]
    tag = "en" if language == "emoji" else language
    text = f"title: T\nlanguage: {tag}\nsteps:\n"
    text += f'  - customer: "{label}"\n    id: a\n    evidence: ["{label}"]\n    owner: "{label}"\n'
    text += f'  - onstage: "{label}"\n    id: b\nflows: [a >> b]\n'
    page.set_content(f"<body style='margin:0'>{render(text).text}</body>")
    assert page.evaluate(OUTSIDE) == []


def test_a_drawing_shows_without_a_word_on_the_console(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    file = tmp_path / "bar.svg"
    render(EXAMPLES[0]).save(file)
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert said == []
    page.close()


def test_hostile_labels_are_text_in_a_page(page: Any) -> None:
    hostile = "<script>window.PWN=1</script><img src=x onerror=window.PWN=1>"
    text = f"title: '{hostile}'\nsteps:\n  - customer: '{hostile}'\n    id: a\n    evidence: ['{hostile}']\n"
    page.set_content(f"<body>{render(text).text}</body>")
    assert page.evaluate("window.PWN") is None
    assert page.locator("script, img").count() == 0
