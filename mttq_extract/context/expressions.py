"""How the dates of a sentence are used: at a day, since, until, over a range, or only compared with."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mttq_extract.context.chronology import Chronology, anniversary, spans
from mttq_extract.context.dated import DatedText
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.entities.dates import DateMention
from mttq_extract.types import Period

_NEAR = 70
_AROUND = 160
_NEAR_DONE = 60  # characters behind a date to what was done until then
_AHEAD = 16
_DUE = 100
_MULTIPLE = 32
_MOST_OF_YEAR = 360
_TERM = 3 * 365
_QUARTER = 92
_AND = (" và ", ", ")
_CLOSING = ("”", '"')


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as a sentence uses it; `period` is None when the text leaves it open, which still governs.

    `kind` is how: day, months, year, range (a first and a last day), since, until, deadline ("xong trước"), now ("đến
    nay"), past ("5 năm qua"), event ("tại hội nghị"), name (it belongs to the name of an event or an office) or
    compared. `inside` is the bracket around it; `single` tells that it sets one part apart ("riêng năm 2021") and holds
    for nothing behind that sentence.
    """

    start: int
    end: int
    period: Period | None
    kind: str
    words: str
    inside: tuple[int, int] | None = None
    single: bool = False


@dataclass
class ExpressionReader:
    """Reads the expressions of the sentences of one text, each sentence once; `reported` is what it reports on."""

    text: DatedText
    words: PeriodWords
    chronology: Chronology
    reported: Period | None = None
    _read: dict[int, list[Expression]] = field(default_factory=dict)

    def of(self, number: int) -> list[Expression]:
        """The expressions of a sentence in text order."""
        if number not in self._read:
            out: list[Expression] = []
            for mention in self.text.by_sentence.get(number, []):
                if mention is not self.chronology.printed:
                    self._add(out, number, mention)
            found = sorted([*out, *self._now(number, out), *self._event(number)], key=lambda e: e.start)
            self._read[number] = [self._placed(number, e) for e in found]
        return self._read[number]

    def _placed(self, number: int, expression: Expression) -> Expression:
        """The expression with the bracket around it, and whether it sets one part apart."""
        lower, first, last = self.text.view.lower, self.text.starts[number], self.text.ends[number]
        opened = lower.rfind("(", first, expression.start)
        inside = opened >= 0 and ")" not in lower[opened : expression.start]
        closed = lower.find(")", expression.end, last) if inside else -1
        single = self.words.single.search(lower[max(first, expression.start - _NEAR) : expression.start]) is not None
        if not inside and not single:
            return expression
        return replace(expression, inside=(opened, closed if closed >= 0 else last) if inside else None, single=single)

    def opening(self, number: int, reach: int) -> Expression | None:
        """The expression within the first `reach` characters of a sentence that holds beyond it, or None."""
        for expression in self.of(number):
            if expression.start - self.text.starts[number] >= reach:
                return None
            if expression.kind not in FLEETING and not expression.single and not expression.inside:
                return expression
        return None

    def _add(self, out: list[Expression], number: int, mention: DateMention) -> None:
        """Add what one date of a sentence says, joined with the date before it where the two are one."""
        before = self.text.before(number, mention, _NEAR)
        if anniversary(mention) or self.words.document.search(before):
            return
        if self.words.birth.search(before) and not self.words.then_now.match(self.text.view.lower, mention.end):
            return  # "thành lập năm 2003" dates no figure, "thành lập năm 2003, đến nay" does
        period = self.chronology.resolve(mention)
        written = self.text.words(mention)
        if period is None and mention.kind == "open":
            period = self._term(written)
        if period and self.words.same_span.match(written):
            period = self._same_span(out, period)
        deadline = self._deadline(number, mention, before, period)
        if deadline:
            out.append(Expression(mention.start, mention.end, deadline, "deadline", written))
            return
        if self.words.compared.search(before) or self._times(before):
            out.append(Expression(mention.start, mention.end, period, "compared", written))
            return
        if period is None:
            return
        previous = out[-1] if out else None
        gap = self.text.view.lower[previous.end : mention.start] if previous else ""
        start, kind = mention.start, _kind(mention)
        if mention.kind == "past":
            if not self.words.inside.search(before) and before.rstrip()[-1:] not in ("", ",", ":"):
                return
            kind = "past"
        elif previous and previous.kind == "since" and self.words.reach.search(gap):
            out.pop()
            start, kind, period = previous.start, "range", _joined(previous, period)
        elif previous and (
            (gap in _AND and previous.kind == kind == "year") or (gap == _AND[0] and _follows(previous, kind, period))
        ):
            out.pop()  # "năm 2022 và 2023", "tháng 7 và tháng 8/2024" is one period
            start, period = previous.start, _joined(previous, period)
        else:
            kind, period = self._bounded(number, mention, before, kind, period)
        out.append(Expression(start, mention.end, period, kind, written))

    def _same_span(self, out: Sequence[Expression], year: Period) -> Period:
        """The months that "cùng kỳ" of a year means: those told before in the sentence, else those reported on."""
        told = [e.period for e in out if e.kind in ("months", "range") and e.period]
        base = told[-1] if told else self.reported
        if base is None or base.start is None or base.end is None or year.start is None or year.end is None:
            return year
        if base.start.year != base.end.year or (year.end - year.start).days < _MOST_OF_YEAR:
            return year
        apart = 1 if year.start.year == base.start.year else base.start.year - year.start.year
        try:
            return Period(base.start.replace(year=base.start.year - apart), _month_end(base.end, base.end.year - apart))
        except ValueError:
            return year

    def _term(self, written: str) -> Period | None:
        """What "nhiệm kỳ này" or "quý này" means in a report on one; "nhiệm kỳ mới" is the term named that follows."""
        whole = self.reported
        if whole is None or whole.start is None or whole.end is None:
            return None
        days = (whole.end - whole.start).days
        if self.words.this_term.match(written):
            return whole if days >= _TERM else None
        if self.words.this_quarter.match(written):
            return whole if days <= _QUARTER else None
        if not self.words.next_term.match(written) or days < _TERM:
            return None
        for mention in self.text.mentions:
            period = mention.period() if spans(mention) and mention.says_year else None
            if period and period.start and period.end and period.start.year == whole.end.year:
                return period if (period.end - period.start).days >= _TERM else None
        return None

    def _deadline(self, number: int, mention: DateMention, before: str, period: Period | None) -> Period | None:
        """The time up to a date by which something must be done ("xong trước ngày 30/6"), or None."""
        if period is None or period.start is None or not self.words.ahead.search(before) or spans(mention):
            return None
        start, lower = self.text.starts[number], self.text.view.lower
        opens = mention.start - start <= _AHEAD
        due = lower[mention.end : self.text.ends[number]][:_NEAR] if opens else lower[start : mention.start][-_DUE:]
        if not self.words.due.search(due):
            return None
        return Period(None, period.end if period.start == period.end else period.start - timedelta(days=1))

    def _times(self, before: str) -> bool:
        """Whether a date is what something is a multiple of: "gấp 1,6 lần quý I/2025"."""
        near = before[-_MULTIPLE:]
        return self.words.times.search(near) is not None or self.words.share.search(near) is not None

    def _bounded(self, number: int, mention: DateMention, before: str, kind: str, period: Period) -> tuple[str, Period]:
        """Open or close the interval by the words around the date."""
        today = self.chronology.today
        since = self.words.since.search(before)
        then = self.words.then_now.match(self.text.view.lower, mention.end)
        if then and (since or "," not in then.group() or self.words.birth.search(before)):
            return "since", Period(period.start, today)
        if since and not spans(mention):
            return "since", Period(period.start, today if today and period.start and period.start <= today else None)
        if self.words.from_now.search(before):
            printed = self.chronology.published
            return "ahead", Period(printed if printed and period.end and printed <= period.end else None, period.end)
        if self.words.until.search(before):
            return "until", Period(None, self._last_day(mention, kind, period))
        if self.words.reach.search(before) and self.words.then.match(self.text.view.lower, mention.end):
            return kind, period  # "đến năm 2010 thì có 1.200 khu": at that time
        if self.words.reach.search(before):
            last = self._last_day(mention, kind, period)
            summed = last != period.end or self._summed(number, mention)
            state = kind == "year" and (not summed or self._aimed(number, mention, period))
            return "until", period if state else Period(None, last)
        return ("name" if kind == "year" and self._names(before, mention) else kind), period

    def _now(self, number: int, dated: list[Expression]) -> list[Expression]:
        """ "đến nay" where it stands alone; it ends at the publication date when that is known."""
        today = self.chronology.today
        taken = {e.end + k for e in dated if e.kind == "since" for k in range(4)}
        first, last = self.text.starts[number], self.text.ends[number]
        return [
            Expression(found.start(), found.end(), Period(None, today) if today else None, "now", found.group())
            for found in self.words.to_now.finditer(self.text.view.lower, first, last)
            if found.start() not in taken
        ]

    def _event(self, number: int) -> list[Expression]:
        """The day of the event told of, where a sentence begins with "Tại hội nghị, ..." or tells what it found."""
        event, lower = self.chronology.event, self.text.view.lower
        start, end = self.text.starts[number], self.text.ends[number]
        if event is None or event.start >= start:
            return []
        found = self.words.at_event.match(lower, start, end)
        if found is None and self.reported and spans(event):
            found = self.words.surveyed.search(lower, start, end)  # what a delegation found on its days
        day = self.chronology.resolve(event) if found else None
        return [Expression(found.start(), found.end(), day, "event", found.group())] if found and day else []

    def _last_day(self, mention: DateMention, kind: str, period: Period) -> date | None:
        """The day that counting ends on: of "đến đầu năm 2030" and "đến giữa năm 2030" none late in the year."""
        lower, words = self.text.view.lower, self.words
        if kind != "year" or period.end is None or spans(mention):
            return period.end
        if words.to_its_start.match(lower, mention.start):
            return date(period.end.year, 1, 31)
        return date(period.end.year, 6, 30) if words.to_its_middle.match(lower, mention.start) else period.end

    def _summed(self, number: int, mention: DateMention) -> bool:
        """Whether "đến cuối năm 2030" ends a sum, not a state: "lũy kế đến cuối năm 2030 ... đã vận động"."""
        lower, words = self.text.view.lower, self.words
        if words.to_its_end.match(lower, mention.start):
            return True
        start, behind = self.text.starts[number], min(self.text.ends[number], mention.end + _NEAR_DONE)
        if words.state.search(lower, mention.end, behind):
            return False
        if words.done_until.search(lower, mention.end, behind) or words.summed.search(lower, start, mention.start):
            return True
        return words.begun.search(self.text.before(number, mention, _NEAR)) is not None

    def _aimed(self, number: int, mention: DateMention, period: Period) -> bool:
        """Whether "đến hết năm 2030" names the year aimed at, not the end of what was counted."""
        if self.words.target.search(self.text.around(number, mention, _AROUND)):
            return True
        year = self.chronology.year
        return year is not None and period.end is not None and period.end.year > year

    def _names(self, before: str, mention: DateMention) -> bool:
        """Whether a year or term only belongs to the name of an event or to an office."""
        if self.words.inside.search(before):
            return False
        if self.text.view.lower[mention.end : mention.end + 1] in _CLOSING:
            return True
        clause = before if self.words.ordinal.search(before) else before.rpartition(",")[2]
        if self.words.attributive.search(clause):
            return True
        return spans(mention) and self.words.office.search(clause) is not None


# Kinds that do not hold beyond their own sentence.
FLEETING = ("compared", "name", "past", "deadline")


def _follows(first: Expression, kind: str, period: Period) -> bool:
    """Whether months begin on the day after the months, or the one year, told before them."""
    before = first.period
    if before is None or before.start is None or before.end is None or period.start is None:
        return False
    if kind != "months" or first.kind not in ("year", "months") or before.start.year != before.end.year:
        return False  # "nhiệm kỳ 2019-2024 và 7 tháng năm 2025" are two
    return before.end + timedelta(days=1) == period.start


def _joined(first: Expression, last: Period) -> Period:
    return Period(first.period.start if first.period else None, last.end)


def _month_end(day: date, year: int) -> date:
    """The same day of another year; the end of a month stays its end."""
    last = monthrange(day.year, day.month)[1] == day.day
    return date(year, day.month, monthrange(year, day.month)[1] if last else day.day)


def _kind(mention: DateMention) -> str:
    if "d2" in mention.parts and spans(mention):
        return "range"
    if "d1" in mention.parts or mention.kind == "day":
        return "day"
    return "year" if "m1" not in mention.parts and mention.kind in ("span", "relative") else "months"
