"""Extraction in this process or in others, in input order and with bounded memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeAlias, TypeVar

from mttq_extract.types import Document, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AHEAD = 8
"""Records a worker is given before the first answer is awaited: what bounds the memory."""

Passed = TypeVar("Passed")


class RecordExtractor(Protocol):
    """What a batch needs of an extractor."""

    @property
    def tables_hash(self) -> str:
        """Digest of the tables."""

    @property
    def models_hash(self) -> str:
        """Digest of the models."""

    def extract_record(self, record: Record) -> Document:
        """Read one article."""


Loader: TypeAlias = "Callable[[], RecordExtractor]"
"""Makes an extractor; with more than one worker, another process must be able to import it by name."""


@dataclass(frozen=True, slots=True)
class ExtractionFailure:
    """Why the extraction of a record gave no document."""

    reason: str


Outcome: TypeAlias = Document | ExtractionFailure


def extract_safely(extractor: RecordExtractor, record: Record) -> Outcome:
    """Extract one record; an article that trips the extractor must not end the batch."""
    try:
        return extractor.extract_record(record)
    except MemoryError:
        return ExtractionFailure("không đủ bộ nhớ để đọc bài này (out of memory)")
    except Exception as error:
        return ExtractionFailure(f"lỗi khi trích xuất, xin báo lại bài này: {type(error).__name__}: {error}")


class Serial:
    """Extraction in this process."""

    def __init__(self, load: Loader) -> None:
        self._extractor = load()

    def hashes(self) -> tuple[str, str]:
        """The digests of tables and models."""
        return self._extractor.tables_hash, self._extractor.models_hash

    def outcomes(self, items: Iterable[Record | Passed]) -> Iterator[tuple[Record | Passed, Outcome | None]]:
        """Extract the records among the items, in order; anything else is passed on with None."""
        for item in items:
            yield item, extract_safely(self._extractor, item) if isinstance(item, Record) else None


class Parallel:
    """Extraction in processes of their own, which load the extractor once each."""

    def __init__(self, load: Loader, workers: int) -> None:
        self._load = load
        self._workers = workers
        self._executor = self._start()

    def hashes(self) -> tuple[str, str]:
        """The digests of tables and models, as a worker found them; raises what loading raised there."""
        try:
            return self._executor.submit(_hashes).result()
        except BrokenProcessPool:
            # Nothing to retry: no article has been read yet.
            raise RuntimeError("tiến trình con dừng ngay khi khởi động (a worker died while starting)") from None

    def outcomes(self, items: Iterable[Record | Passed]) -> Iterator[tuple[Record | Passed, Outcome | None]]:
        """Extract the records among the items, in order; anything else is passed on with None."""
        waiting: deque[tuple[Record | Passed, Future[Outcome] | None]] = deque()
        source = iter(items)
        exhausted = False
        while waiting or not exhausted:
            while not exhausted and len(waiting) < self._workers * AHEAD:
                try:
                    item = next(source)
                except StopIteration:
                    exhausted = True
                else:
                    waiting.append((item, self._submit(item) if isinstance(item, Record) else None))
            if waiting:
                item, future = waiting.popleft()
                if _lost(future):
                    yield from self._one_by_one([(item, future), *waiting])
                    waiting.clear()
                else:
                    yield item, future.result() if future is not None else None

    def close(self, *, wait: bool) -> None:
        """Stop the workers: after what they hold, or at once."""
        if not wait:
            for process in self._ours():
                process.terminate()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork of a process that runs threads (progress bar, numeric code) may hang.
        context = multiprocessing.get_context("spawn")
        self._others = {process.pid for process in multiprocessing.active_children()}
        return ProcessPoolExecutor(self._workers, context, initializer=_begin, initargs=(self._load,))

    def _ours(self) -> list[multiprocessing.process.BaseProcess]:
        return [p for p in multiprocessing.active_children() if p.pid not in self._others]

    def _submit(self, record: Record) -> Future[Outcome]:
        try:
            return self._executor.submit(_extract, record)
        except BrokenProcessPool as error:
            lost: Future[Outcome] = Future()
            lost.set_exception(error)
            return lost

    def _one_by_one(
        self, items: Iterable[tuple[Record | Passed, Future[Outcome] | None]]
    ) -> Iterator[tuple[Record | Passed, Outcome | None]]:
        """Go on after a worker died: what was in hand is tried once more, one record at a time."""
        self._restart()
        for item, future in items:
            if not isinstance(item, Record):
                yield item, None
                continue
            if future is None or _lost(future):
                future = self._submit(item)
            if _lost(future):
                self._restart()
                yield (
                    item,
                    ExtractionFailure("tiến trình dừng đột ngột ở bài này (worker died; out of memory?)"),
                )
            else:
                yield item, future.result()

    def _restart(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._start()


def _lost(future: Future[Outcome] | None) -> bool:
    """Wait for an answer, and say whether none will come because a worker died."""
    return future is not None and isinstance(future.exception(), BrokenProcessPool)


class _Worker:
    """The extractor of a worker process: a task carries a record only, so the extractor has to wait here."""

    load: ClassVar[Loader]
    extractor: ClassVar[RecordExtractor | None] = None


def _begin(load: Loader) -> None:
    """Set a worker process up."""
    # Ctrl-C reaches every process of the terminal; the first one decides what happens to the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.load = staticmethod(load)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """End this worker when the first process is killed: nobody would ever read its answers."""
    parent.join()
    os._exit(1)


def _loaded() -> RecordExtractor:
    if _Worker.extractor is None:
        _Worker.extractor = _Worker.load()
    return _Worker.extractor


def _hashes() -> tuple[str, str]:
    extractor = _loaded()
    return extractor.tables_hash, extractor.models_hash


def _extract(record: Record) -> Outcome:
    return extract_safely(_loaded(), record)


@contextmanager
def extraction(load: Loader, workers: int) -> Iterator[Serial | Parallel]:
    """An extraction with this many workers; one works in this process. Left by an error, it stops at once."""
    if workers <= 1:
        yield Serial(load)
        return
    parallel = Parallel(load, workers)
    try:
        yield parallel
    except BaseException:
        parallel.close(wait=False)
        raise
    parallel.close(wait=True)
