"""Marking what a page prints beside the article (lists of other stories, share buttons, counters) and its captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mttq_extract.tables.loader import alternatives, read_toml
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Sentence

_MOST_LINE = 60  # characters of a heading or button
_MOST_HEADLINE = 220
_MOST_CAPTION = 400
_LEAST_LISTED = 2  # headlines with their dates, one under another, that make a list
_DATED = re.compile(
    r"[^.;:]{15,}?\s*[(\[]\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?:[ ,-]+\d{1,2}[:h]\d{2})?\s*[)\]]\s*\.?"
)


@dataclass(frozen=True, slots=True)
class BoilerplateReader:
    """Marks sentences; build it once with `BoilerplateReader.load`."""

    tail: re.Pattern[str]
    line: re.Pattern[str]
    lead: re.Pattern[str]
    caption: re.Pattern[str]
    not_before: float

    @classmethod
    def load(cls) -> BoilerplateReader:
        """Compile the table."""
        table = read_toml("boilerplate.toml")
        tail, line, counter, lead, caption = (
            alternatives(fold_tones(form) for form in table[key])
            for key in ("tail", "line", "counter", "lead", "caption")
        )
        end = r"\s*[:.…>»]*\s*"
        number = r"[(\[]?\d[\d.,]*[kK]?[)\]]?"
        dated = (
            r"(?:[^\d\n]{0,30}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[\s\d:|,–•-]*)?"  # "Ngày đăng: 11/11/2022 | Lượt xem: 3.254"
        )
        one = rf"[^\w\s()+*•–—-]*\s*{number}\s*(?:{counter})"  # a page of friends draws a sign before it
        several = rf"{one}(?:[\s·•|,;–-]+{one})*"
        return cls(
            re.compile(f"(?:{tail}){end}"),
            re.compile(rf"(?:(?:{line})|{several}|{dated}(?:{counter})\s*:?\s*{number}){end}"),
            re.compile(rf"(?:(?:{lead})\s*[:>»]|>{{2,}}|»)\s*\S"),
            re.compile(rf"(?:.*(?:[.…)”\"!-]\s*|\s(?=[(\[])))?[(\[]?\s*(?:{caption})\s*:\s*[^\d\n:]{{2,60}}"),
            table["not_before"],
        )

    def mark(self, view: View, sentences: Sequence[Sentence]) -> list[Sentence]:
        """Give the sentences, which bear no flags yet, with their flags set; nothing is removed.

        A heading such as "Tin đọc nhiều" counts only in the later part of the text, on a line of its own.
        """
        out: list[Sentence] = []
        tail = False
        listed: list[int] = []  # where the lines of an open list of dated headlines stand in `out`
        for group in _lines(view.text, sentences):
            start, end = view.from_text(group[0].start), view.from_text(group[-1].end)
            line = view.lower[start : min(end, start + _MOST_CAPTION + 1)]
            late = start >= self.not_before * len(view.lower)
            tail = tail or (late and len(line) <= _MOST_LINE and self.tail.fullmatch(line) is not None)
            aside = tail or self._is_aside(line)
            caption = not aside and len(line) <= _MOST_CAPTION and self.caption.fullmatch(line) is not None
            dated = late and len(line) <= _MOST_HEADLINE and _DATED.fullmatch(line) is not None
            listed = [*listed, len(out)] if dated and len(group) == 1 else []
            if aside or caption:
                group = [replace(s, boilerplate=aside, caption=caption) for s in group]
            out += group
            if len(listed) >= _LEAST_LISTED:
                for at in listed:
                    out[at] = replace(out[at], boilerplate=True)
        return out

    def _is_aside(self, line: str) -> bool:
        if len(line) <= _MOST_LINE and self.line.fullmatch(line):
            return True
        return len(line) <= _MOST_HEADLINE and self.lead.match(line) is not None


def _lines(text: str, sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences of each line that holds any."""
    line: list[Sentence] = []
    for sentence in sentences:
        if line and "\n" in text[line[-1].end : sentence.start]:
            yield line
            line = []
        line.append(sentence)
    if line:
        yield line
