"""How sure a figure is: the probability that its quantity, role, indicator and period are all right.

A logistic regression over what the models say of their own answers and over the rules that gave the others, learned
on articles that those models had not seen. Platt: Probabilistic outputs for support vector machines, 1999.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from mttq_extract.context.chain_model import TRUSTED
from mttq_extract.context.subject_table import unit_kind
from mttq_extract.indicators.model import NO_MODEL, ModelFile, models_folder
from mttq_extract.types import Figure

NAME = "certainty.skops"
VERSION = 1  # of the features
WEIGHTS = "weights"
BIAS = "bias"
SLOTS = ("role", "indicator", "period")
_LEAST, _MOST = 0.01, 0.995  # probabilities beyond say no more
_WORD = re.compile(r"[a-z]*")


@dataclass(frozen=True)
class Certainty:
    """Scores figures; build it once with `Certainty.load`. Without a model the score is that of the indicator."""

    file: ModelFile | None

    @classmethod
    def load(cls, folder: Path | None = None) -> Certainty:
        """Check the model file of a folder (the package's own by default).

        Raises:
            ModelError: the model file is not the one of its card.
        """
        return cls(ModelFile.find(folder or models_folder(), VERSION, NAME))

    @property
    def hash(self) -> str:
        """The sha256 of the model, or "none"."""
        return self.file.sha256 if self.file is not None else NO_MODEL

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each feature adds to the logarithm of the odds; decoded when it is first asked for.

        Raises:
            ModelError: the file is malformed or holds a type that is not trusted.
        """
        assert self.file is not None
        names, arrays = self.file.unpack(TRUSTED, (WEIGHTS,))
        if arrays[WEIGHTS].shape != (len(names),):
            raise self.file.misfit(arrays[WEIGHTS], names)
        return dict(zip(names, arrays[WEIGHTS].tolist(), strict=True))

    def judge(self, figures: Sequence[Figure]) -> list[Figure]:
        """Give every figure its score, rounded to hundredths, and say what it stands on."""
        if self.file is None:
            return list(figures)
        weights = self.weights
        totals = [sum(weights.get(name, 0.0) * value for name, value in known) for known in features_of(figures)]
        return [
            replace(
                figure,
                score=round(1 / (1 + math.exp(-total)), 2),
                evidence=figure.evidence | {"score": _told(figure)},
            )
            for figure, total in zip(figures, totals, strict=True)
        ]


def _told(figure: Figure) -> str:
    """How sure the slots are that models decided, as people read it."""
    return ", ".join(f"{slot} {figure.sure[slot]:.2f}" if slot in figure.sure else f"{slot} by rule" for slot in SLOTS)


def features_of(figures: Sequence[Figure]) -> Iterator[list[tuple[str, float]]]:
    """What tells how sure each figure of a document is: names with their values.

    The probabilities of the models as logarithms of their odds, those of the figure and the mean of the document;
    the role, the rule that gave a slot, the kind of unit, the share of figures of the same period.
    """
    document = []
    for slot in SLOTS:
        known = [_odds(figure.sure[slot]) for figure in figures if slot in figure.sure]
        if known:
            document.append((f"document.{slot}", sum(known) / len(known)))
    periods = Counter(figure.period for figure in figures)
    for figure in figures:
        yield [*document, ("document.period.same", periods[figure.period] / len(figures)), *_own_features(figure)]


def _odds(share: float) -> float:
    share = min(max(share, _LEAST), _MOST)
    return math.log(share / (1 - share))


def _own_features(figure: Figure) -> Iterator[tuple[str, float]]:
    yield BIAS, 1.0
    for slot in SLOTS:
        rule = figure.evidence.get(slot, "").partition(":")[0]
        if rule.startswith("model"):
            rule = "model"
        if slot in figure.sure:
            yield slot, _odds(figure.sure[slot])
        if slot == "period" or rule != "model":
            yield f"{slot}.rule.{'.'.join(rule.split('.')[:2])}", 1.0
    yield f"role.{figure.role}", 1.0
    if figure.indicator == "other":
        yield "indicator.other", 1.0
    if figure.period is None:
        yield "period.none", 1.0
    yield f"unit.{unit_kind(figure.unit)}", 1.0
    if figure.modifier != "exact":
        yield "modified", 1.0
    if figure.concept is None:
        yield "concept.none", 1.0
    yield f"number.{_WORD.match(figure.rule)[0]}", 1.0  # type: ignore[index]  # it matches nothing at least
