"""The templates, with everything that is put into them escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


class _Environment(Environment):
    """An environment that looks keys up directly: jinja2 asks for an attribute first, which for a dict fails slowly."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a dict, or an attribute of anything else."""
        return obj[attribute] if type(obj) is dict else super().getattr(obj, attribute)


@lru_cache
def _environment() -> Environment:
    return _Environment(
        loader=PackageLoader("blueprint.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Template:
    """Return a template by its file name."""
    return _environment().get_template(name)
