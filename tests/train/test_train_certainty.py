from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mttq_extract.context.certainty import BIAS, NAME, Certainty
from mttq_extract.errors import GoldError
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


def test_figures_that_people_put_right_do_not_tell_how_often_others_are(gold: Path, tmp_path: Path) -> None:
    listed = gold / "documents.jsonl"
    lines = [json.loads(line) | {"partial": True} for line in listed.read_text("utf-8").splitlines()]
    listed.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    with pytest.raises(GoldError, match="too little to learn from"):
        train_certainty([gold], None, [], tmp_path / "models")


def test_right_gold_makes_surer_than_wrong_gold(tmp_path: Path) -> None:
    weights = []
    for name, period in (("right", ""), ("wrong", "1999-01-01/1999-12-31")):
        rows = {doc: [row | {"period": period} for row in spans(doc)] for doc in TEXTS}
        train_certainty([write_gold(tmp_path / name, rows)], None, [], tmp_path / f"{name}-models")
        weights.append(Certainty.load(tmp_path / f"{name}-models").weights[BIAS])
    assert weights[0] > weights[1]
