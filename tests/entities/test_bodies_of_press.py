"""Names of bodies as the press writes them: English ones, letters, organs inside offices, shares and regions."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Học ở Kessel University of Arts and Trade (Oslo).", ["Kessel University of Arts and Trade"]),
        ("Bằng của The Institute of Export in Hong Kong.", ["The Institute of Export in Hong Kong"]),
        ("Trường Kessel School of Ireland tuyển sinh.", ["Trường Kessel School of Ireland"]),
        ("Bộ LĐ-TB-XH sẽ xem xét cùng Bộ LĐ.", ["Bộ LĐ-TB-XH", "Bộ LĐ"]),
        ("Phó chánh Thanh tra Sở Y tế Vân Hà nói.", ["Thanh tra Sở Y tế"]),
        ("Tổng Thanh tra Chính phủ trả lời.", ["Thanh tra Chính phủ"]),
        ("Hội Khuyến học các tỉnh phía Nam trao học bổng.", ["Hội Khuyến học các tỉnh phía Nam"]),
        ("Công an các tỉnh Đồng Nai, Đắk Nông vào cuộc.", ["Công an các tỉnh"]),
        ("Để Mặt trận và các tổ chức thành viên góp ý.", ["Mặt trận"]),
        ("Cán bộ Mặt trận và các đoàn thể dự; chính quyền, mặt trận và các đoàn thể.", []),
        ("Phần còn lại được BHXH chi trả, dù công ty nợ BHXH đã lâu.", ["BHXH"]),
        ("Toàn tỉnh có 138/141 trạm y tế xã đạt chuẩn.", []),
        ("Ngày 3/2 trạm y tế xã mở cửa.", ["trạm y tế xã"]),
        ("5. Ban công tác Mặt trận đạt khá.", ["Ban công tác Mặt trận"]),
        ("Giá tăng. Theo TTXVN", ["TTXVN"]),
        (
            "Trao đổi với Tuổi Trẻ, ông nói; PV Thanh Niên ghi lại; bạn đọc báo Tuổi Trẻ góp.",
            ["Tuổi Trẻ", "Thanh Niên", "báo Tuổi Trẻ"],
        ),
        ("Các tổ chức như Mặt trận Tổ quốc vào cuộc; tuổi trẻ xung phong.", ["Mặt trận Tổ quốc"]),
        ("Hệ thống Tràng Hà Corp và Vessel Digital Media góp quỹ.", ["Tràng Hà Corp", "Vessel Digital Media"]),
        ("VI. TỔ CHỨC THỰC HIỆN", []),
        ("Đoàn công tác số 9 vừa về bến.", ["Đoàn công tác số 9"]),
        ("Hội Doanh nghiệp quận 150 triệu đồng; UBND quận 3 tặng 20 suất.", ["Hội Doanh nghiệp quận", "UBND quận 3"]),
    ],
)
def test_bodies_of_press(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


def test_a_team_of_finance_is_no_hamlet() -> None:
    assert surfaces("Xin ý kiến tổ Tài chính.\n(Tài liệu kèm theo)\nTỔ BIÊN TẬP", "LOC") == []
