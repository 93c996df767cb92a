"""Training the model of roles: from gold to the model file and its card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mttq_extract.context.role_features import VERSION, weight
from mttq_extract.context.role_model import NAME
from mttq_extract.errors import GoldError
from mttq_extract.pipeline import Extractor
from mttq_extract.train.examples import Annotated, data_card, data_hash, make_role_examples, read_annotated
from mttq_extract.train.fit import FOLDS, MIN_DOCUMENTS, SETTINGS, SOURCE_WEIGHTS, columns, fit, validate
from mttq_extract.train.indicators import Training
from mttq_extract.train.store import model_bytes, versions, write_model

MIN_ROLES = 3
TEMPERATURE = 2.0  # what cross-validation finds; taken without it


def train_roles(golds: Sequence[Path], texts: Sequence[Path], folder: Path, *, check: bool = True) -> Training:
    """Train on all annotated texts at hand and write the model under `folder`; the same input gives the same file.

    Without `check` the cross-validation is left out.

    Raises:
        GoldError: the gold is malformed, or there is too little to learn from.
        ModelError: the folder cannot be written.
    """
    annotated, notes = read_annotated(golds, None, texts)
    return Training(learn_roles(annotated, folder, check=check), tuple(notes))


def learn_roles(annotated: Sequence[Annotated], folder: Path, *, check: bool = True) -> dict[str, Any]:
    """Train on these texts and write the model under `folder`; gives its card. Raises what `train_roles` does."""
    examples = make_role_examples(Extractor.rules_alone(), annotated)
    if len({e.document for e in examples}) < MIN_DOCUMENTS or len({e.label for e in examples}) < MIN_ROLES:
        least = f"{MIN_DOCUMENTS} bài và {MIN_ROLES} vai trò"
        raise GoldError(f"Quá ít để học vai trò: cần ít nhất {least} (too little to learn from)")
    validation = validate(examples, weight) if check else None
    fitted = fit(examples, columns(examples), weight)
    data = model_bytes(fitted)
    card: dict[str, Any] = {
        "task": "role of a figure (actual, pledged, target, threshold, baseline, change, part)",
        "estimator": {"name": "sklearn.svm.LinearSVC", **SETTINGS},
        "temperature": validation.temperature if validation else TEMPERATURE,
        "features": {"version": VERSION, "count": len(fitted.features), "min_documents": MIN_DOCUMENTS},
        "classes": [str(name) for name in fitted.estimator.classes_],
        "data": data_card(annotated, examples, SOURCE_WEIGHTS, data_hash(annotated, lambda row: row.role)),
        "versions": versions(),
    }
    if validation is not None:
        card["cross_validation"] = {"folds": FOLDS, "grouped_by": "document", "accuracy": validation.accuracy}
    write_model(folder, data, card, NAME)
    return card | {"bytes": len(data)}
