"""Phrases: where lines of Chinese, Japanese and Thai labels break well, marked by zero-width spaces.

These languages have no blanks between words. Without marks a label breaks into even lines wherever Unicode allows it;
with marks it breaks between phrases. That needs an extra, so it is done on request only: a drawing must not depend on
what happens to be installed.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from blueprint.errors import LayoutError
from blueprint.model import Blueprint, Evidence, Flow, Phase, Step

BREAK = "\u200b"
"""Zero-width space: a line may end here; it is never seen."""

_PARSERS = {
    "zh-hant": "load_default_traditional_chinese_parser",
    "zh-tw": "load_default_traditional_chinese_parser",
    "zh-hk": "load_default_traditional_chinese_parser",
    "zh": "load_default_simplified_chinese_parser",
    "ja": "load_default_japanese_parser",
    "th": "load_default_thai_parser",
}

Mark = Callable[[str], str]


def mark_phrases(blueprint: Blueprint) -> Blueprint:
    """Return a blueprint whose labels say where phrases end; as it was, where its language has blanks.

    Raises
    ------
    LayoutError
        BP803 if the extra is not installed.
    """
    name = next((parser for tag, parser in _PARSERS.items() if _speaks(blueprint.language, tag)), None)
    if name is None:
        return blueprint
    try:
        parser = getattr(import_module("budoux"), name)()
    except ImportError as error:
        hint = 'install it: pip install "service-blueprint[cjk]"'
        message = "lines that end with phrases need an extra that is not installed here"
        raise LayoutError.of("BP803", "missing-extra", message, hint=hint) from error

    def mark(text: str) -> str:
        return text if BREAK in text or text.isascii() else BREAK.join(parser.parse(text))

    return blueprint.model_copy(
        update={
            "title": mark(blueprint.title),
            "lanes": tuple(
                lane.model_copy(update={"label": mark(lane.label)}) if lane.label else lane for lane in blueprint.lanes
            ),
            "phases": tuple(_phase(phase, mark) for phase in blueprint.phases),
            "flows": tuple(_flow(flow, mark) for flow in blueprint.flows),
        }
    )


def _speaks(language: str, tag: str) -> bool:
    return language.lower() == tag or language.lower().startswith(f"{tag}-")


def _phase(phase: Phase, mark: Mark) -> Phase:
    return phase.model_copy(
        update={"label": mark(phase.label), "steps": tuple(_step(step, mark) for step in phase.steps)}
    )


def _step(step: Step, mark: Mark) -> Step:
    return step.model_copy(
        update={"label": mark(step.label), "evidence": tuple(_evidence(piece, mark) for piece in step.evidence)}
    )


def _evidence(piece: Evidence, mark: Mark) -> Evidence:
    return piece.model_copy(update={"label": mark(piece.label)})


def _flow(flow: Flow, mark: Mark) -> Flow:
    return flow.model_copy(update={"condition": mark(flow.condition)}) if flow.condition else flow
