"""Units without a level word, and what else makes a bare name a place or keeps it from being one."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Huyện Tiền Hải vượt kế hoạch: nhiều nhất là Đông Minh (3 nhà), rồi đến Nam Phú.",
            ["Huyện Tiền Hải", "Đông Minh", "Nam Phú"],
        ),
        ("Ở Đông Minh gió to. Cán bộ huyện Tiền Hải đi kiểm tra.", ["Đông Minh", "huyện Tiền Hải"]),
        ("Ở huyện Tiền Hải:\nĐông Minh 12 nhà\nNam Phú 9 nhà", ["huyện Tiền Hải", "Đông Minh", "Nam Phú"]),
    ],
)
def test_communes_of_a_unit_that_the_text_names(text: str, places: list[str]) -> None:
    assert surfaces(text, "LOC") == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Nhiều nhất là Đông Minh.", []),  # no unit above it is named
        ("Đã mời 12 người của Hiệp Thành, Thạnh Xuân.", []),  # no district 12
        ("Xã Tiền Hảit có gạo của Đông Minh.", ["Xã Tiền Hảit"]),
        ("Huyện Tiền Hải họp. Chị Đông Minh cảm ơn.", ["Huyện Tiền Hải"]),
        ("Huyện Tiền Hải họp.\nĐông Minh\n", ["Huyện Tiền Hải"]),  # a signature
        ("Huyện Tiền Hải thuê tàu Đông Minh 36 chở gạo.", ["Huyện Tiền Hải"]),
        ("Huyện Tiền Hải và Công ty Đông Minh ký kết; phía Đông Minh trả tiền.", ["Huyện Tiền Hải"]),
        ("Phường ở Hà Nội thờ vua Quang Trung; gió thổi từ phía Tây Nam.", ["Hà Nội"]),
    ],
)
def test_other_names_are_left_alone(text: str, places: list[str]) -> None:
    assert surfaces(text, "LOC") == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Thu khá là xã Cồn Hà 71 triệu, Cồn Trà 58 triệu.", ["xã Cồn Hà", "Cồn Trà"]),
        ("Xã Cồn Hà 71 triệu, Ban Vận động 58 triệu.", ["Xã Cồn Hà"]),
        ("Họp ở 46 Tràng Hà rồi về tòa nhà 12/4 Lê Cồn Hà.", ["46 Tràng Hà", "12/4 Lê Cồn Hà"]),
        ("Họp ở 3 Trung tâm, mời 12 Đảng viên ở 4 Chi bộ.", []),
        ("Xưởng ở khu công nghiệp Điện Trà - Điện Cồn.", ["khu công nghiệp Điện Trà - Điện Cồn"]),
        ("Xưởng ở khu công nghiệp Trà Cồn - Đồng Nai.", ["khu công nghiệp Trà Cồn", "Đồng Nai"]),
        (
            "Xói lở ở cửa sông Cồn Hà, gần pháo đài Cồn Trà và Ô Cầu Giấy.",
            ["cửa sông Cồn Hà", "pháo đài Cồn Trà", "Ô Cầu Giấy"],
        ),
        (
            "Gồm khu công nghiệp Cồn Hà (4,5 ha), Tràng Hà (3 ha), và Điện Cồn (2 ha).",
            ["khu công nghiệp Cồn Hà", "Tràng Hà", "Điện Cồn"],
        ),
        (
            "Sửa đoạn Tràng Hà - Lê Cồn Hà và đoạn từ Điện Trà đến Tràng Hà.",
            ["Tràng Hà", "Lê Cồn Hà", "Điện Trà", "Tràng Hà"],
        ),
        ("Kẹt xe ở Hà Nội - Tràng Hà - Trường Chinh.", ["Hà Nội", "Tràng Hà", "Trường Chinh"]),
        ("Nằm ở phía Tây Bắc của xã; vùng Tây Bắc khuyên dùng hàng Việt Nam; phía Việt Nam.", ["Tây Bắc", "Việt Nam"]),
        ("Bài: Lệ Tràng - Hà Tràng - Vân Tràng.", []),
        ("Dọc các phố lớn như Lê Tràng, Hàm Tràng và Hà Lam.", ["Lê Tràng", "Hàm Tràng", "Hà Lam"]),
        ("Rào tuyến đường Lê Tràng, Hàm Tràng, Hà Lam đã lâu.", ["đường Lê Tràng", "Hàm Tràng", "Hà Lam"]),
        ("Phát triển theo hướng Ủy ban MTTQ - Hội Nông dân phối hợp.", []),
        ("Diễn ra tại Nhà thi đấu tỉnh; xã làm nhà văn hóa thôn.", ["Nhà thi đấu tỉnh"]),
        ("Sống ở KDC Cồn Hà 3, gần khu kinh tế cửa khẩu Tràng Hà.", ["KDC Cồn Hà 3", "khu kinh tế cửa khẩu Tràng Hà"]),
    ],
)
def test_lists_with_numbers_houses_and_features(text: str, places: list[str]) -> None:
    assert surfaces(text, "LOC") == places
