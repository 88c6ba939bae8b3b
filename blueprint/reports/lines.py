"""Lines: runs of text set in a width of terminal cells, where a Chinese character takes two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from blueprint.reports.saying import Run

Line = tuple[Run, ...]

_PIECES = re.compile(r" +|[^ ]+")
_NO_BEGIN = frozenset("\u00a0，。、；：？！）】》」』”’·…,.;:?!)]}'\"")
"""What no line begins with."""
_NO_END = frozenset("（【《「『“‘([{'\"")


def cells(text: str) -> int:
    """Count the cells that a text takes in a terminal.

    Examples
    --------
    >>> cells("wait"), cells("等候")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # heavy, and only needed where text is not ASCII

    width = wcswidth(text)
    return len(text) if width < 0 else width


@dataclass(frozen=True, slots=True)
class _Token:
    """What a line takes whole: a word or a wide character, and how it stands to the one before."""

    run: Run
    joint: Literal["blank", "break", "glue"]
    width: int


def width_of(line: Iterable[Run]) -> int:
    """Return the cells that a line takes; joined letters may take fewer or more than each by itself."""
    return cells("".join(run.text for run in line))


def set_lines(runs: Iterable[Run], width: int) -> list[Line]:
    """Set runs in lines of at most so many cells; a word that is wider than a line is broken.

    Lines end at blanks and between wide characters, never within a figure that a line holds, and no line begins with a
    comma.

    Examples
    --------
    >>> lines = set_lines([Run("Take the order, then "), Run("3 min", is_whole=True)], 15)
    >>> ["".join(run.text for run in line) for line in lines]
    ['Take the order,', 'then 3 min']
    >>> ["".join(run.text for run in line) for line in set_lines([Run("看指示牌，找路")], 8)]
    ['看指示', '牌，找路']
    """
    lines: list[list[Run]] = [[]]
    for group in _groups(runs, width):
        more = [token.run for token in group]
        if lines[-1] and group[0].joint == "blank":
            before, after = lines[-1][-1].tone, more[0].tone
            more.insert(0, Run(" ", before if before == after else "plain"))
        if lines[-1] and width_of([*lines[-1], *more]) > width:
            lines.append([token.run for token in group])
        else:
            lines[-1] += more
    return [tuple(_merged(line)) for line in lines]


def _groups(runs: Iterable[Run], width: int) -> Iterator[list[_Token]]:
    """Yield tokens that stand together; those that are wider than a line one by one."""
    group: list[_Token] = []
    for token in _tokens(runs, width):
        if group and token.joint != "glue":
            yield from _fitted(group, width)
            group = []
        group.append(token)
    if group:
        yield from _fitted(group, width)


def _fitted(group: list[_Token], width: int) -> Iterator[list[_Token]]:
    if width_of(token.run for token in group) <= width:
        yield group
        return
    for token in group:
        if token.width <= width:
            yield [token]
        else:
            yield from ([piece] for piece in _broken(token, width))


def _broken(token: _Token, width: int) -> Iterator[_Token]:
    from wcwidth import iter_graphemes

    text, joint = "", token.joint
    for letter in iter_graphemes(token.run.text):
        if text and cells(text + letter) > width:
            yield _Token(replace(token.run, text=text), joint, cells(text))
            text, joint = "", "break"
        text += letter
    yield _Token(replace(token.run, text=text), joint, cells(text))


def _tokens(runs: Iterable[Run], width: int) -> Iterator[_Token]:
    is_blank, last = False, ""
    for run in runs:
        is_whole = run.is_whole and cells(run.text) <= width
        pieces = [run.text] if is_whole else _PIECES.findall(run.text)
        for piece in pieces:
            if not piece.strip(" "):
                is_blank = True
                continue
            for part in [piece] if is_whole or piece.isascii() else _split_wide(piece):
                joint: Literal["blank", "break", "glue"] = "blank" if is_blank else _joint(last, part)
                yield _Token(replace(run, text=part), joint, cells(part))
                is_blank, last = False, part[-1]


def _joint(before: str, text: str) -> Literal["break", "glue"]:
    """Tell whether a line may end between two pieces without a blank: only beside a wide character."""
    if not before or text[0] in _NO_BEGIN or before in _NO_END:
        return "glue"
    return "break" if _is_wide(before) or _is_wide(text[0]) else "glue"


def _split_wide(text: str) -> Iterator[str]:
    """Yield wide characters one by one, and what is between them."""
    from wcwidth import iter_graphemes

    plain = ""
    for letter in iter_graphemes(text):
        if _is_wide(letter[0]):
            if plain:
                yield plain
                plain = ""
            yield letter
        else:
            plain += letter
    if plain:
        yield plain


def _is_wide(char: str) -> bool:
    return not char.isascii() and cells(char) == 2


def _merged(line: Iterable[Run]) -> Iterator[Run]:
    """Put runs of one tone together."""
    last: Run | None = None
    for run in line:
        if last is not None and last.tone == run.tone:
            last = replace(last, text=last.text + run.text)
        else:
            if last is not None:
                yield last
            last = run
    if last is not None:
        yield last
