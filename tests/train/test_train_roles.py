from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mttq_extract.context.role_features import VERSION
from mttq_extract.context.role_model import NAME, RoleModel
from mttq_extract.errors import GoldError
from mttq_extract.indicators.model import NO_MODEL, card_name
from mttq_extract.train.roles import train_roles
from tests.train.conftest import TEXTS, spans, write_gold

if TYPE_CHECKING:
    from pathlib import Path


def test_a_trained_model_is_found_with_its_card(gold: Path, tmp_path: Path) -> None:
    training = train_roles([gold], [], tmp_path / "models")
    model = RoleModel.load(tmp_path / "models")
    assert model.file is not None
    assert model.file.load().classes == ("actual", "target", "threshold")
    card = json.loads((tmp_path / "models" / card_name(NAME)).read_text(encoding="utf-8"))
    assert (card["sha256"], card["features"]["version"]) == (model.hash, VERSION)
    assert card["data"]["figures"] == {"corpus": 15}
    assert training.card["cross_validation"]["accuracy"].keys() == {"rules", "model", "both"}
    assert RoleModel.load(tmp_path).hash == NO_MODEL


def test_the_same_gold_gives_the_same_bytes_and_closed_texts_say_nothing(tmp_path: Path) -> None:
    made = []
    for name, twisted in (("plain", False), ("twisted", True)):
        rows = {doc: spans(doc) for doc in TEXTS}
        for row in [*rows["closed"], *rows["bug"]] if twisted else []:
            row["role"] = "pledged"
        train_roles([write_gold(tmp_path / name, rows)], [], tmp_path / f"{name}-models", check=False)
        made.append((tmp_path / f"{name}-models" / NAME).read_bytes())
    assert made[0] == made[1]


def test_gold_that_knows_one_role_teaches_nothing(tmp_path: Path) -> None:
    rows = {doc: [row | {"role": "actual"} for row in spans(doc)] for doc in TEXTS}
    with pytest.raises(GoldError, match="Quá ít để học vai trò"):
        train_roles([write_gold(tmp_path / "gold", rows)], [], tmp_path / "models", check=False)
