"""Rows of totals that close a table: "Tổng cộng: 11" below rows of 4 and 7 is not added to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from mttq_extract.types import Document, Figure

_FEWEST = 2  # rows that a total closes
_LONGEST = 200  # characters of a line that may be a row
_HEADING, _ENDS = 60, (".", ":", ";", ",")  # characters of a heading between rows; what ends a line that is none
_COUNTED = ("actual", "part")
_T = TypeVar("_T")
_Held = list[tuple[int, "Figure"]]


class Closing(NamedTuple):
    """A total and the rows that it adds up, by their place in `document.figures`, and which of these not to count."""

    total: int
    rows: tuple[int, ...]
    left_out: frozenset[int]


def totals_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """The beginning of a row of totals, with or without its number."""
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\s*(?:\d+\.?\s+)?(?:{longest_first})(?!\w)", re.IGNORECASE)


def closings(
    document: Document, totals: re.Pattern[str], counts: Callable[[Figure], bool] = lambda figure: figure.per is None
) -> list[Closing]:
    """The rows of totals whose own rows are there, with what would be counted twice beside them.

    A figure in a line that begins like a total closes the figures of the same indicator, unit and period in two or more
    lines right above that add up to it, or the totals of the parts of its table. Left out is the total itself, or, when
    some of those are read as its parts, the others. A total without such rows stands alone and counts. `counts` says
    whether a figure can be counted at all: rows that cannot be stand for nothing.
    """
    out: list[Closing] = []
    rows: dict[tuple[str, str, str], _Held] = {}
    closed: dict[tuple[str, str, str], list[tuple[Closing, Decimal]]] = {}
    text, last = document.text, 0
    for place, figure in enumerate(document.figures):
        first = max(0, figure.start - _LONGEST)
        begin = text.rfind("\n", first, figure.start) + 1 or first
        if (begin == first > 0) or _ends_table(text, last, begin):
            rows, closed = {}, {}
        last = begin
        if figure.role not in _COUNTED or figure.boilerplate or figure.low != figure.high or not counts(figure):
            continue
        key = (figure.indicator, figure.unit, str(figure.period))
        above, parts = rows.setdefault(key, []), closed.setdefault(key, [])
        if totals.match(text, begin) is None:
            above.append((place, figure))
            continue
        held = _summed(above, [one.low for _, one in above], figure.low)
        if held:
            del above[-len(held) :]
            closing = Closing(place, tuple(index for index, _ in held), _left_out(place, held))
        elif whole := _summed(parts, [value for _, value in parts], figure.low):
            own = chain.from_iterable(part.rows for part, _ in whole)
            closing = Closing(place, tuple(own), frozenset((place,)))
        else:
            continue
        out.append(closing)
        parts.append((closing, figure.low))
    return out


def told_twice(document: Document, totals: re.Pattern[str]) -> frozenset[int]:
    """The figures, by their place in `document.figures`, that would be counted twice beside a row of totals."""
    return frozenset(chain.from_iterable(closing.left_out for closing in closings(document, totals)))


def _ends_table(text: str, last: int, begin: int) -> bool:
    """Whether prose, or more than a short heading, stands between a row and the next one."""
    between = text[last:begin].split("\n")[1:-1]
    return len(between) > 1 or any(
        not line.strip() or len(line) > _HEADING or line.rstrip().endswith(_ENDS) for line in between
    )


def _summed(held: Sequence[_T], values: Sequence[Decimal], whole: Decimal) -> Sequence[_T]:
    """The last of what is above that adds up to a total; empty when nothing does."""
    total = Decimal(0)
    for number in range(1, len(held) + 1):
        total += values[-number]
        if total == whole and number >= _FEWEST:
            return held[-number:]
    return ()


def _left_out(total: int, held: Sequence[tuple[int, Figure]]) -> frozenset[int]:
    parts = {index for index, one in held if one.role == "part"}
    return frozenset(index for index, _ in held if index not in parts) if parts else frozenset((total,))
