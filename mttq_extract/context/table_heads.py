"""Figures of tables by the heads of their columns, and rows of totals by whose table it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mttq_extract.context.column_roles import RoleHeads
from mttq_extract.context.table_owners import TableOwners
from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity, Figure, Mark, Period

_HEADS = "table heads"
_MONEY = re.compile(r"[A-Z]{3}")
_HEADING, _ENDS = 60, (".", ":", ";")  # characters of a heading between rows; what ends a line that is none
_OTHER, _PAID = "other", "_chi"  # of no indicator; how ids of money that was paid end
_SURE = 0.9  # how sure an indicator is that only the table gives: nearly as rules at their best
_SAID = ("sentence", "table.year")  # how a period that the row itself tells was found
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
    inside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class HeadReader:
    """What heads of columns count by themselves; build it once with `HeadReader.load`."""

    heads: tuple[Head, ...]
    sums: re.Pattern[str]
    sum_of: Mapping[str, str]
    roles: RoleHeads
    came_in: re.Pattern[str]
    went_out: re.Pattern[str]
    paid: re.Pattern[str]
    balance: re.Pattern[str]
    unit_lines: tuple[str, ...]

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
                re.compile(rf"(?<!\w){_forms(row, table['behind'])}"),
            )
            for row in rows(table, "heads.toml", "head", ("id", "examples"))
        )
        incoming, outgoing = (_words(table["caption"][key]) for key in ("came_in", "went_out"))
        came_in = re.compile(rf"\A(?!(?s:.*)(?<!\w)(?:{outgoing})(?!\w))(?s:.*)(?<!\w)(?:{incoming})(?!\w)")
        unit_lines = tuple(map(fold_tones, table["caption"]["unit"]))
        paid, balance = (re.compile(rf"(?:{_words(table['caption'][key])})(?!\w)") for key in ("paid", "balance"))
        return cls(
            heads,
            re.compile(rf"{opening}(?:{_words(table['sums'])})(?!\w)"),
            table["sum_of"],
            RoleHeads.of(table),
            came_in,
            re.compile(rf"(?<!\w)(?:{outgoing})(?!\w)"),
            paid,
            balance,
            unit_lines,
        )

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

    def in_caption(self, caption: str, *, money: bool) -> Head | None:
        """The row that holds for what the nearest line above a table says that it counts, or None."""
        for line in reversed(fold_tones(caption.lower()).split("\n")):
            if line.startswith(self.unit_lines):
                continue
            found = [(at.start(), one) for one in self.heads if one.money == money and (at := one.inside.search(line))]
            sure = [
                (at, one) for at, one in found if one.above is None and not (one.unless and one.unless.search(line))
            ]
            if sure:
                return min(sure, key=lambda one: one[0])[1]
        return None

    def _says_nothing(self, head: str, column: Sequence[Mark]) -> bool:
        """Whether the head of a column tells a time or a role, and its rows are those of places or bodies."""
        owned = any(cell.owner for cell in column)
        return owned and (not head or self.roles.says_nothing(head))

    def _is_only_sum(self, head: str) -> bool:
        """Whether a head says that it holds sums, and perhaps what became of them, and not for what: "Kinh phí"."""
        lower = fold_tones(head.lower())
        found = self.sums.match(lower)
        rest = lower[found.end() :].strip() if found else lower
        return self.roles.says_nothing(rest) if rest else found is not None

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
        lines = frozenset(mark.start for mark in marks if mark.kind == "line")
        within = _within_totals(cells, totals)
        self.roles.settle(view.text, out, cells, within)
        for index, cell in cells.items():
            if cell.head and out[index].concept == cell.head and self._is_only_sum(cell.head):
                out[index] = replace(out[index], concept=None, evidence={**out[index].evidence, "concept": "none"})
        for table in _tables(view.text, cells, lines):
            above = _above(view.text, cells[table[0]].start, lines)
            fund = any(entity.type == "FUND" and above[0] <= entity.start < above[1] for entity in entities)
            sections = _sections(view.text, table, cells, within, lines)
            self._name(out, table, cells, view.text[slice(*above)], sections, fund=fund)
            TableOwners(view.text, table, cells, above).settle(out, totals, entities)
            self.roles.agree(out, table, cells, within)
            _cover(out, table, cells, within)
        return out

    def _name(
        self,
        out: list[Figure],
        table: Sequence[int],
        cells: Mapping[int, Mark],
        caption: str,
        sections: Sequence[str],
        *,
        fund: bool,
    ) -> None:
        """Set the indicators of a table: columns one by one, in their order; `sections` is what each cell is below."""
        columns: dict[tuple[str, bool, str], list[int]] = {}
        for index, section in zip(table, sections, strict=True):
            cell, money = cells[index], _MONEY.fullmatch(out[index].unit) is not None
            mute = not cell.head or self.roles.says_nothing(cell.column)
            columns.setdefault((cell.head or "", money, section if mute else ""), []).append(index)
        came_in = self.came_in.search(fold_tones(caption.lower())) is not None
        before = ""
        for (head, money, section), column in columns.items():
            said = Counter(out[index].indicator for index in column)
            usual = next(iter(said.most_common(1)))[0]
            row = self.indicator(head, caption, money=money)
            if row is None and self._says_nothing(head, [cells[index] for index in column]):
                above = f"{caption}\n{section}"
                row = self.in_caption(above, money=money)
                if row is None and all(out[index].unit == "percent" for index in column):  # shares of a sum
                    row = self.in_caption(above, money=True)
            heads = [fold_tones((cells[index].column or "").lower()) for index in column]
            if row is not None and money and all(map(self.balance.match, heads)):
                best = _OTHER
            elif row is not None and money and all(map(self.paid.match, heads)):
                best = next((name for name in row.instead if name.endswith(_PAID)), usual)
            elif row is not None and came_in:
                best = row.indicator
            elif row is not None:
                paid = self.went_out.search(fold_tones(f"{caption}\n{section}\n{head}".lower())) is not None
                may_be = [name for name, _ in said.most_common() if name in row.instead]
                best = next((name for name in may_be if paid or not name.endswith(_PAID)), row.indicator)
            elif not fund and before in self.sum_of and self.sums.match(fold_tones(head.lower())):
                best = self.sum_of[before]
            elif head or any(cells[index].owner for index in column):
                best = usual
            else:
                continue
            before = before if money else best
            known = (out[index].sure.get("indicator", _SURE) for index in column if out[index].indicator == best)
            share = max(known, default=_SURE)
            for index in column:
                if out[index].indicator != best:
                    evidence = {**out[index].evidence, "indicator": f"{_HEADS}: {head}"}
                    out[index] = replace(
                        out[index], indicator=best, evidence=evidence, sure={**out[index].sure, "indicator": share}
                    )


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


def _between(text: str, last: int, start: int, lines: frozenset[int]) -> list[str]:
    """The lines between the one of `last` and the one of `start`, without cells that are `lines` themselves."""
    out: list[str] = []
    at = text.find("\n", last) + 1
    while at > 0 and (end := text.find("\n", at)) >= 0 and end < start:
        if at not in lines:
            out.append(text[at:end])
        at = end + 1
    return out


def _tables(text: str, cells: Mapping[int, Mark], lines: frozenset[int]) -> list[list[int]]:
    """The figures in cells, a list for each table: its rows stand under each other, short headings between them."""
    out: list[list[int]] = []
    last = -1
    for index in sorted(cells, key=lambda index: cells[index].start):
        start = cells[index].start
        between = _between(text, last, start, lines) if last >= 0 else []
        if last < 0 or len(between) > 1 or any(len(line) > _HEADING or line.endswith(_ENDS) for line in between):
            out.append([])
        out[-1].append(index)
        last = start
    return out


def _sections(
    text: str, table: Sequence[int], cells: Mapping[int, Mark], totals: frozenset[int], lines: frozenset[int]
) -> list[str]:
    """The heading between the rows that each cell of a table stands below; totals below such parts stand in none."""
    out: list[str] = []
    last, heading = -1, ""
    for index in table:
        start = cells[index].start
        begin, end = _above(text, start, lines)
        between = _between(text, last, start, lines) if last >= 0 else text[begin:end].strip().split("\n")[-1:]
        heading = between[-1] if between else heading
        out.append(heading)
        last = start
    if len(set(out)) == 1:
        return [""] * len(out)
    return ["" if index in totals else section for index, section in zip(table, out, strict=True)]


def _within_totals(cells: Mapping[int, Mark], totals: Sequence[Mark]) -> frozenset[int]:
    """The cells, by index of their figures, of rows of totals, which stand in the order of the text."""
    begins = [mark.start for mark in totals]
    found = ((index, bisect_right(begins, cell.start) - 1, cell.start) for index, cell in cells.items())
    return frozenset(index for index, at, start in found if at >= 0 and start < totals[at].end)


def _cover(out: list[Figure], table: Sequence[int], cells: Mapping[int, Mark], totals: frozenset[int]) -> None:
    """Give totals of rows that are times, and that say no time themselves, all the time of those rows."""
    above: dict[str | None, dict[Period, None]] = {}
    for index in table:
        figure, column = out[index], cells[index].column
        said = figure.evidence["period"].startswith(_SAID)
        if index not in totals:
            if figure.period is not None and said:
                above.setdefault(column, {})[figure.period] = None
            continue
        periods = list(above.pop(column, ()))
        starts = [period.start for period in periods if period.start is not None]
        ends = [period.end for period in periods if period.end is not None]
        if not said and len(periods) > 1 and len(starts) == len(ends) == len(periods):
            evidence = {**figure.evidence, "period": f"{_HEADS}: {len(periods)} rows"}
            sure = {slot: share for slot, share in figure.sure.items() if slot != "period"}
            out[index] = replace(figure, period=Period(min(starts), max(ends)), evidence=evidence, sure=sure)


def _above(text: str, start: int, lines: frozenset[int]) -> tuple[int, int]:
    """Where the lines right above the table whose first value stands at `start` begin and end."""
    end = text.rfind("\n", 0, start) + 1
    if end in lines:
        while (before := text.rfind("\n", 0, max(0, end - 1)) + 1) in lines and before < end:
            end = before
    begin = end
    for _ in range(_ABOVE):
        begin = text.rfind("\n", 0, max(0, begin - 1)) + 1
    return begin, end
