"""The score of a figure: the probability that all of it is right."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from mttq_extract import extract
from mttq_extract.context.certainty import NAME, Certainty, features_of
from mttq_extract.errors import ModelError
from mttq_extract.indicators.model import NO_MODEL, card_name, models_folder
from mttq_extract.types import Figure

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = Figure(
    0, 6, "30 nhà", Decimal(30), Decimal(30), "item", "exact", "digits",
    concept="nhà",
    evidence={"role": "default", "indicator": "model: words", "period": "sentence.year: năm 2023"},
)  # fmt: skip


def score(**sure: float) -> float:
    (judged,) = Certainty.load().judge([replace(FIGURE, sure=sure)])
    return judged.score


def test_surer_slots_make_a_surer_figure() -> None:
    assert score(role=0.95, indicator=0.95) > score(role=0.95, indicator=0.4) > score(role=0.4, indicator=0.3)
    assert 0 < score(role=0.4, indicator=0.3) < score(role=1.0, indicator=1.0) < 1


def test_a_figure_knows_how_sure_its_document_is() -> None:
    sure = replace(FIGURE, sure={"role": 0.9, "indicator": 0.9})
    doubtful = replace(FIGURE, sure={"role": 0.2, "indicator": 0.2})
    alone, beside = (dict(next(features_of(figures))) for figures in ([sure], [sure, doubtful, doubtful]))
    changed = {name for name in alone if alone[name] != beside[name]}
    assert changed == {"document.role", "document.indicator"}
    assert all(beside[name] < alone[name] for name in changed)


def test_what_a_score_stands_on_is_told() -> None:
    (judged,) = Certainty.load().judge([replace(FIGURE, sure={"role": 0.912, "indicator": 0.5})])
    assert judged.evidence["score"] == "role 0.91, indicator 0.50, period by rule"


def test_every_figure_of_a_text_has_a_score_and_the_share_of_its_slots() -> None:
    document = extract("Năm 2023, Mặt trận tỉnh Gia Lai vận động 12,4 tỷ đồng và xây 214 căn nhà đại đoàn kết.")
    assert len(document.figures) == 2
    for figure in document.figures:
        assert 0 < figure.score < 1
        assert figure.sure.keys() >= {"role", "indicator"}
        assert all(0 < share <= 1 for share in figure.sure.values())


def test_without_a_model_scores_stay() -> None:
    assert Certainty(None).judge([replace(FIGURE, score=0.42)])[0].score == 0.42
    assert Certainty(None).hash == NO_MODEL


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    folder = models_folder()
    assert folder is not None
    for name in (NAME, card_name(NAME)):
        shutil.copy(folder / name, tmp_path / name)
    assert Certainty.load(tmp_path).weights == Certainty.load().weights
    (tmp_path / NAME).write_bytes((tmp_path / NAME).read_bytes() + b" ")
    with pytest.raises(ModelError, match="altered file"):
        Certainty.load(tmp_path)


def test_the_card_says_how_far_scores_can_be_trusted() -> None:
    folder = models_folder()
    assert folder is not None
    card = json.loads((folder / card_name(NAME)).read_text(encoding="utf-8"))
    bands = card["reliability_before_shift"]
    assert sum(band["figures"] for band in bands) == sum(card["data"]["figures"].values())
    for band in bands:
        if band["figures"] >= 300:
            assert abs(band["score"] - band["right"]) < 0.08


def test_no_figures_have_no_features() -> None:
    assert list(features_of([])) == []
