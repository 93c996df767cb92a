"""The time a figure is about: the nearest governing expression, else the article's reporting period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mttq_extract.context.chronology import Chronology, anniversary, spans
from mttq_extract.context.frame import Frame
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.context.published import printed
from mttq_extract.context.reporting import Reporting, ReportingReader
from mttq_extract.entities.dates import DateMention
from mttq_extract.text.view import View
from mttq_extract.types import Period, Sentence

_OPENING = 60
_BACK = 3
_HEADLINE = 1
_LEAD_REACH = 2000
_HEADING_MOST = 120
# Kinds that do not hold beyond their own sentence.
_FLEETING = ("compared", "name", "past")
# Roles of figures that are not facts of the day an article tells of.
_NOT_OF_THE_DAY = ("target", "threshold", "baseline")
_AND = (" và ", ", ")
_CLOSING = ("”", '"')
_DATED_LINE = re.compile(r"\)[ .]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as a sentence uses it; `period` is None when the text leaves it open, which still governs."""

    start: int
    end: int
    period: Period | None
    kind: str
    words: str


@dataclass
class PeriodReader:
    """Chooses the period of each figure of one document; build one for a document."""

    view: View
    words: PeriodWords
    mentions: Sequence[DateMention]
    sentences: Sequence[Sentence]
    published: date | None
    chronology: Chronology = field(init=False)
    reporting: Reporting = field(init=False)
    _by_sentence: dict[int, list[DateMention]] = field(default_factory=dict)
    _stated: bool = False
    _headings: list[int] = field(default_factory=list)
    _expressions: dict[int, list[Expression]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        starts = [self.view.from_text(s.start) for s in self.sentences]
        number = 0
        for mention in self.mentions:
            while number + 1 < len(starts) and starts[number + 1] <= mention.start:
                number += 1
            self._by_sentence.setdefault(number, []).append(mention)
        printed_ = printed(self.view, self.mentions)
        self.chronology = Chronology(self.view, self.words, self.mentions, self.published, printed_)
        self._headings = self._find_headings()
        reader = ReportingReader(self.view, self.sentences, self._by_sentence, self.chronology)
        self.reporting, self._stated = reader.find()

    def _find_headings(self) -> list[int]:
        """For each sentence the number of the heading it stands under: a short line alone without a full stop."""
        lower = self.view.lower
        out: list[int] = []
        heading = 0
        for number in range(len(self.sentences)):
            start, end = self._start(number), self._end(number)
            alone = number == 0 or "\n" in lower[self._end(number - 1) : start]
            alone = alone and (number + 1 == len(self.sentences) or "\n" in lower[end : self._start(number + 1)])
            if alone and end - start < _HEADING_MOST and lower[end - 1] not in ".;,!?”\"":
                heading = number
            out.append(heading)
        return out

    def decide(self, frames: Sequence[Frame], roles: Sequence[str]) -> list[tuple[Period | None, str]]:
        """Give the period of each figure of the document, in order, and the expression that decided it."""
        own = [self._in_sentence(frame) for frame in frames]
        if not self._stated:
            self._adopt(frames, own)
        told = self._told(frames, own)
        out: list[tuple[Period | None, str]] = []
        last: tuple[int, Expression] | None = None
        for frame, role, expression in zip(frames, roles, own, strict=True):
            if expression:
                if expression.kind not in _FLEETING and expression.end <= frame.start:
                    last = (frame.sentence, expression)
                out.append(self._said("sentence", frame, expression))
                continue
            again = told.get(_value(frame)) if frame.sentence <= _HEADLINE else None
            if again:
                out.append(self._said("repeated", frame, again))
                continue
            carried = self._carried(frame, last)
            if carried:
                last = (frame.sentence, carried)
                out.append(self._said("before", frame, carried))
            else:
                out.append(self._default(frame, role))
        return out

    def _said(self, where: str, frame: Frame, expression: Expression) -> tuple[Period | None, str]:
        period = expression.period
        if expression.kind == "now" and frame.quantity.unit == "VND":
            period = self._so_far(period)
        return period, f"{where}.{expression.kind}: {expression.words}"

    def _default(self, frame: Frame, role: str) -> tuple[Period | None, str]:
        """The period of the section, of the event for those who attend it, else of the article."""
        heading = self._headings[frame.sentence]
        if heading > 0:
            for expression in self._of(heading):
                if expression.kind in ("year", "months", "until") and expression.period:
                    return expression.period, f"heading.{expression.kind}: {expression.words}"
        event = self.chronology.event
        if self._stated and event and self.words.attended.search(frame.clause):
            day = self.chronology.resolve(event)
            if day or not self.published:
                return day, f"attended: {self.view.lower[event.start : event.end]}"
        if self.published is None and role in _NOT_OF_THE_DAY and self.reporting.why.startswith(("event", "reported")):
            return None, f"article.{role}"
        return self.reporting.period, f"article.{self.reporting.why}"

    def _adopt(self, frames: Sequence[Frame], own: Sequence[Expression | None]) -> None:
        """Take as reporting period the span of time that governs the first dated figure, or most of the first."""
        dated = [
            (frame, expression)
            for frame, expression in zip(frames, own, strict=True)
            if frame.start <= _LEAD_REACH and expression and expression.period
        ]
        held = [e for frame, e in dated if e.kind in ("range", "since") and self._collected(frame, e)]
        if not held:
            return
        most = max(held, key=held.count)
        if dated[0][1] is held[0]:
            most = held[0]
        elif 2 * held.count(most) < len(dated):
            return
        self.reporting = Reporting(most.period, f"first: {most.words}")

    def _collected(self, frame: Frame, expression: Expression) -> bool:
        """Whether a span is the time over which the article's figures came together, up to the event it tells of."""
        period, event = expression.period, self.chronology.event
        if period is None or period.end is None or expression.end > frame.start:
            return False
        if self.words.target.search(frame.text):
            return False
        if event is None or not self.reporting.why.startswith("event"):
            return True
        day = self.chronology.resolve(event)
        return expression.kind == "range" and day is not None and day.start is not None and period.end <= day.start

    def _told(
        self, frames: Sequence[Frame], own: Sequence[Expression | None]
    ) -> dict[tuple[str, str, str], Expression]:
        """The dated figures of the text, by value, for the headline that repeats them."""
        out: dict[tuple[str, str, str], Expression] = {}
        for frame, expression in zip(frames, own, strict=True):
            if expression and frame.sentence > _HEADLINE:
                out.setdefault(_value(frame), expression)
        return out

    def _in_sentence(self, frame: Frame) -> Expression | None:
        if self.words.age.search(frame.quantity.surface.lower()):
            return None
        best: tuple[float, Expression] | None = None
        expressions = self._of(frame.sentence)
        day_opens = any(e.kind == "day" and e.start - self._start(frame.sentence) < _OPENING for e in expressions)
        for expression in expressions:
            cost = self._cost(frame, expression, day_opens)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, expression)
        return best[1] if best else None

    def _cost(self, frame: Frame, expression: Expression, day_opens: bool) -> float | None:
        """How far an expression stands from governing a figure of its sentence; None when it cannot."""
        if expression.kind == "compared":
            return None
        if expression.kind == "name" and (day_opens or self.reporting.why.startswith("event")):
            return None
        lower = self.view.lower
        if expression.end <= frame.start:
            gap = lower[expression.end : frame.start]
            closed = gap.count(")") > gap.count("(")
            if closed and ";" in gap:
                return None
            return len(gap) + 120.0 * gap.count(";") + (100.0 if closed else 0.0)
        gap = lower[frame.end : expression.start]
        if "(" in gap and (gap.strip() != "(" or _DATED_LINE.match(lower, expression.end)):
            return None
        apart = bool(set(",;:.") & set(gap))
        if apart and (";" in gap or expression.kind in ("until", "now", "since")):
            return None
        if self.words.against.search(gap):
            return None
        if not apart and len(gap) <= 40 and not any(c.isdigit() for c in gap):
            return 0.5 * len(gap)
        return 100 + 2.0 * len(gap)

    def _carried(self, frame: Frame, last: tuple[int, Expression] | None) -> Expression | None:
        """The expression of a sentence shortly before that still holds: it opened it, or this one continues it."""
        lower = self.view.lower
        if self.words.present.search(frame.clause):
            return None
        start = self._start(frame.sentence)
        continued = self.words.carried.match(lower, start) is not None
        if last and continued and 0 <= frame.sentence - last[0] <= 2 and last[1].kind != "compared":
            return last[1] if last[1].period else None
        if last and last[0] == frame.sentence:
            return last[1]
        for back in range(1, _BACK + 1):
            number = frame.sentence - back
            if number < 0:
                break
            if "\n" in lower[self._end(number) : self._start(number + 1)] and not continued:
                break
            if last and last[0] == number:
                held = last[1].period is not None and last[1].period.end is not None
                if self._stated and last[1].kind in ("until", "now"):
                    return None
                return last[1] if held else None
            for expression in self._of(number):
                if expression.kind in _FLEETING:
                    continue
                if expression.start - self._start(number) < _OPENING:
                    return expression if expression.period and expression.period.end else None
        return None

    def _of(self, number: int) -> list[Expression]:
        """The expressions of a sentence, read once."""
        if number not in self._expressions:
            self._expressions[number] = self._read(number)
        return self._expressions[number]

    def _read(self, number: int) -> list[Expression]:
        lower, words = self.view.lower, self.words
        first, last = self._start(number), self._end(number)
        out: list[Expression] = []
        since: tuple[DateMention, Period] | None = None
        for mention in self._by_sentence.get(number, []):
            text = lower[mention.start : mention.end]
            before = lower[max(first, mention.start - 70) : mention.start]
            if mention is self.chronology.printed:
                continue
            kind = _kind(mention)
            period = self.chronology.resolve(mention)
            if anniversary(mention) or words.document.search(before) or words.birth.search(before):
                continue
            if words.compared.search(before):
                out.append(Expression(mention.start, mention.end, period, "compared", text))
                continue
            if mention.kind == "open" or period is None:
                continue
            if since and since[0].end < mention.start and words.reach.search(lower[since[0].end : mention.start]):
                whole = Period(since[1].start, period.end)
                out.pop()
                out.append(Expression(since[0].start, mention.end, whole, "range", text))
                since = None
                continue
            since = None
            joined = words.since.search(before) is not None
            if mention.kind == "past":
                if words.inside.search(before) or before.rstrip()[-1:] in ("", ",", ":"):
                    out.append(Expression(mention.start, mention.end, self._lately(mention, period), "past", text))
                continue
            then = words.then_now.match(lower, mention.end)
            if then and (joined or "," not in then.group()):
                out.append(Expression(mention.start, mention.end, Period(period.start, self.chronology.today), "since", text))
            elif joined and not spans(mention):
                since = (mention, period)
                today = self.chronology.today
                end = today if today and period.start and period.start <= today else None
                out.append(Expression(mention.start, mention.end, Period(period.start, end), "since", text))
            elif words.until.search(before):
                out.append(Expression(mention.start, mention.end, Period(None, period.end), "until", text))
            elif words.reach.search(before):
                aim = kind == "year" and self._aimed(period, lower[first:last])
                out.append(
                    Expression(mention.start, mention.end, period if aim else Period(None, period.end), "until", text)
                )
            else:
                if kind == "year" and out and out[-1].kind == "year" and lower[out[-1].end : mention.start] in _AND:
                    first_year = out.pop()  # "năm 2022 và 2023" is one period
                    if first_year.period:
                        period = Period(first_year.period.start, period.end)
                if kind == "year" and self._names(before, mention):
                    kind = "name"
                out.append(Expression(mention.start, mention.end, period, kind, text))
        today = self.chronology.today
        for found in words.to_now.finditer(lower, first, last):
            if not any(e.kind == "since" and e.end <= found.start() <= e.end + 3 for e in out):
                out.append(Expression(found.start(), found.end(), Period(None, today) if today else None, "now", found.group()))
        return out

    def _aimed(self, period: Period, sentence: str) -> bool:
        """Whether "đến năm 2030" names the year aimed at, not the end of what was counted."""
        year = self.chronology.year
        assert period.end is not None
        return self.words.target.search(sentence) is not None or (year is not None and period.end.year > year)

    def _names(self, before: str, mention: DateMention) -> bool:
        """Whether a year or term only belongs to the name of an event or to an office."""
        if self.words.inside.search(before):
            return False
        if self.view.lower[mention.end : mention.end + 1] in _CLOSING:
            return True
        clause = before.rpartition(",")[2] if not self.words.ordinal.search(before) else before
        if self.words.attributive.search(clause):
            return True
        return spans(mention) and self.words.office.search(clause) is not None

    def _lately(self, mention: DateMention, period: Period) -> Period:
        """"5 năm qua" in a report on as many years is the time reported."""
        whole = self.reporting.period
        if self._stated and whole and whole.start and whole.end:
            years = whole.end.year - whole.start.year
            if years and abs(years - mention.parts.get("n", 0)) <= 1:
                return whole
        return period

    def _so_far(self, period: Period | None) -> Period | None:
        """What was collected "đến nay" was collected since the reporting period began."""
        whole = self.reporting.period
        if period and period.end and whole and whole.start and whole.end and whole.start < whole.end:
            return Period(whole.start, period.end) if whole.start <= period.end else period
        return period

    def _start(self, number: int) -> int:
        return self.view.from_text(self.sentences[number].start)

    def _end(self, number: int) -> int:
        return self.view.from_text(self.sentences[number].end)


def _kind(mention: DateMention) -> str:
    if "d2" in mention.parts and spans(mention):
        return "range"
    if "d1" in mention.parts or mention.kind == "day":
        return "day"
    return "year" if "m1" not in mention.parts and mention.kind in ("span", "relative") else "months"


def _value(frame: Frame) -> tuple[str, str, str]:
    quantity = frame.quantity
    return str(quantity.low), str(quantity.high), quantity.unit
