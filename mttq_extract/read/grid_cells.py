"""What tables are rendered to: columns, labels, cells and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from mttq_extract.read.table_rows import is_formula


@dataclass(frozen=True, slots=True)
class Cell:
    """Where the value of a table cell stands in a rendered line, half-open, and what it counts by its heads.

    `owner` is the place or body that the row is named after, None for rows of things and of totals; `column` is the
    head of the column, without its unit, and `said` where it stands in the line, if it does.
    """

    start: int
    end: int
    head: str | None
    owner: str | None = None
    column: str | None = None
    said: tuple[int, int] = (0, 0)


class Column(NamedTuple):
    """The head of a column, the unit that it gives, and whether it is a place or body whose figures stand below."""

    head: str
    unit: str | None
    owner: bool = False


class Label(NamedTuple):
    """What a cell counts, None when the heads do not say, and what is written before it: the head among it."""

    counts: str | None
    before: str = ""
    head: str = ""
    behind: str = ""

    @property
    def text(self) -> str:
        """All that is written before the value."""
        return f"{self.before}{self.head}{self.behind}"


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


def without_formula(column: Column) -> Column:
    """A head in whose brackets stands not its unit but the rows or columns it is summed up from: "Tồn (I+II-III)"."""
    return column._replace(unit=None) if column.unit and is_formula(column.unit) else column
