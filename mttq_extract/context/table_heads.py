"""Figures of tables by the heads of their columns, and rows of totals by whose table it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mttq_extract.context.column_roles import RoleHeads
from mttq_extract.context.table_layout import above_table, heads_of, sections_of, tables, within_totals
from mttq_extract.context.table_owners import TableOwners
from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import View, fold_tones
from mttq_extract.types import Entity, Figure, Mark, Period

_HEADS = "table heads"
_MONEY = re.compile(r"[A-Z]{3}")
_OTHER = "other"
_RAISED, _PAID = "_thu", "_chi"  # how ids of money that came in and of money that was paid end
_SURE = 0.9  # how sure an indicator is that only the table gives: nearly as rules at their best
_SAID = ("sentence", "table.year")  # how a period that the row itself tells was found


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
    spent: re.Pattern[str]
    paid: re.Pattern[str]
    balance: re.Pattern[str]
    unit_lines: tuple[str, ...]
    receivers: frozenset[str]
    gifts: frozenset[str]

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
        spent = _words(table["caption"]["spent"])
        unit_lines = tuple(map(fold_tones, table["caption"]["unit"]))
        # At its beginning, or at the end under the name of a fund: "Quỹ Vì người nghèo" over "Chi".
        ways = (_words(table["caption"][key]) for key in ("paid", "balance"))
        paid, balance = (re.compile(rf"\A(?:{way})(?!\w)|(?<=\w )(?:{way})\Z") for way in ways)
        return cls(
            heads,
            re.compile(rf"{opening}(?:{_words(table['sums'])})(?!\w)"),
            table["sum_of"],
            RoleHeads.of(table),
            came_in,
            re.compile(rf"(?<!\w)(?:{outgoing})(?!\w)"),
            re.compile(rf"\A(?!(?s:.*)(?<!\w)(?:{incoming})(?!\w))(?s:.*)(?<!\w)(?:{spent})(?!\w)"),
            paid,
            balance,
            unit_lines,
            frozenset(table["caption"]["receivers"]),
            frozenset(table["caption"]["gifts"]),
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

    def _of_unit(self, head: str, surfaces: Sequence[str]) -> Head | None:
        """The row that holds for gifts that the numbers of a column count by their unit: "Hộ nghèo": "1.250 suất"."""
        units = {surface.lstrip("+-0123456789., ").lower() for surface in surfaces}
        unit = units.pop() if len(units) == 1 else ""
        row = self.indicator(unit, money=False) if unit and not head.startswith(unit) else None
        return row if row is not None and row.indicator in self.gifts else None

    def _spent_on(self, head: str) -> str | None:
        """The indicator of a sum that says what it was for: "Kinh phí trao quà Tết"."""
        lower = fold_tones(head.lower())
        found = self.sums.match(lower)
        thing = self.indicator(lower[found.end() :].strip(), money=False) if found else None
        return self.sum_of.get(thing.indicator) if thing else None

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
        within = within_totals(cells, totals)
        self.roles.settle(view.text, out, cells, within)
        for index, cell in cells.items():
            if cell.head and out[index].concept == cell.head and self._is_only_sum(cell.head):
                out[index] = replace(out[index], concept=None, evidence={**out[index].evidence, "concept": "none"})
        owners: frozenset[str] = frozenset()
        for table in tables(view.text, cells, lines):
            above = above_table(view.text, cells[table[0]].start, lines)
            fund = any(entity.type == "FUND" and above[0] <= entity.start < above[1] for entity in entities)
            sections = sections_of(view.text, table, cells, within, lines)
            among = [i for i in table if i not in within and self.roles.is_among(view.text, cells[i].start)]
            heads = heads_of(table, cells, among)
            self._name(out, table, cells, view.text[slice(*above)], heads, sections, fund=fund)
            TableOwners(view.text, table, cells, above, owners).settle(out, totals, entities)
            owners |= {owner for index in table if (owner := cells[index].owner)}
            self.roles.agree(out, table, cells, within)
            _cover(out, table, cells, within)
        return out

    def _as_spent(self, indicator: str, *above: str) -> str:
        """What was paid from a fund under a caption or heading that says so, for what was raised for it."""
        paid = indicator.removesuffix(_RAISED) + _PAID
        known = indicator.endswith(_RAISED) and any(paid in one.instead for one in self.heads)
        return paid if known and any(self.spent.search(fold_tones(line.lower())) for line in above) else indicator

    def _name(
        self,
        out: list[Figure],
        table: Sequence[int],
        cells: Mapping[int, Mark],
        caption: str,
        named: Sequence[str],
        sections: Sequence[str],
        *,
        fund: bool,
    ) -> None:
        """Set the indicators of a table: columns one by one, in their order.

        `named` is what each cell counts, `sections` what it is below.
        """
        columns: dict[tuple[str, bool, str], list[int]] = {}
        for index, name, section in zip(table, named, sections, strict=True):
            money = _MONEY.fullmatch(out[index].unit) is not None
            mute = not name or self.roles.says_nothing(cells[index].column)
            columns.setdefault((name, money, section if mute else ""), []).append(index)
        came_in = self.came_in.search(fold_tones(caption.lower())) is not None
        heading = dict(zip(table, sections, strict=True))
        before = ""
        for (head, money, section), column in columns.items():
            said = Counter(out[index].indicator for index in column)
            usual = next(iter(said.most_common(1)))[0]
            row = self.indicator(head, caption, money=money)
            if not money and (row is None or row.indicator in self.receivers):
                row = self._of_unit(head, [out[index].surface for index in column]) or row
            if row is None and self._says_nothing(head, [cells[index] for index in column]):
                above = f"{caption}\n{section}"
                row = self.in_caption(above, money=money)
                if row is None and all(out[index].unit == "percent" for index in column):  # shares of a sum
                    row = self.in_caption(above, money=True)
            heads = [fold_tones((cells[index].column or "").lower()) for index in column]
            if row is not None and money and all(map(self.balance.search, heads)):
                best = _OTHER
            elif row is not None and money and all(map(self.paid.search, heads)):
                best = next((name for name in row.instead if name.endswith(_PAID)), usual)
            elif row is not None and came_in:
                best = row.indicator
            elif row is not None:
                paid = self.went_out.search(fold_tones(f"{caption}\n{section}\n{head}".lower())) is not None
                may_be = [name for name, _ in said.most_common() if name in row.instead]
                best = next((name for name in may_be if paid or not name.endswith(_PAID)), row.indicator)
            elif (
                not fund
                and before in self.sum_of
                and (self.sums.match(fold_tones(head.lower())) or all(map(self.sums.match, heads)))
            ):
                best = self.sum_of[before]
            elif money and not fund and (spent := self._spent_on(head)):
                best = spent
            elif head or any(cells[index].owner for index in column):
                best = usual
            else:
                continue
            below = {heading[index] for index in column}
            best = self._as_spent(best, caption, *below) if money and len(below) == 1 else best
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
