"""What the scan carries along a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq_extract.figures.convention import Convention
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.numerals import Numeral
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Rejection

_LIST_NUMBER = re.compile(r"(?<![\d.,/])(\d{1,3})\. ?[A-ZĐÀ-Ỹ]")
_WORD_NUMBER = re.compile(r"(?<!\w)([^\W\d_]{2,}) (\d{1,3})(?![\d.,/:%-]*\d|%)(?=\s*([^\W\d_]+|.|$))")


@dataclass(slots=True)
class Cursor:
    """What the scan carries along the text: read so far, and what was rejected last."""

    view: View
    lexicon: Lexicon
    convention: Convention
    quantities: list[Quantity]
    rejections: list[Rejection]
    skip: int = 0
    names: dict[tuple[str, str], set[str]] | None = None
    numbered: frozenset[int] | None = None
    last_rule: str = ""
    last_end: int = -1
    unit_read: tuple[Numeral, Unit | None, int] | None = None  # of the number that was last looked at for a range

    def list_numbers(self) -> frozenset[int]:
        """The integers of the text that stand right before a sentence ("3. Căn cứ ...")."""
        if self.numbered is None:
            self.numbered = frozenset(int(found[1]) for found in _LIST_NUMBER.finditer(self.view.cased))
        return self.numbered

    def named_again(self, word: str, digits: str) -> int:
        """How many different words follow `digits` right behind `word`, units and counted nouns left out.

        A count is followed by what it counts; a name by whatever goes on ("tàu SAR 411 phát hiện", "SAR 411 đưa").
        """
        if self.names is None:
            self.names = {}
            for found in _WORD_NUMBER.finditer(self.view.lower):
                if not self.lexicon.counted_at(self.view.lower, found.end()):
                    self.names.setdefault((found[1], found[2]), set()).add(found[3])
        return len(self.names.get((word, digits), ()))


def reject(cursor: Cursor, start: int, end: int, rule: str) -> None:
    """Record that the number at the view span start..end is no figure, and go on behind it."""
    first, last = cursor.view.span(start, end)
    cursor.rejections.append(Rejection(first, last, cursor.view.text[first:last], rule))
    cursor.skip, cursor.last_rule, cursor.last_end = end, rule, end
