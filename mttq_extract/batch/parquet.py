"""Documents in Parquet: one row a document, with its sentences, figures, entities and rejections nested in it.

The columns are those of the database (`store.rows.COLUMNS`), so that DuckDB answers on the files what SQLite answers
on the database. The folder is partitioned by month of publication (`month=2024-05`, `month=unknown`). A row with a
`failure` is an article that could not be read, and holds nothing else than its id and path.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import LockedError, MttqError, ReadError, UsageError
from mttq_extract.store.document_rows import DocumentRows, folded_words
from mttq_extract.store.rows import COLUMNS, as_of
from mttq_extract.store.writer import Counts, ExtractorVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mttq_extract.store.writer import Store

NESTED = ("sentences", "figures", "entities", "rejections")
"""Tables that stand inside a document, as a list of rows without the column `document`."""

VERSION = ("package_version", "tables_hash", "models_hash")
"""What made a row, as in table runs."""

WHOLE_NUMBERS = frozenset(
    {
        *("id", "sentence", "start", "end", "ordinal", "boilerplate", "caption", "fact", "part_of"),
        *("counts_as", "duplicate_of"),
    }
)
"""Columns of the nested tables that hold whole numbers; ids count from 0 in every document."""

NUMBERS = frozenset({"low_num", "high_num", "score"})
"""Columns of the nested tables that hold numbers; all others hold text."""

UNKNOWN = "unknown"
"""The month of an article without a date."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An article that gave no document."""

    id: str
    path: str
    reason: str


def document_columns() -> tuple[str, ...]:
    """The columns of a row that hold text, with id and month, before the nested tables and the signature."""
    return ("id", *COLUMNS["documents"], "failure", *VERSION, "month")


def nested_columns(table: str) -> tuple[str, ...]:
    """The columns of a nested table."""
    return tuple(name for name in COLUMNS[table] if name != "document")


def to_row(document: DocumentRows, version: ExtractorVersion) -> dict[str, Any]:
    """A document as a row of the files."""
    row: dict[str, Any] = {"id": document.id, "failure": None, "signature": document.signature}
    row |= dict(zip(COLUMNS["documents"], document.document, strict=True))
    row |= dict(zip(VERSION, (version.package, version.tables, version.models), strict=True))
    row["month"] = (row["published"] or UNKNOWN)[:7]
    for table in NESTED:
        names = COLUMNS[table]
        row[table] = [
            {name: value for name, value in zip(names, values, strict=True) if name != "document"}
            for values in getattr(document, table)
        ]
    return row


def failed_row(failed: Failed, version: ExtractorVersion) -> dict[str, Any]:
    """An article that could not be read as a row of the files."""
    row: dict[str, Any] = dict.fromkeys((*document_columns(), "signature", *NESTED))
    row |= dict(zip(VERSION, (version.package, version.tables, version.models), strict=True))
    return row | {"id": failed.id, "path": failed.path, "failure": failed.reason, "month": UNKNOWN}


def from_row(row: dict[str, Any]) -> DocumentRows | Failed:
    """What `to_row` or `failed_row` was given."""
    if row["failure"] is not None:
        return Failed(row["id"] or "", row["path"] or "", row["failure"])
    for figure in row["figures"]:
        figure.setdefault("within", None)  # as as_of, no column of older files
        if "as_of" not in figure:  # written before there was this column
            days = (figure["period_start"], figure["period_end"], row["published"])
            figure["as_of"] = as_of(figure["role"], *days)
    tables = {
        table: [
            tuple(row["id"] if name == "document" else item[name] for name in COLUMNS[table]) for item in row[table]
        ]
        for table in NESTED
    }
    return DocumentRows(
        id=row["id"],
        length=len(row["text"]),
        document=tuple(row[name] for name in COLUMNS["documents"]),
        record_sha256=row["record_sha256"],
        folded=folded_words(row["title"], row["text"], tables["sentences"], tables["figures"]),
        signature=row["signature"],
        **tables,
    )


def read_rows(folder: str) -> Iterator[dict[str, Any]]:
    """The rows of a file, or of all files under a folder, in order of month and file.

    Raises ReadError when there is none or one is not of this shape; UsageError when pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowInvalid, parquet
    except ImportError:
        raise UsageError(
            "Đọc Parquet cần pyarrow: pip install 'mttq-extract[parquet]' (pyarrow not installed)"
        ) from None
    wanted = [name for name in document_columns() if name != "month"] + ["signature", *NESTED]
    for path in _files(folder):
        try:
            # The month stands in the name of the folder: it is not looked for in the file.
            file = parquet.ParquetFile(path)
            if missing := sorted(set(wanted) - set(file.schema_arrow.names)):
                raise ReadError(f"{path}: thiếu cột {', '.join(missing)}; không do mttq ghi ra (not made by mttq)")
            for batch in file.iter_batches(batch_size=200, columns=wanted):
                yield from batch.to_pylist()
        except (ArrowInvalid, OSError) as error:
            raise ReadError(f"{path}: không đọc được Parquet ({error}) (damaged file)") from error


def _files(folder: str) -> list[str]:
    if os.path.isfile(folder):
        return [folder]
    if not os.path.isdir(folder):
        raise ReadError(f"Không tìm thấy thư mục Parquet: {folder} (no such folder)")
    found = [
        os.path.join(parent, name)
        for parent, folders, names in os.walk(folder)
        if "_temporary" not in parent
        for name in names
        if name.endswith(".parquet") and not name.startswith((".", "_"))
    ]
    if not found:
        raise ReadError(f"{folder}: không có file .parquet nào (no Parquet files)")
    return sorted(found)


def load_parquet(
    folder: str, store: Store, *, progress: Callable[[Counts], None] | None = None
) -> tuple[Counts, list[Failed]]:
    """Store every document of a folder, and note the articles that failed; those already stored are left as they are.

    The rows are taken as they were made, even by another version: what it was is noted in table runs. When it is
    stopped or a file is damaged, what was read until then is stored.

    Raises ReadError and UsageError as `read_rows` does; StoreError when the database cannot be written.
    """
    total, failures = Counts(), list[Failed]()
    runs: dict[ExtractorVersion, tuple[int, Counts]] = {}
    try:
        _load_rows(folder, store, runs, total, failures, progress)
    except LockedError:
        raise  # that the runs end cannot be written either
    except BaseException:
        with suppress(MttqError):
            _end_runs(store, runs, complete=False)
        raise
    _end_runs(store, runs, complete=True)
    return total, failures


def _end_runs(store: Store, runs: dict[ExtractorVersion, tuple[int, Counts]], *, complete: bool) -> None:
    for run, counts in runs.values():
        store.end_run(run, counts, complete=complete)


def _load_rows(
    folder: str,
    store: Store,
    runs: dict[ExtractorVersion, tuple[int, Counts]],
    total: Counts,
    failures: list[Failed],
    progress: Callable[[Counts], None] | None,
) -> None:
    """Store the rows of a folder one by one, adding to `runs`, `total` and `failures` what came of each."""
    for row in read_rows(folder):
        version = ExtractorVersion(*(row[name] for name in VERSION))
        if version not in runs:
            runs[version] = store.begin_run(version), Counts()
        run, counts = runs[version]
        found = from_row(row)
        is_new = not isinstance(found, Failed) and not store.holds(found, version)
        for one in (counts, total):
            one.documents_read += 1
            if isinstance(found, Failed):
                one.failed += 1
            elif is_new:
                one.documents_stored += 1
                one.figures_stored += len(found.figures)
            else:
                one.documents_unchanged += 1
        if isinstance(found, Failed):
            failures.append(found)
            store.write_failure(found.path, found.id, found.reason)
        elif is_new:
            store.add(found, run)
        if progress is not None:
            progress(total)


_VIEWS = """\
CREATE VIEW documents AS SELECT * EXCLUDE (sentences, figures, entities, rejections, signature)
FROM read_parquet('{folder}/*/*.parquet', hive_partitioning = true) WHERE failure IS NULL;
CREATE VIEW failures AS SELECT path, id AS item, failure AS reason
FROM read_parquet('{folder}/*/*.parquet', hive_partitioning = true) WHERE failure IS NOT NULL;
""" + "".join(
    f"""\
CREATE VIEW {table} AS SELECT document, item.* FROM (SELECT id AS document, unnest({table}) AS item
FROM read_parquet('{{folder}}/*/*.parquet', hive_partitioning = true) WHERE failure IS NULL);
"""
    for table in NESTED
)


def duckdb_views(folder: str) -> str:
    """SQL of views by which DuckDB sees a folder as the tables of the database; ids count from 0 in every document."""
    return _VIEWS.replace("{folder}", folder.rstrip("/").replace("'", "''"))
