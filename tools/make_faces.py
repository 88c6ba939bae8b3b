"""Make the font of PNG and PDF, ``blueprint/rendering/faces``; needs fontTools and is run by hand, never by users.

Run it as ``python tools/make_faces.py FOLDER_OF_LIBERATION_2``. It takes those letters of Liberation Sans 2 (SIL Open
Font License) that the layout measures, without hints, and gives the result another name, as the license asks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from blueprint.layout.advances import REGULAR_ADVANCES

_TARGET = Path(__file__).parents[1] / "blueprint" / "rendering" / "faces"
_FAMILY = "Blueprint Sans"
_RANGES = (
    (0x0020, 0x0250),  # Latin
    (0x0300, 0x0330),  # marks that stand alone
    (0x0370, 0x0530),  # Greek, Cyrillic
    (0x1E00, 0x1F00),  # Latin of Vietnam and others
    (0x2000, 0x20D0),  # punctuation, superscripts, currencies
)
_OFL = 13  # id of the name that says the license


def make_face(source: Path, weight: str) -> Path:
    """Write one weight and return its path."""
    font = TTFont(source / f"LiberationSans-{weight}.ttf", recalcTimestamp=False)
    if "Open Font License" not in str(font["name"].getDebugName(_OFL)):
        sys.exit(f"{source} holds another version than 2, under another license")
    options = Options()
    options.hinting = options.legacy_kern = options.glyph_names = False
    options.notdef_outline = True
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.name_IDs = ["*"]
    options.drop_tables += ["FFTM"]
    subsetter = Subsetter(options)
    measured = {ord(char) for chars in REGULAR_ADVANCES.values() for char in chars}
    subsetter.populate(unicodes=measured.union(*(range(first, last) for first, last in _RANGES)))
    subsetter.subset(font)
    _rename(font, weight)
    target = _TARGET / f"BlueprintSans-{weight}.ttf"
    font.save(target)
    return target


def _rename(font: TTFont, weight: str) -> None:
    """Give a font its own name: 'Liberation' and 'Arimo' are reserved for the originals."""
    full = _FAMILY if weight == "Regular" else f"{_FAMILY} {weight}"
    words = {
        1: _FAMILY,
        2: weight,
        3: f"{full} 1",
        4: full,
        6: f"{_FAMILY.replace(' ', '')}-{weight}",
        13: font["name"].getDebugName(13),
        14: "https://openfontlicense.org",
        0: font["name"].getDebugName(0),
        5: font["name"].getDebugName(5),
    }
    font["name"].names = []
    for key, text in words.items():
        font["name"].setName(text, key, 3, 1, 0x409)


if __name__ == "__main__":
    for name in ("Regular", "Bold"):
        path = make_face(Path(sys.argv[1]), name)
        print(path, path.stat().st_size)
