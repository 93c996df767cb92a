"""Bodies that are counted behind "so many of so many", and bodies behind a date or a number of a paper."""

from __future__ import annotations

import pytest

from tests.entities.test_entity_reader import surfaces


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Tháng 11/2023 Hội Nông dân xã Cồn Hà họp.", ["Hội Nông dân xã Cồn Hà"]),
        ("Năm học 2021/2022 Trường Tiểu học Cồn Hà họp.", ["Trường Tiểu học Cồn Hà"]),
        ("Quyết định số 15/25 Hội Nông dân xã Cồn Hà ban hành.", ["Hội Nông dân xã Cồn Hà"]),
        ("Sáng 3/12 trạm y tế xã Cồn Hà mở cửa.", ["trạm y tế xã Cồn Hà"]),
        ("Sáng 3/12/2023 trạm y tế xã Cồn Hà mở cửa.", ["trạm y tế xã Cồn Hà"]),
        ("Có 18/21 trạm y tế xã Cồn Hà mở cửa.", []),
        ("Nay 17/19 Ủy ban MTTQ cấp xã đã họp.", []),
        ("Nay 17/19 Ủy ban MTTQ Việt Nam các xã, phường đã họp.", []),
        ("Có " + "9" * 5000 + "/" + "9" * 5000 + " hội nông dân xã.", ["hội nông dân xã"]),
    ],
)
def test_only_counted_bodies_are_none(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Mức BHXH sẽ tăng, diện bao phủ BHXH đã rộng.", []),
        ("Viện phí được BHXH chi trả.", ["BHXH"]),
        ("Hội nghị Mặt trận sẽ bầu người mới.", []),
        ("Sắp tới Mặt trận sẽ trao nhà.", ["Mặt trận"]),
        ("Dạy kỹ năng Social Media, Multi Media.", []),
        ("Hãng Tràng Hà Media và Tràng Hà Land ký kết.", ["Hãng Tràng Hà Media", "Tràng Hà Land"]),
        ("Mua qua Saigon Land.", ["Saigon Land"]),
        ("Có Kessel Group and Hội Nông dân xã.", ["Kessel Group", "Hội Nông dân xã"]),
    ],
)
def test_words_for_bodies_that_tell_something_else(text: str, bodies: list[str]) -> None:
    assert surfaces(text, "ORG") == bodies
