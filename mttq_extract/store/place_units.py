"""Which administrative unit a figure's place is, and the province of today on whose ground it lies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from mttq_extract.entities.admin_unit import name_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from mttq_extract.entities.admin_unit import Unit
    from mttq_extract.entities.admin_units import AdminUnits
    from mttq_extract.store.levels import Levels

Named: TypeAlias = tuple[str, str, str | None]
"""An entity of a document: its type, its words and its link."""


class PlaceUnits:
    """The units that places of one document are: what linking has found, else what the words can only mean."""

    def __init__(self, units: AdminUnits, governments: Levels, entities: Iterable[Named], on: date | None) -> None:
        self._units = units
        self._governments = governments
        self._on = on
        self._linked: dict[str, str] = {}
        self._bodies: dict[str, str] = {}
        for type_, surface, link in entities:
            if type_ == "LOC" and link:
                self._linked.setdefault(surface, link)
            elif type_ == "ORG" and link and "@" in link:
                self._bodies.setdefault(surface, link.partition("@")[2])
        self._found: dict[tuple[str, str | None], tuple[str | None, str | None]] = {}

    def of(self, place: str | None, subject: str | None) -> tuple[str | None, str | None]:
        """The id of the unit that a place is, and the name of its province of today; None where that is not known.

        `place` is as a figure has it in the database: its own, or that of its subject. Several are no unit.
        """
        if place is None:
            return None, None
        key = place, subject
        if key not in self._found:
            unit = self._unit(place, subject)
            self._found[key] = (None, None) if unit is None else (unit.id, province_of(unit, self._units))
        return self._found[key]

    def level(self, name: str | None, unit: str | None) -> str | None:
        """The level of government of a figure whose subject is called `name`, and whose place is the unit of an id."""
        known = self._units.get(unit or "")
        return self._governments.of(name, None if known is None else known.level)

    def _unit(self, place: str, subject: str | None) -> Unit | None:
        if ";" in place:
            return None
        if (linked := self._linked.get(place)) is not None:
            return self._units.get(linked)
        body = self._units.get(self._bodies.get(subject or "", ""))
        if body is not None and name_key(body.name) in name_key(place):
            return body
        found = self._units.resolve(place, on=self._on)
        # Today's unit comes first: "thành phố Đà Nẵng" is one name of two times.
        one_name = len({unit.label for unit in found}) == 1 and found[0].tier == 0
        return found[0] if one_name or len(found) == 1 else None


def province_of(unit: Unit, units: AdminUnits) -> str | None:
    """The name of the province of today on whose ground a unit lies; of several, that of its main heir."""
    heirs = units.heirs(unit)
    if not heirs:
        return None
    return next((one.name for one in (heirs[0], *units.parents(heirs[0])) if one.tier == 0 and one.today), None)


def place_figures(connection: sqlite3.Connection, units: AdminUnits, governments: Levels) -> None:
    """Fill place_unit, province and level of figures of an older version; to be called inside a transaction."""
    execute = connection.execute
    told = "SELECT document FROM figures WHERE place IS NOT NULL OR subject IS NOT NULL"
    documents = f"SELECT id, published FROM documents WHERE id IN ({told})"
    for document, published in execute(documents).fetchall():
        entities = execute("SELECT type, surface, link FROM entities WHERE document = ? ORDER BY id", (document,))
        found = PlaceUnits(units, governments, entities, date.fromisoformat(published[:10]) if published else None)
        rows = execute(
            "SELECT id, place, subject, subject_name FROM figures WHERE document = ?", (document,)
        ).fetchall()
        filled = []
        for id_, place, subject, name in rows:
            unit, province = found.of(place, subject)
            filled.append((unit, province, found.level(name, unit), id_))
        connection.executemany("UPDATE figures SET place_unit = ?, province = ?, level = ? WHERE id = ?", filled)
