"""Which figures a question is about, as an SQL condition with bound parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.store.fold import all_words, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from mttq_extract.types import Period

FIRST_DAY = "coalesce(f.period_start, f.period_end)"
LAST_DAY = "coalesce(f.period_end, f.period_start)"
"""The day a figure's period ends, or begins when it has no end."""

AS_OF = "f.as_of"
"""The day up to which a figure tells: the last of its period, or that of publication where a result ends later."""

FIRST_YEAR = "substr(ltrim(f.year, '.'), 1, 4) || '-01-01'"
LAST_YEAR = "substr(rtrim(f.year, '.'), -4) || '-12-31'"
"""The first day of the first year and the last of the last one, in table totals."""

ONCE = "f.duplicate_of IS NULL"
"""What leaves out the figures that an earlier version of the same article has; table totals holds no others."""

IN_BODY = "f.boilerplate = 0"
"""What leaves out captions, headlines of other articles and the like; table totals holds none of them."""

UNIT_ALIASES = {"%": "percent", "đ": "VND", "đồng": "VND", "vnđ": "VND", "$": "USD"}


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Conditions that a figure must all meet; None and () ask nothing.

    `indicators` and `documents` are ids. `place` and `subject` are words that stand together in the field, `search`
    words that are all in the sentence, without regard to diacritics and case; a figure with no place of its own is
    looked up under its subject. Every known end of a figure's period must lie in `period`: one that is open
    at the start ("up to 24 September 2024") is in it when its last day is; a figure without a period is in
    none. `low` and `high` bound the whole value of a figure; `score` is the least it may have. `also_places` and
    `also_subjects` are other names that will do as well; figures whose place is one of the units `not_units` are left
    out. `also_roles` are roles asked for besides `role`; groups keep them apart. Figures that an earlier version of the
    same article has (column duplicate_of, see schema.py) are left out unless `duplicates` is true, and those outside
    the body of an article unless `boilerplate` is.
    """

    indicators: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    place: str | None = None
    subject: str | None = None
    period: Period | None = None
    role: str | None = None
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    search: str | None = None
    score: float | None = None
    also_places: tuple[str, ...] = ()
    also_subjects: tuple[str, ...] = ()
    not_units: tuple[str, ...] = ()
    also_roles: tuple[str, ...] = ()
    duplicates: bool = False
    boilerplate: bool = False

    @property
    def splits_mentions(self) -> bool:
        """Whether it can take one mention of a fact and leave another one of the same document."""
        return any(one is not None for one in (self.place, self.search, self.score))

    @property
    def fits_totals(self) -> bool:
        """Whether table totals can answer it: it asks for indicators, unit, role and whole years alone."""
        asked = (self.place, self.subject, self.low, self.high, self.search, self.score)
        more = self.documents or self.duplicates or self.boilerplate
        return all(one is None for one in asked) and not more and self._whole_years

    @property
    def _whole_years(self) -> bool:
        start, end = (None, None) if self.period is None else (self.period.start, self.period.end)
        return (start is None or (start.month, start.day) == (1, 1)) and (
            end is None or (end.month, end.day) == (12, 31)
        )


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL conditions on table figures, as f, with the values of their parameters.

    `columns` looks at columns of index figures_filter, and the score; `words` at ids found by words, as pairs of a
    subquery of ids and the full-text expression that is its parameter. All must hold.
    """

    columns: tuple[str, ...]
    column_values: tuple[Any, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def sql(self) -> str:
        """The whole condition; "1" when everything is wanted."""
        return " AND ".join([*self.columns, *(f"f.id IN ({query})" for query, _ in self.words)]) or "1"

    @property
    def values(self) -> tuple[Any, ...]:
        """The parameters of `sql`."""
        return *self.column_values, *(expression for _, expression in self.words)

    @property
    def of_totals(self) -> str:
        """The whole condition as table totals can be asked."""
        parts = (part.replace(FIRST_DAY, FIRST_YEAR).replace(LAST_DAY, LAST_YEAR) for part in self.columns)
        return " AND ".join(part for part in parts if part not in (ONCE, IN_BODY)) or "1"

    @property
    def columns_led(self) -> bool:
        """Whether it asks for indicators, which the index begins with."""
        return any(part.startswith("f.indicator") for part in self.columns)

    @property
    def asks_columns(self) -> bool:
        """Whether it asks more of columns than that a figure is in the body and no repetition."""
        return any(part not in (ONCE, IN_BODY) for part in self.columns)

    @property
    def asks(self) -> bool:
        """Whether it leaves anything out that is not left out of every question."""
        return self.asks_columns or bool(self.words)

    def __bool__(self) -> bool:
        return bool(self.columns or self.words)


def condition(wanted: FigureFilter) -> Condition:
    """The SQL of a filter.

    Raises UsageError when words to look up hold no letter and no digit.
    """
    parts: list[str] = []
    values: list[Any] = []
    if wanted.indicators:
        parts.append(f"f.indicator IN ({', '.join('?' * len(wanted.indicators))})")
        values += wanted.indicators
    if wanted.documents:
        parts.append(f"f.document IN ({', '.join('?' * len(wanted.documents))})")
        values += wanted.documents
    if wanted.unit is not None:
        unit = wanted.unit.strip()
        names = {unit, unit.lower(), unit.upper(), UNIT_ALIASES.get(unit.lower(), unit)}
        parts.append(f"f.unit IN ({', '.join('?' * len(names))})")
        values += sorted(names)
    if wanted.role is not None:
        roles = dict.fromkeys((wanted.role, *wanted.also_roles))
        parts.append("f.role = ?" if len(roles) == 1 else f"f.role IN ({', '.join('?' * len(roles))})")
        values += roles
    if wanted.period is not None:
        if wanted.period.start is not None:
            parts.append(f"{FIRST_DAY} >= ?")
            values.append(wanted.period.start.isoformat())
        if wanted.period.end is not None:
            parts.append(f"{LAST_DAY} <= ?")
            values.append(wanted.period.end.isoformat())
    if wanted.low is not None:
        parts.append("f.low_num >= ?")
        values.append(float(wanted.low))
    if wanted.high is not None:
        parts.append("f.high_num <= ?")
        values.append(float(wanted.high))
    if wanted.not_units:
        parts.append(f"coalesce(f.place_unit, '') NOT IN ({', '.join('?' * len(wanted.not_units))})")
        values += wanted.not_units
    if wanted.score is not None:
        parts.append("f.score >= ?")
        values.append(wanted.score)
    if not wanted.duplicates:
        parts.append(ONCE)
    if not wanted.boilerplate:
        parts.append(IN_BODY)
    return Condition(tuple(parts), tuple(values), tuple(_by_words(wanted)))


def _by_words(wanted: FigureFilter) -> Iterator[tuple[str, str]]:
    of_figures = "SELECT rowid FROM figures_fts WHERE figures_fts MATCH ?"
    of_sentences = "SELECT rowid FROM sentences_fts WHERE sentences_fts MATCH ?"
    fields = (
        ("subject", wanted.subject, wanted.also_subjects),
        ("place", wanted.place, wanted.also_places),
    )
    for column, words, others in fields:
        if words is not None:
            forms = dict.fromkeys([_expression(phrase(words), words), *filter(None, map(phrase, others))])
            yield of_figures, f"{column} : ({' OR '.join(forms)})"
    if wanted.search is not None:
        expression = _expression(all_words(wanted.search), wanted.search)
        yield f"SELECT id FROM figures WHERE sentence IN ({of_sentences})", expression


def _expression(found: str | None, words: str) -> str:
    if found is None:
        raise UsageError(f"«{words}» không có chữ hay số nào để tìm (no words to look up)")
    return found
