"""Boards called after what they are for, and where their names end."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Ban Chỉ đạo Phòng, chống dịch Covid-19 huyện họp.", ["Ban Chỉ đạo Phòng, chống dịch Covid-19 huyện"]),
        ("Giao Tổ công tác chống buôn lậu huyện rà soát.", ["Tổ công tác chống buôn lậu huyện"]),
        ("Ban Chỉ đạo giảm nghèo, tăng hộ khá quận 6 họp.", ["Ban Chỉ đạo giảm nghèo, tăng hộ khá quận 6"]),
        (
            "Ban Chỉ đạo Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh đi thăm.",
            ["Ban Chỉ đạo Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh"],
        ),
        # the name ends at its level, a sum, a day, a verb, and before "và" what the board does
        ("Gửi Ban Vận động cứu trợ Trung ương 25 tỷ đồng.", ["Ban Vận động cứu trợ Trung ương"]),
        ("Gửi Ban Vận động cứu trợ 25 tỷ đồng.", ["Ban Vận động cứu trợ"]),
        ("Ban Chỉ đạo phòng chống dịch cúm quốc gia hứa.", ["Ban Chỉ đạo phòng chống dịch cúm quốc gia"]),
        ("Họp Ban Chỉ đạo Phòng chống dịch tả lợn chiều 9-11.", ["Ban Chỉ đạo Phòng chống dịch tả lợn"]),
        ("Ban Chỉ đạo cải cách hành chính và trình đề án.", ["Ban Chỉ đạo cải cách hành chính"]),
        ("Ban Chỉ đạo chống buôn lậu đã bắt 5 xe.", ["Ban Chỉ đạo chống buôn lậu"]),
        # what a board also does is its name only before a level or place
        ("Ban Chỉ đạo xây dựng nông thôn mới xã Tràng Hà họp.", ["Ban Chỉ đạo xây dựng nông thôn mới xã Tràng Hà"]),
        ("Giao Ban Chỉ đạo xây dựng phương án mới.", []),
        ("Ban Chỉ đạo triển khai nhiệm vụ tới các xã, phường.", []),
        ("Ban Chỉ đạo tổng kết công tác năm 2024 tỉnh Lào Cai.", []),
        # … or when it is a known field and the sentence goes on with what the board did
        ("Ban Chỉ đạo xây dựng nông thôn mới đã kiểm tra 12 xã.", ["Ban Chỉ đạo xây dựng nông thôn mới"]),
        # no part of the name: others behind a comma, a person behind an office
        ("Ban Chỉ đạo chống dịch, các đoàn thể và nhân dân xã Tràng Hà góp quỹ.", ["Ban Chỉ đạo chống dịch"]),
        ("Trưởng Ban Chỉ đạo chống buôn lậu Lê Ngà nói.", ["Ban Chỉ đạo chống buôn lậu"]),
        ("Trưởng Ban Chỉ đạo dự án đường Hồ Chí Minh họp.", ["Ban Chỉ đạo dự án đường Hồ Chí Minh"]),
        # numbers of decisions and programmes, with the level and place behind them
        ("Ban Chỉ đạo 389 tỉnh Lào Cai họp.", ["Ban Chỉ đạo 389 tỉnh Lào Cai"]),
        ("Tổ công tác Đề án 06 tỉnh kiểm tra.", ["Tổ công tác Đề án 06 tỉnh"]),
        ("Ban Chỉ đạo Chương trình 135 huyện Tràng Hà họp.", ["Ban Chỉ đạo Chương trình 135 huyện Tràng Hà"]),
        ("Ban Chỉ đạo 3 tỉnh Nghệ An, Hà Tĩnh, Lào Cai họp.", ["Ban Chỉ đạo 3 tỉnh"]),
    ],
)
def test_a_board_is_called_after_its_purpose(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies
