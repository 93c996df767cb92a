"""Two sets of predictions on the same gold: the difference of every score, by paired bootstrap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.evaluate.bootstrap import compute, interval, resample_sums
from mttq_extract.evaluate.scores import RESAMPLES, SEED
from mttq_extract.evaluate.table import layers_of, tabulate, types_of

if TYPE_CHECKING:
    from mttq_extract.evaluate.bootstrap import Floats
    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better the second predictions are than the first at one score.

    `low` and `high` bound the difference with 95% confidence; `p` is two-sided, for no difference at all.
    """

    name: str
    first: float
    second: float
    difference: float
    low: float | None
    high: float | None
    p: float | None


def compare(
    gold: Gold,
    first: Predictions,
    second: Predictions,
    judge: FieldJudge,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> list[Difference]:
    """Compare two sets of predictions; every resample draws the same documents for both."""
    import numpy as np

    layers, types = layers_of(gold, first, second), types_of(gold, first, second)
    one = tabulate(gold, first, judge, layers, types)
    two = tabulate(gold, second, judge, layers, types)
    kept = one.rows.any(axis=1) | two.rows.any(axis=1)
    width = one.rows.shape[1]
    # Side by side, so that one draw of documents serves both.
    rows = np.hstack([one.rows, two.rows])[kept]
    sums, drawn = rows.sum(axis=0, keepdims=True), resample_sums(rows, resamples, seed)
    differences: list[Difference] = []
    for metric in one.metrics:
        before = float(compute(metric, sums[:, :width], one.columns)[0])
        after = float(compute(metric, sums[:, width:], one.columns)[0])
        if math.isnan(before) or math.isnan(after):
            continue
        spread = compute(metric, drawn[:, width:], one.columns) - compute(metric, drawn[:, :width], one.columns)
        low, high = interval(spread) if len(rows) > 1 else (None, None)
        p = two_sided(spread) if len(rows) > 1 else None
        differences.append(Difference(metric.name, before, after, after - before, low, high, p))
    return differences


def two_sided(spread: Floats) -> float:
    """Twice the smaller share of resampled differences on either side of zero, never below 1/(n+1).

    >>> import numpy as np
    >>> two_sided(np.zeros(999))
    1.0
    """
    import numpy as np

    known = spread[~np.isnan(spread)]
    smaller = min(int((known <= 0).sum()), int((known >= 0).sum()))
    return min(1.0, 2 * (smaller + 1) / (len(known) + 1))
