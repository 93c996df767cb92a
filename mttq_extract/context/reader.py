"""From quantities to figures: concept, role, indicator, period, subject and place of each."""

from __future__ import annotations

from collections.abc import Sequence
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
from mttq_extract.indicators.rules import Clues, IndicatorRules
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity, Figure, Period, Quantity, Sentence

_RIGHT_REACH = 70


@dataclass(frozen=True, slots=True)
class ContextReader:
    """Fills the slots of figures by tables; build it once with `ContextReader.load`."""

    lexicon: Lexicon
    dates: DateReader
    concepts: ConceptReader
    roles: RoleReader
    indicators: IndicatorRules
    subjects: SubjectTable
    period_words: PeriodWords
    kinds: dict[str, str]

    @classmethod
    def load(cls, lexicon: Lexicon, dates: DateReader) -> ContextReader:
        """Compile the tables; `lexicon` and `dates` are shared with the passes before."""
        kinds = {unit.id: "time" if unit.kind == "age" else unit.kind for unit in lexicon.units.values()}
        kinds.update(item="item", ratio="ratio")
        concepts, roles, periods = ConceptReader.load(lexicon), RoleReader.load(), PeriodWords.load()
        return cls(lexicon, dates, concepts, roles, IndicatorRules.load(), SubjectTable.load(), periods, kinds)

    def read(
        self,
        view: View,
        sentences: Sequence[Sentence],
        quantities: Sequence[Quantity],
        mentions: Sequence[DateMention],
        entities: Sequence[Entity],
        published: date | None,
    ) -> list[Figure]:
        """Give the figure of each quantity, in the same order."""
        if not quantities:
            return []
        periods = PeriodReader.of(view, self.period_words, mentions, sentences, published)
        figures: list[Figure] = []
        previous: tuple[int, str | None] = (-1, None)
        frames = build_frames(view, sentences, quantities)
        subjects = SubjectReader(view, self.subjects, entities, frames)
        unit_kinds = [self.kinds.get(quantity.unit, "item") for quantity in quantities]
        roles = self.roles.read(view, frames, unit_kinds)
        dated = periods.decide(frames, [decision.role for decision in roles])
        for frame, role, period in zip(frames, roles, dated, strict=True):
            before = previous[1] if previous[0] == frame.sentence else None
            figure = self._figure(frame, view, before, role, period, subjects)
            figures.append(figure)
            previous = (frame.sentence, figure.concept)
        return figures

    def _figure(
        self,
        frame: Frame,
        view: View,
        previous: str | None,
        decided: Decision,
        dated: tuple[Period | None, str],
        subjects: SubjectReader,
    ) -> Figure:
        quantity = frame.quantity
        kind = self.kinds.get(quantity.unit, "item")
        concept, concept_why = self.concepts.decide(frame, view, kind, previous)
        role, role_why, whole = decided
        right = frame.right[:_RIGHT_REACH]
        indicator, indicator_why, score = self.indicators.decide(
            Clues(
                kind=kind if concept != "tuổi" else "age",
                concept=fold_tones((concept or "").lower()),
                clause=f"{frame.clause[-160:]} {quantity.surface.lower()} {right}",
                sentence=frame.text,
                context=f"{frame.heading} {frame.before[-240:]}",
            )
        )
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
            indicator=indicator,
            period=period,
            subject=subject,
            place=place,
            sentence=frame.sentence,
            score=score,
            part_of=whole if role == "part" else None,
            evidence={
                "concept": concept_why,
                "role": role_why,
                "indicator": indicator_why,
                "period": period_why,
                "subject": subject_why,
            },
        )
