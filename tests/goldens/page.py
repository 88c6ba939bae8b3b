"""A page on which goldens are looked at: input, picture as it was and as it is, figures; what changed comes first."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.goldens.drawings import GOLDENS, HERE, Golden, old_figures

PAGE = HERE / "changes.html"
"""Where the tests write it when a golden has changed; git leaves it out."""

_STYLE = """
body { font: 14px/1.5 Arial, sans-serif; margin: 24px; color: #1f2933; background: #e9ecf0 }
section { background: #fff; padding: 16px 20px; margin: 0 0 24px; border-left: 6px solid #cbd2d9 }
section.changed { border-color: #b3261e }
h2 { margin: 0 0 8px; font-size: 16px }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px }
figure { margin: 0 } figcaption { color: #52606d }
img { max-width: 100%; border: 1px solid #cbd2d9; background: #fff }
pre { background: #f4f6f8; padding: 12px; overflow: auto; max-height: 320px }
table { border-collapse: collapse; margin: 8px 0 } th, td { padding: 2px 12px 2px 0; text-align: right }
th:first-child { text-align: left } td.worse { color: #b3261e; font-weight: bold } td.better { color: #1b6e3c; font-weight: bold }
"""


def write_page(path: Path = PAGE, goldens: Iterable[Golden] = GOLDENS) -> Path:
    """Write the page and return its path."""
    path.write_text("\n".join(_page(tuple(goldens))) + "\n", encoding="utf-8", newline="\n")
    return path


def _page(goldens: tuple[Golden, ...]) -> Iterator[str]:
    changed = [golden for golden in goldens if golden.has_changed]
    same = [golden for golden in goldens if not golden.has_changed]
    figures = old_figures()
    yield f"<!doctype html><meta charset='utf-8'><title>Goldens</title><style>{_STYLE}</style>"
    yield f"<h1>Goldens: {len(changed)} changed, {len(same)} as they were</h1>"
    yield "<p>If every picture is better or right: <code>pytest tests/goldens --accept-goldens</code></p>"
    for golden in (*changed, *same):
        yield from _section(golden, figures.get(golden.name, {}), is_changed=golden in changed)


def _section(golden: Golden, before: dict[str, float], *, is_changed: bool) -> Iterator[str]:
    yield f"<section class='{'changed' if is_changed else 'same'}'><h2>{html.escape(golden.name)}</h2>"
    if is_changed:
        yield "<div class='pair'>" + _figure("was", golden.old_svg) + _figure("is", golden.svg) + "</div>"
    else:
        yield _figure("is", golden.svg)
    yield from _table(before, golden.figures)
    yield f"<details><summary>Input</summary><pre>{html.escape(golden.text)}</pre></details></section>"


def _figure(caption: str, svg: str) -> str:
    if not svg:
        return f"<figure><figcaption>{caption}: nothing yet</figcaption></figure>"
    data = base64.b64encode(svg.encode()).decode()
    return f"<figure><figcaption>{caption}</figcaption><img alt='{caption}' src='data:image/svg+xml;base64,{data}'></figure>"


def _table(before: dict[str, float], now: dict[str, float]) -> Iterator[str]:
    """Yield the figures, each before and now; less is better for all of them."""
    yield "<table><tr><th></th>" + "".join(f"<th>{html.escape(name.replace('_', ' '))}</th>" for name in now) + "</tr>"
    yield "<tr><th>was</th>" + "".join(f"<td>{before.get(name, '–')}</td>" for name in now) + "</tr>"
    yield "<tr><th>is</th>" + "".join(_cell(before.get(name), value) for name, value in now.items()) + "</tr></table>"


def _cell(before: float | None, now: float) -> str:
    kind = "" if before is None or before == now else " class='worse'" if now > before else " class='better'"
    return f"<td{kind}>{now}</td>"
