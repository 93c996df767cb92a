"""Groups by place or subject: the first ones are found before it is worked out what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store.measures import (
    CONFLICTS,
    COUNTS_APART,
    GROUP_COLUMNS,
    LAST,
    TOP,
    asked_role,
    measured,
    outside_wider,
    summed,
)
from mttq_extract.store.totals import BY_NAME, totals_hold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from mttq_extract.store.filters import Condition, FigureFilter

LEADING: Mapping[str, str] = {"place": "place_name", "subject": "subject_name"}
"""Names that indexes figures_place and figures_subject hold behind the indicator."""

NARROW = frozenset({"indicator", "unit", "role", "year", "period"})
"""What can be grouped by with the columns of an index alone."""


def named_groups(
    connection: sqlite3.Connection, names: Sequence[str], where: Condition, wanted: FigureFilter, order: str
) -> tuple[str, str] | None:
    """SQL that picks the first groups in an order by "figures" or "sum", and that gives measures.PARTS of these.

    The parameters are those of `where`, the number of groups, and those of `where` again. None where there may be so
    many figures in a group, or so few in all, that nothing is won.
    """
    leading = [name for name in names if name in LEADING]
    by_indicator = "indicator" in names or where.columns_led
    if len(leading) != 1 or not by_indicator or where.words or not set(names) - set(leading) <= NARROW:
        return None
    name = leading[0]
    in_totals = wanted.fits_totals and wanted.period is None and {"year", "period"}.isdisjoint(names)
    if in_totals and totals_hold(connection):
        return _of_totals(name, names, where, wanted, order)
    return _of_figures(name, names, where, wanted, order)


def _of_totals(name: str, names: Sequence[str], where: Condition, wanted: FigureFilter, order: str) -> tuple[str, str]:
    asked = asked_role(names, wanted.role)
    keys = {one: "f.name" if one == name else f"f.{one}" for one in names}
    shown = _shown(
        keys, "sum(f.mentions)", f"sum(f.total) FILTER (WHERE {asked})", f"{BY_NAME[name]} AS f", where.of_totals, order
    )
    parts = {
        "total": "f.total",
        "last": f"(SELECT {LAST} FROM figures AS f WHERE f.id = latest)",
        "least": "f.least",
        "most": "f.most",
    }
    measures = ", ".join(f"CASE WHEN {asked} THEN {sql} END AS {part}" for part, sql in parts.items())
    top = f"CASE WHEN {asked} THEN (SELECT {TOP} FROM figures AS f WHERE f.id = greatest) END AS top"
    conflicts = f"CASE WHEN {asked} THEN f.conflicts ELSE 0 END AS conflicts"
    picked = ", ".join(f"nullif(f.name, '') AS \"{one}\"" if one == name else f'f.{one} AS "{one}"' for one in names)
    facts = (
        f"SELECT {picked}, f.mentions, {measures}, {conflicts}, {top} FROM shown AS w"
        f" CROSS JOIN {BY_NAME[name]} AS f ON {_same(keys)} WHERE {where.of_totals}"
    )
    return shown, facts


def _of_figures(name: str, names: Sequence[str], where: Condition, wanted: FigureFilter, order: str) -> tuple[str, str]:
    asked = asked_role(names, wanted.role)
    keys = {one: GROUP_COLUMNS[one] for one in names}
    adds = f"{summed(period=wanted.period, by=frozenset(names))} AND {outside_wider(wanted, frozenset(names))}"
    counts = f"{asked} AND {COUNTS_APART}"
    source = f"figures AS f INDEXED BY figures_{name}"
    shown = _shown(keys, "count(*)", f"sum(f.low_num) FILTER (WHERE {counts} AND {adds})", source, where.sql, order)
    conflicts = f"coalesce(sum({CONFLICTS}) FILTER (WHERE {asked}), 0)"
    picked = ", ".join(f'{sql} AS "{one}"' for one, sql in keys.items())
    facts = (
        f"SELECT {picked}, {measured(counts, adds, conflicts)} FROM shown AS w CROSS JOIN {source}"
        f" ON {_same(keys)} WHERE {where.sql} GROUP BY {', '.join(keys.values())}"
    )
    return shown, facts


def _shown(keys: Mapping[str, str], figures: str, total: str, source: str, where: str, order: str) -> str:
    picked = ", ".join(f'{sql} AS "{one}"' for one, sql in keys.items())
    added = f', {total} AS "sum"' if '"sum"' in order else ""
    return (
        f"WITH shown AS MATERIALIZED (SELECT {picked}, {figures} AS figures{added} FROM {source} WHERE {where}"
        f" GROUP BY {', '.join(keys.values())} ORDER BY {order} LIMIT ?) "
    )


def _same(keys: Mapping[str, str]) -> str:
    return " AND ".join(f'{sql} IS w."{one}"' for one, sql in keys.items())
