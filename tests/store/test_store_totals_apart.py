"""Totals of tables: added to nothing where their rows are, and counted where their rows are not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mttq_extract.store.closing_rows import closings, totals_pattern
from mttq_extract.store.connect import open_for_reading
from mttq_extract.store.filters import FigureFilter
from mttq_extract.store.query import groups
from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Document, Figure, Period, Record, Sentence

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))
TOTALS = totals_pattern(["tổng cộng", "cộng", "tổng", "toàn"])
ROWS = [("Xã Đông", "500"), ("Xã Tây", "500"), ("Xã Nam", "40")]

Line = tuple[str, str] | str


def document(lines: Sequence[Line], id_: str = "bang", role: str = "actual") -> Document:
    """Lines of the name and the number of a row, whose name is its subject unless it is a total, or of plain text."""
    text, figures = "", []
    for line in lines:
        if isinstance(line, str):
            text += f"{line}\n"
            continue
        name, number = line
        start = len(text) + len(name) + 2
        text += f"{name}: {number} căn\n"
        figures.append(
            Figure(
                start=start,
                end=start + len(number) + 4,
                surface=f"{number} căn",
                low=Decimal(number),
                high=Decimal(number),
                unit="item",
                modifier="exact",
                concept="căn",
                role=role,
                indicator="nha_xay_moi",
                period=YEAR,
                subject="huyện Cẩm Tú" if TOTALS.match(name) else name,
                rule="test",
                sentence=0,
            )
        )
    return Document(id=id_, text=text, figures=tuple(figures), sentences=(Sentence(0, len(text)),))


def sums(path: Path, documents: Sequence[Document], by: str, wanted: FigureFilter | None = None) -> dict[str, str]:
    with Store(str(path / "a.db")) as store:
        run = store.begin_run(ExtractorVersion("0", "t", "m"))
        for one in documents:
            store.write(one, Record(id=one.id, text=one.text, path=f"{one.id}.txt"), run)
        store.end_run(run, Counts(len(documents), len(documents)), complete=True)
    connection = open_for_reading(str(path / "a.db"))
    try:
        found: dict[str, str] = {}
        for limit in (None, 10):
            answer = groups(connection, wanted or FigureFilter(), [by], limit=limit)
            said = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
            found = {row[by]: row["sum"] for row in said if row["sum"] is not None}
        return found
    finally:
        connection.close()


def test_equal_rows_of_a_table_are_added_up(tmp_path: Path) -> None:
    told = document([*ROWS, ("Tổng cộng", "1040")])
    assert sums(tmp_path, [told], "indicator") == {"nha_xay_moi": "1040"}


def test_a_total_counts_where_its_rows_are_kept_apart(tmp_path: Path) -> None:
    told = document([*ROWS, ("Tổng cộng", "1040")])
    expected = {"Đông": "500", "Tây": "500", "Nam": "40", "Cẩm Tú": "1040"}
    assert {name.removeprefix("xã ").removeprefix("Xã ").removeprefix("huyện "): sum_ for name, sum_ in
            sums(tmp_path, [told], "subject").items()} == expected  # fmt: skip


def test_a_total_counts_for_a_place_that_its_rows_are_not_in(tmp_path: Path) -> None:
    told = document([*ROWS, ("Tổng cộng", "1040")])
    assert sums(tmp_path, [told], "indicator", FigureFilter(place="Cẩm Tú")) == {"nha_xay_moi": "1040"}
    assert sums(tmp_path, [told], "indicator", FigureFilter(search="tổng cộng")) == {"nha_xay_moi": "1040"}


def test_a_total_is_not_added_to_what_another_article_tells(tmp_path: Path) -> None:
    again = document([("Toàn huyện", "1040")], "khac")
    found = sums(tmp_path, [document([*ROWS, ("Tổng cộng", "1040")]), again], "subject")
    assert sorted(found.values()) == ["1040", "40", "500", "500"]


@pytest.mark.parametrize(
    "lines, total",
    [
        ([("Tổng cộng", "1040")], "1040"),
        ([("Xã Đông", "12.5"), ("Xã Tây", "7.5"), ("Tổng cộng", "20")], "20"),
        ([("Xã Đông", "5"), ("Tổng cộng", "20")], "25"),
        ([("Xã Đông", "5"), "Các xã khác chưa gửi báo cáo về huyện.", ("Xã Tây", "15"), ("Tổng cộng", "20")], "40"),
    ],
)
def test_a_total_without_its_rows_counts(tmp_path: Path, lines: list[Line], total: str) -> None:
    assert sums(tmp_path, [document(lines)], "indicator") == {"nha_xay_moi": total}


def test_headings_between_rows_and_totals_of_parts(tmp_path: Path) -> None:
    first: list[Line] = ["I. Khối xã", ("Xã Đông", "5"), ("Xã Tây", "6"), ("Cộng", "11")]
    second: list[Line] = ["II. Khối thị trấn", ("Thị trấn Hạ", "7"), ("Thị trấn Thượng", "13"), ("Cộng", "20")]
    assert sums(tmp_path, [document([*first, *second, ("Tổng cộng", "31")])], "indicator") == {"nha_xay_moi": "31"}
    whole = document([*first[:-1], *second[:-1], ("Tổng cộng", "31")], "khac")
    (found,) = closings(whole, TOTALS)
    assert (found.total, found.rows) == (4, (0, 1, 2, 3))
