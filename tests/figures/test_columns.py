from __future__ import annotations

from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, plain

LEXICON = Lexicon.load()
TABLE = "Xã Thu (tỷ đồng) Nhà mới (nhà) Đạt (%)\nHồng Hà 1,25 4 102,5\nPhú Lạc 0,8 - 97,0\nCộng 2,05 4 99,9\n"


def read(text: str) -> list[Quantity]:
    return read_figures(View.of(text), LEXICON)[0]


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(q.surface, plain(q.low), q.unit) for q in read(text)]


def test_columns_take_unit_and_scale_from_the_header() -> None:
    assert rows(TABLE) == [
        ("1,25", "1250000000", "VND"),
        ("4", "4", "item"),
        ("102,5", "102.5", "percent"),
        ("0,8", "800000000", "VND"),
        ("97,0", "97.0", "percent"),
        ("2,05", "2050000000", "VND"),
        ("4", "4", "item"),
        ("99,9", "99.9", "percent"),
    ]
    assert all(q.rule.endswith(">column") for q in read(TABLE))


def test_the_header_ends_with_the_table() -> None:
    after = TABLE + "\nToàn huyện có 1,25 4 102,5\n"
    assert rows(after)[8:] == [("1,25", "1.25", "item"), ("4", "4", "item"), ("102,5", "102.5", "item")]


def test_rows_with_units_of_their_own_are_left_alone() -> None:
    text = "Xã Thu (tỷ đồng) Nhà mới (nhà)\nHồng Hà 3 triệu đồng 4\n"
    assert rows(text) == [("3 triệu đồng", "3000000", "VND"), ("4", "4", "item")]


def test_brackets_in_prose_are_no_header() -> None:
    text = "Thu nhiều (tỷ đồng) và ít (ai cũng biết)\nHồng Hà 3 4\n"
    assert [unit for _, _, unit in rows(text)] == ["item", "item"]


CAPTION = "Bảng 2. Kết quả thu\n(Đơn vị tính: triệu đồng)\nHồng Hà 1.250\nPhú Lạc 96,5\nTỷ lệ 97%\nThị trấn 12 hộ\n"


def test_a_caption_holds_for_the_bare_numbers_of_its_table() -> None:
    assert rows(CAPTION) == [
        ("1.250", "1250000000", "VND"),
        ("96,5", "96500000", "VND"),
        ("97%", "97", "percent"),
        ("12 hộ", "12", "item"),
    ]


def test_the_caption_ends_with_prose() -> None:
    after = CAPTION + "Như vậy Hồng Hà đứng đầu.\nPhú Lạc 96,5\n"
    assert rows(after)[-1] == ("96,5", "96.5", "item")


def test_the_last_column_is_no_part_of_the_name_before_it() -> None:
    assert rows("Số hộ nghèo từng xã\nHồng Hà 125\nPhú Lạc 96\n") == [("125", "125", "item"), ("96", "96", "item")]


def test_a_label_holds_for_the_number_lines_below_it() -> None:
    text = "Số thu của quỹ (triệu đồng)\n44,5\n53,8\nHộ nghèo (%)\n2,1\nSố xã\n12\n"
    assert rows(text) == [
        ("44,5", "44500000", "VND"),
        ("53,8", "53800000", "VND"),
        ("2,1", "2.1", "percent"),
        ("12", "12", "item"),
    ]


def test_columns_without_a_unit_in_their_head_are_counted_in() -> None:
    text = "Biểu 2\nSTT Đơn vị Nhà Tiền (triệu đồng) Đạt (%)\n1 Phú Xá 25 1.500 100\n2 Tân An 18 1.080 90,5\n"
    text += "Cộng 43 2.580\n"
    assert rows(text) == [
        ("25", "25", "item"),
        ("1.500", "1500000000", "VND"),
        ("100", "100", "percent"),
        ("18", "18", "item"),
        ("1.080", "1080000000", "VND"),
        ("90,5", "90.5", "percent"),
        ("43", "43", "item"),
        ("2.580", "2580", "item"),
    ]


def test_a_table_of_rates_ends_where_something_else_is_measured() -> None:
    text = "Kết quả tăng trưởng:\nLúa\n4,8\nDân số: 1,2 triệu người\nNgô\n3,5"
    assert rows(text) == [("4,8", "4.8", "percent"), ("1,2 triệu người", "1200000", "item"), ("3,5", "3.5", "item")]
