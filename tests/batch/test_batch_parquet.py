"""Parquet files into the database, without Spark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.batch import parquet
from mttq_extract.batch.parquet import Failed, failed_row, load_parquet, to_row
from mttq_extract.errors import ReadError
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
