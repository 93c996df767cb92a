"""Many articles in one file, one JSON object a line."""

from __future__ import annotations

import gzip
import io
import json
import unicodedata
import zlib
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import (
    UndecodableError,
    byte_order_mark,
    decode_bytes,
    stored_text,
    unstorable,
)
from mttq_extract.read.metadata import published_date
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_jsonl(source: Source) -> Iterator[Record | ReadFailure]:
    """Read a .jsonl file; a line that is wrong is given as a failure and the lines after it are read."""
    with source.open() as stream:
        yield from records_of_lines(stream, source)


def read_jsonl_gz(source: Source) -> Iterator[Record | ReadFailure]:
    """Read a .jsonl.gz file, line by line; a damaged end is given as a failure after the good lines."""
    with source.open() as packed, gzip.GzipFile(fileobj=packed) as stream:
        try:
            yield from records_of_lines(stream, source)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            yield ReadFailure(source.path, f"file nén hỏng hoặc thiếu đoạn cuối (damaged gzip): {error}")


def records_of_lines(stream: io.BufferedReader | gzip.GzipFile, source: Source) -> Iterator[Record | ReadFailure]:
    """The records in a stream of JSON lines; UTF-16 and UTF-32 are known by their byte order mark."""
    head = stream.peek(8192)[:8192]
    _, encoding = byte_order_mark(head)
    if encoding == "utf-8" and b"\0" in head:
        reason = f"file nhị phân, không phải JSONL: byte 0x00 ở vị trí {head.index(0)} (binary file)"
        yield ReadFailure(source.path, reason)
        return
    lines = _utf8_lines(stream) if encoding == "utf-8" else _wide_lines(stream, encoding)
    empty = True
    for number, line in enumerate(lines, start=1):
        if isinstance(line, str) and not line.strip():
            continue
        empty = False
        yield _record(line, source.path, number)
    if empty:
        yield ReadFailure(source.path, "file rỗng, không có bản ghi nào (empty file)")


def _utf8_lines(stream: io.BufferedReader | gzip.GzipFile) -> Iterator[str | UndecodableError]:
    """Lines decoded one at a time, so that one bad byte costs one record."""
    offset = 0
    for line in stream:
        try:
            yield decode_bytes(line, "utf-8", offset=offset).removeprefix("\ufeff")
        except UndecodableError as error:
            yield error
        offset += len(line)


def _wide_lines(stream: io.BufferedReader | gzip.GzipFile, encoding: str) -> Iterator[str | UndecodableError]:
    """Lines of UTF-16 or UTF-32, where a line feed is more than one byte."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    try:
        for number, line in enumerate(text):
            yield line.removeprefix("\ufeff") if number == 0 else line
    except UnicodeDecodeError as error:
        yield UndecodableError(f"không phải {encoding.upper()}: {error.reason}; hãy đổi file sang UTF-8")
    finally:
        text.detach()


def _record(line: str | UndecodableError, path: str, number: int) -> Record | ReadFailure:
    if isinstance(line, UndecodableError):
        return ReadFailure(path, str(line), number)
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        return ReadFailure(path, f"không phải JSON ở cột {error.colno} ({error.msg})", number)
    except (ValueError, RecursionError) as error:
        return ReadFailure(path, f"không đọc được JSON ({error})", number)
    if not isinstance(fields, dict):
        return ReadFailure(path, "mỗi dòng phải là một đối tượng JSON {…} (not a JSON object)", number)
    id_ = fields.get("id")
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if not isinstance(id_, str) or not id_.strip():
        return ReadFailure(path, "thiếu trường «id» (missing id)", number)
    text = fields.get("text")
    if not isinstance(text, str):
        return ReadFailure(path, f"bản ghi {id_!r}: thiếu «text», hoặc không phải chuỗi (no text)", number)
    if not text.strip():
        return ReadFailure(path, f"bản ghi {id_!r}: bài rỗng (empty text)", number)
    values = {name: _string(fields.get(name)) for name in ("title", "outlet", "url", "author")}
    for value in (id_, text, *values.values()):
        if value is not None and (problem := unstorable(value)):
            return ReadFailure(path, f"bản ghi {id_!a}: {problem}", number)
    published = published_date(fields.get("published"))
    notes: tuple[str, ...] = ()
    if published is None and fields.get("published"):
        notes = (f"published {fields['published']!r} không phải ngày, đã bỏ qua (not a date)",)
    id_ = unicodedata.normalize("NFC", id_)
    return Record(id=id_, text=stored_text(text), published=published, path=path, notes=notes, **values)


def _string(value: object) -> str | None:
    """A metadata field as text; anything but a string with something in it is nothing."""
    return stored_text(value).strip() or None if isinstance(value, str) else None


def looks_like_jsonl(head: bytes) -> bool:
    """Whether a stream begins with a JSON object: how the standard input tells its format.

    >>> looks_like_jsonl(b'{"id": "1"'), looks_like_jsonl(b"Trao qua")
    (True, False)
    """
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
