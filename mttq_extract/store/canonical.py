"""Tables canonical_entities and entity_titles: each thing that articles name, once, beside its mentions."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mttq_extract.entities.admin_unit import Unit, name_key
from mttq_extract.entities.admin_units import AdminUnits

if TYPE_CHECKING:
    import sqlite3

    from mttq_extract.store.rows import Row

_COUNTS = """
SELECT e.link, min(e.type), count(*), count(DISTINCT e.document), min(d.published), max(d.published)
FROM entities AS e JOIN documents AS d ON d.id = e.document WHERE e.link IS NOT NULL GROUP BY e.link ORDER BY e.link
"""
_NAMES = "SELECT link, normal, count(*) FROM entities WHERE link IS NOT NULL AND normal != '' GROUP BY link, normal"
# "Bà" is no title
_TITLES = """
INSERT INTO entity_titles
SELECT e.link, e.title, count(*), min(d.published), max(d.published)
FROM entities AS e JOIN documents AS d ON d.id = e.document
WHERE e.type = 'PER' AND e.link IS NOT NULL AND instr(e.title, ' ') > 0
GROUP BY e.link, e.title ORDER BY e.link, e.title
"""


def refresh_canonical(connection: sqlite3.Connection) -> None:
    """Make both tables anew from the mentions; the result does not hang on the order they were stored in."""
    units = AdminUnits.load()
    names: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for link, name, count in connection.execute(_NAMES):
        names[link].append((count, name))
    rows = [_row(counted, names[counted[0]], units) for counted in connection.execute(_COUNTS).fetchall()]
    connection.execute("DELETE FROM entity_titles")
    connection.execute("DELETE FROM canonical_entities")
    connection.executemany("INSERT INTO canonical_entities VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute(_TITLES)


def _row(counted: Row, names: list[tuple[int, str]], units: AdminUnits) -> Row:
    """The row of one thing: its name, the unit it is or belongs to, and that unit's level, place and today's units."""
    link, kind, mentions, documents, first, last = counted
    unit = units.get(link if kind == "LOC" and link.startswith("vn:") else link.partition("@")[2])
    if unit is None:
        return link, kind, _commonest(names), None, None, None, None, mentions, documents, first, last
    name = unit.label if unit.id == link else _placed(names, unit, seat=kind == "ORG")
    today = " ".join(heir.id for heir in units.heirs(unit))
    return link, kind, name, unit.id, unit.level, units.describe(unit), today, mentions, documents, first, last


def _commonest(names: list[tuple[int, str]]) -> str | None:
    """The name most often used, one in capitals last; of equals the longest, then the first in the alphabet."""
    return min(names, key=lambda item: (_shouted(item[1]), -item[0], -len(item[1]), item[1]))[1] if names else None


def _shouted(name: str) -> bool:
    """Whether a word that is no abbreviation stands in capitals ("TỈNH", but not "MTTQ")."""
    return any(len(word) > 1 and word.isupper() and not word.isascii() for word in name.split())


def _placed(names: list[tuple[int, str]], unit: Unit, *, seat: bool) -> str | None:
    """The name most often used that says the place; where none does, the commonest with the place behind it."""
    key = name_key(unit.name)
    whole = [(count, name) for count, name in names if key in name_key(name)]
    best = _commonest(whole or names)
    if best is None or whole:
        return best
    if not seat:
        return f"{best}, {unit.label}"
    return f"{best} {unit.name}" if best.lower().endswith(f" {unit.type}") else f"{best} {unit.label}"
