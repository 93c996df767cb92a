"""Training a model of candidates for a slot: from gold to the model file and its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mttq_extract.context.chain_model import Row, Step
from mttq_extract.evaluate.match import match_figures
from mttq_extract.evaluate.rows import FigureRow
from mttq_extract.evaluate.texts import text_hash
from mttq_extract.pipeline import Extractor
from mttq_extract.train.chain_card import Chooser, chain_bytes, chain_card, validate
from mttq_extract.train.chain_fit import Lesson, fit
from mttq_extract.train.examples import Annotated, data_hash, predicted_rows, read_annotated
from mttq_extract.train.indicators import Training
from mttq_extract.train.store import write_model
from mttq_extract.types import Document, Record


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document read with the rules deciding on a slot: its candidates, and which figures the model is asked for."""

    document: Document
    steps: Sequence[Step]
    weighed: Sequence[bool] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot whose candidates a model weighs: how a text is read, which candidate is right, what the rules choose.

    `right` makes the judge of candidates for a whole training on texts by their ids; `field` names what people wrote
    in a row of gold.
    """

    name: str
    version: int
    task: str
    record: Callable[[Extractor, Record], Recorded]
    right: Callable[[Extractor, Mapping[str, Record]], Callable[[FigureRow, Row], bool]]
    field: str
    rule: Chooser

    def label(self, row: FigureRow) -> str:
        """What people wrote, for the hash of the data."""
        return getattr(row, self.field) or ""


def train_chain(
    slot: Slot, golds: Sequence[Path], texts: Sequence[Path], folder: Path, *, check: bool = True
) -> Training:
    """Train on all annotated texts at hand and write the model under `folder`; the same input gives the same file.

    Without `check` the cross-validation is left out.

    Raises:
        GoldError: the gold is malformed, or there is nothing to learn from.
        ModelError: the folder cannot be written.
    """
    taught, notes = read_annotated(golds, None, texts)
    return Training(learn_chain(slot, taught, folder, check=check), tuple(notes))


def learn_chain(slot: Slot, taught: Sequence[Annotated], folder: Path, *, check: bool = True) -> dict[str, Any]:
    """Train on these texts and write the model under `folder`; gives its card. Raises what `train_chain` does."""
    lessons = make_lessons(slot, Extractor.rules_alone(), taught)
    model = fit(lessons)
    card = chain_card(slot.task, slot.version, model, lessons, data_hash(taught, slot.label))
    if check:
        card["cross_validation"] = validate(lessons, taught, slot.rule)
    data = chain_bytes(model)
    write_model(folder, data, card, slot.name)
    return card | {"bytes": len(data)}


def make_lessons(slot: Slot, extractor: Extractor, annotated: Sequence[Annotated]) -> list[Lesson]:
    """Run the pipeline over the texts and mark which rows of each annotated figure are right."""
    lessons = []
    is_right = slot.right(extractor, {row.doc: one.record for one in annotated for row in one.rows[:1]})
    for one in annotated:
        read = slot.record(extractor, one.record)
        predicted = predicted_rows(read.document)
        places = {id(row): place for place, row in enumerate(predicted)}
        right: list[tuple[bool, ...] | None] = [None] * len(predicted)
        for gold, row in match_figures(one.rows, predicted):
            place = places[id(row)]
            marks = tuple(is_right(gold, candidate) for candidate in read.steps[place].rows)
            right[place] = marks if any(marks) else None
        group = text_hash(one.record.text)
        lessons.append(Lesson(tuple(read.steps), tuple(right), group, one.source, tuple(read.weighed)))
    return lessons
