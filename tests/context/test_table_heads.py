from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mttq_extract import load
from mttq_extract.context.table_heads import HeadReader
from mttq_extract.context.table_owners import TableOwners
from mttq_extract.tables.loader import read_toml
from mttq_extract.types import Figure
from tests.read.files import record, word

HEADS = HeadReader.load()
TABLE = read_toml("heads.toml")
OFFICE = ("ỦY BAN MTTQ VIỆT NAM HUYỆN CẨM TÚ", "BÁO CÁO", "Kết quả công tác Mặt trận năm 2022")
ROWS = [
    ["STT", "Xã", "Số nhà", "Kinh phí", "Số suất quà", "Số cuộc giám sát"],
    ["1", "Xã Đông", "12", "720 triệu đồng", "100", "3"],
    ["2", "Xã Tây", "5", "300 triệu đồng", "50", "2"],
    ["", "Tổng cộng", "17", "1.020 triệu đồng", "150", "5"],
]


def figures(path: Path, *parts: str | list[list[str]]) -> list[Figure]:
    return list(load().extract_record(record(word(path / "a.docx", *parts))).figures)


def caption_and_kind(row: dict[str, Any]) -> tuple[str, bool]:
    """The caption that a row asks for, and whether it is about money."""
    return row.get("above", [""])[0], "money" in row.get("kinds", ())


@pytest.mark.parametrize(
    "place, head", [(place, head) for place, row in enumerate(TABLE["head"]) for head in row["examples"]]
)
def test_heads_of_each_row(place: int, head: str) -> None:
    row = TABLE["head"][place]
    caption, money = caption_and_kind(row)
    assert HEADS.indicator(head, caption, money=money) is HEADS.heads[place]
    if money:
        assert HEADS.indicator(head, caption, money=False) is None
    if "above" in row:
        assert HEADS.indicator(head, "Kết quả làm đường", money=money) is not HEADS.heads[place]


@pytest.mark.parametrize(
    "place, head", [(place, head) for place, row in enumerate(TABLE["head"]) for head in row.get("not_examples", [])]
)
def test_heads_of_other_things(place: int, head: str) -> None:
    row = TABLE["head"][place]
    caption, money = caption_and_kind(row)
    found = HEADS.indicator(head, caption, money=money)
    assert found is None or found.indicator != row["id"]


@pytest.mark.parametrize("head", TABLE["not_examples"])
def test_heads_that_say_nothing(head: str) -> None:
    assert HEADS.indicator(head, money=False) is None


@pytest.mark.parametrize("above", [(), ("Kết quả năm 2022",), OFFICE])
def test_columns_have_the_indicator_of_their_heads(tmp_path: Path, above: tuple[str, ...]) -> None:
    found = {f.concept: set() for f in figures(tmp_path, *above, ROWS)}  # type: dict[str | None, set[str]]
    for figure in figures(tmp_path, *above, ROWS):
        found[figure.concept].add(figure.indicator)
    assert found == {
        "số nhà": {"nha_xay_moi"},
        None: {"nha_kinh_phi"},
        "số suất quà": {"qua_tang"},
        "số cuộc giám sát": {"giam_sat"},
    }


def test_a_fund_above_the_table_keeps_the_money(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Số nhà (căn)", "Kinh phí"], ["Xã Đông", "12", "720 triệu đồng"]]
    found = figures(tmp_path, "Chi từ Quỹ “Vì người nghèo” năm 2022 để hỗ trợ nhà ở", rows)
    (money,) = [f for f in found if f.unit == "VND"]
    assert money.indicator == "quy_vi_nguoi_ngheo_chi"


@pytest.mark.parametrize("total", ["Tổng cộng", "TỔNG", "Cộng:", "Toàn huyện"])
def test_totals_belong_to_who_made_the_table(tmp_path: Path, total: str) -> None:
    rows = [*ROWS[:-1], ["", total, *ROWS[-1][2:]]]
    found = figures(tmp_path, "Hội Chữ thập đỏ huyện Cẩm Tú báo cáo như sau:", rows)
    assert [(f.subject, f.role) for f in found[:8]] == [("Xã Đông", "actual")] * 4 + [("Xã Tây", "actual")] * 4
    assert {f.subject for f in found[8:]} == {"Hội Chữ thập đỏ huyện Cẩm Tú"}
    assert {f.role for f in found[8:]} == {"actual"}


def test_totals_of_nobody_are_not_those_of_the_last_row(tmp_path: Path) -> None:
    found = figures(tmp_path, "Kết quả năm 2022", ROWS)
    assert {f.subject for f in found[8:]} == {None}
    assert found[8].evidence["subject"] == "table: nobody named"


def test_rows_of_things_are_the_offices_and_not_each_others(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện"],
        ["1", "Nhà Đại đoàn kết xây mới", "căn", "20", "22"],
        ["2", "Vận động Quỹ “Vì người nghèo”", "triệu đồng", "1.000", "1.250"],
        ["3", "Giám sát", "cuộc", "10", "12"],
        ["4", "Hội nghị phản biện xã hội", "hội nghị", "2", "3"],
    ]
    found = figures(tmp_path, *OFFICE, rows)
    assert all((f.subject or "").endswith("HUYỆN CẨM TÚ") for f in found)
    assert [f.role for f in found] == ["target", "actual"] * 4


def test_headings_between_rows_do_not_end_a_table(tmp_path: Path) -> None:
    rows = [
        ["STT", "Đơn vị", "Xây mới", "Sửa chữa", "Kinh phí (triệu đồng)"],
        ["I", "Khối xã", "Khối xã", "Khối xã", "Khối xã"],
        ["1", "Xã Đông", "3", "2", "290"],
        ["II", "Khối thị trấn", "", "", ""],
        ["1", "Thị trấn Nam", "2", "1", "150"],
        ["", "TỔNG CỘNG", "5", "3", "440"],
    ]
    found = figures(tmp_path, *OFFICE, "Phụ lục 1. Kết quả hỗ trợ nhà ở năm 2022", rows)
    assert [f.indicator for f in found] == ["nha_xay_moi", "nha_sua_chua", "nha_kinh_phi"] * 3
    assert [f.subject for f in found[::3]][:2] == ["Xã Đông", "Thị trấn Nam"]
    assert all("CẨM TÚ" in (f.subject or "") for f in found[6:])
    assert {f.role for f in found} == {"actual"}


@pytest.mark.parametrize("name", TABLE["no_roles"]["words"])
def test_a_row_named_like_a_plan_is_none(tmp_path: Path, name: str) -> None:
    found = figures(tmp_path, *OFFICE, [["Nội dung", "Số hộ"], [f"{name.capitalize()} ở cơ sở", "215"]])
    assert "table heads" not in {f.evidence["role"] for f in found if f.role == "target"}


def test_a_plan_for_a_thing_named_like_one(tmp_path: Path) -> None:
    rows = [["Nội dung", "ĐVT", "Kế hoạch", "Thực hiện"], ["Kế hoạch hóa gia đình", "người", "100", "215"]]
    assert [f.role for f in figures(tmp_path, *OFFICE, rows)] == ["target", "actual"]


def test_a_heading_between_rows_names_those_below_it(tmp_path: Path) -> None:
    rows = [
        ["Nội dung", "ĐVT", "Số lượng"],
        ["Phản biện", "cuộc", "3"],
        ["Hội Chữ thập đỏ xã Đông", "", ""],
        ["Nhà đại đoàn kết xây mới", "căn", "20"],
        ["Giám sát", "cuộc", "12"],
    ]
    found = figures(tmp_path, *OFFICE, rows)
    assert [f.subject for f in found[1:]] == ["Hội Chữ thập đỏ xã Đông"] * 2


def test_what_a_fund_was_spent_on_belongs_to_no_donor_of_the_table_before(tmp_path: Path) -> None:
    donors = [
        ["STT", "Đơn vị, cá nhân", "Số tiền (đồng)"],
        ["1", "Công ty Xi măng Hòa Lam", "50.000.000"],
        ["2", "Bà Lê Thị Hạ, thôn 3", "2.500.000"],
    ]
    spent = [["Nội dung chi", "Số tiền (đồng)"], ["Hỗ trợ xây nhà", "30.000.000"], ["Tặng quà Tết", "5.000.000"]]
    found = figures(
        tmp_path,
        "DANH SÁCH ỦNG HỘ QUỸ “VÌ NGƯỜI NGHÈO” NĂM 2024",
        donors,
        "TÌNH HÌNH CHI QUỸ “VÌ NGƯỜI NGHÈO” NĂM 2024",
        spent,
    )
    assert [f.indicator for f in found] == ["quy_vi_nguoi_ngheo_thu"] * 2 + ["quy_vi_nguoi_ngheo_chi"] * 2
    assert [f.subject for f in found] == ["Công ty Xi măng Hòa Lam", "Bà Lê Thị Hạ, thôn 3", None, None]
    assert [f.concept for f in found[2:]] == ["hỗ trợ xây nhà", "tặng quà tết"]


@pytest.mark.parametrize(
    "subject, inside, is_row",
    [("Hà", "số nhà; kinh phí", False), ("xã Đông", "1. xã đông số nhà", True), ("Xã A (mới)", "xã a (mới): 3", True)],
)
def test_names_of_rows_are_whole_words(subject: str, inside: str, is_row: bool) -> None:
    assert TableOwners._is_row(subject, inside) is is_row


def test_an_indicator_from_the_head_is_as_sure_as_its_column(tmp_path: Path) -> None:
    rows = [["Đơn vị", "Xây mới", "Sửa chữa"], ["Xã Đông", "3", "2"], ["Xã Tây", "13", "12"]]
    found = figures(tmp_path, *OFFICE, "Phụ lục 1. Kết quả hỗ trợ nhà ở năm 2022", rows)
    given = [f for f in found if f.evidence["indicator"].startswith("table heads")]
    assert given
    for figure in given:
        same = [f.sure["indicator"] for f in found if f.indicator == figure.indicator and f not in given]
        assert figure.sure["indicator"] == max(same, default=0.9)


def test_what_came_in_went_out_and_is_left_under_the_name_of_a_fund(tmp_path: Path) -> None:
    fund = "Quỹ “Vì người nghèo”"
    rows = [
        ["Xã", f"{fund} vận động (triệu đồng)", f"{fund} đã chi (triệu đồng)", f"{fund} còn tồn quỹ (triệu đồng)"],
        ["Xã Đông", "120", "98", "22"],
        ["Xã Tây", "95", "80", "15"],
    ]
    found = figures(tmp_path, *OFFICE, rows)
    assert [figure.indicator for figure in found] == ["quy_vi_nguoi_ngheo_thu", "quy_vi_nguoi_ngheo_chi", "other"] * 2
