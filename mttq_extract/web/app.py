"""The application: a Datasette over one database that may only be read, with the plugin of the pages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from mttq_extract.errors import UsageError
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.patience import PATIENT, Patience
from mttq_extract.web import plugin
from mttq_extract.web.guard import LOOPBACK
from mttq_extract.web.words import Words, read_words

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS: dict[str, Any] = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_facet": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "num_sql_threads": 3,
}

# What reading needs; ATTACH, PRAGMA with a value and everything that writes is not among them.
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
# The full-text index looks at its own version, Datasette at that of the schema.
_PRAGMAS = frozenset({"data_version", "schema_version", "table_info", "table_xinfo"})


_PATIENCE = Patience(seconds=5.0)  # nobody looks at an empty page for longer


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What the pages are told at the start: the language without a choice, and where the last scores are."""

    lang: str = "vi"
    evaluation: Path | None = None
    hosts: frozenset[str] = LOOPBACK
    words: dict[str, Words] = field(default_factory=read_words)


class ReadOnlyDatabase(Database):  # type: ignore[misc]
    """The database behind the pages: every connection only reads, also while a run is writing."""

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that refuses to write, to attach and to change how it works."""
        if write:
            raise UsageError(f"{self.path}: chỉ đọc (read-only)")
        connection = open_for_reading(str(self.path), any_thread=True, patience=_PATIENCE)
        connection.set_authorizer(_authorize)
        self._all_file_connections.append(connection)
        return connection


class MttqPages(Datasette):  # type: ignore[misc]
    """A Datasette whose only database is one of ours."""

    def __init__(self, path: str, options: PageOptions) -> None:
        with as_file(files("mttq_extract.web") / "templates") as templates:
            super().__init__(
                files=[],
                settings=SETTINGS,
                template_dir=str(templates),
                static_mounts=[("tinh", str(templates.parent / "static"))],
                metadata={"title": "mttq"},
            )
        self.options = options
        self.remove_database("_memory")
        self.add_database(ReadOnlyDatabase(self, path, is_mutable=True), name=plugin.DATABASE)

    def warm(self) -> None:
        """Load what plots need behind the first pages; it takes about a second."""
        self.executor.submit(import_module, "altair")

    def close(self) -> None:
        """Close the connections, so that nothing is left beside the database."""
        self.executor.shutdown()
        for database in self.databases.values():
            database.close()


def application(path: str, options: PageOptions, patience: Patience = PATIENT) -> MttqPages:
    """The pages over the database at `path`; `patience` says how long is waited before the first of them.

    Raises UsageError when there is no such file or it holds no article; StoreError when it is not a database
    of this package.
    """
    with closing(open_for_reading(path, patience=patience)) as connection:
        if connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is None:
            raise UsageError(
                f"Cơ sở dữ liệu {path} chưa có bài nào (empty); đọc bài vào trước: mttq run BÀI… --db {path}"
            )
    if not pm.is_registered(plugin):
        pm.register(plugin, plugin.__name__)
    return MttqPages(path, options)


def _authorize(action: int, first: str | None, second: str | None, *_: object) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS:
        return sqlite3.SQLITE_OK
    # A connection declares the full-text tables to itself like this; the schema cannot be written so.
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
