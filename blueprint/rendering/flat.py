"""The drawing as SVG for engines other than browsers: every run of text has its font, and nothing but shapes is left.

What only browsers use is taken out: names for people who listen, tooltips, links, style sheets. Where the script
changes within a line, each run is set by itself at a place that is computed here; in one piece, the engines lose
letters or break down.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree

from blueprint.layout.drawing import Drawing
from blueprint.layout.text import Font, measure
from blueprint.rendering.fonts import OWN, families, quote_families
from blueprint.rendering.paths import number
from blueprint.rendering.scripts import Run, split_runs
from blueprint.rendering.svg import draw_svg

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_DROPPED = frozenset(("title", "desc", "style", "metadata", "script", "image", "foreignObject"))
_SPOKEN = frozenset(("class", "lang", "role", "tabindex", "style"))
_BOLD = 600  # from this weight on, the bold face is taken
_NOWHERE = "\U0010fffd"  # of private use; no font has it


@dataclass(frozen=True, slots=True)
class Flat:
    """A drawing without anything that only browsers understand.

    Parameters
    ----------
    svg : str
        The picture.
    foreign : dict of str to str
        Scripts beyond that of our own face, each with a letter that occurs; empty for scripts of pictures only.
    """

    svg: str
    foreign: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Style:
    """What a text inherits."""

    size: float = 16.0
    bold: bool = False
    anchor: str = "start"

    def of(self, element: ElementTree.Element) -> _Style:
        """Return the style inside an element."""
        weight = element.get("font-weight")
        return _Style(
            float(element.get("font-size", self.size)),
            self.bold if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= _BOLD),
            element.get("text-anchor", self.anchor),
        )


@dataclass(slots=True)
class _Flattening:
    language: str
    foreign: dict[str, str] = field(default_factory=dict)

    def walk(self, element: ElementTree.Element, inherited: _Style) -> None:
        style = inherited.of(element)
        for child in list(element):
            if child.tag in _DROPPED:
                element.remove(child)
                continue
            self.forget(child)
            self.walk(child, style)
            if child.tag in ("text", "tspan") and not len(child):
                self._set_runs(child, style.of(child))

    def forget(self, element: ElementTree.Element) -> None:
        for name in list(element.attrib):
            if name in _SPOKEN or name.startswith("aria-"):
                del element.attrib[name]
        if element.tag == "a":
            element.tag = "g"
            element.attrib.clear()

    def _set_runs(self, element: ElementTree.Element, style: _Style) -> None:
        runs = split_runs(element.text or "")
        for run in runs:
            self._remember(run)
        if len(runs) == 1 and runs[0].script != "own":
            element.set("font-family", families(runs[0].script, self.language))
            element.text = _drawn(runs[0])
        elif len(runs) > 1:
            self._set_apart(element, runs, style)

    def _remember(self, run: Run) -> None:
        if run.script != "own" and not self.foreign.get(run.script):
            letter = next((char for char in run.text if unicodedata.category(char)[0] == "L"), "")
            self.foreign[run.script] = letter if run.is_written else ""

    def _set_apart(self, element: ElementTree.Element, runs: tuple[Run, ...], style: _Style) -> None:
        """Set each run at its own place; where the width of one is a guess, it stands in the middle of its room."""
        font = Font(style.size, style.bold)
        widths = [measure(run.text, font) for run in runs]
        at = float(element.get("x", 0)) - sum(widths) * {"start": 0.0, "middle": 0.5, "end": 1.0}[style.anchor]
        element.text = None
        for run, width in zip(runs, widths, strict=True):
            place = at if run.is_measured else at + width / 2
            span = ElementTree.SubElement(element, "tspan", {"x": number(place)})
            span.set("text-anchor", "start" if run.is_measured else "middle")
            if run.script != "own":
                span.set("font-family", families(run.script, self.language))
            span.text = _drawn(run)
            at += width


def _drawn(run: Run) -> str:
    """Return the text of a run; pictures go without the sign that asks for color, which fonts draw as a box."""
    return run.text.replace("\ufe0f", "") if run.script == "emoji" else run.text


def flatten(drawing: Drawing) -> Flat:
    """Return a drawing as SVG without anything that only browsers understand.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    Flat
        The picture, and the scripts that it needs fonts for.
    """
    still = replace(drawing, theme=replace(drawing.theme, dark=None))
    return flatten_svg(draw_svg(still), drawing.blueprint.language)


def flatten_svg(text: str, language: str) -> Flat:
    """Return SVG without anything that only browsers understand; see `flatten`."""
    root = ElementTree.fromstring(text.replace(_NAMESPACE, "", 1))
    work = _Flattening(language)
    work.forget(root)
    work.walk(root, _Style())
    root.set("font-family", quote_families((OWN,)))
    svg = ElementTree.tostring(root, encoding="unicode")
    return Flat(svg.replace("<svg", f"<svg{_NAMESPACE}", 1), work.foreign)


def unreadable_scripts(flat: Flat, language: str, draw: Callable[[str], bytes]) -> list[str]:
    """Return the scripts whose letters no font on this machine has.

    Parameters
    ----------
    flat : Flat
        The picture.
    language : str
        Its language.
    draw : callable
        Draws a small SVG with the fonts that the picture is drawn with.

    Returns
    -------
    list of str
        Such as ``['cjk']``; empty if all can be read.
    """
    return [
        script
        for script, letter in flat.foreign.items()
        if letter
        and draw(_sample(letter, families(script, language))) == draw(_sample(_NOWHERE, families(script, language)))
    ]


def _sample(letter: str, fonts: str) -> str:
    element = ElementTree.Element("text", {"x": "4", "y": "24", "font-size": "20", "font-family": fonts})
    element.text = letter
    return f'<svg{_NAMESPACE} width="32" height="32">{ElementTree.tostring(element, encoding="unicode")}</svg>'
