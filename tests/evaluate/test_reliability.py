from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mttq_extract.evaluate.layout import bands_block
from mttq_extract.evaluate.reliability import bands, reliability

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from tests.evaluate.conftest import MakeFigure

    MakeGold = Callable[..., Gold]
    MakePredictions = Callable[..., Predictions]


def test_bands_hold_every_score_once() -> None:
    found = bands([(0.0, False), (0.2, True), (0.799, True), (0.8, False), (1.0, True)])
    assert [(band.least, band.figures, band.right) for band in found] == [
        (0.0, 1, 0.0),
        (0.2, 1, 1.0),
        (0.7, 1, 1.0),
        (0.8, 2, 0.5),
    ]
    assert bands_block(found).rows[-1] == ("0,8-1", "90,0", "50,0", "2")


def test_a_figure_that_the_gold_has_not_is_wrong(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    one, two = figure(0, "1 hộ"), figure(10, "2 hộ", "2")
    gold = make_gold([one])
    said = make_predictions([replace(one, score=0.9), replace(two, score=0.9)])
    (band,) = reliability(gold, said, judge)
    assert (band.figures, band.score, band.right) == (2, 0.9, 0.5)


def test_figures_without_scores_have_no_bands(
    figure: MakeFigure, make_gold: MakeGold, make_predictions: MakePredictions, judge: FieldJudge
) -> None:
    one = figure(0, "1 hộ")
    assert reliability(make_gold([one]), make_predictions([one]), judge) == ()


def test_a_band_is_named_by_its_own_bounds_where_the_next_one_is_empty() -> None:
    assert [row[0] for row in bands_block(bands([(0.1, False), (0.45, True), (0.75, True)])).rows] == [
        "0,0-0,2",
        "0,4-0,5",
        "0,7-0,8",
    ]
