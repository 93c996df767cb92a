"""The gazetteer: what it must hold, and how a bad line is refused."""

from __future__ import annotations

import pytest

from mttq_extract.entities import gazetteer
from mttq_extract.entities.gazetteer import Places
from mttq_extract.entities.phrases import Phrases, words_of
from mttq_extract.errors import TableError

# the 34 provinces and cities since July 2025
PROVINCES_TODAY = """
Hà Nội, Huế, Quảng Ninh, Cao Bằng, Lạng Sơn, Lai Châu, Điện Biên, Sơn La, Thanh Hóa, Nghệ An, Hà Tĩnh, Tuyên Quang,
Lào Cai, Thái Nguyên, Phú Thọ, Bắc Ninh, Hưng Yên, Hải Phòng, Ninh Bình, Quảng Trị, Đà Nẵng, Quảng Ngãi, Gia Lai,
Khánh Hòa, Lâm Đồng, Đắk Lắk, Hồ Chí Minh, Đồng Nai, Tây Ninh, Cần Thơ, Vĩnh Long, Đồng Tháp, Cà Mau, An Giang
"""
PROVINCES_BEFORE = 63
PLACES = Places.load()


def test_the_provinces_of_today_and_of_before_are_known() -> None:
    known = {place.name for _, place in gazetteer.gazetteer() if place.kind == "province"}
    today = {name.strip() for name in PROVINCES_TODAY.replace("\n", " ").split(",")}
    assert len(today) == 34
    assert today - {"Huế"} <= known
    assert len(known) == PROVINCES_BEFORE
    assert PLACES.known.get(words_of("Huế")) is not None


@pytest.mark.parametrize("alias", ["TP.HCM", "TPHCM", "TP HCM", "Sài Gòn", "TP. Hồ Chí Minh"])
def test_aliases_lead_to_the_name(alias: str) -> None:
    place = PLACES.known.get(words_of(alias))
    assert place is not None
    assert place.name == "Hồ Chí Minh"


def test_tone_marks_do_not_matter() -> None:
    assert PLACES.known.get(words_of("Thanh Hoá")) is PLACES.known.get(words_of("Thanh Hóa"))


@pytest.mark.parametrize(
    "table",
    [
        "",
        "name\tkind\tbare\n",
        "name\tkind\tbare\taliases\nA\tprovince\tmaybe\t\n",
        "name\tkind\tbare\taliases\nA\tprovince\n",
    ],
)
def test_a_bad_line_is_refused_with_the_file_named(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "read_text", lambda name: table)
    with pytest.raises(TableError, match=r"places\.tsv"):
        list(gazetteer.gazetteer())


def test_the_longest_phrase_wins_and_every_one_is_given() -> None:
    phrases = Phrases([("ban", 1), ("ban dân vận", 2), ("ban dân tộc", 3)])
    words = words_of("ban dân vận họp")
    assert phrases.longest(words, 0) == (3, 2)
    assert phrases.every(words, 0) == [(3, 2), (1, 1)]
    assert phrases.longest(words, 1) is None
    assert phrases.get(["ban"]) == 1
    assert phrases.get(["ban", "dân"]) is None
    assert phrases.before(words, 1)
    assert not phrases.before(words, 2)
