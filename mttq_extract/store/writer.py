"""Filling the database: whole documents, a few to a transaction, and nothing written for what is already there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from mttq_extract.store.canonical import refresh_canonical
from mttq_extract.store.connect import open_for_writing, reproducible_time, store_errors
from mttq_extract.store.correction_files import Imported, outcome
from mttq_extract.store.corrections import checked, corrections, keep, lose, put_on, undo, wanted_corrections
from mttq_extract.store.counting import settle
from mttq_extract.store.document_rows import DocumentRows, record_sha256, text_sha256
from mttq_extract.store.document_writer import store_document
from mttq_extract.store.indicator_table import read_indicators, stored_indicators
from mttq_extract.store.parties import Parties
from mttq_extract.store.patience import PATIENT, Patience
from mttq_extract.store.place_units import place_figures
from mttq_extract.store.signature import Signer
from mttq_extract.store.totals import refresh_totals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from mttq_extract.store.corrections import Correction
    from mttq_extract.types import Document, Record


TOGETHER = 25
"""Documents written in one transaction; what a run that is killed does again at most, per run."""

MOST_CHARACTERS = 2_000_000
"""Characters of text from which waiting documents are written before there are `TOGETHER` of them."""


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
    documents_skipped: int = 0


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What the database says about a record: whether it must be extracted, and where its text came from."""

    current: bool
    path: str | None = None
    changed_text: bool = False


class Store:
    """A database open for writing; use it in a `with` statement."""

    def __init__(self, path: str, patience: Patience = PATIENT) -> None:
        """Open or make the database; raises UsageError and StoreError as `open_for_writing` does.

        `patience` says how long every write waits for another process; longer, and it raises LockedError.
        """
        self.path = path
        self._patience = patience
        self._connection: sqlite3.Connection = open_for_writing(path, patience)
        self._waiting: list[tuple[DocumentRows, int]] = []
        self._characters = 0
        try:
            self._refresh_indicators()
        except BaseException:
            self.close()
            raise

    @cached_property
    def _parties(self) -> Parties:
        return Parties.load()

    @cached_property
    def _signer(self) -> Signer:
        return Signer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; the write-ahead log is folded into its file."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing of it; other writers wait.

        IMMEDIATE, because what is read first decides what is written, and another process may be writing too.
        """
        with store_errors(self.path):
            self._patience.wait(self.path, lambda: self._connection.execute("BEGIN IMMEDIATE"))
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def begin_run(self, version: ExtractorVersion) -> int:
        """Note that a run starts, and give its id."""
        with self._transaction():
            cursor = self._connection.execute(
                "INSERT INTO runs (started, package_version, tables_hash, models_hash) VALUES (?, ?, ?, ?)",
                (_now(), version.package, version.tables, version.models),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def end_run(self, run: int, counts: Counts, *, complete: bool) -> None:
        """Write what waits and note what a run did; one that was stopped keeps an empty `finished`."""
        self.flush()
        with self._transaction():
            self._connection.execute(
                "UPDATE runs SET finished = ?, documents_read = ?, documents_stored = ?,"
                " documents_unchanged = ?, failed = ?, figures_stored = ?, documents_skipped = ? WHERE id = ?",
                (_now() if complete else None, *astuple(counts), run),
            )
        with self._transaction():
            self._settle()
        if counts.documents_stored:
            # Fresh statistics for the query planner; a bounded sample, so that its cost does not grow.
            with store_errors(self.path):
                self._connection.execute("PRAGMA analysis_limit=1000")
                self._patience.wait(self.path, lambda: self._connection.execute("ANALYZE"))

    def look_up(self, record: Record, version: ExtractorVersion) -> StoredRecord:
        """Whether the record, as it is, was already extracted by this version."""
        with store_errors(self.path):
            row = self._connection.execute(
                "SELECT d.record_sha256, d.path, d.sha256, r.package_version, r.tables_hash, r.models_hash"
                " FROM documents AS d JOIN runs AS r ON r.id = d.run JOIN signatures AS s ON s.number = d.number"
                " WHERE d.id = ?",
                (record.id,),
            ).fetchone()
        if row is None:
            return StoredRecord(current=False)
        sha256, path, text_before, *made_by = row
        current = sha256 == record_sha256(record) and ExtractorVersion(*made_by) == version
        return StoredRecord(current, path, text_before != text_sha256(record.text))

    def write(self, document: Document, record: Record, run: int) -> None:
        """Store a document at once, in place of what was stored under its id.

        Raises what `DocumentRows.of` does.
        """
        self.add(DocumentRows.of(document, record, self._signer, self._parties), run)
        self.flush()

    def add(self, document: DocumentRows, run: int) -> None:
        """Take a document to be stored; every `TOGETHER` documents, or a long text, are written in one transaction.

        How many are written together depends on the documents alone, so that the same input makes the same file.
        """
        self._waiting.append((document, run))
        self._characters += document.length
        if len(self._waiting) >= TOGETHER or self._characters >= MOST_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """Write the documents that wait: all of them, or none when the database cannot be written."""
        if not self._waiting:
            return
        with self._transaction():
            self._connection.execute("UPDATE totals_state SET fresh = 0 WHERE fresh")
            for document, run in self._waiting:
                if not self._is_stored(document, run):
                    query = "SELECT sha256 FROM documents WHERE id = ?"
                    before = self._connection.execute(query, (document.id,)).fetchone()
                    store_document(self._connection, document, run)
                    put_on(self._connection, document.id, self._parties, anew=True)
                    if before is not None:
                        lose(self._connection, before[0])
        self._waiting.clear()
        self._characters = 0

    def holds(self, document: DocumentRows, version: ExtractorVersion) -> bool:
        """Whether the same document, made by this version, is stored already."""
        with store_errors(self.path):
            row = self._connection.execute(
                "SELECT d.record_sha256, r.package_version, r.tables_hash, r.models_hash FROM documents AS d"
                " JOIN runs AS r ON r.id = d.run JOIN signatures AS s ON s.number = d.number WHERE d.id = ?",
                (document.id,),
            ).fetchone()
        return row is not None and row[0] == document.record_sha256 and ExtractorVersion(*row[1:]) == version

    def _is_stored(self, document: DocumentRows, run: int) -> bool:
        """Whether another process has stored the same while this one was reading it."""
        versions = (
            "(SELECT package_version || char(0) || tables_hash || char(0) || models_hash FROM runs WHERE id = {})"
        )
        query = (
            "SELECT 1 FROM documents AS d JOIN signatures AS s ON s.number = d.number WHERE d.id = ?"
            f" AND d.record_sha256 = ? AND d.run != ? AND {versions.format('d.run')} = {versions.format('?')}"
        )
        values = (document.id, document.record_sha256, run, run)
        return self._connection.execute(query, values).fetchone() is not None

    def move(self, record: Record) -> None:
        """Note the new path of a record that is otherwise unchanged."""
        with self._transaction():
            self._connection.execute("UPDATE documents SET path = ? WHERE id = ?", (record.path, record.id))

    def write_failure(self, path: str, item: str, reason: str) -> None:
        """Note an input that gave no document; `item` is the line or the record id inside a file of many."""
        with self._transaction():
            self._connection.execute(
                "INSERT INTO failures (path, item, reason) VALUES (?, ?, ?)"
                " ON CONFLICT (path, item) DO UPDATE SET reason = excluded.reason"
                " WHERE reason != excluded.reason",
                (path, item, reason),
            )

    def failures(self) -> dict[str, frozenset[str]]:
        """The inputs that gave no document: by path, the records in it ("" or "line N" where there was none)."""
        found: dict[str, set[str]] = {}
        with store_errors(self.path):
            for path, item in self._connection.execute("SELECT path, item FROM failures ORDER BY rowid"):
                found.setdefault(path, set()).add(item)
        return {path: frozenset(items) for path, items in found.items()}

    def forget_failures(self, paths: Iterable[str], keep: set[tuple[str, str]]) -> None:
        """Drop the failures of these paths that did not come up again."""
        with self._transaction():
            known = self._connection.execute("SELECT path, item FROM failures").fetchall()
            gone = [key for key in known if key not in keep and key[0] in set(paths)] if known else []
            self._connection.executemany("DELETE FROM failures WHERE path = ? AND item = ?", gone)

    def correct(self, figure: str, wanted: Mapping[str, str], *, by: str | None, note: str | None) -> list[Correction]:
        """Put right fields of a figure, given by its id or as "document:start", as a person typed them.

        The figures at the same place of all documents of the same text are put right with it, and all sums follow.
        Gives what was stored. Raises UsageError when there is no such figure or field, or a field cannot hold that.
        """
        with self._transaction():
            made = wanted_corrections(self._connection, figure, wanted, by=by, note=note, made=_now())
            self._keep(made)
        return made

    def undo_corrections(self, figure: str) -> list[Correction]:
        """Take back what was put right about a figure; gives what was taken. Raises UsageError for no such figure."""
        with self._transaction():
            taken = undo(self._connection, figure, self._parties)
            self._settle()
        return taken

    def import_corrections(self, made: Sequence[Correction]) -> Imported:
        """Store corrections made in another database, and put on those whose text is here; tells how many of each.

        The rest wait for their texts. The same ones once more change nothing. Raises UsageError naming a correction
        that cannot be; then none is stored.
        """
        with self._transaction():
            here = {sha256 for (sha256,) in self._connection.execute("SELECT sha256 FROM documents")}
            stored = checked(self._connection, made)
            self._keep(stored)
            return outcome(stored, corrections(self._connection), here)

    def _keep(self, made: Sequence[Correction]) -> None:
        keep(self._connection, made)
        for sha256 in dict.fromkeys(one.sha256 for one in made):
            lose(self._connection, sha256)
            query = "SELECT id FROM documents WHERE sha256 = ? ORDER BY number"
            for (id_,) in self._connection.execute(query, (sha256,)).fetchall():
                put_on(self._connection, id_, self._parties, anew=False)
        self._settle()

    def _settle(self) -> None:
        """Decide what counts, and add up again; inside a transaction."""
        if not self._connection.execute("SELECT placed FROM totals_state").fetchone()[0]:
            place_figures(self._connection, self._parties.units, self._parties.governments)
            self._connection.execute("UPDATE totals_state SET placed = 1")
        settle(self._connection, lru_cache(maxsize=None)(self._parties.kind), self._parties.units)
        self._refresh_totals()

    def _refresh_totals(self) -> None:
        """Add up again, unless nothing was written since; a run that is killed leaves that to the next one."""
        execute = self._connection.execute
        if execute("SELECT fresh FROM totals_state").fetchone()[0]:
            return
        refresh_totals(self._connection)
        refresh_canonical(self._connection)
        execute("UPDATE totals_state SET fresh = 1")

    def _refresh_indicators(self) -> None:
        wanted = read_indicators()
        with store_errors(self.path):
            if stored_indicators(self._connection) == wanted:
                return
            with self._transaction():
                self._connection.executemany(
                    'INSERT INTO indicators (id, "group", unit, label_vi, label_en) VALUES (?, ?, ?, ?, ?)'
                    ' ON CONFLICT (id) DO UPDATE SET "group" = excluded."group", unit = excluded.unit,'
                    " label_vi = excluded.label_vi, label_en = excluded.label_en",
                    [(i.id, i.group, i.unit, i.label_vi, i.label_en) for i in wanted],
                )


def _now() -> str:
    return reproducible_time() or datetime.now(UTC).isoformat(timespec="seconds")
