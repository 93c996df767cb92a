"""Days whose month is a word: "ngày 12 tháng Mười năm 2020", "Tháng Mười 12, 2020", "12 October 2020"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mttq_extract.tables.loader import alternatives, read_toml


@dataclass(frozen=True, slots=True)
class MonthWords:
    """The table of months, compiled."""

    patterns: tuple[re.Pattern[str], ...]
    numbers: Mapping[str, int]

    @classmethod
    def load(cls) -> MonthWords:
        """Compile the table."""
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
            rf"{day}\s+{named}\s*{number}\s*,?\s+(?:năm\s+)?{year}",
            rf"(?<!\d\s){named}\s?{number}\s+{day}\s*,?\s+{year}",
            rf"{day}(?:st|nd|rd|th)?(?:\s|-)\s*{english}[\s,-]\s*{year}",
            rf"(?<!\w){english}\s+{day}(?:st|nd|rd|th)?\s*,?\s+{year}",
        )
        return cls(tuple(re.compile(shape, re.IGNORECASE) for shape in shapes), numbers)

    def day(self, value: str) -> tuple[date, int, int] | None:
        """The first possible day written so, with the span it takes; None when there is none.

        >>> MonthWords.load().day("ngày 12 tháng Mười năm 2020")
        (datetime.date(2020, 10, 12), 5, 27)
        """
        found = (match for pattern in self.patterns for match in pattern.finditer(value))
        for match in sorted(found, key=re.Match.start):
            month = self.numbers[" ".join(match["month"].lower().split())]
            try:
                return (date(int(match["year"]), month, int(match["day"])), *match.span())
            except ValueError:  # "31 tháng Hai": the next one may be a day
                continue
        return None
