"""Training the indicator model: from gold to the model file and its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mttq_extract.errors import GoldError
from mttq_extract.indicators.features import VERSION
from mttq_extract.pipeline import Extractor
from mttq_extract.train.examples import Annotated, data_card, data_hash, make_examples, read_annotated
from mttq_extract.train.fit import FOLDS, MIN_DOCUMENTS, RARITY, SOURCE_WEIGHTS, UNIT_SETTINGS, columns, fit, validate
from mttq_extract.train.store import model_bytes, versions, write_model

TEMPERATURE = 4.0  # what cross-validation finds; taken without it


@dataclass(frozen=True, slots=True)
class Training:
    """What a training did: the card as written, and what was left out."""

    card: dict[str, Any]
    notes: tuple[str, ...]


def train_indicators(
    golds: Sequence[Path], labels: Path | None, texts: Sequence[Path], folder: Path, *, check: bool = True
) -> Training:
    """Train on all annotated texts at hand and write the model under `folder`; the same input gives the same file.

    `labels` is a file of spans with indicators alone. Without `check` the cross-validation is left out.

    Raises:
        GoldError: the gold is malformed, or there is too little to learn from.
        ModelError: the folder cannot be written.
    """
    annotated, notes = read_annotated(golds, labels, texts)
    return Training(learn_indicators(annotated, folder, check=check), tuple(notes))


def learn_indicators(annotated: Sequence[Annotated], folder: Path, *, check: bool = True) -> dict[str, Any]:
    """Train on these texts and write the model under `folder`; gives its card. Raises what `train_indicators` does."""
    examples = make_examples(Extractor.rules_alone(), annotated)
    if min(len({e.document for e in examples}), len({e.label for e in examples})) < MIN_DOCUMENTS:
        least = f"{MIN_DOCUMENTS} bài và {MIN_DOCUMENTS} chỉ số"
        raise GoldError(f"Quá ít để học: cần ít nhất {least} (too little to learn from)")
    validation = validate(examples, rarity=RARITY) if check else None
    fitted = fit(examples, columns(examples), rarity=RARITY)
    data = model_bytes(fitted)
    card: dict[str, Any] = {
        "task": "indicator of a figure (mttq_extract/tables/indicators.tsv)",
        "estimator": {
            "name": "sklearn.svm.LinearSVC",
            **UNIT_SETTINGS,
            "rarity": RARITY,
            "figures": "vectors of length 1",
        },
        "temperature": validation.temperature if validation else TEMPERATURE,
        "features": {"version": VERSION, "count": len(fitted.features), "min_documents": MIN_DOCUMENTS},
        "classes": [str(name) for name in fitted.estimator.classes_],
        "data": data_card(annotated, examples, SOURCE_WEIGHTS, data_hash(annotated)),
        "versions": versions(),
    }
    if validation is not None:
        card["cross_validation"] = {
            "folds": FOLDS,
            "grouped_by": "document",
            "accuracy": validation.accuracy,
            "accuracy_with_other_below_probability": validation.thresholds,
        }
    write_model(folder, data, card)
    return card | {"bytes": len(data)}
