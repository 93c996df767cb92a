"""Places, organisations and funds that articles name, from table canonical_entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.store.fold import tokens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

KINDS = ("LOC", "ORG", "FUND")

_COLUMNS = "type, name, place, mentions, documents, first, last"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that articles name: its type, name and place, how often and in how many documents, and when."""

    kind: str
    name: str
    place: str | None
    mentions: int
    documents: int
    first: str | None
    last: str | None


def common_names(connection: sqlite3.Connection, kind: str, limit: int) -> list[Named]:
    """The things of a type that are mentioned most."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM canonical_entities WHERE type = ? AND name != '' ORDER BY mentions DESC, name LIMIT ?",
        (kind, limit),
    )
    return [Named(*row) for row in rows]


def names_with(connection: sqlite3.Connection, words: str, limit: int, *, together: bool = False) -> list[Named]:
    """Places, organisations and funds whose names hold all the words, or hold them `together`: equal names first."""
    wanted = tokens(words)
    found = [named for named in _all(connection) if wanted and set(wanted) <= set(tokens(named.name))]
    if together:
        phrase = f" {' '.join(wanted)} "
        found = [named for named in found if phrase in f" {' '.join(tokens(named.name))} "]
    found.sort(key=lambda named: tokens(named.name) != wanted)  # stable: most mentions first within both
    return found[:limit]


def names_in(connection: sqlite3.Connection, words: str, limit: int) -> list[Named]:
    """Places, organisations and funds that the words name, as in "quận Tây Hồ xây bao nhiêu nhà": longest first."""
    text = f" {' '.join(tokens(words))} "
    found = []
    for named in _all(connection):
        parts = tokens(named.name)
        if len(parts) > 1 and f" {' '.join(parts)} " in text:
            found.append((len(parts), named))
    found.sort(key=lambda one: -one[0])
    return [named for _, named in found[:limit]]


def _all(connection: sqlite3.Connection) -> Iterator[Named]:
    """All names, the most mentioned first; a hundred thousand take about half a second to look through."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM canonical_entities WHERE type IN (?, ?, ?) AND name != ''"
        " ORDER BY mentions DESC, name",
        KINDS,
    )
    return (Named(*row) for row in rows)
