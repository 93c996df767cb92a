"""Excel workbooks: each visible sheet a heading, lines and tables, in the order of its rows."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mttq_extract.read.decoding import unstorable
from mttq_extract.read.draft import Draft, clean
from mttq_extract.read.limits import MOST_FILE, TooLargeError, read_whole
from mttq_extract.read.office import OLE, UnreadableError, check_parts, other_kind
from mttq_extract.read.plain import plain_id
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.read.table_rows import is_value
from mttq_extract.read.zip_limits import DeceptiveZipError
from mttq_extract.time_limit import TimeLimitError
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from mttq_extract.read.reading import Reading

MOST_PARTS = 200_000_000  # bytes that the parts may unpack to: a workbook takes some fifty times that of its cells
MOST_CELLS = 300_000
_MOST_DIGITS = 15  # that a number of Excel holds
_CALCULATED = 6  # more decimals come of a division, and nobody sees them
_DECIMALS = re.compile(r"[0#]\.([0#]+)")
_NAMELESS = re.compile(r"(?:sheet|trang tính|trang)\s*\d*", re.IGNORECASE)
_NO_RESULT = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>|<f[^>]*/>(?:<v\s*/>|<v></v>)?</c>")
_SHEET = "xl/worksheets/"


def read_xlsx(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a workbook as one article: rows of its tables become lines, see `grids`."""
    try:
        with source.open() as stream:
            data = read_whole(stream, MOST_FILE)
        yield _record(data, source, reading)
    except (UnreadableError, TooLargeError) as error:
        yield ReadFailure(source.path, str(error))


def _record(data: bytes, source: Source, reading: Reading) -> Record | ReadFailure:
    sheets, notes = _opened(data)
    draft = Draft()
    names = [name for name, _ in sheets if not _NAMELESS.fullmatch(name)]
    for name, rows in sheets:
        if name in names:
            draft.add(name)
        _add_sheet(draft, rows, reading)
    if not draft.text.strip():
        return ReadFailure(source.path, "file Excel không có chữ nào (no text)")
    if problem := unstorable(draft.text):
        return ReadFailure(source.path, problem)
    above = draft.lines[: min(draft.rows, default=None)]  # below its table a sheet is signed and dated
    written = [line for line in above if line not in names]
    title = reading.letterheads.title(written or above or draft.prose)
    return Record(
        plain_id(source.name), draft.text, title, path=source.path, notes=tuple(notes), marks=tuple(draft.marks)
    )


def _opened(data: bytes) -> tuple[list[tuple[str, list[list[str]]]], list[str]]:
    """The names of the visible sheets with their cells, and what people must know about the rest."""
    if not data:
        raise UnreadableError("file rỗng (empty file)")
    if data.startswith(OLE):
        raise UnreadableError(
            "file Excel có mật khẩu, hoặc là .xls kiểu cũ; hãy bỏ mật khẩu và lưu lại thành .xlsx "
            "(encrypted, or an old .xls)"
        )
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_parts(archive, "Excel", MOST_PARTS)
            kind = other_kind(archive, "xl/")
            if kind is not None:
                raise UnreadableError(f"là file {kind}, không phải .xlsx; hãy sửa tên file (no .xlsx)")
            sheets = [name for name in archive.namelist() if name.startswith(_SHEET)]
            waiting = sum(len(_NO_RESULT.findall(archive.read(name))) for name in sheets)
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
        notes = [f"bỏ trang ẩn (hidden sheets left out): {', '.join(hidden)}"] if hidden else []
        if waiting:
            notes.append(f"{waiting} công thức chưa có kết quả; mở bằng Excel rồi lưu lại (formulas without results)")
        return [(sheet.title, _rows(sheet)) for sheet in shown], notes
    except DeceptiveZipError as error:
        raise UnreadableError(str(error)) from error
    except (UnreadableError, MemoryError, TimeLimitError):
        raise
    except Exception as error:  # openpyxl and lxml raise what a broken part leads them to
        raise UnreadableError(
            f"file Excel hỏng hoặc không phải .xlsx ({type(error).__name__}); hãy mở bằng Excel và lưu lại "
            "(broken or no .xlsx)"
        ) from error


def _rows(sheet: Worksheet) -> list[list[str]]:
    """The cells of a sheet as text, without hidden rows; what is merged is repeated in each cell that it covers."""
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise UnreadableError(
            f"trang «{sheet.title}» có {sheet.max_row:,} x {sheet.max_column:,} ô, tối đa {MOST_CELLS:,}; "
            "hãy lưu phần cần đọc thành .csv (too many cells)"
        )
    covered = {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }
    texts: dict[tuple[int, int], str] = {}
    out = []
    for cells in sheet.iter_rows():
        row = []
        for cell in cells:
            place = (cell.row or 0, cell.column or 0)
            texts[place] = _text(cell) if covered.get(place, place) == place else texts[covered[place]]
            row.append(texts[place])
        if not (cells and sheet.row_dimensions[cells[0].row or 0].hidden):
            out.append(row)
    return out


def _text(cell: Cell | Any) -> str:
    """What a cell shows, numbers as Vietnamese press writes them.

    >>> from types import SimpleNamespace as Of
    >>> _text(Of(value=1234.5, number_format="#,##0.0")), _text(Of(value=0.985, number_format="0.0%"))
    ('1.234,5', '98,5%')
    """
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, time):
        return f"{value.hour}h{value.minute:02}"
    return clean(str(value))


def _number(value: float, shown: str) -> str:
    exact = Decimal(f"{value:.{_MOST_DIGITS}g}")
    percent = "%" in shown
    if percent:
        exact *= 100
    whole, _, fraction = f"{exact:f}".partition(".")
    if len(fraction.rstrip("0")) > _CALCULATED:
        decimals = _DECIMALS.search(shown)
        whole, _, fraction = f"{exact:.{len(decimals[1]) if decimals else 2}f}".partition(".")
    fraction = fraction.rstrip("0")
    if "#,##" in shown:
        whole = f"{int(whole):,}".replace(",", ".") if int(whole) else whole
    return f"{whole}{',' if fraction else ''}{fraction}{'%' if percent else ''}"


def _add_sheet(draft: Draft, rows: Sequence[Sequence[str]], reading: Reading) -> None:
    """Add the blocks of a sheet, which blank rows keep apart, but not what goes on behind them."""
    block: list[Sequence[str]] = []
    blank = False
    for row in rows:
        if any(row):
            if blank and block and not _continues(block, row, reading):
                _add_block(draft, block, reading)
                block = []
            block.append(row)
        blank = not any(row)
    if block:
        _add_block(draft, block, reading)


def _continues(block: Sequence[Sequence[str]], row: Sequence[str], reading: Reading) -> bool:
    """Whether a row behind a blank one is of the table above it: its sums, or the row of the next number.

    Its values stand in columns in which that table has values.
    """
    held = {column for above in block for column, cell in enumerate(above) if is_value(cell)}
    values = [column for column, cell in enumerate(row) if is_value(cell)]
    first = next(filter(None, row))
    if not held.issuperset(values):
        return False
    above = next(filter(None, block[-1]))
    counted = first.isdecimal() and above.isdecimal() and int(first) == int(above) + 1
    return bool(values) and (reading.grids.is_total(first) or (counted and len(values) > 1))


def _add_block(draft: Draft, block: Sequence[Sequence[str]], reading: Reading) -> None:
    """Add a block: lines of its own above and below a table, and the table; without numbers, lines alone."""
    used = [column for column in range(max(map(len, block))) if any(column < len(row) and row[column] for row in block)]
    grid = [[row[column] if column < len(row) else "" for column in used] for row in block]
    alone = [len(set(filter(None, row))) == 1 for row in grid]
    first = _begins(grid, alone)
    last = max((at + 1 for at in range(first, len(grid)) if not alone[at]), default=first)
    table = grid[first:last]
    data = reading.grids.is_data(table)
    _add_lines(draft, grid[: first if data else last], reading)
    if data:
        units = reading.grids.units
        below = _line(grid[last]) if last < len(grid) else ""
        draft.add_rows(reading.grids.lines(table, units.above(draft.above()) or units.below(below)))
    _add_lines(draft, grid[last:], reading)


def _begins(grid: Sequence[Sequence[str]], alone: Sequence[bool]) -> int:
    """Where the table of a block begins: behind the last line of its own that has heads between it and the values.

    A letterhead, which may fill two cells, and a title come before the heads; a line behind the heads is a section.
    """
    values = next((at for at, row in enumerate(grid) if not alone[at] and any(map(is_value, row))), len(grid))
    heads = [at for at in range(values) if not alone[at]]
    lines = [at for at in range(values) if alone[at] and any(at < head for head in heads)]
    above = max(lines, default=-1) + 1
    return above if heads else next((at for at, one in enumerate(alone) if not one), len(grid))


def _add_lines(draft: Draft, rows: Sequence[Sequence[str]], reading: Reading) -> None:
    """Add rows of no table, each as one line; in a letterhead of two columns each cell is a line of its own."""
    for row in rows:
        cells = list(dict.fromkeys(filter(None, row)))
        for line in cells if any(map(reading.letterheads.is_part, cells)) else [_line(row)]:
            draft.add(line)


def _line(row: Sequence[str]) -> str:
    """The cells of a row that is none of a table, what is merged said once."""
    return " ".join(dict.fromkeys(filter(None, row)))
