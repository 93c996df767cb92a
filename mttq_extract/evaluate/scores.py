"""The scores of the annotation guideline, section 4, with n and a bootstrap interval over documents."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mttq_extract.evaluate.bootstrap import compute, interval, resample_sums
from mttq_extract.evaluate.table import layers_of, tabulate, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mttq_extract.evaluate.counts import Confusion
    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.metrics import Metric
    from mttq_extract.evaluate.predictions import Predictions

RESAMPLES = 1000
SEED = 20221111


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its 95% interval; all None where nothing was there to be scored.

    `n` is what the score is a share of: the gold rows for recall and F1, the predicted rows for precision,
    the matched figures for a slot. The interval needs at least two documents.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Estimates by name ("quantity_f1"), with what they were made from.

    `documents` counts those with gold or predictions; `empty` those with neither, which weigh nothing.
    `problems` are for people to read; `left_out` are the ids of gold documents whose text could not be used.
    """

    estimates: Mapping[str, Estimate]
    counts: Mapping[str, float]
    documents: int
    empty: int
    confusion: Mapping[str, Confusion]
    gold_hash: str
    split: str
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    metrics: tuple[Metric, ...] = field(default=(), repr=False)

    def value(self, name: str) -> float | None:
        """The score called `name`, None where it does not apply."""
        estimate = self.estimates.get(name)
        return None if estimate is None else estimate.value


def evaluate(
    gold: Gold,
    predictions: Predictions,
    judge: FieldJudge,
    *,
    split: str = "all",
    problems: Sequence[str] = (),
    left_out: Sequence[str] = (),
    gold_hash: str = "",
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Scores:
    """Score the predictions on every document of the gold.

    Documents with neither gold nor predictions are left out, of the scores and of the resampling.
    `gold_hash` is that of the gold before `left_out` were taken from it, by default that of `gold`.
    """
    table = tabulate(gold, predictions, judge, layers_of(gold, predictions), types_of(gold, predictions))
    rows = table.rows[table.rows.any(axis=1)]
    sums = rows.sum(axis=0, keepdims=True)
    drawn = resample_sums(rows, resamples, seed)
    estimates: dict[str, Estimate] = {}
    for metric in table.metrics:
        value = float(compute(metric, sums, table.columns)[0])
        n = int(sum(sums[0, table.columns[name]] for name in metric.n))
        if math.isnan(value):
            estimates[metric.name] = Estimate(None, None, None, n)
            continue
        low, high = interval(compute(metric, drawn, table.columns)) if len(rows) > 1 else (None, None)
        estimates[metric.name] = Estimate(value, low, high, n)
    return Scores(
        estimates=estimates,
        counts={name: float(sums[0, i]) for name, i in table.columns.items()},
        documents=len(rows),
        empty=len(table.ids) - len(rows),
        confusion=table.confusion,
        gold_hash=gold_hash or gold.hash,
        split=split,
        problems=tuple(problems),
        left_out=tuple(left_out),
        metrics=table.metrics,
    )
