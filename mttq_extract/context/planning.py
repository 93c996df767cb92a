"""The sections of a report that plan or ask for something: what stands below such a heading is a target."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.headings import may_head
from mttq_extract.tables.loader import alternatives
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import View, fold_tones

_TITLES = 600  # characters in which a document says that it is a plan
_OPENING = 1500  # characters of its opening
_BULLET = re.compile(r"\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))\s*\w")
_WHOLE, _CHAPTER, _ROMAN, _CAPITALS, _NUMBER, _PLAIN = range(-1, 5)


@dataclass(frozen=True, slots=True)
class Planning:
    """From which offset on the words of a plan's heading hold, or "" where nothing is planned."""

    starts: list[int]
    words: list[str]

    def at(self, offset: int) -> str:
        """The words of the heading that puts an offset under a plan, or ""."""
        place = bisect_right(self.starts, offset) - 1
        return self.words[place] if place >= 0 else ""


@dataclass(frozen=True, slots=True)
class SectionReader:
    """Finds the planning sections of documents; build it with `SectionReader.of`."""

    numbering: re.Pattern[str]
    chapter: re.Pattern[str]
    plan: re.Pattern[str]
    done: re.Pattern[str]
    state: re.Pattern[str]
    asked: re.Pattern[str]
    whole: re.Pattern[str]
    official: re.Pattern[str]
    closing: re.Pattern[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> SectionReader:
        """Compile the words of headings."""
        words = {name: alternatives([fold_tones(form) for form in forms]) for name, forms in table.items()}
        chapter = words["chapter"]
        return cls(
            re.compile(
                rf"\s*(?:(?P<chapter>(?:{chapter})\s+\w+|[a-dđ](?=[.)]))|(?P<roman>[ivx]{{1,5}}(?=[.)/:\s-]))|(?P<number>\d{{1,2}}(?:(?:\.\d{{1,2}})+(?=[.)/:\s])|(?=[.)/:]))))?\W*"
            ),
            re.compile(rf"\s*(?:{chapter})\s+(?:\w+\s*)?[.:]?\s*"),
            re.compile(rf"(?:{words['plan']})(?!\w)"),
            words_pattern(table["told"]),
            re.compile(rf"(?:{words['state']})(?!\w)"),
            re.compile(rf"(?:{words['asked']})(?!\w)"),
            re.compile(rf"^[ ]*(?:{words['whole']})(?!\w)", re.M),
            re.compile(words["official"]),
            re.compile(rf"\s*(?:{words['closing']})(?!\w)"),
        )

    def find(self, view: View) -> Planning:
        """Give the sections of a document."""
        starts: list[int] = []
        held: list[str] = []
        whole = self.whole.search(view.lower, 0, _TITLES)
        base = whole.group().strip() if whole and self.official.search(view.lower, 0, _OPENING) else ""
        stack: list[tuple[int, str]] = [(-1, base)]
        if base:
            starts, held = [0], [base]
        for offset, rank, words in self._headings(view):
            while len(stack) > 1 and stack[-1][0] >= rank:
                stack.pop()
            if words is not None:
                stack.append((rank, words))
            if not held or held[-1] != stack[-1][1]:
                starts.append(offset)
                held.append(stack[-1][1])
        return Planning(starts, held)

    def _headings(self, view: View) -> Iterator[tuple[int, int, str | None]]:
        """Each heading: where it ends, its rank, and its plan's words, "" for a state, None for something else."""
        end, above = 0, None
        for line in view.lower.split("\n"):
            start, end = end, end + len(line) + 1
            if self.closing.match(line):
                yield end - 1, _WHOLE, None
                continue
            if not start or not may_head(line):
                continue
            if self.chapter.fullmatch(line):
                above = _CHAPTER
                continue
            found = self.numbering.match(line)
            rank = _PLAIN
            if found and found.lastgroup:
                rank = {"chapter": _CHAPTER, "roman": _ROMAN, "number": _NUMBER}[found.lastgroup]
            elif view.cased[start : end - 1].isupper():
                rank = _CAPITALS
            if above is not None:
                rank, above = above, None
            said = self._said(line, found.end() if found else 0, rank)
            if said and rank == _PLAIN and not _BULLET.match(view.lower, end):
                said = None
            yield end - 1, rank, said

    def _said(self, line: str, at: int, rank: int) -> str | None:
        plan = self.plan.match(line, at) or (self.asked.match(line, at) if rank < _PLAIN else None)
        if plan and not self.done.search(line):
            return plan.group()
        return "" if self.state.match(line, at) else None
