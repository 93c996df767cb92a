"""Scores worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from mttq_extract.evaluate.gold import Gold
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.report import Report, to_dict
from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.evaluate.scores import Scores, evaluate

if TYPE_CHECKING:
    from mttq_extract.evaluate.fields import FieldJudge

MakeFigure = Callable[..., FigureRow]
MakeEntity = Callable[..., EntityRow]
MakeGold = Callable[..., Gold]
MakePredictions = Callable[..., Predictions]


def assert_scores(scores: Scores, expected: dict[str, float | None]) -> None:
    assert {name: scores.value(name) for name in expected} == pytest.approx(expected)


def test_figures(figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge) -> None:
    gold = [
        figure(
            0,
            "10 hộ",
            "10",
            role="target",
            indicator="ho_ngheo",
            period="2022-01-01/2022-12-31",
            concept="hộ",
        ),
        figure(20, "3 căn nhà", "3", concept="căn nhà", subject="xã A; xã B", indicator="nha_xay_moi"),
        figure(40, "5 tỷ đồng", "5000000000", unit="VND", modifier="about"),
        figure(60, "2/3 thôn", "2", unit="ratio", of=Decimal(3)),
        figure(80, "9 suất", "9"),
    ]
    predicted = [
        gold[0],  # all right
        replace(gold[1], subject="xã B; xã A", concept="căn"),  # full; concept 2·1/3
        replace(gold[2], modifier="exact", role="part"),  # value right, quantity wrong, role wrong
        replace(gold[3], of=None, period="/2022-01-01"),  # value wrong, period wrong
        figure(100, "2023", "2023"),  # spurious
        figure(120, "7 người", "7"),  # spurious
    ]
    scores = evaluate(make_gold(gold), make_predictions(predicted), judge)
    assert_scores(
        scores,
        {
            "detection_precision": 4 / 6,
            "detection_recall": 4 / 5,
            "detection_f1": 8 / 11,
            "value_precision": 3 / 6,
            "value_recall": 3 / 5,
            "value_f1": 6 / 11,
            "quantity_f1": 4 / 11,
            "full_f1": 4 / 11,
            "role_accuracy": 3 / 4,
            "indicator_accuracy": 1.0,
            "period_accuracy": 3 / 4,
            "subject_accuracy": 1.0,
            "concept_f1": (1 + 2 / 3 + 1 + 1) / 4,
        },
    )
    assert scores.estimates["detection_precision"].n == 6
    assert scores.estimates["detection_recall"].n == 5
    assert scores.estimates["role_accuracy"].n == 4
    assert scores.confusion["role"] == {
        ("target", "target"): 1,
        ("actual", "actual"): 2,
        ("actual", "part"): 1,
    }


def test_quantity_and_full_differ(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    gold = [figure(0, "10 hộ", "10"), figure(20, "3 căn", "3")]
    predicted = [replace(gold[0], indicator="ho_ngheo"), gold[1]]
    scores = evaluate(make_gold(gold), make_predictions(predicted), judge)
    assert_scores(scores, {"quantity_f1": 1.0, "full_f1": 0.5, "indicator_accuracy": 0.5})


def test_entities(
    entity: MakeEntity, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    gold = [entity("PER", 0, 5), entity("ORG", 10, 20), entity("LOC", 30, 35), entity("ORG", 40, 50)]
    predicted = [entity("PER", 0, 5), entity("ORG", 10, 18), entity("PER", 30, 35), entity("LOC", 60, 65)]
    scores = evaluate(make_gold((), gold), make_predictions((), predicted), judge)
    assert_scores(
        scores,
        {
            "entities_strict_precision": 1 / 4,
            "entities_strict_recall": 1 / 4,
            "entities_strict_f1": 1 / 4,
            "entities_strict_PER_precision": 1 / 2,
            "entities_strict_PER_recall": 1.0,
            "entities_strict_PER_f1": 2 / 3,
            "entities_strict_ORG_f1": 0.0,
            "entities_strict_LOC_f1": 0.0,
            # three types have gold or predictions; the other four are no part of the mean
            "entities_strict_macro_precision": 1 / 6,
            "entities_strict_macro_recall": 1 / 3,
            "entities_strict_macro_f1": 2 / 9,
            "entities_strict_DATE_f1": None,
            "entities_overlap_precision": 2 / 4,
            "entities_overlap_recall": 2 / 4,
            "entities_overlap_f1": 2 / 4,
            "entities_overlap_ORG_precision": 1.0,
            "entities_overlap_ORG_recall": 1 / 2,
            "entities_overlap_ORG_f1": 2 / 3,
            "entities_overlap_macro_f1": 4 / 9,
        },
    )


def test_a_type_never_predicted_counts_as_zero_in_macro_precision(
    entity: MakeEntity, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    gold = [entity("PER", 0, 5), entity("ORG", 10, 20)]
    scores = evaluate(make_gold((), gold), make_predictions((), gold[:1]), judge)
    assert_scores(
        scores,
        {
            "entities_strict_macro_precision": 0.5,
            "entities_strict_ORG_precision": None,
            "entities_strict_precision": 1,
        },
    )


def test_an_unknown_type_is_still_scored(
    entity: MakeEntity, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    gold = [entity("PER", 0, 5)]
    scores = evaluate(make_gold((), gold), make_predictions((), [*gold, entity("MISC", 10, 20)]), judge)
    assert_scores(scores, {"entities_strict_precision": 0.5, "entities_strict_MISC_precision": 0.0})


def test_documents_with_nothing_weigh_nothing(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    gold = [figure(0, "10 hộ", "10"), figure(0, "3 căn", "3", doc="b")]
    answer = make_predictions(gold[:1])
    alone = evaluate(make_gold(gold), answer, judge)
    beside = evaluate(make_gold(gold, (), [f"rỗng-{i}" for i in range(20)]), answer, judge)
    assert beside.estimates == alone.estimates
    assert (beside.documents, beside.empty) == (2, 20)


def test_predictions_on_a_document_without_gold_are_false_positives(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    right = figure(0, "10 hộ", "10")
    scores = evaluate(make_gold([right], (), ["b"]), make_predictions([right, figure(0, "1 hộ", doc="b")]), judge)
    assert_scores(scores, {"detection_precision": 0.5, "detection_recall": 1.0})
    assert scores.documents == 2


def test_nothing_at_all_has_no_score(make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge) -> None:
    scores = evaluate(make_gold((), (), ["a", "b"]), make_predictions(), judge)
    assert {estimate.value for estimate in scores.estimates.values()} == {None}
    assert (scores.documents, scores.empty) == (0, 2)
    json.dumps(to_dict(Report(scores)), allow_nan=False)


def test_no_predictions_is_zero_recall_and_no_precision(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    scores = evaluate(make_gold([figure(0, "10 hộ")]), make_predictions(), judge)
    expected = {
        "detection_precision": None,
        "detection_recall": 0.0,
        "detection_f1": 0.0,
        "role_accuracy": None,
    }
    assert_scores(scores, expected)


def test_a_layer_without_gold_is_not_scored(
    figure: MakeFigure,
    entity: MakeEntity,
    make_gold: MakeGold,
    make_predictions: MakePredictions,
    judge: FieldJudge,
) -> None:
    row = figure(0, "10 hộ")
    gold = replace(make_gold([row]), has_entities=False)
    scores = evaluate(gold, make_predictions([row], [entity("ORG", 0, 5)]), judge)
    assert scores.value("detection_f1") == 1.0
    assert not [name for name in scores.estimates if name.startswith("entities")]


def test_entities_beyond_the_annotated_part_are_not_counted(
    entity: MakeEntity, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    inside, beyond = entity("ORG", 0, 5), entity("ORG", 100, 105)
    gold = make_gold((), [inside])
    document = replace(gold.documents["a"], entities_until=100)
    answer = make_predictions((), [inside, beyond])
    assert evaluate(gold, answer, judge).value("entities_strict_precision") == 0.5
    partial = replace(gold, documents={"a": document})
    assert evaluate(partial, answer, judge).value("entities_strict_precision") == 1.0


def test_interval_needs_two_documents_and_holds_their_spread(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    one = evaluate(make_gold([figure(0, "10 hộ")]), make_predictions([figure(0, "10 hộ")]), judge)
    assert (one.estimates["detection_recall"].low, one.estimates["detection_recall"].high) == (None, None)
    rows = [figure(0, "10 hộ", doc=f"d{i:02}") for i in range(20)]
    scores = evaluate(make_gold(rows), make_predictions(rows[:10]), judge)
    found = scores.estimates["detection_recall"]
    # 20 draws with replacement of documents that are right half the time: Binomial(20, 1/2) / 20.
    assert found.value == 0.5
    assert (found.low, found.high) == (0.3, 0.7)


def test_the_same_seed_gives_the_same_interval(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    rows = [figure(i * 10, f"{i} hộ", doc=f"d{i % 7}") for i in range(1, 40)]
    gold, answer = make_gold(rows), make_predictions(rows[::3])
    assert evaluate(gold, answer, judge).estimates == evaluate(gold, answer, judge).estimates
    other = evaluate(gold, answer, judge, seed=1).estimates["detection_recall"]
    assert other.value == evaluate(gold, answer, judge).value("detection_recall")


def test_json_nests_every_score(
    figure: MakeFigure,
    entity: MakeEntity,
    make_gold: MakeGold,
    make_predictions: MakePredictions,
    judge: FieldJudge,
) -> None:
    row, org = figure(0, "10 hộ"), entity("ORG", 0, 5)
    scores = evaluate(make_gold([row], [org]), make_predictions([row], [org]), judge)
    data = to_dict(Report(scores))
    assert data["figures"]["quantity"]["f1"]["value"] == 1.0
    assert data["slots"]["indicator"]["accuracy"] == {"value": 1.0, "low": None, "high": None, "n": 1}
    assert data["entities"]["strict"]["micro"]["f1"]["value"] == 1.0
    assert data["entities"]["overlap"]["ORG"]["recall"]["n"] == 1
    assert data["documents"] == {"scored": 1, "skipped_empty": 0}
    assert data["counts"]["figures.gold"] == 1
    assert data["confusion"]["role"] == [{"gold": "actual", "predicted": "actual", "n": 1}]
