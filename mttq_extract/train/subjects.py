"""What the model of subjects learns from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mttq_extract.context.chain_model import Row, Step
from mttq_extract.context.subjects import NAME, VERSION, Decision, SubjectReader, Subjects, by_rule
from mttq_extract.evaluate.fields import FieldJudge
from mttq_extract.evaluate.links import SubjectLinks
from mttq_extract.evaluate.rows import FigureRow
from mttq_extract.evaluate.subjects import SubjectForms
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain import Recorded, Slot
from mttq_extract.types import Record

if TYPE_CHECKING:
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.subject_figure import Setting
    from mttq_extract.context.subject_table import SubjectTable
    from mttq_extract.text.view import View
    from mttq_extract.types import Entity


@dataclass(frozen=True)
class StepRecorder(SubjectReader):
    """Stands in for the subject reader: decides by rule and keeps the steps."""

    seen: list[Step] = field(default_factory=list)

    def read(
        self, view: View, entities: Sequence[Entity], frames: Sequence[Frame], settings: Sequence[Setting]
    ) -> Subjects:
        """Keep the candidates of all figures of a document."""
        self.seen.extend(self.steps(view, entities, frames, settings))
        return Subjects(view, self.table, entities, [Decision(None, "", "")] * len(frames))


def record(extractor: Extractor, text: Record) -> Recorded:
    """Read a text with its candidates."""
    recorder = StepRecorder(None, extractor.context.subjects.table)
    context = replace(extractor.context, subjects=recorder)
    return Recorded(replace(extractor, context=context).extract_record(text), recorder.seen)


@dataclass(frozen=True)
class SameSubject:
    """Judges candidates as `mttq eval` does: the same names, or names of the same body or place.

    So a model learns whose a figure is, not by which of its names an annotator called it.
    """

    table: SubjectTable
    judge: FieldJudge
    judged: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, extractor: Extractor, texts: Mapping[str, Record]) -> SameSubject:
        """Build one for a training on `texts`: every pair of names of a text is judged once."""
        return cls(extractor.context.subjects.table, FieldJudge(SubjectForms.load(), SubjectLinks(extractor, texts)))

    def __call__(self, gold: FigureRow, candidate: Row) -> bool:
        """Whether a candidate names the annotated subject."""
        if not gold.subject or not candidate.key:
            return not gold.subject and not candidate.key
        if subject_keys(gold.subject, self.table) == frozenset(candidate.key.split("; ")):
            return True
        pair = gold.subject, candidate.text, gold.doc
        if pair not in self.judged:
            self.judged[pair] = self.judge.same_subject(*pair)
        return self.judged[pair]


def subject_keys(subject: str, table: SubjectTable) -> frozenset[str]:
    """The keys of the subjects of a figure."""
    return frozenset(table.key(part.strip()) for part in subject.split(";") if part.strip())


def _rule(steps: Sequence[Step]) -> list[int]:
    return [step.rows.index(row) for step, row in zip(steps, by_rule(steps), strict=True)]


SUBJECTS = Slot(
    name=NAME,
    version=VERSION,
    task="subject of a figure, among the names and common nouns of its text",
    record=record,
    right=SameSubject.of,
    field="subject",
    rule=_rule,
)
