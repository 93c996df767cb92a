"""The statements that store one document, inside the transaction of the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store import rows
from mttq_extract.store.counting import unsettle
from mttq_extract.store.duplicates import enter
from mttq_extract.store.fold import fold
from mttq_extract.store.schema import ID_STRIDE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from mttq_extract.store.document_rows import DocumentRows


def store_document(connection: sqlite3.Connection, document: DocumentRows, run: int) -> None:
    """Put a document in place of what was stored under its id; its number stays with the id for ever."""
    execute = connection.execute
    known = execute("SELECT number FROM documents WHERE id = ?", (document.id,)).fetchone()
    if known is not None:
        number = int(known[0])
        _clear(connection, document.id, number)
        changed = ", ".join(f"{column} = ?" for column in rows.COLUMNS["documents"])
        execute(f"UPDATE documents SET {changed}, run = ? WHERE id = ?", (*document.document, run, document.id))
    else:
        number = int(execute("SELECT coalesce(max(number), 0) + 1 FROM documents").fetchone()[0])
        columns = ", ".join(rows.COLUMNS["documents"])
        marks = ", ".join("?" * (len(document.document) + 3))
        execute(
            f"INSERT INTO documents (id, number, {columns}, run) VALUES ({marks})",
            (document.id, number, *document.document, run),
        )
    _insert(connection, "sentences", document.sentences, number)
    _insert(connection, "figures", document.figures, number)
    _insert(connection, "entities", document.entities, number)
    _insert(connection, "rejections", document.rejections, number)
    whole, sentences, figures = document.folded
    execute("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", (number, *whole))
    first = number * ID_STRIDE
    connection.executemany(
        "INSERT INTO sentences_fts (rowid, text) VALUES (?, ?)",
        [(first + row[0], words) for row, words in zip(document.sentences, sentences, strict=True)],
    )
    connection.executemany(
        "INSERT INTO figures_fts (rowid, subject, place) VALUES (?, ?, ?)",
        [(first + row[0], *words) for row, words in zip(document.figures, figures, strict=True)],
    )
    unsettle(connection, document.id)
    enter(connection, number, document.signature)


def _insert(connection: sqlite3.Connection, table: str, values: Sequence[rows.Row], number: int) -> None:
    if not values:
        return
    # The first id is written into the statement: adding it here costs less than making every row anew.
    first = number * ID_STRIDE
    names = rows.COLUMNS[table]
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(f"? + {first}" if name in rows.RELATIVE else "?" for name in names)
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)


def _clear(connection: sqlite3.Connection, document: str, number: int) -> None:
    """Take out what belongs to a document; the search indexes want the words that were put in."""
    execute, executemany = connection.execute, connection.executemany
    title, text = execute("SELECT title, text FROM documents WHERE id = ?", (document,)).fetchone()
    execute(
        "INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        (number, fold(title or ""), fold(text)),
    )
    sentences = execute("SELECT id, text FROM sentences WHERE document = ?", (document,)).fetchall()
    executemany(
        "INSERT INTO sentences_fts (sentences_fts, rowid, text) VALUES ('delete', ?, ?)",
        [(id_, fold(text)) for id_, text in sentences],
    )
    query = "SELECT id, subject, place, subject_name, place_name FROM figures WHERE document = ?"
    figures = execute(query, (document,)).fetchall()
    executemany(
        "INSERT INTO figures_fts (figures_fts, rowid, subject, place) VALUES ('delete', ?, ?, ?)",
        [(id_, *rows.search_words(*names)) for id_, *names in figures],
    )
    unsettle(connection, document)
    for table in ("rejections", "entities", "figures", "sentences"):
        execute(f"DELETE FROM {table} WHERE document = ?", (document,))
