"""Events whose kind takes any name: days, gatherings, congresses of any body, battles and risings."""

from __future__ import annotations

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.text.view import View

READER = EntityReader.load()


def events(text: str) -> list[str]:
    return [entity.surface for entity in READER.read(View.of(text), ()) if entity.type == "EVENT"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xã mừng Ngày Nước Việt Nam bằng văn nghệ.", ["Ngày Nước Việt Nam"]),
        ("Mít tinh Ngày Quốc tế Người giúp việc 16/6.", ["Ngày Quốc tế Người giúp việc"]),
        ("Hưởng ứng Ngày Thế giới phòng, chống Sốt rét, xã phát màn.", ["Ngày Thế giới phòng, chống Sốt rét"]),
        ("Kỷ niệm 20 năm ngày tái lập tỉnh Bắc Kạn (1997-2017).", ["ngày tái lập tỉnh Bắc Kạn"]),
        ("Kỷ niệm ngày thành lập công ty ở xã.", []),
        ("Kỷ niệm ngày Bác Hồ về thăm xã Nậm Lầu.", []),
        ("Ngày ngày Ban Quản lý chợ Đông thu phí.", []),
        ("Ngày Lan đi học, trời mưa.", []),
        ("Tổ chức Ngày hội Bánh dân gian ở xã.", ["Ngày hội Bánh dân gian"]),
        ("Chung kết Hội thi Nuôi tôm giỏi toàn tỉnh.", ["Hội thi Nuôi tôm giỏi"]),
        ("Xã dự Tuần lễ Quốc gia phòng, chống đuối nước năm nay.", ["Tuần lễ Quốc gia phòng, chống đuối nước"]),
        ("Ông dự Hội nghị Lâm nghiệp toàn quốc sáng nay.", ["Hội nghị Lâm nghiệp toàn quốc"]),
        ("Ông dự Hội nghị trực tuyến toàn quốc sáng nay.", []),
        ("Ông dự Hội nghị quốc tế ở Hội An.", []),
        ("Ông dự Đại hội Làm vườn toàn quốc lần thứ IV.", ["Đại hội Làm vườn toàn quốc lần thứ IV"]),
        ("Ông dự Đại hội Làm vườn hôm qua.", []),
        ("Khai mạc Năm Du lịch quốc gia 2031 ở Huế.", ["Năm Du lịch quốc gia 2031"]),
        ("Kỷ niệm chiến thắng Sơn Tây - Hòa Lạc ở xã.", ["chiến thắng Sơn Tây - Hòa Lạc"]),
        ("Lễ kỷ niệm chiến thắng Sơn Tây - Ảnh: Lê Lam.", ["chiến thắng Sơn Tây"]),
        ("Trận chiến thắng Thái Lan 2-0 rất hay.", []),
        ("Cuộc khởi nghĩa Ba Vành ở Thái Bình.", ["khởi nghĩa Ba Vành"]),
    ],
)
def test_a_name_of_an_open_kind_is_read_to_its_end(text: str, expected: list[str]) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Họp tại Trung tâm Hội nghị Triển lãm quốc tế.", []),
        ("Bàn tại Đại hội về nhân sự Tổng bí thư khóa X.", []),
        ("Hội Làm vườn dự Đại hội Đại biểu lần thứ 6.", ["Đại hội Đại biểu lần thứ 6"]),
        ("Việc Diễn đàn Kinh tế Lam công bố năng lực của tỉnh.", ["Diễn đàn Kinh tế Lam"]),
    ],
)
def test_what_only_looks_like_a_gathering(text: str, expected: list[str]) -> None:
    assert events(text) == expected
