"""`mttq doctor`: is everything there, and what to do when it is not."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mttq_extract.cli.database import reading
from mttq_extract.errors import MttqError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

REQUIRED = ("click", "openpyxl", "regex", "rich", "scikit-learn", "skops", "spacy", "sqlite-utils", "underthesea")
OPTIONAL = {"pyarrow": "query --format parquet"}
OLDEST_SQLITE = (3, 35, 0)

EXAMPLES = """\b
Ví dụ (examples):
  mttq doctor
  mttq doctor --db so_lieu.db
"""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: None when it is only worth knowing, False when it must be mended."""

    good: bool | None
    text: str


@click.command("doctor", epilog=EXAMPLES)
@click.option("--db", type=click.Path(), help="Kiểm tra cả cơ sở dữ liệu này.")
@click.pass_context
def doctor(context: click.Context, db: str | None) -> None:
    """Kiểm tra cài đặt, bảng, mô hình và cơ sở dữ liệu; nói cần làm gì.

    Checks the installation, tables, models and database. Exit code 1 when something must be mended.
    """
    bad = 0
    for check in _checks(db):
        bad += check.good is False
        sign = {True: "✓", False: "✗", None: "·"}[check.good]
        click.echo(f"{sign} {check.text}")
    click.echo("Mọi thứ sẵn sàng (all good)." if not bad else f"{bad} việc cần sửa (to mend).")
    context.exit(1 if bad else 0)


def _checks(db: str | None) -> Iterator[Check]:
    yield from _installation()
    installed = yield from _extractor()
    if db is not None:
        yield from _database(db, installed)


def _installation() -> Iterator[Check]:
    import sqlite3
    from importlib.metadata import PackageNotFoundError, version

    import mttq_extract

    yield Check(True, f"mttq {mttq_extract.__version__}, Python {sys.version.split()[0]}")
    new_enough = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    yield Check(new_enough, f"SQLite {sqlite3.sqlite_version}{'' if new_enough else ': cần từ 3.35 (too old)'}")
    try:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        connection.close()
        yield Check(True, "tìm toàn văn FTS5")
    except sqlite3.OperationalError:
        yield Check(False, "SQLite này không có FTS5: hãy dùng bản Python khác (no FTS5)")
    for name in REQUIRED:
        try:
            yield Check(True, f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Check(False, f"thiếu {name}: pip install {name} (not installed)")
    for name, use in OPTIONAL.items():
        try:
            yield Check(True, f"{name} {version(name)} ({use})")
        except PackageNotFoundError:
            yield Check(None, f"không có {name}, chỉ cần cho {use}: pip install {name} (optional)")


def _extractor() -> Generator[Check, None, tuple[str, str, str] | None]:
    """Load tables and models as every command does; gives the versions that a run notes, None where none loads."""
    import time

    from mttq_extract import __version__, load
    from mttq_extract.context.certainty import NAME as CERTAINTY
    from mttq_extract.context.period_model import NAME as PERIODS
    from mttq_extract.context.role_model import NAME as ROLES
    from mttq_extract.context.subjects import NAME as SUBJECTS
    from mttq_extract.indicators import model

    begun = time.perf_counter()
    try:
        extractor = load()
    except MttqError as error:
        yield Check(False, f"bảng hoặc mô hình: {error}; hãy cài lại gói (reinstall)")
        return None
    except Exception as error:  # an installation can be broken in any way, and this is the command that says so
        yield Check(False, f"không nạp được bộ trích xuất: {type(error).__name__}: {error}; hãy cài lại gói")
        return None
    seconds = time.perf_counter() - begun
    yield Check(True, f"bảng {extractor.tables_hash[:12]}, mô hình {extractor.models_hash[:12]}, nạp {seconds:.1f} s")
    folder = model.models_folder()
    for name, what in ((model.NAME, "chỉ số"), (ROLES, "vai trò"), (PERIODS, "kỳ số liệu"), (SUBJECTS, "chủ thể")):
        if folder is None or not (folder / name).is_file():
            yield Check(None, f"không có mô hình {what}, chỉ dùng quy tắc: cài lại gói hoặc chạy mttq train (no model)")
    if folder is None or not (folder / CERTAINTY).is_file():
        yield Check(None, "không có mô hình điểm tin cậy, điểm chỉ là của chỉ số: chạy mttq train (no model)")
    return __version__, extractor.tables_hash, extractor.models_hash


def _database(db: str, installed: tuple[str, str, str] | None) -> Iterator[Check]:
    from mttq_extract.store.health import inspect

    try:
        with reading(db) as connection:
            health = inspect(connection, installed)
    except MttqError as error:
        yield Check(False, str(error))
        return
    yield Check(True, f"{db}: {health.documents} bài, {health.figures} số liệu, {health.entities} tên riêng")
    if health.damage:
        yield Check(False, f"{db} bị hỏng (corrupt): {health.damage}; hãy chạy lại mttq run vào một file mới")
    if health.unsearchable:
        yield Check(False, f"{health.unsearchable} dòng chưa có trong chỉ mục tìm kiếm; hãy chạy lại vào file mới")
    if health.stopped_last:
        yield Check(None, "lần chạy cuối chưa xong: chạy lại lệnh mttq run đó để làm tiếp (unfinished run)")
    if health.older:
        yield Check(
            None,
            f"{health.older} bài do phiên bản khác đọc: chạy lại mttq run (read by another version)",
        )
    if health.failures:
        yield Check(None, f"{health.failures} đầu vào không đọc được, xem bảng failures (failed inputs)")
