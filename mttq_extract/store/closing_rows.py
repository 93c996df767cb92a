"""Rows of totals that close a table: "Tổng cộng: 11" below rows of 4 and 7 is not added to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mttq_extract.types import Document, Figure

_FEWEST = 2  # rows that a total closes
_LONGEST = 200  # characters of a line that may be a row
_COUNTED = ("actual", "part")


def totals_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The beginning of a row of totals, with or without its number."""
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\s*(?:\d+\.?\s+)?(?:{longest_first})(?!\w)", re.IGNORECASE)


def told_twice(document: Document, totals: re.Pattern[str]) -> frozenset[int]:
    """The figures, by their place in `document.figures`, that would be counted twice beside a row of totals.

    A figure in a line that begins like a total and that is the sum of the figures of the same indicator, unit and
    period in two or more lines right above: the total itself, or, when some of those are read as its parts, the others.
    """
    out: set[int] = set()
    rows: dict[tuple[str, str, str], list[tuple[int, Figure]]] = {}
    text, last = document.text, 0
    for place, figure in enumerate(document.figures):
        first = max(0, figure.start - _LONGEST)
        begin = text.rfind("\n", first, figure.start) + 1 or first
        if begin == first > 0 or text.count("\n", last, begin) > 1:
            rows = {}  # prose, or a line without figures, ends the table
        last = begin
        if figure.role not in _COUNTED or figure.boilerplate or figure.per or figure.low != figure.high:
            continue
        key = (figure.indicator, figure.unit, str(figure.period))
        above = rows.setdefault(key, [])
        closes = totals.match(text, begin) is not None
        if closes and len(above) >= _FEWEST and sum((one.low for _, one in above), Decimal(0)) == figure.low:
            parts = [index for index, one in above if one.role == "part"]
            out.update(index for index, one in above if parts and one.role != "part")
            if not parts:
                out.add(place)
            rows.pop(key)
        elif not closes:
            above.append((place, figure))
    return frozenset(out)
