"""Days whose month is a word: "ngày 12 tháng Mười năm 2020", "Tháng Mười 12, 2020", "12 October 2020"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from mttq_extract.tables.loader import alternatives, read_toml


@dataclass(frozen=True, slots=True)
class MonthWords:
    """The table of months, compiled."""

    patterns: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]

    def day(self, value: str) -> tuple[date, int, int] | None:
        """The first day written so, with the span it takes; None when there is none.

        >>> months().day("ngày 12 tháng Mười năm 2020")
        (datetime.date(2020, 10, 12), 5, 27)
        """
        for pattern in self.patterns:
            if found := pattern.search(value):
                try:
                    month = self.numbers[" ".join(found["month"].lower().split())]
                    return (date(int(found["year"]), month, int(found["day"])), *found.span())
                except ValueError:
                    return None
        return None


@cache
def months() -> MonthWords:
    """The compiled table: read when the first such day is met, and then the same for all."""
    table = read_toml("months.toml")
    numbers = {str(number): number for number in range(1, 13)} | {f"{number:02}": number for number in range(1, 10)}
    for kind in ("vietnamese", "english"):
        for place, forms in enumerate(table[kind], 1):
            numbers |= dict.fromkeys(forms, place)
    named = rf"(?:{alternatives(table['month'])})"
    vietnamese = f"(?P<month>{alternatives(word for forms in table['vietnamese'] for word in forms)})"
    number = r"(?P<month>0?[1-9]|1[0-2])"
    english = rf"(?P<month>{alternatives(word for forms in table['english'] for word in forms)})\.?"
    day, year = r"(?<!\d)(?P<day>\d{1,2})", r"(?P<year>(?:19|20)\d\d)(?!\d)"
    shapes = (
        # "5 tháng năm 2020" has no month: the fifth one is followed by the word for a year, or a comma.
        rf"{day}\s+{named}\s+(?!năm\s+\d){vietnamese}\s*,?\s+(?:năm\s+)?{year}",
        rf"{named}\s+{vietnamese}\s+{day}\s*,?\s+{year}",
        rf"{day}\s+{named}\s?{number}\s*,?\s+{year}",
        rf"(?<!\d\s){named}\s?{number}\s+{day}\s*,?\s+{year}",
        rf"{day}(?:st|nd|rd|th)?(?:\s|-)\s*{english}[\s,-]\s*{year}",
        rf"(?<!\w){english}\s+{day}(?:st|nd|rd|th)?\s*,?\s+{year}",
    )
    return MonthWords(tuple(re.compile(shape, re.IGNORECASE) for shape in shapes), numbers)
