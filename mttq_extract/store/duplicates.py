"""Versions of one article: finding them, naming the head of their group, and the figures they repeat.

Everything is done in the transaction that stores a document, on what its keys find, so that the time it takes does
not grow with the database. Groups do not depend on the order in which documents are stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.store.counting import unsettle
from mttq_extract.store.fold import fold
from mttq_extract.store.signature import are_versions, bands

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

MOST_CANDIDATES = 500
"""Documents one is compared with at most: a text of which there are thousands belongs to its group by then."""

LARGE = 100
"""Values from which an equal number is the same figure however often a version says it."""

_UNDATED = "9999"


@dataclass(frozen=True, slots=True)
class _Member:
    """A version of an article; they are compared by date of publication, then id."""

    published: str
    id: str
    number: int
    head: str | None

    @property
    def order(self) -> tuple[str, str]:
        return self.published, self.id


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure of a version, as far as repeating it goes."""

    id: int
    value: tuple[str | None, ...]
    subject: str | None
    sentence: str
    fact: int | None
    duplicate_of: int | None


def enter(connection: sqlite3.Connection, number: int, signature: bytes) -> None:
    """Put a document, whose rows are all there, into the group of its versions, and the groups it joins into one."""
    old = connection.execute("SELECT signature FROM signatures WHERE number = ?", (number,)).fetchone()
    if old is not None and old[0] == signature:
        _regroup(connection, _group(connection, [number]))
        return
    if old is not None:
        _leave(connection, number, old[0])
    connection.execute("INSERT INTO signatures VALUES (?, ?)", (number, signature))
    connection.executemany("INSERT INTO signature_keys VALUES (?, ?)", [(key, number) for key in bands(signature)])
    _join(connection, number, signature)


def _leave(connection: sqlite3.Connection, number: int, signature: bytes) -> None:
    """Take a document out of its group, which may have held together by it alone."""
    group = _group(connection, [number])
    connection.execute("DELETE FROM signatures WHERE number = ?", (number,))
    keys = [(key, number) for key in bands(signature)]
    connection.executemany("DELETE FROM signature_keys WHERE key = ? AND number = ?", keys)
    if len(group) == 1:
        return
    connection.executemany("UPDATE documents SET duplicate_of = NULL WHERE id = ?", [(m.id,) for m in group])
    others = sorted(member.number for member in group if member.number != number)
    for other in others:
        query = "SELECT signature FROM signatures WHERE number = ?"
        _join(connection, other, connection.execute(query, (other,)).fetchone()[0])


def _join(connection: sqlite3.Connection, number: int, signature: bytes) -> None:
    keys = bands(signature)
    candidates: list[tuple[int, str, bytes]] = []
    if keys:
        candidates = connection.execute(
            "SELECT s.number, coalesce(d.duplicate_of, d.id), s.signature FROM signatures AS s"
            " JOIN documents AS d ON d.number = s.number WHERE s.number IN (SELECT DISTINCT number FROM signature_keys"
            f" WHERE key IN ({', '.join('?' * len(keys))}) AND number != ? LIMIT {MOST_CANDIDATES})",
            (*keys, number),
        ).fetchall()
    versions: dict[str, int] = {}
    for other, head, their_signature in candidates:
        if head not in versions and are_versions(signature, their_signature):
            versions[head] = other
    _regroup(connection, _group(connection, [number, *versions.values()]))


def _group(connection: sqlite3.Connection, numbers: Collection[int]) -> list[_Member]:
    """All versions in the groups of these documents, in order: the head comes first."""
    rows = connection.execute(
        "WITH heads AS (SELECT coalesce(duplicate_of, id) AS head FROM documents"
        " WHERE number IN (SELECT value FROM json_each(?)))"
        " SELECT coalesce(published, ?), id, number, duplicate_of FROM documents WHERE id IN (SELECT head FROM heads)"
        " UNION SELECT coalesce(published, ?), id, number, duplicate_of FROM documents"
        " WHERE duplicate_of IN (SELECT head FROM heads)",
        (json.dumps(list(numbers)), _UNDATED, _UNDATED),
    )
    return sorted((_Member(*row) for row in rows), key=lambda member: member.order)


def _regroup(connection: sqlite3.Connection, group: list[_Member]) -> None:
    """Name the head in every other member, and in every figure the one it repeats."""
    head, *others = group
    changed: list[tuple[str | None, str]] = [(None, head.id)] if head.head is not None else []
    changed += [(head.id, member.id) for member in others if member.head != head.id]
    connection.executemany("UPDATE documents SET duplicate_of = ? WHERE id = ?", changed)
    if not others:
        query = "UPDATE figures SET duplicate_of = NULL WHERE document = ? AND duplicate_of IS NOT NULL"
        if connection.execute(query, (head.id,)).rowcount:
            unsettle(connection, head.id)
        return
    originals = _Originals()
    updates: list[tuple[int | None, int]] = []
    for member in group:
        mentions = _mentions(connection, member.id)
        repeats = originals.repeats(mentions)
        updates += [(repeats.get(m.id), m.id) for m in mentions if repeats.get(m.id) != m.duplicate_of]
    connection.executemany("UPDATE figures SET duplicate_of = ? WHERE id = ?", updates)
    if updates:
        for member in group:
            unsettle(connection, member.id)


def _mentions(connection: sqlite3.Connection, document: str) -> list[_Mention]:
    rows = connection.execute(
        'SELECT f.id, f.low, f.high, f.unit, f."of", f.per, f.subject, s.text, f.fact, f.duplicate_of'
        " FROM figures AS f JOIN sentences AS s ON s.id = f.sentence WHERE f.document = ? ORDER BY f.id",
        (document,),
    )
    return [_Mention(row[0], row[1:6], *row[6:]) for row in rows]


class _Originals:
    """The figures of the versions so far that repeat no other."""

    def __init__(self) -> None:
        self._by_value: dict[tuple[str | None, ...], list[_Mention]] = {}

    def repeats(self, mentions: Iterable[_Mention]) -> dict[int, int]:
        """For the figures of the next version that an earlier one has: which one.

        A figure is the same when value and unit are, and so is its subject or its whole sentence, where both name a
        subject. A small number is taken once for each time an earlier version says it: others may count something
        else. A mention of a fact goes where the first mention of that fact went.
        """
        found: dict[int, int] = {}
        new: list[_Mention] = []
        for mention in mentions:
            if mention.fact is not None and mention.fact in found:
                found[mention.id] = found[mention.fact]
                continue
            taken = set() if float(mention.value[0] or 0) >= LARGE else set(found.values())
            known = [one for one in self._by_value.get(mention.value, ()) if one.id not in taken]
            best = next((one for one in known if _same_place(one, mention)), None)
            best = best or next((one for one in known if _may_be_same(one, mention)), None)
            if best is None:
                new.append(mention)
            else:
                found[mention.id] = best.id
        for mention in new:
            self._by_value.setdefault(mention.value, []).append(mention)
        return found


def _same_place(one: _Mention, other: _Mention) -> bool:
    return one.sentence == other.sentence or fold(one.sentence) == fold(other.sentence)


def _may_be_same(one: _Mention, other: _Mention) -> bool:
    return one.subject is None or other.subject is None or fold(one.subject) == fold(other.subject)
