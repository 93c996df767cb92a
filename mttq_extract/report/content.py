"""What a report says, before it is laid out as a page or a workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mttq_extract.store import review
from mttq_extract.store.indicator_table import stored_indicators
from mttq_extract.store.query import groups

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from mttq_extract.store.filters import FigureFilter
    from mttq_extract.store.review import Conflict, SourceArticle

CHAPTERS = 12
"""Indicators that get a chapter of their own, those with the most figures."""

MOST_PLACES, MOST_ROWS, MOST_DOUBTFUL, MOST_CONFLICTS, MOST_SOURCES = 15, 300, 40, 60, 500

_ASIDE = frozenset({"context", "organisation", "other"})
"""Groups of indicators that get a chapter only when they are asked for."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a value to draw, and its unit."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """An indicator: its groups by place and period in its main unit and in others, and bars by year and by place."""

    indicator: str
    label: str
    unit: str
    rows: list[Row]
    by_year: list[Bar]
    by_place: list[Bar]
    summed: bool


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `asked` says in words what it was restricted to; `overview` has a row for each indicator and unit."""

    database: str
    asked: list[tuple[str, str]]
    run: str | None
    figures: int
    articles: int
    published: tuple[str | None, str | None]
    labels: dict[str, str]
    overview: list[Row]
    chapters: list[Chapter]
    conflicts: list[Conflict]
    doubtful: list[Row]
    sources: list[SourceArticle]


def compose(
    connection: sqlite3.Connection, wanted: FigureFilter, *, database: str, asked: Sequence[tuple[str, str]] = ()
) -> Report:
    """Ask the database for all that a report on a filter holds."""
    known = stored_indicators(connection)
    labels = {indicator.id: indicator.label_vi for indicator in known}
    groups_of = {indicator.id: indicator.group for indicator in known}
    figures, articles, first, last = review.counts(connection, wanted)
    overview = [row for row in _rows(connection, wanted, ["indicator"]) if row["indicator"] != "other"]
    about = [row["indicator"] for row in overview if wanted.indicators or groups_of[row["indicator"]] not in _ASIDE]
    chosen = list(dict.fromkeys(about))[:CHAPTERS]
    return Report(
        database=database,
        asked=list(asked),
        run=review.last_run(connection),
        figures=figures,
        articles=articles,
        published=(first, last),
        labels=labels,
        overview=overview,
        chapters=[_chapter(connection, wanted, id_, labels[id_], overview) for id_ in chosen],
        conflicts=review.conflicts(connection, wanted, MOST_CONFLICTS),
        doubtful=review.doubtful(connection, wanted, MOST_DOUBTFUL),
        sources=list(review.source_articles(connection, wanted, MOST_SOURCES)),
    )


def _chapter(
    connection: sqlite3.Connection, wanted: FigureFilter, indicator: str, label: str, overview: Sequence[Row]
) -> Chapter:
    # The unit that adds up comes before one that is only mentioned more often.
    units = [row for row in overview if row["indicator"] == indicator]
    unit = max(units, key=lambda row: (row["sum"] is not None, row["figures"]))["unit"]
    one = replace(wanted, indicators=(indicator,))
    of_unit = replace(one, unit=unit)
    rows = _rows(connection, one, ["place", "year"], sort="-figures", limit=MOST_ROWS)
    rows.sort(key=lambda row: (row["unit"] != unit, row["unit"], row["place"] or "￿", row["year"] or "￿"))
    summed = any(row["sum"] is not None for row in rows if row["unit"] == unit)
    years = [row for row in _rows(connection, of_unit, ["year"], sort="year") if (row["year"] or "").isdigit()]
    places = [row for row in _rows(connection, of_unit, ["place"], sort="-sum" if summed else "-max") if row["place"]]
    return Chapter(
        indicator, label, unit, rows, list(_bars(years, "year")), list(_bars(places, "place"))[:MOST_PLACES], summed
    )


def _bars(rows: Iterable[Row], column: str) -> Iterable[Bar]:
    for row in rows:
        value = row["sum"] if row["sum"] is not None else row["latest"] or row["max"]
        if value is not None:
            yield Bar(row[column], float(value), row["unit"])


def _rows(
    connection: sqlite3.Connection,
    wanted: FigureFilter,
    by: Sequence[str],
    *,
    sort: str | None = None,
    limit: int | None = None,
) -> list[Row]:
    answer = groups(connection, wanted, by, sort=sort, limit=limit)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
