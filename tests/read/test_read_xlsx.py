from __future__ import annotations

import datetime
import io
import time
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from mttq_extract import load
from tests.read.files import as_strict, packed, reason, record, workbook

if TYPE_CHECKING:
    from pathlib import Path

LETTERHEAD: list[list[Any]] = [
    ["ỦY BAN MTTQ VIỆT NAM", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["HUYỆN HOA LƯ", None, "Hoa Lư, ngày 5 tháng 1 năm 2024"],
    ["BÁO CÁO"],
    ["Kết quả vận động Quỹ “Vì người nghèo” năm 2023"],
    ["ĐVT: triệu đồng"],
]
HEADS: list[Any] = ["STT", "Đơn vị", "Kế hoạch", "Thực hiện", "Tỷ lệ %"]
ROWS: list[list[Any]] = [[1, "Xã Đông", 120, 135.5, 135.5 / 120], [2, "Xã Tây", 1800, 640, 640 / 1800]]


def test_a_report_is_read_by_its_heads(tmp_path: Path) -> None:
    path = workbook(tmp_path / "quy.xlsx", ("Sheet1", [*LETTERHEAD, HEADS, *ROWS, [], ["Ngoài ra tặng 12 suất quà."]]))
    found = record(path)
    assert found.title == "BÁO CÁO Kết quả vận động Quỹ “Vì người nghèo” năm 2023"
    assert found.text.split("\n")[-3:] == [
        "1. Xã Đông: Kế hoạch là 120 triệu đồng; Thực hiện là 135,5 triệu đồng; Tỷ lệ %: 112,9%",
        "2. Xã Tây: Kế hoạch là 1.800 triệu đồng; Thực hiện là 640 triệu đồng; Tỷ lệ %: 35,6%",
        "Ngoài ra tặng 12 suất quà.",
    ]
    figures = load().extract_record(found).figures
    money = [(f.subject, str(f.low), f.role) for f in figures if f.unit == "VND"]
    assert money == [
        ("Xã Đông", "120000000", "target"),
        ("Xã Đông", "135500000", "actual"),
        ("Xã Tây", "1800000000", "target"),
        ("Xã Tây", "640000000", "actual"),
    ]
    assert {str(f.period) for f in figures if f.unit == "VND"} == {"2023-01-01/2023-12-31"}


def test_the_name_of_a_sheet_is_no_title_and_the_letterhead_dates_the_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "quy.xlsx", ("Quỹ VNN", [LETTERHEAD[0], LETTERHEAD[1], [], *LETTERHEAD[3:], HEADS, *ROWS])
    )
    found = record(path)
    assert found.title == "Kết quả vận động Quỹ “Vì người nghèo” năm 2023"
    assert found.text.split("\n")[:5] == ["Quỹ VNN", *LETTERHEAD[0][::2], *LETTERHEAD[1][::2]]
    assert load().extract_record(found).published == datetime.date(2024, 1, 5)
    table: list[list[Any]] = [["Xã", "Năm 2023"], ["Xã Đông", 12], [], ["Ghi chú: số liệu của xã"]]
    named = record(workbook(tmp_path / "a.xlsx", ("Số cuộc giám sát", table)))
    assert named.title == "Số cuộc giám sát"


def test_sheets_come_in_order_under_their_names_and_hidden_ones_are_told(tmp_path: Path) -> None:
    table: list[list[Any]] = [["Nội dung", "Năm 2022", "Năm 2023"], ["Số cuộc giám sát", 12, 15]]
    path = workbook(tmp_path / "a.xlsx", ("Giám sát", table), ("Nháp", [["bỏ", 7]]), ("Trang tính2", [["Hết"]]))
    book = openpyxl.load_workbook(path)
    book["Nháp"].sheet_state = "hidden"
    book.save(path)
    found = record(path)
    assert found.text.split("\n") == [
        "Giám sát", "Số cuộc giám sát năm 2022: 12; Số cuộc giám sát năm 2023: 15", "Hết",
    ]  # fmt: skip
    assert [note.partition(" (")[0] for note in found.notes] == ["bỏ trang ẩn"]
    assert "bỏ 7" not in found.text


def test_sums_and_the_next_number_behind_a_blank_row_are_of_the_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["STT", "Đơn vị", "Số tiền (triệu đồng)", "Số nhà (căn)"], [1, "Xã Đông", 120, 3]]
    last: list[Any] = [None, "Tổng cộng", 200, 5]
    signed: list[list[Any]] = [[], [None, None, "NGƯỜI LẬP BIỂU"]]
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", [*rows, [], [2, "Xã Tây", 80, 2], [], [], last, *signed]))
    found = record(path)
    assert found.text.split("\n") == [
        "1. Xã Đông: Số tiền: 120 triệu đồng; Số nhà: 3 căn",
        "2. Xã Tây: Số tiền: 80 triệu đồng; Số nhà: 2 căn",
        "Tổng cộng: Số tiền: 200 triệu đồng; Số nhà: 5 căn",
        "NGƯỜI LẬP BIỂU",
    ]
    assert [mark.kind for mark in found.marks].count("total") == 1
    other: list[list[Any]] = [[], ["Tổng số hội viên"], ["Xã", "Hội viên"], ["Xã Đông", 9]]
    apart = record(workbook(tmp_path / "b.xlsx", ("Sheet1", [*rows, *other])))
    assert apart.text.split("\n")[-2:] == ["Tổng số hội viên", "Xã Đông: Hội viên: 9"]


def test_a_signature_below_the_table_is_no_letterhead(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["ỦY BAN MTTQ VIỆT NAM", None, "Biểu số 01"],
        ["XÃ HOA ĐÀO"],
        ["TỔNG HỢP QUÀ TẾT"],
        ["ĐVT: 1.000 đồng"],
        ["Thôn", "Quà", None, "Tiền mặt"],
        [None, "Số suất", "Trị giá", None],
        ["Thôn Đông", 35, 17500, 2000],
        ["Hoa Đào, ngày 9 tháng 2 năm 2031"],
        [None, "NGƯỜI LẬP BIỂU", None, "TM. BAN THƯỜNG TRỰC"],
    ]
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", rows))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B5:C5")
    book.save(path)
    found = record(path)
    assert found.title == "TỔNG HỢP QUÀ TẾT"
    values = [figure.surface for figure in load().extract_record(found).figures]
    assert values[-3:] == ["35", "17.500 nghìn đồng", "2.000 nghìn đồng"]


def test_merged_cells_stand_in_every_place_they_cover(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Đơn vị", "Nhà xây mới", None],
        [None, "Năm 2022", "Năm 2023"],
        ["Xã Đông", 3, 4],
        ["Xã Tây", 5, 6],
    ]
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", rows))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("B1:C1")
    book.active.merge_cells("A1:A2")
    book.save(path)
    figures = load().extract_record(record(path)).figures
    told = [(f.surface.split()[0], f.subject, str(f.period)[:4], f.indicator) for f in figures]
    assert told == [
        ("3", "Xã Đông", "2022", "nha_xay_moi"),
        ("4", "Xã Đông", "2023", "nha_xay_moi"),
        ("5", "Xã Tây", "2022", "nha_xay_moi"),
        ("6", "Xã Tây", "2023", "nha_xay_moi"),
    ]


@pytest.mark.parametrize(
    ("value", "shown", "written"),
    [
        (1234.5, "#,##0.0", "1.234,5"),
        (12345678, "General", "12345678"),
        (1234567, "#,##0", "1.234.567"),
        (0.985, "0.0%", "98,5%"),
        (1 / 3, "0%", "33,33%"),
        (2 / 3, "0.000", "0,667"),
        (0.1 + 0.2, "General", "0,3"),
        (-1500.25, "#,##0.00", "-1.500,25"),
        (1e15, "General", "1000000000000000"),
        (datetime.date(2023, 11, 18), "dd/mm/yyyy", "18/11/2023"),
        (datetime.time(7, 5), "hh:mm", "7h05"),
        (True, "General", ""),
        (125, '#,##0" hộ"', "125 hộ"),
        (350000000, '_-* #,##0\\ "đồng"_-;-* #,##0\\ "đồng"_-;_-@_-', "350.000.000 đồng"),
        (350000, "#,##0\\ [$₫-42A]", "350.000 ₫"),
        (3600000000, "#,##0.0,,", "3.600"),
        (1250.5, "[Red][<0]-#,##0.0;#,##0.0", "1.250,5"),
        (7, '"Tổ "0', "7"),
        (12, "[$$-409]#,##0", "12"),
    ],
)
def test_numbers_are_written_as_the_press_writes_them(tmp_path: Path, value: object, shown: str, written: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Kết quả", value])
    book.active["B1"].number_format = shown
    book.save(tmp_path / "a.xlsx")
    assert record(tmp_path / "a.xlsx").text == f"Kết quả {written}".strip()


def test_formulas_are_read_by_their_results_and_missing_ones_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", [["Xã", "Nhà"], ["Đông", 3], ["Cộng", "=SUM(B2:B2)"]]))
    assert record(path).notes == ("1 công thức chưa có kết quả; mở bằng Excel rồi lưu lại (formulas without results)",)
    parts = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(parts, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, data.replace(b"<v></v>", b"<v>3</v>").replace(b"<v />", b"<v>3</v>").replace(b"<v/>", b"<v>3</v>")
            )
    path.write_bytes(parts.getvalue())
    found = record(path)
    assert found.notes == ()
    assert found.text.split("\n")[-1].endswith("3")


def test_files_that_only_seem_to_be_workbooks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    assert "file rỗng" in reason(path)
    path.write_bytes(b"PK\x03\x04 cut off")
    assert "Excel hỏng" in reason(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert "DOCTYPE" in reason(path)
    workbook(path, ("Sheet1", [["x"]]))
    book = openpyxl.load_workbook(path)
    for number in range(1, 601):  # a cell in each row and in each column
        book.active.cell(number, number, "x")
    book.save(path)
    assert "too many cells" in reason(path)
    covering = b'<mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    _with_part(workbook(path, ("Sheet1", [["x"]])), b"</sheetData>", b"</sheetData>" + covering)
    started = time.monotonic()
    assert "merged cells too wide" in reason(path)
    assert time.monotonic() - started < 2
    workbook(path, ("Sheet1", [[None]]))
    assert "không có chữ nào" in reason(path)


def _with_part(path: Path, old: bytes, new: bytes) -> None:
    """Change what stands in the sheets of a workbook."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    packed(path, {name: data.replace(old, new) if "/sheet" in name else data for name, data in members.items()})


def test_a_cell_far_away_does_not_hide_the_table(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", [["Xã", "Nhà (căn)"], ["Xã Đông", 12], ["Xã Tây", 15]]))
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = " "
    book.active["Z900000"] = "Ghi chú"
    book.save(path)
    assert record(path).text.split("\n") == ["Xã Đông: Nhà: 12 căn", "Xã Tây: Nhà: 15 căn", "Ghi chú"]


def test_hidden_columns_are_left_out_but_not_the_heads_that_reach_over_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Xã", "Nhà xây mới", None], [None, "2022", "2023"], ["Xã Đông", 3, 4], ["Xã Tây", 5, 6]]
    book = openpyxl.load_workbook(workbook(tmp_path / "a.xlsx", ("Sheet1", rows)))
    book.active.merge_cells("B1:C1")
    book.active.merge_cells("A1:A2")
    book.active.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    figures = load().extract_record(record(tmp_path / "a.xlsx")).figures
    assert [(f.surface, f.subject, str(f.period)[:4], f.indicator) for f in figures] == [
        ("4", "Xã Đông", "2023", "nha_xay_moi"),
        ("6", "Xã Tây", "2023", "nha_xay_moi"),
    ]


def test_tables_beside_each_other_come_one_behind_the_other(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Bảng 1. Nhà đại đoàn kết", None, None, None, "Bảng 2. Quà Tết"],
        ["Xã", "Số nhà", None, None, "STT", "Xã", "Số suất"],
        ["Xã Đông", 12, None, None, 1, "Xã Đông", 250],
        ["Xã Tây", 8, None, None, 2, "Xã Tây", 310],
    ]
    assert record(workbook(tmp_path / "a.xlsx", ("Sheet1", rows))).text.split("\n") == [
        "Bảng 1. Nhà đại đoàn kết",
        "Xã Đông: Số nhà: 12",
        "Xã Tây: Số nhà: 8",
        "Bảng 2. Quà Tết",
        "1. Xã Đông: Số suất: 250",
        "2. Xã Tây: Số suất: 310",
    ]
    one: list[list[Any]] = [["Xã", "Số nhà", None, "Số suất"], ["Xã Đông", 12, None, 250], ["Xã Tây", 8, None, 310]]
    assert record(workbook(tmp_path / "b.xlsx", ("Sheet1", one))).text.split("\n") == [
        "Xã Đông: Số nhà: 12; Số suất: 250",
        "Xã Tây: Số nhà: 8; Số suất: 310",
    ]


def test_errors_and_who_signed_are_no_values(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Xã", "Nhà", "Quà"],
        ["Xã Đông", 12, "#REF!"],
        ["Xã Tây", "-", "-"],
        ["Người lập biểu", None, "Chủ tịch"],
        [None, "Lê Thị Hạ", "Trần Văn Đông"],
    ]
    path = workbook(tmp_path / "a.xlsx", ("Sheet1", rows))
    assert record(path).text.split("\n") == [
        "Xã Đông: Nhà: 12",
        "Xã Tây",
        "Người lập biểu Chủ tịch",
        "Lê Thị Hạ Trần Văn Đông",
    ]
    assert load().extract_record(record(path)).title is None


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    path = as_strict(workbook(tmp_path / "a.xlsx", ("Sheet1", [["Xã", "Nhà (căn)"], ["Xã Đông", 12], ["Xã Tây", 15]])))
    assert record(path).text.split("\n") == ["Xã Đông: Nhà: 12 căn", "Xã Tây: Nhà: 15 căn"]
