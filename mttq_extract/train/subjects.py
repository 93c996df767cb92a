"""Training the subject model: from gold to the model file and its card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mttq_extract.context.chain_model import Row, Step
from mttq_extract.context.subjects import NAME, VERSION, Decision, SubjectReader, Subjects, by_rule
from mttq_extract.evaluate.match import match_figures
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain_card import chain_bytes, chain_card, validate
from mttq_extract.train.chain_fit import Lesson, fit
from mttq_extract.train.examples import Annotated, data_hash, predicted_rows, read_annotated
from mttq_extract.train.indicators import Training
from mttq_extract.train.store import write_model

if TYPE_CHECKING:
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.subject_rows import Setting
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


def train_subjects(golds: Sequence[Path], texts: Sequence[Path], folder: Path, *, check: bool = True) -> Training:
    """Train on all annotated texts at hand and write the model under `folder`; the same input gives the same file.

    Without `check` the cross-validation is left out.

    Raises:
        GoldError: the gold is malformed, or there is nothing to learn from.
        ModelError: the folder cannot be written.
    """
    taught, notes = read_annotated(golds, None, texts)
    lessons = make_lessons(Extractor.load(), taught)
    model = fit(lessons)
    task = "subject of a figure, among the names and common nouns of its text"
    card = chain_card(task, VERSION, model, lessons, data_hash(taught, lambda row: row.subject or ""))
    if check:
        card["cross_validation"] = validate(lessons, taught, _rule)
    data = chain_bytes(model)
    write_model(folder, data, card, NAME)
    return Training(card | {"bytes": len(data)}, tuple(notes))


def make_lessons(extractor: Extractor, annotated: Iterable[Annotated]) -> list[Lesson]:
    """Run the pipeline over the texts and mark which rows of each annotated figure are right."""
    lessons = []
    reader = extractor.context.subjects
    for one in annotated:
        recorder = StepRecorder(reader.table, None)
        context = replace(extractor.context, subjects=recorder)
        document = replace(extractor, context=context).extract_record(one.record)
        predicted = predicted_rows(document)
        places = {id(row): place for place, row in enumerate(predicted)}
        right: list[tuple[bool, ...] | None] = [None] * len(predicted)
        for gold, row in match_figures(one.rows, predicted):
            place = places[id(row)]
            wanted = subject_keys(gold.subject or "", reader.table)
            marks = tuple(_keys(candidate) == wanted for candidate in recorder.seen[place].rows)
            right[place] = marks if any(marks) else None
        lessons.append(Lesson(tuple(recorder.seen), tuple(right), text_hash(one.record.text), one.source))
    return lessons


def subject_keys(subject: str, table: SubjectTable) -> frozenset[str]:
    """The keys of the subjects of a figure."""
    return frozenset(table.key(part.strip()) for part in subject.split(";") if part.strip())


def _keys(row: Row) -> frozenset[str]:
    return frozenset(row.key.split("; ")) if row.key else frozenset()


def _rule(steps: Sequence[Step]) -> list[int]:
    return [step.rows.index(row) for step, row in zip(steps, by_rule(steps), strict=True)]
