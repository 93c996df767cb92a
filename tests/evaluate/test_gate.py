from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.gate import Baseline, breaches, read_baseline, updated, write_baseline
from mttq_extract.evaluate.scores import Scores, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.evaluate.rows import FigureRow


@pytest.fixture
def scores(
    figure: Callable[..., FigureRow],
    make_gold: Callable[..., Gold],
    make_predictions: Callable[..., Predictions],
    judge: FieldJudge,
) -> Scores:
    """Two of three figures found, one with the wrong modifier: quantity F1 is 2·1/5."""
    rows = [figure(i * 10, "5 hộ") for i in range(3)]
    predicted = [rows[0], replace(rows[1], modifier="about")]
    gold = replace(make_gold(rows), has_entities=False)
    return evaluate(gold, make_predictions(predicted), judge, split="dev")


def test_scores_at_their_floors_pass(scores: Scores) -> None:
    assert breaches(scores, Baseline(scores.gold_hash, {"quantity_f1": 0.4, "role_accuracy": 1.0}, "dev")) == []


@pytest.mark.parametrize(
    "change, said",
    [
        ({"floors": {"quantity_f1": 0.4001}}, "quantity_f1: 0.4000 thấp hơn sàn 0.4001"),
        ({"floors": {"no_such_f1": 0.1}}, "no_such_f1: không có điểm"),
        ({"floors": {"entities_strict_f1": 0.0}}, "entities_strict_f1: không có điểm"),
        ({"gold_hash": "0" * 64}, "the gold has changed"),
        ({"split": "test"}, "another split"),
    ],
)
def test_what_does_not_pass(scores: Scores, change: dict[str, object], said: str) -> None:
    baseline = replace(Baseline(scores.gold_hash, {"quantity_f1": 0.4}, "dev"), **change)  # type: ignore[arg-type]
    (breach,) = breaches(scores, baseline)
    assert said in breach


def test_documents_left_out_do_not_pass(scores: Scores) -> None:
    partial = replace(scores, left_out=("b",))
    assert len(breaches(partial, Baseline(scores.gold_hash, {}, "dev"))) == 1
    with pytest.raises(GoldError, match="not scored"):
        updated(partial, None)


def test_a_new_baseline_holds_what_was_scored_and_passes(scores: Scores) -> None:
    baseline = updated(scores, None)
    assert baseline.floors["quantity_f1"] == 0.4
    assert baseline.floors["detection_f1"] == 0.8
    assert "entities_strict_f1" not in baseline.floors
    assert breaches(scores, baseline) == []


def test_floors_are_cut_never_rounded_up(scores: Scores) -> None:
    estimates = dict(scores.estimates)
    estimates["value_f1"] = replace(estimates["value_f1"], value=2 / 3)
    third = replace(scores, estimates=estimates)
    baseline = updated(third, None)
    assert baseline.floors["value_f1"] == 0.6666
    assert breaches(third, baseline) == []


def test_a_floor_is_not_lowered_unless_allowed(scores: Scores) -> None:
    old = Baseline("another", {"quantity_f1": 0.5}, "dev")
    with pytest.raises(GoldError, match=r"quantity_f1 0\.5000 → 0\.4000"):
        updated(scores, old)
    assert updated(scores, old, allow_lower=True).floors["quantity_f1"] == 0.4
    assert updated(scores, Baseline("another", {"quantity_f1": 0.3}, "dev")).floors["quantity_f1"] == 0.4


def test_a_floor_does_not_vanish_unless_allowed(scores: Scores) -> None:
    old = Baseline(scores.gold_hash, {"entities_strict_f1": 0.0}, "dev")
    with pytest.raises(GoldError, match="entities_strict_f1"):
        updated(scores, old)
    assert "entities_strict_f1" not in updated(scores, old, allow_lower=True).floors


def test_extra_floors_are_kept_up(scores: Scores) -> None:
    old = Baseline(scores.gold_hash, {"detection_recall": 0.1}, "dev")
    assert updated(scores, old).floors["detection_recall"] == 0.6666


def test_a_baseline_written_reads_back(tmp_path: Path, scores: Scores) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, updated(scores, None))
    assert read_baseline(path) == updated(scores, None)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "text, said",
    [
        ("{", "không phải JSON"),
        ("{}", "malformed baseline"),
        ('{"gold_hash": "x", "floors": [1]}', "malformed baseline"),
        ('{"gold_hash": "x", "floors": {"quantity_f1": 86}}', "a floor is a share"),
        ('{"gold_hash": "x", "floors": {"quantity_f1": "0.8"}}', "a floor is a share"),
        ('{"gold_hash": "x", "floors": {"quantity_f1": true}}', "a floor is a share"),
    ],
)
def test_a_malformed_baseline_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    with pytest.raises(GoldError, match=said):
        read_baseline(path)


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="--update-gate"):
        read_baseline(tmp_path / "none.json")


def test_the_file_is_plain_json(tmp_path: Path, scores: Scores) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, updated(scores, None))
    data = json.loads(path.read_text("utf-8"))
    assert (data["gold_hash"], data["split"]) == (scores.gold_hash, "dev")


def test_a_baseline_in_another_encoding_is_named_and_a_bom_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text('{"gold_hash": "x", "floors": {}}', "utf-16")
    with pytest.raises(GoldError, match=r"baseline\.json: không phải UTF-8"):
        read_baseline(path)
    path.write_text('{"gold_hash": "x", "floors": {}}', "utf-8-sig")
    assert read_baseline(path).gold_hash == "x"
