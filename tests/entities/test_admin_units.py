"""The gazetteer of administrative units: both sides of July 2025, other names, and who became whom."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from mttq_extract.entities import admin_units
from mttq_extract.entities.admin_unit import name_key
from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_toml

UNITS = AdminUnits.load()
EVE = date(2025, 6, 30)
TODAY = date(2026, 1, 1)


def described(text: str, on: date | None = None) -> list[str]:
    return [UNITS.describe(unit) for unit in UNITS.resolve(text, on)]


def test_both_sides_of_the_reform_are_complete() -> None:
    old = [unit for unit in UNITS if unit.existed(EVE)]
    new = [unit for unit in UNITS if unit.today]
    assert sum(unit.level == "province" for unit in old) == 63
    assert sum(unit.level == "district" for unit in old) == 696
    assert sum(unit.level == "commune" for unit in old) == 10035
    assert sum(unit.level == "province" for unit in new) == 34
    assert sum(unit.level == "commune" for unit in new) == 3321
    assert not any(unit.level == "district" for unit in new)


def test_the_tree_and_the_heirs_lead_to_known_units_of_the_right_level() -> None:
    for unit in UNITS:
        for parent in unit.parents:
            above = UNITS.get(parent)
            assert above is not None, unit
            assert above.tier < unit.tier, (unit, above)
        for heir in unit.heirs:
            after = UNITS.get(heir)
            assert after is not None, unit
            assert after.today, unit
        assert unit.tier == 0 or unit.parents, unit
        if unit.until == date(2025, 7, 1):
            assert unit.heirs, unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("quan tay ho", "quận Tây Hồ, thành phố Hà Nội"),
        ("Q.1", "quận 1, thành phố Hồ Chí Minh"),
        ("p5 q3 tphcm", "phường 5, quận 3, thành phố Hồ Chí Minh"),
        ("xã Tân Hà, huyện Lâm Hà", "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"),
        ("xa tan ha huyen lam ha", "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("TPHCM", "thành phố Hồ Chí Minh"),
        ("TP HCM", "thành phố Hồ Chí Minh"),
        ("Sài Gòn", "thành phố Hồ Chí Minh"),
        ("HN", "thành phố Hà Nội"),
        ("BR-VT", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Bà Rịa Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("Đắc Lắc", "tỉnh Đắk Lắk"),
        ("Dak Lak", "tỉnh Đắk Lắk"),
        ("Đăk Nông", "tỉnh Đắk Nông"),
        ("Hoà Bình", "tỉnh Hòa Bình"),
        ("xã Kim Long, huyện Châu Đức", "thị trấn Kim Long, huyện Châu Đức, tỉnh Bà Rịa - Vũng Tàu"),
        ("Quan Hóa", "huyện Quan Hóa, tỉnh Thanh Hóa"),
        ("Hà Tây", "tỉnh Hà Tây"),
        ("Hà Bắc", "tỉnh Hà Bắc"),
        ("quận 9", "quận 9, thành phố Hồ Chí Minh"),
        ("huyện Yên Dũng", "huyện Yên Dũng, tỉnh Bắc Giang"),
        ("đặc khu Phú Quốc", "đặc khu Phú Quốc, tỉnh An Giang"),
    ],
)
def test_what_people_type_is_found(text: str, unit: str) -> None:
    assert described(text)[0] == unit
    assert set(described(text)) == {unit}


@pytest.mark.parametrize("text", ["T.Ư", "Trung ương", "", "   ", "xã", "Atlantis", "huyện Hà Nội Mới"])
def test_what_is_no_unit_gives_nothing(text: str) -> None:
    assert UNITS.resolve(text) == []


def test_an_ambiguous_name_gives_every_unit_and_a_day_or_a_unit_above_decides() -> None:
    assert len(UNITS.resolve("xã Tân Hà")) > 2
    assert [unit.id for unit in UNITS.resolve("Bắc Ninh")] == ["vn:24", "vn:old:27"]
    assert [unit.id for unit in UNITS.resolve("Bắc Ninh", EVE)] == ["vn:old:27"]
    assert [unit.id for unit in UNITS.resolve("Bắc Ninh", TODAY)] == ["vn:24"]
    assert [unit.id for unit in UNITS.resolve("Hà Nội", EVE)] == [unit.id for unit in UNITS.resolve("Hà Nội", TODAY)]


@pytest.mark.parametrize("row", read_toml("admin_levels.toml")["type"])
def test_a_level_word_reads_its_own_examples(row: dict[str, list[str]]) -> None:
    for example in row["examples"]:
        text, _, label = example.partition(" => ")
        assert {unit.label for unit in UNITS.resolve(text)} == {label}


@pytest.mark.parametrize("text", ["Thừa Thiên - Huế", "tỉnh Thừa Thiên Huế", "TT-Huế"])
def test_a_renamed_province_is_both_its_old_and_its_new_self(text: str) -> None:
    assert {unit.id for unit in UNITS.resolve(text)} >= {"vn:old:46"}
    assert "vn:46" in UNITS.within(unit.id for unit in UNITS.resolve(text))
    assert UNITS.resolve("Huế")[0].id == "vn:46"
    assert [unit.id for unit in UNITS.resolve("Thừa Thiên Huế", EVE)] == ["vn:46"]


def test_a_district_is_followed_into_the_communes_of_today() -> None:
    (district,) = UNITS.resolve("quận Tây Hồ")
    heirs = UNITS.heirs(district)
    assert heirs[0].label == "phường Tây Hồ"
    assert "phường Phú Thượng" in [heir.label for heir in heirs]
    assert all(heir.today and heir.level == "commune" for heir in heirs)
    assert district in UNITS.origins(heirs[0])


def test_a_merged_province_names_its_heir_and_the_heir_its_origins() -> None:
    (old,) = UNITS.resolve("Bắc Giang")
    (new,) = UNITS.heirs(old)
    assert new.label == "tỉnh Bắc Ninh"
    assert {unit.label for unit in UNITS.origins(new)} >= {"tỉnh Bắc Giang", "tỉnh Bắc Ninh"}


def test_a_divided_commune_keeps_all_its_heirs() -> None:
    divided = [unit for unit in UNITS if unit.level == "commune" and len(unit.heirs) > 1]
    assert len(divided) > 100


def test_what_lies_within_a_unit_is_found_over_the_reform() -> None:
    hanoi = UNITS.within(["vn:01"])
    assert {"vn:01", "vn:old:003", "vn:old:ha-tay"} <= hanoi
    assert "vn:79" not in hanoi
    west_lake = UNITS.within([unit.id for unit in UNITS.resolve("quận Tây Hồ")])
    communes = [unit for unit in UNITS.under("vn:old:003") if unit.level == "commune"]
    assert {commune.id for commune in communes} <= west_lake
    assert not {"vn:01", "vn:24"} & west_lake
    province_of_today = UNITS.within(["vn:24"])
    assert {"vn:old:24", "vn:old:27", "vn:old:221"} <= province_of_today
    assert not province_of_today & UNITS.within(["vn:old:79"])
    assert "vn:31078" in UNITS.within([unit.id for unit in UNITS.resolve("thành phố Phú Quốc")])


def test_every_unit_is_found_by_its_own_description() -> None:
    lost = []
    for unit in list(UNITS)[::97]:
        if unit not in UNITS.resolve(UNITS.describe(unit)):
            lost.append(UNITS.describe(unit))
    assert lost == []


def test_a_damaged_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import gzip

    monkeypatch.setattr(admin_units, "read_bytes", lambda name: gzip.compress(b"key\tid\n"))
    with pytest.raises(TableError, match=r"admin_units\.tsv\.gz"):
        AdminUnits.load().get("vn:01")


def test_keys_are_ascii_and_bear_no_diacritics() -> None:
    assert name_key("Ea H’Leo") == "eahleo"
    assert name_key("01") == "1"


def test_the_table_is_read_only_when_a_unit_is_asked_for() -> None:
    code = (
        "from mttq_extract.entities.admin_units import AdminUnits; u = AdminUnits.load(); print('_lines' in vars(u));"
        "u.get('vn:01'); print('_lines' in vars(u))"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.split() == ["False", "True"]
