"""Stored articles with all that was found in them, and sentences looked up by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mttq_extract.store.fold import all_words, phrase, some_words
from mttq_extract.store.schema import ID_STRIDE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

MANY = 20_000
"""Sentences found by words up to which they are put in order of how well they fit."""

_ORIGIN = "d.number, d.id, d.title, d.published, d.outlet"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a list says of an article."""

    number: int
    id: str
    title: str | None
    published: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its origin, text, and the rows of its sentences, figures and entities as dictionaries.

    Sentences have `ordinal`, `start`, `end`, `boilerplate`; entities their columns of the database; figures
    too, with `label_vi` and `label_en` of their indicator and `ordinal` of their sentence.
    """

    origin: Origin
    author: str | None
    url: str | None
    text: str
    sentences: list[dict[str, Any]]
    figures: list[dict[str, Any]]
    entities: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence that holds the words, with the figures in it; offsets count from the start of the article."""

    origin: Origin
    ordinal: int
    start: int
    text: str
    boilerplate: bool
    figures: list[dict[str, Any]]


def read_article(connection: sqlite3.Connection, number: int) -> Article | None:
    """The article of a number, or None."""
    row = connection.execute(
        f"SELECT {_ORIGIN}, d.author, d.url, d.text FROM documents AS d WHERE d.number = ?", (number,)
    ).fetchone()
    if row is None:
        return None
    origin = Origin(*row[:5])
    sentences = _rows(
        connection,
        'SELECT ordinal, start, "end", boilerplate FROM sentences WHERE document = ? ORDER BY id',
        (origin.id,),
    )
    entities = _rows(connection, "SELECT * FROM entities WHERE document = ? ORDER BY start", (origin.id,))
    figures = article_figures(connection, origin.id)
    author, url, text = row[5:]
    return Article(origin, author, url, text, sentences, figures, entities)


def article_figures(connection: sqlite3.Connection, id_: str) -> list[dict[str, Any]]:
    """The figures of an article as in Article."""
    return _figures(connection, "f.document = ?", (id_,))


def article_number(connection: sqlite3.Connection, id_: str) -> int | None:
    """The number of the article with this id, or None."""
    row = connection.execute("SELECT number FROM documents WHERE id = ?", (id_,)).fetchone()
    return None if row is None else int(row[0])


def figure_place(figure: int) -> tuple[int, int]:
    """The number of the article that a figure's id names, and the offset it starts at.

    >>> figure_place(4200000963)
    (42, 963)
    """
    return divmod(figure, ID_STRIDE)


def list_articles(connection: sqlite3.Connection, limit: int, offset: int = 0) -> list[tuple[Origin, int]]:
    """Articles with their number of figures, the last published first, undated ones at the end."""
    rows = connection.execute(
        f"SELECT {_ORIGIN}, (SELECT count(*) FROM figures AS f WHERE f.document = d.id)"
        " FROM documents AS d ORDER BY d.published DESC NULLS LAST, d.number LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return [(Origin(*row[:5]), row[5]) for row in rows]


def find_sentences(
    connection: sqlite3.Connection, words: str, limit: int, offset: int = 0, *, some: bool = False
) -> tuple[list[FoundSentence], int]:
    """Sentences that hold all words, and how many there are: those with figures first, those outside the article last.

    Words are compared without diacritics and case; those in double quotes must stand together. `some`: any of the
    words will do, and the best fit comes first. No words, no sentences.
    """
    expression = some_words(words) if some else all_words(words)
    if expression is None:
        return [], 0
    counted = "SELECT count(*) FROM sentences_fts WHERE sentences_fts MATCH ?"
    total = connection.execute(counted, (expression,)).fetchone()[0]
    # Putting hundreds of thousands in order takes seconds, and nobody reads that far.
    figures_first = "NOT EXISTS (SELECT 1 FROM figures AS f WHERE f.sentence = s.id)"
    order = f"s.boilerplate, {figures_first}, m.rank, s.id" if total <= MANY else "m.rowid"
    if some:
        order = "m.rank"
    found = connection.execute(
        f"SELECT {_ORIGIN}, s.ordinal, s.start, s.text, s.boilerplate, s.id FROM sentences_fts AS m"
        " JOIN sentences AS s ON s.id = m.rowid JOIN documents AS d ON d.id = s.document"
        f" WHERE sentences_fts MATCH ? ORDER BY {order} LIMIT ? OFFSET ?",
        (expression, limit, offset),
    ).fetchall()
    figures: dict[int, list[dict[str, Any]]] = {row[9]: [] for row in found}
    marks = ", ".join("?" * len(figures))
    for figure in _figures(connection, f"f.sentence IN ({marks})", tuple(figures)):
        figures[figure["sentence"]].append(figure)
    hits = [
        FoundSentence(
            Origin(*row[:5]),
            ordinal=row[5],
            start=row[6],
            text=row[7],
            boilerplate=bool(row[8]),
            figures=figures[row[9]],
        )
        for row in found
    ]
    return hits, total


def mentions(connection: sqlite3.Connection, words: str, limit: int) -> tuple[list[Origin], int]:
    """Articles whose text holds these words next to one another, last published first, and how many there are."""
    expression = phrase(words)
    if expression is None:
        return [], 0
    counted = "SELECT count(*) FROM documents_fts WHERE documents_fts MATCH ?"
    total = connection.execute(counted, (expression,)).fetchone()[0]
    rows = connection.execute(
        f"SELECT {_ORIGIN} FROM documents AS d WHERE d.number IN"
        " (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)"
        " ORDER BY d.published DESC NULLS LAST, d.number LIMIT ?",
        (expression, limit),
    )
    return [Origin(*row) for row in rows], total


def _figures(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    return _rows(
        connection,
        "SELECT f.*, i.label_vi, i.label_en, s.ordinal FROM figures AS f JOIN indicators AS i ON i.id = f.indicator"
        f" JOIN sentences AS s ON s.id = f.sentence WHERE {where} ORDER BY f.id",
        values,
    )


def _rows(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
