"""Figures of tables by the heads of their columns, and rows of totals by whose table it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity, Figure, Mark

_HEADS = "table heads"
_MONEY = re.compile(r"[A-Z]{3}")
_GUESSED = "model"
_ABOVE = 2  # lines above a table that say whose it is


@dataclass(frozen=True, slots=True)
class Head:
    """A row of the table: the heads that it holds for, and the indicators of such a column."""

    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    money: bool
    indicator: str
    instead: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeadReader:
    """What heads of columns count by themselves; build it once with `HeadReader.load`."""

    heads: tuple[Head, ...]
    sums: re.Pattern[str]
    sum_of: Mapping[str, str]

    @classmethod
    def load(cls) -> HeadReader:
        """Compile the table."""
        table = read_toml("heads.toml")
        opening = f"(?:(?:{_words(table['opening'])})\\s+)*"
        heads = tuple(
            Head(
                re.compile(rf"{opening}(?:{_words(row['words'])})(?!\w)"),
                re.compile(rf"(?<!\w)(?:{_words(row['unless'])})(?!\w)") if "unless" in row else None,
                "money" in row.get("kinds", ()),
                row["id"],
                frozenset((row["id"], *row.get("instead", ()))),
            )
            for row in rows(table, "heads.toml", "head", ("id", "words"))
        )
        return cls(heads, re.compile(rf"{opening}(?:{_words(table['sums'])})(?!\w)"), table["sum_of"])

    def indicator(self, head: str, *, money: bool) -> Head | None:
        """The row that holds for a head, or None.

        >>> HeadReader.load().indicator("số suất quà", money=False).indicator
        'qua_tang'
        """
        lower = fold_tones(head.lower())
        for one in self.heads:
            if one.money == money and one.words.match(lower) and not (one.unless and one.unless.search(lower)):
                return one
        return None

    def settle(
        self,
        view: View,
        figures: Sequence[Figure],
        entities: Sequence[Entity],
        cells: Mapping[int, Mark],
        marks: Sequence[Mark],
    ) -> list[Figure]:
        """Give one column one indicator, and totals the subject of their table; `cells` is by index of the figure."""
        out = list(figures)
        for index in cells:
            if out[index].role == "part" and out[index].evidence["role"].startswith(_GUESSED):
                # Columns count different things: only words of a head ("trong đó") make one a part of another.
                evidence = {**out[index].evidence, "role": _HEADS}
                out[index] = replace(out[index], role="actual", part_of=None, evidence=evidence)
        for table in _tables(view.text, cells):
            above = _above(view.text, cells[table[0]].start)
            fund = any(entity.type == "FUND" and above[0] <= entity.start < above[1] for entity in entities)
            self._name(out, table, cells, fund=fund)
            _own(out, table, cells, [m for m in marks if m.kind == "total"], entities, above)
        return out

    def _name(self, out: list[Figure], table: Sequence[int], cells: Mapping[int, Mark], *, fund: bool) -> None:
        """Set the indicators of a table: columns one by one, in their order."""
        columns: dict[tuple[str, bool], list[int]] = {}
        for index in table:
            if head := cells[index].head:
                columns.setdefault((head, _MONEY.fullmatch(out[index].unit) is not None), []).append(index)
        before = ""
        for (head, money), column in columns.items():
            said = Counter(out[index].indicator for index in column)
            usual = next(iter(said.most_common(1)))[0]
            row = self.indicator(head, money=money)
            if row is not None:
                best = next((name for name, _ in said.most_common() if name in row.instead), row.indicator)
            elif not fund and before in self.sum_of and self.sums.match(fold_tones(head.lower())):
                best = self.sum_of[before]
            else:
                best = usual
            before = before if money else best
            for index in column:
                if out[index].indicator != best:
                    evidence = {**out[index].evidence, "indicator": f"{_HEADS}: {head}"}
                    out[index] = replace(out[index], indicator=best, evidence=evidence)


def _words(forms: Iterable[str]) -> str:
    return alternatives(fold_tones(form) for form in forms)


def _tables(text: str, cells: Mapping[int, Mark]) -> list[list[int]]:
    """The figures in cells, a list for each table: its rows stand on lines right under each other."""
    out: list[list[int]] = []
    last = -1
    for index in sorted(cells, key=lambda index: cells[index].start):
        start = cells[index].start
        if last < 0 or text.count("\n", last, start) > 1:
            out.append([])
        out[-1].append(index)
        last = start
    return out


def _above(text: str, start: int) -> tuple[int, int]:
    """Where the lines right above the table whose first value stands at `start` begin and end."""
    end = text.rfind("\n", 0, start) + 1
    begin = end
    for _ in range(_ABOVE):
        begin = text.rfind("\n", 0, max(0, begin - 1)) + 1
    return begin, end


def _own(
    out: list[Figure],
    table: Sequence[int],
    cells: Mapping[int, Mark],
    totals: Sequence[Mark],
    entities: Sequence[Entity],
    above: tuple[int, int],
) -> None:
    """Take rows of totals from the rows they add up: they are those of whoever made the table."""
    summed = [index for index in table if any(one.start <= cells[index].start < one.end for one in totals)]
    if not summed:
        return
    owners = {cells[index].owner for index in table} | {None}
    whose, why = _maker(entities, above, table_start=cells[table[0]].start)
    for index in summed:
        figure = out[index]
        if (whose and why == "above") or figure.subject in owners:
            out[index] = replace(figure, subject=whose, evidence={**figure.evidence, "subject": f"table total: {why}"})


def _maker(entities: Sequence[Entity], above: tuple[int, int], *, table_start: int) -> tuple[str | None, str]:
    """The body or place named right above a table, else the first one of the article that stands before it."""
    near = [e for e in entities if e.type in ("ORG", "LOC") and above[0] <= e.start < above[1]]
    first = [e for e in entities if e.type in ("ORG", "LOC") and e.start < above[1]]
    for found, why in ((near, "above"), (first, "article")):
        for type_ in ("ORG", "LOC"):
            for entity in found:
                if entity.type == type_:
                    return entity.surface, why
    return None, "none"
