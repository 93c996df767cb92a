"""Fitting a linear model and measuring it by cross-validation over documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.indicators.features import weight
from mttq_extract.indicators.rules import OTHER
from mttq_extract.train.examples import CORPUS, EXTERNAL, LABELS, Example

if TYPE_CHECKING:
    from numpy.typing import NDArray

SETTINGS = {"C": 0.01, "random_state": 0}
UNIT_SETTINGS = {"C": 3.0, "random_state": 0}  # for figures of length 1
RARITY = 0.8  # how much more a rare feature weighs: the power of the logarithm of one over its share of figures
FOLDS = 8
# Real articles weigh more than the invented ones of the corpus; labels that one person gave, a little less.
SOURCE_WEIGHTS = {EXTERNAL: 2.0, LABELS: 1.5, CORPUS: 1.0}
MIN_DOCUMENTS = 3  # a feature of fewer documents says more about them than about indicators
STEP = 1024  # weights are rounded to 1/1024: sums are exact in any order, and the file is small
TEMPERATURES = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
THRESHOLDS = (0.0, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)


@dataclass(frozen=True, slots=True)
class Fitted:
    """The estimator, whose columns are `features`; its weights are for features that are held (1) or not (0).

    With `squares`, the sum of the weights is divided by the root of their sum, both of the features held.
    """

    estimator: Any
    features: tuple[str, ...]
    squares: Any


@dataclass(frozen=True, slots=True)
class Validation:
    """Out-of-fold results: accuracy by source of each system, the temperature and the threshold that fit best."""

    accuracy: dict[str, dict[str, float]]
    temperature: float
    thresholds: dict[str, float]


def columns(examples: Sequence[Example], keep: Callable[[str], bool] = lambda name: True) -> tuple[str, ...]:
    """The features seen in enough documents, sorted."""
    seen: dict[str, set[str]] = {}
    for example in examples:
        for name in example.features:
            seen.setdefault(name, set()).add(example.document)
    return tuple(sorted(name for name, documents in seen.items() if len(documents) >= MIN_DOCUMENTS and keep(name)))


def matrix(examples: Sequence[Example], features: Sequence[str]) -> Any:
    """The examples as a sparse matrix of ones, a column a feature."""
    import numpy as np
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    index = {name: column for column, name in enumerate(features)}
    starts, held = [0], []
    for example in examples:
        held += sorted(index[name] for name in example.features if name in index)
        starts.append(len(held))
    # liblinear takes indices of 32 bits only
    arrays = (np.ones(len(held)), np.array(held, dtype=np.int32), np.array(starts, dtype=np.int32))
    return csr_matrix(arrays, shape=(len(examples), len(features)))


def fit(
    examples: Sequence[Example], features: Sequence[str], weigh: Callable[[str], float] = weight, rarity: float = 0.0
) -> Fitted:
    """Fit the estimator; the weights of features (`weigh`) and the rounding are worked into its weights.

    With `rarity` rare features weigh more and every figure is a vector of length 1, so that one with many words about
    it is not surer than one with few; without it features count as they are.
    """
    import numpy as np

    held = matrix(examples, features)
    scale = _scale(held, features, weigh, rarity)
    estimator = _estimator(_weighed(held, scale, rarity), examples, rarity)
    rows = np.round(estimator.coef_ * scale * STEP) / STEP
    # A feature without weight still adds to the length of a figure.
    used = np.arange(len(features)) if rarity else np.flatnonzero(np.abs(rows).max(axis=0))
    estimator.coef_ = rows[:, used].astype(np.float32)
    estimator.intercept_ = (np.round(estimator.intercept_ * STEP) / STEP).astype(np.float32)
    estimator.n_features_in_ = len(used)
    squares = (np.round(scale**2 * STEP) / STEP).astype(np.float32) if rarity else None
    return Fitted(estimator, tuple(features[column] for column in used.tolist()), squares)


def _scale(held: Any, features: Sequence[str], weigh: Callable[[str], float], rarity: float) -> NDArray[Any]:
    """What each feature weighs: the weight of its group, with `rarity` more when few figures have it."""
    import numpy as np

    scale = np.array([weigh(name) for name in features])
    if not rarity:
        return scale
    often = np.maximum(np.asarray(held.sum(axis=0)).ravel(), 1.0) / held.shape[0]
    scaled: NDArray[Any] = scale * (-np.log(often)) ** rarity
    return scaled


def _weighed(held: Any, scale: NDArray[Any], rarity: float) -> Any:
    """The matrix with the features weighed and, with `rarity`, every figure a vector of length 1."""
    import numpy as np
    from scipy.sparse import diags

    weighed = (held @ diags(scale)).tocsr()
    if rarity:
        weighed = (diags(1 / np.sqrt(np.maximum(held @ scale**2, 1e-9))) @ weighed).tocsr()
    weighed.indices, weighed.indptr = weighed.indices.astype(np.int32), weighed.indptr.astype(np.int32)
    return weighed


def _estimator(weighed: Any, examples: Sequence[Example], rarity: float) -> Any:
    from sklearn.svm import LinearSVC

    weights = [SOURCE_WEIGHTS[example.source] for example in examples]
    labels = [example.label for example in examples]
    return LinearSVC(**(UNIT_SETTINGS if rarity else SETTINGS)).fit(weighed, labels, sample_weight=weights)


def validate(examples: Sequence[Example], weigh: Callable[[str], float] = weight, rarity: float = 0.0) -> Validation:
    """Compare rules alone, the model without their answer, and the model with it, each document held out once."""
    import numpy as np

    gold = np.array([example.label for example in examples])
    sources = np.array([example.source for example in examples])
    answers = {"rules": np.array([example.rule for example in examples])}
    scores: Any = None
    classes = np.unique(gold)
    for name, keep in (("model", lambda feature: not feature.startswith("rule")), ("both", lambda feature: True)):
        scores = _held_out(examples, columns(examples, keep), classes, weigh, rarity)
        answers[name] = classes[scores.argmax(axis=1)]
    target = np.searchsorted(classes, gold)
    temperature = min(TEMPERATURES, key=lambda t: _loss(scores, target, t))
    certain = _probabilities(scores, temperature).max(axis=1)
    thresholds = {
        str(level): float(np.mean(np.where(certain < level, OTHER, answers["both"]) == gold)) for level in THRESHOLDS
    }
    accuracy = {name: _by_source(answer == gold, sources) for name, answer in answers.items()}
    return Validation(accuracy, temperature, {level: round(value, 4) for level, value in thresholds.items()})


def folds(examples: Sequence[Example]) -> NDArray[Any]:
    """The fold of each example: documents are dealt out in the order of their hashes."""
    import numpy as np

    order = {document: place for place, document in enumerate(sorted({e.document for e in examples}))}
    return np.array([order[example.document] % FOLDS for example in examples])


def _held_out(
    examples: Sequence[Example],
    features: Sequence[str],
    classes: NDArray[Any],
    weigh: Callable[[str], float],
    rarity: float,
) -> NDArray[Any]:
    """The scores of each example by an estimator that has not seen its document."""
    import numpy as np

    held, fold = matrix(examples, features), folds(examples)
    weighed = _weighed(held, _scale(held, features, weigh, rarity), rarity)
    scores = np.full((len(examples), len(classes)), -3.0)
    for number in np.unique(fold):
        inside, outside = np.flatnonzero(fold == number), np.flatnonzero(fold != number)
        estimator = _estimator(weighed[outside], [examples[place] for place in outside.tolist()], rarity)
        known = np.searchsorted(classes, estimator.classes_)
        found = weighed[inside] @ estimator.coef_.T + estimator.intercept_
        # Between two classes there is one row of weights: it speaks for the second and against the first.
        scores[np.ix_(inside, known)] = np.hstack([-found, found]) if len(known) == 2 else found
    return scores


def _probabilities(scores: NDArray[Any], temperature: float) -> NDArray[Any]:
    import numpy as np

    powers = np.exp(temperature * (scores - scores.max(axis=1, keepdims=True)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _loss(scores: NDArray[Any], target: NDArray[Any], temperature: float) -> float:
    import numpy as np

    chosen = _probabilities(scores, temperature)[np.arange(len(target)), target]
    return float(-np.log(np.maximum(chosen, 1e-9)).mean())


def _by_source(right: NDArray[Any], sources: NDArray[Any]) -> dict[str, float]:
    out = {"all": round(float(right.mean()), 4)}
    for source in sorted(set(sources.tolist())):
        out[source] = round(float(right[sources == source].mean()), 4)
    return out
