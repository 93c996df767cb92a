from __future__ import annotations

from pathlib import Path

import pytest

from mttq_extract.read.grids import GridReader
from tests.read.files import record, word

GRIDS = GridReader.load()
UNITS = GRIDS.units
ROWS = [["Địa phương", "Tiền mặt", "Hàng hóa"], ["Xã Thanh Lâm", "150", "20,5"], ["Xã Yên Thượng", "75", "-"]]


@pytest.mark.parametrize(
    "line, unit",
    [
        ("Kết quả ủng hộ của các xã như sau (đơn vị tính: triệu đồng):", "triệu đồng"),
        ("Kết quả (ĐVT: nghìn đồng) của từng xã được nêu dưới đây", "nghìn đồng"),
        ("Tổng hợp số tiền các xã đã nộp. Đơn vị: nghìn đồng", "nghìn đồng"),
        ("Biểu 3. Số thu của các xã (triệu đồng)", "triệu đồng"),
        ("ĐVT: Tr.đồng", "Tr.đồng"),
        ("Đvt: căn", "căn"),
        ("Đơn vị: 1.000 đồng", "nghìn đồng"),
        ("(Đơn vị tính: 1.000.000 đồng)", "triệu đồng"),
        ("Đơn vị tính: TRIỆU ĐỒNG.", "TRIỆU ĐỒNG"),
        ("Số thu qua các năm (tính bằng triệu đồng)", "triệu đồng"),
        ("Đất do các hộ hiến, đơn vị tính: m2", "m2"),
        ("Kết quả vận động của các đơn vị trong huyện", None),
        ("Đơn vị: Phường Hoa Đào", None),
        ("Đơn vị: Trần Văn Bình", None),
        ("Nhà (xây mới, sửa chữa)", None),
        ("Số đơn vị đã nộp quỹ", None),
    ],
)
def test_the_unit_in_a_line_above_a_table(line: str, unit: str | None) -> None:
    assert UNITS.above([line]) == unit


def test_the_nearest_of_the_lines_above_gives_the_unit() -> None:
    assert UNITS.above(["ĐVT: căn", "ĐVT: triệu đồng", "(Kèm theo báo cáo của huyện)"]) == "triệu đồng"
    assert UNITS.above(["ĐVT: căn", "Một dòng", "Hai dòng", "Ba dòng"]) is None


@pytest.mark.parametrize("line, unit", [("Đơn vị: triệu đồng", "triệu đồng"), ("Đơn vị: triệu đồng, nguồn", None)])
def test_the_line_below_a_table_says_nothing_but_the_unit(line: str, unit: str | None) -> None:
    assert UNITS.below(line) == unit


@pytest.mark.parametrize(
    "head, unit", [("Số tiền (1.000đ)", "nghìn đ"), ("Diện tích (m2)", "m2"), ("Tăng, giảm (+/-)", None)]
)
def test_the_unit_of_a_head(head: str, unit: str | None) -> None:
    assert UNITS.of_head(head)[1] == unit


@pytest.mark.parametrize(
    "parts",
    [
        ("Kết quả ủng hộ của các xã (đơn vị tính: triệu đồng):", ROWS),
        ("Kết quả ủng hộ của các xã", "Đơn vị tính: triệu đồng", "(Kèm theo Báo cáo số 12)", ROWS),
        ("Kết quả ủng hộ của các xã", ROWS, "Đơn vị: triệu đồng"),
    ],
)
def test_lines_around_a_table_of_a_file_give_its_unit(tmp_path: Path, parts: tuple[str | list[list[str]], ...]) -> None:
    text = record(word(tmp_path / "a.docx", "Báo cáo năm 2023", *parts)).text
    assert "Xã Thanh Lâm: Tiền mặt: 150 triệu đồng; Hàng hóa: 20,5 triệu đồng\n" in text
    assert "Xã Yên Thượng: Tiền mặt: 75 triệu đồng" in text


def test_a_line_between_two_tables_is_that_of_the_second(tmp_path: Path) -> None:
    text = record(word(tmp_path / "a.docx", "Số hộ của các xã", ROWS, "ĐVT: triệu đồng", ROWS)).text
    assert text.count("Tiền mặt: 150 triệu đồng") == 1
    assert text.index("Tiền mặt: 150; ") < text.index("Tiền mặt: 150 triệu đồng")


@pytest.mark.parametrize(
    "page",
    [
        "<p>Kết quả ủng hộ (đơn vị tính: triệu đồng):</p>{}",
        "<p>Kết quả ủng hộ (đơn vị tính: triệu đồng):</p><div><div>{}</div></div>",
        "<p>Kết quả ủng hộ</p><p>ĐVT: triệu đồng</p><p>(Từ ngày 1/9)</p>{}",
        "<p>Kết quả ủng hộ</p>{}<p>Đơn vị: triệu đồng</p>",
    ],
)
def test_lines_around_a_table_of_a_page_give_its_unit(tmp_path: Path, page: str) -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    prose = "<p>Sáng 24/9, Ủy ban MTTQ Việt Nam huyện Cẩm Tú họp báo về kết quả ủng hộ đồng bào vùng lũ của các xã.</p>"
    body = prose * 2 + page.format(f"<table>{cells}</table>") + prose
    path = tmp_path / "a.html"
    path.write_text(f"<html><meta charset=utf-8><body><article><h1>Kết quả ủng hộ</h1>{body}</article></body></html>")
    assert "Xã Thanh Lâm: Tiền mặt: 150 triệu đồng; Hàng hóa: 20,5 triệu đồng" in record(path).text


def test_heads_and_rows_with_units_of_their_own_win() -> None:
    rows = [
        ["Nội dung", "Đvt", "Số lượng", "Tỷ lệ"],
        ["Nhà Đại đoàn kết", "căn", "29", "110"],
        ["Kinh phí", "triệu đồng", "1.740", "98"],
        ["Diện tích (ha)", "", "3,5", "90"],
    ]
    assert [line.text for line in GRIDS.lines(rows, "nghìn đồng")] == [
        "Nhà Đại đoàn kết số lượng: 29 căn; Nhà Đại đoàn kết tỷ lệ: 110",
        "Kinh phí số lượng: 1.740 triệu đồng; Kinh phí tỷ lệ: 98",
        "Diện tích số lượng: 3,5 ha; Diện tích tỷ lệ: 90",
    ]


def test_money_above_a_table_is_not_that_of_its_columns_of_things() -> None:
    (line,) = GRIDS.lines([["Xã", "Suất quà", "Nhà", "Kinh phí"], ["Xã Đông", "12", "2", "700"]], "triệu đồng")
    assert line.text == "Xã Đông: Suất quà: 12; Nhà: 2; Kinh phí: 700 triệu đồng"
    (line,) = GRIDS.lines([["Xã", "Nhà ở", "Đường sá"], ["Xã Đông", "12", "2"]], "triệu đồng")
    assert line.text == "Xã Đông: Nhà ở: 12 triệu đồng; Đường sá: 2 triệu đồng"
