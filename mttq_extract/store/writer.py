"""Filling the database: one transaction a document, and nothing written for what is already there."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mttq_extract.errors import StoreError
from mttq_extract.store import rows
from mttq_extract.store.connect import open_for_writing, store_errors
from mttq_extract.store.filters import LAST_DAY
from mttq_extract.store.fold import fold
from mttq_extract.store.indicator_table import read_indicators, stored_indicators
from mttq_extract.store.schema import ID_STRIDE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from types import TracebackType
    from typing import Self

    from mttq_extract.types import Document, Record


@dataclass(frozen=True, slots=True)
class ExtractorVersion:
    """What decides the result of an extraction: a document made by another version is made again."""

    package: str
    tables: str
    models: str


@dataclass(slots=True)
class Counts:
    """What a run has done so far."""

    documents_read: int = 0
    documents_stored: int = 0
    documents_unchanged: int = 0
    failed: int = 0
    figures_stored: int = 0


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What the database says about a record: whether it must be extracted, and where its text came from."""

    current: bool
    path: str | None = None
    changed_text: bool = False


class Store:
    """A database open for writing; use it in a `with` statement."""

    def __init__(self, path: str) -> None:
        """Open or make the database; raises UsageError and StoreError as `open_for_writing` does."""
        self.path = path
        self._db = open_for_writing(path)
        self._connection: sqlite3.Connection = self._db.conn
        try:
            self._refresh_indicators()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; the write-ahead log is folded into its file."""
        self._db.close()

    def begin_run(self, version: ExtractorVersion) -> int:
        """Note that a run starts, and give its id."""
        with store_errors(self.path), self._db.atomic():
            cursor = self._connection.execute(
                "INSERT INTO runs (started, package_version, tables_hash, models_hash) VALUES (?, ?, ?, ?)",
                (_now(), version.package, version.tables, version.models),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def end_run(self, run: int, counts: Counts, *, complete: bool) -> None:
        """Note what a run did; one that was stopped keeps an empty `finished`."""
        with store_errors(self.path), self._db.atomic():
            self._connection.execute(
                "UPDATE runs SET finished = ?, documents_read = ?, documents_stored = ?,"
                " documents_unchanged = ?, failed = ?, figures_stored = ? WHERE id = ?",
                (_now() if complete else None, *astuple(counts), run),
            )
        with store_errors(self.path), self._db.atomic():
            self._refresh_totals()
        if counts.documents_stored:
            # Fresh statistics for the query planner; a bounded sample, so that its cost does not grow.
            with store_errors(self.path):
                self._connection.execute("PRAGMA analysis_limit=1000")
                self._connection.execute("ANALYZE")

    def look_up(self, record: Record, version: ExtractorVersion) -> StoredRecord:
        """Whether the record, as it is, was already extracted by this version."""
        with store_errors(self.path):
            row = self._connection.execute(
                "SELECT d.record_sha256, d.path, d.sha256, r.package_version, r.tables_hash, r.models_hash"
                " FROM documents AS d JOIN runs AS r ON r.id = d.run WHERE d.id = ?",
                (record.id,),
            ).fetchone()
        if row is None:
            return StoredRecord(current=False)
        sha256, path, text_sha256, *made_by = row
        current = sha256 == rows.record_sha256(record) and ExtractorVersion(*made_by) == version
        return StoredRecord(current, path, text_sha256 != rows.text_sha256(record.text))

    def write(self, document: Document, record: Record, run: int) -> None:
        """Store a document in one transaction, in place of what was stored under its id.

        Raises StoreError when the text is too long for stable ids; OffsetError for spans that contradict
        each other.
        """
        if len(document.text) >= ID_STRIDE:
            raise StoreError(
                f"{record.path or document.id}: bài dài {len(document.text)} ký tự, tối đa {ID_STRIDE - 1} "
                "(text too long); hãy chia nhỏ file"
            )
        with store_errors(self.path):
            # IMMEDIATE: the number of a new document is read and used under one lock.
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.execute("UPDATE totals_state SET fresh = 0 WHERE fresh")
                number = self._place(document, record, run)
                self._fill(document, number)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def move(self, record: Record) -> None:
        """Note the new path of a record that is otherwise unchanged."""
        with store_errors(self.path), self._db.atomic():
            self._connection.execute("UPDATE documents SET path = ? WHERE id = ?", (record.path, record.id))

    def write_failure(self, path: str, item: str, reason: str) -> None:
        """Note an input that gave no document; `item` is the line or the record id inside a file of many."""
        with store_errors(self.path), self._db.atomic():
            self._connection.execute(
                "INSERT INTO failures (path, item, reason) VALUES (?, ?, ?)"
                " ON CONFLICT (path, item) DO UPDATE SET reason = excluded.reason"
                " WHERE reason != excluded.reason",
                (path, item, reason),
            )

    def forget_failures(self, paths: Iterable[str], keep: set[tuple[str, str]]) -> None:
        """Drop the failures of these paths that did not come up again."""
        with store_errors(self.path), self._db.atomic():
            known = self._connection.execute("SELECT path, item FROM failures").fetchall()
            gone = [key for key in known if key not in keep and key[0] in set(paths)] if known else []
            self._connection.executemany("DELETE FROM failures WHERE path = ? AND item = ?", gone)

    def _refresh_totals(self) -> None:
        """Add up again, unless nothing was written since; a run that is killed leaves that to the next one."""
        execute = self._connection.execute
        if execute("SELECT fresh FROM totals_state").fetchone()[0]:
            return
        execute("DELETE FROM totals")
        execute(
            "INSERT INTO totals SELECT f.indicator, f.unit, f.role,"
            f" substr({LAST_DAY}, 1, 4) AS year, count(*), sum(f.low_num) FILTER (WHERE f.fact = f.id),"
            " min(f.low_num), max(f.high_num) FROM figures AS f INDEXED BY figures_filter"
            " GROUP BY f.indicator, f.unit, f.role, year"
        )
        execute("UPDATE totals_state SET fresh = 1")

    def _refresh_indicators(self) -> None:
        wanted = read_indicators()
        with store_errors(self.path):
            if stored_indicators(self._connection) == wanted:
                return
            with self._db.atomic():
                self._connection.executemany(
                    'INSERT INTO indicators (id, "group", unit, label_vi, label_en) VALUES (?, ?, ?, ?, ?)'
                    ' ON CONFLICT (id) DO UPDATE SET "group" = excluded."group", unit = excluded.unit,'
                    " label_vi = excluded.label_vi, label_en = excluded.label_en",
                    [(i.id, i.group, i.unit, i.label_vi, i.label_en) for i in wanted],
                )

    def _place(self, document: Document, record: Record, run: int) -> int:
        """Insert or update the row of table documents; the number stays with the id for ever."""
        published = document.published or record.published
        row = (
            document.title or record.title,
            published.isoformat() if published else None,
            document.outlet or record.outlet,
            document.author or record.author,
            document.url or record.url,
            record.path,
            rows.text_sha256(document.text),
            rows.record_sha256(record),
            run,
            document.text,
        )
        execute = self._connection.execute
        known = execute("SELECT number FROM documents WHERE id = ?", (document.id,)).fetchone()
        if known is not None:
            number = int(known[0])
            self._clear(document.id, number)
            execute(
                "UPDATE documents SET title = ?, published = ?, outlet = ?, author = ?, url = ?, path = ?,"
                " sha256 = ?, record_sha256 = ?, run = ?, text = ? WHERE id = ?",
                (*row, document.id),
            )
        else:
            number = int(execute("SELECT coalesce(max(number), 0) + 1 FROM documents").fetchone()[0])
            execute(
                "INSERT INTO documents (id, number, title, published, outlet, author, url, path, sha256,"
                " record_sha256, run, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (document.id, number, *row),
            )
        execute(
            "INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)",
            (number, fold(row[0] or ""), fold(document.text)),
        )
        return number

    def _fill(self, document: Document, number: int) -> None:
        """Insert what belongs to a document."""
        sentences = rows.sentence_rows(document, number)
        figures = rows.figure_rows(document, number)
        self._insert("sentences", sentences)
        self._insert("figures", figures)
        self._insert("entities", rows.entity_rows(document, number))
        self._insert("rejections", rows.rejection_rows(document, number))
        self._connection.executemany(
            "INSERT INTO sentences_fts (rowid, text) VALUES (?, ?)",
            [(row[0], fold(row[-1])) for row in sentences],
        )
        pairs = zip(figures, document.figures, strict=True)
        self._connection.executemany(
            "INSERT INTO figures_fts (rowid, subject, place) VALUES (?, ?, ?)",
            [(row[0], *rows.search_words(figure.subject, figure.place)) for row, figure in pairs],
        )

    def _insert(self, table: str, values: Sequence[rows.Row]) -> None:
        if values:
            marks = ", ".join("?" * len(values[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)

    def _clear(self, document: str, number: int) -> None:
        """Take out what belongs to a document; the search indexes want the words that were put in."""
        execute, executemany = self._connection.execute, self._connection.executemany
        title, text = execute("SELECT title, text FROM documents WHERE id = ?", (document,)).fetchone()
        execute(
            "INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (number, fold(title or ""), fold(text)),
        )
        sentences = execute("SELECT id, text FROM sentences WHERE document = ?", (document,)).fetchall()
        executemany(
            "INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', ?, ?)",
            [(id_, fold(text)) for id_, text in sentences],
        )
        figures = execute("SELECT id, subject, place FROM figures WHERE document = ?", (document,)).fetchall()
        executemany(
            "INSERT INTO figures_fts (figures_fts, rowid, subject, place) VALUES ('delete', ?, ?, ?)",
            [(id_, *rows.search_words(subject, place)) for id_, subject, place in figures],
        )
        for table in ("rejections", "entities", "figures", "sentences"):
            execute(f"DELETE FROM {table} WHERE document = ?", (document,))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
