"""Numbers in cells of tables that the words before them hide: "Kế hoạch năm 2023: 1 500", "9 tháng: 7"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from mttq_extract.figures.columns import in_stacks
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.stacked import Stacked
from mttq_extract.text.view import View
from mttq_extract.types import Mark, Quantity, Rejection

_ALONE = ": "  # what stands before the number of a cell
_NUMBER = re.compile(r"([-+−–]?)(?:\d{1,3}(?: \d{3})+(?!\d)|\d)")


def with_lost_cells(
    view: View,
    quantities: Sequence[Quantity],
    rejections: Sequence[Rejection],
    marks: Sequence[Mark],
    tables: Sequence[Stacked],
    lexicon: Lexicon,
) -> tuple[list[Quantity], list[Rejection]]:
    """The quantities with those of cells in which none begins, as each cell reads alone.

    A cell is a number by itself: no head before it makes it a score, a month or a name ("Còn lại: 0 đồng"). `tables`
    are those of plain text, whose heads give units.
    """
    text = view.text
    begins = sorted((one.start, one.end) for one in quantities)
    read: list[Quantity] = []
    spans: list[tuple[int, int]] = []
    for cell in marks:
        number = _NUMBER.match(text, cell.start) if cell.kind == "cell" and _is_in_row(text, cell) else None
        if number is None:
            continue
        at = bisect_left(begins, (cell.start, 0))
        if at < len(begins) and begins[at][0] <= number.end(1) and number.end() <= begins[at][1] <= cell.end:
            continue
        alone = View.of(_ALONE + text[cell.start : cell.end])
        found, _ = read_figures(alone, lexicon, ())
        if len(found) == 1 and found[0].start <= number.end(1) - cell.start + len(_ALONE):
            read.append(_moved(found[0], cell.start - len(_ALONE)))
            spans.append((cell.start, cell.end))
    if not read:
        return list(quantities), list(rejections)
    spans.sort()
    kept = [one for one in quantities if not _touches(spans, one.start, one.end)]
    read = in_stacks(view, read, tables, lexicon)
    left = [one for one in rejections if not _touches(spans, one.start, one.end)]
    return sorted([*kept, *read], key=lambda one: one.start), left


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch of text overlaps one of the spans, which are in order and apart."""
    at = bisect_left(spans, (end, 0)) - 1
    return at >= 0 and spans[at][1] > start


def _is_in_row(text: str, cell: Mark) -> bool:
    """Whether a cell stands behind the words of its row, in a line with them."""
    return cell.start > 0 and text[cell.start - 1] != "\n"


def _moved(one: Quantity, by: int) -> Quantity:
    places = ("noun_start", "noun_end", "modifier_start")
    moved = {name: at + by for name in places if (at := getattr(one, name)) >= 0}
    return replace(one, start=one.start + by, end=one.end + by, **moved)
