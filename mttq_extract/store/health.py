"""The state of a database: what is in it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Health:
    """Counts of a database, with what SQLite says of damage ("" when there is none).

    `unsearchable` is how many rows the full-text indexes lack or have too many of; `older` counts documents
    that another version has read.
    """

    documents: int
    figures: int
    entities: int
    failures: int
    damage: str
    unsearchable: int
    stopped_last: bool
    older: int


def inspect(connection: sqlite3.Connection, installed: tuple[str, str, str] | None = None) -> Health:
    """Look a database through; takes about a second a gigabyte.

    `installed` are the version of the package and the hashes of its tables and models; else the last run's count.
    """

    def count(table: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    problems = [line for (line,) in connection.execute("PRAGMA quick_check(5)") if line != "ok"]
    problems += [f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check").fetchmany(5)]
    # The size of a contentless index is known from the table of its documents' lengths.
    unsearchable = sum(
        abs(count(table) - count(f"{table}_fts_docsize")) for table in ("documents", "sentences", "figures")
    )
    last = connection.execute(
        "SELECT finished, package_version, tables_hash, models_hash FROM runs ORDER BY id DESC LIMIT 1"
    ).fetchone()
    older, version = 0, installed or (last and last[1:])
    if version is not None:
        older = connection.execute(
            "SELECT count(*) FROM documents AS d JOIN runs AS r ON r.id = d.run"
            " WHERE (r.package_version, r.tables_hash, r.models_hash) != (?, ?, ?)",
            version,
        ).fetchone()[0]
    return Health(
        documents=count("documents"),
        figures=count("figures"),
        entities=count("entities"),
        failures=count("failures"),
        damage="; ".join(problems),
        unsearchable=unsearchable,
        stopped_last=last is not None and last[0] is None,
        older=older,
    )
