"""The words that tell how a date governs a figure, compiled once from their table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mttq_extract.entities.dates import DateMention
from mttq_extract.tables.loader import alternatives, read_toml, worded
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import fold_tones

_BEFORE = 70


def _ending(forms: Iterable[str], filler: Iterable[str], bracket: str = "[(]?") -> re.Pattern[str]:
    """Words at the end of a string, with fillers ("ngày", "năm") allowed behind them."""
    folded, fill = ([fold_tones(form) for form in part] for part in (forms, filler))
    return re.compile(rf"{worded(folded)}(?:\s+(?:{alternatives(fill)}))*\s*{bracket}$")


def _opening(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[\s,)]*(?:{alternatives(fold_tones(form) for form in forms)})(?!\w)")


def _apart(forms: Iterable[str], behind: Iterable[str], ahead: Iterable[str]) -> re.Pattern[str]:
    """Words that are no part of a longer one: none of `behind` right before them, none of `ahead` right after."""
    before = "".join(rf"(?<!{re.escape(fold_tones(word))}\s)" for word in behind)
    after = alternatives(fold_tones(word) for word in ahead)
    return re.compile(rf"{before}{worded(fold_tones(form) for form in forms)}(?!\w)(?!\s+(?:{after})(?!\w))")


def _document(numbered: Iterable[str], laws: Iterable[str]) -> re.Pattern[str]:
    """A document at the end of a string: its kind and number, its kind alone, or a law by its name."""
    kinds, names = (alternatives(fold_tones(form) for form in forms) for forms in (numbered, laws))
    numbered_kind = rf"(?:{kinds})(?:(?!\w)[^,;.\d]{{0,12}}\d[^,;]{{0,30}})?"
    return re.compile(rf"(?<!\w)(?:{numbered_kind}|(?:{names})(?!\w)[^,;.]{{0,40}})\s*$")


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """The table of period words; build it once with `PeriodWords.load`."""

    until: re.Pattern[str]
    reach: re.Pattern[str]
    since: re.Pattern[str]
    from_now: re.Pattern[str]
    compared: re.Pattern[str]
    birth: re.Pattern[str]
    inside: re.Pattern[str]
    ahead: re.Pattern[str]
    due: re.Pattern[str]
    times: re.Pattern[str]
    rest: re.Pattern[str]
    share: re.Pattern[str]
    this_term: re.Pattern[str]
    this_quarter: re.Pattern[str]
    next_term: re.Pattern[str]
    then: re.Pattern[str]
    single: re.Pattern[str]
    document: re.Pattern[str]
    then_now: re.Pattern[str]
    passed: re.Pattern[str]
    same_day: re.Pattern[str]
    to_its_end: re.Pattern[str]
    to_its_start: re.Pattern[str]
    to_its_middle: re.Pattern[str]
    summed: re.Pattern[str]
    begun: re.Pattern[str]
    state: re.Pattern[str]
    done_until: re.Pattern[str]
    to_now: re.Pattern[str]
    present: re.Pattern[str]
    done: re.Pattern[str]
    whole_year: re.Pattern[str]
    target: re.Pattern[str]
    attributive: re.Pattern[str]
    office: re.Pattern[str]
    carried: re.Pattern[str]
    against: re.Pattern[str]
    ordinal: re.Pattern[str]
    age: re.Pattern[str]
    attended: re.Pattern[str]
    election: re.Pattern[str]
    polling: re.Pattern[str]
    reported: re.Pattern[str]
    perhaps: re.Pattern[str]
    data: re.Pattern[str]
    congress: re.Pattern[str]
    term: re.Pattern[str]
    index: re.Pattern[str]
    plan: re.Pattern[str]
    part: re.Pattern[str]
    at_event: re.Pattern[str]
    surveyed: re.Pattern[str]
    year_plan: re.Pattern[str]
    same_span: re.Pattern[str]
    plan_title: re.Pattern[str]
    summary: re.Pattern[str]
    telling: frozenset[str]

    @classmethod
    def load(cls) -> PeriodWords:
        """Compile the table of period words."""
        table = read_toml("periods.toml")
        before, after, clause, article = (table[key] for key in ("before", "after", "clause", "article"))
        filler = before["filler"]
        return cls(
            until=_ending(before["until"], filler),
            reach=_ending(before["reach"], filler),
            since=_ending(before["since"], filler),
            from_now=_ending(before["from_now"], filler),
            compared=_ending(before["compared"], filler, ""),
            birth=_ending(before["birth"], filler),
            inside=_ending(before["inside"], filler),
            single=_ending(before["single"], filler),
            ahead=_ending(before["ahead"], filler),
            times=re.compile(
                words_pattern(before["multiple"]).pattern + rf".*?{_ending(before['fold'], filler).pattern}"
            ),
            share=re.compile(
                words_pattern(before["share"]).pattern
                + rf"\s+\d[\d.,]*\s?%\s+{_ending(before['part_of'], filler).pattern}"
            ),
            this_term=_opening(clause["this_term"]),
            this_quarter=_opening(clause["this_quarter"]),
            next_term=_opening(clause["next_term"]),
            rest=words_pattern(clause["rest"]),
            due=words_pattern(clause["due"]),
            then=_opening(after["then"]),
            document=_document(before["document"], before["law"]),
            then_now=_opening(after["to_now"]),
            passed=_opening(after["passed"]),
            same_day=words_pattern(clause["same_day"]),
            to_its_end=words_pattern(clause["to_its_end"]),
            to_its_start=_opening(clause["to_its_start"]),
            to_its_middle=_opening(clause["to_its_middle"]),
            summed=words_pattern(clause["summed"]),
            begun=re.compile(rf"{words_pattern(clause['begun']).pattern}[^,;]*$"),
            state=words_pattern([*clause["rest"], *clause["state"]]),
            done_until=words_pattern(clause["done_until"]),
            to_now=words_pattern(clause["to_now"]),
            present=_apart(clause["present"], clause["present_behind"], clause["present_ahead"]),
            done=_apart(clause["done"], (), clause["being"]),
            whole_year=words_pattern(clause["year"]),
            target=words_pattern(clause["target"]),
            attributive=words_pattern(clause["attributive"]),
            office=words_pattern(clause["office"]),
            carried=_opening(clause["carried"]),
            against=words_pattern(clause["against"]),
            ordinal=words_pattern(clause["ordinal"]),
            age=words_pattern(clause["age"]),
            attended=words_pattern(clause["attended"]),
            election=words_pattern(clause["election"]),
            polling=words_pattern(clause["polling"]),
            perhaps=words_pattern([*article["reporting"], *article["perhaps"]]),
            data=words_pattern(article["data"]),
            congress=words_pattern(clause["congress"]),
            term=_opening(clause["term"]),
            index=words_pattern(article["index"]),
            reported=words_pattern(article["reporting"]),
            plan=words_pattern(article["plan"]),
            year_plan=_ending(clause["year_plan"], clause["year_plan_links"]),
            same_span=_opening(clause["same_span"]),
            surveyed=words_pattern(clause["surveyed"]),
            at_event=_opening(clause["at_event"]),
            part=_opening(article["part"]),
            plan_title=_opening(article["plan_title"]),
            summary=words_pattern(article["summary"]),
            telling=frozenset(fold_tones(word) for word in clause["telling"]),
        )

    def usable(self, lower: str, mention: DateMention) -> bool:
        """Whether a date is one of the story, not of a document, a birth or a comparison."""
        line = lower[max(0, mention.start - _BEFORE) : mention.start].rpartition("\n")[2]
        return not (self.document.search(line) or self.birth.search(line) or self.compared.search(line))
