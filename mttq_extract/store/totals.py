"""What is asked most, added up at the end of a run: tables totals, totals_by_place and totals_by_subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store.filters import IN_BODY, ONCE
from mttq_extract.store.measures import (
    ADDED,
    CONFLICTS,
    COUNTS,
    COUNTS_APART,
    LAST,
    SAME_SUBJECT,
    SAYS,
    TOP,
    TOTAL,
    YEAR,
    YEAR_OF_WHOLE,
    YEAR_OF_WIDER,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

BY_NAME: Mapping[str, str] = {"place": "totals_by_place", "subject": "totals_by_subject"}
"""The tables that hold what is said of each place or subject in all years."""

_WITHIN_YEAR = f"CASE WHEN f.within IS NOT NULL THEN coalesce({YEAR_OF_WHOLE}, '') END"
_WIDER_YEAR = f"CASE WHEN f.wider IS NOT NULL THEN coalesce({YEAR_OF_WIDER}, '') END"
# No group by place holds both a figure and that of a wider unit.
_APART = {"place": "1", "subject": f"NOT (f.wider IS NOT NULL AND {SAME_SUBJECT})"}

_TOTALS = f"""
INSERT INTO totals
SELECT f.indicator, f.unit, f.role, {YEAR} AS year, {_WITHIN_YEAR} AS within_year,
  {_WIDER_YEAR} AS wider_year, count(*),
  sum(f.low_num) FILTER (WHERE {COUNTS} AND {ADDED}),
  min(f.low_num) FILTER (WHERE {COUNTS} AND {SAYS}), max(f.high_num) FILTER (WHERE {COUNTS} AND {SAYS}),
  max({LAST}) FILTER (WHERE {COUNTS} AND {SAYS}), max({TOP}) FILTER (WHERE {COUNTS}), sum({CONFLICTS})
FROM figures AS f INDEXED BY figures_filter WHERE {IN_BODY} AND {ONCE}
GROUP BY f.indicator, f.unit, f.role, year, within_year, wider_year
"""

# The id stands behind the text by which figures are compared; char(1) is less than any letter of it.
_BY_NAME = f"""
INSERT INTO {{table}}
SELECT indicator, name, unit, role, mentions, total, least, most,
  CAST(substr(last, instr(last, char(1)) + 1) AS INTEGER), CAST(substr(top, instr(top, '|') + 1) AS INTEGER), conflicts
FROM (
  SELECT f.indicator, coalesce(f.{{column}}, '') AS name, f.unit, f.role, count(*) AS mentions,
    sum(f.low_num) FILTER (WHERE {COUNTS_APART} AND {ADDED} AND (f.within IS NULL OR {TOTAL}) AND {{apart}}) AS total,
    min(f.low_num) FILTER (WHERE {COUNTS_APART} AND {SAYS}) AS least,
    max(f.high_num) FILTER (WHERE {COUNTS_APART} AND {SAYS}) AS most,
    max({LAST} || char(1) || f.id) FILTER (WHERE {COUNTS_APART} AND {SAYS}) AS last,
    max({TOP}) FILTER (WHERE {COUNTS_APART}) AS top, sum({CONFLICTS}) AS conflicts
  FROM figures AS f INDEXED BY {{index}} WHERE {IN_BODY} AND {ONCE}
  GROUP BY f.indicator, f.{{column}}, f.unit, f.role
)
"""


def totals_hold(connection: sqlite3.Connection) -> bool:
    """Whether table totals says what table figures does: not while a run is going on, or after it was killed."""
    return bool(connection.execute("SELECT fresh FROM totals_state").fetchone()[0])


def refresh_totals(connection: sqlite3.Connection) -> None:
    """Add up all figures again; to be called inside a transaction."""
    connection.execute("DELETE FROM totals")
    connection.execute(_TOTALS)
    for name, table in BY_NAME.items():
        connection.execute(f"DELETE FROM {table}")
        connection.execute(
            _BY_NAME.format(table=table, column=f"{name}_name", index=f"figures_{name}", apart=_APART[name])
        )
