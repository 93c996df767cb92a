"""Lists, a line an item, that add up to a total."""

from __future__ import annotations

import pytest

from mttq_extract import load
from mttq_extract.pipeline import Extractor

_ROWS = "Kết quả các xã\n\nXã An: sửa 5 căn; thu 151 triệu đồng\nXã Bình: sửa 9 căn; thu 62,5 triệu đồng\n"
_NUMBERED = (
    "Thu chi của quỹ\nTổng thu 90.500.000 đồng.\n1. Cấp huyện: 50.500.000 đồng, 12 đơn vị nộp chậm.\n"
    "Các đơn vị được nhắc trong tháng 3.\n2. Cấp xã: 30.000.000 đồng.\n3. Khu dân cư: 10.000.000 đồng.\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load()


def _wholes(extractor: Extractor, text: str) -> dict[str, str]:
    figures = extractor.extract(text).figures
    return {f.surface: figures[f.part_of].surface for f in figures if f.part_of is not None}


def test_numbered_items_are_parts_of_the_total_above(extractor: Extractor) -> None:
    total = "90.500.000 đồng"
    assert _wholes(extractor, _NUMBERED) == {
        "50.500.000 đồng": total, "30.000.000 đồng": total, "10.000.000 đồng": total,
    }  # fmt: skip


def test_items_that_miss_the_total_are_no_parts(extractor: Extractor) -> None:
    wholes = _wholes(extractor, _NUMBERED.replace("10.000.000", "11.500.000"))
    assert "30.000.000 đồng" not in wholes
    assert "11.500.000 đồng" not in wholes


def test_columns_of_rows_are_parts_of_the_last_line(extractor: Extractor) -> None:
    wholes = _wholes(extractor, _ROWS + "Cộng: 14 căn; 213,5 triệu đồng\n")
    assert wholes == {
        "5 căn": "14 căn", "9 căn": "14 căn",
        "151 triệu đồng": "213,5 triệu đồng", "62,5 triệu đồng": "213,5 triệu đồng",
    }  # fmt: skip


def test_a_wrong_sum_makes_no_columns(extractor: Extractor) -> None:
    assert _wholes(extractor, _ROWS + "Cộng: 15 căn; 213,5 triệu đồng\n") == {}


def test_each_unit_of_the_lines_has_its_own_total(extractor: Extractor) -> None:
    text = (
        "Quà Tết\nCả huyện trao 1.500 suất quà, trị giá 750.000.000 đồng:\n- Xã An: 700 suất, 350.000.000 đồng\n"
        "- Xã Bình: 500 suất, 250.000.000 đồng\n- Xã Cát: 300 suất, 150.000.000 đồng\n"
    )
    assert _wholes(extractor, text) == {
        "700 suất": "1.500 suất quà", "500 suất": "1.500 suất quà", "300 suất": "1.500 suất quà",
        "350.000.000 đồng": "750.000.000 đồng", "250.000.000 đồng": "750.000.000 đồng",
        "150.000.000 đồng": "750.000.000 đồng",
    }  # fmt: skip


_CELLS = "Thu của quỹ\nXã\nSố tiền (triệu đồng)\nSố căn nhà\nTân An\n120,5\n4\nTân Lập\n85\n3\nTân Mỹ\n60\n2\n"


def test_cells_that_became_lines_are_parts_of_the_sum_of_their_column(extractor: Extractor) -> None:
    assert _wholes(extractor, _CELLS + "Cộng:\n265,5\n9\n") == {
        "120,5": "265,5", "85": "265,5", "60": "265,5", "4": "9", "3": "9", "2": "9",
    }  # fmt: skip


def test_a_column_that_does_not_add_up_has_no_parts(extractor: Extractor) -> None:
    found = _wholes(extractor, _CELLS + "Tổng cộng\n265,5\n11\n")
    assert found == {"120,5": "265,5", "85": "265,5", "60": "265,5"}
    assert _wholes(extractor, _CELLS + "Bình quân\n88,5\n3\n") == {}


def test_a_total_in_a_sentence_closes_no_table(extractor: Extractor) -> None:
    assert _wholes(extractor, "Xã Tân An trao\n4\nrồi\n5\nphần quà. Tất cả 9 phần.") == {}
