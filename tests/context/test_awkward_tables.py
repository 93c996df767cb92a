"""Tables as offices write them: units in corners, columns of days, places as heads, numbers with spaces, shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from mttq_extract import load
from tests.context.test_report_tables import HALF, OFFICE, Rows, figures
from tests.read.files import record, word

SHARES = [
    ["TT", "Đơn vị (ĐVT: triệu đồng)", "Năm 2022", "Năm 2022", "Năm 2022", "Năm 2023", "Năm 2023", "Năm 2023"],
    ["TT", "Đơn vị (ĐVT: triệu đồng)", *("Kế hoạch", "Thực hiện", "Tỷ lệ %") * 2],
    ["1", "Xã Phú Lâm", "900", "954", "106", "1 500", "1 200", "80"],
    ["2", "Xã Tân Hòa", "600", "-", "x", "620", "310", "50"],
]
PLAN = [("target", "VND"), ("actual", "VND"), ("actual", "percent")]


def test_two_levels_of_heads_under_a_unit_in_the_corner(tmp_path: Path) -> None:
    found = figures(tmp_path, "Vận động Quỹ “Vì người nghèo”", SHARES)
    assert [(f.role, f.unit) for f in found] == [*PLAN * 2, PLAN[0], *PLAN]
    years = ["2022-01-01/2022-12-31"] * 3 + ["2023-01-01/2023-12-31"] * 3
    assert [str(f.period) for f in found[:6]] == years
    assert {f.indicator for f in found} == {"quy_vi_nguoi_ngheo_thu"}
    assert [f.low for f in found[3:6]] == [1_500_000_000, 1_200_000_000, 80]
    assert not any("năm" in (f.concept or "") for f in found)


def test_numbers_with_spaces_between_thousands(tmp_path: Path) -> None:
    rows = [
        ["TT", "Xã", "Quỹ Vì người nghèo", "Quỹ Cứu trợ", "Số nhà xây mới"],
        ["1", "Phú Lâm", "12 450", "3 200", "310"],
        ["2", "Tân Hòa", "9 875,5", "-", "1 215"],
    ]
    found = figures(tmp_path, "Đơn vị tính: triệu đồng", rows)
    assert [f.low for f in found] == [12_450_000_000, 3_200_000_000, 310, 9_875_500_000, 1_215]
    assert [f.role for f in found] == ["actual"] * 5


def test_numbers_with_spaces_below_each_other() -> None:
    lines = ["TT", "Đơn vị", "Đăng ký", "Đã nộp", "Tỷ lệ %", "1", "Xã Phú Lâm", "1 200", "1 050", "87,5"]
    lines += ["2", "Xã Tân Hòa", "800", "820", "102,5", "3", "Xã Đông An", "2 000", "1 500", "75"]
    text = "\n".join([*OFFICE, "Số tiền ủng hộ đồng bào bị thiên tai (ĐVT: triệu đồng)", *lines, ""])
    found = load().extract(text).figures
    millions = [(1200, 1050), (800, 820), (2000, 1500)]
    assert [f.low for f in found if f.unit == "VND"] == [one * 1_000_000 for row in millions for one in row]
    assert [str(f.low) for f in found if f.unit == "percent"] == ["87.5", "102.5", "75"]
    assert [f.role for f in found] == ["pledged", "actual", "actual"] * 3
    assert {f.concept for f in found} == {None}


@pytest.mark.parametrize("text", ["Thu 12 450 triệu đồng.", "Đã thu: 12 450 triệu đồng", "Thu: 1 200 450 nghìn đồng"])
def test_amounts_with_spaces_and_a_scale(text: str) -> None:
    (figure,) = load().extract(text).figures
    assert figure.surface.startswith("1")


@pytest.mark.parametrize("text", ["Năm 2021 có 12 300 hộ", "Xã A 100 120 121\nXã B 80 72 9"])
def test_numbers_beside_each_other_are_not_joined(text: str) -> None:
    assert all(" " not in f.surface.removesuffix(" hộ") for f in load().extract(text).figures)


def test_a_column_of_days_before_the_names(tmp_path: Path) -> None:
    rows = [
        ["STT", "Ngày", "Đơn vị ủng hộ", "Số tiền (đồng)"],
        ["1", "12/5/2023", "Công ty Cổ phần Hoa Lư", "50.000.000"],
        ["2", "13/5", "Hội Chữ thập đỏ huyện Đông Hòa", "125.500.000"],
        ["", "", "Tổng cộng", "175.500.000"],
    ]
    found = figures(tmp_path, "Danh sách ủng hộ đồng bào bị bão lũ năm 2023", rows)
    assert [f.subject for f in found][:2] == ["Công ty Cổ phần Hoa Lư", "Hội Chữ thập đỏ huyện Đông Hòa"]
    assert [str(f.period) for f in found][:2] == ["2023-05-12/2023-05-12", "2023-05-13/2023-05-13"]
    assert "SÔNG MÂY" in (found[2].subject or "")
    assert [f.concept for f in found] == [None] * 3  # only "số tiền" is said


def test_places_as_heads_of_columns(tmp_path: Path) -> None:
    rows = [
        ["Chỉ tiêu", "Xã Phú Lâm", "Xã Tân Hòa", "Tổng cộng"],
        ["Nhà đại đoàn kết (căn)", "45", "38", "83"],
        ["Quỹ Vì người nghèo (triệu đồng)", "1.120", "860", "1.980"],
        ["Tỷ lệ hộ nghèo (%)", "3,1", "4,6", "3,8"],
    ]
    found = figures(tmp_path, "Một số kết quả", rows)
    assert [f.subject for f in found][:2] == ["Xã Phú Lâm", "Xã Tân Hòa"]
    assert all("SÔNG MÂY" in (f.subject or "") for f in found[2::3])
    assert [f.concept for f in found[::3]] == ["nhà đại đoàn kết", "quỹ vì người nghèo", "tỷ lệ hộ nghèo"]
    assert {f.role for f in found} == {"actual"}
    assert [f.indicator for f in found[::3]] == ["nha_xay_moi", "quy_vi_nguoi_ngheo_thu", "ho_ngheo"]


QUARTERS = [
    ["TT", "Nội dung", "Quý I", "Quý II", "6 tháng", "So với cùng kỳ"],
    ["(1)", "(2)", "(3)", "(4)", "(5)=(3)+(4)", "(6)"],
    ["1", "Hội nghị phản biện", "3", "4", "7", "-2"],
    ["2", "Vụ hòa giải thành", "210", "195", "405", "+35"],
]


def test_what_a_number_is_set_against_makes_it_a_change(tmp_path: Path) -> None:
    found = figures(tmp_path, "Kết quả theo quý", QUARTERS)
    assert [f.role for f in found] == [*["actual"] * 3, "change"] * 2
    assert [f.low for f in found] == [3, 4, 7, -2, 210, 195, 405, 35]  # "6 tháng: 7" is no month
    assert {str(f.period) for f in found[2::4]} == {HALF}


def test_what_is_left_may_be_nothing(tmp_path: Path) -> None:
    rows = [
        ["Đơn vị", "Số tiền đăng ký", "Số tiền đã chuyển", "Còn lại"],
        ["Công ty Minh Phát", "200", "150", "50"],
        ["Ngân hàng An Bình", "100", "100", "0"],
    ]
    found = figures(tmp_path, "Đăng ký ủng hộ Quỹ “Vì người nghèo” (ĐVT: đồng)", rows)
    assert [f.low for f in found] == [200, 150, 50, 100, 100, 0]
    assert {f.concept for f in found} == {None}


def test_heads_of_shares_are_no_part_of_what_is_counted(tmp_path: Path) -> None:
    rows: Rows = [
        ["TT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "Đạt % KH"],
        ["1", "Nhà đại đoàn kết", "căn", "60", "39", "65"],
        ["2", "- Suất quà Tết", "suất", "800", "820", "102,5"],
    ]
    found = figures(tmp_path, "Một số chỉ tiêu", rows)
    assert [f.concept for f in found] == ["nhà đại đoàn kết"] * 3 + ["suất quà tết"] * 3
    assert [f.indicator for f in found] == ["nha_xay_moi"] * 3 + ["qua_tang"] * 3


def test_rows_of_parts(tmp_path: Path) -> None:
    rows = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Số lượng"],
        ["1", "Tổng số hộ nghèo", "hộ", "4.520"],
        ["", "Trong đó:", "", ""],
        ["", "- Hộ nghèo dân tộc thiểu số", "hộ", "2.310"],
        ["2", "Số cuộc giám sát", "cuộc", "64"],
        ["", "Trong đó: cấp huyện", "cuộc", "9"],
        ["", "cấp xã", "cuộc", "55"],
        ["3", "Kinh phí trao quà Tết", "nghìn đồng", "6.225"],
    ]
    found = figures(tmp_path, "Kết quả rà soát hộ nghèo", rows)
    assert [f.role for f in found] == ["actual", "part", "actual", "part", "part", "actual"]
    assert [f.indicator for f in found] == [*["ho_ngheo"] * 2, *["giam_sat"] * 3, "qua_tang_gia_tri"]
    assert found[1].concept == "hộ nghèo dân tộc thiểu số"


def test_cells_behind_tabs() -> None:
    rows = [
        ["Đơn vị", "Tổng số căn", "Trong đó: xây mới", "Trong đó: sửa chữa", "Kinh phí (trđ)"],
        ["Xã Phú Lâm", "52", "40", "12", "2.360"],
        ["Xã Tân Hòa", "31", "31", "-", "1 550"],
        ["Toàn huyện", "83", "71", "12", "3.910"],
    ]
    above = "Bảng 4. Kết quả xây dựng, sửa chữa nhà cho hộ nghèo năm 2022"
    text = "\n".join([*OFFICE, above, *("\t".join(row) for row in rows), ""])
    found = load().extract(text).figures
    assert all(text[f.start : f.end] == f.surface for f in found)
    four = ["nha_xay_sua", "nha_xay_moi", "nha_sua_chua", "nha_kinh_phi"]
    assert [f.indicator for f in found] == [*four, four[0], four[1], four[3], *four]
    assert [f.role for f in found[:4]] == ["actual", "part", "part", "actual"]
    assert [f.subject for f in found][3:5] == ["Xã Phú Lâm", "Xã Tân Hòa"]
    assert [f.low for f in found if f.unit == "VND"] == [one * 1_000_000 for one in (2360, 1550, 3910)]
    assert {str(f.period) for f in found} == {"2022-01-01/2022-12-31"}


def test_the_last_row_without_a_number_below_numbered_ones() -> None:
    lines = ["TT", "Đơn vị", "Đăng ký (trđ)", "Đã nộp (trđ)", "1", "Xã Phú Lâm", "1.200", "1.050", "2", "Xã Tân Hòa"]
    lines += ["800", "820", "Tổng cộng", "2.000", "1.870", "Các đơn vị còn lại tiếp tục nộp."]
    found = load().extract("\n".join([*OFFICE, "Ủng hộ đồng bào bị thiên tai", *lines, ""])).figures
    assert [f.low for f in found] == [one * 1_000_000 for one in (1200, 1050, 800, 820, 2000, 1870)]
    assert [f.role for f in found] == ["pledged", "actual"] * 3
    assert "SÔNG MÂY" in (found[-1].subject or "")


def test_a_total_in_the_column_of_numbers(tmp_path: Path) -> None:
    rows = [
        ["STT", "Phường", "Tiếp xúc cử tri", "Tiếp xúc cử tri"],
        ["STT", "Phường", "Số cuộc", "Số ý kiến"],
        ["1", "Hòa Bình", "6", "78"],
        ["2", "Quang Trung", "5", "64"],
        ["Tổng cộng", "", "11", "142"],
    ]
    path = word(tmp_path / "a.docx", *OFFICE, "Kết quả của các phường", rows)
    found = load().extract_record(record(path))
    assert [f.indicator for f in found.figures] == ["tiep_xuc_cu_tri", "y_kien_kien_nghi"] * 3
    assert "\nTổng cộng: Tiếp xúc cử tri số cuộc: 11;" in found.text


def test_gifts_by_who_gets_them(tmp_path: Path) -> None:
    rows = [
        ["TT", "Đối tượng", "Số lượng (suất)", "Mức (đồng/suất)", "Thành tiền (đồng)"],
        ["1", "Hộ nghèo", "1.250", "500.000", "625.000.000"],
        ["2", "Người có công", "410", "1.000.000", "410.000.000"],
        ["", "Cộng", "1.660", "", "1.035.000.000"],
    ]
    found = figures(tmp_path, "Tổng hợp chăm lo Tết Quý Mão 2023", rows)
    gifts = ["qua_tang", "qua_tang_gia_tri", "qua_tang_gia_tri"]
    assert [f.indicator for f in found] == [*gifts, *gifts, gifts[0], gifts[2]]
