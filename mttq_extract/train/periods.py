"""What the model of periods learns from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mttq_extract.context.chain_model import Row, Step
from mttq_extract.context.period_model import NAME, VERSION, PeriodChooser, inherited
from mttq_extract.evaluate.rows import FigureRow
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain import Recorded, Slot
from mttq_extract.types import Record

if TYPE_CHECKING:
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.periods import Dated, PeriodReader
    from mttq_extract.context.scene import Decision


@dataclass(frozen=True)
class StepRecorder(PeriodChooser):
    """Stands in for the chooser of periods: lets the rules decide, and keeps their answers and the steps."""

    ruled: list[Dated] = field(default_factory=list)
    seen: list[Step] = field(default_factory=list)

    def weigh(
        self, reader: PeriodReader, frames: Sequence[Frame], roles: Sequence[Decision], nouns: Sequence[str]
    ) -> list[Dated]:
        """Keep the candidates of all figures of a document."""
        self.ruled.extend(reader.decide(frames, roles))
        self.seen.extend(self.steps(reader, frames, roles, nouns, self.ruled))
        return self.ruled


def record(extractor: Extractor, text: Record) -> Recorded:
    """Read a text with its candidates."""
    recorder = StepRecorder(None)
    context = replace(extractor.context, periods=recorder)
    document = replace(extractor, context=context).extract_record(text)
    return Recorded(document, recorder.seen, [inherited(dated) for dated in recorder.ruled])


def _right(extractor: Extractor, texts: Mapping[str, Record]) -> Callable[[FigureRow, Row], bool]:
    return lambda gold, candidate: candidate.key == gold.period


def _first(steps: Sequence[Step]) -> list[int]:
    """The answer of the rules is the first candidate."""
    return [0] * len(steps)


PERIODS = Slot(
    name=NAME,
    version=VERSION,
    task="period of a figure that inherits it",
    record=record,
    right=_right,
    field="period",
    rule=_first,
)
