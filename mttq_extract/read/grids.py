"""Tables as lines of text: one line a row, in which every number stands beside the heads of its row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mttq_extract.read.grid_cells import Cell, Column, Counted, Label, Line, without_formula
from mttq_extract.read.table_rows import (
    bulleted,
    heads_and_body,
    is_day,
    is_ordinal,
    is_time,
    is_value,
    is_years,
    lowered,
    section_of,
)
from mttq_extract.read.table_units import UnitReader, is_in_dong
from mttq_extract.tables.loader import alternatives, read_toml

Grid = Sequence[Sequence[str]]
"""Cells by row and column; a cell that spans several is repeated in each, as a reader would look it up."""

_NUMBER = re.compile(r"(?:[<>≥≤~]\s*)?(?:[-+–]?\s*\d[\d.,\s]*\d|[-+–]?\s*\d)")
_DASH = re.compile(r"[-–—./]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class GridReader:
    """Renders tables; build it once with `GridReader.load`."""

    ordinal: frozenset[str]
    unit: frozenset[str]
    units: UnitReader
    generic: frozenset[str]
    period: re.Pattern[str]
    plan: re.Pattern[str]
    planned: re.Pattern[str]
    bodies: re.Pattern[str]
    persons: re.Pattern[str]
    things: re.Pattern[str]
    totals: re.Pattern[str]
    shares: re.Pattern[str]
    counts: re.Pattern[str]
    sums: re.Pattern[str]
    money: re.Pattern[str]
    amounts: re.Pattern[str]
    amount_last: re.Pattern[str]
    things_counted: re.Pattern[str]
    compares: re.Pattern[str]
    rates: re.Pattern[str]
    among: re.Pattern[str]
    words: Mapping[str, str]

    @classmethod
    def load(cls) -> GridReader:
        """Compile the table."""
        table = read_toml("grids.toml")

        def opening(key: str) -> re.Pattern[str]:
            return re.compile(rf"(?:{alternatives(table[key])})(?!\w)", re.IGNORECASE)

        return cls(
            frozenset(table["ordinal"]),
            frozenset(table["unit"]),
            UnitReader.of(table),
            frozenset(table["generic"]),
            opening("period"),
            opening("plan"),
            re.compile(rf"(.*\w)[\s(]+({alternatives(table['plan'])})\)?", re.IGNORECASE),
            opening("bodies"),
            opening("persons"),
            opening("things"),
            opening("totals"),
            opening("shares"),
            opening("counts"),
            opening("sums"),
            re.compile(rf"(?<!\w)(?:{alternatives(table['money'])})(?!\w)", re.IGNORECASE),
            opening("amounts"),
            re.compile(rf"(?<!\w)(?:{alternatives(table['amounts'])})$", re.IGNORECASE),
            opening("things_counted"),
            re.compile(rf"(?<!\w)(?:{alternatives(table['compares'])})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?:(?:{alternatives(table['rates'])})(?!\w)[\s%():/,.]*)+", re.IGNORECASE),
            re.compile(rf"^(?:{alternatives(table['among'])})\s*[:,]?\s+", re.IGNORECASE),
            table["words"],
        )

    def is_data(self, grid: Grid) -> bool:
        """Whether a grid is a table of data rather than a layout: two columns, short cells, numbers among them."""
        cells = [cell for row in grid for cell in row if cell.strip()]
        if len(grid) < 2 or max(map(len, grid), default=0) < 2 or not cells:
            return False
        long = sum(1 for cell in cells if len(cell) > 300)
        return long == 0 and any(is_value(cell) for cell in cells)

    def lines(self, grid: Grid, unit: str | None = None) -> list[Line]:
        """Render a table; `unit` is that of bare numbers whose column names none. Empty rows give no line."""
        rows = [[" ".join(cell.split()) for cell in row[:_MOST_COLUMNS]] for row in grid]
        rows = [row for row in rows if any(row)]
        out: list[Line] = []
        while rows and len(set(filter(None, rows[0]))) == 1 and len(rows) > 1:  # a title over all columns
            title = rows.pop(0)
            text = next(filter(None, title))
            unit = self.units.above([text]) or unit
            out.append(Line(text))
        heads, body = heads_and_body(rows, self.units)
        columns = [without_formula(self._column(head)) for head in heads]
        unit = self._unit_in_corner(heads, body) or unit
        columns = self._owned(columns if unit else self._in_dong(columns, body), body)
        amounts = any(self._is_amount(column.head) for column in columns)
        return out + [line for row in body if (line := self._line(row, columns, unit, amounts=amounts)).text]

    def counted(self, name: str, head: str, *, alone: bool) -> Counted:
        """What the value in the row of this name and the column of this head counts; `alone` in its row."""
        if not name[:1].isalpha() or self.period.match(name):
            name = ""  # "2011 - 2015": when, and neither what nor whose
        owner = self._is_owner(name)
        noun = self._label(name if owner else self.units.of_head(name)[0], self._column(head).head, owner, alone=alone)
        return Counted(noun.counts, name if owner and not self.is_total(name) else None)

    def is_total(self, name: str) -> bool:
        """Whether a row of this name closes its table with sums."""
        return self.totals.match(name) is not None

    def _column(self, head: str) -> Column:
        words, unit = self.units.of_head(head)
        return Column(self._dated(words) if is_years(words) else words, unit)

    def _unit_in_corner(self, heads: Sequence[str], body: Sequence[Sequence[str]]) -> str | None:
        """The unit of all numbers that the head of the names of rows gives: "Đơn vị (ĐVT: triệu đồng)"."""
        for place, head in enumerate(heads):
            if any(place < len(row) and is_value(row[place]) and not is_time(row[place]) for row in body):
                continue
            if said := self.units.below(head) or self.units.above([head]):
                return said
        return None

    def _in_dong(self, columns: Sequence[Column], body: Sequence[Sequence[str]]) -> list[Column]:
        """The columns, those of sums of money in đồng where nothing says their unit and all are round sums of it."""
        if any(column.head.lower() in self.unit for column in columns):
            return list(columns)
        out = []
        for at, column in enumerate(columns):
            values = [row[at] for row in body if at < len(row) and not _DASH.fullmatch(row[at])]
            plain = column.unit is None and self._is_amount(column.head) and all(map(is_in_dong, values))
            out.append(column._replace(unit=self.words["currency"]) if plain and values else column)
        return out

    def _is_amount(self, head: str) -> bool:
        """Whether a head names a sum of money, itself or by the last of the heads above each other: "Quà trị giá"."""
        return self.amounts.match(head) is not None or self.amount_last.search(head) is not None

    def _owned(self, columns: Sequence[Column], body: Sequence[Sequence[str]]) -> list[Column]:
        """The columns, those marked that are places or bodies where all columns of values are, in their rows things."""
        held = [i for i, _ in enumerate(columns) if any(i < len(row) and is_value(row[i]) for row in body)]
        held = held[1:] if held and columns[held[0]].head.lower() in self.ordinal else held
        named = [i for i in held if not self.is_total(columns[i].head)]
        if len(held) < 2 or not named or not all(self._is_named(columns[i].head) for i in named):
            return list(columns)
        return [column._replace(owner=i in named) for i, column in enumerate(columns)]

    def _is_named(self, head: str) -> bool:
        """Whether a head is surely the name of a place or body: "Huyện Bình Sơn", and no "Quý II" or "Nhà"."""
        aside = (self.period, self.plan, self.compares, self.rates, self.counts)
        named = len(head.split()) > 1 and not any(one.match(head) for one in aside) and self._is_owner(head)
        return named and (self.bodies.match(head) is not None or self.things_counted.match(head) is None)

    def _dated(self, time: str) -> str:
        """A year, or a span of years, with the word that the text is read by."""
        if not is_years(time):
            return f"{self.words['day']} {time}" if is_day(time) else time
        return f"{self.words['year' if _YEAR.fullmatch(time) else 'years']} {time}"

    def _line(self, row: Sequence[str], columns: Sequence[Column], unit: str | None, *, amounts: bool) -> Line:
        if (section := section_of(row)) is not None:
            return Line(section)
        column_of = dict(enumerate(columns))
        number, name, at = "", "", 0
        first = column_of[0].head.lower() if columns else ""
        # "Tổng cộng" over the number and the name
        spans = len(row) > 1 and not is_value(row[0]) and row[0] == row[1] != ""
        spans = spans or (len(row) > 2 and not row[1] and self.is_total(row[0]))
        if spans:
            row = [row[0], row[0], *row[2:]]
            at = 1
        elif row and (first in self.ordinal or (len(row) > 2 and is_ordinal(row[0]) and not is_value(row[1]))):
            number, at = row[0].rstrip(".") + ". " if row[0] else "", 1
        dated = at + 1 < len(row) and self.period.match(column_of[at].head if at in column_of else "") is not None
        if dated and (is_time(row[at]) or (is_day(row[at]) and not is_value(row[at + 1]))):  # "Năm": "2019"
            number, at = f"{number}{self._dated(row[at])}", at + 1
            if not is_value(row[at]):  # "Ngày", "Đơn vị": "12/9/2024", "Công ty Hoa Lư"
                number = f"{number}, "
        elif dated and not row[at] and not is_value(row[at + 1]):
            at += 1
        if at < len(row) and not is_value(row[at]) and not number.endswith(tuple("0123456789")):
            bullet, name = bulleted(row[at].rstrip(" :"))
            number, at = f"{number}{bullet}", at + 1
        no_column = Column("", None)
        measures = [i for i in range(at, len(row)) if column_of.get(i, no_column).head.lower() in self.unit]
        said = [i for i in measures if not is_value(row[i])]
        of_row = self.units.written(row[said[0]]) if said and row[said[0]] else None
        values = [i for i in range(at, len(row)) if i not in said and not _DASH.fullmatch(row[i])]
        owner = self._is_owner(name) or self._is_person(name)
        total = self.is_total(name)
        if not owner:  # a list of things, each with its unit: "Kinh phí (triệu đồng)"
            name, of_name = without_formula(Column(*self.units.of_head(name)))[:2]
            of_row = of_name or of_row
        named = name if owner and not total else None
        whole = f"{number}{name}"
        line, cells = whole, []
        for count, index in enumerate(values):
            column = column_of.get(index, no_column)
            label = self._label(name, column.head, owner, alone=len(values) == 1)
            if owner or not name:
                line += "; " if count else ": " if whole else ""
            else:
                line = f"{line}; " if count else number
            begins = len(line) + len(label.before)
            line += label.text
            written = column.unit or self._unit_under(column.head, unit, of_row, amounts=amounts)
            value = _with_unit(row[index], written)
            counts = label.counts if is_value(row[index]) else None
            of_column = column.owner and not owner and bool(name)
            if of_column and counts is not None:
                counts = name.lower()
            spot = (begins, begins + len(label.head))
            whose = column.head if of_column else named
            cells.append(Cell(len(line), len(line) + len(value), counts, whose, column.head or None, spot))
            line += value
        return Line(line.strip(), tuple(cells), total)

    def _unit_under(self, head: str, unit: str | None, of_row: str | None, *, amounts: bool) -> str | None:
        """The unit of the row, else that of the whole table as far as it is that of a column.

        That of the table is neither that of shares nor, where it is money, of counts; `amounts` tells that other
        columns are sums of money.
        """
        if "%" in head:
            return "%"
        if self.shares.match(head):
            return None
        if of_row is not None or unit is None:
            return of_row
        things = amounts and self.things_counted.match(head) is not None and self.amount_last.search(head) is None
        things = things or self.counts.match(head) is not None
        return None if things and self.sums.match(head) is None and self.money.search(unit) else unit

    def _label(self, name: str, head: str, owner: bool, *, alone: bool) -> Label:
        """What is written before a value, and what it counts."""
        planned = None if self.compares.search(head) else self.planned.fullmatch(head)
        if planned:  # "Nhà xây mới kế hoạch": the text is read with the plan in front
            head = f"{planned[2]} {lowered(planned[1])}"
        lower = self.among.sub("", head.lower())
        empty = not head or lower in self.generic or self.rates.fullmatch(head) is not None
        plan = self.plan.match(head) is not None
        aside = empty or plan or planned is not None or self.period.match(head) is not None
        aside = aside or self.compares.search(head) is not None
        if owner or not name:
            noun = planned[1].lower() if planned and not self.period.match(planned[1]) else None if aside else lower
            # "Kế hoạch: 20" would be plan number 20.
            ends = " là " if plan and not planned else ": "
            return Label(noun) if not head or (empty and alone) else Label(noun, "", head, ends)
        thing = name.lower()
        if empty and alone:
            return Label(thing, f"{name}: ")
        if not aside:
            thing = f"{name.lower()} {lower}"
        if plan:
            return Label(thing, "", head, f" {lowered(name)}: ")
        return Label(thing, f"{name} ", lowered(head), ": ") if head else Label(thing, f"{name}: ")

    def _is_person(self, name: str) -> bool:
        """Whether a row is named after somebody: "Bà Lê Thị Hạ, thôn 3", and not "Bà con"."""
        found = self.persons.match(name)
        return found is not None and name[found.end() :].lstrip()[:1].isupper() and not name.isupper()

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


def _with_unit(value: str, unit: str | None) -> str:
    """A bare number with the unit of its column behind it."""
    if unit is None or not _NUMBER.fullmatch(value):
        return value
    return f"{value}{unit}" if unit in ("%", "‰") else f"{value} {unit}"
