"""The overlays by name; each is made of an analysis, and loaded when it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from blueprint.analysis.results import Analysis
from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.rendering.overlays import Overlay

OVERLAYS: Mapping[str, tuple[str, str]] = {
    "fail": ("blueprint.rendering.failure_overlay", "overlay_of_failures"),
    "wait": ("blueprint.rendering.wait_overlay", "overlay_of_waits"),
}
"""Module and function of each overlay."""


def overlay_named(name: str) -> Callable[[Analysis], Overlay]:
    """Return the function that makes an overlay of an analysis.

    Raises
    ------
    PluginError
        BP914 if there is none of that name.
    """
    if name not in OVERLAYS:
        message = f"there is no overlay '{shorten(name, 40)}'"
        raise PluginError.of("BP914", "unknown-overlay", message, hint=did_you_mean(name, (*OVERLAYS, "none")))
    module, function = OVERLAYS[name]
    made: Callable[[Analysis], Overlay] = getattr(import_module(module), function)
    return made
