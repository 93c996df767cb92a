from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.context.certainty import BIAS, NAME, Certainty
from mttq_extract.train.certainty import train_certainty
from tests.train.conftest import TEXTS, spans, write_gold

if TYPE_CHECKING:
    from pathlib import Path


def test_a_trained_model_weighs_and_its_card_counts(gold: Path, tmp_path: Path) -> None:
    training = train_certainty([gold], None, [], tmp_path / "models")
    model = Certainty.load(tmp_path / "models")
    assert BIAS in model.weights
    card = training.card
    assert sum(card["data"]["figures"].values()) >= card["data"]["documents"]["corpus"] > 0
    assert sum(band["figures"] for band in card["reliability_before_shift"]) in (
        0,
        sum(card["data"]["figures"].values()),
    )


def test_closed_texts_say_nothing(tmp_path: Path) -> None:
    made = []
    for name, twisted in (("plain", False), ("twisted", True)):
        rows = {doc: spans(doc) for doc in TEXTS}
        for row in [*rows["closed"], *rows["bug"]] if twisted else []:
            row["indicator"] = "kinh_te"
        train_certainty([write_gold(tmp_path / name, rows)], None, [], tmp_path / f"{name}-models")
        made.append((tmp_path / f"{name}-models" / NAME).read_bytes())
    assert made[0] == made[1]


def test_right_gold_makes_surer_than_wrong_gold(tmp_path: Path) -> None:
    weights = []
    for name, period in (("right", ""), ("wrong", "1999-01-01/1999-12-31")):
        rows = {doc: [row | {"period": period} for row in spans(doc)] for doc in TEXTS}
        train_certainty([write_gold(tmp_path / name, rows)], None, [], tmp_path / f"{name}-models")
        weights.append(Certainty.load(tmp_path / f"{name}-models").weights[BIAS])
    assert weights[0] > weights[1]
