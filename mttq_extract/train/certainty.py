"""What the model of certainty learns from: answers of models on articles that they had not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mttq_extract.context.certainty import BIAS, NAME, VERSION, WEIGHTS, features_of
from mttq_extract.context.chain_model import TRUSTED
from mttq_extract.context.period_model import PeriodChooser
from mttq_extract.context.role_model import RoleModel
from mttq_extract.context.roles import RoleReader
from mttq_extract.errors import GoldError
from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.reliability import bands, scored
from mttq_extract.evaluate.rows import figure_row
from mttq_extract.evaluate.subjects import SubjectForms
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.indicators.reader import IndicatorReader
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain import learn_chain
from mttq_extract.train.examples import LABELS, SPLITS, Annotated, data_hash, read_annotated
from mttq_extract.train.indicators import Training, learn_indicators
from mttq_extract.train.periods import PERIODS
from mttq_extract.train.roles import learn_roles
from mttq_extract.train.store import settled, versions, write_model

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS, HELD_OUT = 4, 2  # of so many parts of the articles, so many are read by models that learned from the others
SETTINGS = {"C": 0.1, "max_iter": 5000}
SOURCE_WEIGHTS = {"external": 1.0, "corpus": 0.6}
MIN_FIGURES = 30  # a feature of fewer says little
# The models had not seen the articles that it learns from, but the rules were written on them. On those that nobody
# had read the odds were lower by this logarithm, on real and on own articles alike (totals of split test).
READ_BEFORE = -0.4
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure that was found: its features, whether all of it is right, its document and where that comes from."""

    features: dict[str, float]
    right: bool
    document: str
    source: str


def train_certainty(golds: Sequence[Path], labels: Path | None, texts: Sequence[Path], folder: Path) -> Training:
    """Train on all annotated texts at hand and write the model under `folder`; the same input gives the same file.

    Raises:
        GoldError: the gold is malformed, or there is too little to learn from.
        ModelError: the folder cannot be written.
    """
    import numpy as np
    import skops.io

    annotated, notes = read_annotated(golds, labels, texts)
    judged = [figure for fold in range(HELD_OUT) for figure in _held_out(annotated, fold)]
    if not judged:
        raise GoldError("Quá ít để học độ tin cậy: không bài nào có số liệu (too little to learn from)")
    names, weights = _fit(judged)
    weights[names.index(BIAS)] += np.float32(READ_BEFORE)
    data = settled(skops.io.dumps({"features": "\n".join(names), WEIGHTS: weights}), TRUSTED)
    card: dict[str, Any] = {
        "task": "probability that quantity, role, indicator and period of a figure are all right",
        "estimator": {"name": "sklearn.linear_model.LogisticRegression", **SETTINGS},
        "temperature": 1.0,
        "features": {"version": VERSION, "count": len(names)},
        "data": {
            "hash": data_hash(annotated, lambda row: f"{row.role} {row.indicator} {row.period}"),
            "documents": _count({figure.document: figure.source for figure in judged}.values()),
            "figures": _count(figure.source for figure in judged),
            "weights": SOURCE_WEIGHTS,
            "splits": SPLITS,
        },
        "versions": versions(),
        "reliability_before_shift": _reliability(judged),
        "shift": {"log_odds": READ_BEFORE, "why": "rules were written on the articles that it learned from"},
    }
    write_model(folder, data, card, NAME)
    return Training(card | {"bytes": len(data)}, tuple(notes))


def _held_out(annotated: Sequence[Annotated], fold: int) -> Iterator[Judged]:
    """The figures of a part of the articles, as models read them that learned from the other parts."""
    order = sorted(annotated, key=lambda one: text_hash(one.record.text))
    outside = [one for at, one in enumerate(order) if at % FOLDS != fold]
    # Figures that people put right are the wrong ones: they do not tell how often others are right.
    inside = [one for at, one in enumerate(order) if at % FOLDS == fold and one.source != LABELS and not one.partial]
    if not inside:
        return
    taught = [one for one in outside if one.source != LABELS]
    with TemporaryDirectory() as name:
        models = Path(name)
        learn_indicators(outside, models, check=False)
        learn_roles(taught, models, check=False)
        learn_chain(PERIODS, taught, models, check=False)
        extractor = _with_models(models)
    judge = FieldJudge(SubjectForms.load())
    for one in inside:
        document = extractor.extract_record(one.record)
        rows = [figure_row(item, document.id, document.id) for item in document.to_dict()["figures"]]
        group = text_hash(one.record.text)
        for features, (_, right) in zip(features_of(document.figures), scored(one.rows, rows, judge), strict=True):
            yield Judged(dict(features), right, group, one.source)


def _with_models(folder: Path) -> Extractor:
    """An extractor with the models of a folder; whose a figure is does not matter here, so rules tell."""
    extractor = Extractor.rules_alone()
    context = replace(
        extractor.context,
        indicators=IndicatorReader.load(folder),
        roles=RoleReader.load(RoleModel.load(folder)),
        periods=PeriodChooser.load(folder),
    )
    return replace(extractor, context=context)


def _fit(judged: Sequence[Judged]) -> tuple[list[str], NDArray[Any]]:
    """The names of the features and their weights."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    # One right and one wrong of which nothing is known: no score is certain, and few figures will do.
    judged = [*judged, *(Judged({BIAS: 1.0}, right, "", "") for right in (True, False))]
    seen = Counter(name for figure in judged for name in figure.features)
    names = sorted(name for name, figures in seen.items() if figures >= min(MIN_FIGURES, len(judged)))
    weights = [SOURCE_WEIGHTS.get(figure.source, 1.0) for figure in judged]
    estimator = LogisticRegression(**SETTINGS, fit_intercept=False)  # there is a feature that every figure has
    estimator.fit(_matrix(judged, names), [figure.right for figure in judged], sample_weight=weights)
    return names, np.round(estimator.coef_[0], DIGITS).astype(np.float32)


def _matrix(judged: Sequence[Judged], names: Sequence[str]) -> NDArray[Any]:
    import numpy as np

    return np.array([[figure.features.get(name, 0.0) for name in names] for figure in judged])


def _reliability(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """By bands of the score how many are right; each half of the documents is scored by weights of the other half."""
    import numpy as np

    order = {document: place for place, document in enumerate(sorted({figure.document for figure in judged}))}
    halves = [[figure for figure in judged if order[figure.document] % 2 == half] for half in range(2)]
    if not all(halves):
        return []
    pairs: list[tuple[float, bool]] = []
    for half, other in ((0, 1), (1, 0)):
        names, weights = _fit(halves[other])
        given = 1 / (1 + np.exp(-(_matrix(halves[half], names) @ weights)))
        pairs += zip(given.tolist(), (figure.right for figure in halves[half]), strict=True)
    return [asdict(band) for band in bands(pairs)]


def _count(sources: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(sources).items()))
