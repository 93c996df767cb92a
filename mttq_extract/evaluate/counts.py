"""What is counted in one document: the numbers that every score is a ratio of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mttq_extract.evaluate.fields import SLOTS, same_quantity, same_value
from mttq_extract.evaluate.match import match_figures, match_overlap, match_strict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.rows import EntityRow, FigureRow

Confusion = Counter[tuple[str, str]]


def count_document(
    gold_figures: Sequence[FigureRow],
    figures: Sequence[FigureRow],
    gold_entities: Sequence[EntityRow],
    entities: Sequence[EntityRow],
    judge: FieldJudge,
    confusion: Mapping[str, Confusion],
) -> dict[str, float]:
    """Count one document; `confusion` gathers (gold, predicted) of the matched roles and indicators."""
    counts: dict[str, float] = {"figures.gold": len(gold_figures), "figures.predicted": len(figures)}
    for name in ("matched", "value", "quantity", "full", *SLOTS):
        counts[f"figures.{name}"] = 0.0
    for gold, predicted in match_figures(gold_figures, figures):
        counts["figures.matched"] += 1
        counts["figures.value"] += same_value(gold, predicted)
        counts["figures.quantity"] += same_quantity(gold, predicted)
        counts["figures.full"] += judge.full(gold, predicted)
        for slot, credit in judge.slots(gold, predicted).items():
            counts[f"figures.{slot}"] += credit
        for slot, pairs in confusion.items():
            pairs[getattr(gold, slot), getattr(predicted, slot)] += 1
    for name, rows in (("gold", gold_entities), ("predicted", entities)):
        for type_, count in Counter(row.type for row in rows).items():
            counts[f"entities.{name}.{type_}"] = float(count)
    for name, match in (("strict", match_strict), ("overlap", match_overlap)):
        for type_, count in Counter(gold.type for gold, _ in match(gold_entities, entities)).items():
            counts[f"entities.{name}.{type_}"] = float(count)
    return counts
