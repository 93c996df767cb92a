"""Files, folders, globs and the standard input, as a stream of records in a fixed order."""

from __future__ import annotations

import errno
import glob
import io
import os
import sys
from typing import TYPE_CHECKING

from mttq_extract.errors import ReadError
from mttq_extract.read.contents import refusal
from mttq_extract.read.formats import reader_of, suffixes
from mttq_extract.read.ids import DistinctIds
from mttq_extract.read.jsonl import looks_like_jsonl, records_of_lines
from mttq_extract.read.plain import read_plain, record_of_stream
from mttq_extract.read.reading import Reading
from mttq_extract.read.saved_pages import parts_of_pages
from mttq_extract.read.source import Reader, ReadFailure, Source, tripped
from mttq_extract.time_limit import TimeLimitError
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "-"
_LINKED = "liên kết tới thư mục khác, không đi theo (linked folder); hãy đưa thẳng đường dẫn của nó"


def read_paths(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Record | ReadFailure]:
    """Read articles from files, folders (with what is under them, sorted), globs and "-" (standard input).

    The order and the ids depend on the paths alone. What cannot be read is a `ReadFailure` in its place.

    Raises ReadError, before anything is read, when a path does not exist.
    """
    return read_sources(find_sources(paths))


def find_sources(paths: Iterable[str | os.PathLike[str]]) -> list[Source | ReadFailure]:
    """The files that the paths stand for, each once, in reading order.

    Raises ReadError when a path does not exist or a glob matches nothing.
    """
    found: list[Source | ReadFailure] = []
    seen: set[str] = set()
    for path in paths:
        for item in _expand(os.fspath(path)):
            if isinstance(item, ReadFailure):
                found.append(item)
            elif (real := os.path.realpath(item) if item != STDIN else STDIN) not in seen:
                seen.add(real)
                found.append(_stdin() if item == STDIN else Source.of_file(item))
    return found


def read_sources(
    sources: Iterable[Source | ReadFailure], reading: Reading | None = None
) -> Iterator[Record | ReadFailure]:
    """Read sources in order, with ids that are distinct among them; `reading` holds the user's options."""
    ids, reading = DistinctIds(), reading or Reading()
    for source in sources:
        if isinstance(source, ReadFailure):
            yield source
            continue
        reader = _read_stdin if source.path == STDIN else _reader(source.name)
        if reader is None:
            reason = refusal(source.name) or "chưa đọc được định dạng này (unknown format)"
            reason += f"; đọc được: {suffixes()}"
            yield ReadFailure(source.path, reason)
            continue
        try:
            for item in reader(source, reading):
                yield ids.claim(item, _name(item, source)) if isinstance(item, Record) else item
        except OSError as error:
            yield ReadFailure(source.path, _reason(error))
        except MemoryError:
            yield ReadFailure(source.path, "file quá lớn, không đủ bộ nhớ (out of memory); hãy chia nhỏ file")
        except Exception as error:  # a file that trips a reader must not end the batch
            yield ReadFailure(source.path, tripped(error))


def _name(record: Record, source: Source) -> str:
    """The name of the file that a record was read from; members of an archive have their own."""
    inside = record.path is not None and record.path != source.path
    return os.path.basename(record.path or "") if inside else source.name


def _reader(name: str) -> Reader | None:
    """The reader for a path somebody gave; a name with no suffix at all is taken for plain text."""
    return reader_of(name) or (None if "." in name.lstrip(".") else read_plain)


def _expand(path: str) -> Iterator[str | ReadFailure]:
    if path == STDIN:
        yield STDIN
    elif os.path.isdir(path):
        yield from _folder(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True), key=_parts)
        if not matches:
            raise ReadError(f"Không có file nào khớp mẫu: {path} (no match)")
        for match in matches:
            if not os.path.isdir(match):
                yield match
            elif "**" not in path:  # "**" lists what is in its folders itself
                yield from _folder(match)
    else:
        raise ReadError(f"Không tìm thấy đường dẫn: {path} (no such path)")


def _folder(folder: str) -> Iterator[str | ReadFailure]:
    """The files under a folder that have a reader, sorted; hidden ones are left out, other documents are named."""
    items: list[tuple[tuple[str, ...], str | ReadFailure]] = []

    def unreadable(error: OSError) -> None:
        where = str(error.filename)
        items.append((_parts(where), ReadFailure(Source.of_file(where).path, _reason(error))))

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        beside = parts_of_pages(names)
        folders[:] = [name for name in folders if not name.startswith(".") and name not in beside]
        for link in filter(os.path.islink, (os.path.join(parent, name) for name in folders)):
            items.append((_parts(link), ReadFailure(Source.of_file(link).path, _LINKED)))
        for name in names:
            path = os.path.join(parent, name)
            if name.startswith((".", "~$")):  # "~$": what Word leaves beside a file that is open
                continue
            if reader_of(name) is None:
                if reason := refusal(name):
                    items.append((_parts(path), ReadFailure(Source.of_file(path).path, reason)))
                continue
            # A pipe or a socket among the articles would make the run wait for ever; a link to nothing is a failure.
            if os.path.isfile(path) or not os.path.exists(path):
                items.append((_parts(path), path))
    if not items:
        shown = Source.of_file(folder).path
        yield ReadFailure(shown, f"thư mục không có bài nào (no articles); đọc được: {suffixes()}")
    for _, item in sorted(items, key=lambda pair: pair[0]):
        yield item


def _parts(path: str) -> tuple[str, ...]:
    """Sort key that keeps a folder together: "a/z" comes before "a-b/c"."""
    return tuple(path.split(os.sep))


def _stdin() -> Source:
    def open_stdin() -> io.BufferedReader:
        stream = sys.stdin.buffer
        if isinstance(stream, io.BufferedReader):
            return stream
        return io.BufferedReader(io.BytesIO(stream.read()))

    return Source(STDIN, "stdin", open_stdin)


def _read_stdin(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read the standard input: JSON lines when its first line is one, else one article."""
    stream = source.open()
    if looks_like_jsonl(stream.peek(1)):
        yield from records_of_lines(stream, source, reading)
    else:
        yield record_of_stream(stream, source, reading)


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền đọc (permission denied)"
    if error.errno == errno.ELOOP:
        return "không mở được: các liên kết trỏ vòng quanh (symlink loop)"
    if isinstance(error, TimeLimitError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "không mở được: file đã mất hoặc liên kết hỏng (no such file)"
    return f"không đọc được: {error.strerror or error} (read error)"
