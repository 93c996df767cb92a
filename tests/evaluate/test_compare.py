from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mttq_extract.evaluate.compare import compare, two_sided
from mttq_extract.evaluate.gold import Gold
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.rows import EntityRow, FigureRow

if TYPE_CHECKING:
    from mttq_extract.evaluate.fields import FieldJudge

MakeFigure = Callable[..., FigureRow]
MakeGold = Callable[..., Gold]
MakePredictions = Callable[..., Predictions]


def test_a_system_does_not_differ_from_itself(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    rows = [figure(0, "10 hộ", doc=f"d{i}") for i in range(6)]
    answer = make_predictions(rows[:3])
    for found in compare(make_gold(rows), answer, answer, judge):
        assert (found.difference, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)


def test_a_clear_gain(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    rows = [figure(0, "10 hộ", doc=f"d{i:02}") for i in range(20)]
    found = {
        one.name: one for one in compare(make_gold(rows), make_predictions(rows[:4]), make_predictions(rows), judge)
    }["detection_recall"]
    assert (found.first, found.second) == (0.2, 1.0)
    assert found.difference == pytest.approx(0.8)
    assert found.low is not None
    assert 0.5 < found.low < 0.8
    assert found.p == pytest.approx(2 / 1001)


def test_pairing_sees_a_steady_gain_that_the_two_intervals_hide(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    # Documents differ wildly, the second system finds exactly one figure more in each.
    gold, first, second = [], [], []
    for doc in range(12):
        rows = [figure(i * 10, "10 hộ", doc=f"d{doc:02}") for i in range(12)]
        gold += rows
        first += rows[:doc]
        second += rows[: doc + 1]
    found = {
        one.name: one for one in compare(make_gold(gold), make_predictions(first), make_predictions(second), judge)
    }["detection_recall"]
    assert found.difference == pytest.approx(1 / 12)
    assert found.low == pytest.approx(1 / 12)
    assert found.high == pytest.approx(1 / 12)


def test_the_difference_changes_sign_with_the_order(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    rows = [figure(0, "10 hộ", doc=f"d{i}") for i in range(8)]
    gold, one, two = make_gold(rows), make_predictions(rows[:3]), make_predictions(rows[2:])
    forth = {found.name: found for found in compare(gold, one, two, judge)}["detection_f1"]
    back = {found.name: found for found in compare(gold, two, one, judge)}["detection_f1"]
    assert forth.difference == -back.difference
    assert forth.low == pytest.approx(-(back.high or 0))
    assert forth.p == back.p


def test_only_layers_of_both_are_compared(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    row = figure(0, "10 hộ")
    org = EntityRow(doc="a", start=0, end=2, surface="10", type="ORG")
    figures_only = Predictions({"a": (row,)}, {}, has_entities=False)
    names = {
        found.name for found in compare(make_gold([row], [org]), figures_only, make_predictions([row], [org]), judge)
    }
    assert "detection_f1" in names
    assert not [name for name in names if name.startswith("entities")]


def test_p_counts_the_smaller_side() -> None:
    # 5 of 99 at or below zero: 2·(5+1)/(99+1)
    assert two_sided(np.array([-1.0] * 5 + [1.0] * 94)) == pytest.approx(0.12)
    assert two_sided(np.array([1.0] * 99)) == pytest.approx(0.02)
    assert two_sided(np.array([1.0] * 99 + [np.nan] * 50)) == pytest.approx(0.02)
