"""Fitting a model of candidates: a small network under a chain, by Adam on the likelihood of what people annotated.

Kingma, Ba: Adam, ICLR 2015. Dropout of features and of units keeps it from learning documents by heart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.context.chain import Chain
from mttq_extract.context.chain_model import ARRAYS, ChainModel, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

SETTINGS: dict[str, float] = {
    "networks": 3, "units": 24, "epochs": 20, "batch": 3, "rate": 0.01, "decay": 0.001, "dropped_units": 0.3,
    "dropped_features": 0.15, "min_documents": 5, "most_figures": 25,
}  # fmt: skip
SOURCE_WEIGHTS = {"external": 1.0, "corpus": 0.6, "labels": 1.0}
DIGITS = 4
_FIRST, _SECOND, _LEAST_RATE, _TINY = 0.9, 0.995, 0.0002, 1e-8


@dataclass(frozen=True, slots=True)
class Lesson:
    """One document: its steps and, for each figure, which rows are right (None: not annotated or out of reach).

    `weighed` tells of each figure whether the model decides it when it runs.
    """

    steps: tuple[Step, ...]
    right: tuple[tuple[bool, ...] | None, ...]
    document: str
    source: str
    weighed: tuple[bool, ...] = ()


@dataclass(slots=True)
class _Matrices:
    """A lesson as numbers: features of rows, figures and links, sparse; the figure of each row; masks."""

    rows: Any
    figures: Any
    links: Any
    figure: NDArray[Any]
    cuts: NDArray[Any]
    held: list[NDArray[Any]]
    allowed: list[NDArray[Any]]
    weight: float

    def chain(self, own: NDArray[Any], keep: NDArray[Any]) -> Chain:
        """Cut the scores of all rows by figure."""
        import numpy as np

        return Chain(np.split(own, self.cuts), np.split(keep, self.cuts), self.held)


def features_of(lessons: Sequence[Lesson], least: int) -> list[str]:
    """The features seen in enough documents, sorted, behind the one that every row has."""
    seen: Counter[str] = Counter()
    for lesson in lessons:
        names: set[str] = set()
        for step in lesson.steps:
            names.update(step.figure)
            names.update(step.going_on)
            for row in step.rows:
                names.update(row.own, row.features)
                names.add(row.keeping)
        seen.update(names)
    return ["", *sorted(name for name, documents in seen.items() if documents >= least)]


def fit(lessons: Sequence[Lesson], settings: dict[str, float] = SETTINGS) -> ChainModel:
    """Fit some networks from different beginnings and join them into one whose scores are their mean."""
    import numpy as np

    index = {name: place for place, name in enumerate(features_of(lessons, int(settings["min_documents"])))}
    taught = [_matrices(lesson, index, settings) for lesson in lessons if any(lesson.right)]
    count = int(settings["networks"])
    nets = [_network(taught, len(index), settings, seed) for seed in range(count)]
    joined = {
        "inner": np.hstack([net["inner"] for net in nets]),
        "bias": np.concatenate([net["bias"] for net in nets]),
        "outer": np.concatenate([net["outer"] for net in nets]) / count,
        "direct": np.mean([net["direct"] for net in nets], axis=0),
        "keep": np.mean([net["keep"] for net in nets], axis=0),
    }
    joined["inner"][0] = joined["direct"][0] = joined["keep"][0] = 0
    return ChainModel(index, **{name: np.round(joined[name], DIGITS).astype(np.float32) for name in ARRAYS})


def _matrices(lesson: Lesson, index: dict[str, int], settings: dict[str, float]) -> _Matrices:
    import numpy as np

    sizes = [len(step.rows) for step in lesson.steps]
    allowed = [
        np.array(right) if right is not None else np.ones(size, dtype=bool)
        for right, size in zip(lesson.right, sizes, strict=True)
    ]
    known = sum(right is not None for right in lesson.right)
    return _Matrices(
        _sparse([[*row.own, *row.features] for step in lesson.steps for row in step.rows], index),
        _sparse([step.figure for step in lesson.steps], index),
        _sparse(
            [
                [row.keeping, *(step.going_on if row.key else ())] if at >= 0 else []
                for step in lesson.steps
                for row, at in zip(step.rows, step.held, strict=True)
            ],
            index,
        ),
        np.repeat(np.arange(len(sizes)), sizes),
        np.cumsum(sizes)[:-1],
        [np.array(step.held) for step in lesson.steps],
        allowed,
        SOURCE_WEIGHTS.get(lesson.source, 1.0) * min(known, settings["most_figures"]) / known,
    )


def _sparse(names: Sequence[Sequence[str]], index: dict[str, int]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    held, starts = [], [0]
    for features in names:
        held += [index[name] for name in features if name in index]
        starts.append(len(held))
    return csr_matrix((np.ones(len(held)), held, starts), shape=(len(names), len(index)))


def _network(
    taught: Sequence[_Matrices], features: int, settings: dict[str, float], seed: int
) -> dict[str, NDArray[Any]]:
    import numpy as np

    random = np.random.default_rng(seed)
    units = int(settings["units"])
    weights: dict[str, NDArray[Any]] = {
        "inner": random.normal(0, 0.08, (features, units)),
        "bias": np.zeros(units),
        "outer": random.normal(0, 0.3, units),
        "direct": np.zeros(features),
        "keep": np.zeros(features),
    }
    first = {name: np.zeros_like(array) for name, array in weights.items()}
    second = {name: np.zeros_like(array) for name, array in weights.items()}
    epochs, step = int(settings["epochs"]), 0
    for epoch in range(epochs):
        rate = settings["rate"] * (1 - epoch / epochs) + _LEAST_RATE
        for batch in _batches(random.permutation(len(taught)), int(settings["batch"])):
            gradient = {name: np.zeros_like(array) for name, array in weights.items()}
            figures = 0.0
            for place in batch:
                _add_gradient(gradient, weights, taught[place], settings, random)
                figures += min(len(taught[place].held), settings["most_figures"])
            step += 1
            for name, array in weights.items():
                slope = gradient[name] / max(figures, 1) + settings["decay"] * array
                first[name] = _FIRST * first[name] + (1 - _FIRST) * slope
                second[name] = _SECOND * second[name] + (1 - _SECOND) * slope * slope
                size = np.sqrt(second[name] / (1 - _SECOND**step)) + _TINY
                array -= rate * first[name] / (1 - _FIRST**step) / size
    return weights


def _batches(order: NDArray[Any], size: int) -> Iterator[list[int]]:
    for start in range(0, len(order), size):
        yield order[start : start + size].tolist()


def _add_gradient(
    gradient: dict[str, NDArray[Any]],
    weights: dict[str, NDArray[Any]],
    one: _Matrices,
    settings: dict[str, float],
    random: Any,
) -> None:
    """Add the slope of the negative log likelihood of one document."""
    import numpy as np

    def thinned(matrix: Any) -> Any:
        kept = matrix.copy()
        kept.data *= random.random(len(kept.data)) > settings["dropped_features"]
        kept.data /= 1 - settings["dropped_features"]
        return kept

    rows, figures = thinned(one.rows), thinned(one.figures)
    units = rows @ weights["inner"] + (figures @ weights["inner"])[one.figure] + weights["bias"]
    mask = (units > 0) * (random.random(units.shape) > settings["dropped_units"]) / (1 - settings["dropped_units"])
    active = units * mask
    chain = one.chain(active @ weights["outer"] + rows @ weights["direct"], one.links @ weights["keep"])
    free, staying = chain.links()
    right, staying_right = chain.links(one.allowed)
    slope = (np.concatenate(free) - np.concatenate(right)) * one.weight
    below = np.outer(slope, weights["outer"]) * mask
    by_figure = np.add.reduceat(below, np.concatenate([[0], one.cuts]), axis=0)
    gradient["direct"] += rows.T @ slope
    gradient["outer"] += active.T @ slope
    gradient["inner"] += rows.T @ below + figures.T @ by_figure
    gradient["bias"] += below.sum(axis=0)
    kept = (np.concatenate(staying) - np.concatenate(staying_right)) * one.weight
    gradient["keep"] += one.links.T @ kept
