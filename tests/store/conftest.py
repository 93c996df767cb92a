from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Record

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

FAKES = Path(__file__).parent.parent / "batch"

ARTICLES = {
    "hoa-dao": "Phường Hoa Đào chăm lo người nghèo\n"
    "Năm 2022 đã qua, năm 2022 MTTQ Hoa Đào vận động hơn 13 tỷ đồng tại quận Cẩm Tú, đạt 63,58% kế hoạch.\n"
    "Trong năm 2022 MTTQ Hoa Đào trao 29 căn nhà, trong đó 9 căn nhà tại thôn Đông.\n"
    "Ảnh: MTTQ Hoa Đào vận động 7 tỷ đồng\n"
    "Như vậy năm 2022 MTTQ Hoa Đào vận động 13 tỷ đồng; mỗi nhà 50 triệu đồng/căn.",
    "binh-minh": "Năm nay, MTTQ Bình Minh phấn đấu xây 40 căn nhà trong năm 2023.\n"
    "Trong năm 2023 MTTQ Bình Minh trao 12 căn nhà tại xã Bình Minh.\n"
    "MTTQ Bình Minh trao 5 căn nhà.",
}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Module fake_extractor, importable by name here and in worker processes."""
    monkeypatch.syspath_prepend(str(FAKES))
    return import_module("fake_extractor")


@pytest.fixture
def stored(tmp_path: Path, fake: Any) -> str:
    """The path of a database that holds ARTICLES."""
    path = str(tmp_path / "so lieu.db")
    with Store(path) as store:
        run = store.begin_run(ExtractorVersion("0", "tables-1", "models-1"))
        for id_, text in ARTICLES.items():
            record = Record(id=id_, text=text, title=f"Bài {id_}", outlet="Báo Ví Dụ", path=f"{id_}.txt")
            store.write(fake.FakeExtractor().extract_record(record), record, run)
        store.end_run(run, Counts(2, 2), complete=True)
    return path


@pytest.fixture
def connection(stored: str) -> Iterator[sqlite3.Connection]:
    """A connection for questions to the database of ARTICLES."""
    found = open_for_reading(stored)
    yield found
    found.close()
