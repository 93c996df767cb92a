"""One article in one plain text file."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import UndecodableError, decode, stored_text, unstorable
from mttq_extract.read.limits import MOST_TEXT, TooLargeError, read_whole
from mttq_extract.read.metadata import title_of
from mttq_extract.read.pipe_tables import with_tables
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mttq_extract.read.limits import Readable
    from mttq_extract.read.reading import Reading


def read_plain(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
    """Read a .txt or .md file as one article; the id is the file name without its suffix."""
    with source.open() as stream:
        yield record_of_stream(stream, source, reading)


def record_of_stream(stream: Readable, source: Source, reading: Reading) -> Record | ReadFailure:
    """The article in a stream that holds a whole plain text file."""
    try:
        decoded = decode(read_whole(stream, MOST_TEXT), reading.load_legacy)
    except (UndecodableError, TooLargeError) as error:
        return ReadFailure(source.path, str(error))
    text = stored_text(decoded.text)
    if not any(char.isprintable() and not char.isspace() for char in text):  # marks of no width are not text
        return ReadFailure(source.path, "file rỗng, không có chữ nào (empty file)")
    if problem := unstorable(text):
        return ReadFailure(source.path, problem)
    drawn = with_tables(text, reading) if _is_markdown(source.name) else None  # a .txt is never changed
    title = _title(text, source.name)
    marks = tuple(drawn.marks) if drawn else ()
    text = drawn.text if drawn else text
    return Record(plain_id(source.name), text, title, path=source.path, notes=decoded.notes, marks=marks)


def _title(text: str, name: str) -> str | None:
    title = title_of(text)
    return title and (title.lstrip("#").strip(" *_") or title) if _is_markdown(name) else title


def _is_markdown(name: str) -> bool:
    return name.lower().endswith(".md")


def plain_id(name: str) -> str:
    """The file name without its suffix, in NFC (some systems give names decomposed).

    >>> plain_id("bài 1.v2.txt"), plain_id("README")
    ('bài 1.v2', 'README')
    """
    stem, dot, _ = unicodedata.normalize("NFC", name).rpartition(".")
    return stem if dot and stem else name
