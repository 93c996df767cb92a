"""What the tests of readers share: building files and reading them back."""

from __future__ import annotations

import io
import quopri
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mttq_extract.read import ReadFailure
from mttq_extract.read.legacy import Legacy
from mttq_extract.read.paths import find_sources, read_sources
from mttq_extract.read.reading import Reading
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document

PROSE = (
    "Sáng 24/9, Ủy ban MTTQ Việt Nam phường Hoa Đào trao 12 căn nhà đại đoàn kết cho hộ nghèo, khẳng định sự "
    "quan tâm của cộng đồng. Đồng chí chủ tịch nói: đời sống người nghèo phải tốt hơn. Kinh phí 1,2 tỷ đồng."
)


def items(path: Path, text_column: str | None = None) -> list[Record | ReadFailure]:
    return list(read_sources(find_sources([path]), Reading(text_column)))


def record(path: Path) -> Record:
    (item,) = items(path)
    assert isinstance(item, Record), item
    return item


def reason(path: Path) -> str:
    (item,) = items(path)
    assert isinstance(item, ReadFailure), item
    assert item.path == str(path)
    return item.reason


def in_encoding(text: str, id_: str) -> bytes:
    """The bytes of a text as a program of the time wrote them."""
    if id_ == "cp1258":
        return b"".join(map(_cp1258, text))
    (encoding,) = [e for e in Legacy.load().encodings if e.id == id_]
    letters = {letter: old for old, letter in reversed(encoding.charmap.pairs)}
    if id_ == "tcvn3":  # it has no capitals with tones: fonts drew them
        letters |= {c: letters.get(c.lower(), c) for c in "ẢẤỦỨỐỒỘỆẾÀÁẠÚÙ"}
    return "".join(letters.get(char, char) for char in text).encode("latin-1")


def _cp1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        return (base + "".join(tones)).encode("cp1258")


def word(path: Path, *parts: str | Sequence[Sequence[str]]) -> Path:
    """A .docx file of paragraphs and tables."""
    import docx

    document: Document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, cells in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    """A .zip file of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_macros(path: Path) -> bytes:
    """A .docx file as Word saves it with macros: the same parts under another type."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            old = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            out.writestr(name, source.read(name).replace(old, b"vnd.ms-word.document.macroEnabled.main+xml"))
    return buffer.getvalue()


def as_strict(path: Path) -> Path:
    """An Office file as it is when saved as "Strict Open XML"."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    usual = re.compile(rb"http://schemas.openxmlformats.org/(officeDocument|\w+ml)/2006/")
    return packed(path, {n: usual.sub(rb"http://purl.oclc.org/ooxml/\1/", data) for n, data in members.items()})


def web_archive(page: bytes, url: str = "https://daidoanket.vn/trao-nha-10290001.html") -> bytes:
    """A page as Chrome saves it in one file, with a frame of advertisements before it."""
    part = "--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {}\r\nContent-Location: {}\r\n\r\n"
    return b"".join(
        (
            f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nMIME-Version: 1.0\r\n".encode(),
            b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x"\r\n\r\n',
            part.format("8bit", "cid:frame@mhtml.blink").encode() + b"<p>Mua 1 tang 1</p>\r\n",
            part.format("quoted-printable", url).encode() + quopri.encodestring(page) + b"\r\n--x--\r\n",
        )
    )


def workbook(path: Path, *sheets: tuple[str, list[list[Any]]]) -> Path:
    """An Excel file of sheets by name and rows; fractions below 2 are shown in per cent."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, float) and cell.value < 2:
                    cell.number_format = "0.0%"
                elif isinstance(cell.value, int | float) and cell.value > 99:
                    cell.number_format = "#,##0.0"
    book.save(path)
    return path
