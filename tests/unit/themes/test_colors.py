"""Colors: what must be read can be read, by people who see fewer colors too, and nothing depends on color alone.

How people see who lack one kind of cone is computed after G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (2009),
"A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on Visualization and
Computer Graphics 15(6), 1291-1298, with their matrices for severity 1.0, in linear RGB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree

import pytest

from blueprint.api import arrange
from blueprint.layout.geometry import Rect
from blueprint.layout.overlay import HEAVIEST, SIGNS, TONES, Entry, Shade
from blueprint.layout.result import LegendItem, TextBlock
from blueprint.model import LANE_KINDS
from blueprint.rendering.svg import draw_svg
from blueprint.themes import Palette, load_theme, theme_names

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11
CLEAR_TEXT, CLEAR_GRAPHICS = 7.0, 4.5  # 1.4.6, and what the theme `clear` promises

SEEING = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(color: str) -> list[float]:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]


def seen(color: str, how: str = "") -> list[float]:
    """Return what is seen of a color, in linear RGB."""
    light = linear(color)
    if not how:
        return light
    mixed = (sum(share * value for share, value in zip(row, light, strict=True)) for row in SEEING[how])
    return [min(1.0, max(0.0, value)) for value in mixed]


def contrast(first: str, second: str, how: str = "") -> float:
    """Return the contrast of two colors as WCAG defines it."""
    shares = (0.2126, 0.7152, 0.0722)
    bright = [sum(a * b for a, b in zip(shares, seen(color, how), strict=True)) for color in (first, second)]
    return (max(bright) + 0.05) / (min(bright) + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("how", SEEING)
def test_grays_are_seen_by_all_as_they_are(how: str) -> None:
    assert seen("#808080", how) == pytest.approx(linear("#808080"), abs=1e-4)


def test_who_lacks_red_or_green_cones_hardly_tells_red_from_green() -> None:
    for how in ("protanopia", "deuteranopia"):
        assert difference("#a05a00", "#6b7500", how) < 0.5 * difference("#a05a00", "#6b7500")


def difference(first: str, second: str, how: str = "") -> float:
    """Return how far apart two colors look: the distance in CIELAB (CIE 1976)."""
    return sum((a - b) ** 2 for a, b in zip(lab(seen(first, how)), lab(seen(second, how)), strict=True)) ** 0.5


def lab(light: list[float]) -> tuple[float, float, float]:
    """Return linear sRGB in CIELAB, for the white point D65."""
    rows = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    x, y, z = (sum(a * b for a, b in zip(row, light, strict=True)) / sum(row) for row in rows)
    x, y, z = (t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# --- what stands on what ---------------------------------------------------------------------------------------------

Pair = tuple[str, str, str]


def grounds(palette: Palette) -> list[str]:
    """Return all that may lie below a line: the canvas and the tints of the lanes."""
    return [palette.canvas, *(palette.zone(kind).tint for kind in LANE_KINDS)]


def texts(palette: Palette) -> Iterator[Pair]:
    """Yield every text with every ground that it may stand on."""
    for ground in (*grounds(palette), palette.box):
        for role in ("ink", "muted", "rework", "flow", "relation", "truth", "detail"):
            yield role, getattr(palette, role), ground
    yield "phase_ink", palette.phase_ink, palette.phase
    yield "chip", palette.canvas, palette.ink
    for kind in LANE_KINDS:
        yield f"name of {kind}", palette.zone(kind).ink, palette.zone(kind).tint
    for role in ("fail", "wait", "truth", "detail", *TONES):
        yield f"on {role}", palette.on_mark, getattr(palette, role)
    for tone in TONES:
        yield f"ink on the heaviest shade of {tone}", palette.ink, shaded(palette, tone, HEAVIEST)


def shaded(palette: Palette, tone: str, share: float) -> str:
    """Return the color of a box in which a tone lies with a share."""
    pairs = zip(bytes.fromhex(palette.box[1:]), bytes.fromhex(getattr(palette, tone)[1:]), strict=True)
    return "#" + "".join(f"{round(one + share * (other - one)):02x}" for one, other in pairs)


def graphics(palette: Palette) -> Iterator[Pair]:
    """Yield every line and shape with every ground that it may stand on."""
    for ground in (*grounds(palette), palette.box):
        for role in ("flow", "rework", "relation", "fail", "wait", "truth", "detail", "muted", *TONES):
            yield role, getattr(palette, role), ground
    for role in ("service", "visible_wait", "dark_time", "curve"):
        yield role, getattr(palette, role), palette.canvas
    for kind in LANE_KINDS:
        for ground in (palette.zone(kind).tint, palette.box):
            yield f"outline of {kind}", palette.zone(kind).ink, ground
    yield "evidence", palette.zones["evidence"].ink, palette.box


PALETTES = {name: load_theme(name).palette for name in theme_names()} | {
    f"{name} on dark screens": theme.dark for name in theme_names() if (theme := load_theme(name)).dark is not None
}


def test_dark_screens_are_checked_too() -> None:
    assert "auto on dark screens" in PALETTES


@pytest.fixture(params=PALETTES)
def name(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def too_faint(pairs: Iterator[Pair], least: float, how: str = "") -> list[str]:
    return [
        f"{role}: {one} on {other} has {found:.2f}"
        for role, one, other in pairs
        if (found := contrast(one, other, how)) < least
    ]


def test_every_text_is_readable_wherever_it_may_stand(name: str) -> None:
    assert too_faint(texts(PALETTES[name]), CLEAR_TEXT if name == "clear" else TEXT) == []


def test_every_line_and_mark_is_seen_wherever_it_may_stand(name: str) -> None:
    assert too_faint(graphics(PALETTES[name]), CLEAR_GRAPHICS if name == "clear" else GRAPHICS) == []


@pytest.mark.parametrize("how", SEEING)
def test_text_and_lines_are_as_readable_for_people_who_see_fewer_colors(name: str, how: str) -> None:
    assert too_faint(texts(PALETTES[name]), CLEAR_TEXT - 0.5 if name == "clear" else TEXT - 0.2, how) == []
    assert too_faint(graphics(PALETTES[name]), CLEAR_GRAPHICS if name == "clear" else GRAPHICS, how) == []


@pytest.mark.parametrize("name", [name for name in PALETTES if name != "print"])  # has no color at all
@pytest.mark.parametrize("how", ["", *SEEING])
def test_colors_that_repeat_what_a_shape_says_stay_apart(name: str, how: str) -> None:
    palette = PALETTES[name]
    assert difference(palette.rework, palette.flow, how) > 10
    assert difference(palette.fail, palette.truth, how) > 10
    assert difference(palette.service, palette.visible_wait, how) > 10
    for one, other in combinations(("added", "removed", "changed", "flow"), 2):
        assert difference(getattr(palette, one), getattr(palette, other), how) > 10, (one, other)


# --- what is told without color --------------------------------------------------------------------------------------


def test_print_is_black_white_and_gray() -> None:
    colors = set(re.findall("#[0-9a-f]{6}", repr(PALETTES["print"])))
    assert all(color[1:3] == color[3:5] == color[5:7] for color in colors)
    assert {palette.tint for palette in PALETTES["print"].zones.values()} == {"#ffffff"}
    assert too_faint(texts(PALETTES["print"]), 7.0) == []


SYMBOLS = (
    "flow", "needs", "influences", "exchange", "rework", "fail", "wait", "truth", "detail", "end", "connector",
    "service", "visible_wait", "dark_time", "no_time", "curve", "no_emotion", "independent", "link",
)  # fmt: skip
SMALL = "title: Small\nsteps:\n- customer: Come\n"


def symbol(name: str) -> str:
    """Return a symbol of the legend as it is drawn without any color."""
    drawing = arrange(SMALL)
    place = Rect(0, 0, 34, 24)
    label = TextBlock("legend", (), place, "")
    layout = replace(drawing.layout, legend=(LegendItem(name, place, label),))
    tree = ElementTree.fromstring(draw_svg(replace(drawing, layout=layout)))
    shapes = [without_color(node) for node in tree[-1].iter() if node is not tree[-1]]
    assert shapes, name
    return "\n".join(shapes)


def entry(text: str, shade: Shade) -> str:
    """Return an entry of an overlay as it is drawn without any color."""
    drawing = arrange(SMALL)
    place = Rect(0, 0, 34, 24)
    item = LegendItem("overlay", place, TextBlock("legend", (), place, ""), Entry("", shade, text, shade.tone))
    tree = ElementTree.fromstring(draw_svg(replace(drawing, layout=replace(drawing.layout, legend=(item,)))))
    return "\n".join(without_color(node) for node in tree[-1].iter() if node is not tree[-1])


def test_badges_are_told_apart_without_color() -> None:
    drawn = [entry(sign, Shade("added")) for sign in SIGNS] + [entry("", Shade("added", dashed=True))]
    assert len(set(drawn)) == len(drawn)


def without_color(node: ElementTree.Element) -> str:
    """Return an element; of its colors, only that there is one."""
    kept = {key: re.sub("^#.*", "color", value) for key, value in sorted(node.attrib.items())}
    return f"{node.tag} {kept} {node.text}"


def test_every_symbol_is_told_from_every_other_without_color() -> None:
    drawn = {name: symbol(name) for name in SYMBOLS}
    assert [pair for pair in combinations(SYMBOLS, 2) if drawn[pair[0]] == drawn[pair[1]]] == []
    shapes = {re.sub(r" [FW]$", "", drawn[name], flags=re.MULTILINE) for name in ("fail", "wait")}
    assert len(shapes) == 2  # and not by their letter alone


def test_every_line_between_zones_has_dashes_of_its_own() -> None:
    steps = "".join(f"- {{{kind}: Do it, id: {kind}}}\n" for kind in LANE_KINDS if kind != "evidence")
    text = f"title: Lines\nlanes: [{', '.join(LANE_KINDS)}]\nsteps:\n{steps}flows:\n- customer >> onstage >> customer\n"
    drawing = arrange(text, show=["order-penetration"])
    dashes = re.findall(r'<path d="M[\d. ]+H[\d.]+"[^>]*stroke-dasharray="([^"]*)"/>', draw_svg(drawing))
    named = {line.kind for line in drawing.layout.lines}
    assert named == {"interaction", "visibility", "internal_interaction", "implementation", "order_penetration"}
    assert len(set(dashes)) == len(dashes) == len(named)


def test_lanes_and_phases_without_a_tint_get_lines_around_them() -> None:
    text = "title: Two\nphases:\n- phase: One\n  steps:\n  - {customer: Come, evidence: [Door]}\n  - onstage: Greet\n"
    drawings = {name: arrange(text, theme=name) for name in ("light", "print")}
    rims = {name: re.findall(r'<path d="([^"]*)"[^>]*stroke-width="0.75"', draw_svg(d)) for name, d in drawings.items()}
    assert rims["light"] == []
    (path,) = rims["print"]
    evidence, customer, *_ = drawings["print"].layout.bands
    assert f"M{customer.rect.x:g} {evidence.rect.bottom:g}h{customer.rect.w:g}" in path
    lines = {f" {line.y:g}h" for line in drawings["print"].layout.lines}
    assert not any(line in path for line in lines)  # a line of the blueprint is not doubled
    muted = load_theme("print").palette.muted
    assert f'fill="#ffffff" stroke="{muted}"' in draw_svg(drawings["print"])
