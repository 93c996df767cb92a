"""The words beside a number: cheap look-ups, cut at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

Word: TypeAlias = tuple[str, int, int]
"""A word and its half-open offsets."""

_REACH = 56
_OPENERS = "([{“\"'‘«*•+"


def left_words(lower: str, start: int) -> list[str]:
    """Up to six words before `start` on its line, nearest last, with the marks that follow them.

    >>> left_words("chiều nay (ngày 5", 16)
    ['ngày']
    """
    line = lower[max(0, start - _REACH) : start].rpartition("\n")[2]
    words = line.rsplit(None, 6)[-6:]
    for at in range(len(words) - 1, -1, -1):
        if words[at][0] in _OPENERS:  # what stands before a bracket or quotation governs nothing behind it
            return [word for word in (words[at].lstrip(_OPENERS), *words[at + 1 :]) if word]
    return words


def line_begins(lower: str, start: int, marks: str) -> bool:
    """Whether only blanks and `marks` (bullets, brackets) stand between the line's begin and `start`.

    >>> line_begins("Xong.\\n - 3 hộ", 9, "-"), line_begins("có 3 hộ", 3, "-")
    (True, False)
    """
    while start and lower[start - 1] != "\n":
        start -= 1
        if lower[start] not in " \t" and lower[start] not in marks:
            return False
    return True


def alone_on_line(lower: str, start: int, end: int) -> bool:
    """Whether start..end is all that its line holds, but for blanks, a sign before it and a mark behind it.

    >>> alone_on_line("một\\n-105.\\n", 5, 8), alone_on_line("có 105", 3, 6)
    (True, False)
    """
    begin = lower.rfind("\n", 0, start) + 1
    stop = lower.find("\n", end)
    behind = lower[end : stop if stop >= 0 else end + 3]
    return not lower[begin:start].strip(" \t-−") and behind.strip() in ("", ".", ";")


def phrases(words: list[str], most: int) -> Iterable[str]:
    """The phrases that end in the last word, longest first.

    >>> list(phrases(["a", "b", "c"], 2))
    ['b c', 'c']
    """
    for size in range(min(most, len(words)), 0, -1):
        yield " ".join(words[-size:])


_RIGHT = re.compile(r"[ \t]*\n?[ \t]*([^\W\d_]+)")


def next_word(lower: str, end: int) -> Word | None:
    """The word right behind `end`, over blanks only, with its offsets."""
    found = _RIGHT.match(lower, end)
    return (found[1], found.start(1), found.end(1)) if found else None


def at_sentence_start(text: str, start: int) -> bool:
    """Whether a sentence, a line or a quotation begins at `start`.

    >>> at_sentence_start("Xong. Năm hộ", 6), at_sentence_start("giúp Năm hộ", 5)
    (True, False)
    """
    before = text[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in ".!?:\n“\"-;()…‘'•*"
