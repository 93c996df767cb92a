"""One article in one plain text file."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import UndecodableError, decode, stored_text, unstorable
from mttq_extract.read.metadata import title_of
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_plain(source: Source) -> Iterator[Record | ReadFailure]:
    """Read a .txt or .md file as one article; the id is the file name without its suffix."""
    with source.open() as stream:
        data = stream.read()
    yield record_of_bytes(data, source)


def record_of_bytes(data: bytes, source: Source) -> Record | ReadFailure:
    """The article in the bytes of a whole plain text file."""
    try:
        text = stored_text(decode(data))
    except UndecodableError as error:
        return ReadFailure(source.path, str(error))
    if not text.strip():
        return ReadFailure(source.path, "file rỗng, không có chữ nào (empty file)")
    if problem := unstorable(text):
        return ReadFailure(source.path, problem)
    return Record(id=plain_id(source.name), text=text, title=title_of(text), path=source.path)


def plain_id(name: str) -> str:
    """The file name without its suffix, in NFC (some systems give names decomposed).

    >>> plain_id("bài 1.v2.txt"), plain_id("README")
    ('bài 1.v2', 'README')
    """
    stem, dot, _ = unicodedata.normalize("NFC", name).rpartition(".")
    return stem if dot and stem else name
