from __future__ import annotations

import pytest

from mttq_extract import load
from mttq_extract.read.draft import Draft
from mttq_extract.read.grids import GridReader
from mttq_extract.types import Document

GRIDS = GridReader.load()
EXTRACTOR = load()
HEAD = "Kết quả công tác Mặt trận năm 2023 của huyện Cẩm Tú"

Rows = list[list[str]]


def document(rows: Rows, unit: str | None = None) -> Document:
    draft = Draft()
    draft.add(HEAD)
    draft.add_rows(GRIDS.lines(rows, unit))
    for mark in draft.marks:
        assert draft.text[mark.start : mark.end].strip()
    return EXTRACTOR.extract(draft.text, marks=draft.marks)


def figures(rows: Rows, unit: str | None = None) -> list[tuple[str, str, str | None]]:
    return [(f.surface, f.unit, f.concept) for f in document(rows, unit).figures]


BY_PLACE = [
    ["STT", "Đơn vị", "Số nhà xây mới (căn)", "Kinh phí (triệu đồng)", "Tỷ lệ (%)"],
    ["1", "Phường Hoa Đào", "12", "350", "102,5"],
    ["2", "Hồng Hà", "7", "1.210", "-"],
]


def test_rows_of_places() -> None:
    assert [line.text for line in GRIDS.lines(BY_PLACE)] == [
        "1. Phường Hoa Đào: Số nhà xây mới: 12 căn; Kinh phí: 350 triệu đồng; Tỷ lệ: 102,5%",
        "2. Hồng Hà: Số nhà xây mới: 7 căn; Kinh phí: 1.210 triệu đồng",
    ]
    assert figures(BY_PLACE) == [
        ("12 căn", "item", "số nhà xây mới"),
        ("350 triệu đồng", "VND", None),
        ("102,5%", "percent", "số nhà xây mới"),
        ("7 căn", "item", "số nhà xây mới"),
        ("1.210 triệu đồng", "VND", None),
    ]
    assert {f.subject for f in document(BY_PLACE).figures} == {"Phường Hoa Đào", "Hồng Hà"}
    counts = [f for f in document(BY_PLACE).figures if f.unit == "item"]
    assert {f.evidence["concept"] for f in counts} == {"table heads"}


def test_rows_of_things_with_a_column_of_units_and_years_as_heads() -> None:
    rows = [
        ["TT", "Nội dung", "ĐVT", "Năm 2022", "Năm 2023"],
        ["1", "Cuộc giám sát", "cuộc", "12", "15"],
        ["2", "Quỹ Vì người nghèo", "triệu đồng", "1.200", "1.350,5"],
    ]
    found = document(rows).figures
    assert [(f.surface, f.concept, str(f.period)[:4]) for f in found] == [
        ("12 cuộc", "cuộc giám sát", "2022"),
        ("15 cuộc", "cuộc giám sát", "2023"),
        ("1.200 triệu đồng", "quỹ vì người nghèo", "2022"),
        ("1.350,5 triệu đồng", "quỹ vì người nghèo", "2023"),
    ]


def test_plans_are_targets() -> None:
    rows = [["Nội dung", "Kế hoạch", "Thực hiện"], ["Nhà xây mới", "20", "32"]]
    assert [(f.surface, f.role, f.concept) for f in document(rows).figures] == [
        ("20", "target", "nhà xây mới"),
        ("32", "actual", "nhà xây mới"),
    ]


def test_heads_in_two_rows_and_the_row_that_numbers_the_columns() -> None:
    rows = [
        ["Đơn vị", "Nhà", "Nhà", "Kinh phí"],
        ["Đơn vị", "Xây mới", "Sửa chữa", "Kinh phí"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["Xã Phú Lạc", "5", "6", "120 triệu đồng"],
    ]
    assert [line.text for line in GRIDS.lines(rows)] == [
        "Xã Phú Lạc: Nhà xây mới: 5; Nhà sửa chữa: 6; Kinh phí: 120 triệu đồng"
    ]
    assert [concept for _, _, concept in figures(rows)] == ["nhà xây mới", "nhà sửa chữa", None]


def test_two_columns_without_heads() -> None:
    rows = [["Số nhà đại đoàn kết", "120 căn"], ["Số hộ nghèo", "1.234"]]
    assert figures(rows) == [("120 căn", "item", "số nhà đại đoàn kết"), ("1.234", "item", "số hộ nghèo")]


def test_the_unit_said_above_a_table() -> None:
    assert GRIDS.units.above(["(Đơn vị tính: triệu đồng)"]) == "triệu đồng"
    assert GRIDS.units.above(["Đơn vị đã trao 12 căn nhà"]) is None
    rows = [["Địa phương", "Tiền mặt", "Hiện vật"], ["Bình Minh", "150", "20"]]
    assert [(s, u) for s, u, _ in figures(rows, "triệu đồng")] == [("150 triệu đồng", "VND"), ("20 triệu đồng", "VND")]
    titled = [["Đơn vị tính: triệu đồng"] * 3, *rows]
    assert [s for s, _, _ in figures(titled)] == ["150 triệu đồng", "20 triệu đồng"]


def test_years_as_heads_are_periods() -> None:
    found = document([["Xã", "2022", "2023"], ["Phú Lạc", "5", "6"]]).figures
    assert [(f.surface, str(f.period)[:4]) for f in found] == [("5", "2022"), ("6", "2023")]


@pytest.mark.parametrize(
    "rows",
    [
        [["Ảnh", "Bài viết dài " * 40], ["12", "b"]],
        [["một ô"]],
        [["a", "b"], ["c", "d"]],
        [],
    ],
)
def test_layouts_are_no_data(rows: Rows) -> None:
    assert not GRIDS.is_data(rows)


@pytest.mark.parametrize(
    "rows", [[], [[]], [[""]], [["1"]], [["a"], ["b", "2", "3"]], [["1", "2"], ["3", "4"]], [["x", "y"]]]
)
def test_odd_shapes_lose_nothing(rows: Rows) -> None:
    text = "\n".join(line.text for line in GRIDS.lines(rows))
    for row in rows:
        for cell in row:
            assert cell in text


def test_units_of_the_whole_table_are_those_of_amounts_alone() -> None:
    rows = [
        ["Xã", "Số hộ", "Kinh phí", "Số tiền đã chi", "Tỷ lệ %", "Tỷ lệ"],
        ["Xã Đông", "12", "700", "30", "98,5", "2"],
    ]
    (line,) = GRIDS.lines(rows, "triệu đồng")
    assert line.text == (
        "Xã Đông: Số hộ: 12; Kinh phí: 700 triệu đồng; Số tiền đã chi: 30 triệu đồng; Tỷ lệ %: 98,5%; Tỷ lệ: 2"
    )


def test_a_list_of_things_gives_their_units() -> None:
    rows = [["Nội dung", "Kết quả"], ["Kinh phí (triệu đồng)", "720"], ["Số nhà (căn):", "12"]]
    assert [line.text for line in GRIDS.lines(rows)] == ["Kinh phí: 720 triệu đồng", "Số nhà: 12 căn"]


def test_a_total_that_spans_the_number_and_the_name() -> None:
    rows = [["STT", "Xã", "Nhà (căn)"], ["1", "Xã Đông", "5"], ["Tổng cộng", "Tổng cộng", "5"]]
    lines = GRIDS.lines(rows)
    assert [(line.text, line.total) for line in lines] == [
        ("1. Xã Đông: Nhà: 5 căn", False),
        ("Tổng cộng: Nhà: 5 căn", True),
    ]


def test_sums_without_any_unit_are_in_dong_where_they_are_round() -> None:
    rows = [["Người ủng hộ", "Số tiền"], ["Bà Lê Thị Hạ, thôn 3", "500.000"], ["Ông Vũ Đông", "1.250.000"]]
    assert [(f.surface, f.unit, f.subject) for f in document(rows).figures] == [
        ("500.000 đồng", "VND", "Bà Lê Thị Hạ, thôn 3"),
        ("1.250.000 đồng", "VND", "Ông Vũ Đông"),
    ]
    few = [["Xã", "Số tiền"], ["Xã Đông", "350"], ["Xã Tây", "12.000"]]
    assert [unit for _, unit, _ in figures(few)] == ["item", "item"]


def test_a_bound_has_the_unit_of_its_row() -> None:
    lines = GridReader.load().lines([["Chỉ tiêu", "ĐVT", "Năm 2031"], ["Hộ gia đình văn hóa", "%", "≥ 92"]])
    assert [line.text for line in lines] == ["Hộ gia đình văn hóa năm 2031: ≥ 92%"]


def test_what_a_row_or_column_is_reckoned_from_is_no_unit() -> None:
    rows = [["Nội dung", "Số tiền (đồng)"], ["Tổng thu", "900.000"], ["Tồn quỹ (I+II-III)", "250.000"]]
    assert [(surface, unit) for surface, unit, _ in figures(rows)] == [("900.000 đồng", "VND"), ("250.000 đồng", "VND")]
    rows = [["Xã", "Nam", "Nữ", "Hội viên (A+B)"], ["Xã Đông", "4", "5", "9"]]
    assert [surface for surface, _, _ in figures(rows)] == ["4", "5", "9"]
