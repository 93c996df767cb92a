"""Versions of one article: finding them, naming the head of their group, and the figures they repeat.

Everything is done in the transaction that stores a document, on what its keys find, so that the time it takes does
not grow with the database. Groups do not depend on the order in which documents are stored.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from mttq_extract.store.counting import unsettle
from mttq_extract.store.fold import fold
from mttq_extract.store.signature import are_versions, bands

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Hashable, Iterable, Mapping

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
    """A figure of a version, as far as repeating it goes; `sentence` is a hash of its words, `subject` is folded."""

    id: int
    value: tuple[str | None, ...]
    subject: str | None
    sentence: bytes
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
    # A sentence may be as long as its text, and hold thousands of figures: each is folded once, and only its hash kept.
    sentences = {
        id_: hashlib.sha256(fold(text).encode()).digest()
        for id_, text in connection.execute("SELECT id, text FROM sentences WHERE document = ?", (document,))
    }
    rows = connection.execute(
        'SELECT id, low, high, unit, "of", per, subject, sentence, fact, duplicate_of FROM figures'
        " WHERE document = ? ORDER BY id",
        (document,),
    )
    return [
        _Mention(id_, tuple(value), None if subject is None else fold(subject), sentences[sentence], fact, duplicate_of)
        for id_, *value, subject, sentence, fact, duplicate_of in rows
    ]


class _Originals:
    """The figures of the versions so far that repeat no other, in order."""

    def __init__(self) -> None:
        self._listed: dict[Hashable, list[tuple[int, _Mention]]] = {}
        self._count = 0

    def repeats(self, mentions: Iterable[_Mention]) -> dict[int, int]:
        """For the figures of the next version that an earlier one has: which one.

        A figure is the same when value and unit are, and so is its subject or its whole sentence, where both name a
        subject. A small number is taken once for each time an earlier version says it: others may count something
        else. A mention of a fact goes where the first mention of that fact went.
        """
        found: dict[int, int] = {}
        new: list[_Mention] = []
        free = _Free(self._listed)
        for mention in mentions:
            best = found.get(mention.fact) if mention.fact is not None else None
            if best is None:
                best = free.first(mention)
            if best is None:
                new.append(mention)
                continue
            found[mention.id] = best
            free.taken.add(best)
        for mention in new:
            self._count += 1
            for key in ((mention.value, mention.sentence), (mention.value, mention.subject), mention.value):
                self._listed.setdefault(key, []).append((self._count, mention))
        return found


class _Free:
    """The originals that one version has not repeated yet; what was passed over once is not looked at again."""

    def __init__(self, listed: Mapping[Hashable, list[tuple[int, _Mention]]]) -> None:
        self.taken: set[int] = set()
        self._listed = listed
        self._passed: dict[Hashable, int] = {}

    def first(self, mention: _Mention) -> int | None:
        """The id of the original that a figure repeats: of its sentence, else the first that may be the same."""
        value = mention.value
        many = float(value[0] or 0) >= LARGE
        found = self._next((value, mention.sentence), many)
        if found is None and mention.subject is None:
            found = self._next(value, many)
        elif found is None:
            both = (self._next((value, subject), many) for subject in (None, mention.subject))
            found = min((one for one in both if one is not None), key=itemgetter(0), default=None)
        return None if found is None else found[1].id

    def _next(self, key: Hashable, many: bool) -> tuple[int, _Mention] | None:
        listed = self._listed.get(key, ())
        at = self._passed.get(key, 0)
        while not many and at < len(listed) and listed[at][1].id in self.taken:
            at += 1
        self._passed[key] = at
        return listed[at] if at < len(listed) else None
