"""How the cells of a text lie: the tables they make, what stands above and between their rows, their totals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from mttq_extract.types import Mark

_HEADING, _ENDS = 60, (".", ":", ";")  # characters of a heading between rows; what ends a line that is none
_ABOVE = 2  # lines above a table that say whose it is


def _between(text: str, last: int, start: int, lines: frozenset[int]) -> list[str]:
    """The lines between the one of `last` and the one of `start`, without cells that are `lines` themselves."""
    out: list[str] = []
    at = text.find("\n", last) + 1
    while at > 0 and (end := text.find("\n", at)) >= 0 and end < start:
        if at not in lines:
            out.append(text[at:end])
        at = end + 1
    return out


def tables(text: str, cells: Mapping[int, Mark], lines: frozenset[int]) -> list[list[int]]:
    """The figures in cells, a list for each table: its rows stand under each other, short headings between them."""
    out: list[list[int]] = []
    last = -1
    for index in sorted(cells, key=lambda index: cells[index].start):
        start = cells[index].start
        between = _between(text, last, start, lines) if last >= 0 else []
        if last < 0 or len(between) > 1 or any(len(line) > _HEADING or line.endswith(_ENDS) for line in between):
            out.append([])
        out[-1].append(index)
        last = start
    return out


def sections_of(
    text: str, table: Sequence[int], cells: Mapping[int, Mark], totals: frozenset[int], lines: frozenset[int]
) -> list[str]:
    """The heading between the rows that each cell of a table stands below; totals below such parts stand in none."""
    out: list[str] = []
    last, heading = -1, ""
    for index in table:
        start = cells[index].start
        begin, end = above_table(text, start, lines)
        between = _between(text, last, start, lines) if last >= 0 else text[begin:end].strip().split("\n")[-1:]
        heading = between[-1] if between else heading
        out.append(heading)
        last = start
    if len(set(out)) == 1:
        return [""] * len(out)
    return ["" if index in totals else section for index, section in zip(table, out, strict=True)]


def within_totals(cells: Mapping[int, Mark], totals: Sequence[Mark]) -> frozenset[int]:
    """The cells, by index of their figures, of rows of totals, which stand in the order of the text."""
    begins = [mark.start for mark in totals]
    found = ((index, bisect_right(begins, cell.start) - 1, cell.start) for index, cell in cells.items())
    return frozenset(index for index, at, start in found if at >= 0 and start < totals[at].end)


def above_table(text: str, start: int, lines: frozenset[int]) -> tuple[int, int]:
    """Where the lines right above the table whose first value stands at `start` begin and end."""
    end = text.rfind("\n", 0, start) + 1
    if end in lines:
        while (before := text.rfind("\n", 0, max(0, end - 1)) + 1) in lines and before < end:
            end = before
    begin = end
    for _ in range(_ABOVE):
        begin = text.rfind("\n", 0, max(0, begin - 1)) + 1
    return begin, end


def heads_of(table: Sequence[int], cells: Mapping[int, Mark], among: Collection[int]) -> list[str]:
    """What each cell of a table counts by its heads; rows `among` those of a thing, of places, count the thing."""
    out: list[str] = []
    things: dict[str | None, str] = {}
    for index in table:
        cell, head = cells[index], cells[index].head or ""
        if head and cell.owner is None:
            things[cell.column] = head
        elif not head and index in among:
            head = things.get(cell.column, "")
        out.append(head)
    return out
