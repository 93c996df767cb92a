"""A number with what stands beside it, as it is read before it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from mttq_extract.figures.lexicon import Unit
from mttq_extract.figures.numerals import Numeral
from mttq_extract.figures.scan import Word


@dataclass(slots=True)
class Candidate:
    """A number that may be a figure.

    `words` = the words before it, nearest last; `unit_end` = where its unit ends, or the number when it has none;
    `noun` = the word right behind a number without a unit; `counted` = that is known to be counted, and stands at
    `noun_span` (empty where there is nothing); `ratio` = it was read as "k/n" or "k trong n".
    """

    numeral: Numeral
    words: list[str]
    unit: Unit | None
    unit_end: int
    noun: Word | None
    noun_span: tuple[int, int]
    counted: bool
    ratio: bool

    @property
    def last(self) -> str:
        """The word right before the number, "" at the begin of a line."""
        return self.words[-1] if self.words else ""

    @property
    def in_digits(self) -> bool:
        """Whether the number is written in digits and not in words."""
        return bool(self.numeral.digits) or "digits" in self.numeral.rule
