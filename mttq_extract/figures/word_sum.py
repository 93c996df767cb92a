"""Adding up a run of number words: "một trăm linh năm", "hai nghìn ba trăm tỷ", "ba bốn"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from mttq_extract.figures.numeral_words import Numerals
from mttq_extract.figures.numerals import Numeral

_WORD = re.compile(r"[^\W\d_]+")


def added_up(run: re.Match[str], words: Numerals) -> Numeral | None:
    """Add up a run of number words as far as they make one number; None when its first word makes none."""
    found = _Sum(run, words, run.start())
    for token in _WORD.finditer(run.string, run.start(), run.end()):
        if not found.take(token) or found.half:
            break
    return None if found.end == run.start() else found.numeral()


@dataclass(slots=True)
class _Sum:
    """A number while its words are read: "hai tỷ ba trăm linh" is 2 tỷ in `groups`, 300 in `section`, and `linked`.

    `groups` are values and scales of what stands before, `section` what has been said below the next scale, `pending`
    the digit said last, `pair` the two of "hai ba", `last` the scale said last, `half` that of "rưỡi". `end` is where
    the number ends so far.
    """

    run: re.Match[str]
    words: Numerals
    end: int
    groups: list[tuple[int, int]] = field(default_factory=list)
    section: int = 0
    pending: int | None = None
    pair: tuple[int, int] | None = None
    last: int = 1
    linked: bool = False
    half: Decimal = Decimal(0)

    def take(self, token: re.Match[str]) -> bool:
        """Go on with a word, or say that the number ends before it."""
        word = token.group()
        if word in self.words.links:
            self.linked = bool(self.section or self.groups)
            return self.linked  # the link counts only when a digit follows
        if word in self.words.digits:
            taken = self._digit(word, token)
        elif word in self.words.tens:
            taken = self._ten()
        elif word in self.words.halves:
            taken = self._half()
        else:
            taken = self._scale(self.words.scales[word])
        if taken:
            self.end = token.end()
        return taken

    def _digit(self, word: str, token: re.Match[str]) -> bool:
        value, inside = self.words.digits[word], word in self.words.only_inside
        before = bool(self.section or self.groups)
        doubtful = word in self.words.doubtful and not self._scale_follows(token)
        if self.pending is None:
            if inside and value and not before:
                return False
            if self.pair is not None and before:
                return False  # "hai ba trăm một món"
            if doubtful and before and not self.linked:
                return False  # "hai mươi năm" is twenty years
            self.pending = value
            return True
        if doubtful:
            return False  # "ba năm" is three years
        if self.pending >= 2 and inside and value:
            self.section, self.pending = self.section + self.pending * 10, value  # "ba mốt", "hai lăm"
            return True
        if value == self.pending + 1 and self.pair is None and not before and value:
            self.pair, self.pending = (self.pending, value), value  # "hai ba hộ"
            return True
        return False

    def _ten(self) -> bool:
        if self.pending is not None or self.section % 100:
            return False
        self.section += 10
        return True

    def _half(self) -> bool:
        if self.last == 100 and self.pending is None and not self.section % 100:
            self.section, self.last = self.section + 50, 1  # "trăm rưỡi nghìn"
        else:
            self.half = Decimal(self.last) / 2
        return True

    def _scale(self, step: int) -> bool:
        if step < 1000:
            if self.pending is None and step == 10:
                return False
            self.section += (1 if self.pending is None else self.pending) * step
        else:
            if self.groups and self.groups[-1][1] == step:
                return False  # "một nghìn nghìn" is a slip
            value = self.section + (self.pending or 0)
            while self.groups and self.groups[-1][1] < step:  # "hai nghìn ba trăm tỷ": all of it is billions
                value += self.groups.pop()[0]
            self.groups.append(((value or 1) * step, step))
            self.section = 0
        self.pending, self.last, self.linked = None, step, False
        return True

    def _scale_follows(self, token: re.Match[str]) -> bool:
        following = _WORD.search(self.run.string, token.end(), self.run.end())
        return following is not None and following.group() in self.words.scales

    def numeral(self) -> Numeral:
        """The number that was read."""
        pending, groups, last = self.pending, self.groups, self.last
        amount = sum(value for value, _ in groups) + self.section + (pending or 0) + self.half
        alone = pending is not None and not self.linked and not self.section % 100 and self.pair is None
        if pending is not None and alone and last >= 100 and (last >= 1000 or not groups):
            amount += pending * last // 10 - pending  # "một triệu hai" = 1.2 million
        low = Decimal(amount)
        if self.pair:
            low = Decimal(self.pair[0]) if not groups and last == 1 else low * self.pair[0] / self.pair[1]
        scale = groups[0][1] if groups else 1
        rule = "words.pair" if self.pair else "words"
        return Numeral(self.run.start(), self.end, low, Decimal(amount), rule, scaled=scale >= 1000, scale=scale)
