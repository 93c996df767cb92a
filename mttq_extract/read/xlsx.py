"""Excel workbooks: each visible sheet a heading, lines and tables, in the order of its rows."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import unstorable
from mttq_extract.read.draft import Draft
from mttq_extract.read.limits import MOST_FILE, TooLargeError, read_whole
from mttq_extract.read.office import OLE, UnreadableError, check_parts, is_strict, other_kind, rewritten, usual_names
from mttq_extract.read.plain import plain_id
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.read.table_rows import is_ordinal, is_value
from mttq_extract.read.xlsx_cells import check_merged, rows_of
from mttq_extract.read.zip_limits import DeceptiveZipError
from mttq_extract.time_limit import TimeLimitError
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mttq_extract.read.reading import Reading

MOST_PARTS = 200_000_000  # bytes that the parts may unpack to: a workbook takes some fifty times that of its cells
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
    title = reading.letterheads.title(written or above)
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
            waiting = 0
            for name in sheets:
                content = archive.read(name)
                check_merged(content, name)
                waiting += len(_NO_RESULT.findall(content))
            if is_strict(archive):
                data = rewritten(archive, lambda _, content: usual_names(content))
        workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
        notes = [f"bỏ trang ẩn (hidden sheets left out): {', '.join(hidden)}"] if hidden else []
        if waiting:
            notes.append(f"{waiting} công thức chưa có kết quả; mở bằng Excel rồi lưu lại (formulas without results)")
        return [(sheet.title, rows_of(sheet)) for sheet in shown], notes
    except DeceptiveZipError as error:
        raise UnreadableError(str(error)) from error
    except (UnreadableError, MemoryError, TimeLimitError):
        raise
    except Exception as error:  # openpyxl and lxml raise what a broken part leads them to
        raise UnreadableError(
            f"file Excel hỏng hoặc không phải .xlsx ({type(error).__name__}); hãy mở bằng Excel và lưu lại "
            "(broken or no .xlsx)"
        ) from error


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
    width = max(map(len, block))
    grid = [[*row, *[""] * (width - len(row))] for row in block]
    alone = [len(set(filter(None, row))) == 1 for row in grid]
    above = next((at for at, one in enumerate(alone) if not one), len(grid))
    tables = _side_by_side(grid[above:])
    if len(tables) > 1:
        _add_lines(draft, grid[:above], reading)
        for table in tables:
            _add_block(draft, table, reading)
        return
    first = _begins(grid, alone)
    last = max((at + 1 for at in range(first, len(grid)) if not alone[at]), default=first)
    while last > first and not alone[last - 1] and not any(map(_holds, grid[last - 1])):
        last -= 1  # who signed
    table = [row for row in grid[first:last] if any(row)]
    used = [column for column in range(width) if any(row[column] for row in table)]
    table = [[row[column] for column in used] for row in table]
    data = reading.grids.is_data(table)
    _add_lines(draft, grid[: first if data else last], reading)
    if data:
        units = reading.grids.units
        below = _line(grid[last]) if last < len(grid) else ""
        draft.add_rows(reading.grids.lines(table, units.above(draft.above()) or units.below(below)))
    _add_lines(draft, grid[last:], reading)


def _holds(cell: str) -> bool:
    """Whether a cell holds a value, or the dash for none."""
    return is_value(cell) or (cell != "" and not any(map(str.isalnum, cell)))


def _side_by_side(grid: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """The tables beside each other, between blank columns, each with names and values of its own; none for one."""
    width = len(grid[0]) if grid else 0
    blank = [column for column in range(width) if not any(row[column] for row in grid)]
    begins = [0, *(column + 1 for column in blank)]
    tables = [
        [list(row[begin:end]) for row in grid]
        for begin, end in zip(begins, [*blank, width], strict=True)
        if end > begin
    ]
    return tables if len(tables) > 1 and all(map(_is_whole, tables)) else []


def _is_whole(grid: Sequence[Sequence[str]]) -> bool:
    """Whether two rows of a grid or more hold a name with a value beside it."""
    both = (any(c and not is_value(c) and not is_ordinal(c) for c in row) and any(map(is_value, row)) for row in grid)
    return sum(both) > 1


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
