"""Questions to the database: figures one by one, or added up in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.store.filters import AS_OF, FIRST_YEAR, LAST_DAY, LAST_YEAR, condition
from mttq_extract.store.measures import (
    ANSWER,
    COUNTS,
    LAST,
    MEASURES,
    PARTS,
    SAYS,
    TOP,
    asked_role,
    measured,
    readable,
    summed,
)
from mttq_extract.store.measures import GROUP_COLUMNS as GROUP_COLUMNS
from mttq_extract.store.named_groups import LEADING, NARROW, named_groups
from mttq_extract.store.schema import AHEAD, ID_STRIDE
from mttq_extract.store.totals import totals_hold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from mttq_extract.store.filters import Condition, FigureFilter

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
}
"""What is said of one figure, and where it stands."""

# A row of table figures is ten times as long as its part in an index. With a million figures that
# decides whether a question takes a tenth of a second or several, so the index is asked for by name.
_BY_INDEX = "figures AS f INDEXED BY figures_filter"
_BY_ID = "figures AS f NOT INDEXED"
_INDEXED = ("indicator", "unit", "role", "period_end", "period_start")
_IN_TOTALS = frozenset({"indicator", "group", "unit", "role", "year"})
_OF_ONE_DOCUMENT = frozenset({"document", "outlet", "published"})
_SORTED_BY_INDEX = frozenset({"indicator", "unit", "role", "low", "high", "period", "published", "outlet"})

FEW = 20_000
"""Figures found by words up to which looking at each is faster than going through the index."""

_SORTED_AS = {"low": "f.low_num", "high": "f.high_num", "period": LAST_DAY}
# What an article only looks forward to is no news of that day: it comes behind all that was.
_PLANS = ", ".join(f"'{role}'" for role in sorted(AHEAD))
_NEWEST = f"f.as_of IS NULL, (f.role IN ({_PLANS}) AND f.as_of > coalesce(d.published, '')), {AS_OF} DESC"
_ORIGIN = f" JOIN documents AS d INDEXED BY documents_origin ON d.number = f.id / {ID_STRIDE}"
_DOCUMENT = " JOIN documents AS d ON d.id = f.document"
_INDICATOR = " JOIN indicators AS i ON i.id = f.indicator"
_SENTENCE = " JOIN sentences AS s ON s.id = f.sentence"


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
    source = _BY_ID if at_once else _source(connection, where)
    if name in _SORTED_BY_INDEX or (name == "id" and where.asks):
        chosen = f"{source}{_joins(order)} WHERE {where.sql}"
    else:
        chosen = f"figures AS f{_joins(order)} WHERE {_matching(source, where)}"
    # The rows are chosen first, by the index where it will do, and only then read in full.
    picked = ", ".join(f'{sql} AS "{name}"' for name, sql in FIGURE_COLUMNS.items())
    sql = (
        f"SELECT {picked} FROM figures AS f{_DOCUMENT}{_INDICATOR}{_SENTENCE}"
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

    Sums and values are those of one role, `wanted.role` or else "actual" (of each role when grouped by it), and of
    the figures that count: docs/queries.md has the rules.

    Raises UsageError for a column that is not in GROUP_COLUMNS, or a sort by one that is not in the answer.
    """
    names = tuple(dict.fromkeys([*by, "unit"]))
    for name in names:
        if name not in GROUP_COLUMNS:
            raise UsageError(_no_column(name, GROUP_COLUMNS))
    known = (*names, *MEASURES)
    sorted_by, direction = _direction("-figures" if sort is None else sort, known)
    sorted_by = {"latest_period": "latest"}.get(sorted_by, sorted_by)
    if sorted_by == "latest":  # by value; its text begins with the day
        sorted_by_sql = "substr(max(last), 12, 30)" if sort and "period" not in sort else "max(last)"
    else:
        sorted_by_sql = f'"{sorted_by}"'
    columns = ", ".join(f'"{name}"' for name in names)
    where = condition(wanted)
    order = f"{sorted_by_sql} {direction} NULLS LAST, {columns}"
    most = -1 if limit is None else limit
    before, values = "", (*where.values, *where.values)
    if set(names) <= _IN_TOTALS and wanted.fits_totals and totals_hold(connection):
        facts, values = _of_totals(names, where, wanted), where.values
    elif (
        limit is not None
        and sorted_by in ("figures", "sum")
        and (named := named_groups(connection, names, where, wanted, order))
    ):
        before, facts = named
        values = (*where.values, limit, *where.values)
    else:
        facts = _facts(connection, names, where, wanted)
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


def _of_totals(names: Sequence[str], where: Condition, wanted: FigureFilter) -> str:
    """The rows of `_facts`, from what was added up at the end of the last run."""
    picked = ", ".join("f.year" if name == "year" else f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    asked = asked_role(names, wanted.role)
    apart = f"CASE WHEN {_not_within(names, wanted)} THEN f.total END"
    parts = {name: f"f.{name}" for name in PARTS[1:]} | {"total": apart}
    measures = ", ".join(
        f"CASE WHEN {asked} THEN {sql}{' ELSE 0' if name == 'conflicts' else ''} END AS {name}"
        for name, sql in parts.items()
    )
    return f"SELECT {picked}, f.mentions, {measures} FROM totals AS f{_joins(picked)} WHERE {where.of_totals}"


def _not_within(names: Sequence[str], wanted: FigureFilter) -> str:
    """What `summed` says of longer periods, as table totals can be asked."""
    together = ["f.within_year IS NOT NULL"]
    if "year" in names:
        together.append("f.within_year = f.year")
    if wanted.period is not None and wanted.period.start is not None:
        together.append(f"{FIRST_YEAR.replace('f.year', 'f.within_year')} >= '{wanted.period.start.isoformat()}'")
    if wanted.period is not None and wanted.period.end is not None:
        together.append(f"{LAST_YEAR.replace('f.year', 'f.within_year')} <= '{wanted.period.end.isoformat()}'")
    return f"NOT ({' AND '.join(together)})"


def _facts(connection: sqlite3.Connection, names: Sequence[str], where: Condition, wanted: FigureFilter) -> str:
    """The rows that groups are made of: columns `names`, then PARTS; the parameters of `where` are used twice."""
    picked = ", ".join(f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    joins = _joins(picked)
    asked = asked_role(names, wanted.role)
    alone = not _OF_ONE_DOCUMENT.isdisjoint(names)
    told = "f.fact = f.id" if alone else COUNTS
    adds = summed(period=wanted.period, by=frozenset(names))
    source = _source(connection, where)
    leading = [name for name in names if name in LEADING]
    narrow = len(leading) <= 1 and set(names) - set(leading) <= {*NARROW, "group"}
    if wanted.splits_mentions:
        facts = _with_stand_ins(picked, columns, joins, source, where, asked, "fact" if alone else "counts_as", adds)
    elif narrow:
        # In the order of an index, which needs no sorting; what is left to group again is far less.
        if leading and source == _BY_INDEX:
            source = f"figures AS f INDEXED BY figures_{leading[0]}"
        dated = not {"year", "period"}.isdisjoint(names)
        ordered = ", ".join(
            f"f.{column}" for column in [*(LEADING[name] for name in leading), *_INDEXED[: 5 if dated else 3]]
        )
        measures = measured(f"{asked} AND {told}", adds)
        once = f"SELECT {ordered}, {measures} FROM {source} WHERE {where.sql} GROUP BY {ordered}"
        facts = f"SELECT {picked}, {', '.join(PARTS)} FROM ({once}) AS f{joins}"
    else:
        whole = set(names) - {*NARROW, "group", *_OF_ONE_DOCUMENT}
        rows = (
            f"figures AS f{joins} WHERE {_matching(source, where)}" if whole else f"{source}{joins} WHERE {where.sql}"
        )
        facts = f"SELECT {picked}, {measured(f'{asked} AND {told}', adds)} FROM {rows} GROUP BY {columns}"
    contradicted = (
        f"SELECT {picked}, 0, NULL, NULL, NULL, NULL, 1, NULL FROM conflicts AS c"
        f" CROSS JOIN figures AS f NOT INDEXED ON f.id = c.figure{joins} WHERE {asked} AND {where.sql}"
    )
    return f"{facts} UNION ALL {contradicted}"


def _with_stand_ins(
    picked: str, columns: str, joins: str, source: str, where: Condition, asked: str, told: str, adds: str
) -> str:
    """The rows of `_facts` where the filter may leave out the mention that counts: another one stands in for it."""
    party = "f.indicator || char(0) || f.unit || char(0) || f.role || char(0) || f.subject_name || char(0) || "
    matched = (
        f"SELECT {picked}, {asked} AS asked, {adds.replace('f.within IS NOT NULL', '0')} AS adds,"
        f" f.low_num, f.high_num, {party} f.period AS told_of, {party} f.within AS told_within,"
        f" {LAST} AS last, {TOP} AS top, {SAYS} AS says, f.{told} IS NOT NULL AND row_number()"
        f" OVER (PARTITION BY f.{told}, {asked} ORDER BY f.{told} != f.id, f.id) = 1 AS counts"
        f" FROM figures AS f{joins} WHERE f.id IN (SELECT f.id FROM {source} WHERE {where.sql})"
    )
    adding = "asked AND counts AND adds AND (told_within IS NULL OR told_within NOT IN (SELECT told_of FROM periods))"
    return (
        f"WITH matched AS MATERIALIZED ({matched}),"
        " periods AS MATERIALIZED (SELECT told_of FROM matched WHERE told_of IS NOT NULL)"
        f" SELECT {columns}, count(*) AS mentions, sum(low_num) FILTER (WHERE {adding}) AS total,"
        " max(last) FILTER (WHERE asked AND counts AND says) AS last,"
        " min(low_num) FILTER (WHERE asked AND counts AND says) AS least,"
        " max(high_num) FILTER (WHERE asked AND counts AND says) AS most, 0 AS conflicts,"
        f" max(top) FILTER (WHERE asked AND counts) AS top FROM matched GROUP BY {columns}"
    )


def _source(connection: sqlite3.Connection, where: Condition) -> str:
    """How table figures is gone through: along the index, or to each of the ids found by words.

    The latter also where it is asked for indicators, as these are few rows in a row of the index: then the index.
    """
    for query, expression in where.words:
        few = f"SELECT count(*) FROM ({query} LIMIT {FEW})"
        if not where.columns_led or connection.execute(few, (expression,)).fetchone()[0] < FEW:
            return _BY_ID
    return _BY_INDEX


def _matching(source: str, where: Condition) -> str:
    """A condition for questions that need whole rows: which ones is decided before any is read."""
    return f"f.id IN (SELECT f.id FROM {source} WHERE {where.sql})" if where.asks else where.sql


def _joins(sql: str) -> str:
    """The joins that expressions need."""
    joins = {
        "d.title": _DOCUMENT,
        "d.url": _DOCUMENT,
        "d.published": _ORIGIN,
        "d.outlet": _ORIGIN,
        "i.": _INDICATOR,
        "s.": _SENTENCE,
    }
    return "".join(dict.fromkeys(join for name, join in joins.items() if name in sql))


def _direction(sort: str, known: Mapping[str, str] | Sequence[str]) -> tuple[str, str]:
    name = sort.removeprefix("-")
    if name not in known:
        raise UsageError(_no_column(name, known))
    return name, "DESC" if sort.startswith("-") else "ASC"


def _no_column(name: str, known: Mapping[str, str] | Sequence[str]) -> str:
    return f"Không có cột «{name}» ở đây (no such column); các cột: {', '.join(known)}"
