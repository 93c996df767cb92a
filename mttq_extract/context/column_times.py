"""The times that heads of columns name: "6 tháng 2024", "Năm 2023", "Cùng kỳ năm trước", "Lũy kế từ đầu năm"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mttq_extract.entities.dates import DateMention, DateReader
from mttq_extract.tables.loader import alternatives, read_toml
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Mark, Period

_MONTHS = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:tháng|t(?=[\s/.\d]))\s*(?:đầu\s+)?(?:năm\s*|[/.-]\s*)?((?:19|20)\d\d)(?!\d)"
)
_OPEN_MONTHS = re.compile(r"(?<!\d)(\d{1,2})\s+tháng(?!\s*(?:đầu|cuối|năm|\d))")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEBRUARY = 2


@dataclass(frozen=True, slots=True)
class ColumnTimes:
    """Reads the heads of columns; build it once with `ColumnTimes.load`."""

    dates: DateReader
    compares: re.Pattern[str]
    same: re.Pattern[str]
    since: re.Pattern[str]
    whole_year: re.Pattern[str]
    until: re.Pattern[str]
    shares: re.Pattern[str]
    plans: re.Pattern[str]

    @classmethod
    def load(cls, dates: DateReader) -> ColumnTimes:
        """Compile the table."""
        table = read_toml("heads.toml")["times"]

        def words(key: str) -> re.Pattern[str]:
            return re.compile(rf"(?<!\w)(?:{alternatives(map(fold_tones, table[key]))})(?!\w)")

        keys = ("compares", "same", "since", "whole_year", "until", "shares", "plans")
        return cls(dates, *map(words, keys))

    def of(self, head: str, reported: Period | None, year: int | None) -> Period | None:
        """The period that a head names, None when it names none or its year is not known.

        `reported` is what the article reports on, `year` the year of its dates without one.

        >>> reader = ColumnTimes.load(DateReader.load())
        >>> str(reader.of("Thực hiện 6 tháng 2024", None, None)), str(reader.of("Thực hiện 10 tháng", None, 2023))
        ('2024-01-01/2024-06-30', '2023-01-01/2023-10-31')
        """
        lower = " ".join(fold_tones(head.lower()).split())
        end = reported.end if reported else None
        if end is not None and (reported is None or reported.start is None or reported.start.year == end.year):
            year = end.year
        of_plan = self.shares.search(lower) is not None and self.plans.search(lower) is not None
        if of_plan or self.compares.search(lower):
            return reported if self.same.search(lower) or _YEAR.search(lower) else None
        said = self._said(self.same.sub(" ", lower).strip(), year)
        if self.same.search(lower):
            return self._same(lower, said, reported)
        if self.since.search(lower) and year is not None and end is not None and end.year == year:
            return Period(date(year, 1, 1), end)
        if said is None and self.whole_year.search(lower) and year is not None:
            return Period(date(year, 1, 1), date(year, 12, 31))
        return said

    def _said(self, lower: str, year: int | None) -> Period | None:
        """The period of the one date in a head."""
        words = _MONTHS.sub(r"\1 tháng đầu năm \2", lower)
        words = _OPEN_MONTHS.sub(r"\1 tháng đầu năm", words)
        words = f"năm {words}" if _YEARS.fullmatch(words) else words
        mentions: Sequence[DateMention] = self.dates.read(View.of(words))
        years = set(_YEAR.findall(words))
        if not mentions and len(years) == 1:
            mentions = self.dates.read(View.of(f"năm {years.pop()}"))
        if len(mentions) != 1 or mentions[0].kind in ("day", "past", "month", "ago", "open"):
            return None
        mention = mentions[0]
        until = "d1" in mention.parts and self.until.search(words, 0, mention.start) is not None
        if until and (day := mention.period(year)) is not None:
            return Period(None, day.end)  # "Đã nộp đến 30/6"
        return mention.period(year) if year is not None or mention.says_year else None

    def _same(self, lower: str, said: Period | None, reported: Period | None) -> Period | None:
        """The time of an earlier year that the reported one is set against."""
        if _MONTHS.search(lower) or _OPEN_MONTHS.search(lower):
            named = _YEAR.search(lower)
            return said if named or said is None else _in_year(said, _last(said) - 1)
        if reported is None or reported.start is None or reported.end is None:
            return said
        named = _YEAR.search(lower)
        return _in_year(reported, int(named[0]) if named else _last(reported) - 1)


def times_of(
    reader: ColumnTimes, cells: Mapping[int, Mark], reported: Period | None, year: int | None
) -> dict[int, Period]:
    """The period of each cell, by index of its figure, whose column names one."""
    heads = {cell.column for cell in cells.values() if cell.column}
    read = {head: reader.of(head, reported, year) for head in heads}
    said = ((index, read.get(cell.column or "")) for index, cell in cells.items())
    return {index: period for index, period in said if period is not None}


def _last(period: Period) -> int:
    return period.end.year if period.end else 0


def _in_year(period: Period, year: int) -> Period | None:
    """A period of one year, or of several up to a year, moved to end in another year."""
    if period.start is None or period.end is None:
        return None
    by = year - period.end.year
    ends_february = period.end.month == _FEBRUARY and (period.end + timedelta(days=1)).month != _FEBRUARY
    last = date(year, 3, 1) - timedelta(days=1) if ends_february else period.end.replace(year=year)
    return Period(period.start.replace(year=period.start.year + by, day=min(period.start.day, 28)), last)
