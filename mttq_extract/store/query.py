"""Questions to the database: figures one by one, or added up in groups."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mttq_extract.errors import UsageError
from mttq_extract.store.filters import LAST_DAY, ONCE, condition
from mttq_extract.store.schema import ID_STRIDE
from mttq_extract.types import plain

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
    "sentence": "s.text",
    "start": "f.start",
    "end": 'f."end"',
    "rule": "f.rule",
    "score": "f.score",
    "boilerplate": "f.boilerplate",
}
"""What is said of one figure, and where it stands."""

GROUP_COLUMNS: Mapping[str, str] = {
    "indicator": "f.indicator",
    "group": 'i."group"',
    "unit": "f.unit",
    "role": "f.role",
    "year": f"substr({LAST_DAY}, 1, 4)",
    "period": "nullif(coalesce(f.period_start, '') || '/' || coalesce(f.period_end, ''), '/')",
    "subject": "f.subject",
    "place": "f.place",
    "concept": "f.concept",
    "modifier": "f.modifier",
    "per": "f.per",
    "document": "f.document",
    "outlet": "d.outlet",
    "published": "d.published",
}
"""What figures can be grouped by; the year is the one their period ends in."""

MEASURES = ("figures", "sum", "min", "max")
"""What is said of a group: number of mentions, sum of what may be added up, least low and greatest high."""

# A row of table figures is ten times as long as its part in index figures_filter. With a million figures that
# decides whether a question takes a tenth of a second or several, so the index is asked for by name.
_BY_INDEX = "figures AS f INDEXED BY figures_filter"
_BY_ID = "figures AS f NOT INDEXED"
_INDEXED = ("indicator", "unit", "role", "period_end", "period_start")
_IN_TOTALS = frozenset({"indicator", "group", "unit", "role", "year"})
_NARROW = frozenset({"indicator", "unit", "role", "year", "period"})
_SORTED_BY_INDEX = frozenset({"indicator", "unit", "role", "low", "high", "period", "published", "outlet"})

FEW = 20_000
"""Figures found by words up to which looking at each is faster than going through the index."""

_SORTED_AS = {"low": "f.low_num", "high": "f.high_num", "period": LAST_DAY}
_ORIGIN = f" JOIN documents AS d INDEXED BY documents_origin ON d.number = f.id / {ID_STRIDE}"
_DOCUMENT = " JOIN documents AS d ON d.id = f.document"
_INDICATOR = " JOIN indicators AS i ON i.id = f.indicator"
_SENTENCE = " JOIN sentences AS s ON s.id = f.sentence"


@dataclass(frozen=True, slots=True)
class Answer:
    """A table: the names of its columns and its rows, which are read from the database as they are taken."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def figures(
    connection: sqlite3.Connection, wanted: FigureFilter, *, sort: str | None = None, limit: int | None = None
) -> Answer:
    """The figures that meet a filter, in document order or sorted by a column ("-low": greatest first).

    Raises UsageError for a column that is not in FIGURE_COLUMNS.
    """
    where = condition(wanted)
    name, direction = _direction("id" if sort is None else sort, FIGURE_COLUMNS)
    order = f"{_SORTED_AS.get(name, FIGURE_COLUMNS[name])} {direction} NULLS LAST, f.id"
    if name == "id":
        order = f"f.id {direction}"  # said like this, it is the order of the table and nothing is sorted
    # In the order of ids, the first rows that words find are all that is looked at.
    at_once = name == "id" and where.words and not where.columns
    source = _BY_ID if at_once else _source(connection, where)
    if name in _SORTED_BY_INDEX or (name == "id" and where):
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
    return Answer(tuple(FIGURE_COLUMNS), connection.execute(sql, values))


def groups(
    connection: sqlite3.Connection,
    wanted: FigureFilter,
    by: Sequence[str],
    *,
    sort: str | None = None,
    limit: int | None = None,
) -> Answer:
    """Figures counted and added up by columns; unlike units are never added up, so the unit is always one.

    A sum takes the figures of one role, `wanted.role` or else "actual"; no percentages, ratios, rates, durations,
    averages and boilerplate; and one mention of each fact (indicator, value, unit; below 100 also period and
    subject) in a document.

    Raises UsageError for a column that is not in GROUP_COLUMNS, or a sort by one that is not in the answer.
    """
    names = tuple(dict.fromkeys([*by, "unit"]))
    for name in names:
        if name not in GROUP_COLUMNS:
            raise UsageError(_no_column(name, GROUP_COLUMNS))
    known = (*names, *MEASURES)
    sorted_by, direction = _direction("-figures" if sort is None else sort, known)
    columns = ", ".join(f'"{name}"' for name in names)
    where = condition(wanted)
    if set(names) <= _IN_TOTALS and wanted.fits_totals and totals_hold(connection):
        facts = _of_totals(names, where)
    else:
        facts = _facts(names, where, _source(connection, where), anew=wanted.splits_mentions)
    sql = (
        f'SELECT {columns}, sum(mentions) AS figures, sum(total) AS "sum", min(least) AS "min",'
        f' max(most) AS "max" FROM ({facts}) GROUP BY {columns}'
        f' ORDER BY "{sorted_by}" {direction} NULLS LAST, {columns} LIMIT ?'
    )
    values = (wanted.role or "actual", *where.values, -1 if limit is None else limit)
    rows = connection.execute(sql, values)
    return Answer(known, ((*row[:-3], *(decimal_text(number) for number in row[-3:])) for row in rows))


def totals_hold(connection: sqlite3.Connection) -> bool:
    """Whether table totals says what table figures does: not while a run is going on, or after it was killed."""
    return bool(connection.execute("SELECT fresh FROM totals_state").fetchone()[0])


def _of_totals(names: Sequence[str], where: Condition) -> str:
    """The rows of `_facts`, from what was added up at the end of the last run."""
    picked = ", ".join("f.year" if name == "year" else f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    return (
        f"SELECT {picked}, f.figures AS mentions, CASE WHEN f.role = ? THEN f.total END AS total, f.least, f.most"
        f" FROM totals AS f{_joins(picked)} WHERE {where.sql.replace(ONCE, '1')}"
    )


def _facts(names: Sequence[str], where: Condition, source: str, *, anew: bool) -> str:
    """The rows that groups are made of: columns `names`, mentions, total, least, most.

    Its parameters are the role to add up and those of `where`. `anew`: the filter may have left out the
    mention that counts, and another one has to stand in for it.
    """
    picked = ", ".join(f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    joins = _joins(picked)
    narrow = set(names) <= {*_NARROW, "group", "outlet", "published"}
    if narrow and not anew and "d." not in joins:
        # In the order of the index, which needs no sorting; what is left to group again is far less.
        dated = not {"year", "period"}.isdisjoint(names)
        ordered = ", ".join(f"f.{column}" for column in _INDEXED[: 5 if dated else 3])
        once = (
            f"SELECT {ordered}, count(*) AS mentions,"
            " sum(f.low_num) FILTER (WHERE f.fact = f.id AND f.role = ?) AS total,"
            f" min(f.low_num) AS least, max(f.high_num) AS most FROM {source} WHERE {where.sql}"
            f" GROUP BY {ordered}"
        )
        return f"SELECT {picked}, f.mentions, f.total, f.least, f.most FROM ({once}) AS f{joins}"
    rows = f"{source}{joins} WHERE {where.sql}" if narrow else f"figures AS f{joins} WHERE {_matching(source, where)}"
    measured = "f.id, f.fact, f.low_num, f.high_num"
    matched = f"SELECT {picked}, f.role = ? AS asked, {measured} FROM {rows}"
    stand_in = "SELECT min(id) FROM matched WHERE fact != id AND fact NOT IN (SELECT id FROM matched) GROUP BY fact"
    counts = f"(fact = id OR id IN ({stand_in}))" if anew else "fact = id"
    columns = ", ".join(f'"{name}"' for name in names)
    return (
        f"WITH matched AS {'MATERIALIZED' if anew else 'NOT MATERIALIZED'} ({matched}) SELECT {columns}, 1 AS mentions,"
        f" CASE WHEN asked AND {counts} THEN low_num END AS total, low_num AS least, high_num AS most FROM matched"
    )


def _source(connection: sqlite3.Connection, where: Condition) -> str:
    """How table figures is gone through: along the index, or to each of a few ids found by words."""
    for query, expression in where.words:
        few = f"SELECT count(*) FROM ({query} LIMIT {FEW})"
        if connection.execute(few, (expression,)).fetchone()[0] < FEW:
            return _BY_ID
    return _BY_INDEX


def _matching(source: str, where: Condition) -> str:
    """A condition for questions that need whole rows: which ones is decided before any is read."""
    return f"f.id IN (SELECT f.id FROM {source} WHERE {where.sql})" if where else "1"


def decimal_text(number: float | None) -> str | None:
    """A REAL of the database as a plain decimal; sums keep six places, which is more than any figure has.

    >>> decimal_text(13000000000.0), decimal_text(0.1 + 0.2)
    ('13000000000', '0.3')
    """
    if number is None:
        return None
    value = Decimal(repr(round(number, 6)))
    return plain(value.quantize(Decimal(1)) if value == value.to_integral_value() else value)


def _joins(sql: str) -> str:
    """The joins that expressions need."""
    joins = {
        "d.title": _DOCUMENT,
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
