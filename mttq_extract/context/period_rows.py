"""The candidates for the period of one figure and what is known of each, as names of features."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from mttq_extract.context.chain_model import Row
from mttq_extract.context.expressions import Expression, ExpressionReader
from mttq_extract.context.frame import Frame
from mttq_extract.context.periods import Dated, PeriodReader
from mttq_extract.context.subject_rows import bucket
from mttq_extract.types import Period

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_MARKS = {";": "semi", ":": "colon", ")": "closed", "(": "open"}
_BACK, _EACH_WAY, _LEAD, _LEAD_MOST, _LAST = 4, 4, 3, 4, 3
_OPENS = 60
_YEAR = 300  # days: a shorter interval may stand for its year
_WORDS_SEEN = ("present", "whole_year", "target", "carried", "election", "attended", "age")
_Offer = tuple[str, Period | None, str]
"""A feature, a period and how it relates to the figures of the document."""


@dataclass(slots=True)
class PeriodRows:
    """Gathers the rows of the figures of one document, in text order.

    `dated` is what the rules decided: the first candidate, known by its rule. Where the year of the article is not
    certain, the dates without one are read in its likeliest year.
    """

    reader: PeriodReader
    frames: Sequence[Frame]
    roles: Sequence[str]
    nouns: Sequence[str]
    dated: Sequence[Dated]
    _expressions: ExpressionReader = field(init=False)
    _today: date | None = field(init=False)
    _sure: str = field(init=False)
    _offers: list[_Offer] = field(init=False)

    def __post_init__(self) -> None:
        reader = self.reader
        chronology = reader.chronology.guessed() or reader.chronology
        certain = chronology is reader.chronology
        self._expressions = reader.expressions
        if not certain:
            self._expressions = ExpressionReader(reader.text, reader.words, chronology, reader.expressions.reported)
        self._sure = "sure" if certain else _certainty(chronology.ranked)
        self._today = chronology.today
        self._offers = [(f"A.{reader.reporting.kind}", reader.reporting.period, "A")]
        if chronology.event:
            day = chronology.resolve(chronology.event)
            self._offers.append(("V", day, "V"))
            if day and day.end:  # what is told of on a day may have come together until then
                self._offers.append(("Vu", Period(None, day.end), "Vu"))
                self._offers.append(("Vy", _year(day.end.year), "Vy"))
                self._offers.append(("Vb", Period(date(day.end.year, 1, 1), day.end), "Vb"))
        if reader.published:
            self._offers.append(("D", Period(reader.published, reader.published), "D"))
        if chronology.year:
            self._offers.append(("Y", _year(chronology.year), "Y"))
        if self._today:
            self._offers.append(("T", Period(date(self._today.year, 1, 1), self._today), "T"))
            self._offers.append(("U", Period(None, self._today), "U"))
        lead = [e for n in range(min(_LEAD, len(reader.text))) for e in self._expressions.of(n) if e.period]
        self._offers += [(f"L.{e.kind}.{rank}", e.period, "L") for rank, e in enumerate(lead[:_LEAD_MOST])]

    def of(self, frame: Frame) -> tuple[list[str], list[Row]]:
        """The features of a figure, and its rows."""
        found: dict[str, Row] = {}
        period, path, *_ = self.dated[frame.index]
        role = self.roles[frame.index]
        _add(found, period, "R", [f"R.{path}", f"R.{path}.{role}", *(["R.none"] if period is None else [])])
        said = self._expressions.of(frame.sentence)
        self._in_sentence(found, frame, said, role)
        self._earlier(found, frame, role)
        for heading in self.reader.sections.headings[frame.sentence][:1]:
            for e in self._expressions.of(heading):
                _add(found, e.period, "H", [f"H.{e.kind}"])
        for name, offered, relation in self._offers:
            _add(found, offered, relation, [name])
        _add(found, None, "none", ["none"])
        for row in found.values():
            if row.key:
                row.features += self._shape(row.key)
        return self._figure(frame, len(said), path, role), list(found.values())

    def link(self, frame: Frame) -> str:
        """How a figure follows the one before, and whether a time was told since then."""
        if not frame.index:
            return "begin"
        last = self.frames[frame.index - 1]
        since = last.end if last.sentence == frame.sentence else self.reader.text.starts[frame.sentence]
        told = any(since <= e.start < frame.start for e in self._expressions.of(frame.sentence))
        return self._step(frame, last) + (".told" if told else "")

    def _step(self, frame: Frame, last: Frame) -> str:
        """In the same part of a sentence, sentence, paragraph, or further."""
        between = self.reader.text.view.lower[last.end : frame.start]
        if last.sentence == frame.sentence:
            return "bracket" if frame.bracket is not None else "semicolon" if ";" in between else "clause"
        return "sentence" if "\n" not in between else "next" if len(between) < 400 else "far"

    def _in_sentence(self, found: dict[str, Row], frame: Frame, said: Sequence[Expression], role: str) -> None:
        lower, clause = self.reader.text.view.lower, frame.start - len(frame.clause)
        before = [e for e in said if e.end <= frame.start][-_EACH_WAY:]
        for rank, e in enumerate(reversed(before)):
            gap = lower[e.end : frame.start]
            known = _beside("E", e, rank, gap, role)
            if e.start >= clause:
                known.append("E.clause")
            if e.start - self.reader.text.starts[frame.sentence] < 8:
                known.append("E.first")
            known += [f"E.p.{word}" for word in _WORD.findall(lower[max(0, e.start - 24) : e.start])[-2:]]
            known += [f"E.n.{word}" for word in _WORD.findall(gap[:20])[:1]]
            self._variants(found, e.period, "E", known)
        for rank, e in enumerate([e for e in said if e.start >= frame.end][:_EACH_WAY]):
            gap = lower[frame.end : e.start]
            known = _beside("F", e, rank, gap, role) + [f"F.p.{word}" for word in _WORD.findall(gap[-24:])[-2:]]
            self._variants(found, e.period, "F", known)

    def _earlier(self, found: dict[str, Row], frame: Frame, role: str) -> None:
        """The sentences before, in the paragraph (P) and above it (Q)."""
        text, where = self.reader.text, "P"
        for number in range(frame.sentence - 1, max(-1, frame.sentence - 1 - _BACK), -1):
            if text.broken(number + 1):
                where = "Q"
            back = frame.sentence - number
            for rank, e in enumerate(reversed(self._expressions.of(number)[-_LAST:])):
                known = [f"{where}{back}.{e.kind}", f"{where}.{e.kind}.{min(rank, 1)}", f"{where}.back{back}"]
                known.append(f"P.role.{role}.{e.kind}")
                if e.start - text.starts[number] < _OPENS:
                    known.append(f"{where}.opens.{e.kind}")
                self._variants(found, e.period, where, known)

    def _variants(self, found: dict[str, Row], period: Period | None, relation: str, known: list[str]) -> None:
        """An expression's own interval, its year, and the spans that begin or end with it."""
        if period is None:
            return
        _add(found, period, relation, known)
        for letter, other in self._spans(period):
            _add(found, other, relation + letter, [f"{relation}{letter}.{known[0]}"])

    def _spans(self, period: Period) -> Iterator[tuple[str, Period]]:
        start, end = period.start, period.end
        whole, today = self.reader.reporting.period, self._today
        if end and (start is None or (end - start).days < _YEAR):
            yield "y", _year(end.year)
            yield "b", Period(date(end.year, 1, 1), end)
        if end and start and (end - start).days < _YEAR:
            yield "u", Period(None, end)
        if end and whole and whole.start and whole.start < end:
            yield "w", Period(whole.start, end)
        if start and today and start < today and (end is None or end < today):
            yield "s", Period(start, today)

    def _figure(self, frame: Frame, said: int, path: str, role: str) -> list[str]:
        quantity, words, reader = frame.quantity, self.reader.words, self.reader
        left = _WORD.findall(frame.scope[-50:])[-3:]
        out = [
            f"f.role.{role}",
            f"f.unit.{quantity.unit}",
            f"f.noun.{quantity.noun}",
            f"f.mod.{quantity.modifier}",
            f"f.path.{path}",
            f"f.said{min(said, 3)}",
            f"f.reporting.{reader.reporting.kind}",
            f"f.stated.{reader.reporting.stated}",
            f"f.published.{reader.published is not None}",
            f"f.sure.{self._sure}",
            f"f.sent{min(frame.sentence, 3)}",
            f"f.earlier{min(frame.earlier, 3)}",
            f"f.figures{bucket(len(self.frames))}",
        ]
        out += [f"f.l{len(left) - at}.{word}" for at, word in enumerate(left)]
        out += [f"f.r.{word}" for word in _WORD.findall(frame.following[:24])[:2]]
        out += [f"f.c.{word}" for word in self.nouns[frame.index].split()[:2]]
        out += [f"f.w.{word}" for word in sorted(words.telling.intersection(_WORD.findall(frame.clause[-120:])))]
        out += [f"f.o.{word}" for word in _WORD.findall(frame.text[:20])[:2]]
        out += [f"f.has.{name}" for name in _WORDS_SEEN if getattr(words, name).search(frame.clause)]
        if "“" in frame.text or '"' in frame.text:
            out.append("f.quote")
        if frame.bracket is not None:
            out.append("f.bracket")
        if quantity.per:
            out.append("f.per")
        return out

    def _shape(self, key: str) -> list[str]:
        """How long an interval is, how it lies to the day of the article, and how certain the year is."""
        period, today = Period.parse(key), self._today
        out = [f"size.{(size := _size(period))}", f"certain.{self._sure}"]
        if today:
            ahead = period.start is not None and period.start > today
            where = "future" if ahead else "ended" if period.end and period.end < today else "running"
            out += [f"lies.{where}", f"lies.{size}.{where}"]
        return out


def _add(found: dict[str, Row], period: Period | None, relation: str, known: list[str]) -> None:
    """Add a candidate, or what more is known of it; only the rules and "none" offer no period."""
    if period is None and relation not in ("R", "none"):
        return
    key = str(period) if period else ""
    if key in found:
        found[key].features += [f"also.{relation}", *known]
    else:
        found[key] = Row(key, key, key, relation, None, (), [f"rel.{relation}", *known])


def _beside(side: str, e: Expression, rank: int, gap: str, role: str) -> list[str]:
    """What is known of an expression of the figure's own sentence."""
    known = [
        f"{side}.{e.kind}.{min(rank, 2)}",
        f"{side}.rank{rank}",
        f"{side}.d{bucket(len(gap))}",
        f"{side}.kind.{e.kind}",
        f"{side}.role.{role}.{e.kind}",
        f"{side}.num{min(len(_NUMBER.findall(gap)), 3)}",
        f"{side}.commas{min(gap.count(','), 3)}",
    ]
    return known + [f"{side}.{name}" for mark, name in _MARKS.items() if mark in gap]


def _certainty(ranked: Sequence[tuple[float, int]]) -> str:
    """How much speaks for the likeliest year of an article, and how much for the next."""
    first = ranked[0][0] if ranked else 0.0
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    return f"guess{min(int(first), 4)}.{int(4 * second / first)}" if first else "guess"


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _size(period: Period) -> str:
    if period.start is None or period.end is None:
        return "open" if period.end else "since"
    days = (period.end - period.start).days
    steps = ((0, "day"), (26, "week"), (31, "month"), (359, "months"), (366, "year"))
    return next((name for most, name in steps if days <= most), "years")
