"""Answers of the database as table, CSV, JSON, JSON lines, Excel or Parquet."""

from __future__ import annotations

import csv
import json
import re
import sys
from importlib import import_module
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from mttq_extract.cli.whole_file import whole_file
from mttq_extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.store.query import Answer

FORMATS = ("table", "csv", "json", "jsonl", "xlsx", "parquet")
BINARY = ("xlsx", "parquet")

_NUMBERS = frozenset({"low", "high", "of", "sum", "latest", "min", "max"})
_ROWS_OF_A_SHEET = 1_048_575
_ILLEGAL_IN_SHEET = re.compile(r"[\000-\010\013\014\016-\037]")
_PIECE = 50_000


def write_csv(answer: Answer, stream: IO[str]) -> None:
    """Comma-separated values with a head."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(answer.rows)


def write_jsonl(answer: Answer, stream: IO[str]) -> None:
    """One JSON object a row."""
    for row in answer.rows:
        stream.write(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False) + "\n")


def write_json(answer: Answer, stream: IO[str]) -> None:
    """One JSON array of objects, written row by row."""
    stream.write("[")
    for number, row in enumerate(answer.rows):
        stream.write(",\n" if number else "\n")
        stream.write(json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False))
    stream.write("\n]\n")


def write_xlsx(answer: Answer, stream: IO[bytes]) -> None:
    """An Excel sheet; text that begins with "=" stays text.

    Raises UsageError when openpyxl is not installed or the rows do not fit a sheet.
    """
    try:
        openpyxl, cells_of = import_module("openpyxl"), import_module("openpyxl.cell")
    except ImportError:
        raise _missing("xlsx", "openpyxl") from None
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("mttq")
    sheet.append(list(answer.columns))
    for number, row in enumerate(answer.rows, start=1):
        if number > _ROWS_OF_A_SHEET:
            raise UsageError("Quá nhiều dòng cho một trang Excel (too many rows); hãy lọc bớt hoặc dùng csv")
        cells = []
        for item in _with_numbers(answer.columns, row):
            text = isinstance(item, str)
            cell = cells_of.WriteOnlyCell(sheet, value=_ILLEGAL_IN_SHEET.sub(" ", item) if text else item)
            if text:
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(stream)


def write_parquet(answer: Answer, stream: IO[bytes]) -> None:
    """A Parquet file, written piece by piece.

    Raises UsageError when pyarrow is not installed.
    """
    try:
        pyarrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise _missing("parquet", "pyarrow") from None
    integers = {"id", "start", "end", "boilerplate", "corrected", "figures", "conflicts"}
    fields = []
    for name in answer.columns:
        number = pyarrow.float64() if name in _NUMBERS or name == "score" else pyarrow.string()
        fields.append((name, pyarrow.int64() if name in integers else number))
    schema = pyarrow.schema(fields)
    with parquet.ParquetWriter(stream, schema) as writer:
        while piece := list(islice(answer.rows, _PIECE)):
            columns = zip(*(_with_numbers(answer.columns, row) for row in piece), strict=True)
            arrays = [pyarrow.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def write(answer: Answer, format_: str, path: str | None) -> None:
    """Write an answer in any format but "table", to a file or to stdout.

    Raises UsageError when a binary format would go to a terminal, or the file cannot be written.
    """
    binary = format_ in BINARY
    if path is None:
        if binary and sys.stdout.isatty():
            raise UsageError(f"{format_} là file nhị phân: thêm -o FILE.{format_} (binary output)")
        _writers(format_)(answer, sys.stdout.buffer if binary else sys.stdout)
        return
    encoding = "utf-8-sig" if format_ == "csv" else "utf-8"  # by the mark Excel knows Vietnamese
    with whole_file(path) as part, open(part, "wb") if binary else open(part, "w", encoding=encoding, newline="") as to:
        _writers(format_)(answer, to)


def _writers(format_: str) -> Any:
    return {
        "csv": write_csv,
        "json": write_json,
        "jsonl": write_jsonl,
        "xlsx": write_xlsx,
        "parquet": write_parquet,
    }[format_]


def _with_numbers(columns: Sequence[str], row: Sequence[Any]) -> list[Any]:
    """The row with its decimals as numbers to compute with; CSV and JSON keep them as exact text."""
    pairs = zip(columns, row, strict=True)
    return [float(item) if name in _NUMBERS and item is not None else item for name, item in pairs]


def _missing(format_: str, package: str) -> UsageError:
    return UsageError(f"Dạng {format_} cần thư viện {package}: pip install {package} (not installed)")
