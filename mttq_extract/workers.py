"""Extraction in this process or in others, in input order and with bounded memory."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from mttq_extract.errors import EngineError
from mttq_extract.garbage import rare_collections
from mttq_extract.types import Record
from mttq_extract.worker_process import (
    ExtractionFailure,
    Loader,
    RecordExtractor,
    begin,
    extract_message,
    extract_safely,
    hashes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOGETHER = 8
"""Articles in one message to a worker at most; each message costs the two processes a millisecond or so."""

MOST_CHARACTERS = 20_000
"""Characters of text from which a message takes no more articles."""

AHEAD = 4
"""Messages a worker is given before the first answer is awaited: with their length, what bounds the memory."""

GRACE = 60.0
"""Seconds after the time limit from which a worker that does not answer is ended; it may have models to load first,
and several short articles to read."""

Passed = TypeVar("Passed")
Result = TypeVar("Result")


Answer: TypeAlias = "Future[list[Result | ExtractionFailure]]"
"""What comes of the records of one message, in order."""


class Serial(Generic[Result]):
    """Extraction in this process."""

    def __init__(self, load: Loader[Result], seconds: float | None) -> None:
        self._load = load
        self._seconds = seconds
        self._settings = ExitStack()

    @cached_property
    def _extractor(self) -> RecordExtractor[Result]:
        extractor = self._load()
        self._settings.enter_context(rare_collections())
        return extractor

    def close(self) -> None:
        """Leave the process as it was."""
        self._settings.close()

    def hashes(self) -> tuple[str, str]:
        """The digests of tables and models; raises what loading raises."""
        return self._extractor.tables_hash, self._extractor.models_hash

    def outcomes(
        self, items: Iterable[Record | Passed]
    ) -> Iterator[tuple[Record | Passed, Result | ExtractionFailure | None]]:
        """Extract the records among the items, in order; anything else is passed on with None."""
        for item in items:
            if isinstance(item, Record):
                yield item, extract_safely(self._extractor, item, self._seconds)
            else:
                yield item, None


UNGUARDED = (
    'Trong chương trình Python của mình, đặt lệnh gọi có workers=… dưới dòng if __name__ == "__main__": '
    "(in a script, call it under that line)"
)
"""What to do where a script starts workers as it is read."""


class Parallel(Generic[Result]):
    """Extraction in processes of their own, which load the extractor once each."""

    def __init__(self, load: Loader[Result], workers: int, seconds: float | None) -> None:
        self._load = load
        self._workers = workers
        self._seconds = seconds
        self._executor = self._start()

    def hashes(self) -> tuple[str, str]:
        """The digests of tables and models, as a worker found them; raises what loading raised there."""
        try:
            return self._loading[0].result()
        except BrokenProcessPool:
            # Nothing to retry: no article has been read yet.
            died = "tiến trình con dừng ngay khi khởi động (a worker died while starting)"
            raise EngineError(f"{died}. {UNGUARDED}") from None

    def outcomes(
        self, items: Iterable[Record | Passed]
    ) -> Iterator[tuple[Record | Passed, Result | ExtractionFailure | None]]:
        """Extract the records among the items, in order; anything else is passed on with None."""
        waiting: deque[tuple[list[Record | Passed], Answer[Result] | None]] = deque()
        messages = _messages(items)
        while True:
            while len(waiting) < self._workers * AHEAD and (message := next(messages, None)) is not None:
                waiting.append((message, self._submit(message)))
            if not waiting:
                return
            message, answer = waiting.popleft()
            if late := self._late(answer):
                self._end_workers()
            if late or _lost(answer):
                yield from self._one_by_one([(message, answer), *waiting])
                waiting.clear()
            else:
                yield from _paired(message, answer)

    def close(self, *, finish: bool) -> None:
        """Stop the workers: after what they hold, or at once."""
        if not finish:
            self._end_workers()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        # A worker reads the script that started it; one that starts workers as it is read would start them without end.
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            raise EngineError(UNGUARDED)
        # Spawned, not forked: a fork of a process that runs threads (progress bar, numeric code) may hang.
        context = multiprocessing.get_context("spawn")
        self._others = {process.pid for process in multiprocessing.active_children()}
        executor = ProcessPoolExecutor(self._workers, context, initializer=begin, initargs=(self._load, self._seconds))
        # A pool starts a process when there is a task for it: one for each lets all of them load at the same time.
        self._loading = [executor.submit(hashes) for _ in range(self._workers)]
        return executor

    def _ours(self) -> list[multiprocessing.process.BaseProcess]:
        return [p for p in multiprocessing.active_children() if p.pid not in self._others]

    def _end_workers(self) -> None:
        for process in self._ours():
            process.kill()

    def _late(self, future: Future[Any] | None) -> bool:
        """Wait for an answer as long as one may take, and say whether it is still missing.

        The limit is kept inside the workers; this is for one that hangs in a step that no signal interrupts.
        """
        if future is None or self._seconds is None:
            return False
        return not wait([future], self._seconds + GRACE).done

    def _submit(self, message: list[Record | Passed]) -> Answer[Result] | None:
        records = [item for item in message if isinstance(item, Record)]
        if not records:
            return None
        try:
            return self._executor.submit(extract_message, records)
        except BrokenProcessPool as error:
            lost: Answer[Result] = Future()
            lost.set_exception(error)
            return lost

    def _one_by_one(
        self, messages: Iterable[tuple[list[Record | Passed], Answer[Result] | None]]
    ) -> Iterator[tuple[Record | Passed, Result | ExtractionFailure | None]]:
        """Go on after a worker died: what was in hand is tried once more, one record at a time."""
        self._restart()
        for message, answer in messages:
            if _lost(answer):
                for item in message:
                    yield item, self._alone(item) if isinstance(item, Record) else None
            else:
                yield from _paired(message, answer)

    def _alone(self, record: Record) -> Result | ExtractionFailure:
        """What comes of a record that is all a worker has; the workers are new ones when it has ended one."""
        answer: Answer[Result] | None = self._submit([record])
        if self._late(answer):
            self._end_workers()
            self._restart()
            limit = f"quá {self._seconds:g} giây"
            return ExtractionFailure(f"{limit}, tiến trình không trả lời (time limit); xem --timeout")
        if answer is None or _lost(answer):
            self._restart()
            return ExtractionFailure("tiến trình dừng đột ngột ở bài này (worker died; out of memory?)")
        return answer.result()[0]

    def _restart(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._start()


def _lost(future: Future[Any] | None) -> bool:
    """Wait for an answer, and say whether none will come because a worker died."""
    if future is None:
        return False
    try:
        return isinstance(future.exception(), BrokenProcessPool)
    except CancelledError:
        return True


def _messages(items: Iterable[Record | Passed]) -> Iterator[list[Record | Passed]]:
    """The items in order, some of them together: a few short articles, or a long one behind them."""
    message: list[Record | Passed] = []
    characters = 0
    for item in items:
        message.append(item)
        characters += len(item.text) if isinstance(item, Record) else 0
        if len(message) >= TOGETHER or characters >= MOST_CHARACTERS:
            yield message
            message, characters = [], 0
    if message:
        yield message


def _paired(
    message: Iterable[Record | Passed], answer: Answer[Result] | None
) -> Iterator[tuple[Record | Passed, Result | ExtractionFailure | None]]:
    """The items of a message that is answered, each record with what came of it."""
    found = iter(answer.result() if answer is not None else ())
    for item in message:
        yield item, next(found) if isinstance(item, Record) else None


@contextmanager
def extraction(
    load: Loader[Result], workers: int, *, seconds: float | None = None
) -> Iterator[Serial[Result] | Parallel[Result]]:
    """An extraction with this many workers; one works in this process. Left by an error, it stops at once.

    `seconds` is what one record may take, None for no limit; one that takes longer gives an ExtractionFailure.
    """
    if workers <= 1:
        with closing(Serial(load, seconds)) as serial:
            yield serial
        return
    parallel = Parallel(load, workers, seconds)
    try:
        yield parallel
    except BaseException:
        parallel.close(finish=False)
        raise
    parallel.close(finish=True)
