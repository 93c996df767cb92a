"""Naming the indicators of the figures of a document: rules, and the model that weighs their answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mttq_extract.indicators.cues import CueTable
from mttq_extract.indicators.features import VERSION, Case, Description
from mttq_extract.indicators.model import NO_MODEL, LinearModel, ModelFile, models_folder
from mttq_extract.indicators.rules import Clues, IndicatorRules
from mttq_extract.text.view import View

if TYPE_CHECKING:
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.scene import Decision

_SHOWN = 3  # features that a decision shows as its reasons


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
        known = zip(frames, clues, roles, self.rules.decide(clues), strict=True)
        return [
            Case(frame, said, frame.quantity.unit, role.role, *ruled, role.whole) for frame, said, role, ruled in known
        ]

    def read(self, view: View, cases: Sequence[Case]) -> list[Naming]:
        """Name the indicator of each figure of a document, in order."""
        if self.file is None:
            return [Naming(case.rule, case.rule_words, case.rule_score) for case in cases]
        model = self._model(self.file)
        description = Description(view, self.cues)
        documents: dict[str, Any] = {}
        sentences: dict[tuple[str, str], Any] = {}
        out = []
        for case in cases:
            kind = case.clues.kind
            if kind not in documents:
                documents[kind] = model.total(description.document(kind))
            key = (kind, case.frame.text)
            if key not in sentences:
                sentences[key] = model.total(description.sentence(case))
            whole = cases[case.whole] if case.whole is not None and case.whole < len(cases) else None
            known = model.known(description.own(case, whole))
            own = model.rows[known]
            scores = model.scores(own.sum(axis=0) + sentences[key] + documents[kind])
            out.append(_naming(model, scores, own, known, case))
        return out

    def _model(self, file: ModelFile) -> LinearModel:
        if not self._decoded:
            self._decoded.append(file.load())
        return self._decoded[0]


def _naming(model: LinearModel, scores: Any, own: Any, known: Sequence[int], case: Case) -> Naming:
    """The best class; its reasons are the features that speak most for it against the next best."""
    chosen = int(scores.argmax())
    best = scores[chosen]
    scores[chosen] = -1e9
    second = int(scores.argmax())
    scores[chosen] = best
    favour = own[:, chosen] - own[:, second]
    reasons = [model.names[known[place]] for place in favour.argsort(kind="stable")[::-1][:_SHOWN] if favour[place] > 0]
    why = f"model: {', '.join(reasons) or 'context'}; rules: {case.rule} ({case.rule_words})"
    return Naming(model.classes[chosen], why, round(model.probability(scores, chosen), 2))
