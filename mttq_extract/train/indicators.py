"""Training the indicator model: from gold to the model file and its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mttq_extract.errors import GoldError
from mttq_extract.indicators.features import VERSION
from mttq_extract.pipeline import Extractor
from mttq_extract.train.examples import data_card, data_hash, make_examples, read_annotated
from mttq_extract.train.fit import FOLDS, MIN_DOCUMENTS, RARITY, SOURCE_WEIGHTS, UNIT_SETTINGS, columns, fit, validate
from mttq_extract.train.store import model_bytes, versions, write_model


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
    examples = make_examples(Extractor.rules_alone(), annotated)
    if min(len({e.document for e in examples}), len({e.label for e in examples})) < MIN_DOCUMENTS:
        least = f"{MIN_DOCUMENTS} bài và {MIN_DOCUMENTS} chỉ tiêu"
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
        "temperature": validation.temperature if validation else 2.0,
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
    return Training(card | {"bytes": len(data)}, tuple(notes))
