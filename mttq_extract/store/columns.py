"""Columns of answers by the names that people give them, and what is said where a group has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.errors import UsageError
from mttq_extract.store.fold import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """A column in Vietnamese: head of a table, other names, and what is said of none ("" where all have one)."""

    name: str
    label: str
    words: tuple[str, ...] = ()
    none: str = ""

    @property
    def said(self) -> str:
        """Its head in a sentence, without what is explained in brackets."""
        return self.label.partition(" (")[0].lower()


def column_words() -> dict[str, ColumnWords]:
    """The columns that have Vietnamese names, by their name in an answer."""
    from mttq_extract.tables.loader import read_toml, rows

    found = rows(read_toml("questions.toml"), "questions.toml", "column", ("name", "label", "words"))
    return {row["name"]: ColumnWords(**{**row, "words": tuple(row["words"])}) for row in found}


def find_column(words: str, known: Iterable[str]) -> str:
    """The column of an answer that a name or Vietnamese words stand for, without regard to marks and case.

    >>> find_column("year", ["year", "place"]), find_column("dia phuong", ["year", "place"])
    ('year', 'place')

    Raises UsageError, with all of them, where none is meant.
    """
    known = list(known)
    if words in known:
        return words
    named = column_words()
    wanted = tokens(words) if words[:1].isalnum() else []
    for name in known:
        said = named.get(name)
        if wanted and said and wanted in map(tokens, (name, said.label, *said.words)):
            return name
    listed = ", ".join(f"{name} ({named[name].said})" if name in named else name for name in known)
    raise UsageError(f"Không có cột «{words}» ở đây (no such column); các cột: {listed}")
