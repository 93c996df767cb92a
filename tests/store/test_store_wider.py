"""Rule Q9: what lies inside a unit is not added to a figure of the unit that is as great; and places by their level."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.store.asking import ask
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.query import groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Period, Record, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Said = tuple[str, int, str | None]
"""A place, how many houses, and a period."""

Y2022, Q1, TERM = "2022-01-01/2022-12-31", "2022-01-01/2022-03-31", "2019-01-01/2024-12-31"


def store(path: str, articles: dict[str, list[Said]], subject: str = "MTTQ {}") -> None:
    with Store(path) as opened:
        run = opened.begin_run(ExtractorVersion("0", "t", "m"))
        for id_, said in articles.items():
            text = f"{'1' * len(said)} {id_}"
            found = tuple(
                Figure(
                    *(at, at + 1, "1", Decimal(value), Decimal(value), "item", "exact", "r"),
                    role="actual",
                    indicator="nha_xay_moi",
                    period=Period(*map(date.fromisoformat, period.split("/"))) if period else None,
                    place=place,
                    subject=subject.format(place),
                )
                for at, (place, value, period) in enumerate(said)
            )
            day = date(2023, 3, 1)
            document = Document(id_, text, published=day, sentences=(Sentence(0, len(text)),), figures=found)
            opened.write(document, Record(id_, text, published=day), run)
        opened.end_run(run, Counts(documents_stored=1), complete=True)


def sums(connection: sqlite3.Connection, by: Sequence[str], **asked: Any) -> dict[Any, str | None]:
    """The sums of groups, from what is added up beforehand, live, and with only the first groups worked out."""
    wanted = ask(connection, **asked).filter
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    found = []
    for fresh in (1, 0):
        with closing(sqlite3.connect(path)) as writer, writer:
            writer.execute("UPDATE totals_state SET fresh = ?", (fresh,))
        for limit in (None, 30):
            answer = groups(connection, wanted, by, limit=limit)
            rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
            found.append({tuple(row[one] for one in by): row["sum"] for row in rows})
    assert all(one == found[0] for one in found), found
    return {key[0] if len(key) == 1 else key: value for key, value in found[0].items()}


@pytest.fixture
def provinces(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A province with two of its districts and a commune, told in several articles, and another province."""
    path = str(tmp_path / "a.db")
    articles: dict[str, list[Said]] = {
        "tinh": [("tỉnh Hà Giang", 100, Y2022), ("tỉnh Hà Giang", 400, TERM)],
        "huyen-1": [("huyện Yên Minh", 30, Y2022), ("xã Na Khê, huyện Yên Minh", 7, Q1)],
        "huyen-2": [("huyện Mèo Vạc", 20, Q1), ("huyện Mèo Vạc", 9, "2018-01-01/2018-12-31")],
        "khac": [("tỉnh Cao Bằng", 5, Y2022), ("thành phố Cao Bằng", 8, Y2022)],
    }
    store(path, articles)
    with closing(open_for_reading(path)) as connection:
        yield connection


def test_districts_are_not_added_to_their_province(provinces: sqlite3.Connection) -> None:
    assert sums(provinces, ["indicator"]) == {"nha_xay_moi": "422"}  # 400 + 9 of 2018 + 5 and 8 of Cao Bằng
    by_year = sums(provinces, ["year"], indicators=["nha_xay_moi"])
    assert by_year == {"2019..2024": "400", "2022": "113", "2018": "9"}
    assert sums(provinces, ["indicator"], period="2022") == {"nha_xay_moi": "113"}


def test_they_count_where_the_province_is_not_asked_for(provinces: sqlite3.Connection) -> None:
    by_place = sums(provinces, ["place"], indicators=["nha_xay_moi"])
    assert {place: by_place[place] for place in ("Hà Giang", "Yên Minh", "Mèo Vạc")} == {
        "Hà Giang": "400",
        "Yên Minh": "30",
        "Mèo Vạc": "29",
    }
    assert sums(provinces, ["indicator"], period="2022-Q1") == {"nha_xay_moi": "27"}
    assert sums(provinces, ["indicator"], place="huyện Yên Minh", inside=True) == {"nha_xay_moi": "30"}
    assert sums(provinces, ["indicator"], place="huyện Mèo Vạc") == {"nha_xay_moi": "29"}
    assert sums(provinces, ["indicator"], high="50") == {"nha_xay_moi": "72"}  # 30 + 20 + 9 + 5 + 8


def test_a_place_with_all_inside_it_has_one_level(provinces: sqlite3.Connection) -> None:
    assert sums(provinces, ["indicator"], place="tỉnh Hà Giang", inside=True) == {"nha_xay_moi": "409"}
    assert sums(provinces, ["year"], place="Hà Giang", inside=True, period="2022") == {"2022": "100"}


def test_a_unit_is_asked_for_by_its_level(provinces: sqlite3.Connection) -> None:
    assert sums(provinces, ["indicator"], place="tỉnh Cao Bằng") == {"nha_xay_moi": "5"}
    assert sums(provinces, ["indicator"], place="TP Cao Bằng") == {"nha_xay_moi": "8"}
    assert sums(provinces, ["indicator"], place="Cao Bằng") == {"nha_xay_moi": "13"}
    assert sums(provinces, ["indicator"], place="tỉnh Cao Bằng", inside=True) == {"nha_xay_moi": "13"}


def test_places_by_their_province_of_today(provinces: sqlite3.Connection) -> None:
    by_province = sums(provinces, ["province"], indicators=["nha_xay_moi"])
    assert by_province == {"Tuyên Quang": "409", "Cao Bằng": "13"}  # Hà Giang went into it in July 2025


def test_what_is_smaller_than_what_lies_inside_holds_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    store(path, {"a": [("tỉnh Hà Giang", 10, Y2022)], "b": [("huyện Yên Minh", 8, Y2022), ("huyện Mèo Vạc", 6, Y2022)]})
    with closing(open_for_reading(path)) as connection:
        assert sums(connection, ["indicator"]) == {"nha_xay_moi": "24"}


def test_what_a_company_gives_a_province_holds_no_districts(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    said: list[Said] = [("tỉnh Hà Giang", 50, Y2022), ("huyện Yên Minh", 8, Y2022)]
    store(path, {"a": said}, subject="Công ty Lúa Vàng")
    with closing(open_for_reading(path)) as connection:
        assert sums(connection, ["subject"], indicators=["nha_xay_moi"]) == {"Công ty Lúa Vàng": "58"}


def test_a_subject_that_tells_of_a_place_and_of_what_lies_in_it(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    said: list[Said] = [("tỉnh Hà Giang", 50, None), ("huyện Yên Minh", 8, None)]
    store(path, {"a": said, "b": [("huyện Yên Minh", 9, None)]}, subject="MTTQ tỉnh Hà Giang")
    with closing(open_for_reading(path)) as connection:
        # Without a period only what stands in one article is known to belong together.
        assert sums(connection, ["subject"], indicators=["nha_xay_moi"]) == {"Hà Giang": "59"}
        assert sums(connection, ["indicator"], subject="Hà Giang") == {"nha_xay_moi": "59"}


def test_by_level_nothing_is_in_a_group_that_its_wider_unit_is_in(provinces: sqlite3.Connection) -> None:
    of_2022 = sums(provinces, ["level"], indicators=["nha_xay_moi"], period="2022")
    assert of_2022 == {"province": "105", "district": "58", "commune": "7"}


def test_years_are_in_order_of_their_end(provinces: sqlite3.Connection) -> None:
    answer = groups(provinces, ask(provinces, place="tỉnh Hà Giang").filter, ["year"], sort="-year")
    assert [row[0] for row in answer.rows] == ["2019..2024", "2022"]
    answer = groups(provinces, ask(provinces).filter, ["year"], sort="năm")
    assert [row[0] for row in answer.rows] == ["2018", "2022", "2019..2024"]


def test_a_database_of_before_learns_its_places(tmp_path: Path, provinces: sqlite3.Connection) -> None:
    path = provinces.execute("PRAGMA database_list").fetchone()[2]
    told = "SELECT id, place_unit, province, wider, wider_period, level FROM figures"
    expected = provinces.execute(told).fetchall()
    assert any(row[3] for row in expected)
    with closing(sqlite3.connect(path)) as writer, writer:
        writer.execute("UPDATE figures SET place_unit = NULL, province = NULL, wider = NULL, wider_period = NULL")
        writer.execute("UPDATE figures SET level = NULL")
        writer.execute("INSERT INTO unsettled SELECT DISTINCT indicator, unit, role FROM figures")
        writer.execute("UPDATE totals_state SET fresh = 0, placed = 0")
    with Store(path) as opened:
        opened.end_run(opened.begin_run(ExtractorVersion("0", "t", "m")), Counts(), complete=True)
    assert provinces.execute(told).fetchall() == expected
