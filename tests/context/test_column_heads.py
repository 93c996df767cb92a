"""Heads of columns give their figures period, role and indicator, and are no figures themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mttq_extract import load
from mttq_extract.context.column_roles import RoleHeads
from mttq_extract.context.column_times import ColumnTimes
from mttq_extract.entities.dates import DateReader
from mttq_extract.tables.loader import read_toml
from mttq_extract.types import Figure, Period
from tests.read.files import record, word

TIMES = ColumnTimes.load(DateReader.load())
TABLE = read_toml("heads.toml")
ROLES = RoleHeads.of(TABLE)
NINE_MONTHS = Period(date(2024, 1, 1), date(2024, 9, 30))
OFFICE = ("ỦY BAN MTTQ VIỆT NAM TỈNH HÀ SƠN", "BÁO CÁO", "Kết quả công tác Mặt trận 9 tháng năm 2024")

Rows = list[list[str]]


def figures(path: Path, *parts: str | Rows) -> list[Figure]:
    return list(load().extract_record(record(word(path / "a.docx", *OFFICE, *parts))).figures)


def stacked(*parts: str | Rows) -> list[Figure]:
    lines = [part if isinstance(part, str) else "\n".join(cell for row in part for cell in row) for part in parts]
    return list(load().extract("\n".join([*OFFICE, *lines, ""])).figures)


@pytest.mark.parametrize(
    "head, period",
    [
        ("Thực hiện 9 tháng", "2024-01-01/2024-09-30"),
        ("6 tháng 2024", "2024-01-01/2024-06-30"),
        ("Thực hiện 9 tháng/2023", "2023-01-01/2023-09-30"),
        ("9T/2023", "2023-01-01/2023-09-30"),
        ("Năm 2023", "2023-01-01/2023-12-31"),
        ("2023", "2023-01-01/2023-12-31"),
        ("2016 - 2020", "2016-01-01/2020-12-31"),
        ("Kế hoạch năm 2025", "2025-01-01/2025-12-31"),
        ("Thực hiện 2022", "2022-01-01/2022-12-31"),
        ("Ước thực hiện cả năm", "2024-01-01/2024-12-31"),
        ("Quý III", "2024-07-01/2024-09-30"),
        ("So với cùng kỳ (%)", "2024-01-01/2024-09-30"),
        ("Cùng kỳ năm trước", "2023-01-01/2023-09-30"),
        ("Cùng kỳ 2022", "2022-01-01/2022-09-30"),
        ("6 tháng cùng kỳ", "2023-01-01/2023-06-30"),
        ("Lũy kế từ đầu năm", "2024-01-01/2024-09-30"),
        ("Số nhà xây mới", None),
        ("Năm 2022, năm 2023", None),
        ("Kế hoạch", None),
    ],
)
def test_times_of_heads(head: str, period: str | None) -> None:
    found = TIMES.of(head, NINE_MONTHS, 2024)
    assert (str(found) if found else None) == period


@pytest.mark.parametrize("head", ["Thực hiện 9 tháng", "Quý III", "Ước thực hiện cả năm", "Cùng kỳ năm trước"])
def test_times_without_a_year_are_open_where_none_is_known(head: str) -> None:
    assert TIMES.of(head, None, None) is None


def test_the_last_day_of_february() -> None:
    february = Period(date(2024, 2, 1), date(2024, 2, 29))
    assert str(TIMES.of("Cùng kỳ năm trước", february, 2024)) == "2023-02-01/2023-02-28"


@pytest.mark.parametrize("role, form", [(r, form) for r, forms in TABLE["column_roles"].items() for form in forms])
def test_roles_of_heads(role: str, form: str) -> None:
    assert ROLES.of_column(form.capitalize()) == role


@pytest.mark.parametrize(
    "head, role",
    [
        ("Nhà xây mới (kế hoạch)", "target"),
        ("Nhà xây mới cùng kỳ", "baseline"),
        ("Thực hiện cùng kỳ", "baseline"),
        ("Tỷ lệ hoàn thành so với kế hoạch", "actual"),
        ("Hoàn thành so với kế hoạch", None),
        ("Kế hoạch hóa gia đình", None),
        ("Số hộ", None),
    ],
)
def test_roles_of_other_heads(head: str, role: str | None) -> None:
    assert ROLES.of_column(head) == role


PLANS = [
    ["STT", "Nội dung", "ĐVT", "Kế hoạch năm 2024", "Thực hiện 9 tháng", "Cùng kỳ năm trước", "So với cùng kỳ (%)"],
    ["1", "Nhà Đại đoàn kết xây mới", "căn", "320", "255", "230", "110,9"],
    ["2", "Cuộc giám sát", "cuộc", "90", "71", "80", "88,8"],
]


@pytest.mark.parametrize("lines", [False, True])
def test_heads_that_tell_a_time_are_no_figures(tmp_path: Path, lines: bool) -> None:
    found = stacked("Một số kết quả", PLANS) if lines else figures(tmp_path, "Một số kết quả", PLANS)
    assert [(f.role, str(f.period)) for f in found] == [
        ("target", "2024-01-01/2024-12-31"),
        ("actual", "2024-01-01/2024-09-30"),
        ("baseline", "2023-01-01/2023-09-30"),
        ("actual", "2024-01-01/2024-09-30"),
    ] * 2
    assert [f.indicator for f in found] == ["nha_xay_moi"] * 4 + ["giam_sat"] * 4


YEARS = [
    ["Địa phương", "2022", "Năm 2023", "6 tháng 2024"],
    ["Huyện Bình Sơn", "45", "52", "20"],
    ["Huyện Trà Lĩnh", "38", "41", "19"],
    ["Toàn tỉnh", "83", "93", "39"],
]


@pytest.mark.parametrize("lines", [False, True])
def test_columns_of_times_count_what_the_line_above_says(tmp_path: Path, lines: bool) -> None:
    above = ("Bảng 2. Số nhà xây dựng, sửa chữa", "ĐVT: căn")
    found = stacked(*above, YEARS) if lines else figures(tmp_path, *above, YEARS)
    periods = ["2022-01-01/2022-12-31", "2023-01-01/2023-12-31", "2024-01-01/2024-06-30"]
    assert [str(f.period) for f in found] == periods * 3
    assert {f.indicator for f in found} == {"nha_xay_sua"}
    assert {f.role for f in found} == {"actual"}
    assert [f.subject for f in found[::3]][:2] == ["Huyện Bình Sơn", "Huyện Trà Lĩnh"]
    assert "HÀ SƠN" in (found[-1].subject or "")


def test_what_was_promised_paid_and_is_left(tmp_path: Path) -> None:
    rows = [
        ["Đơn vị", "Đăng ký", "Đã nộp", "Còn lại"],
        ["Công ty Hoa Mai", "500.000", "300.000", "200.000"],
        ["Ngân hàng Phú Tân", "90.000", "90.000", "-"],
        ["Tổng cộng", "590.000", "390.000", "200.000"],
    ]
    found = figures(tmp_path, "Số tiền ủng hộ đồng bào bị thiên tai. Đơn vị: nghìn đồng", rows)
    three = ["pledged", "actual", "part"]
    assert [f.role for f in found] == [*three, *three[:2], *three]
    assert {f.indicator for f in found} == {"quy_cuu_tro_thu"}
    assert {f.unit for f in found} == {"VND"}


SECTIONS = [
    ["TT", "Nguồn", "Năm 2023", "Năm 2024", "Tăng, giảm"],
    ["I", "Quỹ “Vì người nghèo”", "", "", ""],
    ["1", "Cấp tỉnh", "3.200", "3.550", "350"],
    ["2", "Cấp huyện", "5.100", "4.900", "-200"],
    ["II", "Quỹ Cứu trợ", "Quỹ Cứu trợ", "Quỹ Cứu trợ", "Quỹ Cứu trợ"],
    ["1", "Cấp tỉnh", "800", "12.400", "11.600"],
]


def test_rows_below_a_heading_count_what_it_says(tmp_path: Path) -> None:
    found = figures(tmp_path, "Đơn vị tính: triệu đồng", SECTIONS)
    assert [f.indicator for f in found] == ["quy_vi_nguoi_ngheo_thu"] * 6 + ["quy_cuu_tro_thu"] * 3
    assert [f.role for f in found] == ["actual", "actual", "change"] * 3
    assert found[5].low == found[5].high == -200_000_000


def test_a_total_of_times_covers_them(tmp_path: Path) -> None:
    rows = [
        ["Giai đoạn", "Số nhà xây mới (căn)"],
        ["2011 - 2015", "1.250"],
        ["2016 - 2020", "1.480"],
        ["Cộng", "2.730"],
    ]
    found = figures(tmp_path, "Kết quả hỗ trợ nhà ở qua các giai đoạn", rows)
    assert [str(f.period) for f in found] == [
        "2011-01-01/2015-12-31",
        "2016-01-01/2020-12-31",
        "2011-01-01/2020-12-31",
    ]


def test_a_time_that_names_a_row_heads_nothing_behind_it() -> None:
    text = "\n".join(
        [*OFFICE, "Số nhà theo giai đoạn", "2011 - 2015", "1.250", "830", "2016 - 2020", "1.480", "910", "Kết quả khác"]
    )
    found = load().extract(f"{text}\nToàn tỉnh tặng 1.200 suất quà cho hộ nghèo.\n").figures
    assert str(found[-1].period) == "2024-01-01/2024-09-30"


def test_sums_of_columns_are_no_wholes_of_their_rows_cells(tmp_path: Path) -> None:
    rows = [
        ["TT", "Đơn vị", "Quỹ Vì người nghèo", "Quỹ cứu trợ", "Tổng"],
        ["1", "Huyện Bình Sơn", "1.250", "340", "1.590"],
        ["2", "Huyện Trà Lĩnh", "980", "120,5", "1.100,5"],
        ["", "Tổng cộng", "2.230", "460,5", "2.690,5"],
    ]
    found = figures(tmp_path, "Kết quả vận động quỹ của các huyện (đơn vị tính: triệu đồng):", rows)
    assert {f.role for f in found} == {"actual"}
    columns = [{f.indicator for f in found[column::3]} for column in range(3)]
    assert columns[:2] == [{"quy_vi_nguoi_ngheo_thu"}, {"quy_cuu_tro_thu"}]
    assert len(columns[2]) == 1


def test_how_long_something_lasts_is_no_head(tmp_path: Path) -> None:
    rows = [["Nội dung", "Kết quả"], ["Thời gian thi công", "6 tháng"], ["Nhà xây mới", "12 căn"]]
    assert [f.surface for f in figures(tmp_path, rows)] == ["6 tháng", "12 căn"]
