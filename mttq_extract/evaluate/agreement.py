"""Agreement of two annotators on the same documents."""

from __future__ import annotations

import warnings
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import GoldError
from mttq_extract.evaluate.fields import period_of
from mttq_extract.evaluate.match import match_figures
from mttq_extract.evaluate.predictions import Predictions
from mttq_extract.evaluate.scores import Scores, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold, GoldDocument
    from mttq_extract.evaluate.rows import EntityRow, FigureRow
    from mttq_extract.evaluate.scores import Estimate

CATEGORICAL = ("unit", "modifier", "role", "indicator", "period")
SCORES = ("detection_f1", "value_f1", "quantity_f1", "full_f1", "entities_strict_f1", "entities_overlap_f1")


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa of one slot over the matched figures; None where chance alone gives full agreement."""

    slot: str
    kappa: float | None
    observed: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The scores of annotator B read against A, and the kappas; `only_*` are documents of one alone."""

    scores: Scores
    kappas: tuple[Kappa, ...]
    documents: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]

    @property
    def shown(self) -> dict[str, Estimate]:
        """The scores that say how far two annotators agree, of the layers that both annotated."""
        return {name: self.scores.estimates[name] for name in SCORES if name in self.scores.estimates}

    def to_dict(self) -> dict[str, Any]:
        """The agreement as JSON."""
        kappas = {found.slot: asdict(found) for found in self.kappas}
        return {
            "documents": self.documents,
            "only_a": list(self.only_first),
            "only_b": list(self.only_second),
            "scores": {name: asdict(estimate) for name, estimate in self.shown.items()},
            "kappa": kappas,
        }


def agree(first: Gold, second: Gold, judge: FieldJudge) -> Agreement:
    """Compare two annotations of the same documents; documents of one annotator alone are left out.

    F1 is the same whichever of the two is taken for gold.

    Raises:
        GoldError: the two share no document, or hold the same document with different texts.
    """
    common = sorted(set(first.documents) & set(second.documents))
    if not common:
        raise GoldError("Hai bộ nhãn không có văn bản chung; id phải giống hệt nhau (no document in common)")
    for id_ in common:
        hashes = {first.documents[id_].sha256, second.documents[id_].sha256} - {""}
        if len(hashes) > 1:
            raise GoldError(f"{id_}: hai người gán nhãn trên hai văn bản khác nhau (annotated on different texts)")
    one, two = (_as_far_as_both(gold.keep(common), other) for gold, other in ((first, second), (second, first)))
    answer = Predictions(two.figures, two.entities, two.has_figures, two.has_entities, documents=frozenset(common))
    pairs = [pair for id_ in common for pair in match_figures(one.figures[id_], two.figures[id_])]
    return Agreement(
        evaluate(one, answer, judge),
        tuple(kappa(slot, pairs) for slot in CATEGORICAL),
        len(common),
        tuple(sorted(set(first.documents) - set(common))),
        tuple(sorted(set(second.documents) - set(common))),
    )


def _as_far_as_both(gold: Gold, other: Gold) -> Gold:
    """The annotation, with entities as far only as the other annotator read, too."""
    documents: dict[str, GoldDocument] = {}
    entities: dict[str, tuple[EntityRow, ...]] = {}
    for id_, document in gold.documents.items():
        ends = [one.entities_until for one in (document, other.documents[id_]) if one.entities_until is not None]
        until = min(ends, default=None)
        documents[id_] = replace(document, entities_until=until)
        entities[id_] = tuple(row for row in gold.entities[id_] if until is None or row.start < until)
    return replace(gold, documents=documents, entities=entities)


def kappa(slot: str, pairs: list[tuple[FigureRow, FigureRow]]) -> Kappa:
    """Cohen's kappa of one categorical slot."""
    if not pairs:
        return Kappa(slot, None, None, 0)
    read = _reader(slot)
    first, second = [read(one) for one, _ in pairs], [read(other) for _, other in pairs]
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / len(pairs)
    if len({*first, *second}) == 1:
        return Kappa(slot, None, observed, len(pairs))
    from sklearn.metrics import cohen_kappa_score

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = float(cohen_kappa_score(first, second))
    return Kappa(slot, value, observed, len(pairs))


def _reader(slot: str) -> Callable[[FigureRow], str]:
    if slot == "period":
        return lambda row: str(period_of(row.period))
    return lambda row: str(getattr(row, slot))
