"""The cells of tables whose cells became lines, as a reader of pages would mark those of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mttq_extract.read.grids import GridReader
from mttq_extract.text.stacked import Stacked
from mttq_extract.text.view import View
from mttq_extract.types import Mark, Quantity, Rejection

_MINUS = "-−–"


def stacked_marks(view: View, tables: Sequence[Stacked], grids: GridReader) -> list[Mark]:
    """A mark for every cell with a value, by what its row and column say, and one for every row of totals."""
    out: list[Mark] = []
    for table in tables:
        out += [Mark(*view.span(cell.start, cell.end), "head") for cell in table.top]
        lines = (cell for cells in (table.top, *table.rows) for cell in cells)
        out += [Mark(*view.span(cell.start, cell.end), "line") for cell in lines]
        for row in table.rows:
            numbered = bool(row[0].text)  # the last row may have none: "Cấp tỉnh" below its districts
            if table.name and numbered:
                out.append(Mark(*view.span(row[0].start, row[0].end), "head"))  # the number of the row
            name = view.text[slice(*view.span(row[table.name].start, row[table.name].end))]
            values = range(table.name + 1, len(row))
            for place in values:
                said = grids.counted(name, table.heads[place], alone=len(values) == 1)
                column = grids.units.of_head(table.heads[place])[0]
                owner = said.owner if numbered or not table.name else None
                out.append(Mark(*view.span(row[place].start, row[place].end), "cell", said.head, owner, column))
            if grids.is_total(name):
                out.append(Mark(view.span(row[0].start, row[0].end)[0], out[-1].end, "total"))
    return out


def without_heads(
    quantities: Sequence[Quantity], rejections: Sequence[Rejection], marks: Sequence[Mark]
) -> tuple[list[Quantity], list[Rejection]]:
    """The quantities without those in heads of columns ("Thực hiện 10 tháng", "Năm 2023"), which count nothing."""
    heads = sorted((mark.start, mark.end) for mark in marks if mark.kind == "head")
    begins = [start for start, _ in heads]

    def of_head(quantity: Quantity) -> bool:
        at = bisect_right(begins, quantity.start) - 1
        return at >= 0 and quantity.start < heads[at][1]

    if not heads:
        return list(quantities), list(rejections)
    left = [Rejection(one.start, one.end, one.surface, "table_head") for one in quantities if of_head(one)]
    kept = [one for one in quantities if not of_head(one)]
    return kept, sorted([*rejections, *left], key=lambda rejection: rejection.start)


def signed(text: str, quantities: Sequence[Quantity], cells: Mapping[int, Mark]) -> list[Quantity]:
    """The quantities with those below zero that open their cell behind a minus: elsewhere it may be a dash."""
    out = list(quantities)
    for index, cell in cells.items():
        one = out[index]
        if one.start == cell.start + 1 and text[cell.start] in _MINUS and one.low > 0 and one.unit != "ratio":
            out[index] = replace(one, low=-one.high, high=-one.low, rule=f"{one.rule}>negative")
    return out
