"""Where an article comes from, before it is read, and why one could not be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mttq_extract.types import Record

if TYPE_CHECKING:
    import io

    from mttq_extract.read.reading import Reading


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """An input that gave no article, and why; `line` counts from 1 in files that hold one record a line."""

    path: str
    reason: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The path, with the line where there is one: "bai.jsonl:12"."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Source:
    """A file, a member of an archive or the standard input, before its bytes are read.

    `path` is what messages and the database show; `name` is the file name that gives the id and the format;
    `open` gives a fresh binary stream.
    """

    path: str
    name: str
    open: Callable[[], io.BufferedReader]

    @classmethod
    def of_file(cls, path: str) -> Source:
        """The source of a file on disk.

        A name that is not valid UTF-8 is shown with its odd bytes escaped, so that it can be stored.
        """

        def open_file() -> io.BufferedReader:
            return open(path, "rb")

        shown = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return cls(shown, os.path.basename(shown), open_file)


def tripped(error: Exception) -> str:
    """What is said when a reader fails in a way that it does not know: a defect of this package."""
    return f"lỗi khi đọc, xin báo lại file này: {type(error).__name__}: {error} (please report)"


Reader: TypeAlias = "Callable[[Source, Reading], Iterator[Record | ReadFailure]]"
"""Reads one source with the options and tables of the run.

What cannot be read is given as a failure, an `OSError` is left to the caller.
"""
