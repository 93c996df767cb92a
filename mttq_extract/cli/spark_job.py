"""`mttq run --engine spark`: the batch on an Apache Spark cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mttq_extract.cli.database import writing
from mttq_extract.cli.lazy import SOME_FAILED
from mttq_extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mttq_extract.batch.spark import SparkOptions


def run_on_spark(
    context: click.Context, paths: Sequence[str], parquet: str | None, db: str | None, options: SparkOptions
) -> None:
    """Extract on Spark into a Parquet folder, and load that into the database where one is named.

    Raises UsageError for what cannot be understood or is not installed.
    """
    from mttq_extract import load
    from mttq_extract.batch.spark import extract_to_parquet, session

    if not paths or parquet is None:
        raise UsageError("--engine spark cần PATH (.jsonl, .parquet) và --parquet FOLDER để ghi kết quả")
    spark = session(options)
    try:
        extract_to_parquet(spark, paths, parquet, load=load, options=options)
    finally:
        spark.stop()
    click.echo(
        f"Đã ghi {parquet}; nạp: mttq load {parquet} --db FILE; hoặc hỏi bằng DuckDB: mttq load --views {parquet}"
    )
    if db is not None:
        from mttq_extract.batch.parquet import load_parquet
        from mttq_extract.cli.load import report
        from mttq_extract.cli.progress import progress

        with writing(db) as store, progress(None) as show:
            counts, failures = load_parquet(parquet, store, progress=show)
        report(counts, failures, db)
        if failures:
            context.exit(SOME_FAILED)
