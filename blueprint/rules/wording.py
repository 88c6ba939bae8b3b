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
    r"|(?:step|activity|task|action|phase|schritt|étape|paso|passo|步骤|ステップ) ?\d*"
    r"|待定|待补充?|未命名|新步骤|未定|未入力)[.:]?",
    re.IGNORECASE,
)
_COLOR = re.compile(
    r"\b(?:red|green|blue|yellow|orange|purple|pink|gr[ea]y|black|white)\s+"
    r"(?:button|field|sign|line|form|arrow|door|icon)s?\b"
    r"|[红绿蓝黄橙紫灰黑白](?:色?的?(?:按钮|按键|图标|表格|箭头)|色的?(?:灯|牌|线|门))",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,5}(?![A-Za-z0-9])")
_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)")
_WORD = re.compile(r"[A-Za-z]+")
_BLANKS = re.compile(r"[ \t]{2,}")
_WELL_KNOWN = (
    "ID IDS PDF SMS ATM PIN QR IT TV FAQ OK VIP AM PM GPS USB URL WEB VAT CV DNA ICU ER HR PC CT MRI ECG EKG WC DIY "
    "EU UK US USA CD DVD LED NFC RFID CEO API SQL XML HTML CSV JSON UV BMI MOT SUV POS CRM ERP APP WIFI KTV BBQ"
)
_COMMON = frozenset(_WELL_KNOWN.split())
_WORDS_OF_STRESS = "AND ALL ANY ARE DO FOR IS MAY MUST NEVER NEW NO NOT NOW ON ONE ONLY OR OUT TO WILL YES YOU"
_STRESSED = frozenset(_WORDS_OF_STRESS.split())
_ACTIONS_AS_NOUNS = (
    "payment registration arrival departure booking reservation waiting delivery consultation examination treatment "
    "billing invoicing greeting seating farewell reception complaint"
)
_NOUNS = frozenset(_ACTIONS_AS_NOUNS.split())
_ENGLISH = ("en",)
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SCRIPTS = {
    "Latin": "A-Za-zÀ-ɏ",
    "Greek": "\u0370-\u03ff",
    "Cyrillic": "\u0400-\u052f",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Indic": "\u0900-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "East Asian": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af",
}
_SCRIPT = re.compile("|".join(f"(?P<{name.replace(' ', '_')}>[{letters}])" for name, letters in _SCRIPTS.items()))
_LOWERCASE_WORD = re.compile(r"(?<![^\s(])[a-zß-öø-ÿ]{2,}")
_ABBREVIATED_WORDS = (
    "etc inc ltd co corp dept approx min max sec hr hrs no nr vs st ave rd dr mr mrs ms prof tel ext ref vol fig misc "
    "appt acct jr sr bzw usw evtl ggf str std ca inkl exkl zzgl mind sog"
)
_SHORTENED = frozenset(_ABBREVIATED_WORDS.split())


def _speaks(graph: ServiceGraph, *languages: str) -> bool:
    return graph.blueprint.language.split("-")[0].lower() in languages


@rule("BP701", "placeholder-label", severity=Severity.WARNING, preset="draft")
def placeholder_label(graph: ServiceGraph) -> Iterator[Finding]:
    """Report labels, names of phases and titles that stand for one that is still to come.

    Notes
    -----
    A placeholder is read as a step by everybody but the one who wrote it.

    Examples
    --------
    Wrong: ``- customer: TODO`` or ``fail_points: [???]``. Right: ``- customer: Show the ticket``.
    """
    hint = "say what it is: 'Show the ticket' for a step, 'Wrong dish' for a fail point"
    if _PLACEHOLDER.fullmatch(graph.blueprint.title.strip()):
        yield Finding(None, f"the title '{graph.blueprint.title}' says nothing yet", hint, field="title")
    for phase in graph.blueprint.phases:
        if _PLACEHOLDER.fullmatch(phase.label.strip()):
            yield Finding(None, f"the name of the phase '{phase.label}' says nothing yet", hint, field="phases")
        for step in phase.steps:
            for element, label, field in _labels(step):
                if _PLACEHOLDER.fullmatch(label):
                    yield Finding(element, f"'{label}' says nothing yet", hint, field=field)


def _labels(step: Step) -> Iterator[tuple[str, str, str]]:
    """Yield the labels at a step, each with its element and the word that it is written with."""
    yield step.id, step.label, step.lane
    for piece in step.evidence:
        yield piece.id, piece.label, "evidence"
    for fail_point in step.fail_points:
        yield fail_point.id, fail_point.label, "fail"
    for wait_point in step.wait_points:
        yield wait_point.id, wait_point.label, "wait"


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
        if 2 * len(step.label) <= limit:
            continue
        length = len(step.label) + len(_IDEOGRAPH.findall(step.label))
        if length > limit:
            short = step.label[:30].rstrip() + "…"
            hint = "say it in a few words, and the rest as 'note'"
            yield Finding(step.id, f"the label '{short}' is {length} letters long", hint)


@rule("BP704", "mixed-languages", severity=Severity.INFO, preset="strict")
def mixed_languages(graph: ServiceGraph) -> Iterator[Finding]:
    """Report labels in another script than most: Latin letters among Chinese, Cyrillic among Latin.

    Notes
    -----
    One label in another language was mostly pasted from somewhere else. Names of brands and abbreviations in Latin
    letters are at home everywhere, and so is a label in both scripts.

    Examples
    --------
    Wrong: ``Check the invoice`` among Chinese labels. Right: ``核对账单``.
    """
    scripts = {step.id: "Latin" if step.label.isascii() else _script_of(step.label) for step in graph.steps}
    counts = Counter(script for script in scripts.values() if script)
    if len(counts) < 2:
        return
    usual, most = counts.most_common(1)[0]
    for step in graph.steps:
        script = scripts[step.id]
        is_name = script == "Latin" and not _is_phrase(step.label)
        if script not in ("", usual) and not is_name and most >= 4 * counts[script]:
            yield Finding(step.id, f"'{step.label}' is in another script than most labels", "translate it")


def _script_of(label: str) -> str:
    """Return the script of a label, empty for one in several and for one without letters."""
    found = {match.lastgroup or "" for match in _SCRIPT.finditer(label)}
    return found.pop() if len(found) == 1 else ""


def _is_phrase(label: str) -> bool:
    """Tell whether a label in Latin letters is more than a name: several words, and not all with capitals."""
    return " " in label and _LOWERCASE_WORD.search(label) is not None


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
    It costs nothing to mend, and drawings look cared for. Abbreviations keep their point, and so do several sentences.

    Examples
    --------
    Wrong: ``Pay  the bill.``. Right: ``Pay the bill``.
    """
    for step in graph.steps:
        for element, label, field in _labels(step):
            tidy = _without_stop(_BLANKS.sub(" ", label))
            if tidy != label:
                what = "ends with a full stop" if tidy == _without_stop(label) else "has doubled blanks"
                yield Finding(element, f"the label '{label}' {what}", f"write '{tidy}'", field=field, fix=tidy)


def _without_stop(label: str) -> str:
    """Return a label without a full stop at its end, if that is neither a part of a word nor one of several."""
    if label[-1] not in ".。" or sum(label.count(mark) for mark in ".。!?！？;；…") > 1:
        return label
    last = label[:-1].split(" ")[-1].strip("()[]\"'")
    is_part = label[-1] == "." and (len(last) < 2 or last.isdigit() or last.casefold() in _SHORTENED)
    return label if is_part else label[:-1].rstrip()


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
    Blueprints are read by people of many trades. An abbreviation is explained by a note or the description that
    mentions it, by a label that has it in brackets or explains it in brackets, by a resource that is called so, and by
    three or more words with these initials anywhere in the blueprint.

    Examples
    --------
    Wrong: ``Fill in the RKV form``. Right: the same with ``note: RKV is the travel insurance``.
    """
    unknown: dict[str, Step] = {}
    counts: Counter[str] = Counter()
    for step in graph.steps:
        if not step.label.isupper() or _IDEOGRAPH.search(step.label):
            for word in dict.fromkeys(_ABBREVIATION.findall(step.label)):
                if word not in _COMMON and word not in _STRESSED and not word[1:].isdigit():
                    unknown.setdefault(word, step)
                    counts[word] += 1
    explained = _explained(graph) if unknown else frozenset()
    initials = _initials(graph) if unknown else ""
    for word, step in unknown.items():
        if word not in explained and (len(word) < 3 or word not in initials):  # two letters stand side by side anywhere
            often = f", {counts[word]} times" if counts[word] > 1 else ""
            message = f"nothing explains '{word}' in '{step.label}'{often}"
            yield Finding(step.id, message, f"write it out once, as a note: 'note: {word} means …'")


def _explained(graph: ServiceGraph) -> frozenset[str]:
    """Return the abbreviations that are mentioned where things are explained."""
    blueprint = graph.blueprint
    texts = [blueprint.description, *(phase.description for phase in blueprint.phases)]
    texts += [text for resource in blueprint.resources for text in (resource.id.upper(), resource.label)]
    found: set[str] = set()
    for step in graph.steps:
        texts.append(step.note)
        for inside in _BRACKETS.finditer(step.label):
            before = _ABBREVIATION.findall(step.label[: inside.start()])
            found.update(_ABBREVIATION.findall(inside[1]) or before[-1:])
    return frozenset(found.union(*(_ABBREVIATION.findall(text) for text in texts if text)))


def _initials(graph: ServiceGraph) -> str:
    """Return the initials of all words, those of one text together."""
    blueprint = graph.blueprint
    texts = [blueprint.title, blueprint.description, blueprint.customer]
    texts += [text for step in graph.steps for text in (step.label, step.note)]
    return " ".join("".join(word[0] for word in _WORD.findall(text)).upper() for text in texts if text)


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
        if step.label.isupper():
            words = [word for word in re.findall(r"[^\W\d_]{2,}", step.label) if word.lower() != word]
            if sum(word not in _COMMON for word in words) > 1:
                hint = f"write '{step.label.capitalize()}'"
                yield Finding(step.id, f"'{step.label}' is written in capitals", hint, field=step.lane)
