"""The same extraction on an Apache Spark cluster: articles in JSON lines or Parquet in, Parquet out.

Every task reads its part of the articles with an `Extractor` that its Python worker has loaded once. Spark hands a
task that is lost to another worker and commits the files of each task once, so every article is in the result once.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from mttq_extract.batch.parquet import (
    NESTED,
    NUMBERS,
    WHOLE_NUMBERS,
    Failed,
    document_columns,
    failed_row,
    nested_columns,
    to_row,
)
from mttq_extract.errors import EngineError, UsageError
from mttq_extract.read.jsonl import record_of_fields
from mttq_extract.read.reading import Reading
from mttq_extract.store.row_extractor import RowExtractor, RowLoader
from mttq_extract.worker_process import ExtractionFailure, extract_safely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pandas import DataFrame as Frame
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import StructType

    from mttq_extract.store.writer import ExtractorVersion
    from mttq_extract.types import Document, Record
    from mttq_extract.worker_process import Loader

FIELDS = ("id", "text", "title", "published", "outlet", "url", "author", "path")
"""What is read of an article; all but id and text may be missing."""

BROKEN = "_corrupt_record"
"""Column in which Spark puts a line that is no JSON object."""

BATCH = 200
"""Articles that pass between Spark and Python at once: with their results, what bounds the memory."""


@dataclass(frozen=True, slots=True)
class SparkOptions:
    """How a job runs; None leaves it to Spark and its configuration files.

    `partitions` is into how many tasks the articles are dealt; `seconds` what one article may take.
    """

    master: str | None = None
    partitions: int | None = None
    seconds: float | None = 300.0


def session(options: SparkOptions) -> SparkSession:
    """The Spark session that is there, as under spark-submit, or a new one.

    Raises UsageError when pyspark or pandas are missing, EngineError when Spark does not start.
    """
    try:
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError(f"Spark: thiếu {error.name}: pip install 'mttq-extract[spark]' (not installed)") from None
    builder = SparkSession.builder.appName("mttq_extract")
    if options.master is not None:
        builder = builder.master(options.master)
        if options.master.startswith("local"):
            # On this machine the workers are to be the Python that has the package; elsewhere its name may differ.
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": BATCH,
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    for key, value in settings.items():
        builder = builder.config(key, str(value))
    try:
        return builder.getOrCreate()
    except (PySparkRuntimeError, FileNotFoundError) as error:
        raise EngineError(f"Spark không chạy được: {error}; cần Java 17 và JAVA_HOME (no Java?)") from error


def extract_to_parquet(
    spark: SparkSession,
    sources: Sequence[str],
    target: str,
    *,
    load: Loader[Document],
    options: SparkOptions,
) -> None:
    """Extract the articles of `sources` into a new folder `target`, partitioned by month of publication.

    `sources` are files or folders of one kind, .jsonl, .jsonl.gz, .json or .parquet, at any address Spark knows. The
    ids must differ: nobody looks at all of them together. `load` must be importable by name on every machine.

    Raises UsageError for sources of another kind, and when `target` holds something already; EngineError when
    the job fails.
    """
    articles = _articles(spark, sources)
    if options.partitions is not None:
        # By date, so that a task writes into few months and there are few files.
        articles = articles.repartitionByRange(options.partitions, "published", "id")
    work = partial(extract_frames, load=load, seconds=options.seconds)
    found = articles.mapInPandas(work, schema=_schema())
    from pyspark.errors import PySparkException

    try:
        found.write.partitionBy("month").mode("errorifexists").parquet(target)
    except PySparkException as error:
        if "PATH_ALREADY_EXISTS" in str(error):
            raise UsageError(f"{target}: đã có, hãy chọn thư mục khác hoặc xóa trước (already exists)") from error
        last = str(error).strip().splitlines()[-1]
        raise EngineError(f"Việc trên Spark hỏng (job failed): {last}; xem nhật ký của Spark") from error


def _articles(spark: SparkSession, sources: Sequence[str]) -> DataFrame:
    """The articles as a table of FIELDS and BROKEN, all of them text."""
    from pyspark.sql import functions, types

    kinds = {"parquet" if source.rstrip("/").endswith(".parquet") else _kind(source) for source in sources}
    if len(kinds) != 1 or "other" in kinds:
        raise UsageError("Spark đọc .jsonl, .jsonl.gz, .json hoặc .parquet, mỗi lần một loại (one kind at a time)")
    if kinds == {"parquet"}:
        read = spark.read.parquet(*sources)
        if missing := [name for name in ("id", "text") if name not in read.columns]:
            raise UsageError(f"{', '.join(sources)}: thiếu cột {', '.join(missing)} (no such column)")
    else:
        fields = [types.StructField(name, types.StringType()) for name in (*FIELDS, BROKEN)]
        reader = spark.read.schema(types.StructType(fields)).option("columnNameOfCorruptRecord", BROKEN)
        read = reader.json(list(sources))
    if "path" in read.columns:
        path = functions.coalesce(functions.col("path"), functions.input_file_name())
    else:
        path = functions.input_file_name()
    columns = [
        path.alias(name)
        if name == "path"
        else (functions.col(name).cast("string") if name in read.columns else functions.lit(None).cast("string")).alias(
            name
        )
        for name in (*FIELDS, BROKEN)
    ]
    return read.select(*columns)


def _kind(source: str) -> str:
    """The kind of a file or folder; one on a distant file system whose name does not tell is taken for Parquet."""
    if source.endswith((".jsonl", ".jsonl.gz", ".json", ".json.gz")):
        return "json"
    if os.path.isdir(source):
        names = [name for _, _, names in os.walk(source) for name in names if not name.startswith((".", "_"))]
        endings = {"parquet" if n.endswith(".parquet") else "json" if ".json" in n else "other" for n in names}
        return endings.pop() if len(endings) == 1 else "other"
    return "parquet" if "://" in source else "other"


def _schema() -> StructType:
    """The columns of the files, as Spark knows them."""
    from pyspark.sql.types import ArrayType, BinaryType, DoubleType, LongType, StringType, StructField, StructType

    def of(name: str) -> StructField:
        kind = LongType() if name in WHOLE_NUMBERS else DoubleType() if name in NUMBERS else StringType()
        return StructField(name, kind)

    return StructType(
        [
            *(StructField(name, StringType()) for name in document_columns()),
            StructField("signature", BinaryType()),
            *(StructField(table, ArrayType(StructType(list(map(of, nested_columns(table)))))) for table in NESTED),
        ]
    )


@cache
def _loaded(load: Loader[Document]) -> tuple[RowExtractor, ExtractorVersion]:
    """The extractor of a Python worker, which Spark uses for one task after the other."""
    import mttq_extract
    from mttq_extract.store.writer import ExtractorVersion

    extractor = RowLoader(load)()
    return extractor, ExtractorVersion(mttq_extract.__version__, extractor.tables_hash, extractor.models_hash)


def extract_frames(frames: Iterable[Frame], *, load: Loader[Document], seconds: float | None) -> Iterator[Frame]:
    """Extract the articles of a task, a frame of rows for every frame of articles."""
    from pandas import DataFrame

    extractor, version = _loaded(load)
    reading = Reading()
    names = [field.name for field in _schema()]
    for frame in frames:
        rows = []
        for values in frame[[*FIELDS, BROKEN]].itertuples(index=False, name=None):
            fields = dict(zip((*FIELDS, BROKEN), values, strict=True))
            record = _record(fields, reading)
            if isinstance(record, Failed):
                rows.append(failed_row(record, version))
                continue
            found = extract_safely(extractor, record, seconds)
            if isinstance(found, ExtractionFailure):
                rows.append(failed_row(Failed(record.id, record.path or "", found.reason), version))
            else:
                rows.append(to_row(found, version))
        yield DataFrame(rows, columns=names)


def _record(fields: dict[str, Any], reading: Reading) -> Record | Failed:
    """The article of a row, or why there is none."""
    id_, text, path = fields["id"] or "", fields["text"], fields["path"] or ""
    if fields[BROKEN] is not None:
        return Failed(id_, path, f"không phải JSON: {fields[BROKEN][:80]!r} (not a JSON object)")
    if not id_.strip():
        return Failed(id_, path, "thiếu trường «id» (missing id)")
    if text is None:
        return Failed(id_, path, "thiếu «text» (no text)")
    found = record_of_fields(id_, text, fields, path, (), reading)
    return found if not isinstance(found, str) else Failed(id_, path, found)
