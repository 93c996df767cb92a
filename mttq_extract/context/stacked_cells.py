"""The cells of tables whose cells became lines, as a reader of pages would mark those of a table."""

from __future__ import annotations

from collections.abc import Sequence

from mttq_extract.read.grids import GridReader
from mttq_extract.text.stacked import Stacked
from mttq_extract.text.view import View
from mttq_extract.types import Mark


def stacked_marks(view: View, tables: Sequence[Stacked], grids: GridReader) -> list[Mark]:
    """A mark for every cell with a value, by what its row and column say, and one for every row of totals."""
    out: list[Mark] = []
    for table in tables:
        for row in table.rows:
            name = view.text[slice(*view.span(row[table.name].start, row[table.name].end))]
            values = range(table.name + 1, len(row))
            for place in values:
                said = grids.counted(name, table.heads[place], alone=len(values) == 1)
                out.append(Mark(*view.span(row[place].start, row[place].end), "cell", said.head, said.owner))
            if grids.is_total(name):
                out.append(Mark(view.span(row[0].start, row[0].end)[0], out[-1].end, "total"))
    return out
