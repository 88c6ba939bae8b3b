"""A sheet: shapes and texts at their places, and how they become SVG.

Shapes stand in groups that have a name for people who listen; text is set in the fonts that the layout measures. What
is written over lines has a ground of its own: a rim around letters would hide them in programs that paint it last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from blueprint.layout.geometry import Rect
from blueprint.layout.text import Font, clean, measure, wrap
from blueprint.rendering.environment import template
from blueprint.rendering.fonts import font_stack
from blueprint.rendering.paths import number
from blueprint.rendering.plots.words import Words, words_for
from blueprint.rendering.screens import dark_sheet, tell_apart
from blueprint.rendering.svg import content_hash
from blueprint.themes import Palette, Theme

Anchor = Literal["start", "middle", "end"]

SLACK = 1.06
"""How much wider than measured a text may turn out in the fonts of its reader."""

NARROWEST, WIDEST = 320.0, 4000.0
"""Widths that a plot may have [px]; others are drawn at the nearest of these."""

_ASCENT, _DESCENT = 0.8, 0.24  # of a line of text above and below its base line [font sizes]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path.

    Parameters
    ----------
    d : str
        Path data.
    stroke, fill : str
        Colors of the palette; empty for none.
    width : float
        Of the stroke [px].
    dash : str
        Dashes of the stroke; empty for none.
    opacity : float
        Of the fill, and of a stroke without fill.
    """

    d: str
    stroke: str = ""
    fill: str = ""
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together; heard under their name, or not at all where it is empty."""

    shapes: tuple[Shape, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; x is at its anchor, y its base line [px]; it may have a ground in the color of the page."""

    text: str
    x: float
    y: float
    font: Font
    ink: str
    anchor: Anchor = "start"
    ground: bool = False

    def __post_init__(self) -> None:
        """Keep what may be drawn."""
        object.__setattr__(self, "text", one_line(self.text))

    @property
    def rect(self) -> Rect:
        """The room that it takes, with some slack [px]."""
        width = measure(self.text, self.font) * SLACK
        left = self.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        size = self.font.size
        return Rect(left, self.y - _ASCENT * size, width, (_ASCENT + _DESCENT) * size)


@dataclass(slots=True)
class Sheet:
    """A plot while it is drawn.

    Parameters
    ----------
    theme : Theme
        Its theme, with colors told apart.
    words : Words
        Its words.
    width, height : float
        Its size [px].
    """

    theme: Theme
    words: Words
    width: float
    height: float = 0.0
    title: str = ""
    said: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def palette(self) -> Palette:
        """Colors of the theme."""
        return self.theme.palette

    @property
    def small(self) -> Font:
        """Font of ticks and notes."""
        return Font(self.theme.metrics.footer_size)

    @property
    def plain(self) -> Font:
        """Font of names."""
        return Font(self.theme.metrics.label_size - 1)

    @property
    def strong(self) -> Font:
        """Font of what matters most."""
        return Font(self.theme.metrics.label_size - 1, bold=True)

    def draw(self, shapes: Iterable[Shape], name: str = "") -> None:
        """Add shapes; with a name they are heard."""
        kept = tuple(shape for shape in shapes if shape.d)
        if kept:
            self.groups.append(Group(kept, one_line(name)))

    def write(self, text: str, x: float, y: float, font: Font, ink: str, anchor: Anchor = "start") -> Text:
        """Add a line of text."""
        made = Text(text, x, y, font, ink, anchor)
        self.texts.append(made)
        return made

    def write_lines(
        self, lines: Sequence[str], x: float, y: float, font: Font, ink: str, anchor: Anchor = "start"
    ) -> float:
        """Add lines of text from a base line down; return the base line below the last one."""
        for line in lines:
            self.write(line, x, y, font, ink, anchor)
            y += leading(font)
        return y

    def is_free(self, text: Text, more: Iterable[Rect] = (), margin: float = 2.0) -> bool:
        """Tell whether a text lies on the sheet and touches no other one."""
        rect = text.rect
        if rect.x < 2 or rect.y < 2 or rect.right > self.width - 2:
            return False
        room = Rect(rect.x - margin, rect.y, rect.w + 2 * margin, rect.h)
        others = [*(other.rect for other in self.texts), *more]
        return not any(room.overlaps(other, 0.0) for other in others)


def one_line(text: str) -> str:
    """Return what may be drawn of a text, in one line."""
    return " ".join(clean(text).split())


def leading(font: Font) -> float:
    """Return the distance of two base lines [px]."""
    return round(1.3 * font.size, 1)


def fitted(text: str, font: Font, room: float, lines: int = 2) -> tuple[str, ...]:
    """Return a text in lines that fit a room [px]."""
    return wrap(one_line(text), font, room, max_lines=lines, slack=SLACK).lines


def widest(lines: Iterable[str], font: Font) -> float:
    """Return the width of the widest of some lines, with slack [px]."""
    return max((measure(one_line(line), font) for line in lines), default=0.0) * SLACK


def new_sheet(theme: Theme, language: str, width: float) -> Sheet:
    """Return an empty sheet."""
    return Sheet(tell_apart(theme), words_for(language), min(WIDEST, max(NARROWEST, width)))


_PREFIX, _SHEET = "\0", "\0\0"
"""Stand for the prefix of ids and for the style sheet until all else is written; no text can hold them."""


def write_svg(sheet: Sheet, language: str) -> str:
    """Return a sheet as SVG: one self-contained file, the same for the same sheet, everywhere."""
    theme = sheet.theme
    view = {
        "prefix": _PREFIX,
        "width": number(sheet.width),
        "height": number(sheet.height),
        "kind": sheet.words["plot"],
        "language": language,
        "fonts": font_stack(language),
        "palette": theme.palette,
        "sheet": _SHEET if theme.dark else "",
        "title": one_line(sheet.title),
        "description": " ".join(map(one_line, sheet.said)),
        "groups": [{"name": group.name, "shapes": [_shape(shape) for shape in group.shapes]} for group in sheet.groups],
        "grounds": [_ground(text.rect) for text in sheet.texts if text.ground],
        "texts": [_text(text) for text in sheet.texts if text.text],
    }
    text = template("plot.svg.j2").render(view) + "\n"
    text = text.replace(_SHEET, dark_sheet(text, theme, _PREFIX), 1)
    return text.replace(_PREFIX, content_hash(text))


def _shape(shape: Shape) -> dict[str, str]:
    see_through = number(shape.opacity) if shape.opacity != 1 else ""
    return {
        "d": shape.d,
        "stroke": shape.stroke,
        "fill": shape.fill or "none",
        "width": number(shape.width) if shape.width != 1 else "",
        "dash": shape.dash,
        "fill_opacity": see_through if shape.fill else "",
        "stroke_opacity": see_through if not shape.fill else "",
    }


def _ground(rect: Rect) -> dict[str, str]:
    return {"x": number(rect.x - 2), "y": number(rect.y), "w": number(rect.w + 4), "h": number(rect.h)}


def _text(text: Text) -> dict[str, str]:
    return {
        "text": text.text,
        "x": number(text.x),
        "y": number(text.y),
        "size": number(text.font.size),
        "bold": "600" if text.font.bold else "",
        "anchor": text.anchor if text.anchor != "start" else "",
        "ink": text.ink,
    }
