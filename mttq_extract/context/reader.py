"""From quantities to figures: concept, role, indicator, period, subject and place of each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mttq_extract.context.certainty import Certainty
from mttq_extract.context.column_times import ColumnTimes, times_of
from mttq_extract.context.concepts import ConceptReader
from mttq_extract.context.frame import Frame, build_frames
from mttq_extract.context.period_model import PeriodChooser
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.context.periods import Dated, PeriodReader
from mttq_extract.context.role_model import RoleModel
from mttq_extract.context.roles import RoleReader
from mttq_extract.context.scene import Decision
from mttq_extract.context.subject_figure import Setting
from mttq_extract.context.subject_table import SubjectTable
from mttq_extract.context.subjects import SubjectReader, Subjects
from mttq_extract.entities.dates import DateMention, DateReader
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.indicators.model import NO_MODEL
from mttq_extract.indicators.reader import IndicatorReader, Naming
from mttq_extract.indicators.rules import Clues
from mttq_extract.text.view import View, fold_tones, spelled
from mttq_extract.types import Entity, Figure, Mark, Quantity, Sentence

_RIGHT_REACH = 70
_HEADS = "table heads"


@dataclass(frozen=True, slots=True)
class ContextReader:
    """Fills the slots of figures by tables; build it once with `ContextReader.load`."""

    lexicon: Lexicon
    dates: DateReader
    concepts: ConceptReader
    roles: RoleReader
    indicators: IndicatorReader
    subjects: SubjectReader
    period_words: PeriodWords
    periods: PeriodChooser
    times: ColumnTimes
    kinds: dict[str, str]
    certainty: Certainty

    @classmethod
    def load(cls, lexicon: Lexicon, dates: DateReader, indicators: IndicatorReader | None = None) -> ContextReader:
        """Compile the tables; `lexicon` and `dates` are shared with the passes before."""
        models = (RoleModel.load(), indicators or IndicatorReader.load(), SubjectReader.load(), PeriodChooser.load())
        return cls._with(lexicon, dates, *models, Certainty.load())

    @classmethod
    def rules_alone(cls, lexicon: Lexicon, dates: DateReader) -> ContextReader:
        """Compile the tables and leave every model out."""
        subjects = SubjectReader(None, SubjectTable.load())
        models = (RoleModel(None), IndicatorReader.rules_alone(), subjects, PeriodChooser(None))
        return cls._with(lexicon, dates, *models, Certainty(None))

    @classmethod
    def _with(
        cls,
        lexicon: Lexicon,
        dates: DateReader,
        roles: RoleModel,
        indicators: IndicatorReader,
        subjects: SubjectReader,
        periods: PeriodChooser,
        certainty: Certainty,
    ) -> ContextReader:
        kinds = {unit.id: "time" if unit.kind == "age" else unit.kind for unit in lexicon.units.values()}
        kinds.update(item="item", ratio="ratio")
        concepts, words = ConceptReader.load(lexicon), PeriodWords.load()
        times = ColumnTimes.load(dates)
        readers = (concepts, RoleReader.load(roles), indicators, subjects, words, periods)
        return cls(lexicon, dates, *readers, times, kinds, certainty)

    @property
    def models_hash(self) -> str:
        """One hash for all models, or "none" where rules decide alone."""
        models = (self.indicators, self.roles.model, self.subjects, self.periods, self.certainty)
        hashes = [model.hash for model in models]
        return NO_MODEL if set(hashes) == {NO_MODEL} else hashlib.sha256(" ".join(hashes).encode()).hexdigest()

    def read(
        self,
        view: View,
        sentences: Sequence[Sentence],
        quantities: Sequence[Quantity],
        mentions: Sequence[DateMention],
        entities: Sequence[Entity],
        published: date | None,
        cells: Mapping[int, Mark] | None = None,
    ) -> list[Figure]:
        """Give the figure of each quantity, in the same order.

        `cells` holds the table cells of quantities: no words around a cell know better than its heads what it counts.
        """
        if not quantities:
            return []
        cells = cells or {}
        previous: tuple[int, str | None] = (-1, None)
        frames = build_frames(view, sentences, quantities)
        rows = frozenset(frames[index].sentence for index in cells)
        periods = PeriodReader.of(view, self.period_words, mentions, sentences, published, frames, rows)
        unit_kinds = [self.kinds.get(quantity.unit, "item") for quantity in quantities]
        roles = self.roles.read(view, frames, unit_kinds, cells)
        concepts: list[tuple[str | None, str]] = []
        for frame, kind in zip(frames, unit_kinds, strict=True):
            before = previous[1] if previous[0] == frame.sentence else None
            head = cells[frame.index].head if frame.index in cells else None
            concepts.append(self.concepts.decide(frame, view, kind, before))
            if head and kind != "money":
                concepts[-1] = head, _HEADS
            elif not head and frame.index in cells and _is_of(concepts[-1][0], cells[frame.index].column):
                concepts[-1] = None, "none"  # "Quý II" counts no "II"
            previous = (frame.sentence, concepts[-1][0])
        nouns = [fold_tones((concept or "").lower()) for concept, _ in concepts]
        dated = self.periods.weigh(periods, frames, roles, nouns)
        reported = periods.reporting.period if periods.reporting.stated else None
        for index, period in times_of(self.times, cells, reported, periods.chronology.year).items():
            dated[index] = Dated(period, _HEADS, cells[index].column or "")
        clues = [self._clues(*known) for known in zip(frames, unit_kinds, concepts, strict=True)]
        cases = self.indicators.cases(frames, clues, roles)
        settings = [Setting(case.role, noun, case.rule) for case, noun in zip(cases, nouns, strict=True)]
        subjects = self.subjects.read(view, entities, frames, settings)
        named = self.indicators.read(view, cases)
        for index, cell in cells.items():
            if cell.head:  # "kinh phí" is what a sum is, not what it is for: no clue to its indicator
                concepts[index] = cell.head, _HEADS
        each = zip(frames, concepts, roles, named, dated, strict=True)
        figures = [self._figure(view, *known, subjects) for known in each]
        return [_owned(figure, cells.get(index)) for index, figure in enumerate(figures)]

    def _clues(self, frame: Frame, kind: str, concept: tuple[str | None, str]) -> Clues:
        noun, right = concept[0], frame.right[:_RIGHT_REACH]
        return Clues(
            kind=kind if noun != self.concepts.age else "age",
            concept=fold_tones((noun or "").lower()),
            clause=f"{frame.clause[-160:]} {frame.quantity.surface.lower()} {right}",
            sentence=frame.text,
            context=f"{frame.heading} {frame.before[-240:]}",
        )

    def _figure(
        self,
        view: View,
        frame: Frame,
        thing: tuple[str | None, str],
        decided: Decision,
        named: Naming,
        dated: Dated,
        subjects: Subjects,
    ) -> Figure:
        quantity = frame.quantity
        concept, concept_why = thing
        role, role_why, whole, role_sure = decided
        sure = {"role": role_sure, "indicator": named.score, "period": dated.sure}
        subject, place, subject_why, place_why = subjects.of(frame, role)
        evidence = {
            "concept": concept_why,
            "role": spelled(role_why),
            "indicator": spelled(named.why),
            "period": spelled(dated.why),
            "subject": subject_why,
        }
        if place is not None:
            evidence["place"] = place_why
        if quantity.modifier != "exact":
            evidence["modifier"] = _bound_by(view, frame)
        return Figure(
            start=quantity.start,
            end=quantity.end,
            surface=quantity.surface,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            modifier=quantity.modifier,
            rule=quantity.rule,
            of=quantity.of,
            per=quantity.per,
            concept=concept,
            role=role,
            indicator=named.indicator,
            period=dated.period,
            subject=subject,
            place=place,
            sentence=frame.sentence,
            score=named.score,
            part_of=whole if role == "part" else None,
            evidence=evidence,
            sure={slot: share for slot, share in sure.items() if share is not None},
        )


def _is_of(concept: str | None, column: str | None) -> bool:
    """Whether what is counted was read off the words of the head of a column that names nothing counted."""
    return bool(concept and column) and (concept or "").lower() in (column or "").lower()


def _bound_by(view: View, frame: Frame) -> str:
    """The words that bound or blur a number: those right before it, else it has them elsewhere."""
    words = spelled(view.lower[frame.near : frame.start].strip())
    return f"before the number “{words}”" if words else "in or behind the number, or said earlier"


def _owned(figure: Figure, cell: Mark | None) -> Figure:
    """A figure of a table row that is named after a place or body is that one's."""
    if cell is None or cell.owner is None:
        return figure
    return replace(figure, subject=cell.owner, evidence={**figure.evidence, "subject": _HEADS})
