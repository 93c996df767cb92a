"""Periods as people write them on the command line."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mttq_extract.errors import UsageError
from mttq_extract.types import Period

_FORM = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{1,2})(?:-(\d{1,2}))?))?", re.IGNORECASE)


def parse_period(text: str, notes: list[str] | None = None) -> Period:
    """Read "2022", "2022-Q1", "2022-H1", "2022-03", "2022-03-15", "2019..2024", an ISO interval "a/b" or words.

    Either side of ".." or "/" may be any of the single forms, or empty for an open end. What words are taken for
    ("quý III/2024", "nhiệm kỳ 2019-2024") is added to the notes.

    >>> str(parse_period("2022-Q1")), str(parse_period("2019..2024")), str(parse_period("2023-02/"))
    ('2022-01-01/2022-03-31', '2019-01-01/2024-12-31', '2023-02-01/')
    >>> str(parse_period("từ quý II đến quý III năm 2024"))
    '2024-04-01/2024-09-30'

    Raises UsageError for anything else, and for a period that ends before it starts.
    """
    try:
        return noted_period(text)
    except _UnknownError:
        from mttq_extract.store.spoken_periods import SpokenPeriods  # few questions need its tables

        period = SpokenPeriods.load(_one).read(text, date.today())
        if period is None:
            raise
        if notes is not None:
            notes.append(f"«{text}» là kỳ {period} (period)")
        return _in_order(period, text)


class _UnknownError(UsageError):
    """What is in none of the forms of a keyboard."""


def noted_period(text: str) -> Period:
    """The same without words: what is the same on every day."""
    parts = re.split(r"\.\.|/|…", text.strip(), maxsplit=1)
    start = _span(parts[0], text)
    end = _span(parts[-1], text)
    if start is None and end is None:
        raise _error(text)
    return _in_order(Period(start[0] if start else None, end[1] if end else None), text)


def _one(text: str) -> Period | None:
    """One of the single forms; None for anything else."""
    try:
        span = _span(text, text)
    except _UnknownError:
        return None
    return Period(*span) if span else None


def _in_order(period: Period, text: str) -> Period:
    if period.start and period.end and period.start > period.end:
        raise UsageError(f"Kỳ «{text}» kết thúc trước khi bắt đầu (the period ends before it starts)")
    return period


def _span(part: str, whole: str) -> tuple[date, date] | None:
    """The first and last day of one side; None when it is empty."""
    part = part.strip()
    if not part:
        return None
    match = _FORM.fullmatch(part)
    if match is None:
        raise _error(whole)
    year, quarter, half, month, day = (int(group) if group else None for group in match.groups())
    assert year is not None
    if day is not None and month is not None:
        first = last = _day(year, month, day, whole)
        return first, last
    if quarter is not None:
        begin, months = 3 * quarter - 2, 3
    elif half is not None:
        begin, months = 6 * half - 5, 6
    elif month is not None:
        begin, months = month, 1
    else:
        begin, months = 1, 12
    first = _day(year, begin, 1, whole)
    after = begin + months - 1
    last = _day(year, 12, 31, whole) if after == 12 else _day(year, after + 1, 1, whole) - timedelta(days=1)
    return first, last


def _day(year: int, month: int, day: int, whole: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _error(whole) from None


def _error(text: str) -> UsageError:
    return _UnknownError(
        f"Không hiểu kỳ «{text}» (period): viết 2022, 2022-Q1, 2022-H1, 2022-03, 2019..2024, 2022-01-01/2022-06-30; "
        "hoặc bằng lời: năm 2022, quý III/2024, 6 tháng đầu năm 2023, nhiệm kỳ 2019-2024, từ 2019 đến 2024"
    )
