"""Whose figure it is, and where: the nearest governing organisation or place, lists and anaphora included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.context.concepts import last_match
from mttq_extract.context.frame import Frame
from mttq_extract.tables.loader import alternatives, read_toml
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity

_LIST_GAP = re.compile(r"\s*(?:,|và|, và)\s*$")


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """The compiled table of subjects."""

    whole: re.Pattern[str]
    common: re.Pattern[str]

    @classmethod
    def load(cls) -> SubjectTable:
        """Compile the table."""
        table = read_toml("subjects.toml")
        heads = alternatives(fold_tones(h) for h in table["heads"])
        return cls(
            re.compile(rf"(?<!\w)(?:{alternatives(table['whole'])})\s+({heads})(?!\w)"),
            re.compile(rf"(?<!\w)(?:{alternatives(fold_tones(c) for c in table['common'])})(?!\w)"),
        )


@dataclass
class SubjectReader:
    """Chooses subjects and places for one document; build one for a document."""

    view: View
    table: SubjectTable
    entities: Sequence[Entity]

    def __post_init__(self) -> None:
        self._named = [e for e in self.entities if e.type in ("ORG", "LOC")]
        self._starts = [self.view.from_text(e.start) for e in self._named]
        self._ends = [self.view.from_text(e.end) for e in self._named]
        self._main = self._reporting()

    def _reporting(self) -> Entity | None:
        """The article's organisation: the ORG named most in the first lines, else the first place."""
        early = [e for e in self._named if e.start < 900]
        front = [e for e in early if e.type == "ORG" and re.search("mttq|mặt trận", e.surface.lower())]
        for pool in (front, [e for e in early if e.type == "ORG"], early):
            if pool:
                return max(pool, key=lambda e: (sum(1 for o in self._named if o.surface == e.surface), -e.start))
        return None

    def decide(self, frame: Frame) -> tuple[str | None, str | None, str]:
        """Give the subject, the place and the evidence."""
        scope_start = frame.near - len(frame.scope)
        inside = self._between(scope_start, frame.start)
        place = next((e.surface for e in reversed(inside) if e.type == "LOC"), None)
        if listed := self._list_before(inside, frame.start):
            return "; ".join(e.surface for e in listed), place, "list before the number"
        if found := self._anaphor(frame, scope_start):
            return found, place, "anaphor"
        if inside:
            chosen = next((e for e in inside if e.type == "ORG"), inside[0])
            return chosen.surface, place, "sentence"
        if common := self.table.common.search(frame.scope):
            first = scope_start + common.start()
            begin, end = self.view.span(first, first + len(common.group()))
            return self.view.text[begin:end], place, "common noun"
        back = bisect_left(self._starts, scope_start)
        if back and scope_start - self._ends[back - 1] < 400:
            near = [e for e in self._named[max(0, back - 4) : back] if e.type == "ORG"] or [self._named[back - 1]]
            return near[-1].surface, place, "sentence before"
        if self._main:
            return self._main.surface, place, "article"
        return None, place, "none"

    def _between(self, start: int, end: int) -> list[Entity]:
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [e for e, stop in zip(self._named[first:last], self._ends[first:last], strict=True) if stop <= end]

    def _list_before(self, inside: list[Entity], number: int) -> list[Entity]:
        """Places right before the number, joined by commas ("Đống Đa, Long Biên đạt trên 2,5 tỷ")."""
        if not inside:
            return []
        last = inside[-1]
        gap = self.view.lower[self.view.from_text(last.end) : number]
        if len(gap) > 14 or any(mark in gap for mark in ",;.") or last.type != "LOC":
            return []
        listed = [last]
        for entity in reversed(inside[:-1]):
            between = self.view.lower[self.view.from_text(entity.end) : self.view.from_text(listed[0].start)]
            if entity.type != "LOC" or not _LIST_GAP.fullmatch(between):
                break
            listed.insert(0, entity)
        return listed

    def _anaphor(self, frame: Frame, scope_start: int) -> str | None:
        found = last_match(self.table.whole, frame.scope)
        if found is None:
            return None
        head = found[1]
        for entity, start in zip(reversed(self._named), reversed(self._starts), strict=True):
            if start < scope_start + found.start() and fold_tones(entity.surface.lower()).startswith(head):
                return entity.surface
        return None
