"""Training the subject model: from gold to the model file and its card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mttq_extract.context.subject_model import ARRAYS, NAME, TRUSTED, VERSION, Step, SubjectModel
from mttq_extract.context.subjects import Decision, SubjectReader, Subjects, by_rule
from mttq_extract.evaluate.match import match_figures
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.pipeline import Extractor
from mttq_extract.train.examples import SPLITS, Annotated, data_hash, predicted_rows, read_annotated
from mttq_extract.train.indicators import Training
from mttq_extract.train.store import settled, versions, write_model
from mttq_extract.train.subject_fit import SETTINGS, SOURCE_WEIGHTS, Lesson, fit

if TYPE_CHECKING:
    from mttq_extract.context.frame import Frame
    from mttq_extract.context.subject_rows import Row, Setting
    from mttq_extract.context.subject_table import SubjectTable
    from mttq_extract.text.view import View
    from mttq_extract.types import Entity

FOLDS = 5


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
    data = model_bytes(model)
    reached: Counter[str] = Counter()
    for lesson in lessons:
        reached[lesson.source] += sum(right is not None for right in lesson.right)
    card: dict[str, Any] = {
        "task": "subject of a figure, among the names and common nouns of its text",
        "estimator": {"name": "network of one hidden layer under a linear chain (numpy)", **SETTINGS},
        "temperature": 1.0,
        "features": {"version": VERSION, "count": len(model.index)},
        "data": {
            "hash": data_hash(taught, lambda row: row.subject or ""),
            "documents": dict(sorted(Counter(lesson.source for lesson in lessons).items())),
            "figures": dict(sorted(reached.items())),
            "weights": SOURCE_WEIGHTS,
            "splits": SPLITS,
        },
        "versions": versions(),
    }
    if check:
        card["cross_validation"] = {"folds": FOLDS, "grouped_by": "document", "accuracy": validate(lessons, taught)}
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


def validate(lessons: Sequence[Lesson], annotated: Sequence[Annotated]) -> dict[str, dict[str, float]]:
    """The share of annotated figures whose subject is right, each document held out once: by rule, by model, and
    the share whose subject is among the candidates."""
    right: Counter[tuple[str, str]] = Counter()
    all_figures: Counter[str] = Counter()
    rows = {text_hash(one.record.text): len(one.rows) for one in annotated}
    order = sorted(range(len(lessons)), key=lambda place: lessons[place].document)
    for fold in range(FOLDS):
        inside = [lessons[place] for at, place in enumerate(order) if at % FOLDS == fold]
        outside = [lessons[place] for at, place in enumerate(order) if at % FOLDS != fold]
        model = fit(outside) if any(any(lesson.right) for lesson in outside) else None
        for lesson in inside:
            for source in ("all", lesson.source):
                all_figures[source] += rows[lesson.document]
            for system, chosen in _answers(lesson, model):
                for marks, at in zip(lesson.right, chosen, strict=True):
                    if marks is not None and (at is None or marks[at]):
                        right[system, "all"] += 1
                        right[system, lesson.source] += 1
    systems = ("rule", "model", "within reach")
    return {
        system: {source: round(right[system, source] / max(count, 1), 4) for source, count in all_figures.items()}
        for system in systems
    }


def _answers(lesson: Lesson, model: SubjectModel | None) -> Iterator[tuple[str, list[int | None]]]:
    steps = lesson.steps
    yield "within reach", [None] * len(steps)
    if not steps:
        return
    yield "rule", [step.rows.index(row) for step, row in zip(steps, by_rule(steps), strict=True)]
    if model is not None:
        found = model.chain(steps).marginals()
        yield "model", [int(one.argmax()) for one in found]


def model_bytes(model: SubjectModel) -> bytes:
    """The model as a skops file; the same model gives the same bytes."""
    import skops.io

    parts: dict[str, Any] = {"features": "\n".join(model.index)}
    return settled(skops.io.dumps(parts | {name: getattr(model, name) for name in ARRAYS}), TRUSTED)
