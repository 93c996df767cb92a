"""Questions to the database: figures one by one, or added up in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.store.columns import find_column
from mttq_extract.store.facts import (
    BY_ID,
    DOCUMENT,
    IN_TOTALS,
    INDICATOR,
    SENTENCE,
    facts_of,
    joins_of,
    matching,
    of_totals,
    source_of,
)
from mttq_extract.store.filters import AS_OF, LAST_DAY, condition
from mttq_extract.store.measures import ANSWER, MEASURES, readable
from mttq_extract.store.measures import GROUP_COLUMNS as GROUP_COLUMNS
from mttq_extract.store.named_groups import named_groups
from mttq_extract.store.schema import AHEAD, BY_HAND
from mttq_extract.store.totals import totals_hold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from mttq_extract.store.filters import FigureFilter

FIGURE_COLUMNS: Mapping[str, str] = {
    "id": "f.id",
    "document": "f.document",
    "title": "d.title",
    "published": "d.published",
    "outlet": "d.outlet",
    "url": "d.url",
    "indicator": "f.indicator",
    "label_vi": "i.label_vi",
    "surface": "f.surface",
    "low": "f.low",
    "high": "f.high",
    "unit": "f.unit",
    "of": 'f."of"',
    "per": "f.per",
    "modifier": "f.modifier",
    "concept": "f.concept",
    "role": "f.role",
    "period": "f.period",
    "subject": "f.subject",
    "place": "f.place",
    "subject_name": "f.subject_name",
    "place_name": "f.place_name",
    "sentence": "s.text",
    "start": "f.start",
    "end": 'f."end"',
    "rule": "f.rule",
    "score": "f.score",
    "boilerplate": "f.boilerplate",
    "corrected": f"instr(f.evidence, '{BY_HAND}') > 0",
}
"""What is said of one figure, and where it stands."""

_SORTED_BY_INDEX = frozenset({"indicator", "unit", "role", "low", "high", "period", "published", "outlet"})

_SORTED_AS = {"low": "f.low_num", "high": "f.high_num", "period": LAST_DAY}
# What an article only looks forward to is no news of that day: it comes behind all that was.
_PLANS = ", ".join(f"'{role}'" for role in sorted(AHEAD))
_NEWEST = f"f.as_of IS NULL, (f.role IN ({_PLANS}) AND f.as_of > coalesce(d.published, '')), {AS_OF} DESC"


@dataclass(frozen=True, slots=True)
class Answer:
    """A table: the names of its columns, its rows, which are read from the database as they are taken, and the SQL."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    sql: str = ""


def figures(
    connection: sqlite3.Connection, wanted: FigureFilter, *, sort: str | None = None, limit: int | None = None
) -> Answer:
    """The figures that meet a filter, in document order or sorted by a column ("-low": greatest first).

    Raises UsageError for a column that is not in FIGURE_COLUMNS.
    """
    where = condition(wanted)
    name, direction = _direction("id" if sort is None else sort, FIGURE_COLUMNS)
    order = f"{_SORTED_AS.get(name, FIGURE_COLUMNS[name])} {direction} NULLS LAST, f.id"
    if sort == "-period":
        order = f"{_NEWEST}, {order}"
    elif name == "id":
        order = f"f.id {direction}"  # said like this, it is the order of the table and nothing is sorted
    # In the order of ids, the first rows that words find are all that is looked at.
    at_once = name == "id" and where.words and not where.asks_columns
    source = BY_ID if at_once else source_of(connection, where)
    if name in _SORTED_BY_INDEX or (name == "id" and where.asks):
        chosen = f"{source}{joins_of(order)} WHERE {where.sql}"
    else:
        chosen = f"figures AS f{joins_of(order)} WHERE {matching(source, where)}"
    # The rows are chosen first, by the index where it will do, and only then read in full.
    picked = ", ".join(f'{sql} AS "{name}"' for name, sql in FIGURE_COLUMNS.items())
    sql = (
        f"SELECT {picked} FROM figures AS f{DOCUMENT}{INDICATOR}{SENTENCE}"
        f" WHERE f.id IN (SELECT f.id FROM {chosen} ORDER BY {order} LIMIT ?) ORDER BY {order}"
    )
    values = (*where.values, -1 if limit is None else limit)
    return Answer(tuple(FIGURE_COLUMNS), connection.execute(sql, values), filled(sql, values))


def groups(
    connection: sqlite3.Connection,
    wanted: FigureFilter,
    by: Sequence[str],
    *,
    sort: str | None = None,
    limit: int | None = None,
) -> Answer:
    """Figures by columns with MEASURES of each group; unlike units are never added up, so the unit is always one.

    Sums and values are those of one role, `wanted.role` or else "actual" (of each role when grouped by it, or when
    several are asked for), and of the figures that count: docs/queries.md has the rules.

    Raises UsageError for a column that is not in GROUP_COLUMNS, or a sort by one that is not in the answer.
    """
    apart = ("role", "unit") if wanted.also_roles else ("unit",)
    names = tuple(dict.fromkeys([*(find_column(name, GROUP_COLUMNS) for name in by), *apart]))
    known = (*names, *MEASURES)
    sorted_by, direction = _direction("-figures" if sort is None else sort, known)
    sorted_by = {"latest_period": "latest"}.get(sorted_by, sorted_by)
    if sorted_by == "latest":  # by value; its text begins with the day
        sorted_by_sql = "substr(max(last), 12, 30)" if sort and "period" not in sort else "max(last)"
    elif sorted_by == "year":  # "..2019" and "2014..2019" beside 2019, not before all years
        sorted_by_sql = """substr(rtrim("year", '.'), -4)"""
    else:
        sorted_by_sql = f'"{sorted_by}"'
    columns = ", ".join(f'"{name}"' for name in names)
    where = condition(wanted)
    order = f"{sorted_by_sql} {direction} NULLS LAST, {columns}"
    most = -1 if limit is None else limit
    before, values = "", (*where.values, *where.values)
    if set(names) <= IN_TOTALS and wanted.fits_totals and totals_hold(connection):
        facts, values = of_totals(names, where, wanted), where.values
    elif (
        limit is not None
        and sorted_by in ("figures", "sum")
        and (named := named_groups(connection, names, where, wanted, order))
    ):
        before, facts = named
        values = (*where.values, limit, *where.values)
    else:
        facts = facts_of(connection, names, where, wanted)
    sql = f"{before}SELECT {columns}, {ANSWER} FROM ({facts}) GROUP BY {columns} ORDER BY {order} LIMIT ?"
    values = (*values, most)
    return Answer(known, readable(connection, connection.execute(sql, values)), filled(sql, values))


def filled(sql: str, values: Sequence[Any]) -> str:
    """SQL with its parameters written in, to be read or run elsewhere.

    >>> filled("SELECT ? LIMIT ?", ("a'b", 3))
    "SELECT 'a''b' LIMIT 3"
    """
    first, *rest = sql.split("?")
    literals = ("'" + v.replace("'", "''") + "'" if isinstance(v, str) else str(v) for v in values)
    return first + "".join(literal + part for literal, part in zip(literals, rest, strict=True))


def _direction(sort: str, known: Mapping[str, str] | Sequence[str]) -> tuple[str, str]:
    return find_column(sort.removeprefix("-"), known), "DESC" if sort.startswith("-") else "ASC"
