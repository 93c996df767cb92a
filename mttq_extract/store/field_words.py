"""Fields of a figure and modifiers by the names that people give them, where a figure is put right by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.errors import UsageError
from mttq_extract.store.columns import column_words
from mttq_extract.store.fold import tokens
from mttq_extract.tables.loader import read_toml
from mttq_extract.types import MODIFIERS
from mttq_extract.wording import field_name, modifier_name

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_field(words: str, known: Sequence[str]) -> str:
    """The field that an id or a Vietnamese name stands for, without regard to marks and case.

    >>> find_field("vai tro", ["value", "role"]), find_field("giá trị", ["value", "role"])
    ('role', 'value')

    Raises UsageError, with all of them, where none is meant.
    """
    wanted = tokens(words)
    columns = column_words()
    # The names that explanations show come first: "giá trị" is both ends of a value, not the column of the lower one.
    for name in known:
        if words.strip().lower() == name or (wanted and wanted == tokens(field_name(name))):
            return name
    for name in known:
        if wanted and name in columns and wanted in map(tokens, (columns[name].label, *columns[name].words)):
            return name
    listed = ", ".join(f"{name} ({field_name(name)})" for name in known)
    raise UsageError(f"Không sửa được «{words}» (no such field). Sửa được: {listed}")


def find_modifier(words: str) -> str:
    """The modifier that an id, its Vietnamese name or a word of the articles for it stands for.

    >>> find_modifier("more_than"), find_modifier("hơn"), find_modifier("gan")
    ('more_than', 'more_than', 'less_than')

    Raises UsageError, with all of them, where none is meant.
    """
    wanted = tokens(words)
    said: dict[str, set[str]] = {id_: {id_, *modifier_name(id_).split(", ")} for id_ in MODIFIERS}
    for names in (said, _forms()):
        found = [id_ for id_ in MODIFIERS if wanted and wanted in map(tokens, names.get(id_, ()))]
        if len(found) == 1:
            return found[0]
    listed = ", ".join(f"{id_} ({modifier_name(id_)})" for id_ in MODIFIERS)
    raise UsageError(f"Không có mức «{words}» (no such modifier). Các mức: {listed}")


def _forms() -> dict[str, set[str]]:
    """What articles say for each modifier before a number."""
    forms: dict[str, set[str]] = {}
    for row in read_toml("modifiers.toml")["modifier"]:
        if row["side"] == "before":
            forms.setdefault(row["id"], set()).update(row["forms"])
    return forms
