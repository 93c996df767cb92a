"""A text cut into sentences with its dates: what all readers of periods look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.entities.dates import DateMention
from mttq_extract.text.view import View
from mttq_extract.types import Sentence


@dataclass(frozen=True, slots=True)
class DatedText:
    """The view, the view offsets of its sentences, and the dates of each sentence by its number."""

    view: View
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: Sequence[DateMention]
    by_sentence: dict[int, list[DateMention]]

    @classmethod
    def of(cls, view: View, sentences: Sequence[Sentence], mentions: Sequence[DateMention]) -> DatedText:
        """Sort the dates of a text into its sentences; both are in text order."""
        starts = tuple(view.from_text(s.start) for s in sentences)
        ends = tuple(view.from_text(s.end) for s in sentences)
        by_sentence: dict[int, list[DateMention]] = {}
        number = 0
        for mention in mentions:
            while number + 1 < len(starts) and starts[number + 1] <= mention.start:
                number += 1
            by_sentence.setdefault(number, []).append(mention)
        return cls(view, starts, ends, mentions, by_sentence)

    def __len__(self) -> int:
        return len(self.starts)

    def sentence(self, number: int) -> str:
        """The lower-case text of a sentence."""
        return self.view.lower[self.starts[number] : self.ends[number]]

    def before(self, number: int, mention: DateMention, reach: int) -> str:
        """Up to `reach` characters of the sentence before a date."""
        return self.view.lower[max(self.starts[number], mention.start - reach) : mention.start]

    def around(self, number: int, mention: DateMention, reach: int) -> str:
        """The sentence around a date, `reach` characters each way."""
        begin = max(self.starts[number], mention.start - reach)
        return self.view.lower[begin : min(self.ends[number], mention.end + reach)]

    def words(self, mention: DateMention) -> str:
        """The date as it is written, in lower case."""
        return self.view.lower[mention.start : mention.end]

    def broken(self, number: int) -> bool:
        """Whether a line ends between the sentence before and this one."""
        return number > 0 and "\n" in self.view.lower[self.ends[number - 1] : self.starts[number]]

    def alone(self, number: int) -> bool:
        """Whether a sentence has its line to itself."""
        last = number + 1 == len(self.starts)
        return (number == 0 or self.broken(number)) and (last or self.broken(number + 1))
