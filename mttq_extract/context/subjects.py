"""Whose figure it is, and where: the most probable subjects of the figures of a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mttq_extract.context.candidates import Mentions
from mttq_extract.context.chain_model import Chooser, Row, Step, steps_of
from mttq_extract.context.frame import Frame
from mttq_extract.context.subject_figure import Setting
from mttq_extract.context.subject_rows import LOCAL, Rows
from mttq_extract.context.subject_table import SubjectTable
from mttq_extract.indicators.model import ModelFile, models_folder
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity

NAME = "subjects.skops"
VERSION = 2  # of the features in subject_rows.py
_SHARED = ("f.some.", "f.kind.", "f.role.")  # features of a figure that say whether it goes on with the last subject
_PLACES = frozenset(("LOC", "TAIL"))
_MOST_BRACKET = 300
_WHERE = frozenset(("at", "of", "to"))  # classes of words before the place of a number
RULE, MODEL = "rule", "model"
_RELATIONS = {
    "S": "before in its sentence",
    "A": "behind in its sentence",
    "W": "a word that stands for it",
    "P": "the sentence before",
    "Q": "its paragraph",
    "U": "a paragraph before",
    "H": "its heading",
    "L": "the opening",
    "M": "the name met most",
    "B": "whose document it is",
    "C": "a figure before",
    "none": "no subject",
}


class Decision(NamedTuple):
    """The subject of a figure, the type of its mention, and the evidence."""

    subject: str | None
    kind: str
    why: str


@dataclass(frozen=True)
class SubjectReader(Chooser):
    """Finds the subjects and places of figures; build it once with `SubjectReader.load`.

    Without a model the nearest actor of the sentence owns a figure, else the subject goes on.
    """

    table: SubjectTable

    @classmethod
    def load(cls, folder: Path | None = None) -> SubjectReader:
        """Compile the table and check the model file of a folder (the package's own by default).

        Raises:
            TableError: the table is malformed.
            ModelError: the model file is not the one of its card.
        """
        return cls(ModelFile.find(folder or models_folder(), VERSION, NAME), SubjectTable.load())

    def read(
        self, view: View, entities: Sequence[Entity], frames: Sequence[Frame], settings: Sequence[Setting]
    ) -> Subjects:
        """Decide on the subjects of all figures of a document."""
        mentions = Mentions(view, self.table, entities, frames)
        steps = steps_of(Rows(mentions, frames, settings), frames, _SHARED)
        return Subjects(view, self.table, entities, self._decided(steps), mentions.owners.where(self.table))

    def steps(
        self, view: View, entities: Sequence[Entity], frames: Sequence[Frame], settings: Sequence[Setting]
    ) -> list[Step]:
        """The candidates of all figures with their features, in text order."""
        rows = Rows(Mentions(view, self.table, entities, frames), frames, settings)
        return steps_of(rows, frames, _SHARED)

    def _decided(self, steps: Sequence[Step]) -> list[Decision]:
        if self.model is None:
            chosen = by_rule(steps)
            sure = [""] * len(steps)
        else:
            found = self.model.chain(steps).marginals() if steps else []
            best = [int(one.argmax()) for one in found]
            chosen = [step.rows[at] for step, at in zip(steps, best, strict=True)]
            sure = [f" {one[at]:.2f}" for one, at in zip(found, best, strict=True)]
        how = RULE if self.model is None else MODEL
        out: list[Decision] = []
        text = key = ""
        for row, certain in zip(chosen, sure, strict=True):
            if row.key != key or row.relation in LOCAL:
                text = row.text  # a subject that goes on keeps the words it was last named with
            key = row.key
            words = f" “{row.mention.text}”" if row.mention is not None else ""
            kind = row.mention.type if row.mention is not None else ""
            out.append(Decision(text or None, kind, f"{how}{certain}: {_RELATIONS[row.relation]}{words}"))
        return out


def by_rule(steps: Sequence[Step]) -> list[Row]:
    """The nearest actor of the sentence, else its first name, else the subject before, else the opening's."""
    chosen: list[Row] = []
    for step in steps:
        by_feature = {name: row for row in reversed(step.rows) for name in row.features}
        names = ("S.actor0", "S.firstnamed", "rel.H", "L.rank0", "none")
        found = next(by_feature[name] for name in names if name in by_feature)
        if chosen and found.relation != "S":
            found = next((row for row in step.rows if row.key == chosen[-1].key), found)
        chosen.append(found)
    return chosen


@dataclass
class Subjects:
    """The subjects and places of the figures of one document; `home` is the place that it is about."""

    view: View
    table: SubjectTable
    entities: Sequence[Entity]
    decided: Sequence[Decision]
    home: str | None = None
    _places: list[Entity] = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._places = [e for e in self.entities if e.type == "LOC"]
        self._starts = [self.view.from_text(e.start) for e in self._places]

    def of(self, frame: Frame, role: str) -> tuple[str | None, str | None, str, str]:
        """Give the subject and the place of a figure of that role, and the evidence of each."""
        subject, kind, why = self.decided[frame.index]
        place = self._place_of_part(frame, subject) if role == "part" else None
        if place is None and subject is not None and kind in _PLACES:
            return subject, subject, why, "the subject"
        place = place or self._place(frame)
        if place is not None:
            return subject, place, why, "named beside the number"
        place = self.table.place_in(subject) if subject else None
        if place is None and subject and self.table.counted_level.search(fold_tones(subject.lower())):
            return subject, self.home, why, "whose document it is"
        return subject, place, why, "in the name of the subject"

    def _place_of_part(self, frame: Frame, subject: str | None) -> str | None:
        """The place of a part alone: "trong đó 15 căn nhà tại xã X", "trong đó xã X 15 căn nhà"."""
        at = bisect_left(self._starts, frame.end)
        if at < len(self._starts) and self._starts[at] < min(frame.until, frame.end + len(frame.right)):
            before = self.view.lower[frame.end : self._starts[at]].split()
            if before and self.table.governors.get(before[-1]) in _WHERE:
                return self._places[at].surface
        if subject and fold_tones(subject.lower()) in frame.left:
            return None  # "huyện X ủng hộ tỉnh Y 3 tỷ đồng"
        at = bisect_left(self._starts, frame.near) - 1
        return self._places[at].surface if at >= 0 and self._starts[at] >= frame.near - len(frame.left) else None

    def _place(self, frame: Frame) -> str | None:
        """The last place named before the number in its sentence, else the first one after it in its clause."""
        begin = frame.near - len(frame.scope)
        at = bisect_left(self._starts, frame.start)
        if at and self._starts[at - 1] >= begin:
            return self._places[at - 1].surface
        if at < len(self._starts) and self._starts[at] < frame.end + len(frame.right):
            behind, first = self.view.lower[frame.end : frame.end + _MOST_BRACKET], self._starts[at] - frame.end
            bracket = behind[:first].rfind("(")
            inside = behind[bracket + 1 :].partition(")")[0] if bracket >= 0 else ""
            # "13 tỷ đồng (trong đó quận X đạt 2 tỷ)": the place of another number
            return None if any(char.isdigit() for char in inside) else self._places[at].surface
        return None
