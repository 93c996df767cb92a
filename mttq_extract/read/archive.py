"""Zip files of articles, read member by member without writing anything to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from mttq_extract.read.contents import refusal
from mttq_extract.read.saved_pages import parts_of_pages
from mttq_extract.read.source import ReadFailure, Source, tripped
from mttq_extract.read.zip_limits import MOST_UNPACKED, DeceptiveZipError, check_member, check_total
from mttq_extract.time_limit import TimeLimitError
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mttq_extract.read.reading import Reading
    from mttq_extract.read.source import Reader

_ENCRYPTED = 0x1
_UTF8 = 0x800
# What zipfile raises over damaged heads and lists.
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError, struct.error)
_NESTED = (".zip", ".rar", ".7z", ".tar", ".tgz", ".tar.gz", ".gz", ".bz2", ".xz")
_SKIPPED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def archive_reader(reader_of: Callable[[str], Reader | None]) -> Reader:
    """A reader of zip files whose members are read by what `reader_of` gives for their names."""

    def read_zip(source: Source, reading: Reading) -> Iterator[Record | ReadFailure]:
        try:
            with source.open() as stream, zipfile.ZipFile(stream) as archive:
                for member in archive.infolist():
                    member.filename = _named(member)
                members = sorted(archive.infolist(), key=lambda member: member.filename.split("/"))
                yield from _Members(archive, source, reading, reader_of).read(members)
        except _DAMAGE as error:
            yield ReadFailure(source.path, f"file zip hỏng hoặc không phải zip (damaged zip): {error}")

    return read_zip


class _Members:
    """Reads the members of one archive."""

    def __init__(
        self,
        archive: zipfile.ZipFile,
        source: Source,
        reading: Reading,
        reader_of: Callable[[str], Reader | None],
    ) -> None:
        self.archive, self.source, self.reading, self.reader_of = archive, source, reading, reader_of

    def read(self, members: list[zipfile.ZipInfo]) -> Iterator[Record | ReadFailure]:
        """The records of all members in the order of their names."""
        try:
            check_total(members, MOST_UNPACKED)
        except DeceptiveZipError as error:
            yield ReadFailure(self.source.path, str(error))
            return
        empty = True
        beside = parts_of_pages(member.filename for member in members)
        for member in members:
            name = PurePosixPath(member.filename).name
            reader = self.reader_of(name)
            if not _escapes(member.filename):
                hidden = name.startswith(".") or member.filename.startswith(_SKIPPED) or name in _SKIPPED
                other = reader is None and refusal(name) is None
                other = other or any(str(folder) in beside for folder in PurePosixPath(member.filename).parents)
                if member.is_dir() or hidden or other:
                    continue  # pictures, frames and style sheets between the articles are left out, as in a folder
            empty = False
            path = f"{self.source.path}/{_shown(member.filename)}"
            if (reason := self._refused(member, name)) or reader is None:
                yield ReadFailure(path, reason or refusal(name) or "chưa đọc được (unknown format)")
            else:
                yield from self._member(member, name, path, reader)
        if empty:
            yield ReadFailure(self.source.path, "file zip không có bài nào (no articles in the archive)")

    def _refused(self, member: zipfile.ZipInfo, name: str) -> str | None:
        """Why a member is not read, or None."""
        if _escapes(member.filename):
            return "tên file trong zip trỏ ra ngoài thư mục («..» hoặc đường dẫn tuyệt đối): từ chối (path traversal)"
        if stat.S_ISLNK(member.external_attr >> 16):
            return "là liên kết (symlink) trong zip: từ chối đọc (symlink refused)"
        if member.flag_bits & _ENCRYPTED:
            return "có mật khẩu; hãy giải nén rồi đọc thư mục (encrypted)"
        if name.lower().endswith(_NESTED) and not name.lower().endswith(".jsonl.gz"):
            return "không đọc file nén nằm trong file nén; hãy giải nén trước (nested archive refused)"
        try:
            check_member(member)
        except DeceptiveZipError as error:
            return str(error)
        return None

    def _member(self, member: zipfile.ZipInfo, name: str, path: str, reader: Reader) -> Iterator[Record | ReadFailure]:
        try:
            opened: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", self.archive.open(member)))
        except _DAMAGE as error:
            yield ReadFailure(path, f"hỏng trong file zip (damaged in the archive): {error}")
            return
        try:
            for item in reader(Source(path, _shown(name), lambda: opened), self.reading):
                yield replace(item, path=path) if isinstance(item, Record) else item
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            yield ReadFailure(path, f"hỏng trong file zip (damaged in the archive): {error}")
        except TimeLimitError as error:
            yield ReadFailure(path, str(error))
        except OSError:
            raise
        except Exception as error:  # a member that trips a reader must not end the others
            yield ReadFailure(path, tripped(error))


def _named(member: zipfile.ZipInfo) -> str:
    """The name of a member; many programs write it in UTF-8 without the flag that says so.

    >>> _named(zipfile.ZipInfo("qu├╜ 3.txt"))
    'quý 3.txt'
    """
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or parts[0][1:2] == ":"


def _shown(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
