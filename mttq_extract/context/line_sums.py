"""Lists, a line an item, whose amounts add up to a total told further above or right below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from mttq_extract.context.frame import Frame
from mttq_extract.context.sums import LOOSE, MANY, SHARES, Nouns, alike

_BULLET = re.compile(r"\s*(?:(?P<sign>[-–•*+])|(?P<digit>\d{1,2})[.)/]|(?P<letter>[a-zđ])[.)/])\s?(?=\D)")
_LABEL = re.compile(r"[^\n:.;\d]{1,60}:\s")
_SURE, _LEAST = 3, 2  # so many items are no chance; so few are when the amounts are great
_BESIDE = 2  # line ends up to the total that opens the list: such a total may be rounded
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_BLANK, _NAME = 8, 60  # characters before a cell: blanks of its line, the name of its row
_ROWS = 200  # rows above a total that are looked at
_ABOVE, _BELOW = 60, 3  # how many figures away the total may stand

Line = tuple[str, int, range]
"""The mark that begins a line, its number when it is one (else that of the line), and the figures of the line."""


def parts_of_lines(frames: Sequence[Frame], lower: str, nouns: Nouns) -> dict[int, int]:
    """For each first amount of an item its total."""
    found: dict[int, int] = {}
    for run in _runs(list(_lines(frames, lower))):
        columns = _columns(frames, run, nouns)
        if columns:
            found.update(columns)
            continue
        for unit in dict.fromkeys(frames[i].quantity.unit for i in run[0][2]):
            items = [item for _, _, held in run if (item := _first(frames, held, unit)) is not None]
            whole = _total(frames, lower, items, nouns)
            if whole is not None:
                found.update((item, whole) for item in items)
    return found


def parts_of_cells(frames: Sequence[Frame], lower: str, total: re.Pattern[str]) -> dict[int, int]:
    """For each cell of a table whose cells are lines the sum of its column, where a row of totals closes the table.

    `total` matches the words that name such a row. Columns that do not add up (rates) are not of the parts.
    """
    found: dict[int, int] = {}
    alone = [_alone(frame, lower) for frame in frames]
    for i, frame in enumerate(frames):
        above = lower[max(0, frame.start - _NAME) : frame.start].strip(" \t\n:")
        if not alone[i] or not total.fullmatch(above.rpartition("\n")[2].strip()):
            continue
        width = 1
        while i + width < len(frames) and alone[i + width] and _next_line(frames, lower, i + width - 1):
            width += 1
        rows = 0
        while rows < _ROWS and i >= (rows + 1) * width and all(alone[i - (rows + 1) * width : i - rows * width]):
            rows += 1
        for column in range(width):
            found.update((cell, i + column) for cell in _column(frames, i + column, width, rows))
    return found


def _column(frames: Sequence[Frame], total: int, width: int, rows: int) -> list[int]:
    """The cells above a total that add up to it; empty when they do not."""
    whole, sum_, cells = frames[total].quantity.low, Decimal(0), list[int]()
    for row in range(1, rows + 1):
        cells.append(total - row * width)
        sum_ += frames[cells[-1]].quantity.low
        if sum_ == whole and row >= _LEAST:
            return cells
        if sum_ > whole:
            return []
    return []


def _alone(frame: Frame, lower: str) -> bool:
    """Whether nothing else stands in the line of a figure."""
    before = lower[max(0, frame.start - _BLANK) : frame.start].rstrip(" \t")
    return (not before or before[-1] == "\n") and _LINE_END.match(lower, frame.end) is not None


def _next_line(frames: Sequence[Frame], lower: str, i: int) -> bool:
    """Whether the figure behind figure `i` stands in the line below."""
    gap = lower[frames[i].end : frames[i + 1].start]
    return gap.count("\n") == 1 and not gap.strip()


def _lines(frames: Sequence[Frame], lower: str) -> Iterator[Line]:
    """The lines that hold figures and begin like items."""
    i, count, seen = 0, 0, 0
    while i < len(frames):
        start = lower.rfind("\n", 0, frames[i].start) + 1
        end = lower.find("\n", frames[i].start)
        end = len(lower) if end < 0 else end
        count += lower.count("\n", seen, start)
        seen = start
        last = i + 1
        while last < len(frames) and frames[last].start < end:
            last += 1
        found = _BULLET.match(lower, start, end)
        if found and found["digit"]:
            yield "digit", int(found["digit"]), range(i, last)
        elif found:
            letter = found["letter"]
            yield (found["sign"], count, range(i, last)) if found["sign"] else ("letter", ord(letter), range(i, last))
        elif _LABEL.match(lower, start, frames[i].near):
            yield "label", count, range(i, last)
        i = last


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lists: lines of one mark whose numbers follow each other, whatever stands between numbered ones."""
    open_: dict[str, list[Line]] = {}
    for line in lines:
        run = open_.get(line[0])
        if run and line[1] == run[-1][1] + 1:
            run.append(line)
            continue
        if run:
            yield run
        open_[line[0]] = [line]
    yield from open_.values()


def _columns(frames: Sequence[Frame], run: Sequence[Line], nouns: Nouns) -> dict[int, int]:
    """The cells of lines that are rows, each with the sum of its column in the last line; empty when one is wrong."""
    *rows, last = [held for _, _, held in run]
    if len(rows) < _LEAST or len(last) < _LEAST or any(len(held) != len(last) for held in rows):
        return {}
    found: dict[int, int] = {}
    right = 0
    for column, total in enumerate(last):
        cells = [held[column] for held in rows]
        whole = frames[total].quantity
        right += sum((frames[i].quantity.low for i in cells), Decimal(0)) == whole.low
        found.update((i, total) for i in cells if alike(whole, frames[i].quantity, nouns))
    return found if right == len(last) else {}


def _first(frames: Sequence[Frame], held: range, unit: str) -> int | None:
    """The first amount of a line in a unit."""
    for i in held:
        quantity = frames[i].quantity
        if quantity.unit == unit and not quantity.per and quantity.low == quantity.high:
            return i
    return None


def _total(frames: Sequence[Frame], lower: str, items: Sequence[int], nouns: Nouns) -> int | None:
    """The figure, the nearest above or else below, that the items add up to."""
    if len(items) < _LEAST or frames[items[0]].quantity.unit in SHARES:
        return None
    sum_ = sum((frames[i].quantity.low for i in items), Decimal(0))
    if len(items) < _SURE and sum_ < MANY:
        return None
    off = sum_ * LOOSE if len(items) >= _SURE and sum_ >= MANY else Decimal(0)
    above = range(items[0] - 1, max(-1, items[0] - _ABOVE), -1)
    below = range(items[-1] + 1, min(len(frames), items[-1] + 1 + _BELOW))
    for k in chain(above, below):
        whole = frames[k].quantity
        near = k > items[0] or lower.count("\n", frames[k].end, frames[items[0]].start) <= _BESIDE
        adds_up = whole.low == whole.high and abs(whole.low - sum_) <= (off if near else 0)
        if adds_up and alike(whole, frames[items[0]].quantity, nouns):
            return k
    return None
