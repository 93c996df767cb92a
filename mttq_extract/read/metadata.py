"""What a file says about its article: title and date of publication."""

from __future__ import annotations

import re
from datetime import date

TITLE_LENGTH = 200
"""The longest first line, in characters, that is taken for a title."""

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")


def title_of(text: str) -> str | None:
    """The first line that is not empty, when it is short enough to be a title.

    >>> title_of("\\n Trao nhà tình nghĩa \\nSáng nay ...")
    'Trao nhà tình nghĩa'
    """
    for line in text.splitlines():
        if stripped := line.strip():
            return stripped if len(stripped) <= TITLE_LENGTH else None
    return None


def published_date(value: object) -> date | None:
    """The day in a publication field: ISO date or time, or day/month/year; None for anything else.

    >>> published_date("2022-11-11T08:30:00+07:00"), published_date("Thứ sáu, 11/11/2022 - 08:30")
    (datetime.date(2022, 11, 11), datetime.date(2022, 11, 11))
    >>> published_date("hôm qua"), published_date("31/02/2022")
    (None, None)
    """
    if not isinstance(value, str):
        return None
    if match := _YEAR_FIRST.search(value):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.search(value):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    # A press article is never older or younger; 0001-01-01 and 9999-12-31 are how databases say "unknown".
    return found if 1900 <= found.year <= 2100 else None
