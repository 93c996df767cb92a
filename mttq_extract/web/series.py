"""Groups of figures as rows of a table with bars, and as values of a plot: by year, place or subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mttq_extract.store.query import groups

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from mttq_extract.store.filters import FigureFilter

SPARK_WIDTH, SPARK_HEIGHT = 100.0, 24.0


@dataclass(frozen=True, slots=True)
class Group:
    """A group by one column: its name, number of mentions, and its sum, or latest value where nothing adds up.

    `share` is the length of its bar, from 0 to 100; `source` the figure that is greatest, as "document:start";
    `conflicts` how many statements of other articles contradict what counts.
    """

    name: str
    figures: int
    value: str | None
    summed: bool
    source: str | None = None
    conflicts: int = 0
    share: float = 0.0

    @property
    def number(self) -> float:
        """The value to compute with."""
        return float(self.value or 0)

    @classmethod
    def of(cls, row: Mapping[str, Any], name: str) -> Group:
        """The group of a row with the measures of `store.query.groups`."""
        total = row["sum"]
        value = next((one for one in (total, row["latest"], row["max"]) if one is not None), None)
        return cls(name, row["figures"], value, total is not None, row["source"], row["conflicts"] or 0)


def grouped(connection: sqlite3.Connection, wanted: FigureFilter, column: str, limit: int | None = None) -> list[Group]:
    """Groups by a column in one unit, years in their order and others from the greatest on; the nameless left out."""
    assert wanted.unit is not None
    by_year = column == "year"
    answer = groups(connection, wanted, [column], sort="year" if by_year else "-sum")
    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    found = [group for row in rows if row[column] and (group := Group.of(row, row[column])).value is not None]
    if not by_year:
        found.sort(key=lambda group: -group.number)
    return with_shares(found[:limit])


def single_years(found: Iterable[Group]) -> tuple[list[Group], list[Group]]:
    """The groups of one year each, and those whose periods go over several ("2019..2024") or are open ("..2019")."""
    one: list[Group] = []
    several: list[Group] = []
    for group in found:
        (one if group.name.isdigit() else several).append(group)
    return with_shares(one), with_shares(several)


def with_shares(found: list[Group]) -> list[Group]:
    """The groups with their bars measured against the longest."""
    most = max((group.number for group in found), default=0.0)
    if most <= 0:
        return found
    return [replace(group, share=round(max(group.number, 0) / most * 100, 2)) for group in found]


def main_unit(connection: sqlite3.Connection, wanted: FigureFilter) -> tuple[str | None, list[tuple[str, int]]]:
    """The unit of most figures, and all units with their number of figures, most first."""
    answer = groups(connection, wanted, [])
    units = [(row[0], row[answer.columns.index("figures")]) for row in answer.rows]
    units.sort(key=lambda unit: -unit[1])
    return (wanted.unit or units[0][0] if units else wanted.unit), units


def sparkline(found: Sequence[Group]) -> str:
    """The points of a line through yearly values, for an SVG of SPARK_WIDTH by SPARK_HEIGHT; "" for fewer than two.

    >>> sparkline([Group("2021", 1, "0", True), Group("2022", 1, "5", True), Group("2024", 1, "10", True)])
    '2.0,22.0 34.0,12.0 98.0,2.0'
    """
    points = [(int(group.name), group.number) for group in found if group.name.isdigit()]
    if len(points) < 2:
        return ""
    first, last = points[0][0], points[-1][0]
    least, most = min(0.0, *(y for _, y in points)), max(y for _, y in points)
    wide, high = SPARK_WIDTH - 4, SPARK_HEIGHT - 4

    def point(x: int, y: float) -> str:
        right, up = (x - first) / ((last - first) or 1), (y - least) / ((most - least) or 1)
        return f"{2 + right * wide:.1f},{2 + (1 - up) * high:.1f}"

    return " ".join(point(x, y) for x, y in points)
