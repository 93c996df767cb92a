"""Metrics over sums of counts, and their spread when documents are drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.evaluate.metrics import Mean, Metric

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]


def resample_sums(rows: Floats, resamples: int, seed: int) -> Floats:
    """Column sums of `resamples` draws of documents with replacement, always the same for the same seed."""
    import numpy as np

    count = len(rows)
    if count == 0:
        return np.zeros((0, rows.shape[1]))
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), size=resamples)
    return np.asarray(draws @ rows, dtype=np.float64)


def compute(metric: Metric, sums: Floats, columns: Mapping[str, int]) -> Floats:
    """The metric for each row of sums; NaN where its denominator is zero."""
    import numpy as np

    if isinstance(metric, Mean):
        # A type with gold or predictions counts, with 0 where its own ratio has no denominator.
        present = np.stack([_total(sums, columns, names) > 0 for names in metric.support])
        parts = np.nan_to_num(np.stack([compute(part, sums, columns) for part in metric.parts]))
        with np.errstate(invalid="ignore"):
            return np.asarray((parts * present).sum(axis=0) / present.sum(axis=0), dtype=np.float64)
    top, bottom = _total(sums, columns, metric.top), _total(sums, columns, metric.bottom)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(bottom > 0, metric.factor * top / bottom, np.nan), dtype=np.float64)


def interval(values: Floats) -> tuple[float | None, float | None]:
    """The 2.5th and 97.5th percentile of the resamples where the score applies."""
    import numpy as np

    known = values[~np.isnan(values)]
    if not len(known):
        return None, None
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _total(sums: Floats, columns: Mapping[str, int], names: tuple[str, ...]) -> Floats:
    import numpy as np

    return np.asarray(sums[:, [columns[name] for name in names]].sum(axis=1), dtype=np.float64)
