"""Naming the indicators of the figures of a document: rules, and the model that weighs their answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mttq_extract.indicators.cues import CueTable
from mttq_extract.indicators.features import VERSION, Case, Description
from mttq_extract.indicators.lookup import Groups
from mttq_extract.indicators.model import NO_MODEL, LinearModel, ModelFile, blocks, models_folder
from mttq_extract.indicators.rules import NOTHING, OTHER, Clues, IndicatorRules
from mttq_extract.text.view import View

if TYPE_CHECKING:
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.scene import Decision

_SHARES = ("percent", "ratio", "times")
_NEAR = 2  # sentences that one figure goes on with another
_WEAK = 0.35  # how sure what is taken from the figure before is


@dataclass(frozen=True, slots=True)
class Naming:
    """The indicator of one figure, the evidence, and the probability that it is right."""

    indicator: str
    why: str
    score: float


@dataclass(frozen=True, slots=True)
class IndicatorReader:
    """Rules, cues and the model; build it once with `IndicatorReader.load`. Without a model the rules decide."""

    rules: IndicatorRules
    cues: CueTable
    file: ModelFile | None
    _decoded: list[LinearModel] = field(default_factory=list)

    @classmethod
    def load(cls, models: Path | None = None) -> IndicatorReader:
        """Compile the tables and find the model, in `models` or where the package keeps it.

        Raises:
            TableError: a table is malformed.
            ModelError: the model is not the one its card describes.
        """
        return cls(IndicatorRules.load(), CueTable.load(), ModelFile.find(models or models_folder(), VERSION))

    @classmethod
    def rules_alone(cls) -> IndicatorReader:
        """A reader without a model, whatever model there is: training needs none, an outdated one least of all."""
        return cls(IndicatorRules.load(), CueTable.load(), None)

    @property
    def hash(self) -> str:
        """The sha256 of the model file, or "none" where rules decide alone."""
        return self.file.sha256 if self.file else NO_MODEL

    def cases(self, frames: Sequence[Frame], clues: Sequence[Clues], roles: Sequence[Decision]) -> list[Case]:
        """Put together what is known of the figures of a document, with the answers of the rules."""
        known = zip(frames, clues, roles, _continued(frames, clues, self.rules.decide(clues)), strict=True)
        return [
            Case(frame, said, frame.quantity.unit, role.role, *ruled, role.whole) for frame, said, role, ruled in known
        ]

    def read(self, view: View, cases: Sequence[Case]) -> list[Naming]:
        """Name the indicator of each figure of a document, in order."""
        if self.file is None:
            return [Naming(case.rule, case.rule_words, case.rule_score) for case in cases]
        model, description = self._model(self.file), Description(view, self.cues)
        out: list[Naming] = []
        for block in blocks(range(len(cases))):
            out += _named(model, description, cases, block)
        return out

    def _model(self, file: ModelFile) -> LinearModel:
        if not self._decoded:
            self._decoded.append(file.load())
        return self._decoded[0]


def _continued(
    frames: Sequence[Frame], clues: Sequence[Clues], ruled: Iterable[tuple[str, str, float]]
) -> Iterator[tuple[str, str, float]]:
    """Give a share of which no words tell what it measures the indicator of the figure before it."""
    last, sentence = (OTHER, "", 0.0), -_NEAR
    for frame, said, found in zip(frames, clues, ruled, strict=True):
        silent = found[0] == OTHER and said.kind in _SHARES and found[1] == NOTHING
        if silent and last[0] != OTHER and frame.sentence - sentence < _NEAR:
            found = last[0], "as before", _WEAK
        last, sentence = found, frame.sentence
        yield found


def _named(model: LinearModel, description: Description, cases: Sequence[Case], block: Sequence[int]) -> list[Naming]:
    """The best class of each figure; its reasons are the features that speak most for it against the next best."""
    import numpy as np

    lists: list[Groups] = []
    for case in (cases[i] for i in block):
        whole = cases[case.whole] if case.whole is not None and case.whole < len(cases) else None
        lists.append(description.own(case, whole))
    shared: dict[object, int] = {}  # what a document and a sentence add is summed once for each kind of unit
    documents, sentences = [], []
    for case in (cases[i] for i in block):
        kind, key = case.clues.kind, (case.clues.kind, case.frame.text)
        if kind not in shared:
            shared[kind] = len(lists)
            lists.append(description.document(kind))
        if key not in shared:
            shared[key] = len(lists)
            lists.append(description.sentence(case))
        documents.append(shared[kind])
        sentences.append(shared[key])
    weighed = model.weigh(lists)
    scores = model.scores(weighed.sums[: len(block)] + weighed.sums[sentences] + weighed.sums[documents])
    each, chosen = np.arange(len(block)), scores.argmax(axis=1)
    best = scores[each, chosen]
    shares = model.probabilities(scores, best)
    scores[each, chosen] = -1e9
    second = scores.argmax(axis=1)
    out = []
    for place, (i, one, next_) in enumerate(zip(block, chosen.tolist(), second.tolist(), strict=True)):
        case, reasons = cases[i], weighed.strongest(model.lookup.names, place, one, next_)
        why = f"model: {reasons}; rules: {case.rule} ({case.rule_words})"
        out.append(Naming(model.classes[one], why, round(shares[place], 2)))
    return out
