"""Whether scores mean what they say: of the figures scored 0.7, seven in ten should be right."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mttq_extract.evaluate.match import match_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.evaluate.rows import FigureRow

BOUNDS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8)
"""Where the bands begin; the last one ends at 1."""


@dataclass(frozen=True, slots=True)
class Band:
    """The figures whose score is at least `least` and below the next band: how many, their mean score, the share of
    which quantity, role, indicator and period are all right."""

    least: float
    figures: int
    score: float
    right: float


def bands(scored: Iterable[tuple[float, bool]]) -> tuple[Band, ...]:
    """Sort figures, each with its score and whether it is right, into the bands that have any.

    >>> bands([(0.75, True), (0.85, True), (0.71, False)])
    (Band(least=0.7, figures=2, score=0.73, right=0.5), Band(least=0.8, figures=1, score=0.85, right=1.0))
    """
    figures = list(scored)
    found = []
    for least, end in pairwise((*BOUNDS, float("inf"))):
        inside = [(score, right) for score, right in figures if least <= score < end]
        if inside:
            count = len(inside)
            mean, share = sum(score for score, _ in inside) / count, sum(right for _, right in inside) / count
            found.append(Band(least, count, round(mean, 3), round(share, 3)))
    return tuple(found)


def reliability(gold: Gold, predictions: Predictions, judge: FieldJudge) -> tuple[Band, ...]:
    """The bands of the predicted figures of the documents of the gold; a figure that the gold has not is wrong.

    Documents annotated in part tell nothing of that and are left out.
    """
    if not gold.has_figures:
        return ()
    return bands(
        (score, right)
        for id_, document in gold.documents.items()
        if not document.partial
        for score, right in scored(gold.figures.get(id_, ()), predictions.figures.get(id_, ()), judge)
        if score is not None
    )


def scored(
    gold: Sequence[FigureRow], predicted: Sequence[FigureRow], judge: FieldJudge
) -> Iterator[tuple[float | None, bool]]:
    """The score of each predicted figure of a document, in order, and whether all of it is right."""
    right = {id(row) for one, row in match_figures(gold, predicted) if judge.full(one, row)}
    for row in predicted:
        yield row.score, id(row) in right
