"""The tables of canonical entities: one row a thing, whatever the order the articles came in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mttq_extract import load
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Record

VERSION = ExtractorVersion("0", "tables-1", "models-1")
EXTRACTOR = load()
ARTICLES = [
    Record("a", "Ủy ban MTTQ Việt Nam TP Hà Nội họp. Bà Nguyễn Lan Hương, Chủ tịch Ủy ban MTTQ, chủ trì.", published=date(2023, 3, 1)),  # noqa: E501
    Record("b", "MTTQ Hà Nội trao nhà ở quận Tây Hồ. Bà Nguyễn Lan Hương dự. Bà Lan Hương vui.", published=date(2024, 5, 2)),  # noqa: E501
    Record("c", "Ở xã Tân Hà, huyện Lâm Hà, UBND tỉnh tặng quà tại thôn 3, xã Tân Hà.", published=date(2022, 1, 3)),
]  # fmt: skip


def stored(path: Path, records: Sequence[Record]) -> list[dict[str, Any]]:
    write(path, records)
    return rows(path, "SELECT * FROM canonical_entities ORDER BY rowid")


def write(path: Path, records: Sequence[Record]) -> None:
    with Store(str(path)) as store:
        run = store.begin_run(VERSION)
        for record in records:
            store.write(EXTRACTOR.extract_record(record), record, run)
        store.end_run(run, Counts(documents_stored=len(records)), complete=True)


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql)]
    finally:
        connection.close()


def test_a_body_is_one_row_with_its_unit_and_its_days(tmp_path: Path) -> None:
    found = {row["link"]: row for row in stored(tmp_path / "a.db", ARTICLES)}
    front = found["org:mttq@vn:01"]
    assert front["documents"] == 2
    assert (front["unit"], front["level"], front["place"]) == ("vn:01", "province", "thành phố Hà Nội")
    assert (front["first"], front["last"]) == ("2023-03-01", "2024-05-02")
    assert "Hà Nội" in front["name"]


def test_a_name_in_capitals_gives_way_to_one_that_is_not(tmp_path: Path) -> None:
    text = "ỦY BAN MTTQ TỈNH BẮC GIANG\nỦY BAN MTTQ TỈNH BẮC GIANG\nMTTQ tỉnh Bắc Giang họp."
    found = {row["link"]: row for row in stored(tmp_path / "a.db", [Record("d", text, published=date(2022, 1, 3))])}
    assert found["org:mttq@vn:old:24"]["name"] == "Mặt trận Tổ quốc tỉnh Bắc Giang"


def test_a_place_bears_its_full_name_and_its_units_of_today(tmp_path: Path) -> None:
    found = {row["link"]: row for row in stored(tmp_path / "a.db", ARTICLES)}
    district = found["vn:old:003"]
    assert (district["name"], district["place"]) == ("quận Tây Hồ", "quận Tây Hồ, thành phố Hà Nội")
    today = EXTRACTOR.entities.units.get(district["today"].split()[0])
    assert today is not None
    assert today.label == "phường Tây Hồ"


def test_what_is_named_by_its_level_alone_is_named_in_full(tmp_path: Path) -> None:
    found = {row["link"]: row for row in stored(tmp_path / "a.db", ARTICLES)}
    assert found["org:ubnd@vn:old:68"]["name"] == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert found["loc:thon-3@vn:old:24916"]["name"] == "thôn 3, xã Tân Hà"


def test_a_person_keeps_the_titles_with_their_days(tmp_path: Path) -> None:
    write(tmp_path / "a.db", ARTICLES)
    titles = rows(tmp_path / "a.db", "SELECT * FROM entity_titles WHERE link = 'per:nguyễn-lan-hương'")
    assert [(row["title"], row["first"]) for row in titles] == [("Chủ tịch Ủy ban MTTQ", "2023-03-01")]
    person = rows(tmp_path / "a.db", "SELECT * FROM canonical_entities WHERE link = 'per:nguyễn-lan-hương'")
    assert (person[0]["name"], person[0]["mentions"]) == ("Nguyễn Lan Hương", 3)


def test_every_link_of_a_mention_has_its_row(tmp_path: Path) -> None:
    write(tmp_path / "a.db", ARTICLES)
    lost = "SELECT link FROM entities WHERE link IS NOT NULL AND link NOT IN (SELECT link FROM canonical_entities)"
    assert rows(tmp_path / "a.db", lost) == []


def test_the_order_of_articles_makes_no_difference(tmp_path: Path) -> None:
    assert stored(tmp_path / "a.db", ARTICLES) == stored(tmp_path / "b.db", ARTICLES[::-1])


def test_a_changed_article_takes_its_names_along(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    write(path, ARTICLES)
    write(path, [Record("c", "Không có gì.", published=date(2022, 1, 3))])
    links = {row["link"] for row in rows(path, "SELECT link FROM canonical_entities")}
    assert "vn:old:24916" not in links
    assert "vn:old:003" in links
