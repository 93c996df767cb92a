"""What files of Word and Excel have in common: zip archives of XML parts, opened with care."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from mttq_extract.read.zip_limits import MOST_OFFICE, check_member, check_total

if TYPE_CHECKING:
    from collections.abc import Callable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old Office, and encrypted ones of new, begin."""

_KINDS = {
    "word/": "Word (.docx)",
    "xl/": "Excel (.xlsx)",
    "ppt/": "PowerPoint (.pptx)",
    "mimetype": "OpenDocument (.odt, .ods)",
}

# How "Strict Open XML", which Office offers among the kinds to save as, names what all others name by year.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_MAIN_RELATIONS = "_rels/.rels"


class UnreadableError(ValueError):
    """Why a file gives no text; the message is for the user."""


def check_parts(archive: zipfile.ZipFile, program: str, most: int = MOST_OFFICE) -> None:
    """Refuse an archive that unpacks to more than `most` bytes, declares XML entities or is of another program.

    Raises DeceptiveZipError and UnreadableError.
    """
    check_total(archive.infolist(), most)
    for member in archive.infolist():
        check_member(member)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name):
            raise UnreadableError(
                f"{name} khai báo DOCTYPE (thực thể XML), {program} không bao giờ ghi thế: từ chối đọc "
                "(XML entities refused)"
            )


def other_kind(archive: zipfile.ZipFile, own: str) -> str | None:
    """The kind of Office file that an archive is, when it has parts of another program than `own` ("word/")."""
    kinds = (
        kind for name in archive.namelist() for part, kind in _KINDS.items() if name.startswith(part) and part != own
    )
    return next(kinds, None)


def is_strict(archive: zipfile.ZipFile) -> bool:
    """Whether an Office file was saved as "Strict Open XML", whose names readers do not know."""
    return _MAIN_RELATIONS in archive.namelist() and _STRICT.search(archive.read(_MAIN_RELATIONS)) is not None


def usual_names(content: bytes) -> bytes:
    """A part of a strict file with the names that all other files have.

    >>> usual_names(b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    b'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    """
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)


def rewritten(archive: zipfile.ZipFile, change: Callable[[str, bytes], bytes]) -> bytes:
    """An archive whose parts, by name and content, are changed; nothing in them is run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        for name in archive.namelist():
            out.writestr(name, change(name, archive.read(name)))
    return buffer.getvalue()
