"""Where the names of bodies and places begin and end: trades, compounds, counts and pairs."""

from __future__ import annotations

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.text.view import View

READER = EntityReader.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mua của Công ty TNHH thương mại & dịch vụ kỹ thuật Gia Khoa.",
            ["Công ty TNHH thương mại & dịch vụ kỹ thuật Gia Khoa"],
        ),
        ("Công ty cổ phần tư vấn xây dựng Bách Khoa khảo sát cầu.", ["Công ty cổ phần tư vấn xây dựng Bách Khoa"]),
        ("Công ty cổ phần bê tông ly tâm An Giang ủng hộ xã.", ["Công ty cổ phần bê tông ly tâm An Giang"]),
        ("Công ty TNHH giày da Mỹ Hưng góp quỹ.", ["Công ty TNHH giày da Mỹ Hưng"]),
        ("Công ty Xây lắp Thừa Thiên - Huế góp quỹ.", ["Công ty Xây lắp Thừa Thiên - Huế"]),
        (
            "Ngân hàng Công thương và Ngân hàng Ngoại thương cho vay.",
            ["Ngân hàng Công thương", "Ngân hàng Ngoại thương"],
        ),
        ("Xã có 5 doanh nghiệp Hoa Kỳ.", ["Hoa Kỳ"]),
        ("Em Lam, thủ khoa ĐH Thủy lợi, nhận học bổng.", ["ĐH Thủy lợi"]),
        ("Hội Chữ thập đỏ Việt Nam bảo trợ 35 em.", ["Hội Chữ thập đỏ Việt Nam"]),
        ("Viện khảo cổ Việt Nam đào ở xã.", ["Viện khảo cổ Việt Nam"]),
        ("Xe qua đường vành đai Công viên Lam Sen.", ["Công viên Lam Sen"]),
        ("Dân ở thôn Tiên Phong và tổ tiên họ.", ["thôn Tiên Phong"]),
        ("Làm tổ Công tác Mặt trận.", []),
        ("Rác đổ ra nghĩa địa Ngự Lam.", ["nghĩa địa Ngự Lam"]),
    ],
)
def test_a_name_ends_where_the_next_begins(text: str, expected: list[str]) -> None:
    assert [one.surface for one in READER.read(View.of(text), ()) if one.type in ("ORG", "LOC")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quỹ Tấm lòng Lam trao 20 suất quà.", [("FUND", "Quỹ Tấm lòng Lam")]),
        ("Gia đình lập quỹ Lê Thị Lam để giúp trẻ.", [("FUND", "quỹ Lê Thị Lam")]),
        ("Quỹ Bảo trợ trẻ em tỉnh Lào Cai góp.", [("FUND", "Quỹ Bảo trợ trẻ em tỉnh Lào Cai")]),
        ("Thủ quỹ Lam nộp đơn.", []),
        ("Nguồn quỹ Hội An chi.", [("LOC", "Hội An")]),
        ("Trích Quỹ Cứu trợ Trung ương 5 tỷ đồng.", [("FUND", "Quỹ Cứu trợ Trung ương")]),
        ("Xã lập Quỹ Xóa đói giảm nghèo.", [("FUND", "Quỹ Xóa đói giảm nghèo")]),
        ("Hội trao quà. Chương trình “Biển gọi” phát tối qua. Hội tặng vé.", []),
        ("Chương trình “Biển gọi” trao 30 suất quà.", [("FUND", "Biển gọi")]),
        ("Chương trình “Biển gọi” tháo gỡ khó khăn, trao đổi kinh nghiệm.", []),
        ("Các em mồ côi xem chương trình “Biển gọi” ở chung kết.", []),
        ("Lễ trao giải chương trình “Biển gọi”.", []),
        ("Quỹ Tiền tệ quốc tế cho vay.", [("ORG", "Quỹ Tiền tệ quốc tế")]),
        ("Ông Lê Bính, Chi cục trưởng Thú y Hà Tĩnh nói.", [("PER", "Lê Bính"), ("LOC", "Hà Tĩnh")]),
    ],
)
def test_funds_and_places_are_not_persons_and_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.type, one.surface) for one in READER.read(View.of(text), ())] == expected
