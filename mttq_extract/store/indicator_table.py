"""The indicators people ask for, by id or by words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mttq_extract.errors import UsageError
from mttq_extract.store.fold import tokens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

NEAREST = 5
"""How many indicators an error offers."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the table of indicators."""

    id: str
    group: str
    unit: str
    label_vi: str
    label_en: str
    counts: str = field(default="", compare=False)


def read_indicators() -> list[Indicator]:
    """The indicators of this package's table."""
    # A question rarely needs them, and its time is mostly that of imports.
    import csv
    from importlib.resources import files

    text = (files("mttq_extract.tables") / "indicators.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    names = ("id", "group", "unit", "label_vi", "label_en", "what counts (actions and nouns that decide)")
    return [Indicator(*(row[name] for name in names)) for row in rows]


def stored_indicators(connection: sqlite3.Connection) -> list[Indicator]:
    """The indicators of a database, in the order they were put in."""
    query = 'SELECT id, "group", unit, label_vi, label_en FROM indicators ORDER BY rowid'
    return [Indicator(*row) for row in connection.execute(query)]


def find_indicators(words: str, indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators that an id or words stand for: all words are in the id or in one of the labels.

    Where no label has them, the words for what indicators count are looked at, together with the label. Each is asked
    again without words in front that only ask for a count ("tổng số nhà xây mới").

    Raises UsageError, with the nearest indicators, when there is none.
    """
    if exact := [i for i in indicators if i.id == words.strip().lower()]:
        return exact
    wanted = tokens(words)
    if found := _labelled(wanted, indicators):
        return found
    counted = _counted(wanted)
    found = _labelled(counted, indicators)
    if not found:
        # What each of them counts: "covid" is in no label, "quỹ Vì biển đảo Việt Nam" partly in one.
        described = {i.id: {*tokens(i.counts), *tokens(i.label_vi)} for i in read_indicators()}
        for said in (wanted, counted):
            found = found or [i for i in indicators if said and set(said) <= described.get(i.id, set())]
    if not found:
        near = "; ".join(f"{i.id} ({i.label_vi})" for i in nearest_indicators(" ".join(counted), indicators))
        raise UsageError(
            f"Không có chỉ số «{words}» (no such indicator). Gần nhất: {near}. "
            "Xem tất cả: mttq query --db FILE --group-by indicator"
        )
    return found


def is_named(indicator: Indicator, words: str) -> bool:
    """Whether words name an indicator, by its id or a label, rather than something that it counts among others."""
    wanted = tokens(words)
    return any(_labelled(asked, [indicator]) for asked in (wanted, _counted(wanted)))


def _labelled(wanted: list[str], indicators: Sequence[Indicator]) -> list[Indicator]:
    """Those of which an id or label is these words, else those of which one holds all of them."""
    texts = [(i, [tokens(text) for text in (i.id, i.label_vi, i.label_en)]) for i in indicators] if wanted else []
    return [i for i, own in texts if wanted in own] or [
        i for i, own in texts if any(set(wanted) <= set(text) for text in own)
    ]


def _counted(wanted: list[str]) -> list[str]:
    """Words without those in front that only ask for a count, unless there are no others."""
    from mttq_extract.tables.loader import read_toml

    leading = sorted((tokens(form) for form in read_toml("questions.toml")["indicator"]["leading"]), key=len)
    rest = wanted
    while found := next((form for form in reversed(leading) if rest[: len(form)] == form), None):
        rest = rest[len(found) :]
    return rest or wanted


def nearest_indicators(words: str, indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators whose id or label looks most like the words, best first."""
    from difflib import SequenceMatcher

    wanted = tokens(words)

    def likeness(indicator: Indicator) -> float:
        best = 0.0
        for text in (indicator.id, indicator.label_vi, indicator.label_en):
            own = tokens(text)
            shared = len(set(wanted) & set(own)) / max(len(set(wanted)), 1)
            best = max(best, shared + SequenceMatcher(None, " ".join(wanted), " ".join(own)).ratio())
        return best

    return sorted(indicators, key=likeness, reverse=True)[:NEAREST]
