"""Figures of tables by the heads of their columns, and rows of totals by whose table it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mttq_extract.context.table_owners import TableOwners
from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity, Figure, Mark

_HEADS = "table heads"
_MONEY = re.compile(r"[A-Z]{3}")
_SUM = "sum of"
_JOINT = re.compile(r"[;:]\s+|^\S{1,6}\.\s+")  # between the labels of a row, and behind its number
_LABEL = 200  # characters of a label
_HEADING, _ENDS = 60, (".", ":", ";")  # characters of a heading between rows; what ends a line that is none
_SURE = 0.9  # the score of an indicator that only the table gives: nearly that of rules at their best
_ABOVE = 2  # lines above a table that say whose it is


@dataclass(frozen=True, slots=True)
class Head:
    """A row of the table: the heads that it holds for, and the indicators of such a column."""

    words: re.Pattern[str]
    unless: re.Pattern[str] | None
    above: re.Pattern[str] | None
    money: bool
    indicator: str
    instead: frozenset[str]


@dataclass(frozen=True, slots=True)
class HeadReader:
    """What heads of columns count by themselves; build it once with `HeadReader.load`."""

    heads: tuple[Head, ...]
    sums: re.Pattern[str]
    sum_of: Mapping[str, str]
    roles: Mapping[str, re.Pattern[str]]

    @classmethod
    def load(cls) -> HeadReader:
        """Compile the table."""
        table = read_toml("heads.toml")
        opening = f"(?:(?:{_words(table['opening'])})\\s+)*"
        heads = tuple(
            Head(
                re.compile(opening + _forms(row, table["behind"])),
                _within(row.get("unless")),
                _within(row.get("above")),
                "money" in row.get("kinds", ()),
                row["id"],
                frozenset((row["id"], *row.get("instead", ()))),
            )
            for row in rows(table, "heads.toml", "head", ("id", "examples"))
        )
        named = rf"(?!(?:{_words(table['no_roles']['words'])})(?!\w))"
        roles = {role: re.compile(rf"{named}(?:{_words(forms)})(?!\w)") for role, forms in table["roles"].items()}
        return cls(heads, re.compile(rf"{opening}(?:{_words(table['sums'])})(?!\w)"), table["sum_of"], roles)

    def indicator(self, head: str, caption: str = "", *, money: bool) -> Head | None:
        """The row that holds for a head under these lines, or None.

        >>> HeadReader.load().indicator("số suất quà", money=False).indicator
        'qua_tang'
        """
        lower, above = fold_tones(head.lower()), fold_tones(caption.lower())
        for one in self.heads:
            if one.money != money or not one.words.match(lower) or (one.unless and one.unless.search(lower)):
                continue
            if one.above is None or one.above.search(above):
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
        totals = sorted((mark for mark in marks if mark.kind == "total"), key=lambda mark: mark.start)
        for index, cell in cells.items():
            role = self._role(view.text, cell.start)
            # Rows count different things: their sums say nothing of what is a part of what.
            if role is None and out[index].role == "part" and self._is_sum_of_another_row(view.text, out, index):
                role = "actual"
            if role is not None and role != out[index].role:
                evidence = {**out[index].evidence, "role": _HEADS}
                out[index] = replace(out[index], role=role, part_of=None, evidence=evidence)
        for table in _tables(view.text, cells):
            above = _above(view.text, cells[table[0]].start)
            fund = any(entity.type == "FUND" and above[0] <= entity.start < above[1] for entity in entities)
            self._name(out, table, cells, view.text[slice(*above)], fund=fund)
            TableOwners(view.text, table, cells, above).settle(out, totals, entities)
        return out

    @staticmethod
    def _is_sum_of_another_row(text: str, figures: Sequence[Figure], index: int) -> bool:
        """Whether a figure is a part only because it adds up, with others, to a figure of another row."""
        figure, whole = figures[index], figures[index].part_of
        if whole is None or not figure.evidence["role"].startswith(_SUM):
            return False
        return "\n" in text[slice(*sorted((figure.start, figures[whole].start)))]

    def _role(self, text: str, start: int) -> str | None:
        """The role that the label in front of a value gives it: "Kế hoạch giám sát: 10 cuộc"."""
        begin = max(text.rfind("\n", 0, start) + 1, start - _LABEL)
        labels = _JOINT.split(fold_tones(text[begin:start].lower().rstrip(": ")))
        return next((role for role, words in self.roles.items() if words.match(labels[-1])), None)

    def _name(
        self, out: list[Figure], table: Sequence[int], cells: Mapping[int, Mark], caption: str, *, fund: bool
    ) -> None:
        """Set the indicators of a table: columns one by one, in their order."""
        columns: dict[tuple[str, bool], list[int]] = {}
        for index in table:
            if head := cells[index].head:
                columns.setdefault((head, _MONEY.fullmatch(out[index].unit) is not None), []).append(index)
        before = ""
        for (head, money), column in columns.items():
            said = Counter(out[index].indicator for index in column)
            usual = next(iter(said.most_common(1)))[0]
            row = self.indicator(head, caption, money=money)
            if row is not None:
                best = next((name for name, _ in said.most_common() if name in row.instead), row.indicator)
            elif not fund and before in self.sum_of and self.sums.match(fold_tones(head.lower())):
                best = self.sum_of[before]
            else:
                best = usual
            before = before if money else best
            score = max((out[index].score for index in column if out[index].indicator == best), default=_SURE)
            for index in column:
                if out[index].indicator != best:
                    evidence = {**out[index].evidence, "indicator": f"{_HEADS}: {head}"}
                    out[index] = replace(out[index], indicator=best, score=score, evidence=evidence)


def _within(forms: Iterable[str] | None) -> re.Pattern[str] | None:
    return None if forms is None else words_pattern(forms)


def _forms(row: Mapping[str, Any], behind: Iterable[str]) -> str:
    """The words of a row, and its short ones where the head ends behind them or goes on as `behind` says."""
    goes_on = rf"(?=\s*(?:$|[,(:;–-]|(?:{_words((*behind, *row.get('behind', ())))})(?!\w)))"
    forms = [rf"(?:{_words(row['words'])})(?!\w)"] if "words" in row else []
    if "short" in row:
        forms.append(rf"(?:{_words(row['short'])})(?!\w){goes_on}")
    return f"(?:{'|'.join(forms)})"


def _words(forms: Iterable[str]) -> str:
    return alternatives(fold_tones(form) for form in forms)


def _tables(text: str, cells: Mapping[int, Mark]) -> list[list[int]]:
    """The figures in cells, a list for each table: its rows stand under each other, short headings between them."""
    out: list[list[int]] = []
    last = -1
    for index in sorted(cells, key=lambda index: cells[index].start):
        start = cells[index].start
        between = text[last:start].split("\n")[1:-1] if last >= 0 else []
        if last < 0 or len(between) > 1 or any(len(line) > _HEADING or line.endswith(_ENDS) for line in between):
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
