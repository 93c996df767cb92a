from __future__ import annotations

from typing import Any

import pytest

from mttq_extract.store.levels import Levels
from mttq_extract.tables.loader import read_toml
from mttq_extract.wording import level_name

LEVELS = Levels.load()
ROWS = read_toml("party_names.toml")["level"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_examples(row: dict[str, Any]) -> None:
    for name in row["examples"]:
        assert LEVELS.of(name, None) == row["id"], name
    for name in row.get("not_examples", []):
        assert LEVELS.of(name, None) != row["id"], name
    assert level_name(row["id"]) != level_name(row["id"], "en")


@pytest.mark.parametrize(
    "name, unit, level",
    [
        ("MTTQ cấp xã", "province", "commune"),
        ("MTTQ các cấp trong huyện Yên Sậy", "district", "all"),
        ("Yên Sậy", "district", "district"),
        ("MTTQ tỉnh", None, "province"),
        ("MTTQ thành phố", None, None),
        ("MTTQ cấp thành phố", "province", "province"),
        ("xã Đồng Sậy", "commune", "commune"),
        ("thị xã Đồng Sậy", None, "district"),
        ("huyện Yên Sậy; thị xã Đồng Sậy", None, "district"),
        ("huyện Yên Sậy; xã Đồng Sậy", None, None),
        ("MTTQ xã Đồng Sậy tỉnh Sậy", None, "commune"),
        (None, "commune", "commune"),
        (None, None, None),
    ],
)
def test_what_a_subject_says_goes_before_its_unit(name: str | None, unit: str | None, level: str | None) -> None:
    assert LEVELS.of(name, unit) == level
