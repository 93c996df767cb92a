"""Day and time of publication as pages and files write them; the day is the one in Việt Nam."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.read.month_words import MonthWords

VIETNAM = timezone(timedelta(hours=7))
"""Indochina Time: no summer time, so an offset is enough."""

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?=T\d{4}|\Z)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_MAIL = re.compile(r"(?<!\d)\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*")
_CLOCK = re.compile(
    r"(?<![\d:+])(\d{1,2})\s?(?:[:hg]|giờ)\s?([0-5]\d)(?::([0-5]\d))?(?:[.,]\d+)?(?!\d)\s*([AaPp]\.?[Mm]\b|SA\b|CH\b)?"
)
_ZONE = re.compile(r"(?:(?:GMT|UTC)\s*|(?<=\d)\s?)([+-])(\d{1,2}):?([0-5]\d)?(?!\d|[/.-]\d)|(?<=\d)(Z)(?!\w)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of publication in Việt Nam and, where it is said, the time with its zone.

    `universal` tells that the zone was written as that of Greenwich, which some pages do with local times.
    """

    day: date
    at: datetime | None = None
    universal: bool = False


def _load_months() -> MonthWords:
    from mttq_extract.read.month_words import MonthWords

    return MonthWords.load()


def published_moment(value: object, load_months: Callable[[], MonthWords] = _load_months) -> Moment | None:
    """The moment in a publication field or a printed line; None when it holds no day.

    `load_months` gives the table of months, when a value with one in words is met; readers of many values keep it.
    A time without a zone is one in Việt Nam; another zone's is converted to it, day and all.

    >>> print(published_moment("Thứ ba, 24/9/2024, 17:05 (GMT+7)").at)
    2024-09-24 17:05:00+07:00
    >>> print(published_moment("2024-09-23T18:30:00Z").day)
    2024-09-24
    >>> published_moment("31/02/2022"), published_moment("hôm qua")
    (None, None)
    """
    if isinstance(value, int | str) and (seconds := _EPOCH.fullmatch(str(value))):  # numbers: as pandas writes them
        local = datetime.fromtimestamp(int(seconds[1]), VIETNAM)
        return Moment(local.date(), local)
    if not isinstance(value, str) or not (found := _day(value[:400], load_months)):
        return None
    day, start, end = found
    clock = _clock(value[:400], start, end)
    if clock is None:
        return Moment(day)
    hour, minute, second, zone, universal = clock
    try:
        at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone or VIETNAM)
    except ValueError:
        return Moment(day)
    local = at.astimezone(VIETNAM)
    return Moment(local.date(), local, universal)


def _day(value: str, load_months: Callable[[], MonthWords]) -> tuple[date, int, int] | None:
    for pattern in (_YEAR_FIRST, _SLASHED, _DAY_FIRST, _COMPACT):
        match = pattern.search(value)
        if match is None:
            continue
        numbers = [int(part) for part in match.groups() if part.isdigit()]
        if pattern is _DAY_FIRST:
            numbers.reverse()
            if match[2] == "/" and numbers[1] > 12 >= numbers[2] and _CLOCK.search(value):
                numbers[1:] = numbers[2], numbers[1]  # month/day/year, as some servers print it with AM and PM
        try:
            day = date(*numbers)
        except ValueError:
            return None
        # A press article is never older or younger; 0001-01-01 and 9999-12-31 are how databases say "unknown".
        return (day, *match.span()) if 1900 <= day.year <= 2100 else None
    if _MAIL.search(value):
        return _mail(value)
    if _YEAR.search(value) and any(map(str.isalpha, value)):
        return load_months().day(value)
    return None


def _mail(value: str) -> tuple[date, int, int] | None:
    """ "Tue, 24 Sep 2024 17:05:00 +0700", the way of e-mail and feeds."""
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).date(), 0, 0
    except ValueError:
        return None


def _clock(value: str, start: int, end: int) -> tuple[int, int, int, timezone | None, bool] | None:
    """Hour, minute, second and zone next to the day at `start` to `end`: behind it, else before it."""
    match = _CLOCK.search(value, end) or None
    if match is None:
        before = list(_CLOCK.finditer(value, 0, start))
        match = before[-1] if before else None
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    half = (match[4] or "").replace(".", "").upper()
    if half in ("PM", "CH") and hour < 12:
        hour += 12
    elif half in ("AM", "SA") and hour == 12:
        hour = 0
    if hour > 23:
        return None
    zone = _ZONE.search(value, match.end(2))
    if zone is None:
        return hour, minute, second, None, False
    if zone[4]:
        return hour, minute, second, UTC, True
    offset = timedelta(hours=int(zone[2]), minutes=int(zone[3] or 0))
    if offset > timedelta(hours=14):
        return hour, minute, second, None, False
    return hour, minute, second, timezone(-offset if zone[1] == "-" else offset), not offset
