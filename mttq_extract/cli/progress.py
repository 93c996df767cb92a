"""How far a run has come: a bar on a terminal, a line now and then elsewhere, with rate and remaining time."""

from __future__ import annotations

import gzip
import os
import time
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from mttq_extract.cli.show import console
from mttq_extract.wording import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mttq_extract.read.source import ReadFailure, Source
    from mttq_extract.store.writer import Counts

EVERY = 30.0
"""Seconds between two lines where there is no terminal."""

COUNTED_BYTES = 1_000_000_000
"""Files of lines larger than this are not gone through only to know how many articles there are."""

_BLOCK = 1 << 20


def count_inputs(sources: Sequence[Source | ReadFailure]) -> int | None:
    """How many articles there are to read, or None when that is not known without reading them."""
    total = 0
    for source in sources:
        path = source.path.lower()
        if path == "-" or path.endswith((".csv", ".tsv", ".csv.gz", ".json")):
            return None
        many = path.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".zip"))
        counted = _count(source.path) if many and hasattr(source, "open") else 1
        if counted is None:
            return None
        total += counted
    return total


def _count(path: str) -> int | None:
    """Lines of a file of lines, members of an archive; None when it is too large or damaged."""
    try:
        if path.lower().endswith(".zip"):
            with zipfile.ZipFile(path) as archive:
                return len(archive.namelist())
        if os.path.getsize(path) > COUNTED_BYTES:
            return None
        lines, last = 0, b"\n"
        with gzip.open(path) if path.lower().endswith(".gz") else open(path, "rb") as stream:
            left = COUNTED_BYTES
            while block := stream.read(_BLOCK):
                lines += block.count(b"\n")
                last = block[-1:]
                left -= len(block)
                if left < 0:
                    return None
        return lines + (last != b"\n")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
        return None  # reading will say what is wrong


@contextmanager
def progress(total: int | None) -> Iterator[Callable[[Counts], None]]:
    """Show counts as they grow; `total` is how many inputs there are, when that is known."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield _lines(total)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        *(BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}")),
        *(TextColumn("còn"), TimeRemainingColumn(elapsed_when_finished=True), TextColumn("{task.description}")),
    )
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=total, rate="")

        def show(counts: Counts) -> None:
            done = counts.documents_read + counts.failed
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f} bài/giây".replace(".", ",") if speed else ""
            bar.update(task, completed=done, description=_words(counts), rate=rate)

        yield show


def _lines(total: int | None) -> Callable[[Counts], None]:
    begun = told = time.monotonic()

    def tell(counts: Counts) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told < EVERY:
            return
        told = now
        click.echo(progress_line(counts, total, now - begun), err=True)

    return tell


def progress_line(counts: Counts, total: int | None, seconds: float) -> str:
    """A line on how far a run has come after so many seconds.

    >>> from mttq_extract.store.writer import Counts
    >>> progress_line(Counts(1200, 1200, figures_stored=9000), 20000, 30.0)
    '1.200/20.000 bài, 40,0 bài/giây, còn 7 phút 50 giây; 9.000 số liệu, 0 bài có sẵn, 0 lỗi'
    """
    done = counts.documents_read + counts.failed
    rate = done / seconds
    of = f"/{number(str(total))}" if total else ""
    left = f", còn {_duration((total - done) / rate)}" if total and rate and total >= done else ""
    speed = f"{rate:.1f}".replace(".", ",")
    return f"{number(str(done))}{of} bài, {speed} bài/giây{left}; {_words(counts)}"


def _words(counts: Counts) -> str:
    return f"{number(str(counts.figures_stored))} số liệu, {counts.documents_unchanged} bài có sẵn, {counts.failed} lỗi"


def _duration(seconds: float) -> str:
    """A time to wait, in its two largest units."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} giờ {minutes} phút"
    return f"{minutes} phút {rest} giây" if minutes else f"{rest} giây"
