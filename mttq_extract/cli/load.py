"""`mttq load`: bring the Parquet files that a Spark job wrote into a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mttq_extract.cli.database import writing
from mttq_extract.cli.lazy import SOME_FAILED
from mttq_extract.cli.show import printable
from mttq_extract.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.batch.parquet import Failed
    from mttq_extract.store.writer import Counts

EXAMPLES = """\b
Ví dụ (examples):
  mttq load ket_qua/ --db so_lieu.db
  mttq load --views ket_qua/ > bang.sql
"""


@click.command("load", epilog=EXAMPLES)
@click.argument("folder", type=click.Path(), metavar="FOLDER")
@click.option("--db", type=click.Path(), help="File cơ sở dữ liệu; chưa có thì được tạo.")
@click.option("--views", is_flag=True, help="Chỉ in câu lệnh tạo khung nhìn cho DuckDB, hỏi thẳng trên Parquet.")
@click.pass_context
def load(context: click.Context, folder: str, db: str | None, views: bool) -> None:
    """Nạp thư mục Parquet do mttq run --engine spark ghi vào cơ sở dữ liệu.

    Bài đã có thì giữ nguyên; có bài lỗi thì mã thoát là 3. Với --views thì in câu SQL để DuckDB hỏi thẳng các file.

    Loads what a Spark job wrote; documents the database holds already are left as they are. Exit code 3 when some
    articles had failed. With --views, prints the SQL by which DuckDB asks the files in place.
    """
    from mttq_extract.batch.parquet import duckdb_views, load_parquet
    from mttq_extract.cli.progress import progress
    from mttq_extract.errors import UsageError

    if views:
        click.echo(duckdb_views(folder), nl=False)
        return
    if db is None:
        raise UsageError("Thiếu --db FILE (no database); hoặc --views để hỏi bằng DuckDB")
    with writing(db) as store, progress(None) as show:
        counts, failures = load_parquet(folder, store, progress=show)
    report(counts, failures, db)
    if failures:
        context.exit(SOME_FAILED)


def report(counts: Counts, failures: Sequence[Failed], db: str) -> None:
    """Tell what was loaded, and which articles had failed."""
    click.echo(
        f"Nạp {number(str(counts.documents_read))} bài: lưu {number(str(counts.documents_stored))}, "
        f"giữ nguyên {number(str(counts.documents_unchanged))}; {number(str(counts.figures_stored))} số liệu mới; "
        f"lỗi {counts.failed}."
    )
    if failures:
        click.echo(f"{len(failures)} bài không đọc được (failed):")
        for failed in failures:
            click.echo(f"  {printable(f'{failed.path} [{failed.id}]: {failed.reason}')}")
    else:
        click.echo(f"Hỏi tiếp: mttq query --db {db} --group-by indicator")
