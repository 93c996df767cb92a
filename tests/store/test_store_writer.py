from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mttq_extract.errors import OffsetError, StoreError
from mttq_extract.store.document_rows import record_sha256
from mttq_extract.store.schema import ID_STRIDE
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Mark, Period, Record, Sentence, plain

VERSION = ExtractorVersion("0", "tables-1", "models-1")


def rows(path: str, sql: str) -> list[Any]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def save(path: str, document: Document, record: Record) -> None:
    with Store(path) as store:
        store.write(document, record, store.begin_run(VERSION))


def test_a_figure_is_stored_with_its_exact_decimals_and_real_copies(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    text = "Vận động 0,10 tấn đến 123456789012345678901,5 đồng."
    period = Period(None, date(2024, 9, 24))
    figures = (
        Figure(
            9, 13, "0,10", Decimal("0.10"), Decimal("1.3E+10"), "tonne", "about", "r", of=Decimal("7"), period=period
        ),
        Figure(
            22,
            45,
            "123456789012345678901,5",
            Decimal("123456789012345678901.5"),
            Decimal("123456789012345678901.5"),
            "VND",
            "exact",
            "r",
            evidence={"role": "mặc định"},
        ),
    )
    document = Document("x", text, published=date(2024, 9, 25), sentences=(Sentence(0, len(text)),), figures=figures)
    save(path, document, Record("x", text, published=date(2020, 1, 1), outlet="Báo"))
    assert rows(path, 'SELECT low, high, low_num, high_num, "of", period, period_start, period_end FROM figures') == [
        ("0.10", "13000000000", 0.1, 1.3e10, "7", "/2024-09-24", None, "2024-09-24"),
        (*("123456789012345678901.5",) * 2, *(123456789012345678901.5,) * 2, None, None, None, None),
    ]
    assert rows(path, "SELECT evidence FROM figures")[1] == ('{"role": "mặc định"}',)
    # The date found in the text wins over the one of the file; what the text does not say comes from the file.
    assert rows(path, "SELECT published, outlet FROM documents") == [("2024-09-25", "Báo")]


def test_ids_follow_the_place_in_the_text_and_the_number_of_the_document(stored: str, fake: Any) -> None:
    before = rows(stored, "SELECT id, document, start, surface FROM figures")
    for id_, document, start, _ in before:
        number = {"hoa-dao": 1, "binh-minh": 2}[document]
        assert id_ == number * ID_STRIDE + start
    record = Record("hoa-dao", "Thêm 1 hộ, MTTQ Hoa Đào trao 2 căn nhà.")
    save(stored, fake.FakeExtractor().extract_record(record), record)
    after = rows(stored, "SELECT id, document, start, surface FROM figures")
    assert [r for r in after if r[1] == "binh-minh"] == [r for r in before if r[1] == "binh-minh"]
    assert [(r[0] // ID_STRIDE, r[3]) for r in after if r[1] == "hoa-dao"] == [(1, "1 hộ"), (1, "2 căn nhà")]


def test_offsets_point_into_the_stored_text(stored: str) -> None:
    for table in ("sentences", "figures", "entities", "rejections"):
        surface = "t.text" if table == "sentences" else "t.surface"
        sql = f'SELECT d.text, t.start, t."end", {surface} FROM {table} AS t JOIN documents AS d ON d.id = t.document'
        found = rows(stored, sql)
        assert found, table
        assert all(text[start:end] == surface for text, start, end, surface in found)


def test_a_changed_document_replaces_all_its_own_rows_and_search_words(stored: str, fake: Any) -> None:
    record = Record("hoa-dao", "Hội chợ mùa xuân, 3 hộ tham gia.")
    save(stored, fake.FakeExtractor().extract_record(record), record)
    assert rows(stored, "SELECT count(*) FROM documents") == [(2,)]
    assert rows(stored, "SELECT surface FROM figures WHERE document = 'hoa-dao'") == [("3 hộ",)]
    for table, count in (("documents", 0), ("sentences", 0), ("figures", 0)):
        assert rows(stored, f"SELECT count(*) FROM {table}_fts WHERE {table}_fts MATCH '\"hoa dao\"'") == [(count,)]
    assert rows(stored, "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'xuan'") == [(1,)]
    assert rows(stored, "SELECT count(*) FROM figures_fts_docsize") == rows(stored, "SELECT count(*) FROM figures")


def test_the_mention_that_is_added_up_is_the_first_outside_boilerplate(stored: str) -> None:
    found = rows(stored, "SELECT surface, fact = id, fact IS NULL FROM figures WHERE document = 'hoa-dao'")
    assert found == [
        ("13 tỷ đồng", 1, 0),
        ("63,58%", 1, 0),
        ("29 căn nhà", 1, 0),
        ("9 căn nhà", 1, 0),
        ("7 tỷ đồng", None, 1),
        ("13 tỷ đồng", 0, 0),
        ("50 triệu đồng/căn", None, 1),
    ]


def test_foreign_keys_hold_and_are_enforced(stored: str) -> None:
    assert rows(stored, "PRAGMA foreign_key_check") == []
    with Store(stored) as store, pytest.raises(sqlite3.IntegrityError):
        store._connection.execute("DELETE FROM indicators WHERE id = 'nha_xay_moi'")


def test_an_unknown_indicator_is_refused_and_nothing_of_its_document_stays(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    figure = Figure(0, 1, "5", Decimal(5), Decimal(5), "item", "exact", "r", indicator="khong_co")
    document = Document("x", "5 nhà", sentences=(Sentence(0, 5),), figures=(figure,))
    with pytest.raises(StoreError, match="SQLite"):
        save(path, document, Record("x", "5 nhà"))
    assert rows(path, "SELECT count(*) FROM documents") == [(0,)]
    assert rows(path, "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH 'nha'") == [(0,)]


@pytest.mark.parametrize("change", [{"sentence": 1}, {"sentence": -1}, {}])
def test_contradicting_spans_are_a_defect_that_stores_nothing(tmp_path: Path, change: dict[str, int]) -> None:
    path = str(tmp_path / "a.db")
    figure = Figure(0, 1, "5", Decimal(5), Decimal(5), "item", "exact", "r")
    second = replace(figure, **change) if change else figure  # type: ignore[arg-type]
    document = Document("x", "5 nhà", sentences=(Sentence(0, 5),), figures=(figure, second))
    with pytest.raises(OffsetError, match="x"):
        save(path, document, Record("x", "5 nhà"))
    assert rows(path, "SELECT count(*) FROM documents") == [(0,)]


def test_a_text_too_long_for_stable_ids_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mttq_extract.store.document_rows.ID_STRIDE", 5)
    with pytest.raises(StoreError, match="too long"):
        save(str(tmp_path / "a.db"), Document("x", "5 nhà"), Record("x", "5 nhà", path="x.txt"))


def test_a_record_is_current_until_text_metadata_or_version_change(stored: str, fake: Any) -> None:
    ((text,),) = rows(stored, "SELECT text FROM documents WHERE id = 'hoa-dao'")
    record = Record("hoa-dao", text, title="Bài hoa-dao", outlet="Báo Ví Dụ", path="khác.txt")
    with Store(stored) as store:
        assert store.look_up(record, VERSION).current
        assert not store.look_up(replace(record, text="khác"), VERSION).current
        assert not store.look_up(replace(record, published=date(2022, 1, 1)), VERSION).current
        assert not store.look_up(replace(record, id="mới"), VERSION).current
        for newer in (replace(VERSION, package="1"), replace(VERSION, tables="2"), replace(VERSION, models="2")):
            assert not store.look_up(record, newer).current
        assert store.look_up(record, VERSION).path == "hoa-dao.txt"
        assert not store.look_up(record, VERSION).changed_text
        assert store.look_up(replace(record, text="khác"), VERSION).changed_text


def test_indicators_of_a_newer_table_are_updated_and_old_ones_kept(
    stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mttq_extract.store.indicator_table import read_indicators

    changed = [replace(i, label_vi="Nhà mới tinh") if i.id == "nha_xay_moi" else i for i in read_indicators()]
    monkeypatch.setattr("mttq_extract.store.writer.read_indicators", lambda: changed[1:])
    Store(stored).close()
    assert rows(stored, "SELECT label_vi FROM indicators WHERE id = 'nha_xay_moi'") == [("Nhà mới tinh",)]
    assert rows(stored, "SELECT count(*) FROM indicators") == [(len(changed),)]


def test_plain_decimals_survive_the_way_through(stored: str) -> None:
    for low, number in rows(stored, "SELECT low, low_num FROM figures"):
        assert plain(Decimal(low)) == low
        assert float(Decimal(low)) == number


def test_two_processes_may_write_in_turn(stored: str, fake: Any) -> None:
    record = Record("a", "MTTQ Hoa Đào trao 1 căn nhà.")
    other = Record("b", "MTTQ Hoa Đào trao 2 căn nhà.")
    extract = fake.FakeExtractor().extract_record
    with Store(stored) as one, Store(stored) as two:
        first, second = one.begin_run(VERSION), two.begin_run(VERSION)
        one.write(extract(record), record, first)
        two.write(extract(other), other, second)
    assert rows(stored, "SELECT id, number FROM documents ORDER BY number")[2:] == [("a", 3), ("b", 4)]


def test_totals_are_added_up_at_the_end_of_a_run_and_not_trusted_before(stored: str, fake: Any) -> None:
    assert rows(stored, "SELECT fresh FROM totals_state") == [(1,)]
    houses = (
        "SELECT sum(mentions), sum(total) FILTER (WHERE role = 'actual') FROM totals WHERE indicator = 'nha_xay_moi'"
    )
    assert rows(stored, houses) == [(5, 46.0)]
    record = Record("mới", "MTTQ Hoa Đào trao 100 căn nhà.")
    with Store(stored) as store:
        run = store.begin_run(VERSION)
        store.write(fake.FakeExtractor().extract_record(record), record, run)
        assert rows(stored, "SELECT fresh FROM totals_state") == [(0,)]
        assert rows(stored, houses) == [(5, 46.0)]
        store.end_run(run, Counts(1, 1), complete=True)
    assert rows(stored, "SELECT fresh FROM totals_state") == [(1,)]
    assert rows(stored, houses) == [(6, 146.0)]


def test_what_readers_say_is_kept(tmp_path: Path) -> None:
    moment = datetime(2024, 9, 24, 17, 5, tzinfo=timezone(timedelta(hours=7)))
    text = "Trao nhà\nẢnh: An"
    notes = ("đã chuyển mã VNI sang Unicode", "2/5 trang không có lớp chữ")
    record = Record("x", text, published_at=moment, notes=notes, marks=(Mark(9, 16, "caption"),))
    document = Document("x", text, published_at=moment, sentences=(Sentence(0, 8), Sentence(9, 16, caption=True)))
    path = str(tmp_path / "a.db")
    save(path, document, record)
    assert rows(path, "SELECT published_at, notes FROM documents") == [("2024-09-24T17:05:00+07:00", "\n".join(notes))]
    assert rows(path, "SELECT caption FROM sentences ORDER BY id") == [(0,), (1,)]
    assert record_sha256(record) != record_sha256(replace(record, marks=()))
    assert record_sha256(record) != record_sha256(replace(record, published_at=None))
