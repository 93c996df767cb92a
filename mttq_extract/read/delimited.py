"""CSV files, one article a row: delimiter, columns and encoding are found out."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from itertools import chain, islice
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import (
    LONGEST,
    UndecodableError,
    byte_order_mark,
    decode,
    decode_bytes,
    repaired,
)
from mttq_extract.read.jsonl import record_of_fields
from mttq_extract.read.limits import MOST_FILE, TooLargeError, read_whole
from mttq_extract.read.plain import plain_id
from mttq_extract.read.source import ReadFailure, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mttq_extract.read.reading import Reading
    from mttq_extract.types import Record

_DELIMITERS = ",;\t|"
_HEAD = 1_000_000  # bytes that decide encoding and delimiter
_PROSE = 80  # characters a cell of the text column has on average, where no head names it
_SAMPLE_ROWS = 50
_LINES_AHEAD = 500  # that tell whether quotation marks hold cells between tabs together
_OPENED = re.compile(r'(?:^|(?<=\t))"', re.MULTILINE)
_INSIDE = re.compile('(?:[^"]|"")*+')
_SAID = re.compile(rf"\ufeff?sep=([{_DELIMITERS}])[\r\n]*", re.IGNORECASE)


def read_csv(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a .csv or .tsv file with a heading row; `--text-column` names the column of the articles.

    Rows are read one at a time. A row without text is a failure, and the rows after it are read.
    """
    with source.open() as stream:
        try:
            lines, notes = _lines(stream, reading)
        except (UndecodableError, TooLargeError) as error:
            yield ReadFailure(source.path, str(error))
            return
        # The limit is the module's, so it is set for every reader alike and never lowered.
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST + 1))
        try:
            yield from _records(lines, source, reading, notes)
        except UnicodeDecodeError as error:
            yield ReadFailure(source.path, f"không phải {error.encoding.upper()}: {error.reason}; đã đọc đến đó")


def _lines(stream: io.BufferedReader, reading: Reading) -> tuple[Iterator[str], tuple[str, ...]]:
    """The lines of the file as text; a file in an old encoding is decoded as a whole."""
    head = stream.peek(_HEAD)[:_HEAD]
    length, encoding = byte_order_mark(head)
    if length:
        stream.read(length)
        return io.TextIOWrapper(stream, encoding=encoding, newline=""), ()
    data = stream.read(_HEAD)
    cut = data[: data.rfind(b"\n") + 1] or data
    try:
        decode_bytes(cut, "utf-8")
    except UndecodableError:
        found = decode(data + read_whole(stream, MOST_FILE), reading.load_legacy)
        return iter(io.StringIO(found.text, newline="")), found.notes
    joined = io.BufferedReader(_Joined(data, stream))
    return io.TextIOWrapper(joined, encoding="utf-8", newline=""), ()


class _Joined(io.RawIOBase):
    """What was read of a stream already, and the rest of it."""

    def __init__(self, head: bytes, rest: io.BufferedReader) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head.read(len(buffer)) or self._rest.read1(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _delimiter(line: str) -> str:
    """The delimiter of a heading row: what stands most often outside its quotation marks.

    >>> _delimiter('id;"tựa, phụ";nội dung')
    ';'
    """
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=lambda char: (outside.count(char), char == ","))


def _has_bare_quotes(text: str, *, whole: bool) -> bool:
    """Whether cells between tabs begin with a quotation mark of their own, which no other closes at their end.

    `whole` tells that the text is all of the file: else the last cell may go on.

    >>> _has_bare_quotes('1\\t"Vì người nghèo" có 5 tỷ\\n', whole=True), _has_bare_quotes('1\\t"a\\tb"\\n', whole=True)
    (True, False)
    """
    at = 0
    while (found := _OPENED.search(text, at)) is not None:
        inside = _INSIDE.match(text, found.end())
        at = inside.end() + 1 if inside else len(text)
        if at > len(text):
            return whole
        if text[at : at + 1] not in ("", "\t", "\r", "\n"):
            return True
    return False


def _records(
    lines: Iterator[str], source: Source, reading: Reading, notes: tuple[str, ...]
) -> Iterator[Record | ReadFailure]:
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        yield ReadFailure(source.path, "file rỗng, không có dòng nào (empty file)")
        return
    said = _SAID.fullmatch(first)
    if said is not None:  # the line by which Excel is told the delimiter
        first = next((line for line in lines if line.strip()), "")
    if "\0" in first:
        yield ReadFailure(source.path, "file nhị phân, không phải CSV (binary file)")
        return
    delimiter = said[1] if said else _delimiter(first)
    ahead = list(islice(lines, _LINES_AHEAD)) if delimiter == "\t" else []
    plain = delimiter == "\t" and _has_bare_quotes("".join((first, *ahead)), whole=len(ahead) < _LINES_AHEAD)
    following = chain((first, *ahead), lines)
    rows = csv.reader(following, delimiter=delimiter, quoting=csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL)
    top = _next(rows)
    if isinstance(top, str):
        yield ReadFailure(source.path, top, 1)
        return
    heads = [head.strip() for head in top or ()]
    sample: list[tuple[int, list[str] | str]] = []
    numbered = _numbered(rows)
    columns = {kind: _column(heads, names) for kind, names in reading.columns.items()}
    if top and all(column is None for column in columns.values()) and max(map(len, heads)) >= _PROSE:
        if reading.text_column is not None:
            yield ReadFailure(source.path, "không có dòng tên cột nên không tìm được --text-column (no heads)")
            return
        sample, heads = [(1, top)], [str(number) for number in range(1, len(top) + 1)]
        numbered = _numbered(rows, 1)
        notes += ("không có dòng tên cột: đã tự tìm cột chứa bài (no heads)",)
    for item in numbered:
        sample.append(item)
        if len(sample) >= _SAMPLE_ROWS:
            break
    column = _text_column(heads, columns, [row for _, row in sample if isinstance(row, list)], reading)
    if isinstance(column, str):
        yield ReadFailure(source.path, column)
        return
    columns["text"] = column
    if not sample:
        yield ReadFailure(source.path, "file CSV chỉ có dòng tên cột (no rows)")
    for number, row in chain(sample, numbered):
        yield _record(number, row, columns, source, reading, notes)


def _numbered(rows: Iterator[list[str]], number: int = 0) -> Iterator[tuple[int, list[str] | str]]:
    """Rows that hold something, counted on from a number; for a row that cannot be read, why."""
    while (row := _next(rows)) is not None:
        if isinstance(row, str) or any(cell.strip() for cell in row):
            number += 1
            yield number, row


def _next(rows: Iterator[list[str]]) -> list[str] | str | None:
    """The next row, or why it cannot be read; None behind the last one."""
    try:
        return next(rows, None)
    except csv.Error as error:
        return f"dòng CSV hỏng (bad row): {error}"


def _folded(head: str) -> str:
    """A column's name without case, diacritics and joints: "Nội_dung" → "noi dung"."""
    plain = unicodedata.normalize("NFD", head.lower().replace("đ", "d"))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(bare.replace("_", " ").replace("-", " ").replace("\ufeff", "").split())


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    folded = [_folded(head) for head in heads]
    return next((folded.index(name) for name in names if name in folded), None)


def _text_column(
    heads: Sequence[str], columns: dict[str, int | None], rows: Sequence[Sequence[str]], reading: Reading
) -> int | str:
    """The column of the articles, or why there is none."""
    listed = ", ".join(heads)
    if reading.text_column is not None:
        found = _column(heads, [_folded(reading.text_column)])
        if found is None:
            return f"không có cột «{reading.text_column}»; các cột: {listed} (no such column)"
        return found
    if (named := columns["text"]) is not None:
        return named
    taken = {index for kind, index in columns.items() if kind != "text"}
    lengths = {
        index: sum(len(row[index]) for row in rows if index < len(row)) / len(rows)
        for index in range(len(heads))
        if rows and index not in taken
    }
    best = max(lengths, key=lambda index: lengths[index], default=None)
    if best is None or lengths[best] < _PROSE:
        return f"không thấy cột nào chứa bài; các cột: {listed}; hãy chỉ rõ bằng --text-column (no text column)"
    return best


def _record(
    number: int,
    row: list[str] | str,
    columns: dict[str, int | None],
    source: Source,
    reading: Reading,
    notes: tuple[str, ...],
) -> Record | ReadFailure:
    """The record of one row; `number` counts rows from 1 under the heads."""
    if isinstance(row, str):
        return ReadFailure(source.path, row, number)
    fields: dict[str, object] = {
        kind: row[index] for kind, index in columns.items() if index is not None and index < len(row)
    }
    text = str(fields.get("text", ""))
    if not text.strip():
        return ReadFailure(source.path, "ô văn bản rỗng (empty text cell)", number)
    id_ = str(fields.get("id") or "").strip() or f"{plain_id(source.name)}:{number}"
    repair = repaired(text, reading.load_legacy)
    found = record_of_fields(id_, repair.text, fields, source.path, (*notes, *repair.notes), reading)
    return ReadFailure(source.path, found, number) if isinstance(found, str) else found
