"""The parts of a text that a date at their head governs: the headings above a sentence and the head of its list."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from mttq_extract.context.dated import DatedText

_HEADING_MOST = 120
_ITEM_MOST = 90
_PART, _ROMAN, _NUMBERED, _PLAIN = 1, 2, 3, 6
_MARK = re.compile(
    r"(?P<part>phần (?:thứ )?[\wà-ỹ]+)(?=[.:\s]|$)|(?P<roman>[ivx]+|[a-d])[.)/ ]|(?P<numbered>\d{1,2}(?:\.\d{1,2}){0,2})[.)/]? "
)
_BULLET = re.compile(r"(?P<dash>[-–+•*])\s?|(?P<digit>\d{1,2})[.)/] |(?P<letter>[a-zđ])[.)/] ")


@dataclass(frozen=True, slots=True)
class Sections:
    """For each sentence the headings it stands under and the heads of its lists, innermost first, by number."""

    headings: tuple[tuple[int, ...], ...]
    lists: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, text: DatedText, rows: Collection[int], figured: Collection[int]) -> Sections:
        """Read a text whose sentences `rows` are rows of tables and whose sentences `figured` hold figures."""
        return cls(tuple(_headings(text, rows, figured)), tuple(_lists(text)))


def _headings(text: DatedText, rows: Collection[int], figured: Collection[int]) -> list[tuple[int, ...]]:
    """The headings above each sentence: short lines of their own without a full stop, ranked by their numbering."""
    out: list[tuple[int, ...]] = []
    open_: list[tuple[int, int]] = []
    for number in range(len(text)):
        start, end = text.starts[number], text.ends[number]
        plain = end - start < _HEADING_MOST and text.view.lower[end - 1] not in '.;,!?”"'
        if plain and number and number not in rows and number not in figured and text.alone(number):
            rank = _rank(text, number)
            while open_ and open_[-1][0] >= rank:
                open_.pop()
            open_.append((rank, number))
        out.append(tuple(heading for _, heading in reversed(open_)))
    return out


def _rank(text: DatedText, number: int) -> int:
    """How high a heading stands: a part, a Roman number or capitals, 1., 1.1., a line without a number."""
    start, end = text.starts[number], text.ends[number]
    found = _MARK.match(text.view.lower, start, end)
    if found and found.lastgroup == "part":
        return _PART
    if found and found.lastgroup == "roman":
        return _ROMAN
    if found:
        return _NUMBERED + found["numbered"].count(".")
    cased = text.view.cased[start:end]
    return _ROMAN if cased.upper() == cased and len(cased.split()) > 1 else _PLAIN


def _lists(text: DatedText) -> list[tuple[int, ...]]:
    """The sentences with a colon at the end that open the lists each sentence stands in."""
    out: list[tuple[int, ...]] = []
    open_: list[tuple[int, str]] = []
    for number in range(len(text)):
        if number == 0 or text.broken(number):
            mark = _bullet(text, number)
            while open_ and open_[-1][1] not in ("", mark):
                open_.pop()
            if open_ and not open_[-1][1]:
                open_[-1] = (open_[-1][0], mark)
        out.append(tuple(head for head, mark in reversed(open_) if mark))
        if text.view.lower[text.ends[number] - 1] == ":" and (number + 1 == len(text) or text.broken(number + 1)):
            open_.append((number, ""))
    return out


def _bullet(text: DatedText, number: int) -> str:
    """The kind of mark that begins a line: its sign, a digit, a letter, a short line of its own, or a paragraph."""
    found = _BULLET.match(text.view.lower, text.starts[number], text.ends[number])
    if found:
        return found["dash"] or str(found.lastgroup)
    short = text.alone(number) and text.ends[number] - text.starts[number] < _ITEM_MOST
    return "short" if short else "paragraph"
