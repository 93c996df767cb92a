"""What an article reports on: its reporting period, its election, or the day of the event it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mttq_extract.context.chronology import Chronology, spans
from mttq_extract.entities.dates import DateMention
from mttq_extract.text.view import View
from mttq_extract.types import Period, Sentence

_LEAD_SENTENCES = 7
_LEAD_REACH = 2000
_SAID_SENTENCES = 5
_SUMMARY_SENTENCES = 4
_NEAR = 90
_FRESH = 12
_PHRASE = 24
_HEADLINE_MOST = 150
_INDEX = re.compile(r"(?<!\w)[A-ZĐ]{3,8} ((?:19|20)\d\d)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Reporting:
    """The period that figures without a date of their own take, and the rule and words that say so."""

    period: Period | None
    why: str


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
    """Finds what one article reports on."""

    view: View
    sentences: Sequence[Sentence]
    by_sentence: dict[int, list[DateMention]]
    chronology: Chronology

    def find(self) -> tuple[Reporting, bool]:
        """Give the reporting period, and whether the headline or lead says that it is one."""
        lead = [item for item in self._lead() if self._may_report(item)]
        headline = self._headline()
        for item in lead:
            if item.number <= headline or self._reported(item):
                return Reporting(item.period, f"reported: {self._words(item.mention)}"), True
        index = self._index()
        if index:
            return index, True
        summary = any(
            self.chronology.words.summary.search(self._sentence(n))
            for n in range(min(_SUMMARY_SENTENCES, len(self.sentences)))
        )
        if lead and summary:
            return Reporting(lead[0].period, f"summary: {self._words(lead[0].mention)}"), True
        election = self._election()
        if election:
            return election, True
        event = self._event()
        if event:
            return event, False
        for item in lead:
            if spans(item.mention) and self.chronology.words.congress.search(item.before):
                return Reporting(item.period, f"congress: {self._words(item.mention)}"), False
        published = self.chronology.published
        if published:
            return Reporting(Period(published, published), "published"), False
        return Reporting(None, "none"), False

    def _lead(self) -> list[_Lead]:
        """The spans of time in the headline and the first sentences."""
        out: list[_Lead] = []
        for number in range(min(_LEAD_SENTENCES, len(self.sentences))):
            start = self._start(number)
            if start > _LEAD_REACH:
                break
            for mention in self.by_sentence.get(number, []):
                period = self.chronology.resolve(mention)
                if period is None or not _is_span(mention) or not self.chronology.usable(mention):
                    continue
                before = self.view.lower[max(start, mention.start - _NEAR) : mention.start]
                behind = self.view.lower[mention.end : min(self._end(number), mention.end + _NEAR // 2)]
                out.append(_Lead(number, mention, period, before, behind))
        return out

    def _may_report(self, item: _Lead) -> bool:
        """Whether a span in the lead can be what is reported, not a plan, a career or a point of departure."""
        words, chronology, before = self.chronology.words, self.chronology, item.before
        if words.until.search(before) or words.reach.search(before):
            return False
        if words.since.search(before) and not spans(item.mention):
            return False
        if words.target.search(item.behind) or words.target.search(before[-30:]):
            return False
        start, end = item.period.start, item.period.end
        if start is None or end is None or end.year < chronology.latest - 1:
            return False
        if chronology.year and (start.year > chronology.year or start.year == chronology.year < end.year):
            return False
        said = [m.start() for m in words.perhaps.finditer(before)]
        planned = [m.start() for m in words.plan.finditer(before)]
        if planned and (not said or planned[-1] > said[-1] + _PHRASE):
            return False
        said += [m.start() for m in words.congress.finditer(before)]
        return not (start.year < end.year and words.office.search(before, max(said, default=0)))

    def _reported(self, item: _Lead) -> bool:
        words = self.chronology.words
        said = words.reported if self._event() else words.perhaps
        within = spans(item.mention) and words.inside.search(item.before) is not None
        if within and words.plan.search(self.view.lower, self._start(item.number), item.mention.start):
            within = False
        term = words.term.match(self._words(item.mention)) is not None and item.before.rstrip().endswith("(")
        return item.number < _SAID_SENTENCES and (within or term or said.search(item.before) is not None)

    def _headline(self) -> int:
        """The number of the last sentence of the headline: its lines have no full stop and no date of print."""
        last = 0
        for number in range(1, min(3, len(self.sentences))):
            start, end = self._start(number), self._end(number)
            alone = "\n" in self.view.lower[self._end(number - 1) : start]
            alone = alone and number + 1 < len(self.sentences) and "\n" in self.view.lower[end : self._start(number + 1)]
            printed = any(m is self.chronology.printed for m in self.by_sentence.get(number, []))
            if not alone or printed or self.view.lower[end - 1] in ".!?…;,:" or end - start > _HEADLINE_MOST:
                break
            last = number
        return last

    def _index(self) -> Reporting | None:
        """A yearly survey by its name and year ("ABC 2018")."""
        end = min(_LEAD_REACH, len(self.view.cased))
        if self.chronology.words.index.search(self.view.lower, 0, end):
            found = _INDEX.search(self.view.cased, 0, end)
            if found:
                year = int(found[1])
                return Reporting(Period(date(year, 1, 1), date(year, 12, 31)), f"index: {found.group()}")
        return None

    def _election(self) -> Reporting | None:
        """In an article on an election the polling day, else the term elected for."""
        words = self.chronology.words
        lead = " ".join(self._sentence(n) for n in range(min(_SUMMARY_SENTENCES, len(self.sentences))))
        if len(words.election.findall(lead)) < 2:
            return None
        term: Reporting | None = None
        for number, mentions in self.by_sentence.items():
            for mention in mentions:
                if mention is self.chronology.printed or not self.chronology.usable(mention):
                    continue
                sentence = self._sentence(number)
                period = self.chronology.resolve(mention)
                if period is None or period.start is None or period.end is None:
                    continue
                if period.start == period.end and words.polling.search(sentence):
                    return Reporting(period, f"election: {self._words(mention)}")
                years = period.end.year - period.start.year
                if term is None and 4 <= years <= 6 and words.election.search(sentence):
                    term = Reporting(period, f"election: {self._words(mention)}")
        return term

    def _event(self) -> Reporting | None:
        """The day of the event that the lead tells of."""
        mention = self.chronology.event
        if mention is None or mention.start > _LEAD_REACH:
            return None
        period = self.chronology.resolve(mention)
        if period is None or period.start is None:
            return None
        published = self.chronology.published
        if published and not -2 <= (published - period.start).days <= _FRESH:
            return None
        return Reporting(period, f"event: {self._words(mention)}")

    def _start(self, number: int) -> int:
        return self.view.from_text(self.sentences[number].start)

    def _end(self, number: int) -> int:
        return self.view.from_text(self.sentences[number].end)

    def _sentence(self, number: int) -> str:
        return self.view.lower[self._start(number) : self._end(number)]

    def _words(self, mention: DateMention) -> str:
        return self.view.lower[mention.start : mention.end]


def _is_span(mention: DateMention) -> bool:
    if mention.kind in ("months", "quarter", "school_year"):
        return True
    return mention.kind == "span" and ("d1" not in mention.parts or spans(mention) and "m1" in mention.parts)
