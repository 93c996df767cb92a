"""Which unit, body and person a mention means, told by the rest of the text."""

from __future__ import annotations

from datetime import date

import pytest

from mttq_extract.entities.reader import EntityReader
from mttq_extract.text.sentences import SentenceSplitter
from mttq_extract.text.view import View
from mttq_extract.types import Entity

READER = EntityReader.load()
SPLITTER = SentenceSplitter.load()
BEFORE = date(2019, 5, 1)
AFTER = date(2026, 3, 1)


def read(text: str, day: date | None = None, outlet: str | None = None) -> list[Entity]:
    return READER.read(View.of(text), SPLITTER.split(text), (), day, outlet)


def meant(text: str, day: date | None = None, outlet: str | None = None) -> dict[str, str | None]:
    """The description of the unit each place means, or its link."""
    out: dict[str, str | None] = {}
    for entity in read(text, day, outlet):
        if entity.type == "LOC":
            unit = READER.units.get(entity.link or "")
            out[entity.surface] = entity.link if unit is None else READER.units.describe(unit)
    return out


@pytest.mark.parametrize(
    ("text", "place", "unit"),
    [
        ("Đoàn về xã Tân Hà, huyện Lâm Hà trao quà.", "xã Tân Hà", "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"),
        ("Bà con xã Tân Hà (Hàm Tân) vui.", "xã Tân Hà", "xã Tân Hà, huyện Hàm Tân, tỉnh Bình Thuận"),
        ("UBND huyện Lâm Hà họp. Sau đó đoàn thăm xã Tân Hà.", "xã Tân Hà", "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"),
        ("Ở P.5, Q.3, TP.HCM có mưa.", "P.5", "phường 5, quận 3, thành phố Hồ Chí Minh"),
        ("Ở P.5, Q.3, TP.HCM có mưa.", "Q.3", "quận 3, thành phố Hồ Chí Minh"),
        ("Tỉnh Hà Tĩnh và TP. Hà Tĩnh cùng lo.", "TP. Hà Tĩnh", "thành phố Hà Tĩnh, tỉnh Hà Tĩnh"),
        ("Từ TP. Hà Tĩnh, cả Hà Tĩnh chung tay.", "Hà Tĩnh", "tỉnh Hà Tĩnh"),
        ("Các quận Đống Đa, Tây Hồ dẫn đầu Hà Nội.", "Tây Hồ", "quận Tây Hồ, thành phố Hà Nội"),
        ("Về huyện Quảng Ninh, tỉnh Quảng Bình.", "huyện Quảng Ninh", "huyện Quảng Ninh, tỉnh Quảng Bình"),
        ("Về huyện Quảng Ninh, tỉnh Quảng Bình.", "tỉnh Quảng Bình", "tỉnh Quảng Bình"),
        ("Tại các huyện: Thanh Sơn, Cẩm Khê thuộc tỉnh Phú Thọ.", "Thanh Sơn", "huyện Thanh Sơn, tỉnh Phú Thọ"),
        ("Tại các tỉnh Yên Bái, Lào Cai, Phú Thọ.", "Lào Cai", "tỉnh Lào Cai"),
        ("Xã Nghĩa Mỹ ngập, huyện Tư Nghĩa lo gạo.", "Xã Nghĩa Mỹ", "xã Nghĩa Mỹ, huyện Tư Nghĩa, tỉnh Quảng Ngãi"),
        ("Ông Sáu ở TP Huế, tỉnh Thừa Thiên Huế.", "TP Huế", "thành phố Huế, thành phố Huế"),
        ("Bà Bảy ở Quận 2, TP HCM.", "Quận 2", "quận 2, thành phố Hồ Chí Minh"),
        (
            "Cử tri phường An Phú, quận 2 nói.",
            "phường An Phú",
            "phường An Phú, thành phố Thủ Đức, thành phố Hồ Chí Minh",
        ),
        ("Ở huyện đảo Phú Quý, tỉnh Bình Thuận.", "huyện đảo Phú Quý", "huyện Phú Quí, tỉnh Bình Thuận"),
        ("Về Ba Vì, Hà Tây thăm bà con.", "Ba Vì", "huyện Ba Vì, thành phố Hà Nội"),
        ("Xe đi Saigon sáng sớm.", "Saigon", "thành phố Hồ Chí Minh"),
        ("Thăm TX. Tân Uyên hôm nay.", "TX. Tân Uyên", "thành phố Tân Uyên, tỉnh Bình Dương"),
        ("Về huyện Châu Thành (Long An).", "Long An", "tỉnh Long An"),
        ("Về huyện Châu Thành (Long An).", "huyện Châu Thành", "huyện Châu Thành, tỉnh Long An"),
        ("Quê huyện Mê Linh (Vĩnh Phúc).", "huyện Mê Linh", "huyện Mê Linh, thành phố Hà Nội"),
        ("Bến Tre mưa lớn.", "Bến Tre", "tỉnh Bến Tre"),
        ("Sáng nay Đăk Nông có mưa.", "Đăk Nông", "tỉnh Đắk Nông"),
    ],
)
def test_the_text_tells_which_unit_is_meant(text: str, place: str, unit: str) -> None:
    assert meant(text, BEFORE)[place] == unit


def test_what_the_text_leaves_open_has_no_link() -> None:
    assert meant("Đoàn đến xã Tân Hà.", BEFORE) == {"xã Tân Hà": None}


@pytest.mark.parametrize(
    "outlet", ["baolamdong.vn", "Báo Lâm Đồng", "Báo Lâm Đồng điện tử", "https://www.baolamdong.vn/xa-hoi/1.html"]
)
def test_the_outlet_settles_what_the_text_leaves_open(outlet: str) -> None:
    assert meant("Đoàn đến xã Tân Hà.", BEFORE, outlet) == {"xã Tân Hà": "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"}


def test_the_day_tells_old_units_from_new() -> None:
    text = "Tỉnh Bắc Ninh trao 5 căn nhà ở Hà Nội."
    assert [e.link for e in read(text, BEFORE)] == ["vn:old:27", "vn:01"]
    assert [e.link for e in read(text, AFTER)] == ["vn:24", "vn:01"]


def test_a_unit_of_one_side_of_the_reform_dates_a_text_without_a_day() -> None:
    assert next(e.link for e in read("Tỉnh Bắc Ninh và tỉnh Bắc Giang cùng lo.")) == "vn:old:27"
    assert [e.link for e in read("Xã Tây Khánh Sơn, tỉnh Khánh Hòa.")][1] == "vn:56"


def test_a_commune_that_no_table_has_is_known_by_the_unit_above_it() -> None:
    assert meant("Nhà ở xã Bản Mây, huyện Lâm Hà.", BEFORE)["xã Bản Mây"] == "loc:xa-ban-may@vn:old:676"


def test_hamlets_and_streets_belong_to_their_unit_and_rivers_to_none() -> None:
    text = "Tại thôn 3, xã Tân Hà, huyện Lâm Hà. Dọc sông Đáy, quốc gia nào cũng vậy. Rồi đường Lê Lợi, quận 1, TP.HCM."
    assert meant(text, BEFORE) | {"": None} == {
        "thôn 3": "loc:thon-3@vn:old:24916",
        "xã Tân Hà": "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng",
        "huyện Lâm Hà": "huyện Lâm Hà, tỉnh Lâm Đồng",
        "sông Đáy": "loc:song-day",
        "đường Lê Lợi": "loc:duong-le-loi@vn:old:760",
        "quận 1": "quận 1, thành phố Hồ Chí Minh",
        "TP.HCM": "thành phố Hồ Chí Minh",
        "": None,
    }


def test_a_score_says_how_sure_a_link_is() -> None:
    beside = read("Đoàn về xã Tân Hà, huyện Lâm Hà.", BEFORE)[0].score
    undated = read("Đoàn về Bắc Ninh.")[0].score
    assert beside > undated
    assert 0.5 <= undated <= 0.8


BODIES = [
    ("Ủy ban MTTQ Việt Nam TP Hà Nội họp.", "org:mttq@vn:01"),
    ("MTTQ TP Hà Nội họp.", "org:mttq@vn:01"),
    ("Ủy ban Mặt trận Tổ quốc (MTTQ) Việt Nam thành phố Hà Nội họp.", "org:mttq@vn:01"),
    ("UBMTTQ Hà Nội họp.", "org:mttq@vn:01"),
    ("Ở Hà Nội, Ủy ban MTTQ thành phố họp.", "org:mttq@vn:01"),
    ("Thành ủy TP.HCM họp.", "org:thanh-uy@vn:old:79"),
    ("Tại TPHCM, Thành ủy họp.", "org:thanh-uy@vn:old:79"),
    ("Huyện ủy Lộc Bình họp.", "org:huyen-uy@vn:old:188"),
    ("UBND xã Tân Hà, huyện Lâm Hà họp.", "org:ubnd@vn:old:24916"),
    ("Sở Y tế Hà Nội họp.", "org:so-y-te@vn:01"),
    ("Ở Hà Nội, Sở Y tế họp.", "org:so-y-te@vn:01"),
    ("Ở huyện Lâm Hà, UBND tỉnh họp.", "org:ubnd@vn:old:68"),
    ("Tỉnh Sơn La xa. Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lai Châu dự.", "org:tinh-uy@vn:12"),
    ("Ủy ban MTTQ các cấp họp.", "org:mttq-cac-cap"),
    ("Bộ Tư pháp họp.", "org:bo-tu-phap"),
    ("Ủy ban TƯ MTTQ Việt Nam họp.", "org:trung-uong-mttq"),
    ("Bộ Kế hoạch và Đầu tư họp.", "org:bo-ke-hoach-va-dau-tu"),
    ("UBND huyện họp.", None),
]


@pytest.mark.parametrize(("text", "link"), BODIES)
def test_a_body_is_its_kind_at_its_unit(text: str, link: str | None) -> None:
    assert [e.link for e in read(text, BEFORE) if e.type == "ORG"][:1] == [link]


def test_a_link_does_not_hang_on_what_other_articles_were_read() -> None:
    texts = [text for text, _ in BODIES]
    once = [read(text, BEFORE) for text in texts]
    again = [EntityReader.load().read(View.of(text), SPLITTER.split(text), (), BEFORE) for text in reversed(texts)]
    assert once == again[::-1]


def test_a_person_is_the_full_name_with_its_diacritics() -> None:
    text = "Bà Nguyễn Lan Hương trao quà. Bà Lan Hương nói. Ông Nguyễn Lân Hường về. Ông Tư cười."
    assert [e.link for e in read(text) if e.type == "PER"] == [
        "per:nguyễn-lan-hương",
        "per:nguyễn-lan-hương",
        "per:nguyễn-lân-hường",
        None,
    ]
