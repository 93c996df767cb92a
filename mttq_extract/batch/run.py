"""One run over many inputs: read, extract what is new, store, and say what failed."""

from __future__ import annotations

import os
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import mttq_extract
from mttq_extract.batch.selection import Selection
from mttq_extract.errors import LockedError, MttqError
from mttq_extract.read import ReadFailure
from mttq_extract.store.document_rows import DocumentRows
from mttq_extract.store.row_extractor import row_extraction
from mttq_extract.store.writer import Counts, ExtractorVersion
from mttq_extract.time_limit import time_limit
from mttq_extract.types import Record
from mttq_extract.worker_process import ExtractionFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from mttq_extract.store.row_extractor import RowExtraction
    from mttq_extract.store.writer import Store
    from mttq_extract.types import Document
    from mttq_extract.worker_process import Loader

_LINE = "line "  # before the number of a line, in column item of table failures


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no document; `item` is the line or the record id in a file of many records."""

    path: str
    item: str
    reason: str

    def __str__(self) -> str:
        item = self.item.replace(_LINE, "dòng ", 1) if self.item.startswith(_LINE) else self.item
        return f"{self.path}{f' [{item}]' if item else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a run did; `replaced` names documents whose other text came from another path before.

    `cut_short` when there was more to extract than `Selection.limit`.
    """

    run: int
    counts: Counts
    failures: tuple[Failure, ...]
    replaced: tuple[str, ...]
    cut_short: bool = False


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """A record that the database already holds, made by this version."""

    record: Record
    moved: bool


@dataclass(frozen=True, slots=True)
class _Skipped:
    """A record that this run does not take."""

    record: Record


_Item: TypeAlias = Record | ReadFailure | _Unchanged | _Skipped
_Outcome: TypeAlias = DocumentRows | ExtractionFailure | None


def run_batch(
    inputs: Iterable[Record | ReadFailure],
    store: Store,
    *,
    load: Loader[Document],
    workers: int = 1,
    seconds: float | None = None,
    selection: Selection | None = None,
    progress: Callable[[Counts], None] | None = None,
) -> BatchResult:
    """Extract and store every record that is new, changed or was made by another version.

    `load` makes the extractor, once in each worker. `seconds` is what one record may take. For the rest see
    `run_extraction`, which takes workers that were started before the database was opened.
    """
    with row_extraction(load, workers, seconds=seconds) as extractor:
        return run_extraction(extractor, inputs, store, selection=selection, progress=progress)


def run_extraction(
    extractor: RowExtraction,
    inputs: Iterable[Record | ReadFailure],
    store: Store,
    *,
    selection: Selection | None = None,
    progress: Callable[[Counts], None] | None = None,
) -> BatchResult:
    """Extract and store every record that is new, changed or was made by another version.

    Documents are stored whole, in input order, a few in a transaction, so that a run which is stopped, by whatever
    means, is taken up by the next one. `selection` says which inputs are taken. `progress` is told the counts after
    every input; the counts it is given go on changing.

    Raises StoreError when the database cannot be written, and what loading the extractor raises.
    """
    version = ExtractorVersion(mttq_extract.__version__, *extractor.hashes())
    batch = _Batch(store, store.begin_run(version), version, selection or Selection())
    try:
        with closing(batch.look_up(inputs)) as items:
            outcomes: Iterable[tuple[_Item, _Outcome]] = extractor.outcomes(items)
            for item, outcome in outcomes:
                batch.settle(item, outcome)
                if progress is not None:
                    progress(batch.counts)
    except LockedError:
        raise  # that the run ends cannot be written either
    except BaseException:
        with suppress(MttqError):
            store.end_run(batch.run, batch.counts, complete=False)
        raise
    if not batch.cut_short:
        batch.forget_old_failures()
    store.end_run(batch.run, batch.counts, complete=True)
    return BatchResult(batch.run, batch.counts, tuple(batch.failures), tuple(batch.replaced), batch.cut_short)


def limited(inputs: Iterable[Record | ReadFailure], seconds: float | None) -> Iterator[Record | ReadFailure]:
    """The inputs, each read within a time limit: a reader takes what the limit raises for an error of its file."""
    source = iter(inputs)
    while True:
        with time_limit(seconds):
            item = next(source, None)
        if item is None:
            return
        yield item


class _Batch:
    """The state of one run."""

    def __init__(self, store: Store, run: int, version: ExtractorVersion, selection: Selection) -> None:
        self.store = store
        self.run = run
        self.version = version
        self.selection = selection
        self.cut_short = False
        self.taken = 0
        self.counts = Counts()
        self.failures: list[Failure] = []
        self.replaced: list[str] = []
        self.paths: set[str] = set()
        self.failed_before = store.failures()
        self.left_out: set[tuple[str, str]] = set()

    def look_up(self, inputs: Iterable[Record | ReadFailure]) -> Generator[_Item]:
        """Mark the records that need no extraction."""
        for item in inputs:
            if not self.selection.is_retried(item):
                continue
            self.paths.add(item.path or "")
            if isinstance(item, ReadFailure):
                yield item
                continue
            if not self.selection.is_recent(item):
                yield _Skipped(item)
                continue
            stored = self.store.look_up(item, self.version)
            moved = stored.path is not None and stored.path != item.path
            if moved and stored.changed_text:
                self.replaced.append(f"{item.id}: {stored.path} → {item.path}")
            if stored.current:
                yield _Unchanged(item, moved)
            elif self.taken == self.selection.limit:
                self.cut_short = True
                return
            else:
                self.taken += 1
                yield item

    def settle(self, item: _Item, outcome: _Outcome) -> None:
        """Store what came of one input."""
        if isinstance(item, ReadFailure):
            self._fail(item.path, "" if item.line is None else f"{_LINE}{item.line}", item.reason)
            return
        self.counts.documents_read += 1
        if isinstance(item, _Skipped):
            self.counts.documents_skipped += 1
            path, id_ = item.record.path or "", item.record.id
            if id_ in self.failed_before.get(path, ()):
                self.left_out.add((path, id_))
        elif isinstance(item, _Unchanged):
            self.counts.documents_unchanged += 1
            if item.moved:
                self.store.move(item.record)
        elif isinstance(outcome, DocumentRows):
            self.store.add(outcome, self.run)
            self.counts.documents_stored += 1
            self.counts.figures_stored += len(outcome.figures)
        elif isinstance(outcome, ExtractionFailure):
            self._fail(item.path or "", item.id, outcome.reason)

    def forget_old_failures(self) -> None:
        """Drop what failed in an earlier run and did not now, for the paths of this one and their folders."""
        paths = set(self.paths)
        for path in self.paths:
            while (path := os.path.dirname(path)) and path not in paths:
                paths.add(path)
        keep = {(failure.path, failure.item) for failure in self.failures}
        self.store.forget_failures(paths, keep | self.left_out)

    def _fail(self, path: str, item: str, reason: str) -> None:
        self.counts.failed += 1
        self.failures.append(Failure(path, item, reason))
        self.store.write_failure(path, item, reason)
