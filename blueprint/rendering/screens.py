"""Light and dark screens: the style sheet of a drawing that follows its reader's.

Colors stay attributes, those of the light drawing; one sheet under the drawing's own id says which color each of them
has on a dark screen. Where a sheet is not read, for its policy or its program, the light drawing is seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from blueprint.themes import Palette, Theme, Zone

_ATTRIBUTES = ("fill", "stroke")


def tell_apart(theme: Theme) -> Theme:
    """Return a theme whose light colors say which dark ones they become.

    Roles that share a light color and differ on dark screens are moved apart by the least step there is, which nobody
    sees: ``#ffffff`` and ``#fffffe``.
    """
    if theme.dark is None:
        return theme
    taken: dict[str, str] = {}

    def own(light: str, dark: str) -> str:
        step = -1 if int(light[5:], 16) >= 128 else 1
        while taken.setdefault(light, dark) != dark:
            light = f"#{int(light[1:], 16) + step:06x}"
        return light

    return replace(theme, palette=_joined(theme.palette, theme.dark, own))


def _joined(light: Palette, dark: Palette, join: Callable[[str, str], str]) -> Palette:
    """Return a palette with what is made of each two colors of one role."""
    names = [field.name for field in fields(Palette) if field.name != "zones"]
    return Palette(
        **{name: join(getattr(light, name), getattr(dark, name)) for name in names},
        zones={
            kind: Zone(join(zone.tint, dark.zones[kind].tint), join(zone.ink, dark.zones[kind].ink))
            for kind, zone in light.zones.items()
        },
    )


def dark_sheet(text: str, theme: Theme, prefix: str) -> str:
    """Return the style sheet for dark screens of what is drawn; empty for a theme that is the same everywhere.

    Parameters
    ----------
    text : str
        The drawing, in the colors of a theme that was told apart.
    theme : Theme
        That theme.
    prefix : str
        Id of the drawing.
    """
    if theme.dark is None:
        return ""
    pairs: dict[str, str] = {}
    _joined(theme.palette, theme.dark, pairs.setdefault)
    rules = [
        f'#{prefix} [{attribute}="{light}"]{{{attribute}:{dark}}}'
        for light, dark in pairs.items()
        for attribute in _ATTRIBUTES
        if f'{attribute}="{light}"' in text and light != dark
    ]
    root = f"#{prefix}{{fill:{theme.dark.ink}}}"
    return f"@media screen and (prefers-color-scheme:dark){{{root}{''.join(rules)}}}"
