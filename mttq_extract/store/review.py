"""What a person should look at before a number is quoted, and the articles that numbers come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.store.filters import condition

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from mttq_extract.store.filters import FigureFilter

DOUBTFUL = 0.35
"""Scores below which more figures are wrong in role, indicator, period or value than right in all, two to one."""

_SAID = (
    'f.id, f.document, f.start, f."end", s.start AS sentence_start, f.indicator, f.low, f.high, f.unit, f."of", f.per,'
    " f.modifier, f.role, f.period, f.subject, f.score, s.text AS sentence, d.title, d.published, d.outlet, d.url"
)
_FROM = "figures AS f JOIN sentences AS s ON s.id = f.sentence JOIN documents AS d ON d.id = f.document"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that counts, and one of another article that says another value in its stead, as rows by name."""

    counted: dict[str, Any]
    other: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceArticle:
    """An article that figures of an answer come from."""

    id: str
    title: str | None
    published: str | None
    outlet: str | None
    url: str | None
    path: str | None
    figures: int


def conflicts(connection: sqlite3.Connection, wanted: FigureFilter, limit: int) -> list[Conflict]:
    """Statements of different articles about one indicator, party and period that contradict each other."""
    where = condition(wanted)
    rows = connection.execute(
        "SELECT c.figure, c.other FROM conflicts AS c CROSS JOIN figures AS f NOT INDEXED ON f.id = c.figure"
        f" WHERE {where.sql} ORDER BY abs(f.low_num) DESC, c.figure, c.other LIMIT ?",
        (*where.values, limit),
    ).fetchall()
    said = _said(connection, [id_ for pair in rows for id_ in pair])
    return [Conflict(said[one], said[other]) for one, other in rows if one in said and other in said]


def doubtful(connection: sqlite3.Connection, wanted: FigureFilter, limit: int) -> list[dict[str, Any]]:
    """The figures that count with a score below DOUBTFUL, lowest first, as rows by name."""
    where = condition(wanted)
    ids = connection.execute(
        f"SELECT f.id FROM figures AS f WHERE f.score < ? AND f.counts_as = f.id AND f.indicator != 'other'"
        f" AND {where.sql} ORDER BY f.score, f.id LIMIT ?",
        (DOUBTFUL, *where.values, limit),
    )
    chosen = [id_ for (id_,) in ids]
    said = _said(connection, chosen)
    return [said[id_] for id_ in chosen]


def source_articles(connection: sqlite3.Connection, wanted: FigureFilter, limit: int) -> Iterator[SourceArticle]:
    """The articles with the most figures of a filter, most first."""
    where = condition(wanted)
    rows = connection.execute(
        "SELECT d.id, d.title, d.published, d.outlet, d.url, d.path, n FROM (SELECT f.document, count(*) AS n"
        f" FROM figures AS f WHERE {where.sql} GROUP BY f.document ORDER BY n DESC, f.document LIMIT ?) AS f"
        " JOIN documents AS d ON d.id = f.document ORDER BY n DESC, d.id",
        (*where.values, limit),
    )
    return (SourceArticle(*row) for row in rows)


def counts(connection: sqlite3.Connection, wanted: FigureFilter) -> tuple[int, int, str | None, str | None]:
    """How many figures and articles a filter finds, and the first and last day of publication of these."""
    where = condition(wanted)
    row = connection.execute(
        f"SELECT count(*), count(DISTINCT f.document), min(d.published), max(d.published) FROM figures AS f"
        f" JOIN documents AS d ON d.id = f.document WHERE {where.sql}",
        where.values,
    ).fetchone()
    return row[0], row[1], row[2], row[3]


def last_run(connection: sqlite3.Connection) -> str | None:
    """When the last run that was not stopped ended."""
    found: str | None = connection.execute("SELECT max(finished) FROM runs").fetchone()[0]
    return found


def _said(connection: sqlite3.Connection, ids: list[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for id_ in dict.fromkeys(ids):
        cursor = connection.execute(f"SELECT {_SAID} FROM {_FROM} WHERE f.id = ?", (id_,))
        names = [column[0] for column in cursor.description]
        if (row := cursor.fetchone()) is not None:
            found[id_] = dict(zip(names, row, strict=True))
    return found
