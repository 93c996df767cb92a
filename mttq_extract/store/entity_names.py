"""Names of places, organisations and funds, and how often they are mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mttq_extract.store.fold import tokens

if TYPE_CHECKING:
    import sqlite3


def common_names(connection: sqlite3.Connection, kind: str, limit: int) -> list[tuple[str, int]]:
    """The names of a type of entity that are mentioned most, with their number of mentions."""
    rows = connection.execute(
        "SELECT normal, count(*) AS n FROM entities WHERE type = ? AND normal IS NOT NULL AND normal != ''"
        " GROUP BY normal ORDER BY n DESC, normal LIMIT ?",
        (kind, limit),
    )
    return [(str(name), int(n)) for name, n in rows]


def names_with(connection: sqlite3.Connection, words: str, limit: int) -> list[tuple[str, str, int]]:
    """Names of places, organisations and funds that hold the words: type, name and number of mentions, most first.

    Looks at the names of all entities, which takes a tenth of a second a hundred thousand.
    """
    wanted = set(tokens(words))
    rows = connection.execute(
        "SELECT type, normal, count(*) AS n FROM entities WHERE type IN ('LOC', 'ORG', 'FUND') AND normal IS NOT NULL"
        " GROUP BY type, normal ORDER BY n DESC, normal"
    )
    found = []
    for kind, name, n in rows:
        if wanted <= set(tokens(name)):
            found.append((str(kind), str(name), int(n)))
            if len(found) == limit:
                break
    return found
