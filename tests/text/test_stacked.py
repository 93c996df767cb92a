"""Tables whose cells became lines: found by their period, and read by their heads."""

from __future__ import annotations

import time

import pytest

from mttq_extract.pipeline import Extractor
from mttq_extract.text.stacked import stacked_tables
from mttq_extract.types import plain

EXTRACTOR = Extractor.load()
FUND = """Thu chi Quỹ “Vì người nghèo” của huyện Yên Sơn năm 2023
Đơn vị
Thu (triệu đồng)
Chi (triệu đồng)
Xã Mỹ Bằng
1.240
980
Thị trấn Yên Sơn
655,5
-
Tổng cộng
1.895,5
980
Ban Thường trực biểu dương các xã.
"""
HOUSES = """Kết quả qua các giai đoạn
Giai đoạn
Vận động
(tỷ đồng)
Nhà xây mới (căn)
2001 - 2005
12,4
340
2006 - 2010
25,9
412
"""


def cells(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for table in stacked_tables(text) for row in table.rows]


def test_rows_repeat_below_their_heads() -> None:
    (table,) = stacked_tables(FUND)
    assert table.heads == ("Đơn vị", "Thu (triệu đồng)", "Chi (triệu đồng)")
    assert cells(FUND) == [
        ["Xã Mỹ Bằng", "1.240", "980"],
        ["Thị trấn Yên Sơn", "655,5", "-"],
        ["Tổng cộng", "1.895,5", "980"],
    ]
    assert all(FUND[cell.start : cell.end] == cell.text for row in table.rows for cell in row)


def test_a_unit_on_its_own_line_belongs_to_the_head_above() -> None:
    (table,) = stacked_tables(HOUSES)
    assert table.heads == ("Giai đoạn", "Vận động (tỷ đồng)", "Nhà xây mới (căn)")
    assert len(table.rows) == 2


def test_numbered_rows_and_a_last_column_of_words() -> None:
    text = "TT\nXã\nSố hộ\nĐánh giá\n1\nTân An\n120\nVượt\n2\nBình Hòa\n85\nKhông đạt\n"
    (table,) = stacked_tables(text)
    assert table.name == 1
    assert [row[2].text for row in table.rows] == ["120", "85"]


@pytest.mark.parametrize(
    "text",
    [
        "Xã\nSố hộ\nTân An\n120\n",  # one row repeats nothing
        "Bài viết dài hơn một ô bảng rất nhiều vì đây là câu văn của một bài báo bình thường.\n12\n15\n",
        "1\n2\n3\n4\n5\n6\n",
        "Tân An\n120\n85\nBình Hòa\n70\n",
        "",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert stacked_tables(text) == []


def test_cells_take_the_unit_of_their_column_and_the_body_of_their_row() -> None:
    document = EXTRACTOR.extract(FUND)
    read = [(f.surface, plain(f.low), f.unit, f.subject) for f in document.figures]
    assert read[:3] == [
        ("1.240", "1240000000", "VND", "Xã Mỹ Bằng"),
        ("980", "980000000", "VND", "Xã Mỹ Bằng"),
        ("655,5", "655500000", "VND", "Thị trấn Yên Sơn"),
    ]
    assert [(value, unit) for _, value, unit, _ in read[3:]] == [("1895500000", "VND"), ("980000000", "VND")]


def test_a_row_named_by_years_counts_its_column() -> None:
    houses = [f for f in EXTRACTOR.extract(HOUSES).figures if f.unit == "item"]
    assert [f.concept for f in houses] == ["nhà xây mới", "nhà xây mới"]
    assert [str(f.period) for f in houses] == ["2001-01-01/2005-12-31", "2006-01-01/2010-12-31"]


def test_the_time_grows_with_the_lines() -> None:
    row = "Xã Mỹ Bằng\n1.240\n980\nvượt\nđạt\n"

    def seconds(rows: int) -> float:
        text = row * rows
        start = time.perf_counter()
        stacked_tables(text)
        return time.perf_counter() - start

    seconds(500)
    assert min(seconds(8000) for _ in range(3)) < 3 * min(seconds(4000) for _ in range(3))
