"""The cells of a sheet as text: what is filled, as Excel shows it, in Vietnamese writing."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from mttq_extract.read.draft import clean
from mttq_extract.read.office import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 300_000
_MOST_DIGITS = 15  # that a number of Excel holds
_CALCULATED = 6  # more decimals come of a division, and nobody sees them
_DECIMALS = re.compile(r"[0#]\.([0#]+)")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
# Of the way a number is shown: what is no text (colours, conditions, the width of a sign), and what is.
_UNSEEN = re.compile(r"\[(?!\$)[^\]]*\]|\[\$-[^\]]*\]|_.|\*.")
_TEXT = re.compile(r'"([^"]*)"|\[\$([^\]-]+)[^\]]*\]|\\(.)')
_PLACES = re.compile(r"[0#?][0#?.,]*")


def check_merged(sheet: bytes, name: str) -> None:
    """Refuse a sheet, by its XML, whose merged cells cover more places than a sheet may have.

    openpyxl makes a cell of each place as it opens the file. Raises UnreadableError.
    """
    from openpyxl.utils import column_index_from_string as number

    covered = sum(
        (number(right.decode()) - number(left.decode()) + 1) * (int(bottom) - int(top) + 1)
        for left, top, right, bottom in _MERGED.findall(sheet)
    )
    if covered > MOST_CELLS:
        raise UnreadableError(
            f"{name}: ô gộp trải trên {covered:,} ô, tối đa {MOST_CELLS:,}; hãy bỏ gộp, hoặc lưu phần cần đọc thành "
            ".csv (merged cells too wide)"
        )


def rows_of(sheet: Worksheet) -> list[list[str]]:
    """The rows of a sheet that hold something, with one blank row or column for all that lie between them.

    Hidden rows and columns are left out; what is merged is repeated in each cell that it covers.
    Raises UnreadableError for more than `MOST_CELLS` cells.
    """
    hidden = {
        column
        for group in sheet.column_dimensions.values()
        if group.hidden and group.min and group.max
        for column in range(group.min, group.max + 1)
    }
    texts = {place: text for place, cell in sheet._cells.items() if (text := text_of(cell))}
    rows = _kept(row for row, column in texts if column not in hidden)
    columns = [column for column in _kept(column for _, column in texts) if column not in hidden]
    if len(rows) * len(columns) > MOST_CELLS:
        raise UnreadableError(
            f"trang «{sheet.title}» có {len(rows):,} x {len(columns):,} ô, tối đa {MOST_CELLS:,}; "
            "hãy lưu phần cần đọc thành .csv (too many cells)"
        )
    for merged in sheet.merged_cells.ranges:
        text = texts.get((merged.min_row, merged.min_col), "")
        places = product(range(merged.min_row, merged.max_row + 1), range(merged.min_col, merged.max_col + 1))
        texts |= dict.fromkeys(places, text)
    shown = (row for row in rows if not (row in sheet.row_dimensions and sheet.row_dimensions[row].hidden))
    return [[texts.get((row, column), "") for column in columns] for row in shown]


def _kept(filled: Iterable[int]) -> list[int]:
    """The numbers of rows or columns that are filled, and the first of those that lie between two of them."""
    return list(_with_gaps(sorted(set(filled))))


def _with_gaps(numbers: Iterable[int]) -> Iterator[int]:
    last = None
    for number in numbers:
        if last is not None and number > last + 1:
            yield last + 1
        yield number
        last = number


def text_of(cell: Cell | Any) -> str:
    """What a cell shows, numbers as Vietnamese press writes them; an error, "#REF!", is nothing.

    >>> from types import SimpleNamespace as Of
    >>> text_of(Of(value=1234.5, number_format="#,##0.0")), text_of(Of(value=0.985, number_format="0.0%"))
    ('1.234,5', '98,5%')
    """
    value = cell.value
    if value is None or isinstance(value, bool) or getattr(cell, "data_type", None) == "e":
        return ""
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, time):
        return f"{value.hour}h{value.minute:02}"
    return clean(str(value)).strip()


def _number(value: float, shown: str) -> str:
    exact = Decimal(f"{value:.{_MOST_DIGITS}g}")
    thousands, unit = _scale_and_unit(shown)
    percent = "%" in shown
    if percent:
        exact *= 100
    exact /= 1000**thousands
    whole, _, fraction = f"{exact:f}".partition(".")
    if len(fraction.rstrip("0")) > _CALCULATED:
        decimals = _DECIMALS.search(shown)
        whole, _, fraction = f"{exact:.{len(decimals[1]) if decimals else 2}f}".partition(".")
    fraction = fraction.rstrip("0")
    if "#,##" in shown:
        whole = f"{int(whole):,}".replace(",", ".") if int(whole) else whole
    return f"{whole}{',' if fraction else ''}{fraction}{'%' if percent else ''}{unit}"


def _scale_and_unit(shown: str) -> tuple[int, str]:
    """By how many thousands a number is shown smaller, and what is written behind it.

    >>> _scale_and_unit('#,##0.0,,'), _scale_and_unit('_-* #,##0 "đồng"_-;-* #,##0')
    ((2, ''), (0, ' đồng'))
    >>> _scale_and_unit("[$$-409]#,##0.00"), _scale_and_unit("#,##0\\\\ [$₫-42A]")
    ((0, ''), (0, ' ₫'))
    """
    if shown == "General":
        return 0, ""
    seen = _UNSEEN.sub("", shown)
    texts = list(_TEXT.finditer(seen))
    bare = _TEXT.sub(lambda found: " " * len(found[0]), seen).partition(";")[0]
    places = _PLACES.search(bare)
    if places is None:
        return 0, ""
    scale = len(places[0]) - len(places[0].rstrip(","))
    behind = "".join(
        next(filter(None, text.groups()), "") for text in texts if places.end() <= text.start() < len(bare)
    )
    unit = clean(behind).strip()
    return scale, f" {unit}" if any(map(str.isalpha, unit)) or unit == "₫" else ""
