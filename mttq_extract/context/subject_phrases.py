"""Common nouns that may own a figure: "các hộ dân", "gia đình ông An", "12 xã", the words before a verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mttq_extract.context.frame import Frame
from mttq_extract.context.subject_table import SubjectTable

_WORD = re.compile(r"[ ](?:(\w+(?:[-./]\w+)*\.?)|[“\"‘]\w)")
_PAIR = re.compile(r"\w*(?: \w+)?")
_MOST_WORDS = 12
OPENING = " “\"‘'"  # before the first word of a clause
_CLAUSE = re.compile(  # its first characters in one set, which are searched for quickly
    r"[.;:,!?–(“\"\nrb](?:(?<=[.;:,!?–(“\"]) |(?<=\n)[-+*•]? ?|(?<=r)ằng |(?<=b)iết )(?=([^\W\d_]\w*(?: \w+)?))"
)


@dataclass(frozen=True, slots=True)
class PhraseFinder:
    """Finds phrases in lower-case text outside the names of `taken`."""

    lower: str
    table: SubjectTable
    taken: Spans

    def find(self, frames: Sequence[Frame]) -> Iterable[tuple[int, int, str]]:
        """Common nouns, in the sentences of figures and, but for the heads of clauses, the sentences before them."""
        done = 0
        for frame in frames:
            whole: set[tuple[int, int]] = set()
            begin = frame.near - len(frame.scope)
            end = begin + len(frame.text)
            for match in self.table.common.finditer(self.lower, max(done, begin - len(frame.before) - 2), end):
                name = match.lastgroup or ""
                start, stop = match.span(name)
                if (start < begin and not self._lasts(match, start)) or self.taken.hold(start, stop):
                    continue
                if name != "open":
                    whole.add((start, stop))
                    yield start, stop, name.upper()
                    yield from ((start, last, "OPEN") for last in self._longer(start, stop, end))
                    continue
                kind = "TITLED" if match["open"] in self.table.people else "OPEN"
                for last in self._phrase(start, stop, end):
                    yield start, last, kind
            heads = self._clause_heads(max(done, begin), end)
            yield from (head for head in heads if head[:2] not in whole)
            done = max(done, end)

    def _longer(self, start: int, stop: int, end: int) -> Iterable[int]:
        """Where what goes on behind a common phrase in the plural may end: "các tổ chức [tôn giáo]"."""
        first = self.lower.find(" ", start, stop)
        if first < 0 or self.lower[start:first] not in self.table.openers:
            return ()
        return (last for last in self._phrase(start, stop, end) if last > stop)

    def _lasts(self, match: re.Match[str], start: int) -> bool:
        """Whether a phrase may own a figure of the sentence behind its own: none that only stands for a name there."""
        if match.lastgroup == "open":
            before = self.lower[max(0, start - 4) : start].rstrip(OPENING)
            return match["open"] not in self.table.people and not before[-1:].isalnum()
        return match.lastgroup != "bare"

    def _clause_heads(self, start: int, end: int) -> Iterable[tuple[int, int, str]]:
        """Words between the start of a clause and its verb."""
        lower, table = self.lower, self.table
        for found in _CLAUSE.finditer(lower, max(0, start - 2), end):
            at = found.start(1)
            first = found[1].partition(" ")[0]
            if first in table.stops or found[1] in table.stops or first in table.openers or found[1] in table.openers:
                continue
            stop = at + len(first)
            if self.taken.hold(at, stop):
                continue
            for last in self._phrase(at, stop, end):
                after = _PAIR.match(lower, last + 1)
                if after and (after[0] in table.verbs or after[0].partition(" ")[0] in table.verbs):
                    yield at, last, "CLAUSE"

    def _phrase(self, start: int, stop: int, end: int) -> Iterable[int]:
        """Where a phrase of common nouns may end: before its first "của", "tại", ... and before its verb."""
        lower, joins, stops = self.lower, self.table.joins, self.table.stops
        first = stop
        ends: list[int] = []
        for _ in range(_MOST_WORDS):
            over = self.taken.over(stop + 1)
            if over and over > stop:
                if lower[stop : stop + 1] != " ":
                    break
                stop = over
                continue
            word = _WORD.match(lower, stop, end)
            if word is None or not word[1] or word[1].isdigit():
                break
            found = _PAIR.match(lower, word.start(1))
            pair = found[0] if found else word[1]
            if pair in stops or (word[1] in stops and pair not in self.table.openers):
                break
            if word[1] in joins:
                ends.append(stop)
            stop = word.end() - (lower[word.end() - 1] == "." and word.end() - word.start() > 3)
            if lower[stop : stop + 1] == ".":
                break
        ends.append(stop)
        return sorted({at for at in ends[:1] + ends[-1:] if at > first or lower[start:first] in self.table.alone})


class Spans:
    """Spans in order, to ask whether a new one meets any of them."""

    def __init__(self, spans: Sequence[tuple[int, int, str]]) -> None:
        ordered = sorted((start, end) for start, end, _ in spans)
        self.starts = [start for start, _ in ordered]
        self.ends = [end for _, end in ordered]

    def over(self, at: int) -> int:
        """The end of the longest span that begins right at an offset, or 0."""
        place = bisect_left(self.starts, at)
        best = 0
        while place < len(self.starts) and self.starts[place] == at:
            best = max(best, self.ends[place])
            place += 1
        return best

    def hold(self, start: int, end: int) -> bool:
        """Whether any span meets this one."""
        at = bisect_left(self.starts, end)
        return at > 0 and max(self.ends[max(0, at - 3) : at]) > start
