"""One row of counts a document: the table that every score and every resample is computed from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.evaluate.counts import Confusion, count_document
from mttq_extract.evaluate.match import match_figures
from mttq_extract.evaluate.metrics import LAYERS, Metric, metrics_of
from mttq_extract.types import ENTITY_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mttq_extract.evaluate.bootstrap import Floats
    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.evaluate.rows import EntityRow, FigureRow


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of every document: `rows` has a row for each of `ids` and a column for each of `columns`."""

    ids: tuple[str, ...]
    columns: Mapping[str, int]
    rows: Floats
    confusion: Mapping[str, Confusion]
    metrics: tuple[Metric, ...]


def tabulate(
    gold: Gold, predictions: Predictions, judge: FieldJudge, layers: Sequence[str], types: Sequence[str]
) -> Table:
    """Count every document of the gold, those with neither gold nor predictions as rows of zeros."""
    import numpy as np

    confusion: dict[str, Confusion] = {"role": Counter(), "indicator": Counter()}
    counted: dict[str, dict[str, float]] = {}
    figures, entities = "figures" in layers, "entities" in layers
    for id_ in sorted(gold.documents):
        counted[id_] = count_document(
            gold.figures.get(id_, ()) if figures else (),
            scored_figures(gold, predictions, id_) if figures else (),
            gold.entities.get(id_, ()) if entities else (),
            scored_entities(gold, predictions, id_) if entities else (),
            judge,
            confusion,
        )
    metrics = metrics_of(layers, types)
    names = sorted({name for metric in metrics for name in metric.columns})
    columns = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(counted), len(names)))
    for i, counts in enumerate(counted.values()):
        for name, count in counts.items():
            if name in columns:
                rows[i, columns[name]] = count
    return Table(tuple(counted), columns, rows, confusion, metrics)


def scored_figures(gold: Gold, predictions: Predictions, id_: str) -> Sequence[FigureRow]:
    """The predicted figures of a document; of one annotated in part those that answer an annotated figure."""
    rows = predictions.figures.get(id_, ())
    if not gold.documents[id_].partial:
        return rows
    answers = {id(row) for _, row in match_figures(gold.figures.get(id_, ()), rows)}
    return [row for row in rows if id(row) in answers]


def scored_entities(gold: Gold, predictions: Predictions, id_: str) -> list[EntityRow]:
    """The predicted entities of a document that start where its gold was annotated."""
    until = gold.documents[id_].entities_until
    return [row for row in predictions.entities.get(id_, ()) if until is None or row.start < until]


def types_of(gold: Gold, *predictions: Predictions) -> list[str]:
    """The entity types to report: those of the guideline, then any other that the files hold."""
    found: set[str] = set()
    for rows in (gold.entities, *(predicted.entities for predicted in predictions)):
        found |= {row.type for id_ in gold.documents for row in rows.get(id_, ())}
    return [*ENTITY_TYPES, *sorted(found - set(ENTITY_TYPES))]


def layers_of(gold: Gold, *predictions: Predictions) -> list[str]:
    """The layers that the gold and all the predictions hold."""
    present = {
        "figures": gold.has_figures and all(predicted.has_figures for predicted in predictions),
        "entities": gold.has_entities and all(predicted.has_entities for predicted in predictions),
    }
    return [layer for layer in LAYERS if present[layer]]
