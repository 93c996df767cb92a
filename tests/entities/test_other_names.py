"""What stands where places, routes, houses and persons do and is none."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("KDC Cồn Hà - Hội Phụ nữ xã.", ["KDC Cồn Hà"]),
        ("Khu đô thị Cồn Hà - Quỹ Vì người nghèo.", ["Khu đô thị Cồn Hà"]),
        ("KDC Cồn Hà - Ban Mặt trận lo việc.", ["KDC Cồn Hà"]),
        ("Cụm công nghiệp Cồn Hà - Chị Lan nói.", ["Cụm công nghiệp Cồn Hà"]),
        ("Xưởng ở khu công nghiệp Điện Trà - Điện Cồn.", ["khu công nghiệp Điện Trà - Điện Cồn"]),
        ("Trích đoạn Lệ Tràng - Hà Tràng do xã diễn.", []),
        ("Mở tuyến Cồn Trà - Cồn Hà.", ["Cồn Trà", "Cồn Hà"]),
        ("Khởi công đoạn Cồn Trà - Cồn Hà.", ["Cồn Trà", "Cồn Hà"]),
        ("Xe đi theo hướng Cồn Trà - Cồn Hà.", ["Cồn Trà", "Cồn Hà"]),
        ("Ca sĩ Thanh Hóa - Trọng Tràng - Đăng Hàm hát.", ["Thanh Hóa"]),
        ("Xã chỉ 12 Tràng Hà vắng.", []),
        ("Gửi về địa chỉ 12 Tràng Hà.", ["12 Tràng Hà"]),
    ],
)
def test_places(text: str, places: list[str]) -> None:
    assert surfaces(text, "LOC") == places


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Các võ sĩ Boxing, bác sĩ Vinmec và kỹ sư Bosch.", []),
        ("Tổng thống Kilbride, thẩm phán Weston và đô đốc Kessel họp.", ["Kilbride", "Weston", "Kessel"]),
    ],
)
def test_persons(text: str, persons: list[str]) -> None:
    assert surfaces(text, "PER") == persons


def test_the_north_that_is_a_province() -> None:
    assert "Công an các tỉnh phía Bắc Giang" not in surfaces("Công an các tỉnh phía Bắc Giang họp.", "ORG")
    assert surfaces("Công an các tỉnh phía Bắc họp.", "ORG") == ["Công an các tỉnh phía Bắc"]
