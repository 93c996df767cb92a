"""The list of metrics: each is a ratio of counts, or the mean of such ratios over entity types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.evaluate.fields import SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LAYERS = ("figures", "entities")
LEVELS = (("detection", "matched"), ("value", "value"), ("quantity", "quantity"), ("full", "full"))
SCHEMES = ("strict", "overlap")


@dataclass(frozen=True, slots=True)
class Ratio:
    """`factor` times the sum of the `top` counts over the sum of the `bottom` counts."""

    name: str
    path: tuple[str, ...]
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    n: tuple[str, ...]
    factor: float = 1.0

    @property
    def columns(self) -> tuple[str, ...]:
        """Every count the ratio reads."""
        return (*self.top, *self.bottom, *self.n)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of ratios, without the parts whose `support` counts are all zero."""

    name: str
    path: tuple[str, ...]
    parts: tuple[Ratio, ...]
    support: tuple[tuple[str, ...], ...]
    n: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every count the parts read."""
        return tuple(name for part in self.parts for name in part.columns)


Metric = Ratio | Mean


def metrics_of(layers: Iterable[str], types: Sequence[str]) -> tuple[Metric, ...]:
    """The metrics of these layers, entity types in the order given."""
    chosen = tuple(layers)
    metrics: list[Metric] = []
    if "figures" in chosen:
        for name, column in LEVELS:
            metrics += _f1((name,), ("figures", name), [f"figures.{column}"], ["figures.gold"], ["figures.predicted"])
        for slot in SLOTS:
            measure = "f1" if slot == "concept" else "accuracy"
            top, bottom = (f"figures.{slot}",), ("figures.matched",)
            metrics.append(Ratio(f"{slot}_{measure}", ("slots", slot, measure), top, bottom, bottom))
    if "entities" in chosen:
        for scheme in SCHEMES:
            metrics += _entities(scheme, types)
    return tuple(metrics)


def _entities(scheme: str, types: Sequence[str]) -> list[Metric]:
    def columns(name: str) -> list[str]:
        return [f"entities.{name}.{type_}" for type_ in types]

    base, path = f"entities_{scheme}", ("entities", scheme)
    micro = _f1((base,), (*path, "micro"), columns(scheme), columns("gold"), columns("predicted"))
    single = {
        type_: _f1(
            (base, type_),
            (*path, type_),
            [f"entities.{scheme}.{type_}"],
            [f"entities.gold.{type_}"],
            [f"entities.predicted.{type_}"],
        )
        for type_ in types
    }
    macro = [
        Mean(
            f"{base}_macro_{measure}",
            (*path, "macro", measure),
            tuple(found[i] for found in single.values()),
            tuple((f"entities.gold.{type_}", f"entities.predicted.{type_}") for type_ in types),
            tuple(columns("predicted" if measure == "precision" else "gold")),
        )
        for i, measure in enumerate(("precision", "recall", "f1"))
    ]
    return [*micro, *macro, *(ratio for found in single.values() for ratio in found)]


def _f1(
    names: Sequence[str], path: tuple[str, ...], right: list[str], gold: list[str], predicted: list[str]
) -> tuple[Ratio, Ratio, Ratio]:
    name, top, golds, predictions = "_".join(names), tuple(right), tuple(gold), tuple(predicted)
    return (
        Ratio(f"{name}_precision", (*path, "precision"), top, predictions, predictions),
        Ratio(f"{name}_recall", (*path, "recall"), top, golds, golds),
        Ratio(f"{name}_f1", (*path, "f1"), top, (*golds, *predictions), golds, factor=2.0),
    )
