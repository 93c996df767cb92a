"""The model of periods: whether a time told elsewhere in the article is that of a figure too.

What a figure's own sentence says is read by rules; whether the day of an event or of a sentence before is
inherited depends on many small things, which the model weighs against the other times of the article and none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mttq_extract.context.chain_model import Chooser, Step, steps_of
from mttq_extract.context.frame import Frame
from mttq_extract.context.period_rows import PeriodRows
from mttq_extract.context.periods import Dated, PeriodReader
from mttq_extract.context.scene import Decision
from mttq_extract.indicators.model import ModelFile, models_folder
from mttq_extract.types import Period

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME = "periods.skops"
VERSION = 2  # of the features in period_rows.py
INHERITED = ("article.event", "article.target", "before.")
"""How the rules begin that hand a time on: these answers are weighed."""

_SHARED = ("f.role.", "f.said", "f.reporting.")  # features of a figure that say whether it goes on with the last period


@dataclass(frozen=True)
class PeriodChooser(Chooser):
    """Weighs the periods that figures inherit; build it once with `PeriodChooser.load`.

    Without a model the rules decide.
    """

    @classmethod
    def load(cls, folder: Path | None = None) -> PeriodChooser:
        """Check the model file of a folder (the package's own by default).

        Raises:
            ModelError: the model file is not the one of its card.
        """
        return cls(ModelFile.find(folder or models_folder(), VERSION, NAME))

    def weigh(
        self, reader: PeriodReader, frames: Sequence[Frame], roles: Sequence[Decision], nouns: Sequence[str]
    ) -> list[Dated]:
        """Decide on the periods of all figures of a document; `nouns` are their concepts, in lower case."""
        ruled = reader.decide(frames, roles)
        open_ = [inherited(dated) for dated in ruled]
        if self.model is None or not any(open_):
            return ruled
        steps = self.steps(reader, frames, roles, nouns, ruled)
        found = self.model.chain(steps).marginals()
        return [
            _chosen(step, shares, dated) if weighed else dated
            for step, shares, dated, weighed in zip(steps, found, ruled, open_, strict=True)
        ]

    def steps(
        self,
        reader: PeriodReader,
        frames: Sequence[Frame],
        roles: Sequence[Decision],
        nouns: Sequence[str],
        ruled: Sequence[Dated],
    ) -> list[Step]:
        """The candidates of all figures with their features, in text order; the first is the answer of the rules."""
        return steps_of(
            PeriodRows(reader, frames, [decision.role for decision in roles], nouns, ruled), frames, _SHARED
        )


def inherited(dated: Dated) -> bool:
    """Whether a rule handed on what is told elsewhere."""
    return dated.rule.startswith(INHERITED)


def _chosen(step: Step, shares: NDArray[Any], ruled: Dated) -> Dated:
    """The most probable period; the rule keeps its reasons where the model agrees."""
    best = int(shares.argmax())
    sure = float(shares[best])
    if best == 0:
        return ruled._replace(sure=sure)
    row = step.rows[best]
    said = f"{_RELATIONS[row.relation[0]]}; rules: {ruled.period or 'none'} ({ruled.why})"
    return Dated(Period.parse(row.key) if row.key else None, f"model {sure:.2f}", said, sure)


_RELATIONS = {
    "R": "as the rules say",
    "E": "told before in its sentence",
    "F": "told behind in its sentence",
    "P": "told shortly before",
    "Q": "told in a paragraph before",
    "H": "its heading",
    "A": "what the article reports on",
    "V": "the time of the event",
    "D": "the day of publication",
    "Y": "the year of the article",
    "T": "the year to the day of the article",
    "U": "until the day of the article",
    "L": "told in the opening",
    "n": "no period",
}
