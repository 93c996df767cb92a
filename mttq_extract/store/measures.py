"""What is said of a group of figures, as SQL over table figures (as f), and how its answers are read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mttq_extract.store.filters import AS_OF
from mttq_extract.store.schema import ID_STRIDE, NOT_SUMMED, TOLD_BY_ROWS
from mttq_extract.types import plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.types import Period

MEASURES = ("figures", "sum", "latest", "latest_period", "min", "max", "conflicts", "source")
"""Mentions; sum, latest, least and greatest value of the figures that count; how many statements of other articles
contradict them; and where the greatest one stands, as mttq explain takes it."""

PARTS = ("mentions", "total", "last", "least", "most", "conflicts", "top")
"""The columns that MEASURES are made of, group by group."""

TOTAL = f"f.within = '{TOLD_BY_ROWS}'"
"""A total that is told by its rows, which are those of other subjects and places."""

APART = frozenset({"subject", "place"})
"""Groups and filters that keep the rows of a total apart from it: there it counts for itself."""

COUNTS = "f.counts_as = f.id"
"""A figure that counts among all articles; `f.fact = f.id`: among those of its own."""

COUNTS_APART = f"({COUNTS} OR {TOTAL})"
"""A figure that counts where subjects or places are kept apart."""

SAYS = "f.unit != 'ratio'"
"""What leaves out k of n, whose k says nothing without its n."""

_UNITS = ", ".join(f"'{unit}'" for unit in sorted(NOT_SUMMED))
_SUMMED = f"f.unit NOT IN ({_UNITS})"
# An indicator of many units (goods, damage, other) counts unlike things: items of it add up only concept by concept.
_LIKE = "(f.unit != 'item' OR f.indicator NOT IN (SELECT id FROM indicators WHERE unit = '*'))"
_OF_WIDER = frozenset({"subject", "province", "level", "concept", "modifier", "per"})

LAST = f"{AS_OF} || printf('|%030.6f|', f.low_num) || coalesce(f.period_start, '') || '/' || coalesce(f.period_end, '')"
"""The day up to which a figure tells, its value and its period: the greatest of these texts is the latest figure's."""

TOP = "printf('%030.6f|%d', f.low_num, f.id)"
"""A figure's value and id: the greatest of these texts is the greatest figure's."""


CONFLICTS = "(SELECT count(*) FROM conflicts AS c WHERE c.figure = f.id)"
"""How many statements of other articles contradict a figure."""


def _ends(column: str) -> tuple[str, str]:
    """The first and the last day of a period written "a/b", either of them "" when it is open."""
    return f"substr({column}, 1, instr({column}, '/') - 1)", f"substr({column}, instr({column}, '/') + 1)"


def _year_of(column: str) -> str:
    start, end = _ends(column)
    return _label(f"nullif({start}, '')", f"nullif({end}, '')")


def _label(start: str, end: str) -> str:
    return (
        f"CASE WHEN substr({start}, 1, 4) = substr({end}, 1, 4) THEN substr({end}, 1, 4)"
        f" WHEN coalesce({start}, {end}) IS NOT NULL"
        f" THEN coalesce(substr({start}, 1, 4), '') || '..' || coalesce(substr({end}, 1, 4), '') END"
    )


YEAR = _label("f.period_start", "f.period_end")
"""The year of a period, or the first and the last one ("2019..2024"); an open end is left empty."""

GROUP_COLUMNS: Mapping[str, str] = {
    "indicator": "f.indicator",
    "group": 'i."group"',
    "unit": "f.unit",
    "role": "f.role",
    "year": YEAR,
    "period": "nullif(coalesce(f.period_start, '') || '/' || coalesce(f.period_end, ''), '/')",
    "subject": "f.subject_name",
    "place": "f.place_name",
    "province": "f.province",
    "level": "f.level",
    "concept": "f.concept",
    "modifier": "f.modifier",
    "per": "f.per",
    "document": "f.document",
    "outlet": "d.outlet",
    "published": "d.published",
}
"""What figures can be grouped by; a year is that of a whole period, or the first and the last one ("2019..2024")."""

YEAR_OF_WHOLE, YEAR_OF_WIDER = _year_of("f.within"), _year_of("f.wider_period")
"""The same of the longer period that a figure is within, and of the figure of a wider unit that it is part of."""

SAME_SUBJECT = "(SELECT w.subject_name IS f.subject_name FROM figures AS w NOT INDEXED WHERE w.id = f.wider)"
"""Whether the figure of a wider unit is one of the same subject."""

ADDED = f"{_SUMMED} AND {_LIKE}"
"""What may be added up at all, where concepts are not kept apart."""


def asked_role(names: Sequence[str], role: str | None) -> str:
    """The condition on the role whose figures are added up: the one asked for, or what was done."""
    return "1" if role is not None or "role" in names else "f.role = 'actual'"


def summed(*, period: Period | None, by: frozenset[str] = frozenset()) -> str:
    """The condition under which a figure that counts is added up.

    A figure within a longer period is left out when that one is asked for too and falls into the same group.
    """
    parts = [_SUMMED]
    if "concept" not in by:
        parts.append(_LIKE)
    if "period" not in by:
        together = ["f.within IS NOT NULL"]
        if "year" in by:
            together.append(f"({YEAR_OF_WHOLE}) = ({YEAR})")
        together += _inside(period, "f.within")
        parts.append(f"({TOTAL} OR NOT ({' AND '.join(together)}))")
    return " AND ".join(parts)


def outside_wider(wanted: FigureFilter, by: frozenset[str]) -> str:
    """The condition under which a figure is not part of one of a wider unit that is asked for in the same group.

    "1" where there is none: grouped by place, no group holds both. What a filter finds by words is not looked at but
    for the subject, which has to be the same.
    """
    return "1" if "place" in by else f"NOT ({_with_wider(wanted, by)})"


def told_wider(wanted: FigureFilter, by: frozenset[str]) -> str:
    """The figure of a wider unit that the same group would hold if the filter has found it; else NULL."""
    return "NULL" if "place" in by else f"CASE WHEN {_with_wider(wanted, by)} THEN f.wider END"


def _with_wider(wanted: FigureFilter, by: frozenset[str]) -> str:
    together = ["f.wider IS NOT NULL"]
    if "year" in by:
        together.append(f"({YEAR_OF_WIDER}) IS ({YEAR})")
    if "period" in by:
        together.append(f"f.wider_period IS {GROUP_COLUMNS['period']}")
    together += _inside(wanted.period, "f.wider_period")
    columns = {GROUP_COLUMNS[name] for name in by & _OF_WIDER}
    if wanted.subject is not None:
        columns.add(GROUP_COLUMNS["subject"])
    same = [f"{column.replace('f.', 'w.')} IS {column}" for column in sorted(columns)]
    if wanted.low is not None:
        same.append(f"w.low_num >= {float(wanted.low)!r}")
    if wanted.high is not None:
        same.append(f"w.high_num <= {float(wanted.high)!r}")
    if by & {"document", "outlet", "published"}:
        same.append(f"w.id / {ID_STRIDE} = f.id / {ID_STRIDE}")
    if same:
        together.append(f"(SELECT {' AND '.join(same)} FROM figures AS w NOT INDEXED WHERE w.id = f.wider)")
    return " AND ".join(together)


def _inside(period: Period | None, column: str) -> list[str]:
    """The conditions under which the period in a column lies in the period asked for."""
    start, end = _ends(column)
    found = []
    if period is not None and period.start is not None:
        found.append(f"coalesce(nullif({start}, ''), {end}) >= '{period.start.isoformat()}'")
    if period is not None and period.end is not None:
        found.append(f"coalesce(nullif({end}, ''), {start}) <= '{period.end.isoformat()}'")
    return found


def measured(counts: str, adds: str, conflicts: str = "0") -> str:
    """The PARTS of a group as a list of columns; `counts` and `adds` say which figures count and are added up."""
    return (
        f"count(*) AS mentions, sum(f.low_num) FILTER (WHERE {counts} AND {adds}) AS total,"
        f" max({LAST}) FILTER (WHERE {counts} AND {SAYS}) AS last,"
        f" min(f.low_num) FILTER (WHERE {counts} AND {SAYS}) AS least,"
        f" max(f.high_num) FILTER (WHERE {counts} AND {SAYS}) AS most, {conflicts} AS conflicts,"
        f" max({TOP}) FILTER (WHERE {counts}) AS top"
    )


ANSWER = (
    'sum(mentions) AS figures, sum(total) AS "sum", max(last) AS latest, min(least) AS "min", max(most) AS "max",'
    " sum(conflicts) AS conflicts, max(top) AS source"
)
"""MEASURES of a group from its PARTS; `readable` makes them fit to be shown."""

ANSWER_COLUMNS = ("figures", "sum", "latest", "min", "max", "conflicts", "source")


def readable(connection: sqlite3.Connection, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows that end with the columns of ANSWER as rows that end with MEASURES."""
    known: dict[int, str] = {}
    for row in rows:
        *group, figures, total, last, least, most, conflicts, top = row
        latest = period = source = None
        if last is not None:
            _, value, period = last.split("|")
            latest = exact(value)
        if top is not None:
            number, at = divmod(int(top.partition("|")[2]), ID_STRIDE)
            if number not in known:
                query = "SELECT id FROM documents WHERE number = ?"
                known[number] = connection.execute(query, (number,)).fetchone()[0]
            source = f"{known[number]}:{at}"
        values = (decimal_text(total), latest, period, decimal_text(least), decimal_text(most))
        yield (*group, figures, *values, conflicts, source)


def exact(digits: str) -> str:
    """A printed number without the zeros that pad it.

    >>> exact("00000000000000000000063.580000"), exact("0013.000000"), exact("0.000000")
    ('63.58', '13', '0')
    """
    whole, _, fraction = digits.partition(".")
    fraction = fraction.rstrip("0")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{whole.lstrip('-').lstrip('0') or '0'}{'.' + fraction if fraction else ''}"


def decimal_text(number: float | None) -> str | None:
    """A REAL of the database as a plain decimal; sums keep six places, which is more than any figure has.

    >>> decimal_text(13000000000.0), decimal_text(0.1 + 0.2)
    ('13000000000', '0.3')
    """
    if number is None:
        return None
    value = Decimal(repr(round(number, 6)))
    return plain(value.quantize(Decimal(1)) if value == value.to_integral_value() else value)
