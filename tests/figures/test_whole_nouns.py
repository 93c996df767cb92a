"""What is counted is a whole word, and what an amount is for each of is one too."""

from __future__ import annotations

import pytest

from mttq_extract.figures.compounds import Compounds
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.reader import read_figures
from mttq_extract.text.view import View
from mttq_extract.types import Quantity


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def read(text: str, lexicon: Lexicon) -> list[Quantity]:
    return read_figures(View.of(text), lexicon)[0]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Hôm ấy 8 bộ trưởng ngồi nghe.", "8 bộ trưởng"),
        ("Xưởng cần 100 kỹ thuật viên lành nghề.", "100 kỹ thuật viên"),
        ("Làng có 54 hộ khẩu cũ.", "54 hộ khẩu"),
        ("Xã tạo 300 việc làm tại chỗ.", "300 việc làm"),
        ("Đã có 80 công dân tới hỏi.", "80 công dân"),
        ("Ở đây có 4 sự lựa chọn.", "4 sự lựa chọn"),
        ("Thôn nuôi 9 con heo.", "9 con heo"),
        ("Huyện có 5 phó bí thư.", "5 phó bí thư"),
        ("Đàn chim bay qua 4 lục địa.", "4 lục địa"),
        ("Lớp có 5 em tham gia.", "5 em"),
        ("Có 3 bộ được tặng.", "3 bộ"),
    ],
)
def test_the_span_ends_where_the_noun_ends(text: str, surface: str, lexicon: Lexicon) -> None:
    (quantity,) = read(text, lexicon)
    assert quantity.surface == surface
    assert text[quantity.noun_start : quantity.noun_end] == surface.split(" ", 1)[1]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Xe phóng 62 km một giờ trên đê.", ["giờ"]),
        ("Lãi 4 triệu đồng một người mỗi năm.", ["người/năm"]),
        ("Cấp 12 kg gạo một người một tháng.", ["người/tháng"]),
        ("Học bổng bình quân 405 USD một suất.", ["suất"]),
        ("Thu nhập bình quân đầu người đạt 52 triệu đồng.", ["người"]),
        ("Hằng năm quỹ thu 8 tỷ đồng.", ["năm"]),
        ("Mỗi thôn nhận 2 triệu đồng một năm.", ["thôn/năm"]),
        ("Mỗi quận huyện chọn 3 mô hình.", ["quận huyện"]),
        ("Mỗi Bộ trưởng có 5 phút.", ["bộ trưởng"]),
        ("Mỗi khi mưa, 20 hộ phải dời đi.", [None]),
        ("Tặng 20 suất quà mỗi suất 500.000 đồng.", [None, "suất"]),
        ("Tăng 7% mỗi năm, nay đạt 9 tỷ đồng.", ["năm", None]),
        ("Gửi 300 EUR một lá thư.", [None]),
        ("Mỗi xã mỗi tháng nhận 2 triệu đồng.", ["xã/tháng"]),
        ("Mỗi người một tay, mỗi nhà một việc.", ["người", "nhà"]),
        ("Trả 9 triệu đồng một lần.", [None]),
        ("Họp với 24 quận / huyện.", [None]),
        ("Thuê 5 ha đất trong một năm.", [None]),
    ],
)
def test_what_an_amount_is_for_each_of(text: str, per: list[str | None], lexicon: Lexicon) -> None:
    assert [quantity.per for quantity in read(text, lexicon) if quantity.surface != "một năm"] == per


def test_words_are_found_whole_and_only_from_their_first_syllable() -> None:
    words = Compounds.load()
    assert words.end_of("kỹ thuật viên", 0, 2) == len("kỹ thuật viên")
    assert words.end_of("bộ trưởng", 0, 2) == len("bộ trưởng")
    assert words.end_of("bộ, trưởng", 0, 2) == 2
    assert words.end_of("trưởng bộ", 0, 6) == 6
    assert words.joined("công", "nhận")
    assert not words.joined("nhận", "công")
