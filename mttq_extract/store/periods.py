"""Periods as people write them on the command line."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mttq_extract.errors import UsageError
from mttq_extract.types import Period

_FORM = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{1,2})(?:-(\d{1,2}))?))?", re.IGNORECASE)


def parse_period(text: str) -> Period:
    """Read "2022", "2022-Q1", "2022-H1", "2022-03", "2022-03-15", "2019..2024" or an ISO interval "a/b".

    Either side of ".." or "/" may be any of the single forms, or empty for an open end.

    >>> str(parse_period("2022-Q1")), str(parse_period("2019..2024")), str(parse_period("2023-02/"))
    ('2022-01-01/2022-03-31', '2019-01-01/2024-12-31', '2023-02-01/')

    Raises UsageError for anything else, and for a period that ends before it starts.
    """
    parts = re.split(r"\.\.|/|…", text.strip(), maxsplit=1)
    start = _span(parts[0], text)
    end = _span(parts[-1], text)
    if start is None and end is None:
        raise _error(text)
    period = Period(start[0] if start else None, end[1] if end else None)
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
    return UsageError(
        f"Không hiểu kỳ «{text}» (period): viết 2022, 2022-Q1, 2022-H1, 2022-03, 2019..2024 hoặc 2022-01-01/2022-06-30"
    )
