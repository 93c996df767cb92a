"""Tables of plain text whose cells stand behind tabs or between pipes, a row in a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mttq_extract.text.stacked import LEAST_ROWS, LONGEST, TIMES, Cell, Stacked, is_value
from mttq_extract.text.view import View

_MARKS = "\t|"
_RULE = re.compile(r"[\s|:+=-]*")  # a line drawn below the heads


def tabbed_tables(view: View) -> list[Stacked]:
    """The tables of a text by offsets into its view: a line of heads, then rows with as many cells and with numbers.

    >>> table = tabbed_tables(View.of("Xã\\tNhà\\nTân An\\t12\\nBình Hòa\\t8\\n"))[0]
    >>> table.heads, [[cell.text for cell in row] for row in table.rows]
    (('Xã', 'Nhà'), [['Tân An', '12'], ['Bình Hòa', '8']])
    """
    return [table for mark in _MARKS if mark in view.text for table in _tables(view, mark)]


def _tables(view: View, mark: str) -> list[Stacked]:
    """The tables whose cells one mark parts."""
    out: list[Stacked] = []
    rows: list[tuple[Cell, ...]] = []
    at = 0
    for line in [*view.text.split("\n"), ""]:
        cells = _cells(view, line, at, mark)
        at += len(line) + 1
        if mark in line and _RULE.fullmatch(line):
            continue
        if rows and len(cells) == len(rows[0]) and any(is_value(cell.text) for cell in cells[1:]):
            rows.append(cells)
            continue
        if len(rows) > LEAST_ROWS:
            out.append(Stacked(rows[0], tuple(rows[1:])))
        rows = [cells] if _are_heads(cells) else []
    return out


def _are_heads(cells: Sequence[Cell]) -> bool:
    named = len(cells) > 1 and all(cell.text and len(cell.text) <= LONGEST for cell in cells)
    return named and not any(is_value(cell.text) and not TIMES.match(cell.text) for cell in cells)


def _cells(view: View, line: str, at: int, mark: str) -> tuple[Cell, ...]:
    """The cells of a line that begins at an offset into the text; pipes may frame it too."""
    out: list[Cell] = []
    parts = line.split(mark)
    if mark == "|" and len(parts) > 1:
        framed = not parts[0].strip()
        at += (len(parts[0]) + 1) * framed
        parts = parts[framed : len(parts) - (not parts[-1].strip())]
    for part in parts:
        words = part.strip()
        start = at + len(part) - len(part.lstrip())
        out.append(Cell(view.from_text(start), view.from_text(start + len(words)), words))
        at += len(part) + 1
    return tuple(out)
