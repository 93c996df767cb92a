"""From quantities to figures: concept, role, indicator, period, subject and place of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mttq_extract.context.concepts import ConceptReader
from mttq_extract.context.frame import Frame, build_frames
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.context.periods import PeriodReader
from mttq_extract.context.roles import RoleReader
from mttq_extract.context.scene import Decision
from mttq_extract.context.subjects import SubjectReader, SubjectTable
from mttq_extract.entities.dates import DateMention, DateReader
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.indicators.features import Case
from mttq_extract.indicators.reader import IndicatorReader, Naming
from mttq_extract.indicators.rules import Clues
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity, Figure, Period, Quantity, Sentence

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
    subjects: SubjectTable
    period_words: PeriodWords
    kinds: dict[str, str]

    @classmethod
    def load(cls, lexicon: Lexicon, dates: DateReader) -> ContextReader:
        """Compile the tables; `lexicon` and `dates` are shared with the passes before."""
        kinds = {unit.id: "time" if unit.kind == "age" else unit.kind for unit in lexicon.units.values()}
        kinds.update(item="item", ratio="ratio")
        concepts, roles, periods = ConceptReader.load(lexicon), RoleReader.load(), PeriodWords.load()
        return cls(lexicon, dates, concepts, roles, IndicatorReader.load(), SubjectTable.load(), periods, kinds)

    def read(
        self,
        view: View,
        sentences: Sequence[Sentence],
        quantities: Sequence[Quantity],
        mentions: Sequence[DateMention],
        entities: Sequence[Entity],
        published: date | None,
        heads: Mapping[int, str] | None = None,
    ) -> list[Figure]:
        """Give the figure of each quantity, in the same order.

        `heads` holds, for the quantities in table cells, what the heads of row and column say is counted: no words
        around a cell know better.
        """
        if not quantities:
            return []
        periods = PeriodReader.of(view, self.period_words, mentions, sentences, published)
        previous: tuple[int, str | None] = (-1, None)
        frames = build_frames(view, sentences, quantities)
        subjects = SubjectReader(view, self.subjects, entities, frames)
        unit_kinds = [self.kinds.get(quantity.unit, "item") for quantity in quantities]
        roles = self.roles.read(view, frames, unit_kinds)
        dated = periods.decide(frames, [decision.role for decision in roles])
        concepts: list[tuple[str | None, str]] = []
        for frame, kind in zip(frames, unit_kinds, strict=True):
            before = previous[1] if previous[0] == frame.sentence else None
            head = heads.get(frame.index) if heads else None
            concepts.append(self.concepts.decide(frame, view, kind, before))
            if head and kind != "money":
                concepts[-1] = head, _HEADS
            previous = (frame.sentence, concepts[-1][0])
        cases = [self._case(*known) for known in zip(frames, unit_kinds, concepts, roles, strict=True)]
        named = self.indicators.read(view, cases)
        for index, head in (heads or {}).items():
            concepts[index] = (
                head,
                _HEADS,
            )  # "kinh phí" is what a sum is, and not what it is for: no clue to its indicator
        each = zip(frames, concepts, roles, named, dated, strict=True)
        return [self._figure(*known, subjects) for known in each]

    def _case(self, frame: Frame, kind: str, concept: tuple[str | None, str], role: Decision) -> Case:
        noun, right = concept[0], frame.right[:_RIGHT_REACH]
        clues = Clues(
            kind=kind if noun != self.concepts.age else "age",
            concept=fold_tones((noun or "").lower()),
            clause=f"{frame.clause[-160:]} {frame.quantity.surface.lower()} {right}",
            sentence=frame.text,
            context=f"{frame.heading} {frame.before[-240:]}",
        )
        return self.indicators.case(frame, clues, role.role, role[2])

    def _figure(
        self,
        frame: Frame,
        thing: tuple[str | None, str],
        decided: Decision,
        named: Naming,
        dated: tuple[Period | None, str],
        subjects: SubjectReader,
    ) -> Figure:
        quantity = frame.quantity
        concept, concept_why = thing
        role, role_why, whole = decided
        period, period_why = dated
        subject, place, subject_why = subjects.decide(frame)
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
            period=period,
            subject=subject,
            place=place,
            sentence=frame.sentence,
            score=named.score,
            part_of=whole if role == "part" else None,
            evidence={
                "concept": concept_why,
                "role": role_why,
                "indicator": named.why,
                "period": period_why,
                "subject": subject_why,
            },
        )
