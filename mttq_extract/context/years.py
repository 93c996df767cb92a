"""The years of a text, and how those beside a figure stand to its day and to each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from mttq_extract.text.view import View

_YEAR = re.compile(r"[12](?<![\d.,/-].)(?:(?<=1)9[5-9]|(?<=2)0[0-4])\d(?!\d|[.,]\d)")
_DAY = re.compile(r"[/.-](?<=\d.)\d{1,2}[/.-]((?:19|20)\d\d)(?!\d)")
_TO_DAY = {-1: "year before", 0: "now", 1: "ahead"}
_OPENING = 6000  # characters of a text among whose years one is the last


@dataclass(frozen=True, slots=True)
class Years:
    """The years of one text in order; `day` is the year of its last full date, None where there is none."""

    starts: list[int]
    years: list[int]
    day: int | None
    first: int | None
    last: int | None

    @classmethod
    def of(cls, view: View) -> Years:
        """Find the years of a text."""
        found = [(match.start(), int(match.group())) for match in _YEAR.finditer(view.lower)]
        starts, years = [start for start, _ in found], [year for _, year in found]
        opening = years[: bisect_left(starts, _OPENING)]
        days = [int(year) for year in _DAY.findall(view.lower)]
        return cls(starts, years, max(days, default=None), min(opening, default=None), max(opening, default=None))

    def beside(self, start: int, near: int, end: int, last: int, before: int) -> set[str]:
        """How the years of a sentence, from `start` to `last`, stand around its figure, from `near` to `end`.

        The sentence before begins at `before`.
        """
        left, right = self._between(start, near), self._between(end, last)
        out = set() if left or right else {"none"}
        for side, year in (("left", left[-1:]), ("right", right[:1]), ("before", self._between(before, start)[-1:])):
            if not year:
                continue
            out.add(f"{side} {self._to_day(year[0])}")
            if side != "before" and self.first != self.last:
                out.add(f"{side} {'last' if year[0] == self.last else 'first' if year[0] == self.first else 'between'}")
        if left and len({*left, *right}) > 1:
            out.add("later in the sentence" if max(*left, *right) > left[-1] else "last in the sentence")
        return out

    def _between(self, start: int, end: int) -> list[int]:
        return self.years[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _to_day(self, year: int) -> str:
        if self.day is None:
            return "?"
        apart = year - self.day
        return _TO_DAY.get(apart, "far ahead" if apart > 0 else "past")
