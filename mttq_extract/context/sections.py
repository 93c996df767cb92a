"""The parts of a text that a date at their head governs: the headings above a sentence and the head of its list."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from mttq_extract.context.dated import DatedText
from mttq_extract.context.headings import may_head
from mttq_extract.context.period_words import PeriodWords

_ITEM_MOST = 90
_NUMBER_MOST = 16
_PART, _ROMAN, _NUMBERED, _PLAIN = 1, 2, 3, 6
_MARK = re.compile(r"(?P<roman>[ivx]+|[a-d])[.)/ ]|(?P<numbered>\d{1,2}(?:\.\d{1,2}){0,2})[.)/]? ")
_NUMBER_LINE = re.compile(r"[-+]?\d[\d.,]*\s*%?\s*$")
_BULLET = re.compile(r"(?P<dash>[-–+•*])\s?|(?P<digit>\d{1,2})[.)/] |(?P<letter>[a-zđ])[.)/] ")


@dataclass(frozen=True, slots=True)
class Sections:
    """For each sentence the headings it stands under and the heads of its lists, innermost first, by number."""

    headings: tuple[tuple[int, ...], ...]
    lists: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, text: DatedText, words: PeriodWords, rows: Collection[int], figured: Collection[int]) -> Sections:
        """Read a text whose sentences `rows` are rows of tables and whose sentences `figured` hold figures."""
        return cls(tuple(_headings(text, words, rows, figured)), tuple(_lists(text)))


def _headings(
    text: DatedText, words: PeriodWords, rows: Collection[int], figured: Collection[int]
) -> list[tuple[int, ...]]:
    """The headings above each sentence: short lines of their own without a full stop, ranked by their numbering."""
    out: list[tuple[int, ...]] = []
    open_: list[tuple[int, int]] = []
    labels: set[int] = set()  # times that are the heads of rows whose cells became lines
    first = 0  # the sentence that begins the line
    for number in range(len(text)):
        if text.broken(number):
            first = number
            if open_ and open_[-1][1] in labels and not _NUMBER_LINE.match(_line(text, number)):
                open_.pop()
        ends = number + 1 == len(text) or text.broken(number + 1)
        if ends and number and number not in rows and number not in figured and _is_heading(text, first, number):
            rank = _rank(text, words, first, number)
            while open_ and open_[-1][0] >= rank:
                open_.pop()
            open_.append((rank, number))
            if number + 1 < len(text) and _is_time(text, number) and _NUMBER_LINE.match(_line(text, number + 1)):
                labels.add(number)
        out.append(tuple(heading for _, heading in reversed(open_)))
    return out


def _line(text: DatedText, number: int) -> str:
    return text.view.lower[text.starts[number] : text.ends[number]]


def _is_time(text: DatedText, number: int) -> bool:
    """Whether a line is a date or a span of time and nothing else."""
    mentions = text.by_sentence.get(number, [])
    bare = len(mentions) == 1 and not _line(text, number).replace(text.words(mentions[0]), "", 1).strip(" :.-–")
    return bare and text.starts[number] <= mentions[0].start


def _is_heading(text: DatedText, first: int, last: int) -> bool:
    """Whether a line heads what follows: short, no item of a list, no stop but behind its number ("Phần II.")."""
    lower, start, end = text.view.lower, text.starts[first], text.ends[last]
    if not may_head(lower[start:end]):
        return False
    if last > first and (last > first + 1 or text.ends[first] - start > _NUMBER_MOST):
        return False
    dashed = _BULLET.match(lower, start, end)
    return not (dashed and dashed["dash"])


def _rank(text: DatedText, words: PeriodWords, first: int, last: int) -> int:
    """How high a heading stands: a part, a Roman number or capitals, 1., 1.1., a line without a number."""
    start, end = text.starts[first], text.ends[last]
    if words.part.match(text.view.lower, start, end):
        return _PART
    found = _MARK.match(text.view.lower, start, end)
    if found and found.lastgroup == "roman":
        return _ROMAN
    if found:
        return _NUMBERED + found["numbered"].count(".")
    cased = text.view.cased[start:end]
    return _ROMAN if cased.upper() == cased and len(cased.split()) > 1 else _PLAIN


def _lists(text: DatedText) -> list[tuple[int, ...]]:
    """The sentences with a colon at the end that open the lists each sentence stands in."""
    if not any(text.view.lower[end - 1] == ":" for end in text.ends):
        return [()] * len(text)
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
