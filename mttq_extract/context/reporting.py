"""What an article reports on: its reporting period, its election, or the day of the event it tells of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_extract.context.chronology import Chronology, spans
from mttq_extract.context.dated import DatedText
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.entities.dates import DateMention
from mttq_extract.types import Period

_LEAD_SENTENCES = 7
_LEAD_REACH = 2000
_SAID_SENTENCES = 5
_SUMMARY_SENTENCES = 4
_NEAR = 90
_FRESH = 12
_PHRASE = 24
_DATA = 30
_HEADLINE_MOST = 150
_CLOSED = ".!?…;,:"
_HISTORY = 1986  # what is read was written later: earlier years are told of, not reported on
_INDEX = re.compile(r"(?<!\w)[A-ZĐ]{3,8} ((?:19|20)\d\d)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Reporting:
    """The period that figures without a date of their own take, and the rule (`kind`) and words that say so.

    `stated` tells that the article itself names what it reports on.
    """

    period: Period | None
    kind: str
    words: str = ""
    stated: bool = False


@dataclass(frozen=True, slots=True)
class _Lead:
    """A span of time in the lead: the words before it in its sentence and where they report or plan."""

    number: int
    mention: DateMention
    period: Period
    before: str
    behind: str


@dataclass
class ReportingReader:
    """Finds what one article reports on; `counted` are where its figures begin, without those of time."""

    text: DatedText
    words: PeriodWords
    chronology: Chronology
    counted: Sequence[int] = ()

    def find(self) -> Reporting:
        """Give the reporting period of the article."""
        headline = self._headline()
        lead = [item for item in self._lead(headline) if self._may_report(item)]
        for item in lead:
            if spans(item.mention) and self.words.data.search(item.before[-_DATA:]):
                return Reporting(item.period, "reported", self.text.words(item.mention), True)
        for item in lead:
            if (item.number <= headline and self._titled(item)) or self._reported(item):
                return Reporting(item.period, "reported", self.text.words(item.mention), True)
        index = self._index()
        if index:
            return index
        summary = any(
            self.words.summary.search(self.text.sentence(n)) for n in range(min(_SUMMARY_SENTENCES, len(self.text)))
        )
        if lead and summary and self.chronology.published:
            return Reporting(lead[0].period, "summary", self.text.words(lead[0].mention), True)
        election = self._election()
        if election:
            return election
        event = self._event()
        if event:
            return event
        for item in lead:
            if spans(item.mention) and self.words.congress.search(item.before):
                return Reporting(item.period, "congress", self.text.words(item.mention))
        return Reporting(None, "none")  # the day of print alone is no time that figures are about

    def _lead(self, headline: int) -> list[_Lead]:
        """The spans of time in the headline, which is one phrase however long, and the first sentences."""
        out: list[_Lead] = []
        for number in range(min(_LEAD_SENTENCES, len(self.text))):
            start = self.text.starts[number]
            if start > _LEAD_REACH:
                break
            for mention in self.text.by_sentence.get(number, []):
                period = self.chronology.resolve(mention)
                if period is None or not _is_span(mention) or not self.chronology.usable(mention):
                    continue
                before = self.text.before(number, mention, _HEADLINE_MOST if number <= headline else _NEAR)
                behind = self.text.view.lower[mention.end : min(self.text.ends[number], mention.end + _NEAR // 2)]
                out.append(_Lead(number, mention, period, before, behind))
        return out

    def _may_report(self, item: _Lead) -> bool:
        """Whether a span in the lead can be what is reported, not a plan, a career or a point of departure."""
        words, chronology, before = self.words, self.chronology, item.before
        if words.until.search(before) or words.reach.search(before):
            return False
        if words.since.search(before) and not spans(item.mention):
            return False
        if words.target.search(item.behind) or words.target.search(before[-30:]):
            return False
        start, end = item.period.start, item.period.end
        if start is None or end is None or end.year < max(_HISTORY, chronology.latest - 1):
            return False
        if chronology.year and (start.year > chronology.year or start.year == chronology.year < end.year):
            return False
        said = [m.start() for m in words.perhaps.finditer(before)]
        planned = [m.start() for m in words.plan.finditer(before)]
        if planned and (not said or planned[-1] > said[-1] + _PHRASE):
            return False
        said += [m.start() for m in words.congress.finditer(before)]
        return not (start.year < end.year and words.office.search(before, max(said, default=0)))

    def _titled(self, item: _Lead) -> bool:
        """Whether a headline's time is what is reported: one without a date of print must say that it reports."""
        says = self.chronology.published or self.words.perhaps.search(item.before) or self._tells(item)
        return bool(says) and not self._named(item)

    def _tells(self, item: _Lead) -> bool:
        """Whether a headline reports by itself: "Năm 2030: trao 50 căn nhà", "Trao 50 căn nhà trong năm 2030"."""
        start, end = self.text.starts[item.number], self.text.ends[item.number]
        at = bisect_left(self.counted, start)
        if at == len(self.counted) or self.counted[at] >= end or self._event():
            return False
        if end - start > _HEADLINE_MOST or self.text.view.lower[end - 1] in _CLOSED:
            return False  # a sentence, or a question
        before = item.before.rstrip()
        return not before or before.endswith(":") or self.words.inside.search(before) is not None

    def _named(self, item: _Lead) -> bool:
        """Whether the year in a headline only belongs to the name of the event told of ("Tháng cao điểm ... 2016")."""
        words = self.words
        named = words.attributive.search(item.before) and not words.perhaps.search(item.before)
        return bool(named) and self._event() is not None

    def _reported(self, item: _Lead) -> bool:
        words = self.words
        said = words.reported if self._event() else words.perhaps
        within = spans(item.mention) and words.inside.search(item.before) is not None
        if within and words.plan.search(self.text.view.lower, self.text.starts[item.number], item.mention.start):
            within = False
        term = words.term.match(self.text.words(item.mention)) is not None and item.before.rstrip().endswith("(")
        return item.number < _SAID_SENTENCES and (within or term or said.search(item.before) is not None)

    def _headline(self) -> int:
        """The number of the last sentence of the headline, -1 for none: its lines have no stop and no date of print."""
        if len(self.text) == 0 or not self.text.alone(0):
            return -1
        last = 0
        for number in range(1, min(3, len(self.text))):
            start, end = self.text.starts[number], self.text.ends[number]
            printed = any(m is self.chronology.printed for m in self.text.by_sentence.get(number, []))
            closed = self.text.view.lower[end - 1] in _CLOSED or end - start > _HEADLINE_MOST
            if printed or closed or not self.text.alone(number):
                break
            last = number
        return last

    def _index(self) -> Reporting | None:
        """A yearly survey by its name and year ("ABC 2018")."""
        end = min(_LEAD_REACH, len(self.text.view.cased))
        if self.words.index.search(self.text.view.lower, 0, end):
            found = _INDEX.search(self.text.view.cased, 0, end)
            if found:
                year = int(found[1])
                return Reporting(Period(date(year, 1, 1), date(year, 12, 31)), "index", found.group(), True)
        return None

    def _election(self) -> Reporting | None:
        """In an article on an election the polling day, else the term elected for."""
        words = self.words
        lead = " ".join(self.text.sentence(n) for n in range(min(_SUMMARY_SENTENCES, len(self.text))))
        if len(words.election.findall(lead)) < 2:
            return None
        term: Reporting | None = None
        for number, mentions in self.text.by_sentence.items():
            for mention in mentions:
                if mention is self.chronology.printed or not self.chronology.usable(mention):
                    continue
                sentence = self.text.around(number, mention, _NEAR)
                period = self.chronology.resolve(mention)
                if period is None or period.start is None or period.end is None:
                    continue
                if period.start == period.end and words.polling.search(sentence):
                    return Reporting(period, "election", self.text.words(mention), True)
                years = period.end.year - period.start.year
                if term is None and 4 <= years <= 6 and words.election.search(sentence):
                    term = Reporting(period, "election", self.text.words(mention), True)
        return term

    def _event(self) -> Reporting | None:
        """The day of the event that the lead tells of."""
        mention = self.chronology.event
        if mention is None or mention.start > _LEAD_REACH:
            return None
        period = self.chronology.resolve(mention)
        if period is None or period.start is None or period.start.year < _HISTORY:
            return None
        published = self.chronology.published
        if published and not -2 <= (published - (period.end or period.start)).days <= _FRESH:
            return None
        return Reporting(period, "event", self.text.words(mention))


def _is_span(mention: DateMention) -> bool:
    if mention.kind in ("months", "quarter", "school_year"):
        return True
    return mention.kind == "span" and ("d1" not in mention.parts or (spans(mention) and "m1" in mention.parts))
