"""Opening a database for writing or for questions, with errors that say what to do."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from mttq_extract.errors import StoreError, UsageError
from mttq_extract.store.patience import PATIENT, Patience
from mttq_extract.store.schema import MIGRATION_NAMES, MIGRATION_SET, migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRITING = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-65536")
_READING = ("query_only=ON", "temp_store=MEMORY", "cache_size=-65536", "mmap_size=1073741824")

_HEADER = b"SQLite format 3\0"
_REASONS = {
    "SQLITE_NOTADB": "không phải cơ sở dữ liệu SQLite (not a database); hãy chọn file khác",
    "SQLITE_BUSY": "đang bị một tiến trình khác khóa (locked); đợi nó xong rồi chạy lại",
    "SQLITE_LOCKED": "đang bị một tiến trình khác khóa (locked); đợi nó xong rồi chạy lại",
    "SQLITE_READONLY": "chỉ được đọc (read-only); hãy cấp quyền ghi cho file và thư mục chứa nó",
    "SQLITE_CANTOPEN": "không mở được (unable to open); kiểm tra quyền của file và thư mục chứa nó",
    "SQLITE_FULL": "đĩa đầy (disk full); những bài đã lưu vẫn còn, dọn đĩa rồi chạy lại",
    "SQLITE_CORRUPT": "bị hỏng (corrupt); hãy chạy lại `mttq run` vào một file mới",
    "SQLITE_IOERR": "lỗi đọc hoặc ghi đĩa (disk I/O error)",
}


@contextmanager
def store_errors(path: str) -> Iterator[None]:
    """Turn what SQLite raises inside the block into a StoreError that names file, cause and fix."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        # Extended names begin with the plain one: SQLITE_READONLY_DIRECTORY.
        known = (text for key, text in _REASONS.items() if name.startswith(key))
        reason = next(known, f"lỗi SQLite: {error}")
        raise StoreError(f"Cơ sở dữ liệu {path}: {reason}") from error


def reproducible_time() -> str | None:
    """The time that SOURCE_DATE_EPOCH asks for, so that two databases can be compared byte for byte; else None."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).isoformat(timespec="seconds") if epoch.isdigit() else None


def open_for_writing(path: str, patience: Patience = PATIENT) -> sqlite3.Connection:
    """Open or make the database at `path` and bring it to this version's schema.

    sqlite_utils, which imports pandas where that is installed, is loaded only to change a schema.

    Raises UsageError when its folder does not exist; LockedError when another process writes for longer than
    `patience` lasts; StoreError when the file is not a database of this package, was made by a newer version or is
    read-only.
    """
    _check_path(path)
    with store_errors(path):
        return patience.wait(path, lambda: _open_for_writing(path, patience.at_once))


def _open_for_writing(path: str, timeout: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=timeout)
    try:
        applied = _check_schema(connection, path, may_be_empty=True)
        for pragma in _WRITING:
            connection.execute(f"PRAGMA {pragma}")
        if not applied.issuperset(MIGRATION_NAMES):
            _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    # One transaction around all steps: two processes may meet at a new file, one may be killed.
    connection.execute("BEGIN IMMEDIATE")
    migrations().apply(Database(connection, execute_plugins=False))
    if when := reproducible_time():
        connection.execute("UPDATE _sqlite_migrations SET applied_at = ?", (when,))
    connection.execute("COMMIT")


def open_for_reading(path: str, *, any_thread: bool = False, patience: Patience = PATIENT) -> sqlite3.Connection:
    """Open the database at `path` for questions; nothing is written to it.

    `any_thread`: another thread may use or close it, as long as only one does at a time.

    sqlite_utils is left out on purpose: its import alone takes longer than most questions.

    Raises UsageError when there is no such file; LockedError when another process lets nobody read for longer than
    `patience` lasts; StoreError when it is not a database of this package.
    """
    _check_path(path)
    if not os.path.exists(path):
        raise UsageError(f"Không có cơ sở dữ liệu {path} (no such file); tạo bằng: mttq run BÀI… --db {path}")
    with store_errors(path):
        return patience.wait(path, lambda: _open_for_reading(path, any_thread, patience.at_once))


def _open_for_reading(path: str, any_thread: bool, timeout: float) -> sqlite3.Connection:
    # Read-write comes first although nothing is written: a connection that may not write leaves the two files
    # of the write-ahead log behind. The last one serves a database on a read-only disk.
    modes = ("mode=rw", "mode=ro", "mode=ro&immutable=1")
    for mode in modes:
        uri = f"file:{quote(os.path.abspath(path))}?{mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=timeout, check_same_thread=not any_thread)
        try:
            for pragma in _READING:
                connection.execute(f"PRAGMA {pragma}")
            _check_schema(connection, path)
        except BaseException as error:
            connection.close()
            name = getattr(error, "sqlite_errorname", "") or ""
            if mode != modes[-1] and name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
                continue
            raise
        return connection
    raise AssertionError("unreachable: the last mode returns or raises")


def _check_path(path: str) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise UsageError(f"Không có thư mục {folder} để đặt {path} (no such folder); hãy tạo trước")
    if os.path.isdir(path):
        raise UsageError(f"{path} là thư mục, không phải file cơ sở dữ liệu (is a folder)")
    # SQLite takes a file shorter than a page for an empty database, and would write over it.
    if os.path.isfile(path) and os.access(path, os.R_OK):
        with open(path, "rb") as stream:
            head = stream.read(len(_HEADER))
        if head and head != _HEADER:
            raise StoreError(f"Cơ sở dữ liệu {path}: {_REASONS['SQLITE_NOTADB']}")


def _check_schema(connection: sqlite3.Connection, path: str, *, may_be_empty: bool = False) -> set[str]:
    """See that the tables are those of this package and this version; gives the migrations that made them."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables and may_be_empty:
        return set()
    applied: set[str] = set()
    if "_sqlite_migrations" in tables:
        query = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
        applied = {name for (name,) in connection.execute(query, (MIGRATION_SET,))}
    if not applied:
        raise StoreError(f"Cơ sở dữ liệu {path}: không phải của mttq (not an mttq database); chọn file khác")
    if unknown := sorted(applied - set(MIGRATION_NAMES)):
        raise StoreError(
            f"Cơ sở dữ liệu {path}: do mttq mới hơn tạo ra, có {', '.join(unknown)} (newer schema); "
            "hãy nâng cấp: pip install --upgrade mttq-extract"
        )
    if not may_be_empty and (missing := [name for name in MIGRATION_NAMES if name not in applied]):
        raise StoreError(
            f"Cơ sở dữ liệu {path}: do mttq cũ tạo ra, thiếu {', '.join(missing)} (older schema); "
            f"hãy chạy lại: mttq run BÀI… --db {path}"
        )
    return applied
