"""What a file is by its first bytes, where its name says something else."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from mttq_extract.read.decoding import byte_order_mark
from mttq_extract.read.source import ReadFailure, Source
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mttq_extract.read.reading import Reading
    from mttq_extract.read.source import Reader

_HEAD = 4096
# A comment ends at its first "-->", and nothing is given back: else many comments are cut in exponentially many ways.
_PAGE = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,500}+-->|\s)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_MAIL_HEAD = re.compile(rb"[A-Z][A-Za-z-]{2,40}:[ \t]")
_WEB_ARCHIVE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_WORKBOOK = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/")

REFUSED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".doc", ".dot", ".rtf", ".odt", ".wps"), "hãy lưu lại thành .docx"),
        **dict.fromkeys((".xls", ".xlsb", ".ods"), "hãy lưu lại thành .xlsx"),
        **dict.fromkeys((".ppt", ".pptx", ".odp"), "hãy lưu lại thành .pdf"),
        **dict.fromkeys((".epub", ".mobi", ".djvu", ".xps"), "hãy chuyển thành .pdf hoặc .txt"),
        **dict.fromkeys((".eml", ".msg"), "hãy lưu lại thành .html hoặc .txt"),
        **dict.fromkeys(
            (".rar", ".7z", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst"), "hãy giải nén, hoặc nén lại .zip"
        ),
    }
)
"""Formats that hold articles and are not read, with what to do; a folder's pictures and programs are passed over."""


def refusal(name: str) -> str | None:
    """Why a file that may hold articles is not read, by its name; None for any other name.

    >>> refusal("Báo cáo.DOC")
    'chưa đọc được .doc (unknown format); hãy lưu lại thành .docx'
    >>> refusal("anh.jpg") is None
    True
    """
    suffix = "." + name.lower().rpartition(".")[2]
    advice = REFUSED.get(suffix)
    return advice and f"chưa đọc được {suffix} (unknown format); {advice}"


def refusing(suffix: str) -> Reader:
    """A reader that refuses files of a suffix: below `by_contents` it is left with what its name says."""

    def read(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
        yield ReadFailure(source.path, str(refusal(source.name) or refusal(suffix)))

    return read


def format_of(head: bytes) -> str | None:
    """The suffix of what a file is by its first bytes, or None when they tell nothing.

    >>> format_of(b"%PDF-1.7"), format_of(b"<!DOCTYPE html><p>"), format_of(b"Trao 3 can nha")
    ('.pdf', '.html', None)
    """
    if b"%PDF-" in head[:1024] and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        if head[30:].startswith((*_OFFICE_PARTS, b"xl/")) and _WORKBOOK.search(head):
            return ".xlsx"
        return ".docx" if head[30:].startswith(_OFFICE_PARTS) else ".zip"
    if head.startswith(b"\x1f\x8b\x08"):
        return ".gz"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ".doc"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if _MAIL_HEAD.match(head) and _WEB_ARCHIVE.search(head):
        return ".mhtml"
    length, encoding = byte_order_mark(head)
    if _PAGE.match(head[length : length + 2048].decode(encoding, errors="ignore")):
        return ".html"
    return ".jsonl" if head.lstrip().startswith(b'{"') else None


def by_contents(suffix: str, readers: Mapping[str, Reader], instead: frozenset[str]) -> Reader:
    """A reader for files named with a suffix that hands one which is something else to the reader of that.

    `instead` are the formats that it is ready to find; what else the bytes may be is left to the reader named.
    """

    def read(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
        with source.open() as stream:
            found = format_of(stream.peek(_HEAD)[:_HEAD])
            same = Source(source.path, source.name, lambda: stream)
            another_name = found is not None and readers.get(found) is readers[suffix]  # as .htm is of .html
            if found is None or found not in instead or another_name:
                yield from readers[suffix](same, reading)
            elif found == ".zip":  # not opened: an archive may hold itself under another name
                yield ReadFailure(
                    source.path, f"tên là {suffix} nhưng bên trong là .zip; hãy đổi tên file (renamed zip)"
                )
            elif found not in readers:
                yield ReadFailure(source.path, f"tên là {suffix} nhưng bên trong là {found}: {refusal(found)}")
            else:
                note = f"tên là {suffix} nhưng bên trong là {found}: đã đọc như {found} (read by its contents)"
                for item in readers[found](same, reading):
                    yield replace(item, notes=(note, *item.notes)) if isinstance(item, Record) else item

    return read
