"""What a file says about its article: title and date of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.read.moments import published_moment

if TYPE_CHECKING:
    from datetime import date

TITLE_LENGTH = 200
"""The longest first line, in characters, that is taken for a title."""


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
    moment = published_moment(value)
    return moment.day if moment else None
