"""Rules about wording: labels say what is done, to everybody who reads them.

They keep quiet on languages that they do not know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Step
from blueprint.rules.base import Finding, rule

_PLACEHOLDER = re.compile(
    r"(?:to ?do|tbd|tba|tbc|fixme|xxx+|\?+|\.\.\.|…|n/?a|lorem ipsum.*|untitled|new step"
    r"|(?:step|activity|task|action|schritt|étape|paso|passo|步骤|ステップ) ?\d*"
    r"|待定|待补充?|未命名|新步骤|未定|未入力)[.:]?",
    re.IGNORECASE,
)
_COLOR = re.compile(
    r"\b(?:red|green|blue|yellow|orange|purple|pink|gr[ea]y|black|white)\s+"
    r"(?:button|field|light|sign|line|form|box|arrow|door|icon)s?\b"
    r"|[红绿蓝黄橙紫灰黑白]色?的?(?:按钮|按键|灯|牌|线|门|图标|表格|箭头)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,5}\b")
_WELL_KNOWN = (
    "ID IDS PDF SMS ATM PIN QR IT TV FAQ OK VIP AM PM GPS USB URL WEB VAT CV DNA ICU ER HR PC CT MRI ECG EKG WC DIY "
    "EU UK US USA CD DVD LED NFC RFID CEO API SQL XML HTML CSV JSON UV BMI MOT SUV POS CRM ERP"
)
_COMMON = frozenset(_WELL_KNOWN.split())
_ACTIONS_AS_NOUNS = (
    "payment registration arrival departure checkout check-in checkin check-out order booking reservation waiting "
    "delivery consultation examination treatment billing invoicing greeting seating farewell queue reception complaint"
)
_NOUNS = frozenset(_ACTIONS_AS_NOUNS.split())
_ENGLISH = ("en",)
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}(?:[ '’-][A-Za-z]{2,})+")


def _speaks(graph: ServiceGraph, *languages: str) -> bool:
    return graph.blueprint.language.split("-")[0].lower() in languages


@rule("BP701", "placeholder-label", severity=Severity.WARNING, preset="draft")
def placeholder_label(graph: ServiceGraph) -> Iterator[Finding]:
    """Report labels that stand for one that is still to come.

    Notes
    -----
    A placeholder is read as a step by everybody but the one who wrote it.

    Examples
    --------
    Wrong: ``- customer: TODO``. Right: ``- customer: Show the ticket``.
    """
    for step in graph.steps:
        if _PLACEHOLDER.fullmatch(step.label.strip()):
            yield Finding(step.id, f"'{step.label}' says nothing yet", "say what is done: 'Show the ticket'")


@rule("BP702", "same-label", severity=Severity.INFO)
def same_label(graph: ServiceGraph) -> Iterator[Finding]:
    """Report two steps of one lane and phase with the same label.

    Notes
    -----
    Readers cannot tell them apart, nor can a list of waits or failures.

    Examples
    --------
    Wrong: ``- customer: Wait`` twice. Right: ``Wait for a table`` and ``Wait for the bill``.
    """
    for phase in graph.blueprint.phases:
        seen: dict[tuple[str, str], Step] = {}
        for step in phase.steps:
            first = seen.setdefault((step.lane, step.label.strip().casefold()), step)
            if first is not step:
                hint = "say what is different, or draw one step and a flow back to it"
                yield Finding(step.id, f"two steps are called '{step.label}'", hint)


@rule("BP703", "long-label", severity=Severity.INFO)
def long_label(graph: ServiceGraph, *, limit: int = 70) -> Iterator[Finding]:
    """Report labels longer than ``limit`` letters; an ideograph counts as two.

    Notes
    -----
    A label is read in passing. What is longer belongs into a note.

    Examples
    --------
    Wrong: ``Fill in the form with all data of the insurance and hand it over at the second counter to the right``.
    Right: ``Fill in the form``, with the rest as ``note``.
    """
    for step in graph.steps:
        length = sum(2 if _IDEOGRAPH.match(letter) else 1 for letter in step.label)
        if length > limit:
            short = step.label[:30].rstrip() + "…"
            hint = "say it in a few words, and the rest as 'note'"
            yield Finding(step.id, f"the label '{short}' is {length} letters long", hint)


@rule("BP704", "mixed-languages", severity=Severity.INFO, preset="strict")
def mixed_languages(graph: ServiceGraph) -> Iterator[Finding]:
    """Report a label in Latin letters among ideographs, or the other way round.

    Notes
    -----
    One label in another language was mostly pasted from somewhere else. Single words, such as brands, are fine.

    Examples
    --------
    Wrong: ``Check the invoice`` among Chinese labels. Right: ``核对账单``.
    """
    wide = [step for step in graph.steps if _IDEOGRAPH.search(step.label)]
    latin = [step for step in graph.steps if not _IDEOGRAPH.search(step.label) and _LATIN_WORDS.search(step.label)]
    few, many = sorted((wide, latin), key=len)
    if few and len(many) >= 4 * len(few):
        for step in few:
            yield Finding(step.id, f"'{step.label}' is in another language than most labels", "translate it")


@rule("BP705", "noun-for-action", severity=Severity.INFO, preset="strict")
def noun_for_action(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps in English that are called by a noun alone.

    Notes
    -----
    A customer *does* something: a verb says what, and who does it.

    Examples
    --------
    Wrong: ``- customer: Payment``. Right: ``- customer: Pay by card``.

    References
    ----------
    Bitner, M. J., Ostrom, A. L. and Morgan, F. N. (2008). Service blueprinting. California Management Review 50(3).
    """
    if not _speaks(graph, *_ENGLISH):
        return
    for step in graph.steps_of("customer"):
        if step.label.strip().casefold() in _NOUNS:
            yield Finding(step.id, f"'{step.label}' is no action", "begin with a verb: 'Pay by card'")


@rule("BP706", "untidy-label", severity=Severity.INFO)
def untidy_label(graph: ServiceGraph) -> Iterator[Finding]:
    """Report labels with doubled blanks or a full stop at the end.

    Notes
    -----
    It costs nothing to mend, and drawings look cared for.

    Examples
    --------
    Wrong: ``Pay  the bill.``. Right: ``Pay the bill``.
    """
    for step in graph.steps:
        tidy = " ".join(step.label.split())
        if tidy.endswith((".", "。")) and not tidy.endswith(("..", "etc.")) and tidy.count(tidy[-1]) == 1:
            tidy = tidy[:-1].rstrip()
        if tidy and tidy != step.label:
            hint = f"write '{tidy}'"
            yield Finding(step.id, f"the label '{step.label}' is untidy", hint, field=step.lane, fix=tidy)


@rule("BP707", "color-word", severity=Severity.INFO, preset="strict")
def color_word(graph: ServiceGraph) -> Iterator[Finding]:
    """Report labels that point to a thing by its color alone.

    Notes
    -----
    One man in twelve does not see red and green as others do, and no one hears a color.

    Examples
    --------
    Wrong: ``Press the green button``. Right: ``Press the button "Start" (green)``.

    References
    ----------
    W3C (2023). Web Content Accessibility Guidelines 2.2, success criterion 1.3.3.
    """
    for step in graph.steps:
        found = _COLOR.search(step.label)
        if found:
            hint = "name what is written on it, or where it is"
            yield Finding(step.id, f"'{step.label}' points to a thing by its color: '{found[0]}'", hint)


@rule("BP708", "unexplained-abbreviation", severity=Severity.INFO, preset="strict")
def unexplained_abbreviation(graph: ServiceGraph) -> Iterator[Finding]:
    """Report abbreviations in labels that few people know and that nothing explains.

    Notes
    -----
    Blueprints are read by people of many trades. What is common or stands written out somewhere in the blueprint is
    no finding; neither are languages without capitals.

    Examples
    --------
    Wrong: ``Fill in the RKV form``. Right: the same with ``note: RKV (travel insurance)``.
    """
    told = " ".join(filter(None, (graph.blueprint.description, *(step.note for step in graph.steps))))
    explained = set(_ABBREVIATION.findall(told))
    counts = Counter(word for step in graph.steps for word in set(_ABBREVIATION.findall(step.label)))
    seen: set[str] = set()
    for step in graph.steps:
        if step.label.isupper():
            continue
        for word in _ABBREVIATION.findall(step.label):
            if word not in _COMMON and word not in explained and word not in seen and not word[1:].isdigit():
                seen.add(word)
                often = f", {counts[word]} times" if counts[word] > 1 else ""
                message = f"nothing explains '{word}' in '{step.label}'{often}"
                yield Finding(step.id, message, f"write it out once, as a note: 'note: {word} means …'")


@rule("BP709", "shouted-label", severity=Severity.INFO, preset="strict")
def shouted_label(graph: ServiceGraph) -> Iterator[Finding]:
    """Report labels of several words in capitals.

    Notes
    -----
    Capitals are slower to read, and screen readers may spell them.

    Examples
    --------
    Wrong: ``PAY THE BILL``. Right: ``Pay the bill``.
    """
    for step in graph.steps:
        has_cases = step.label.upper() != step.label.lower()
        if step.label.isupper() and has_cases and len(re.findall(r"[^\W\d_]{2,}", step.label)) > 1:
            calm = step.label.capitalize()
            message = f"'{step.label}' is written in capitals"
            yield Finding(step.id, message, f"write '{calm}'", field=step.lane, fix=calm)
