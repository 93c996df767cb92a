"""Periods in Vietnamese words: "quý III/2024", "6 tháng đầu năm 2023", "từ 2019 đến nay"; marks do not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mttq_extract.entities.dates import DateReader
from mttq_extract.store.fold import fold
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View
from mttq_extract.types import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Reading = Callable[[str], Period | None]

_MARKED = re.compile(r"[^\x00-\x7f]+")
_LAST_YEAR = re.compile(r"(?<=\w) (\d{4})$")
# What only a day tells: "năm ngoái", "5 năm qua".
_OF_TODAY = frozenset({"relative", "past", "ago", "day", "month"})


@dataclass(frozen=True, slots=True)
class SpokenPeriods:
    """Reads a text that is one period and nothing else; build it once with `SpokenPeriods.load`.

    The times themselves are those of `DateReader`; `noted` reads what is written as on a keyboard ("2022", "2022-Q1").
    """

    dates: DateReader
    noted: Reading
    words: dict[str, re.Pattern[str]]
    short: dict[str, str]

    @classmethod
    def load(cls, noted: Reading) -> SpokenPeriods:
        """Compile the words of questions and the table of dates, both without marks."""
        table = dict(read_toml("questions.toml")["period"])
        short = {key: fold(word) for key, word in table.pop("short").items()}
        words = {key: _any_of(forms) for key, forms in table.items() if "examples" not in key}
        return cls(DateReader.load(_unmarked), noted, words, short)

    def read(self, text: str, today: date) -> Period | None:
        """The period that a text says, as of a day; None when it says none, or something besides.

        >>> spoken = SpokenPeriods.load(lambda text: None)
        >>> str(spoken.read("6 thang dau nam 2023", date(2026, 1, 1))), str(spoken.read("năm ngoái", date(2026, 1, 1)))
        ('2023-01-01/2023-06-30', '2025-01-01/2025-12-31')
        """
        said = " ".join(fold(text).replace("–", "-").split())
        for one, whole in self.short.items():
            said = re.sub(rf"(?<![\w-]){one} ?(?=(?:\d+|i{{1,3}}|iv)\b)", f"{whole} ", said)
        words = self.words
        return (
            self._one(said, today)
            or self._since_until(said, today)
            or self._open(said, words["before"], today, lambda one: Period(None, _day(one.start, -1)))
            or self._open(said, words["after"], today, lambda one: Period(_day(one.end, 1), None))
            or self._open(said, words["until"], today, lambda one: Period(None, one.end))
        )

    def _since_until(self, said: str, today: date) -> Period | None:
        """ "từ A đến B", "A đến B", "từ A", "từ A đến nay"; an A that leaves its year out is in that of B."""
        since = self.words["since"].match(said)
        rest = said[since.end() :].strip() if since else said
        if since and (only := self._one(rest, today)):
            spans = re.search(self.words["joints"].pattern, rest) is not None
            return only if spans else Period(only.start, None)
        for now in self.words["to_now"].finditer(rest):
            if now.end() == len(rest) and (first := self._one(rest[: now.start()].strip(), today)):
                return Period(first.start, None)
        for joint in self.words["joints"].finditer(rest):
            last = self._one(rest[joint.end() :].strip(), today)
            if last is not None and last.end is not None:
                first = self._one(rest[: joint.start()].strip(), today, last.end.year)
                return None if first is None else Period(first.start, last.end)
        return None

    def _open(self, said: str, words: re.Pattern[str], today: date, made: Callable[[Period], Period]) -> Period | None:
        found = words.match(said)
        one = self._one(said[found.end() :].strip(), today) if found else None
        return made(one) if one else None

    def _one(self, said: str, today: date, year: int | None = None) -> Period | None:
        """One time that is the whole text, but for words in front that say nothing."""
        if period := self.noted(said):
            return period
        view = View.of(said)
        mentions = self.dates.read(view)
        if len(mentions) == 1 and (mentions[0].start, mentions[0].end) == (0, len(view.lower)):
            (mention,) = mentions
            if mention.kind in _OF_TODAY:
                return mention.period(today.year, today)
            if self.words["this_year"].search(said):
                year = today.year
            return mention.period(year)
        if said != (plain := _LAST_YEAR.sub(r" nam \1", said)) and not said.endswith(f"nam {said[-4:]}"):
            return self._one(plain, today, year)
        leading = self.words["leading"].match(said)
        return self._one(said[leading.end() :].strip(), today, year) if leading else None


def _unmarked(pattern: str) -> str:
    """A pattern for text without marks; what is no letter with a mark, a class of characters for one, stays."""
    return _MARKED.sub(lambda found: fold(found[0]), pattern)


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """Whole words, the longest form first."""
    known = sorted(map(fold, forms), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)")


def _day(day: date | None, later: int) -> date | None:
    return None if day is None else day + timedelta(days=later)
