"""Words around a figure that tell plans, rules and reports apart, wherever in its sentence or the next they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import View, fold_tones

_OPENING, _THOUSAND = 6000, 1000  # what of a text tells how many signs of a kind it has
_STEP, _MOST = 1.5, 6  # signs for a thousand characters, in steps


@dataclass(frozen=True, slots=True)
class SignTable:
    """The signs of the table as one pattern; `scan` finds them all once in a text."""

    pattern: re.Pattern[str]
    kinds: Mapping[str, str]

    @classmethod
    def of(cls, table: Mapping[str, Sequence[str]]) -> SignTable:
        """Compile words by kind."""
        kinds = {fold_tones(form.lower()): kind for kind, forms in table.items() for form in forms}
        return cls(words_pattern(kinds), kinds)

    def scan(self, view: View) -> Signs:
        """Find the signs of a text."""
        starts, ends, words = [], [], []
        for found in self.pattern.finditer(view.lower):
            starts.append(found.start())
            ends.append(found.end())
            words.append(" ".join(found.group().split()))
        return Signs(self, starts, ends, words, len(view.lower))

    def within(self, lower: str) -> set[str]:
        """The signs of a string of its own, folded as a view's lower text is."""
        return {" ".join(found.group().split()) for found in self.pattern.finditer(lower)}


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one text in order."""

    table: SignTable
    starts: list[int]
    ends: list[int]
    words: list[str]
    length: int

    def between(self, start: int, end: int) -> set[str]:
        """The signs that lie between two offsets."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if last > first and self.ends[last - 1] > end:
            last -= 1
        return set(self.words[first:last])

    def often(self) -> list[str]:
        """How often each kind of signs stands in the opening of the text, in steps."""
        opening = bisect_left(self.starts, _OPENING)
        counts = Counter(self.table.kinds[word] for word in self.words[:opening])
        size = max(1.0, min(self.length, _OPENING) / _THOUSAND) * _STEP
        return [f"{kind} {min(_MOST, int(counts[kind] / size))}" for kind in sorted(set(self.table.kinds.values()))]
