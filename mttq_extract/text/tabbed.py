"""Tables of plain text whose cells stand behind tabs, a row in a line."""

from __future__ import annotations

from collections.abc import Sequence

from mttq_extract.text.stacked import LEAST_ROWS, LONGEST, TIMES, Cell, Stacked, is_value
from mttq_extract.text.view import View


def tabbed_tables(view: View) -> list[Stacked]:
    """The tables of a text by offsets into its view: a line of heads, then rows with as many cells and with numbers.

    >>> table = tabbed_tables(View.of("Xã\\tNhà\\nTân An\\t12\\nBình Hòa\\t8\\n"))[0]
    >>> table.heads, [[cell.text for cell in row] for row in table.rows]
    (('Xã', 'Nhà'), [['Tân An', '12'], ['Bình Hòa', '8']])
    """
    out: list[Stacked] = []
    if "\t" not in view.text:
        return out
    rows: list[tuple[Cell, ...]] = []
    at = 0
    for line in [*view.text.split("\n"), ""]:
        cells = _cells(view, line, at)
        at += len(line) + 1
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


def _cells(view: View, line: str, at: int) -> tuple[Cell, ...]:
    """The cells of a line that begins at an offset into the text."""
    out: list[Cell] = []
    for part in line.split("\t"):
        words = part.strip()
        start = at + len(part) - len(part.lstrip())
        out.append(Cell(view.from_text(start), view.from_text(start + len(words)), words))
        at += len(part) + 1
    return tuple(out)
