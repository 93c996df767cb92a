"""The time a figure is about: the nearest governing expression, else the article's reporting period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mttq_extract.context.adoption import adopted
from mttq_extract.context.chronology import Chronology
from mttq_extract.context.dated import DatedText
from mttq_extract.context.expressions import FLEETING, Expression, ExpressionReader
from mttq_extract.context.frame import Frame
from mttq_extract.context.governing import Governing, is_age
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.context.plans import Plan
from mttq_extract.context.published import printed
from mttq_extract.context.reporting import Reporting, ReportingReader
from mttq_extract.context.scene import Decision
from mttq_extract.context.sections import Sections
from mttq_extract.context.subject_table import unit_kind
from mttq_extract.entities.dates import DateMention
from mttq_extract.text.view import View
from mttq_extract.types import Period, Sentence


class Dated(NamedTuple):
    """The period of a figure, the rule that gave it ("sentence.year", "article.event") and the words it stands on.

    `sure` is the probability that the model gives the period, None where it was not asked.
    """

    period: Period | None
    rule: str
    words: str = ""
    sure: float | None = None

    @property
    def why(self) -> str:
        """The evidence as people read it."""
        return f"{self.rule}: {self.words}" if self.words else self.rule


_OPENING = 60
_BACK = 3
_ABOVE = 4
_HEADLINE = 1
_PLAN_NEAR = 40
# Roles of figures that are not facts of the day an article tells of.
_NOT_OF_THE_DAY = ("target", "baseline")


@dataclass
class PeriodReader:
    """Chooses the period of each figure of one document; build one for a document with `PeriodReader.of`."""

    text: DatedText
    words: PeriodWords
    published: date | None
    chronology: Chronology
    expressions: ExpressionReader
    reporting: Reporting
    sections: Sections
    plan: Plan | None = None
    rows: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        view: View,
        words: PeriodWords,
        mentions: Sequence[DateMention],
        sentences: Sequence[Sentence],
        published: date | None,
        frames: Sequence[Frame],
        rows: frozenset[int] = frozenset(),
    ) -> PeriodReader:
        """Read the calendar of an article and what it reports on; `rows` are the sentences that are rows of tables."""
        text = DatedText.of(view, sentences, mentions)
        chronology = Chronology(view, words, mentions, published, printed(view, mentions))
        counted = [frame.start for frame in frames if unit_kind(frame.quantity.unit) != "time"]
        reporting = ReportingReader(text, words, chronology, counted).find()
        expressions = ExpressionReader(text, words, chronology, reporting.period if reporting.stated else None)
        aside = frozenset(number for number, sentence in enumerate(sentences) if sentence.boilerplate)
        sections = Sections.of(text, words, rows, {frame.sentence for frame in frames})
        plan = Plan.find(text, words, expressions, sections)
        return cls(text, words, published, chronology, expressions, reporting, sections, plan, rows, aside)

    def decide(self, frames: Sequence[Frame], roles: Sequence[Decision]) -> list[Dated]:
        """Give the period of each figure of the document, in order, and the expression that decided it."""
        eventful = self.reporting.kind == "event"
        governing = Governing(self.text, self.words, self.expressions, [f.start for f in frames], eventful)
        own = [governing.of(frame) for frame in frames]
        if not self.reporting.stated:
            self.reporting = adopted(self.words, self.chronology, self.reporting, frames, own) or self.reporting
        told = _told(frames, own)
        out: list[Dated] = []
        last: tuple[int, Expression] | None = None
        for frame, decision, expression in zip(frames, roles, own, strict=True):
            role = decision.role
            year = self._planned_year(frame, expression)
            if year:
                out.append(Dated(year, "sentence.year of the plan"))
                continue
            if expression:
                if expression.kind not in FLEETING and expression.end <= frame.start and not _aside(expression):
                    last = (frame.sentence, expression)
                out.append(self._said("sentence", frame, role, expression))
                continue
            again = told.get(_value(frame)) if frame.sentence <= _HEADLINE else None
            if again:
                out.append(self._said("repeated", frame, role, again))
                continue
            timeless = self._timeless(frame, role)
            if timeless:
                out.append(Dated(None, f"timeless.{timeless}"))
                continue
            whole = self._of_whole(frame, decision.whole, frames, own)
            if whole:
                out.append(self._said("whole", frame, role, whole))
                continue
            carried = self._carried(frame, last) or self._listed(frame)
            whole_year = self._whole_year(frame, carried)
            if whole_year:
                out.append(Dated(whole_year, "sentence.year of the day before"))
            elif carried and not (carried.kind == "day" and self._planned(role)):
                last = (frame.sentence, carried)
                out.append(self._said("before", frame, role, carried))
            else:
                out.append(self._default(frame, role))
        return out

    def _timeless(self, frame: Frame, role: str) -> str:
        """Why a figure inherits no time: an age, a criterion, or a headline of another story; "" when it may."""
        if is_age(self.words, frame):
            return "age"
        if role == "threshold":
            return role
        return "aside" if frame.sentence in self.aside else ""

    def _carried(self, frame: Frame, last: tuple[int, Expression] | None) -> Expression | None:
        """The expression of a sentence shortly before that still holds: it opened it, or this one continues it."""
        if self.words.present.search(frame.clause):
            return None
        continued = self.words.carried.match(self.text.view.lower, self.text.starts[frame.sentence]) is not None
        if last and (last[0] == frame.sentence or (continued and frame.sentence - last[0] <= 2)):
            return last[1] if last[1].period else None
        for number in range(frame.sentence - 1, max(-1, frame.sentence - 1 - _BACK), -1):
            if self.text.broken(number + 1) and not continued:
                return None
            found = last[1] if last and last[0] == number else self.expressions.opening(number, _OPENING)
            if found:
                stated = self.reporting.stated and last and last[0] == number
                if stated and (
                    found.kind == "now" or (found.kind == "until" and not self.words.rest.search(frame.clause))
                ):
                    return None
                return found if found.period and found.period.end else None
        return None

    def _of_whole(
        self, frame: Frame, whole: int | None, frames: Sequence[Frame], own: Sequence[Expression | None]
    ) -> Expression | None:
        """The expression beside the figure of a sentence before that this one is a part of."""
        if whole is None or whole >= frame.index or frames[whole].sentence == frame.sentence:
            return None
        expression = own[whole]
        return None if expression is None or expression.kind in FLEETING else expression

    def _listed(self, frame: Frame) -> Expression | None:
        """The expression of the sentence that opens the list a figure stands in."""
        if self.words.present.search(frame.clause):
            return None
        for head in self.sections.lists[frame.sentence]:
            # "Đến ngày 15/1 đã trao 900 suất. Trong đó:" - the sentence before the head tells the time
            for number in (head,) if self.text.broken(head) else (head, head - 1):
                held = [e for e in self.expressions.of(number) if e.kind not in FLEETING and e.period and not _aside(e)]
                if held:
                    return held[-1]
        return None

    def _whole_year(self, frame: Frame, carried: Expression | None) -> Period | None:
        """The year of the day told before or of the event, where the sentence opens by "Trong năm, ..."."""
        if not self.words.whole_year.match(self.text.view.lower, self.text.starts[frame.sentence]):
            return None
        if carried is not None:
            day = carried.period if carried.kind == "day" else None
        else:
            day = self.reporting.period if self.reporting.kind == "event" else None
        return _year(day.end.year) if day and day.end else None

    def _planned_year(self, frame: Frame, expression: Expression | None) -> Period | None:
        """The whole year of the months told, for what was planned for it: "đạt 58% kế hoạch năm (1,8 tỷ đồng)"."""
        if expression and expression.kind not in ("months", "range"):
            return None
        period = expression.period if expression else self.reporting.period
        if period is None or period.start is None or period.end is None or period.start.year != period.end.year:
            return None
        return _year(period.end.year) if self.words.year_plan.search(frame.clause[-_PLAN_NEAR:]) else None

    def _at_present(self, frame: Frame, expression: Expression) -> bool:
        """Whether a figure is the state on the day of print, against an aim: "đến 2030 là 40%, hiện mới đạt 31%"."""
        period, lower = expression.period, self.text.view.lower
        if self.published is None or period is None or period.end is None or period.end <= self.published:
            return False
        return self.words.present.search(lower, max(expression.end, frame.start - _PLAN_NEAR), frame.start) is not None

    def _said(self, where: str, frame: Frame, role: str, expression: Expression) -> Dated:
        """The period an expression gives to a figure: what was collected began with the reporting period."""
        period, whole = expression.period, self.reporting.period
        said = Dated(period, f"{where}.{expression.kind}", expression.words)
        if where == "sentence" and self._at_present(frame, expression):
            return Dated(Period(None, self.published), f"{where}.present", expression.words)
        if expression.kind == "now" and not self.published and not self.reporting.stated:
            return said._replace(period=None)
        if expression.kind == "until" and role == "target" and period and period.end and not period.start:
            year_ends = (period.end.month, period.end.day) == (12, 31)  # what is aimed at for a year is of that year
            return said._replace(period=Period(period.end.replace(month=1, day=1), period.end)) if year_ends else said
        if period is None or period.end is None or whole is None or not (whole.start and whole.end):
            return said
        if expression.kind == "past" and self.reporting.stated and period.start and whole.end.year > whole.start.year:
            apart = (whole.end.year - whole.start.year) - (period.end.year - period.start.year)
            return said._replace(period=whole) if abs(apart) <= 1 else said  # "5 năm qua" in a report on as many years
        if expression.kind == "now" and frame.quantity.unit == "VND" and whole.start < min(whole.end, period.end):
            return said._replace(period=Period(whole.start, period.end))
        return said

    def _default(self, frame: Frame, role: str) -> Dated:
        """The period of the table or section, of the event for those who attend it, else of the article."""
        if frame.sentence in self.rows and (above := self._above(frame.sentence)):
            return Dated(above.period, f"table.{above.kind}", above.words)
        head = self._headed(frame.sentence, role)
        if head:
            return Dated(head.period, f"heading.{head.kind}", head.words)
        planned = self.plan.of(frame.sentence) if self.plan else None
        if planned:
            return Dated(planned.period, f"plan.{planned.kind}", planned.words)
        event = self.chronology.event
        if self.reporting.stated and event and self.words.attended.search(frame.clause):
            day = self.chronology.resolve(event)
            if day or not self.published:
                return Dated(day, "attended", self.text.words(event))
        if self._planned(role) and self.reporting.kind in ("event", "reported"):
            return Dated(None, f"article.{role}")
        report = self.reporting.kind not in ("event", "election", "none")
        if report and self.published is None and role != "change" and self._state_today(frame):
            return Dated(None, "article.present")
        return Dated(self.reporting.period, f"article.{self.reporting.kind}", self.reporting.words)

    def _state_today(self, frame: Frame) -> bool:
        """Whether a clause tells how things stand today, not what has been done until today."""
        found = self.words.present.search(frame.clause)
        return found is not None and not self.words.done.search(frame.clause, found.end())

    def _headed(self, number: int, role: str) -> Expression | None:
        """The time that the nearest of the headings above a sentence names."""
        held = ("year", "months", "range", "until") if role == "target" else ("year", "months", "range")
        for heading in self.sections.headings[number]:
            for expression in self.expressions.of(heading):
                if expression.kind in held and expression.period:
                    return expression
        return None

    def _above(self, number: int) -> Expression | None:
        """The nearest year or months that one of the lines above a table names."""
        while number > 0 and number in self.rows:
            number -= 1
        for before in range(number, max(-1, number - _ABOVE), -1):
            held = [e for e in self.expressions.of(before) if e.kind in ("year", "months") and e.period]
            if held:
                return held[-1]
        return None

    def _planned(self, role: str) -> bool:
        """Whether a figure of an article without a date of print is no fact of the day it tells of."""
        return self.published is None and role in _NOT_OF_THE_DAY


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _aside(expression: Expression) -> bool:
    """Whether an expression is only said by the way: in a bracket, or of one part set apart."""
    return expression.single or expression.inside is not None


def _told(frames: Sequence[Frame], own: Sequence[Expression | None]) -> dict[tuple[str, str, str], Expression]:
    """The dated figures of the text, by value, for the headline that repeats them."""
    out: dict[tuple[str, str, str], Expression] = {}
    for frame, expression in zip(frames, own, strict=True):
        if expression and frame.sentence > _HEADLINE:
            out.setdefault(_value(frame), expression)
    return out


def _value(frame: Frame) -> tuple[str, str, str]:
    quantity = frame.quantity
    return str(quantity.low), str(quantity.high), quantity.unit
