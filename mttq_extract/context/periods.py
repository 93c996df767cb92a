"""The time a figure is about: the nearest governing expression, else the article's reporting period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mttq_extract.context.frame import Frame
from mttq_extract.entities.dates import DateMention, DateReader, governing_words
from mttq_extract.text.view import View
from mttq_extract.types import Period, Sentence


@dataclass
class PeriodReader:
    """Chooses the period of each figure of one document; build one for a document."""

    view: View
    dates: DateReader
    mentions: Sequence[DateMention]
    sentences: Sequence[Sentence]
    published: date | None
    year: int | None = None
    reporting: Period | None = None
    reporting_words: str = ""
    _by_sentence: dict[int, list[DateMention]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        starts = [self.view.from_text(s.start) for s in self.sentences]
        number = 0
        for mention in self.mentions:
            while number + 1 < len(starts) and starts[number + 1] <= mention.start:
                number += 1
            self._by_sentence.setdefault(number, []).append(mention)
        self._find_year()
        self._find_reporting()

    def _find_year(self) -> None:
        """The year of dates that leave theirs out: the publication year, else the year the article opens with."""
        if self.published:
            self.year = self.published.year
            return
        early = [m for m in self.mentions if m.says_year and self._usable(m) and m.start < 1500]
        if early:
            years = {m.parts.get("y2", m.parts.get("y1", 0)) for m in early}
            first = early[0]
            self.year = first.parts.get("y1", first.parts.get("y2")) if len(years) <= 3 else None

    def _find_reporting(self) -> None:
        """The period the article reports on: from its headline or first sentences."""
        for number in range(min(6, len(self.sentences))):
            for mention in self._by_sentence.get(number, []):
                if mention.kind in ("day", "open", "past", "relative") or "d1" in mention.parts:
                    continue
                period = mention.period(self.year, self.published)
                before = list(governing_words(self.view.lower, mention.start, 5))
                words = self.dates.governing["reporting"]
                if period and self._usable(mention) and any(w in (before[0] if before else "") for w in words):
                    self.reporting = period
                    self.reporting_words = self.view.lower[mention.start : mention.end]
                    return

    def _usable(self, mention: DateMention) -> bool:
        return not self.dates.documents.search(self.view.lower[max(0, mention.start - 60) : mention.start])

    def decide(self, frame: Frame) -> tuple[Period | None, str]:
        """Give the period of a figure and the expression that decided it."""
        own = self._in_sentence(frame)
        if own:
            return own
        line = self.view.lower
        for back in range(1, 4):
            number = frame.sentence - back
            if number < 0 or "\n" in line[self._end(number) : self._start(number + 1)]:
                break
            for mention in self._by_sentence.get(number, []):
                if mention.start - self._start(number) < 60 and self._usable(mention):
                    period = self._resolved(mention)
                    if period:
                        return period, f"sentence before: {line[mention.start : mention.end]}"
        if self.reporting:
            return self._snapshot(frame, self.reporting), f"article: {self.reporting_words}"
        return None, "none"

    def _start(self, number: int) -> int:
        return self.view.from_text(self.sentences[number].start)

    def _end(self, number: int) -> int:
        return self.view.from_text(self.sentences[number].end)

    def _in_sentence(self, frame: Frame) -> tuple[Period | None, str] | None:
        lower = self.view.lower
        best: tuple[float, DateMention] | None = None
        for mention in self._by_sentence.get(frame.sentence, []):
            if not self._usable(mention):
                continue
            before = list(governing_words(lower, mention.start))
            compared = any(word in self.dates.governing["compared"] for word in before if word.startswith("so"))
            if compared:
                continue
            if mention.end <= frame.start:
                distance = float(frame.start - mention.end)
                if lower.count(";", mention.end, frame.start):
                    distance += 120
            else:
                distance = 25 + 2.0 * (mention.start - frame.end)
                if set(",;:") & set(lower[frame.end : mention.start]):
                    distance += 200
            if best is None or distance < best[0]:
                best = (distance, mention)
        if best is None:
            return None
        period = self._resolved(best[1])
        if period is None:
            return None
        return period, f"sentence: {lower[best[1].start : best[1].end]}"

    def _resolved(self, mention: DateMention) -> Period | None:
        period = mention.period(self.year, self.published)
        if period is None:
            return None
        for phrase in governing_words(self.view.lower, mention.start):
            if phrase in self.dates.governing["until"]:
                return Period(None, period.end) if period.end else period
        return period

    def _snapshot(self, frame: Frame, period: Period) -> Period:
        """"đến nay", "từ đầu năm" end at the publication date when it is known."""
        found = any(words in frame.clause for words in self.dates.governing["to_now"])
        if found and self.published and period.start and period.start <= self.published:
            return Period(period.start, self.published)
        return period
