"""Training the model of periods: from gold to the model file and its card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mttq_extract.context.chain_model import Step
from mttq_extract.context.period_model import NAME, VERSION, PeriodChooser, inherited
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
    from mttq_extract.context.periods import Dated, PeriodReader
    from mttq_extract.evaluate.rows import FigureRow

_PATH = "f.path."


@dataclass(frozen=True)
class StepRecorder(PeriodChooser):
    """Stands in for the chooser of periods: lets the rules decide and keeps the steps."""

    seen: list[Step] = field(default_factory=list)

    def weigh(
        self, reader: PeriodReader, frames: Sequence[Frame], roles: Sequence[str], nouns: Sequence[str]
    ) -> list[Dated]:
        """Keep the candidates of all figures of a document."""
        ruled = reader.decide(frames, roles)
        self.seen.extend(self.steps(reader, frames, roles, nouns, ruled))
        return ruled


def train_periods(golds: Sequence[Path], texts: Sequence[Path], folder: Path, *, check: bool = True) -> Training:
    """Train on all annotated texts at hand and write the model under `folder`; the same input gives the same file.

    Without `check` the cross-validation is left out.

    Raises:
        GoldError: the gold is malformed, or there is nothing to learn from.
        ModelError: the folder cannot be written.
    """
    taught, notes = read_annotated(golds, None, texts)
    lessons = make_lessons(Extractor.load(), taught)
    model = fit(lessons)
    card = chain_card("period of a figure that inherits it", VERSION, model, lessons, data_hash(taught, _period))
    if check:
        card["cross_validation"] = validate(lessons, taught, lambda steps: [0] * len(steps), _weighed)
    data = chain_bytes(model)
    write_model(folder, data, card, NAME)
    return Training(card | {"bytes": len(data)}, tuple(notes))


def make_lessons(extractor: Extractor, annotated: Iterable[Annotated]) -> list[Lesson]:
    """Run the pipeline over the texts and mark which rows of each annotated figure are right."""
    lessons = []
    for one in annotated:
        recorder = StepRecorder(None)
        context = replace(extractor.context, periods=recorder)
        document = replace(extractor, context=context).extract_record(one.record)
        predicted = predicted_rows(document)
        places = {id(row): place for place, row in enumerate(predicted)}
        right: list[tuple[bool, ...] | None] = [None] * len(predicted)
        for gold, row in match_figures(one.rows, predicted):
            marks = tuple(candidate.key == gold.period for candidate in recorder.seen[places[id(row)]].rows)
            right[places[id(row)]] = marks if any(marks) else None
        lessons.append(Lesson(tuple(recorder.seen), tuple(right), text_hash(one.record.text), one.source))
    return lessons


def _period(row: FigureRow) -> str:
    return row.period or ""


def _weighed(step: Step) -> bool:
    """Whether the rule of a figure is one that hands a time on."""
    return any(inherited(name.removeprefix(_PATH)) for name in step.figure if name.startswith(_PATH))
