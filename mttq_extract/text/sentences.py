"""Splitting a text into sentences: line ends always split, full stops with care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mttq_extract.tables.loader import read_toml
from mttq_extract.types import Sentence

_BREAK = re.compile(r"""(?<![.!?…])[.!?…]++["”’')\]]*+(?=\s)|\n++""")
_LAST_WORD = re.compile(r"(\S+)$")
_NEXT = re.compile(r"\s*([\"“‘'(\[]*)(\S)")
_LIST_NUMBER = re.compile(r"^(?:\d{1,2}|[IVX]{1,5}|[a-zđ])$")


@dataclass(frozen=True, slots=True)
class SentenceSplitter:
    """Splits sentences; build it once with `SentenceSplitter.load`."""

    abbreviations: frozenset[str]

    @classmethod
    def load(cls) -> SentenceSplitter:
        """Read the abbreviations from their table."""
        return cls(frozenset(read_toml("sentences.toml")["abbreviations"]))

    def split(self, text: str) -> list[Sentence]:
        """Give the sentences of a text in order; white space between them belongs to none.

        >>> text = "TP. Hà Nội đạt 3.5 tỷ. PGS.TS. An nói: “Tốt.” Hết"
        >>> [text[s.start : s.end] for s in SentenceSplitter.load().split(text)]
        ['TP. Hà Nội đạt 3.5 tỷ.', 'PGS.TS. An nói: “Tốt.”', 'Hết']
        """
        return list(self._sentences(text))

    def _sentences(self, text: str) -> Iterator[Sentence]:
        start = 0
        for found in _BREAK.finditer(text):
            if text[found.start()] == "\n" or self._ends(text, start, found):
                yield from _trimmed(text, start, found.end())
                start = found.end()
        yield from _trimmed(text, start, len(text))

    def _ends(self, text: str, start: int, found: re.Match[str]) -> bool:
        """Whether the mark at `found` ends the sentence that began at `start`."""
        following = _NEXT.match(text, found.end())
        if following is None:
            return True
        opening, first = following.groups()
        if not (first.isupper() or first.isdigit() or opening or first in "-–•*+"):
            return False
        if found.group() != ".":
            return True
        word = _LAST_WORD.search(text, max(start, found.start() - 24), found.start())
        last = word[1].strip("(\"“‘'[") if word else ""
        if last.lower() in self.abbreviations:
            return False
        if len(last) == 1 and last.isupper():
            return False  # an initial
        if _LIST_NUMBER.match(last):
            return word is None or text[start : word.start()].strip() != ""  # "1. Phát huy" stays together
        return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield Sentence(start, end)
