"""The rows that groups of figures are made of, as SQL, and how table figures is gone through to find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store.filters import FIRST_YEAR, LAST_YEAR
from mttq_extract.store.measures import (
    APART,
    COUNTS,
    GROUP_COLUMNS,
    LAST,
    PARTS,
    SAYS,
    TOP,
    TOTAL,
    asked_role,
    measured,
    outside_wider,
    summed,
    told_wider,
)
from mttq_extract.store.named_groups import LEADING, NARROW
from mttq_extract.store.schema import ID_STRIDE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from mttq_extract.store.filters import Condition, FigureFilter

# A row of table figures is ten times as long as its part in an index. With a million figures that
# decides whether a question takes a tenth of a second or several, so the index is asked for by name.
_BY_INDEX = "figures AS f INDEXED BY figures_filter"
BY_ID = "figures AS f NOT INDEXED"
_INDEXED = ("indicator", "unit", "role", "period_end", "period_start")
IN_TOTALS = frozenset({"indicator", "group", "unit", "role", "year"})
_OF_ONE_DOCUMENT = frozenset({"document", "outlet", "published"})

FEW = 20_000
"""Figures found by words up to which looking at each is faster than going through the index."""

_ORIGIN = f" JOIN documents AS d INDEXED BY documents_origin ON d.number = f.id / {ID_STRIDE}"
DOCUMENT = " JOIN documents AS d ON d.id = f.document"
INDICATOR = " JOIN indicators AS i ON i.id = f.indicator"
SENTENCE = " JOIN sentences AS s ON s.id = f.sentence"


def source_of(connection: sqlite3.Connection, where: Condition) -> str:
    """How table figures is gone through: along the index, or to each of the ids found by words.

    The latter also where it is asked for indicators, as these are few rows in a row of the index: then the index.
    """
    for query, expression in where.words:
        few = f"SELECT count(*) FROM ({query} LIMIT {FEW})"
        if not where.columns_led or connection.execute(few, (expression,)).fetchone()[0] < FEW:
            return BY_ID
    return _BY_INDEX


def matching(source: str, where: Condition) -> str:
    """A condition for questions that need whole rows: which ones is decided before any is read."""
    return f"f.id IN (SELECT f.id FROM {source} WHERE {where.sql})" if where.asks else where.sql


def joins_of(sql: str) -> str:
    """The joins that expressions need."""
    joins = {
        "d.title": DOCUMENT,
        "d.url": DOCUMENT,
        "d.published": _ORIGIN,
        "d.outlet": _ORIGIN,
        "i.": INDICATOR,
        "s.": SENTENCE,
    }
    return "".join(dict.fromkeys(join for name, join in joins.items() if name in sql))


def of_totals(names: Sequence[str], where: Condition, wanted: FigureFilter) -> str:
    """The rows of `facts_of`, from what was added up at the end of the last run."""
    picked = ", ".join("f.year" if name == "year" else f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    asked = asked_role(names, wanted.role)
    apart = f"CASE WHEN {_apart(names, wanted)} THEN f.total END"
    parts = {name: f"f.{name}" for name in PARTS[1:]} | {"total": apart}
    measures = ", ".join(
        f"CASE WHEN {asked} THEN {sql}{' ELSE 0' if name == 'conflicts' else ''} END AS {name}"
        for name, sql in parts.items()
    )
    return f"SELECT {picked}, f.mentions, {measures} FROM totals AS f{joins_of(picked)} WHERE {where.of_totals}"


def _not_within(names: Sequence[str], wanted: FigureFilter, column: str) -> str:
    """What `summed` says of longer periods and `outside_wider` of wider units, as table totals can be asked."""
    together = [f"{column} IS NOT NULL"]
    if "year" in names:
        together.append(f"{column} = coalesce(f.year, '')")
    if wanted.period is not None and wanted.period.start is not None:
        together.append(f"{FIRST_YEAR.replace('f.year', column)} >= '{wanted.period.start.isoformat()}'")
    if wanted.period is not None and wanted.period.end is not None:
        together.append(f"{LAST_YEAR.replace('f.year', column)} <= '{wanted.period.end.isoformat()}'")
    return f"NOT ({' AND '.join(together)})"


def _apart(names: Sequence[str], wanted: FigureFilter) -> str:
    return " AND ".join(_not_within(names, wanted, column) for column in ("f.within_year", "f.wider_year"))


def facts_of(connection: sqlite3.Connection, names: Sequence[str], where: Condition, wanted: FigureFilter) -> str:
    """The rows that groups are made of: columns `names`, then PARTS; the parameters of `where` are used twice."""
    picked = ", ".join(f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    joins = joins_of(picked)
    asked = asked_role(names, wanted.role)
    alone = not _OF_ONE_DOCUMENT.isdisjoint(names)
    apart = not APART.isdisjoint(names)
    told = "f.fact = f.id" if alone else COUNTS
    told = f"({told} OR {TOTAL})" if apart else told
    by = frozenset(names)
    adds = summed(period=wanted.period, by=by)
    source = source_of(connection, where)
    leading = [name for name in names if name in LEADING]
    narrow = len(leading) <= 1 and set(names) - set(leading) <= {*NARROW, "group"}
    if wanted.splits_mentions:
        told_as = "fact" if alone else "counts_as"
        wider = told_wider(wanted, by)
        facts = _with_stand_ins(names, columns, joins, source, where, asked, told_as, adds, wider)
        return f"{facts} UNION ALL {_contradicted(picked, joins, asked, where)}"
    adds = f"{adds} AND {outside_wider(wanted, by)}"
    if narrow:
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
        rows = f"figures AS f{joins} WHERE {matching(source, where)}" if whole else f"{source}{joins} WHERE {where.sql}"
        facts = f"SELECT {picked}, {measured(f'{asked} AND {told}', adds)} FROM {rows} GROUP BY {columns}"
    return f"{facts} UNION ALL {_contradicted(picked, joins, asked, where)}"


def _contradicted(picked: str, joins: str, asked: str, where: Condition) -> str:
    return (
        f"SELECT {picked}, 0, NULL, NULL, NULL, NULL, 1, NULL FROM conflicts AS c"
        f" CROSS JOIN figures AS f NOT INDEXED ON f.id = c.figure{joins} WHERE {asked} AND {where.sql}"
    )


def _with_stand_ins(
    names: Sequence[str],
    columns: str,
    joins: str,
    source: str,
    where: Condition,
    asked: str,
    told: str,
    adds: str,
    wider: str,
) -> str:
    """The rows of `facts_of` where the filter may leave out the mention that counts: another one stands in for it."""
    picked = ", ".join(f'{GROUP_COLUMNS[name]} AS "{name}"' for name in names)
    groups = ", ".join(GROUP_COLUMNS[name] for name in names)
    # A total counts where none of its rows is in its group.
    table = f"{groups}, f.id / {ID_STRIDE}, f.indicator, f.unit, f.role, f.period_start, f.period_end"
    alone = f"{TOTAL} AND max(f.{told} IS NOT NULL) OVER (PARTITION BY {table}) = 0"
    party = "f.indicator || char(0) || f.unit || char(0) || f.role || char(0) || f.subject_name || char(0) || "
    matched = (
        f"SELECT {picked}, {asked} AS asked, {adds.replace('f.within IS NOT NULL', '0')} AS adds,"
        f" f.low_num, f.high_num, {party} f.period AS told_of, {party} f.within AS told_within,"
        f" {wider} AS told_wider, f.{told} AS told_as,"
        f" {LAST} AS last, {TOP} AS top, {SAYS} AS says, f.{told} IS NOT NULL AND row_number()"
        f" OVER (PARTITION BY f.{told}, {asked} ORDER BY f.{told} != f.id, f.id) = 1 OR ({alone}) AS counts"
        f" FROM figures AS f{joins} WHERE f.id IN (SELECT f.id FROM {source} WHERE {where.sql})"
    )
    adding = "asked AND counts AND adds AND (told_within IS NULL OR told_within NOT IN (SELECT told_of FROM periods))"
    adding += " AND (told_wider IS NULL OR told_wider NOT IN (SELECT told_as FROM matched WHERE told_as IS NOT NULL))"
    return (
        f"WITH matched AS MATERIALIZED ({matched}),"
        " periods AS MATERIALIZED (SELECT told_of FROM matched WHERE told_of IS NOT NULL)"
        f" SELECT {columns}, count(*) AS mentions, sum(low_num) FILTER (WHERE {adding}) AS total,"
        " max(last) FILTER (WHERE asked AND counts AND says) AS last,"
        " min(low_num) FILTER (WHERE asked AND counts AND says) AS least,"
        " max(high_num) FILTER (WHERE asked AND counts AND says) AS most, 0 AS conflicts,"
        f" max(top) FILTER (WHERE asked AND counts) AS top FROM matched GROUP BY {columns}"
    )
