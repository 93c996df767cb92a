"""Tables whose cells became lines, one below the other, as when a page is copied as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NUMBER_LINE = re.compile(r"^[ \t]*[-+]?\d[\d., ]*[ \t]*%?[ \t]*$", re.MULTILINE)
_VALUE = re.compile(r"[-+<>≤≥~]?\s*\d")
_UNIT = re.compile(r"\([^()\d]{1,30}\)")
_YEARS = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?(?![\d.,])")
TIMES = re.compile(r"(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?$|\d{1,2}\s+tháng(?!\w)", re.IGNORECASE)  # as heads
_DASHES = frozenset(("-", "–", "—", ""))
LONGEST = 60  # characters of a cell; longer lines are prose
_LEAST_VALUES = 2  # lines that are one number: with fewer there is no table
LEAST_ROWS = 2
_WIDTHS = range(2, 9)  # cells of a row


class Cell(NamedTuple):
    """One cell: half-open offsets into the text it was found in, and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stacked:
    """One table: its heads, and its rows with as many cells; the first cell of a row that is no number names it."""

    top: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the heads."""
        return tuple(cell.text for cell in self.top)

    @property
    def name(self) -> int:
        """The column that names the rows: the second where the first one numbers them."""
        return int(_is_number(self.rows[0][0].text))


def stacked_tables(text: str) -> list[Stacked]:
    """The tables of a text whose cells are lines: heads without numbers, then rows that repeat in kind.

    >>> table = stacked_tables("Xã\\nThu (triệu đồng)\\nTân An\\n120\\nBình Hòa\\n85\\n")[0]
    >>> table.heads, [[cell.text for cell in row] for row in table.rows]
    (('Xã', 'Thu (triệu đồng)'), [['Tân An', '120'], ['Bình Hòa', '85']])
    """
    values = _NUMBER_LINE.finditer(text)
    if any(next(values, None) is None for _ in range(_LEAST_VALUES)):
        return []
    out: list[Stacked] = []
    for block in _blocks(text):
        at = 0
        while (found := _first(block, at)) is not None:
            table, at = found
            out.append(table)
    return out


def _blocks(text: str) -> Iterator[list[Cell]]:
    """Runs of short lines without an empty one among them; a unit on a line of its own belongs to the cell above."""
    block: list[Cell] = []
    at = 0
    for line in text.split("\n"):
        words = line.strip()
        start = at + len(line) - len(line.lstrip())
        at += len(line) + 1
        if not words or len(words) > LONGEST:
            if block:
                yield block
            block = []
        elif block and _UNIT.fullmatch(words):
            above = block.pop()
            block.append(Cell(above.start, start + len(words), f"{above.text} {words}"))
        else:
            block.append(Cell(start, start + len(words), words))
    if block:
        yield block


def _first(block: Sequence[Cell], at: int) -> tuple[Stacked, int] | None:
    """The first table at or after a line of a block, and its end.

    A line above the heads may be taken for one of them while the cells turn by one, and two rows for one: a table whose
    rows are numbered is right, else the one of more lines, with the nearest heads.
    """
    for begin in range(at, len(block)):
        if any(_table(block, begin, width) is not None for width in _WIDTHS):
            turned = range(begin, min(begin + _WIDTHS[-1], len(block)))
            found = [(table, i) for i in turned for width in _WIDTHS if (table := _table(block, i, width)) is not None]
            best, start = max(found, key=lambda one: (one[0].name, len(one[0].rows) * len(one[0].top), one[1]))
            return best, start + (len(best.rows) + 1) * len(best.heads) - sum(not row[0].text for row in best.rows)
    return None


def _table(block: Sequence[Cell], begin: int, width: int) -> Stacked | None:
    """The table of this width whose heads begin at a line, or None."""
    first = begin + width
    top = block[begin:first]
    if len(block) < first + LEAST_ROWS * width or is_value(top[0].text):
        return None
    if any(is_value(cell.text) and not TIMES.match(cell.text) for cell in top):
        return None
    kinds = [_is_number(block[first].text), *(is_value(cell.text) for cell in block[first + 1 : first + width])]
    if not any(kinds[1:]) or (kinds[0] and (block[first].text.rstrip(".") != "1" or kinds[1])):
        return None
    rows: list[tuple[Cell, ...]] = []
    for start in range(first, len(block) - width + 1, width):
        row = tuple(block[start : start + width])
        others = zip(row[1:], kinds[1:], strict=True)
        alike = all(cell.text in _DASHES or is_value(cell.text) == kind for cell, kind in others)
        if not alike or _is_number(row[0].text) != kinds[0]:
            break
        if kinds[0] and row[0].text.rstrip(".") != str(len(rows) + 1):
            break
        rows.append(row)
    if len(rows) < LEAST_ROWS:
        return None
    return Stacked(tuple(top), (*rows, *_closing(block, first + len(rows) * width, kinds)))


def _closing(block: Sequence[Cell], at: int, kinds: Sequence[bool]) -> list[tuple[Cell, ...]]:
    """The last rows of a table whose rows are numbered, which have no number: "Tổng cộng"."""
    out: list[tuple[Cell, ...]] = []
    while kinds[0] and [is_value(cell.text) for cell in block[at : at + len(kinds) - 1]] == [*kinds[1:]]:
        first, *others = block[at : at + len(kinds) - 1]
        out.append((Cell(first.start, first.start, ""), first, *others))
        at += len(kinds) - 1
    return out


def is_value(text: str) -> bool:
    """Whether a cell begins with a number."""
    return _VALUE.match(text) is not None


def _is_number(text: str) -> bool:
    """Whether the first cell of a row begins with a number that is no year: it numbers the row."""
    return is_value(text) and _YEARS.match(text) is None
