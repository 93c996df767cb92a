"""The roles of figures in tables: what heads of columns and names of rows say, and what other cells do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mttq_extract.context.sums import SHARES
from mttq_extract.tables.loader import alternatives
from mttq_extract.text.view import fold_tones
from mttq_extract.types import Figure, Mark

_HEADS, _COLUMN = "table heads", "table column"
_JOINT = re.compile(r"[;:]\s+|^\S{1,6}\.\s+")  # between the labels of a row, and behind its number
_SIGNS = "+-−–"
_NUMBER = re.compile(r"(?:\d{1,3}|[ivx]{1,5})(?:\.\d{1,3})*\.\s+")  # of a row
_ROWS = 600  # characters of rows that may belong to the row above them
_LABEL = 200  # characters of a label
# Roles that were read off other figures, or off nothing: the cells of a row are no list, and rows count unlike things.
_BORROWED = ("sum of", "list of", "lines of", "row above")
_WEAK = (*_BORROWED, "default", "model", "heading")


@dataclass(frozen=True, slots=True)
class RoleHeads:
    """What opens labels and heads of each role."""

    labels: Mapping[str, re.Pattern[str]]
    columns: Mapping[str, re.Pattern[str]]
    behind: Mapping[str, re.Pattern[str]]
    compares: re.Pattern[str]
    against: re.Pattern[str]
    beside: re.Pattern[str]
    among: re.Pattern[str]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> RoleHeads:
        """Compile the rows of heads.toml."""
        named = rf"(?!(?:{_words(table['no_roles']['words'])})(?!\w))"
        both = {role: [*table["roles"].get(role, ()), *forms] for role, forms in table["column_roles"].items()}
        against = table["times"]["compares"]
        labels = {role: re.compile(rf"{named}(?:{_words(forms)})(?!\w)") for role, forms in table["roles"].items()}
        return cls(
            labels,
            {role: re.compile(rf"{named}(?:{_words(forms)})(?!\w)") for role, forms in both.items()},
            {role: re.compile(rf"[\s(](?:{_words(both[role])})\)?$") for role in ("target", "baseline")},
            re.compile(rf"(?<!\w)(?:{_words((*against, *table['times']['shares']))})(?!\w)"),
            re.compile(rf"(?<!\w)(?:{_words(against)})(?!\w)"),
            re.compile(rf"(?:{_words(table['times']['beside'])})(?!\w)"),
            re.compile(rf"\W*(?:{_words(table['caption']['among'])})(?!\w)"),
        )

    def of_column(self, head: str | None) -> str | None:
        """The role that the head of a column gives its figures."""
        if not head:
            return None
        lower = " ".join(fold_tones(head.lower()).split())
        if found := _longest(self.columns, lower):
            return found
        if self.compares.search(lower):
            return None
        return next((role for role, words in self.behind.items() if words.search(lower)), None)

    def says_nothing(self, head: str | None) -> bool:
        """Whether the head of a column tells a role, or when, and not what is counted."""
        lower = " ".join(fold_tones((head or "").lower()).split())
        found = [match.end() for pattern in self.columns.values() if (match := pattern.match(lower))]
        rest = lower[max(found, default=0) :].strip(" ():%.,/-")
        return bool(found) and (not rest or rest[0].isdigit() or self.beside.match(rest) is not None)

    def of_label(self, text: str, start: int) -> str | None:
        """The role that the label in front of a value gives it: "Kế hoạch giám sát: 10 cuộc"."""
        begin = max(text.rfind("\n", 0, start) + 1, start - _LABEL)
        labels = _JOINT.split(fold_tones(text[begin:start].lower().rstrip(": ")))
        return _longest(self.labels, labels[-1])

    def settle(self, text: str, out: list[Figure], cells: Mapping[int, Mark], totals: frozenset[int]) -> None:
        """Give the figures of cells the roles of their heads, and take away those that are of other cells."""
        for index, cell in cells.items():
            role = self._of_difference(text, out[index], cell) or self.of_column(cell.column)
            role = role or self.of_label(text, cell.start)
            if role in (None, "actual") and index not in totals and self.is_among(text, cell.start):
                role = "part"
            if role is None and self._is_borrowed(text, out, index, cells, total=index in totals):
                role = "actual"
            _give(out, index, role, _HEADS)

    def is_among(self, text: str, start: int) -> bool:
        """Whether a row, or one above it since the last row with a number, opens with "Trong đó"."""
        end = text.find("\n", start)
        lines = fold_tones(text[max(0, start - _ROWS) : end if end >= 0 else len(text)].lower()).split("\n")
        said = [self.among.match(_NUMBER.sub("", line)) is not None for line in lines]
        numbered = [i for i, line in enumerate(lines) if _NUMBER.match(line)]
        return said[-1] or (bool(numbered) and numbered[-1] < len(lines) - 1 and any(said[numbered[-1] :]))

    def _of_difference(self, text: str, figure: Figure, cell: Mark) -> str | None:
        """The role of a number that sets one time against another and is no share: "So với cùng kỳ": "+4"."""
        if not cell.column or not self.against.search(fold_tones(cell.column.lower())):
            return None
        return "change" if figure.unit not in SHARES or text[cell.start] in _SIGNS else None

    @staticmethod
    def _is_borrowed(
        text: str, figures: Sequence[Figure], index: int, cells: Mapping[int, Mark], *, total: bool
    ) -> bool:
        """Whether a role is only that of another cell: of the cell before, or of what it adds up to with others.

        Rows count different things: their sums say nothing of what is a part of what. Amounts of one place or body are
        no parts of each other, and the row that adds them up is no part of others. Where each cell is a line, the sum
        below them is all that tells that they are a table. What is listed stands below its whole, in its column.
        """
        cell, figure, whole = cells[index], figures[index], figures[index].part_of
        why = figure.evidence["role"]
        if not why.startswith(_BORROWED):
            return False
        if why.startswith(("lines of", "row above")):
            return (
                total
                or (cell.owner is not None and why.startswith("row above"))
                or text[cell.start - 1 : cell.start] != "\n"
            )
        if whole is None or total or cell.owner is not None:
            return True
        apart = "\n" in text[slice(*sorted((figure.start, figures[whole].start)))]
        if why.startswith("list of"):
            return not apart or (whole in cells and cells[whole].column != cell.column)
        return apart

    def agree(self, out: list[Figure], table: Sequence[int], cells: Mapping[int, Mark], totals: frozenset[int]) -> None:
        """Give one column one role, but for rows that say otherwise themselves, and rows of totals."""
        columns: dict[str, list[int]] = {}
        for index in table:
            if (column := cells[index].column) and index not in totals:
                columns.setdefault(column, []).append(index)
        for column, held in columns.items():
            usual = next(iter(Counter(out[index].role for index in held).most_common(1)))[0]
            if usual == "part":
                continue
            for index in held:
                if out[index].evidence["role"].startswith(_WEAK) and out[index].role != "part":
                    _give(out, index, usual, f"{_COLUMN}: {column}")


def _give(out: list[Figure], index: int, role: str | None, why: str) -> None:
    if role is not None and role != out[index].role:
        sure = {slot: share for slot, share in out[index].sure.items() if slot != "role"}
        evidence = {**out[index].evidence, "role": why}
        out[index] = replace(out[index], role=role, part_of=None, evidence=evidence, sure=sure)


def _longest(forms: Mapping[str, re.Pattern[str]], words: str) -> str | None:
    """The role whose form opens the words with most of them."""
    found = [(match.end(), role) for role, pattern in forms.items() if (match := pattern.match(words))]
    return max(found, key=lambda one: one[0])[1] if found else None


def _words(forms: Iterable[str]) -> str:
    return alternatives(fold_tones(form) for form in forms)
