"""The content of a database, to be compared."""

from __future__ import annotations

import sqlite3
from typing import Any

LOGICAL = (
    *("documents", "sentences", "figures", "entities", "rejections", "failures", "indicators", "totals"),
    *("totals_by_place", "totals_by_subject", "canonical_entities", "entity_titles"),
)


def dump(path: str) -> list[str]:
    """Every statement that would make the database again, without the runs."""
    connection = sqlite3.connect(path)
    try:
        return [line for line in connection.iterdump() if not line.startswith('INSERT INTO "runs"')]
    finally:
        connection.close()


def content(path: str) -> dict[str, list[Any]]:
    """The rows of every table, without the run that made them and without the shape of the indexes."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        found: dict[str, list[Any]] = {}
        for table in LOGICAL:
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            for row in rows:
                row.pop("run", None)
            found[table] = sorted(rows, key=repr)
        for table in ("documents", "sentences", "figures"):
            for word in ("nha", "hoa", "quyen", "dao", "dong"):
                query = f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ? ORDER BY rowid"
                found[f"{table}_fts {word}"] = [row[0] for row in connection.execute(query, (word,))]
        return found
    finally:
        connection.close()


def by_text(path: str) -> dict[str, list[Any]]:
    """The rows of a database whose documents may have been numbered in another order: without ids."""
    connection = sqlite3.connect(path)
    try:
        queries = {
            "documents": "SELECT id, title, sha256, record_sha256, text, duplicate_of FROM documents",
            "sentences": 'SELECT document, ordinal, start, "end", text FROM sentences',
            "figures": 'SELECT document, start, "end", low, unit, role, indicator, period, subject, place FROM figures',
            "totals": "SELECT indicator, unit, role, year, mentions, total FROM totals",
        }
        return {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in queries.items()}
    finally:
        connection.close()
