"""The calendar of an article: the year of dates that leave theirs out, and the day that "now" stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from mttq_extract.context.period_words import PeriodWords
from mttq_extract.entities.dates import DateMention
from mttq_extract.text.view import View
from mttq_extract.types import Period

_EVENT_REACH = 1600
_EARLY = 2500
_NEAR = 70
_SAME_REACH = 1500
_NEARER = 40
_LATE = 0.7
_SURE = 2.4
_RIVAL = 0.6


def anniversary(mention: DateMention) -> bool:
    """Whether a range only dates an anniversary: the same day of two years ("3/2/1930 - 3/2/2020")."""
    parts = mention.parts
    return {"d1", "d2", "y1", "y2"} <= parts.keys() and (parts["d1"], parts.get("m1")) == (parts["d2"], parts.get("m2"))


def spans(mention: DateMention) -> bool:
    """Whether the expression itself names a first and a last day, month or year that differ."""
    parts = mention.parts
    if anniversary(mention):
        return False
    return any(
        parts.get(f"{unit}1", parts.get(f"{unit}2")) != parts.get(f"{unit}2") for unit in "dmy" if f"{unit}2" in parts
    )


@dataclass
class Chronology:
    """Resolves the dates of one article; `today` is the publication day, else the day of the event reported on.

    `event` is the first day the article names, resolved when its year is certain.
    """

    view: View
    words: PeriodWords
    mentions: Sequence[DateMention]
    published: date | None
    printed: DateMention | None = None
    event: DateMention | None = None
    year: int | None = None
    latest: int = 0
    today: date | None = None
    ranked: list[tuple[float, int]] = field(default_factory=list)
    _months: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.event = next((m for m in self.mentions if m.start < _EVENT_REACH and self._is_event(m)), None)
        for mention in self.mentions:
            month = mention.parts.get("m1", mention.parts.get("m2"))
            if mention.says_year and month and self.usable(mention):
                year = mention.parts.get("y2", mention.parts.get("y1", 0))
                self._months[month] = -1 if self._months.get(month, year) != year else year
        self.year = self.published.year if self.published else self._certain_year()
        self.today = self.published or self._event_day()

    def usable(self, mention: DateMention) -> bool:
        """Whether a date is one of the story, not of a document, a birth or a comparison."""
        return not anniversary(mention) and self.words.usable(self.view.lower, mention)

    def resolve(self, mention: DateMention) -> Period | None:
        """The interval a date means in this article, or None when its year is not certain."""
        if mention.kind == "day" and self.words.same_day.search(self.view.lower, mention.start, mention.end):
            return self._day_before(mention)
        year = self.year
        if not mention.says_year and ("m1" in mention.parts or "m2" in mention.parts):
            year = self._year_of(mention) or year
        return mention.period(year, self.today)

    def _day_before(self, mention: DateMention) -> Period | None:
        """The day told last before "cùng ngày"; the event's, else today, where none is."""
        for k in range(bisect_left(self.mentions, mention.start, key=lambda m: m.start) - 1, -1, -1):
            other = self.mentions[k]
            if mention.start - other.start > _SAME_REACH:
                break
            if "d1" in other.parts and not spans(other) and other is not self.printed and self.usable(other):
                return self.resolve(other)
        if self.event and self.event.start < mention.start:
            return self.resolve(self.event)
        return Period(self.today, self.today) if self.today else None

    def _year_of(self, mention: DateMention) -> int | None:
        """The year of a day or month without one: the last such day before publication, or what the text pairs."""
        month, day = mention.parts.get("m1", mention.parts.get("m2", 0)), mention.parts.get("d1", 1)
        if self.published:
            ahead = (month - self.published.month) * 30 + day - self.published.day
            return self.published.year - 1 if ahead > 180 else self.published.year
        if self.year is None and "d1" not in mention.parts:
            known = self._months.get(month, -1)
            return known if known > 0 else None
        return None

    def _is_event(self, mention: DateMention) -> bool:
        told = "d1" in mention.parts and ("m1" in mention.parts or "m2" in mention.parts)
        if not told or mention is self.printed or not self.usable(mention):
            return False
        before = self.view.lower[max(0, mention.start - _NEAR) : mention.start]
        line = before.rpartition("\n")[2]
        if self.words.target.search(line) or (line.strip() and self.words.inside.search(line) and not spans(mention)):
            return False
        if spans(mention):
            return line.count("(") <= line.count(")")
        return not any(found.search(before) for found in (self.words.since, self.words.until, self.words.reach))

    def _certain_year(self) -> int | None:
        """Weigh what the text says about its own year; None unless one year clearly wins."""
        event = self.event
        if event and event.says_year:
            return event.parts.get("y2", event.parts.get("y1"))
        month = event.parts.get("m2", event.parts.get("m1", 0)) if event else 0
        votes: dict[int, float] = defaultdict(float)
        for mention in self.mentions:
            if not mention.says_year or not self.words.usable(self.view.lower, mention):
                continue
            before = self.view.lower[max(0, mention.start - _NEAR) : mention.start]
            if self.words.until.search(before) or self.words.reach.search(before):
                continue
            behind = self.view.lower[mention.end : mention.end + _NEAR]
            planned = self._planned(before, behind)
            passed = self.words.passed.match(behind) is not None
            for year, weight in self._votes(mention, month, before, planned, passed):
                votes[year] += weight * (1.0 if mention.start < _EARLY else _LATE)
            if not planned:
                self.latest = max(self.latest, self._earliest(mention, month))
        ranked = sorted(((weight, year) for year, weight in votes.items() if year >= self.latest), reverse=True)
        self.ranked = ranked
        if not ranked or ranked[0][0] < _SURE or (len(ranked) > 1 and ranked[1][0] > _RIVAL * ranked[0][0]):
            return None
        return ranked[0][1]

    def guessed(self) -> Chronology | None:
        """The same calendar with the likeliest year where none is certain; None where the text names no year."""
        if self.year is not None or not (self.ranked or self.latest):
            return None
        other = copy(self)
        other.year = self.ranked[0][1] if self.ranked else self.latest
        other.today = other._event_day()
        return other

    def _event_day(self) -> date | None:
        """The last day of the event, where its year is certain."""
        day = self.resolve(self.event) if self.event else None
        return day.end if day else None

    def _planned(self, before: str, behind: str) -> bool:
        """Whether a date is of something to come: the words before it plan it more nearly than they report it."""
        plan = max((m.end() for m in self.words.plan.finditer(before)), default=-1)
        aim = self.words.target.search(before[-_NEARER:])
        said = max((m.end() for m in self.words.reported.finditer(before)), default=-1)
        return plan > said or (aim is not None and said < 0) or self.words.target.search(behind[:_NEARER]) is not None

    def _earliest(self, mention: DateMention, month: int) -> int:
        """The first year in which an article that tells of a past date can have appeared."""
        year = mention.parts.get("y2", mention.parts.get("y1", 0))
        if mention.kind in ("months", "quarter"):
            return year
        if mention.parts.get("y1", year) != year:
            return year if anniversary(mention) else mention.parts["y1"]
        named = mention.parts.get("m2", mention.parts.get("m1", 0))
        if not named or not month:
            return 0
        return year + 1 if named > month + 1 else year

    def _votes(
        self, mention: DateMention, month: int, before: str, planned: bool, passed: bool
    ) -> list[tuple[int, float]]:
        """The years that one dated expression speaks for, with its weight, given the month of the event."""
        parts = mention.parts
        year = parts.get("y2", parts.get("y1", 0))
        if parts.get("y1", year) != year and not (month and parts.get("m2") == month):
            return []
        if mention.kind in ("months", "quarter"):
            return [(year, 3.0)]
        named = parts.get("m2", parts.get("m1"))
        if named and month:
            apart = (named - month) % 12
            if apart == 0:
                return [(year, 3.0)]
            if apart <= 3 and planned:
                return [(year if named > month else year - 1, 2.0)]
            if apart >= 9:
                return [(year if named < month else year + 1, 2.0 if passed else 1.2)]
            return []
        if "feast" in parts:
            return [(year if month < 11 else year - 1, 2.0)]
        if planned:
            return [(year, 1.2)] if 0 < month <= 8 else [(year - 1, 1.2)] if month >= 10 else [(year, 0.6)]
        if self.words.reported.search(before):
            return [(year + 1, 2.0)] if 0 < month <= 4 else [(year, 2.0)]
        if 0 < month <= 3:
            return [(year, 0.7), (year + 1, 0.7)]
        if month >= 10:
            return [(year, 1.0), (year - 1, 0.5)]
        return [(year, 1.0)]
