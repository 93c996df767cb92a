"""Tables of reports, cell by cell: what their heads, their rows and the lines around them say of each number."""

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

OFFICE = ("ỦY BAN MTTQ VIỆT NAM HUYỆN SÔNG MÂY", "BÁO CÁO", "Kết quả công tác Mặt trận 6 tháng đầu năm 2023")
HALF = "2023-01-01/2023-06-30"

Rows = list[list[str]]


def figures(path: Path, *parts: str | Rows) -> list[Figure]:
    return list(load().extract_record(record(word(path / "a.docx", *OFFICE, *parts))).figures)


def test_rows_of_years_are_times_and_hold_no_figure(tmp_path: Path) -> None:
    rows = [
        ["Năm", "Số nhà xây mới", "Tỷ lệ hộ nghèo (%)"],
        ["2021", "31", "4,1"],
        ["2022", "26", "3,5"],
        ["30/6/2023", "12", "3,2"],
    ]
    found = figures(tmp_path, "Kết quả qua các năm", rows)
    assert [f.surface for f in found] == ["31", "4,1%", "26", "3,5%", "12", "3,2%"]
    years = ["2021-01-01/2021-12-31", "2022-01-01/2022-12-31", "2023-06-30/2023-06-30"]
    assert [str(f.period) for f in found] == [year for year in years for _ in range(2)]


def test_spans_of_years_that_head_columns_are_read_as_such(tmp_path: Path) -> None:
    rows = [["Đơn vị", "2011 - 2015", "2016-2020"], ["Xã Phú Lâm", "45", "61"], ["Xã Tân Hòa", "38", "52"]]
    found = figures(tmp_path, "Số nhà xây mới theo giai đoạn", rows)
    assert [f.surface for f in found] == ["45", "61", "38", "52"]
    assert [str(f.period) for f in found] == ["2011-01-01/2015-12-31", "2016-01-01/2020-12-31"] * 2
    assert {f.concept for f in found} == {None}


def test_a_table_in_a_figure_is_read(tmp_path: Path) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{amount}</td></tr>"
        for name, amount in (("Xã Phú Lâm", "120"), ("Xã Tân Hòa", "87,5"), ("Tổng cộng", "207,5"))
    )
    prose = (
        "Ủy ban MTTQ Việt Nam huyện Sông Mây họp báo về kết quả ủng hộ đồng bào vùng lũ của các xã trong năm 2023, "
        "biểu dương các xã đã vượt chỉ tiêu được giao và đề nghị các xã còn lại tiếp tục vận động."
    )
    page = (
        "<html><head><meta charset='utf-8'><title>Kết quả</title></head><body><article><h1>Kết quả ủng hộ</h1>"
        f"<p>{prose}</p><figure class='wp-block-table'><table><caption>Số tiền ủng hộ (ĐVT: triệu đồng)</caption>"
        f"<tr><th>Đơn vị</th><th>Đã nộp</th></tr>{rows}</table></figure><p>{prose}</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    found = load().extract_record(record(tmp_path / "a.html")).figures
    assert [f.low for f in found] == [120_000_000, 87_500_000, 207_500_000]
    assert [f.subject for f in found][:2] == ["Xã Phú Lâm", "Xã Tân Hòa"]


def test_short_heads_of_plans_and_months(tmp_path: Path) -> None:
    rows = [
        ["STT", "Nội dung", "ĐVT", "KH 2023", "TH 5 tháng", "Đạt % KH"],
        ["1", "Nhà đại đoàn kết", "căn", "60", "39", "65"],
        ["2", "Phản biện xã hội", "văn bản", "8", "5", "62,5"],
    ]
    found = figures(tmp_path, "Một số chỉ tiêu", rows)
    assert [f.role for f in found] == ["target", "actual", "actual"] * 2
    assert [str(f.period) for f in found[:2]] == ["2023-01-01/2023-12-31", "2023-01-01/2023-05-31"]
    assert [f.concept for f in found[:2]] == ["nhà đại đoàn kết"] * 2


def test_quarters_count_nothing(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Quý I", "Quý II", "Cả năm"], ["Xã Phú Lâm", "150", "20", "265"], ["Cộng", "150", "20", "265"]]
    found = figures(tmp_path, "Số suất quà đã trao", rows)
    assert {f.concept for f in found} == {None}
    assert {f.indicator for f in found} == {"qua_tang"}


def test_a_fund_with_what_came_in_what_went_out_and_what_is_there(tmp_path: Path) -> None:
    rows = [
        ["Quỹ", "Số dư đầu kỳ", "Thu trong kỳ", "Chi trong kỳ", "Số dư cuối kỳ"],
        ["Quỹ Vì người nghèo", "320", "1.340", "1.105", "555"],
        ["Quỹ Cứu trợ", "90", "410", "380", "120"],
    ]
    found = figures(tmp_path, "Tình hình các quỹ (ĐVT: triệu đồng)", rows)
    assert [f.indicator for f in found] == [
        *("other", "quy_vi_nguoi_ngheo_thu", "quy_vi_nguoi_ngheo_chi", "other"),
        *("other", "quy_cuu_tro_thu", "quy_cuu_tro_chi", "other"),
    ]


def test_rows_of_things_are_no_parts_of_the_row_that_adds_them_up(tmp_path: Path) -> None:
    rows = [
        ["Quỹ", "Thu trong kỳ", "Chi trong kỳ", "Nộp cấp trên"],
        ["Quỹ Vì người nghèo", "1.340", "1.105", "235"],
        ["Quỹ Cứu trợ", "410", "380", "30"],
        ["Cộng", "1.750", "1.485", "265"],
    ]
    found = figures(tmp_path, "Tình hình các quỹ (ĐVT: triệu đồng)", rows)
    assert {f.role for f in found} == {"actual"}


def test_parts_of_a_number_of_houses(tmp_path: Path) -> None:
    rows = [
        ["TT", "Đơn vị", "Tổng số", "Trong đó", "Trong đó"],
        ["TT", "Đơn vị", "Tổng số", "Xây mới", "Sửa chữa"],
        ["1", "Xã Phú Lâm", "20", "14", "6"],
        ["2", "Xã Tân Hòa", "37", "25", "12"],
    ]
    found = figures(tmp_path, "Kết quả xóa nhà tạm", rows)
    assert [f.indicator for f in found] == ["nha_xay_sua", "nha_xay_moi", "nha_sua_chua"] * 2
    assert [f.role for f in found] == ["actual", "part", "part"] * 2


@pytest.mark.parametrize(
    "head, period",
    [
        ("Đã nộp đến 30/6", "/2023-06-30"),
        ("Giải ngân tính đến 15/5/2023", "/2023-05-15"),
        ("Tỷ lệ giải ngân", None),
        ("Tỷ lệ năm 2022 (%)", "2022-01-01/2022-12-31"),
        ("Đạt tỷ lệ so với cùng kỳ", HALF),
        ("% KH năm 2023", HALF),
        ("Tỷ lệ so với kế hoạch", None),
    ],
)
def test_times_of_heads(head: str, period: str | None) -> None:
    half = Period(date(2023, 1, 1), date(2023, 6, 30))
    found = ColumnTimes.load(DateReader.load()).of(head, half, 2023)
    assert (str(found) if found else None) == period


@pytest.mark.parametrize(
    "head, mute",
    [
        ("Kế hoạch", True),
        ("Kế hoạch năm 2023", True),
        ("TH 6 tháng", True),
        ("Đã nộp đến 30/6", True),
        ("Thực hiện (%)", True),
        ("Kế hoạch giám sát", False),
        ("Kết quả phản biện", False),
        ("Số hộ", False),
    ],
)
def test_heads_that_say_nothing_counted(head: str, mute: bool) -> None:
    assert RoleHeads.of(read_toml("heads.toml")).says_nothing(head) == mute
