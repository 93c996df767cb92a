"""Many articles in one file, one JSON object a line."""

from __future__ import annotations

import gzip
import io
import json
import re
import unicodedata
import zlib
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import (
    Decoded,
    UndecodableError,
    byte_order_mark,
    converted_note,
    decode,
    decode_bytes,
    repaired,
    stored_text,
    unstorable,
)
from mttq_extract.read.limits import MOST_LINE, MOST_TEXT, read_whole
from mttq_extract.read.moments import published_moment
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mttq_extract.read.reading import Reading


_EMPTY = "file rỗng, không có bản ghi nào (empty file)"
_LIST = re.compile(r"\s*\[\s*(?:\{|\])")
_SPREAD = re.compile(r"\s*\{[ \t]*\r?\n")  # an object over several lines, as programs print it for people
_BETWEEN = re.compile(r"[\s,]*")
_MOST_KEYS, _MOST_KEY = 8, 30  # fields that are named, and characters of each


def read_jsonl(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a .jsonl file; a line that is wrong is given as a failure and the lines after it are read."""
    with source.open() as stream:
        yield from records_of_lines(stream, source, reading)


def read_jsonl_gz(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a .jsonl.gz file, line by line; a damaged end is given as a failure after all that is before it."""
    with source.open() as packed, gzip.GzipFile(fileobj=packed) as unpacked:
        whole = _UpToDamage(unpacked)
        lines: io.BufferedReader = io.BufferedReader(whole)
        last: Record | ReadFailure | None = None
        if lines.peek(1) or whole.damage is None:
            for item in records_of_lines(lines, source, reading):
                if last is not None:
                    yield last
                last = item
        # The line that the damage cut off is no fault of its own.
        if last is not None and not (isinstance(last, ReadFailure) and whole.damage is not None):
            yield last
        if whole.damage is not None:
            yield ReadFailure(source.path, f"file nén hỏng hoặc thiếu đoạn cuối (damaged gzip): {whole.damage}")


class _UpToDamage(io.RawIOBase):
    """A packed stream that ends where it is damaged, instead of losing what was unpacked just before."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self.damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self.damage is not None:
            return 0
        try:
            data = self._stream.read1(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            self.damage = error
            return 0
        buffer[: len(data)] = data
        return len(data)


def records_of_lines(stream: io.BufferedReader, source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """The records in a stream of JSON lines, or JSON over several lines; UTF-16 and UTF-32 are known by their mark."""
    head = stream.peek(8192)[:8192]
    length, encoding = byte_order_mark(head)
    begin = head[length:].decode(encoding, errors="ignore")
    if _LIST.match(begin) or _SPREAD.match(begin):
        yield from _records_of_whole(stream, source, reading)
        return
    if encoding == "utf-8" and b"\0" in head:
        reason = f"file nhị phân, không phải JSONL: byte 0x00 ở vị trí {head.index(0)} (binary file)"
        yield ReadFailure(source.path, reason)
        return
    lines: Iterator[Decoded | UndecodableError] = (
        _utf8_lines(stream, reading) if encoding == "utf-8" else _wide_lines(stream, encoding)
    )
    empty = True
    for number, line in enumerate(lines, start=1):
        if isinstance(line, Decoded) and not line.text.strip():
            continue
        empty = False
        yield _record(line, source.path, number, reading)
    if empty:
        yield ReadFailure(source.path, _EMPTY)


def _records_of_whole(stream: io.BufferedReader, source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """The records of a file that is one JSON list of objects, or objects over several lines; numbers count them."""
    try:
        found = _values(decode(read_whole(stream, MOST_TEXT), reading.load_legacy).text)
    except json.JSONDecodeError as error:
        yield ReadFailure(source.path, f"không phải JSON ở dòng {error.lineno}, cột {error.colno} ({error.msg})")
        return
    except (ValueError, RecursionError) as error:
        yield ReadFailure(source.path, f"không đọc được JSON ({error})")
        return
    if not found:
        yield ReadFailure(source.path, _EMPTY)
    for number, fields in enumerate(found, start=1):
        yield _record_of(fields, (), source.path, number, reading)


def _values(text: str) -> list[object]:
    """The values of a file of JSON, those of its lists one by one.

    >>> _values('{\\n"id": 1\\n}\\n[{"id": 2}]')
    [{'id': 1}, {'id': 2}]
    """
    decoder, out, at = json.JSONDecoder(), [], 0
    while (blank := _BETWEEN.match(text, at)) and (at := blank.end()) < len(text):
        value, at = decoder.raw_decode(text, at)
        out += value if isinstance(value, list) else [value]
    return out


def _utf8_lines(stream: io.BufferedReader, reading: Reading) -> Iterator[Decoded | UndecodableError]:
    """Lines decoded one at a time, so that one bad byte costs one record."""
    offset = 0
    while line := stream.readline(MOST_LINE + 1):
        size = len(line)
        if size > MOST_LINE:
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                size += len(rest)
            size += len(rest)
            yield UndecodableError(f"dòng dài hơn {MOST_LINE // 1_000_000} MB (line too long); hãy tách nhỏ")
        else:
            yield _decoded_line(line, offset, reading)
        offset += size


def _decoded_line(line: bytes, offset: int, reading: Reading) -> Decoded | UndecodableError:
    try:
        return Decoded(decode_bytes(line, "utf-8", offset=offset).removeprefix("\ufeff"))
    except UndecodableError as error:
        found = None if b"\0" in line else reading.legacy.decode(line)
        return error if found is None else Decoded(found[0], (converted_note(found[1]),))


def _wide_lines(stream: io.BufferedReader, encoding: str) -> Iterator[Decoded | UndecodableError]:
    """Lines of UTF-16 or UTF-32, where a line feed is more than one byte."""
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    try:
        for number, line in enumerate(text):
            yield Decoded(line.removeprefix("\ufeff") if number == 0 else line)
    except UnicodeDecodeError as error:
        yield UndecodableError(f"không phải {encoding.upper()}: {error.reason}; hãy đổi file sang UTF-8")
    finally:
        text.detach()


def _record(line: Decoded | UndecodableError, path: str, number: int, reading: Reading) -> Record | ReadFailure:
    if isinstance(line, UndecodableError):
        return ReadFailure(path, str(line), number)
    try:
        fields = json.loads(line.text)
    except json.JSONDecodeError as error:
        return ReadFailure(path, f"không phải JSON ở cột {error.colno} ({error.msg})", number)
    except (ValueError, RecursionError) as error:
        return ReadFailure(path, f"không đọc được JSON ({error})", number)
    return _record_of(fields, line.notes, path, number, reading)


def _record_of(
    fields: object, notes: tuple[str, ...], path: str, number: int, reading: Reading
) -> Record | ReadFailure:
    if not isinstance(fields, dict):
        return ReadFailure(path, "mỗi dòng phải là một đối tượng JSON {…} (not a JSON object)", number)
    id_ = fields.get("id")
    if isinstance(id_, int) and not isinstance(id_, bool):
        id_ = str(id_)
    if not isinstance(id_, str) or not id_.strip():
        reason = (
            "thiếu trường «id»"
            if id_ is None
            else f"trường «id» phải là chuỗi hoặc số nguyên, đang là {str(id_)[:_MOST_KEY]!r}"
        )
        return ReadFailure(path, f"{reason}; {_keys(fields)} (missing id)", number)
    text = fields.get("text")
    if not isinstance(text, str):
        reason = "thiếu «text»" if text is None else "«text» không phải chuỗi"
        return ReadFailure(path, f"bản ghi {id_!r}: {reason}; {_keys(fields)} (no text)", number)
    repair = repaired(text, reading.load_legacy)
    found = record_of_fields(id_, repair.text, fields, path, (*notes, *repair.notes), reading)
    return ReadFailure(path, found, number) if isinstance(found, str) else found


def _keys(fields: dict[str, object]) -> str:
    """The fields that a record has, for people who must rename one of them."""
    named = ", ".join(key[:_MOST_KEY] for key in list(fields)[:_MOST_KEYS])
    return f"bản ghi có: {named}{', …' if len(fields) > _MOST_KEYS else ''}" if named else "bản ghi trống"


def record_of_fields(
    id_: str, text: str, fields: dict[str, object], path: str, notes: tuple[str, ...], reading: Reading
) -> Record | str:
    """The record of a text and the metadata given beside it, or why there is none."""
    if not text.strip():
        return f"bản ghi {id_!r}: bài rỗng (empty text)"
    values = {name: _string(fields.get(name)) for name in ("title", "outlet", "url", "author")}
    for value in (id_, text, *values.values()):
        if value is not None and (problem := unstorable(value)):
            return f"bản ghi {id_!a}: {problem}"
    moment = published_moment(fields.get("published"), reading.load_months)
    if moment is None and fields.get("published"):
        notes += (f"published {fields['published']!r} không phải ngày, đã bỏ qua (not a date)",)
    return Record(
        id=unicodedata.normalize("NFC", id_),
        text=stored_text(text),
        published=moment.day if moment else None,
        published_at=moment.at if moment else None,
        path=path,
        notes=notes,
        title=values["title"],
        outlet=values["outlet"],
        url=values["url"],
        author=values["author"],
    )


def _string(value: object) -> str | None:
    """A metadata field as text; anything but a string with something in it is nothing."""
    return stored_text(value).strip() or None if isinstance(value, str) else None


def looks_like_jsonl(head: bytes) -> bool:
    """Whether a stream begins with a JSON object, or a list of them: how the standard input tells its format.

    >>> looks_like_jsonl(b'{"id": "1"'), looks_like_jsonl(b'[{"id": "1"'), looks_like_jsonl(b"[Trao qua]")
    (True, True, False)
    """
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return bare.startswith(b"{") or bare.removeprefix(b"[").lstrip().startswith(b"{")
