"""`mttq run`: fill a database from files, taking up where an earlier run stopped."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mttq_extract.cli.database import reading, writing
from mttq_extract.cli.lazy import INTERRUPTED, SOME_FAILED
from mttq_extract.cli.show import Column, printable, show_table
from mttq_extract.errors import UsageError
from mttq_extract.wording import number, period_name, value

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mttq_extract.batch import BatchResult
    from mttq_extract.read.source import ReadFailure, Source
    from mttq_extract.store.row_extractor import RowExtraction
    from mttq_extract.store.writer import Counts

SHOWN_INDICATORS = 15
"""How many indicators the closing table shows."""

WORTH_WORKERS = 1_000_000
"""Bytes of input from which starting more processes pays; each has to load the models first."""

EXAMPLES = """\b
Ví dụ (examples):
  mttq run thu_muc_bai/ --db so_lieu.db
  mttq run "bao/**/*.txt" luu_tru.jsonl.gz --db so_lieu.db --workers 4
  mttq run luu_tru.jsonl.gz --db so_lieu.db --since 2024-01-01 --limit 1000
  mttq run --retry-failed --db so_lieu.db --timeout 900
"""


@click.command("run", epilog=EXAMPLES)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--db", type=click.Path(), help="File cơ sở dữ liệu; chưa có thì được tạo.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Số tiến trình; không ghi thì 1 khi ít bài, nếu nhiều thì theo số CPU (tối đa 4).",
)
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True, help="Nơi chạy.")
@click.option("--parquet", type=click.Path(), metavar="FOLDER", help="Spark: thư mục ghi kết quả.")
@click.option("--master", metavar="URL", help="Spark: máy chủ, ví dụ local[2], spark://may:7077, yarn.")
@click.option("--partitions", type=click.IntRange(min=1), metavar="N", help="Spark: chia thành N phần việc.")
@click.option("--text-column", metavar="COL", help="Cột chứa bài trong file .csv; không ghi thì tự tìm.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Trích tối đa N bài chưa có trong cơ sở dữ liệu."
)
@click.option("--since", metavar="DAY", help="Chỉ bài đăng từ ngày này: 2024, 2024-05 hoặc 2024-05-31.")
@click.option("--retry-failed", is_flag=True, help="Chỉ làm lại những đầu vào lần trước bị lỗi; không cần PATH.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    default=300.0,
    show_default=True,
    metavar="SECONDS",
    help="Giây tối đa cho một bài; 0 là không giới hạn.",
)
@click.pass_context
def run(
    context: click.Context,
    paths: tuple[str, ...],
    db: str | None,
    workers: int | None,
    engine: str,
    parquet: str | None,
    master: str | None,
    partitions: int | None,
    limit: int | None,
    since: str | None,
    retry_failed: bool,
    timeout: float,
    text_column: str | None,
) -> None:
    """Đọc bài, trích số liệu, lưu vào cơ sở dữ liệu; chạy lại thì chỉ làm bài mới hoặc đã đổi.

    Lần chạy bị dừng được lần sau làm tiếp. Có bài không đọc được thì mã thoát là 3; các bài đó kể ở cuối, làm lại bằng
    --retry-failed. Bài không rõ ngày vẫn được lấy khi có --since.

    Reads, extracts and stores; a run that was stopped is taken up by the next one. Exit code 3 when some
    inputs failed (they are listed at the end and kept in table failures). An article whose date is not
    known is taken by --since.
    """
    if engine == "spark":
        from mttq_extract.batch.spark import SparkOptions
        from mttq_extract.cli.spark_job import run_on_spark

        run_on_spark(context, paths, parquet, db, SparkOptions(master, partitions, timeout or None))
        return
    if db is None:
        raise UsageError("Thiếu --db FILE: file cơ sở dữ liệu để ghi vào (no database)")
    if not paths and not retry_failed:
        raise UsageError("Thiếu PATH: nêu file hoặc thư mục bài, hoặc --retry-failed (no input)")
    if not paths and not os.path.exists(db):
        raise UsageError(f"Không có cơ sở dữ liệu {db} (no such file); tạo bằng: mttq run BÀI… --db {db}")
    first_day = None if since is None else _first_day(since)
    wanted = _Wanted(paths, db, workers, limit, first_day, retry_failed, timeout or None, text_column)
    done: list[Counts] = []
    try:
        result = _run_here(wanted, done)
    except KeyboardInterrupt:
        stored = done[0].documents_stored if done else 0
        click.echo(
            f"\nĐã dừng (interrupted). {stored} bài của lần chạy này đã lưu trong {db}; chạy lại lệnh này để làm tiếp.",
            err=True,
        )
        context.exit(INTERRUPTED)
    with reading(db) as connection:
        _closing_table(connection, db)
    _report(result, db)
    if result.failures:
        context.exit(SOME_FAILED)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a run on this machine is asked for; `seconds` is what an article may take, None any time."""

    paths: tuple[str, ...]
    db: str
    workers: int | None
    limit: int | None
    first_day: date | None
    retry_failed: bool
    seconds: float | None
    text_column: str | None


def _run_here(wanted: _Wanted, done: list[Counts]) -> BatchResult:
    """Run with the processes of this machine; `done` holds the counts so far, also when it is interrupted."""
    from mttq_extract import load
    from mttq_extract.batch import Selection, limited, row_extraction, run_extraction
    from mttq_extract.cli.notes import tell_notes
    from mttq_extract.cli.progress import count_inputs, progress
    from mttq_extract.read.paths import find_sources, read_sources
    from mttq_extract.read.reading import Reading

    sources = find_sources(wanted.paths)
    with ExitStack() as opened:

        def start() -> RowExtraction:
            workers = wanted.workers or _workers(sources)
            return opened.enter_context(row_extraction(load, workers, seconds=wanted.seconds))

        # The workers load while the database is opened and the inputs are counted.
        started = start() if wanted.paths else None
        store = opened.enter_context(writing(wanted.db))
        failed = store.failures() if wanted.retry_failed else None
        if failed is not None and not wanted.paths:
            sources = _failed_sources(failed)
        if failed is not None and not failed:
            click.echo(f"Không có đầu vào nào bị lỗi trong {wanted.db} (nothing failed before).")
        extractor = started or start()
        # Waiting for the standard input is no fault of an article.
        at_once = any(source.path == "-" for source in sources)
        # Part of the inputs: how many is known at the end.
        total = count_inputs(sources) if wanted.limit is None and failed is None else None
        show = opened.enter_context(progress(total))

        def note(counts: Counts) -> None:
            done[:] = [counts]
            show(counts)

        return run_extraction(
            extractor,
            limited(
                tell_notes(read_sources(sources, Reading(wanted.text_column))), None if at_once else wanted.seconds
            ),
            store,
            selection=Selection(wanted.limit, wanted.first_day, failed),
            progress=note,
        )


def _first_day(text: str) -> date:
    """The first day of a year, a month or a day.

    Raises UsageError for anything else.
    """
    from mttq_extract.store.periods import noted_period

    try:
        first = noted_period(text).start
    except UsageError:
        first = None
    if first is None:
        raise UsageError(f"--since «{text}»: viết 2024, 2024-05 hoặc 2024-05-31 (not a day)")
    return first


def _failed_sources(failed: Iterable[str]) -> list[Source | ReadFailure]:
    """What the failed inputs of earlier runs are read from."""
    from mttq_extract.batch import retry_paths
    from mttq_extract.read.paths import find_sources

    found: list[Source | ReadFailure] = []
    for path in retry_paths(failed):
        found += find_sources([path]) if isinstance(path, str) else [path]
    return found


def _workers(sources: Sequence[Source | ReadFailure]) -> int:
    """One process for a small input, else one for each processor, up to four."""
    size = 0
    for source in sources:
        with suppress(OSError):  # the standard input, or a file that reading will report
            size += os.path.getsize(source.path)
    return 1 if size < WORTH_WORKERS else min(4, os.cpu_count() or 1)


def _closing_table(connection: sqlite3.Connection, db: str) -> None:
    from mttq_extract.store.corrections import lost
    from mttq_extract.store.summary import indicator_summaries

    if gone := lost(connection):
        click.echo(
            f"{gone} số liệu sửa tay không còn tìm thấy trong bài nào (corrections that find nothing); "
            f"xem: mttq corrections --db {db}",
            err=True,
        )
    every = indicator_summaries(connection)
    if not every:
        return
    summaries = every[:SHOWN_INDICATORS]
    rows = []
    for item in summaries:
        shown = "" if item.value is None else value(item.value, item.value, item.unit)
        latest = f"mới nhất ({period_name(item.period)})" if item.period else ""
        rows.append((item.label, number(str(item.figures)), shown, latest or ("tổng" if shown else "")))
    columns = [
        Column("Chỉ số"),
        Column("Số lần nêu", right=True),
        Column("Giá trị", right=True, whole=True),
        Column(""),
    ]
    more = f", {len(rows)} nhiều nhất trong {len(every)}" if len(every) > len(rows) else ""
    show_table(columns, rows, title=f"Chỉ số trong {db}{more}")
    click.echo(
        "Số lần nêu: mọi vai trò và đơn vị. Tổng: chỉ số liệu đã thực hiện, ở đơn vị gặp nhiều nhất, mỗi số một lần "
        "trong một bài; không cộng tỷ lệ, định mức, thời lượng, số bình quân (all mentions; sums of actual figures)."
    )


def _report(result: BatchResult, db: str) -> None:
    counts = result.counts
    click.echo(
        f"Đọc {number(str(counts.documents_read))} bài: lưu {number(str(counts.documents_stored))}, "
        f"giữ nguyên {number(str(counts.documents_unchanged))}; "
        f"{number(str(counts.figures_stored))} số liệu mới; lỗi {counts.failed}."
    )
    if counts.documents_skipped:
        click.echo(f"Bỏ qua {number(str(counts.documents_skipped))} bài đăng trước --since (older articles).")
    if result.cut_short:
        click.echo("Còn bài chưa làm: đã đủ --limit; chạy lại lệnh này để làm tiếp (more to do).")
    if result.replaced:
        click.echo(f"{len(result.replaced)} bài thay bản cùng mã đọc từ đường dẫn khác (same id, other path):")
        for line in result.replaced:
            click.echo(f"  {printable(line)}")
    if result.failures:
        click.echo(
            f"{len(result.failures)} đầu vào không thành bài (failed); sửa rồi chạy mttq run --retry-failed --db {db}:"
        )
        for failure in result.failures:
            click.echo(f"  {printable(str(failure))}")
    elif counts.documents_read:
        click.echo(f"Hỏi tiếp: mttq query --db {db} --group-by indicator")
