"""Where a figure is: its own place, that of its subject, or that of its document."""

from __future__ import annotations

import pytest

from mttq_extract import load

EXTRACTOR = load()


def places(text: str) -> list[tuple[str, str | None]]:
    return [(figure.surface, figure.place) for figure in EXTRACTOR.extract(text).figures]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("huyện Bình Lâm xây 120 căn nhà đại đoàn kết, trong đó 15 căn nhà tại xã Tân Hòa.", "xã Tân Hòa"),
        ("huyện Bình Lâm xây 120 căn nhà đại đoàn kết, trong đó xã Tân Hòa 15 căn nhà.", "xã Tân Hòa"),
        ("Ủy ban MTTQ huyện Bình Lâm hỗ trợ 320 hộ nghèo, trong đó có 120 hộ ở xã Tân Hòa.", "xã Tân Hòa"),
        ("huyện Bình Lâm xây 120 căn nhà đại đoàn kết, trong đó 15 căn nhà cho hộ nghèo.", "huyện Bình Lâm"),
    ],
)
def test_a_part_stands_in_its_own_place(text: str, place: str) -> None:
    whole, part = places(f"Năm 2023, {text}")
    assert whole[1] == "huyện Bình Lâm"
    assert part[1] == place


def test_the_places_of_parts_do_not_run_into_each_other() -> None:
    text = "Năm 2023, toàn huyện Bình Lâm có 320 hộ nghèo, gồm 120 hộ ở xã Tân Hòa và 200 hộ ở xã Hòa Sơn."
    assert [place for _, place in places(text)] == ["huyện Bình Lâm", "xã Tân Hòa", "xã Hòa Sơn"]


def test_who_gives_a_part_to_another_place_is_where_it_is() -> None:
    assert places("Trong đó, huyện Bình Lâm ủng hộ tỉnh Thanh Hải 3 tỷ đồng.") == [("3 tỷ đồng", "huyện Bình Lâm")]


def test_what_a_level_did_is_where_the_document_is() -> None:
    text = "Báo cáo của Ủy ban MTTQ tỉnh Thanh Hải\nNăm 2023, MTTQ cấp xã tổ chức 312 cuộc giám sát."
    (figure,) = EXTRACTOR.extract(text).figures
    assert (figure.subject, figure.place) == ("MTTQ cấp xã", "tỉnh Thanh Hải")
    assert figure.evidence["place"] == "whose document it is"


def test_a_level_without_a_document_has_no_place() -> None:
    assert places("Năm 2023, MTTQ cấp xã tổ chức 312 cuộc giám sát.") == [("312 cuộc giám sát", None)]
