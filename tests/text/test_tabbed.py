"""Tables of plain text: cells behind tabs or between pipes, with heads that tell unit, role and period."""

from __future__ import annotations

import pytest

from mttq_extract import load
from mttq_extract.text.tabbed import tabbed_tables
from mttq_extract.text.view import View

PIPES = """BIỂU KINH PHÍ NĂM 2024
Đơn vị tính: triệu đồng
STT | Đơn vị | Kế hoạch | Thực hiện | Tỷ lệ %
1 | Xã Tràng Hà | 120 | 135,5 | 112,9
2 | Xã Lam Sơn | 98 | 76,25 | 77,8
"""


@pytest.mark.parametrize(
    "text",
    [
        "Xã|Nhà\nTân An|12\nBình Hòa|8\n",
        "| Xã | Nhà |\n|----|:---:|\n| Tân An | 12 |\n| Bình Hòa | 8 |\n",
        "Xã\tNhà\nTân An\t12\nBình Hòa\t8\n",
    ],
)
def test_cells_are_parted_by_tabs_or_pipes(text: str) -> None:
    view = View.of(text)
    (table,) = tabbed_tables(view)
    assert table.heads == ("Xã", "Nhà")
    assert [[cell.text for cell in row] for row in table.rows] == [["Tân An", "12"], ["Bình Hòa", "8"]]
    for row in (table.top, *table.rows):
        assert all(view.text[slice(*view.span(cell.start, cell.end))] == cell.text for cell in row)


def test_prose_with_a_pipe_is_no_table() -> None:
    assert tabbed_tables(View.of("Báo Tràng Hà | 02/10/2025\nHội tặng 5 nhà | ảnh: Lam\n")) == []


def test_a_table_of_pipes_has_units_roles_periods_and_subjects() -> None:
    figures = load().extract(PIPES).figures
    told = [(str(f.low), f.unit, f.role, f.subject) for f in figures]
    assert told == [
        ("120000000", "VND", "target", "Xã Tràng Hà"),
        ("135500000", "VND", "actual", "Xã Tràng Hà"),
        ("112.9", "percent", "actual", "Xã Tràng Hà"),
        ("98000000", "VND", "target", "Xã Lam Sơn"),
        ("76250000", "VND", "actual", "Xã Lam Sơn"),
        ("77.8", "percent", "actual", "Xã Lam Sơn"),
    ]
    assert {str(f.period) for f in figures} == {"2024-01-01/2024-12-31"}


def test_what_a_column_counts_does_not_take_the_unit_of_the_caption() -> None:
    text = "(ĐVT: 1.000 đồng)\nTên xã\tSố hộ\tSố tiền\nTràng Hà\t125\t12.500\nLam Sơn\t98\t9.800\n"
    told = [(str(f.low), f.unit) for f in load().extract(text).figures]
    assert told == [("125", "item"), ("12500000", "VND"), ("98", "item"), ("9800000", "VND")]
