"""Tables as lines of text: one line a row, in which every number stands beside the heads of its row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from mttq_extract.tables.loader import alternatives, read_toml

Grid = Sequence[Sequence[str]]
"""Cells by row and column; a cell that spans several is repeated in each, as a reader would look it up."""

_NUMBER = re.compile(r"[-+–]?\s*\d[\d.,\s]*\d|[-+–]?\s*\d")
_VALUE = re.compile(r"(?:[<>≥≤~]\s*)?[-+–]?\s*\d[\d.,/\s–-]*(?:%|‰)?(?:\s*[^\W\d_]+(?:[ /][^\W\d_]+){0,4})?\.?")
_DASH = re.compile(r"[-–—./]*")
_INDEX = re.compile(r"\(?\d{1,2}\)?(?:\s*[=+x×/*()-]+\s*\(?\d{1,2}\)?)*|[A-Z]")
_ORDINAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?|[IVXLC]{1,6}\.?|[a-zđ][.)]?|[A-Z]\.?")
_UNIT_TAIL = re.compile(
    r"\s*[(\[]\s*(?:(?:đvt|đơn vị tính|đơn vị)\s*[:.]?\s*)?([^()\[\]\d]{1,30})[)\]]\s*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """Where the value of a table cell stands in a rendered line, half-open, and what it counts by its heads.

    `owner` is the place or body that the row is named after, None for rows of things and of totals.
    """

    start: int
    end: int
    head: str | None
    owner: str | None = None


class Counted(NamedTuple):
    """What a cell counts by its heads, and the place or body that its row is named after."""

    head: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A rendered row; `total` when it closes its table with sums."""

    text: str
    cells: tuple[Cell, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class GridReader:
    """Renders tables; build it once with `GridReader.load`."""

    ordinal: frozenset[str]
    unit: frozenset[str]
    unit_line: re.Pattern[str]
    generic: frozenset[str]
    period: re.Pattern[str]
    plan: re.Pattern[str]
    planned: re.Pattern[str]
    bodies: re.Pattern[str]
    things: re.Pattern[str]
    totals: re.Pattern[str]
    shares: re.Pattern[str]
    counts: re.Pattern[str]
    sums: re.Pattern[str]
    money: re.Pattern[str]

    @classmethod
    def load(cls) -> GridReader:
        """Compile the table."""
        table = read_toml("grids.toml")

        def opening(key: str) -> re.Pattern[str]:
            return re.compile(rf"(?:{alternatives(table[key])})(?!\w)", re.IGNORECASE)

        line = rf"\(?\s*(?:{alternatives(table['unit_line'])})\s*[:：]?\s*([^()\d,;]{{1,30}}?)\s*[).]?\s*$"
        return cls(
            frozenset(table["ordinal"]),
            frozenset(table["unit"]),
            re.compile(line, re.IGNORECASE),
            frozenset(table["generic"]),
            opening("period"),
            opening("plan"),
            re.compile(rf"(.*\w)[\s(]+({alternatives(table['plan'])})\)?", re.IGNORECASE),
            opening("bodies"),
            opening("things"),
            opening("totals"),
            opening("shares"),
            opening("counts"),
            opening("sums"),
            re.compile(rf"(?<!\w)(?:{alternatives(table['money'])})(?!\w)", re.IGNORECASE),
        )

    def unit_above(self, line: str) -> str | None:
        """The unit that a line above a table gives to its numbers: "Đơn vị tính: triệu đồng"."""
        found = self.unit_line.search(line.strip()[-80:])
        return found[1].strip() if found and found[1].strip() else None

    def is_data(self, grid: Grid) -> bool:
        """Whether a grid is a table of data rather than a layout: two columns, short cells, numbers among them."""
        cells = [cell for row in grid for cell in row if cell.strip()]
        if len(grid) < 2 or max(map(len, grid), default=0) < 2 or not cells:
            return False
        long = sum(1 for cell in cells if len(cell) > 300)
        return long == 0 and any(_is_value(cell) for cell in cells)

    def lines(self, grid: Grid, unit: str | None = None) -> list[Line]:
        """Render a table; `unit` is that of bare numbers whose column names none. Empty rows give no line."""
        rows = [[" ".join(cell.split()) for cell in row[:_MOST_COLUMNS]] for row in grid]
        rows = [row for row in rows if any(row)]
        out: list[Line] = []
        while rows and len(set(filter(None, rows[0]))) == 1 and len(rows) > 1:  # a title over all columns
            title = rows.pop(0)
            text = next(filter(None, title))
            unit = self.unit_above(text) or unit
            out.append(Line(text))
        heading = list(takewhile(_is_heading, rows))
        if len(heading) == len(rows):
            heading = rows[:1] if len(rows) > 1 and len(rows[0]) > 2 else []
        if all(map(_is_index, heading)):  # numbers, and no heads that they could number
            heading = []
        body = [row for row in rows[len(heading) :] if not (heading and _is_index(row))]
        heads = [_joined(column) for column in zip(*_padded(heading), strict=True)] if heading else []
        return out + [line for row in body if (line := self._line(row, heads, unit)).text]

    def counted(self, name: str, head: str, *, alone: bool) -> Counted:
        """What the value in the row of this name and the column of this head counts; `alone` in its row."""
        if not name[:1].isalpha() or self.period.match(name):
            name = ""  # "2011 - 2015": when, and neither what nor whose
        owner = self._is_owner(name)
        noun = self._label(name if owner else self._unit_of(name)[0], self._unit_of(head)[0], owner, alone=alone)[1]
        return Counted(noun, name if owner and not self.is_total(name) else None)

    def is_total(self, name: str) -> bool:
        """Whether a row of this name closes its table with sums."""
        return self.totals.match(name) is not None

    def _line(self, row: Sequence[str], heads: Sequence[str], unit: str | None) -> Line:
        if len(set(filter(None, row))) == 1 and len(row) > 2:
            return Line(next(filter(None, row)))  # a heading between the rows
        head_of = dict(enumerate(heads))
        number, name, at = "", "", 0
        first = head_of.get(0, "").lower()
        spans = (
            len(row) > 1 and row[0] == row[1] != "" and not _is_value(row[0])
        )  # "Tổng cộng" over the number and the name
        if spans:
            at = 1
        elif row and (first in self.ordinal or (len(row) > 2 and _ORDINAL.fullmatch(row[0]) and not _is_value(row[1]))):
            number, at = row[0].rstrip(".") + ". " if row[0] else "", 1
        if at < len(row) and not _is_value(row[at]):
            name, at = row[at].rstrip(" :"), at + 1
        said = [i for i in range(at, len(row)) if head_of.get(i, "").lower() in self.unit and not _is_value(row[i])]
        unit = row[said[0]] if said and row[said[0]] else unit
        values = [i for i in range(at, len(row)) if i not in said and not _DASH.fullmatch(row[i])]
        owner = self._is_owner(name)
        total = self.is_total(name)
        if not owner:  # a list of things, each with its unit: "Kinh phí (triệu đồng)"
            name, of_row = self._unit_of(name)
            unit = of_row or unit
        named = name if owner and not total else None
        whole = f"{number}{name}"
        line, cells = whole, []
        for count, index in enumerate(values):
            head, own_unit = self._unit_of(head_of.get(index, ""))
            label, noun = self._label(name, head, owner, alone=len(values) == 1)
            if owner or not name:
                line += ("; " if count else ": " if whole else "") + _before_value(label)
            elif count:
                line += f"; {_before_value(label)}"
            else:
                line = f"{number}{_before_value(label)}"
            value = _with_unit(row[index], own_unit or self._unit_under(head, unit))
            cells.append(Cell(len(line), len(line) + len(value), noun if _is_value(row[index]) else None, named))
            line += value
        return Line(line.strip(), tuple(cells), total)

    def _unit_under(self, head: str, unit: str | None) -> str | None:
        """The unit of the whole table as far as it is that of a column: neither of shares nor of counts."""
        if "%" in head:
            return "%"
        if unit is None or self.shares.match(head):
            return None
        counted = self.counts.match(head) is not None and self.sums.match(head) is None
        return None if counted and self.money.search(unit) else unit

    def _label(self, name: str, head: str, owner: bool, *, alone: bool) -> tuple[str, str | None]:
        """What is written before a value, and what it counts; None when the heads do not say."""
        if _YEAR.fullmatch(head):
            head = f"Năm {head}"
        if planned := self.planned.fullmatch(head):  # "Nhà xây mới kế hoạch": the text is read with the plan in front
            head = f"{planned[2]} {_lowered(planned[1])}"
        lower = head.lower()
        empty = not head or lower in self.generic
        plan = self.plan.match(head) is not None
        aside = empty or plan or self.period.match(head) is not None
        if owner or not name:
            noun = planned[1].lower() if planned else None if aside else lower
            # "Kế hoạch: 20" would be plan number 20.
            return ("" if empty and alone else f"{head} là" if plan and not planned else head), noun
        thing = name.lower()
        if empty and alone:
            return name, thing
        if not aside:
            thing = f"{name.lower()} {lower}"
        if plan:
            return f"{head} {_lowered(name)}", thing
        return (f"{name} {_lowered(head)}" if head else name), thing

    def _is_owner(self, name: str) -> bool:
        """Whether a row is named after a place or a body, whose figures it holds, and not after what is counted."""
        if self.is_total(name):
            return True
        if self.things.match(name):
            return False
        if self.bodies.match(name):
            return True
        words = [word for word in name.split() if word[:1].isalpha()]
        return bool(words) and all(word[0].isupper() for word in words) and (len(words) > 1 or not name.isupper())

    def _unit_of(self, head: str) -> tuple[str, str | None]:
        """A head without the unit that it ends with in brackets, and that unit."""
        found = _UNIT_TAIL.search(head)
        if found is None:
            return head, None
        return head[: found.start()].strip(" ,:-"), found[1].strip()


def _before_value(label: str) -> str:
    if not label:
        return ""
    return f"{label} " if label.endswith(" là") else f"{label}: "


def _with_unit(value: str, unit: str | None) -> str:
    """A bare number with the unit of its column behind it."""
    if unit is None or not _NUMBER.fullmatch(value):
        return value
    return f"{value}{unit}" if unit in ("%", "‰") else f"{value} {unit}"


def _is_value(cell: str) -> bool:
    return _VALUE.fullmatch(cell.strip()) is not None


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a row holds no numbers but years: heads, or the numbers that count the columns."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and (
        _is_index(row) or not any(_is_value(cell) and not _YEAR.fullmatch(cell) for cell in filled)
    )


def _is_index(row: Sequence[str]) -> bool:
    """ "(1) (2) (3)=(1)+(2)" or "A B 1 2": the row that numbers the columns."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or not all(_INDEX.fullmatch(cell) for cell in filled):
        return False
    numbers = [int(found[0]) for cell in filled if (found := re.search(r"\d+", cell))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 2


def _padded(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _joined(parts: Sequence[str]) -> str:
    """Heads above each other as one, each once, with the unit that any of them gives at the end."""
    kept: dict[str, None] = {}
    unit = ""
    for part in parts:
        if found := _UNIT_TAIL.search(part):
            part, unit = part[: found.start()].strip(" ,:-"), f" ({found[1].strip()})"
        if part and not _INDEX.fullmatch(part):  # what numbers the columns is no head
            kept[part] = None
    first, *others = kept or [""]
    return " ".join([first, *map(_lowered, others)]) + unit


def _lowered(head: str) -> str:
    """A head in the middle of a line: small, unless it is an abbreviation or a name."""
    return head if head[1:2].isupper() else head[:1].lower() + head[1:]
