"""The cells of tables in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.read.draft import clean
from mttq_extract.read.page_nodes import lines_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_CELLS = 20_000


def grid_of(table: LexborNode) -> list[list[str]]:
    """The cells of a table, those that span several rows or columns repeated in each; [] when it is too large."""
    grid: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    cells = 0
    for number, row in enumerate(table.css("tr")):
        out: list[str] = []
        for cell in row.css("td, th"):
            while (number, len(out)) in below:
                out.append(below[number, len(out)])
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            text = clean(" ".join(lines_of(cell)))  # a number may stand in several elements
            cells += wide * high
            if cells > _MOST_CELLS:
                return []
            for column in range(len(out), len(out) + wide):
                for deeper in range(1, high):
                    below[number + deeper, column] = text
            out += [text] * wide
        while (number, len(out)) in below:
            out.append(below[number, len(out)])
        grid.append(out)
    return grid


def _span(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(int(value), 100) if value.isdecimal() and value.isascii() and len(value) < 5 and int(value) else 1
