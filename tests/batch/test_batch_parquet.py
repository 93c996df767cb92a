"""Parquet files into the database, without Spark."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.batch import parquet
from mttq_extract.batch.parquet import Failed, failed_row, from_row, load_parquet, to_row
from mttq_extract.errors import LockedError, ReadError
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.row_extractor import RowLoader
from mttq_extract.store.writer import ExtractorVersion, Store
from mttq_extract.types import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = ExtractorVersion("0", "tables-1", "models-1")


def test_what_was_read_before_a_damaged_file_is_stored(
    tmp_path: Path, fake: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    extractor = RowLoader(fake.FakeExtractor)()
    record = Record("bai", "Tin\nNăm nay, năm 2022 MTTQ Hoa Đào trao 9 căn nhà tại xã Đông.")

    def rows(folder: str) -> Iterator[dict[str, Any]]:
        yield to_row(extractor.extract_record(record), VERSION)
        yield failed_row(Failed("hong", "a.jsonl", "thiếu «text»"), VERSION)
        raise ReadError(f"{folder}: damaged file")

    monkeypatch.setattr(parquet, "read_rows", rows)
    with Store(str(tmp_path / "a.db")) as store, pytest.raises(ReadError, match="damaged"):
        load_parquet("ket_qua", store)
    connection = open_for_reading(str(tmp_path / "a.db"))
    assert connection.execute("SELECT id FROM documents").fetchall() == [("bai",)]
    assert connection.execute("SELECT path, item FROM failures").fetchall() == [("a.jsonl", "hong")]
    assert connection.execute("SELECT finished, documents_stored, failed FROM runs").fetchall() == [(None, 1, 1)]
    assert connection.execute("SELECT fresh FROM totals_state").fetchone() == (1,)
    connection.close()


def test_rows_written_before_the_column_as_of_get_it(fake: Any) -> None:
    record = Record(
        "bai", "Tin\nNăm nay, năm 2022 MTTQ Hoa Đào trao 9 căn nhà tại xã Đông.", published=date(2022, 5, 1)
    )
    made = RowLoader(fake.FakeExtractor)().extract_record(record)
    row = to_row(made, VERSION)
    assert "2022-05-01" in [figure.pop("as_of") for figure in row["figures"]]
    assert from_row(row) == made


def test_a_locked_database_is_waited_for_once(tmp_path: Path, fake: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = RowLoader(fake.FakeExtractor)().extract_record(Record("bai", "Tin\nNăm 2022 MTTQ Hoa Đào trao 9 căn nhà."))
    ended = list[int]()

    def locked(*_: Any) -> None:
        raise LockedError("khóa")

    monkeypatch.setattr(parquet, "read_rows", lambda _: iter([to_row(made, VERSION)]))
    with Store(str(tmp_path / "a.db")) as store:
        monkeypatch.setattr(store, "add", locked)
        monkeypatch.setattr(store, "end_run", lambda run, *_, **__: ended.append(run))
        with pytest.raises(LockedError):
            load_parquet("ket_qua", store)
    assert ended == []
