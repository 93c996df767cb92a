"""Whose the figures of a table are in rows that are named after no place or body: totals, and lists of things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mttq_extract.text.view import fold_tones
from mttq_extract.types import Entity, Figure, Mark


@dataclass(frozen=True, slots=True)
class TableOwners:
    """One table of a document: its figures, by index, the text it takes, and the lines right above it."""

    text: str
    table: Sequence[int]
    cells: Mapping[int, Mark]
    above: tuple[int, int]

    def settle(self, out: list[Figure], totals: Sequence[Mark], entities: Sequence[Entity]) -> None:
        """Give rows without an owner to whoever made the table, where they were given to another row of it."""
        free = [index for index in self.table if self.cells[index].owner is None]
        if not free:
            return
        last = self.cells[self.table[-1]].end
        inside = fold_tones(self.text[self.above[1] : last].lower())
        taken = {index for index in free if self._is_row(out[index].subject, inside)}
        usual = Counter(out[index].subject for index in free if index not in taken and out[index].subject)
        whose, why = self._maker(entities, usual)
        for index in free:
            total = any(mark.start <= self.cells[index].start < mark.end for mark in totals)
            lost = index in taken or (total and out[index].subject is None)
            if lost or (total and why == "above"):
                evidence = {**out[index].evidence, "subject": f"table: {why}"}
                out[index] = replace(out[index], subject=whose, evidence=evidence)

    @staticmethod
    def _is_row(subject: str | None, inside: str) -> bool:
        """Whether a subject is only what another row, or this one, is about."""
        return subject is not None and fold_tones(subject.lower()) in inside

    def _maker(self, entities: Sequence[Entity], usual: Counter[str | None]) -> tuple[str | None, str]:
        """The body or place right above the table, else whose most rows are, else the first one of the article."""
        begin, end = self.above
        named = [entity for entity in entities if entity.type in ("ORG", "LOC") and entity.start < end]
        near = [entity for entity in named if entity.start >= begin]
        for found, why in ((near, "above"), ([], "most rows"), (named, "article")):
            if why == "most rows" and usual:
                return usual.most_common(1)[0][0], why
            for type_ in ("ORG", "LOC"):
                first = next((entity.surface for entity in found if entity.type == type_), None)
                if first is not None:
                    return first, why
        return None, "nobody named"
