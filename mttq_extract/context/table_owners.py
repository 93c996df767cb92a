"""Whose the figures of a table are in rows that are named after no place or body: totals, and lists of things."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

from mttq_extract.text.view import fold_tones
from mttq_extract.types import Entity, Figure, Mark

_NUMBERED = re.compile(r"(?:[\dIVXA-Z]{1,4}[.)]\s+)?")
_LINE_END = re.compile(r"[ :.]*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class TableOwners:
    """One table of a document: its figures, by index, the text it takes, and the lines right above it.

    `earlier` are the owners of rows of the tables before it: nobody of theirs owns what stands here, unless the lines
    above this table name them.
    """

    text: str
    table: Sequence[int]
    cells: Mapping[int, Mark]
    above: tuple[int, int]
    earlier: frozenset[str] = frozenset()

    def settle(self, out: list[Figure], totals: Sequence[Mark], entities: Sequence[Entity]) -> None:
        """Give rows without an owner to whoever made the table, where they were given to another row of it.

        `totals` are in the order of the text, and none lies in another.
        """
        free = [index for index in self.table if self.cells[index].owner is None]
        if not free:
            return
        names = {owner for index in self.table if (owner := self.cells[index].owner)} | self._strangers
        inside = fold_tones("\n".join([self._rows(), *names]).lower())
        taken = {index for index in free if self._is_row(out[index].subject, inside)}
        usual = Counter(out[index].subject for index in free if index not in taken and out[index].subject)
        whose, why = self._maker(entities, usual)
        headings = self._headings(entities)
        for index in free:
            start = self.cells[index].start
            place = bisect_right(totals, start, key=attrgetter("start")) - 1
            total = place >= 0 and start < totals[place].end
            heading = bisect_right(headings, start, key=itemgetter(0)) - 1
            if heading >= 0 and not total:
                evidence = {**out[index].evidence, "subject": "table: the heading above the row"}
                out[index] = replace(out[index], subject=headings[heading][1], evidence=evidence)
                continue
            lost = index in taken or (total and out[index].subject is None)
            if lost or (total and why == "above"):
                evidence = {**out[index].evidence, "subject": f"table: {why}"}
                out[index] = replace(out[index], subject=whose, evidence=evidence)

    @property
    def _strangers(self) -> frozenset[str]:
        """The owners of rows of earlier tables that the lines above this one do not name."""
        lines = self.text[slice(*self.above)]
        return frozenset(name for name in self.earlier if name not in lines)

    def _headings(self, entities: Sequence[Entity]) -> list[tuple[int, str]]:
        """The lines between the rows that only name a body or place: where they begin, and the name."""
        begin, end = self.cells[self.table[0]].start, self.cells[self.table[-1]].start
        found = []
        for entity in entities[bisect_right(entities, begin, key=attrgetter("start")) :]:
            if entity.start >= end:
                break
            line = self.text.rfind("\n", 0, entity.start) + 1
            alone = _NUMBERED.fullmatch(self.text, line, entity.start) and _LINE_END.match(self.text, entity.end)
            if alone and entity.type in ("ORG", "LOC"):
                found.append((line, entity.surface))
        return found

    def _rows(self) -> str:
        """The lines of the rows up to their last values, without the headings between them."""
        ends: dict[int, int] = {}
        for index in self.table:
            cell = self.cells[index]
            ends[self.text.rfind("\n", 0, cell.start) + 1] = cell.end
        return "\n".join(self.text[begin:end] for begin, end in ends.items())

    @staticmethod
    def _is_row(subject: str | None, inside: str) -> bool:
        """Whether a subject is only what another row, or this one, is about."""
        if subject is None:
            return False
        return re.search(rf"(?<!\w){re.escape(fold_tones(subject.lower()))}(?!\w)", inside) is not None

    def _maker(self, entities: Sequence[Entity], usual: Counter[str | None]) -> tuple[str | None, str]:
        """The body or place right above the table, else whose most rows are, else the first one of the article."""
        begin, end = self.above
        strangers = self._strangers
        named = [
            entity
            for entity in entities
            if entity.type in ("ORG", "LOC")
            and entity.start < end
            and not any(entity.surface in stranger for stranger in strangers)
        ]
        near = [entity for entity in named if entity.start >= begin]
        for found, why in ((near, "above"), ([], "most rows"), (named, "article")):
            if why == "most rows" and usual:
                return usual.most_common(1)[0][0], why
            for type_ in ("ORG", "LOC"):
                first = next((entity.surface for entity in found if entity.type == type_), None)
                if first is not None:
                    return first, why
        return None, "nobody named"
