"""Names that stand side by side without a mark: a unit and a person, a body and what follows it."""

from __future__ import annotations

import random

import pytest

from mttq_extract.entities.admin_units import AdminUnits
from tests.entities.test_entity_tables import read

PERSONS = ("Nguyễn Văn Hòa", "Phạm Hồng Thái", "Rơ Châm H'Yéo", "Lò Văn Pâng", "Thạch Sa Ray", "Touneh Drong Lan")
OFFICES = ("Chủ tịch Ủy ban MTTQ Việt Nam {unit} {person} trao quà.", "Bí thư Đảng ủy {unit} {person} phát biểu.")
BODIES = ("Ủy ban MTTQ Việt Nam {unit}", "Đảng ủy {unit}")
MOST_MISSED = 0.02


def found(text: str) -> list[tuple[str, str]]:
    return [(entity.surface, entity.type) for entity in read(text)]


def test_an_office_its_unit_and_who_holds_it_are_told_apart() -> None:
    units = sorted({unit.label for unit in AdminUnits.load() if unit.tier})
    missed = []
    for unit in random.Random(7).sample(units, 300):
        if "N.T" in unit or " NT " in unit or unit.split(" ")[-1][0].islower():
            continue  # abbreviations and slips of the gazetteer
        for frame, body in zip(OFFICES, BODIES, strict=True):
            person = PERSONS[len(unit) % len(PERSONS)]
            names = found(frame.format(unit=unit, person=person))
            if (body.format(unit=unit), "ORG") not in names or (person, "PER") not in names:
                missed.append((unit, person, names))
    assert len(missed) <= 600 * MOST_MISSED, missed


def test_every_unit_is_a_place_wherever_it_stands() -> None:
    units = sorted({unit.label for unit in AdminUnits.load() if unit.tier})
    missed = []
    for unit in random.Random(8).sample(units, 300):
        if "N.T" in unit or " NT " in unit or unit.split(" ")[-1][0].islower():
            continue
        names = found(f"Hộ ông Bình ({unit}) được nhận nhà, bà con phấn khởi.")
        if (unit, "LOC") not in names:
            missed.append((unit, names))
    assert len(missed) <= 300 * MOST_MISSED, missed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thứ trưởng Thương mại Nhật Bản Hideki Kessel nhấn mạnh việc này.", ("Hideki Kessel", "PER")),
        ("Đại sứ Joe Kessel tới. Đại sứ Úc tại Việt Nam Joe Kessel cảm ơn.", ("Joe Kessel", "PER")),
        ("Dịp Hội nghị thượng đỉnh ASEM 5 vừa qua.", ("Hội nghị thượng đỉnh ASEM 5", "EVENT")),
        ("Tại Paris, ông nói.", ("Paris", "LOC")),
        ("Ở Mỹ giá tăng.", ("Mỹ", "LOC")),
        ("Vụ lụt ở Ohio và Nauy.", ("Ohio", "LOC")),
        ("Đường Thanh Niên nằm ven hồ.", ("Đường Thanh Niên", "LOC")),
        ("Đường Văn Kiểm trao quà, ông Kiểm nói.", ("Kiểm", "PER")),
        ("Nguyễn Minh, sinh viên năm ba, rất thích.", ("Nguyễn Minh", "PER")),
        ("Hoàng Lan, 23 tuổi, cho hay.", ("Hoàng Lan", "PER")),
        ("Em Trần Tú Hằng giỏi. Sau một năm, Hằng được đi học.", ("Hằng", "PER")),
        ("KS Nguyễn Văn Ngà, chuyên viên, hướng dẫn bà con.", ("Nguyễn Văn Ngà", "PER")),
        ("Chị Hoa, quê Thanh Sơn, 35 tuổi, cảm ơn.", ("Thanh Sơn", "LOC")),
        ("Trao cho chị Chu Hải.", ("Chu Hải", "PER")),
        ("Trần Hoàng Hải và chị Hoàng Hải nhận quà.", ("Hoàng Hải", "PER")),
        ("Học ở trường Tô Châu.", ("trường Tô Châu", "ORG")),
        ("Đi qua tỉnh Hồ Nam.", ("tỉnh Hồ Nam", "LOC")),
        ("Dân biểu Joe Kessel phản đối. Theo Kessel, giá tăng.", ("Kessel", "PER")),
        ("Quỹ Hòa giải và Phát triển tặng quà.", ("Quỹ Hòa giải và Phát triển", "FUND")),
        ("Ông Lê Sơn, Phó Chủ tịch UBND xã Hoàng Trĩ, trao quà.", ("UBND xã Hoàng Trĩ", "ORG")),
        ("Chủ tịch UBND xã Nguyễn Văn Trĩ trao quà.", ("Nguyễn Văn Trĩ", "PER")),
        ("Chủ tịch Ủy ban MTTQ tỉnh K'Ra Sơn Plin dự họp.", ("Ủy ban MTTQ tỉnh", "ORG")),
        ("Chủ tịch Ủy ban MTTQ tỉnh Thích Thiện Trĩ dự họp.", ("Thích Thiện Trĩ", "PER")),
        ("Cử tri Thạch Phước Trĩ kiến nghị sửa đường.", ("Thạch Phước Trĩ", "PER")),
        ("Dự có các đồng chí: Danh Trĩ, Bí thư Huyện ủy; Lê Sơn.", ("Danh Trĩ", "PER")),
        ("Tiền vệ Nguyễn Sơn Trĩ ghi bàn, rồi Sơn Trĩ rời sân.", ("Sơn Trĩ", "PER")),
        ("Hôm qua Lionel Kilbride ghi bàn.", ("Lionel Kilbride", "PER")),
        ("Bệnh viện Nhi Trung ương họp báo.", ("Bệnh viện Nhi Trung ương", "ORG")),
        ("Viện Dịch tễ Trung ương công bố số liệu.", ("Viện Dịch tễ Trung ương", "ORG")),
        ("Huyện làm việc với Cục Thuế Long An về kế hoạch thu.", ("Cục Thuế Long An", "ORG")),
        ("Trường Quân sự Quân khu 7 tuyển sinh.", ("Trường Quân sự Quân khu 7", "ORG")),
        ("Trường Cao đẳng Nghề số 1 đã dời đi.", ("Trường Cao đẳng Nghề số 1", "ORG")),
        (
            "Ban Chỉ đạo phòng chống dịch Covid-19 tỉnh Hà Nam họp.",
            ("Ban Chỉ đạo phòng chống dịch Covid-19 tỉnh Hà Nam", "ORG"),
        ),
        ("Theo Công ty Kessel Electronics Việt Nam, giá đã giảm.", ("Công ty Kessel Electronics Việt Nam", "ORG")),
        ("Bà con khóm 4 phấn khởi.", ("khóm 4", "LOC")),
        ("Xe kẹt ở cao tốc Trung Lương - Mỹ Thuận.", ("cao tốc Trung Lương - Mỹ Thuận", "LOC")),
        ("Họ họp ở Kessel (Đức) hôm qua.", ("Đức", "LOC")),
        ("Thuê đất ở khu công nghiệp KESS.", ("khu công nghiệp KESS", "LOC")),
    ],
)
def test_where_a_name_ends(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in found(text)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Học bằng tiếng Anh Một năm hai lần.", ("Một", "PER")),
        ("Ông Vũ Viết Quân dự. Chính ủy Quân khu 4 nói.", ("Quân", "PER")),
        ("Ông Nguyễn Văn Đoàn dự. Các cơ sở Đoàn góp 2 tỷ đồng.", ("Đoàn", "PER")),
        ("Ông Lê Văn Sở dự. Hôm qua, Sở chi tiền.", ("Sở", "PER")),
        ("Em Trần Quốc Việt giỏi. Năm nay, Việt kiều góp quỹ.", ("Việt", "PER")),
        ("Anh Lê Tiến Dũng dự. Cả đội có chín danh hiệu Dũng sĩ diệt Mỹ.", ("Dũng", "PER")),
        ("Bà Vũ Thị Tết dự. Nhân dịp Tết, xã tặng quà.", ("Tết", "PER")),
        ("Đến Đức Lập Thượng lúc 15 giờ.", ("Đức", "LOC")),
        ("Ca bệnh B.T.H, 35 tuổi, ở Huế.", ("T.H", "PER")),
        ("Xã tặng thôn 1 bộ loa kéo.", ("thôn 1", "LOC")),
        ("Đội Sông Hàn thua Đông Hải 0-2.", ("Đông Hải 0", "LOC")),
        ("Các chiến sĩ Hoa Phượng Đỏ ra quân.", ("Hoa Phượng Đỏ", "PER")),
        ("Họ học ở Social Park Kessel.", ("Social Park Kessel", "PER")),
    ],
)
def test_where_there_is_no_name(text: str, unwanted: tuple[str, str]) -> None:
    assert unwanted not in found(text)


@pytest.mark.parametrize("event", ["Hội sách TP.HCM", "Tuần Văn hóa - Du lịch Cao Bằng", "Festival Hoa Cao Bằng"])
def test_a_place_is_not_cut_inside_the_name_of_an_event(event: str) -> None:
    assert (event, "EVENT") in found(f"Nhân dịp {event}, đoàn đã thăm bà con.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nguyên đại sứ Carlos Kilbride del Kessel từ chức.", ("Carlos Kilbride del Kessel", "PER")),
        ("Chủ tịch Ursula von der Kessel phát biểu.", ("Ursula von der Kessel", "PER")),
        ("Ông đến từ Mauritius.", ("Mauritius", "LOC")),
    ],
)
def test_names_of_other_lands(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in found(text)
