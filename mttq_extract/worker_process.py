"""One process that extracts: what it loads, and one record after the other without an end of the batch."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar

from mttq_extract.errors import MttqError
from mttq_extract.garbage import rare_collections
from mttq_extract.time_limit import TimeLimitError, time_limit

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.types import Record

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class RecordExtractor(Protocol[Result_co]):
    """What a batch needs of an extractor; the result is a `Document`, or what was made of one."""

    @property
    def tables_hash(self) -> str:
        """Digest of the tables."""

    @property
    def models_hash(self) -> str:
        """Digest of the models."""

    def extract_record(self, record: Record) -> Result_co:
        """Read one article."""


Loader: TypeAlias = "Callable[[], RecordExtractor[Result]]"
"""Makes an extractor; with more than one worker, another process must be able to import it by name."""


@dataclass(frozen=True, slots=True)
class ExtractionFailure:
    """Why the extraction of a record gave no document."""

    reason: str


def extract_safely(
    extractor: RecordExtractor[Result], record: Record, seconds: float | None = None
) -> Result | ExtractionFailure:
    """Extract one record; an article that trips the extractor, or takes too long, must not end the batch."""
    try:
        with time_limit(seconds):
            return extractor.extract_record(record)
    except MemoryError:
        return ExtractionFailure("không đủ bộ nhớ để đọc bài này (out of memory)")
    except (TimeLimitError, MttqError) as error:
        return ExtractionFailure(str(error))
    except Exception as error:
        return ExtractionFailure(f"lỗi khi trích xuất, xin báo lại bài này: {type(error).__name__}: {error}")


class _Worker:
    """The extractor of a worker process: a task carries a record only, so the extractor has to wait here."""

    load: ClassVar[Loader[Any]]
    seconds: ClassVar[float | None]
    extractor: ClassVar[RecordExtractor[Any] | None] = None
    settings: ClassVar[ExitStack] = ExitStack()


def begin(load: Loader[Any], seconds: float | None) -> None:
    """Set a worker process up."""
    # Ctrl-C reaches every process of the terminal; the first one decides what happens to the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.load = staticmethod(load)
    _Worker.seconds = seconds
    end_with_parent()


def end_with_parent() -> None:
    """Let this process end when the one that started it does, be it by SIGKILL; does nothing in a first process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    """End this worker when the first process is killed: nobody would ever read its answers."""
    parent.join()
    os._exit(1)


def _loaded() -> RecordExtractor[Any]:
    if _Worker.extractor is None:
        _Worker.extractor = _Worker.load()
        _Worker.settings.enter_context(rare_collections())  # for as long as the process lives
    return _Worker.extractor


def hashes() -> tuple[str, str]:
    """The digests of tables and models in this process."""
    extractor = _loaded()
    return extractor.tables_hash, extractor.models_hash


def extract_message(records: list[Record]) -> list[Any]:
    """What comes of the records of one message, in order."""
    extractor = _loaded()
    return [extract_safely(extractor, record, _Worker.seconds) for record in records]
