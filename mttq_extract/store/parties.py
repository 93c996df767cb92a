"""One name for all the ways a subject or a place is written, and the place inside a body's name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.gazetteer import Places
from mttq_extract.entities.phrases import TOKEN, Phrases, flags, folded
from mttq_extract.store.closing_rows import totals_pattern
from mttq_extract.store.levels import Levels
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import fold_tones

if TYPE_CHECKING:
    from collections.abc import Callable

NAME_WORDS = 4
_CENTRAL_REACH = 6
_NO_ADMIN_KINDS = frozenset({"country", "foreign_city", "world_region", "region"})
_UPPER_LEVELS = frozenset({"district", "county", "town", "city"})


@dataclass(frozen=True, slots=True)
class Words:
    """A name as words: as written, and in lower case with tone marks in one place."""

    written: str
    spans: list[tuple[int, int]]
    cased: list[str]
    lower: list[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut a name into words and marks."""
        spelled = _spelled(text)
        spans = [found.span() for found in TOKEN.finditer(spelled)]
        cased = [spelled[start:end] for start, end in spans]
        return cls(spelled, spans, cased, [fold_tones(word.lower()) for word in cased])

    def text(self, start: int, end: int) -> str:
        """What is written from word `start` up to word `end`."""
        if start >= min(end, len(self.spans)):
            return ""
        return " ".join(self.written[self.spans[start][0] : self.spans[end - 1][1]].split())

    def name(self, start: int, end: int) -> str:
        """The words as a name: one all in capitals is written like the others."""
        text = self.text(start, end)
        return text.title() if text.isupper() and " " in text else text

    def is_name(self, i: int) -> bool:
        """Whether a word is a number or begins with a capital."""
        return i < len(self.cased) and (self.cased[i][0].isdigit() or self.cased[i][0].isupper())


@dataclass(frozen=True, slots=True)
class Parties:
    """Names of subjects and places, compiled from the tables; build it once with `Parties.load`."""

    places: Places
    front: Phrases[bool]
    central: Phrases[bool]
    drop: Phrases[bool]
    levels: Phrases[str]
    cities: frozenset[str]
    short: str
    national: str
    units: AdminUnits
    governments: Levels
    totals: re.Pattern[str]

    @classmethod
    def load(cls) -> Parties:
        """Compile party_names.toml, places.tsv and places.toml; raises TableError when one is malformed."""
        table = read_toml("party_names.toml")
        front = table["front"]
        forms = (
            " ".join(part for part in (before, name, after) if part)
            for before in front["before"]
            for name in front["names"]
            for after in front["after"]
        )
        return cls(
            places=Places.load(),
            front=flags([*forms, *front["glued"]]),
            central=flags(front["central"]),
            drop=flags(table["place"]["drop"]),
            levels=Phrases(table["place"]["levels"].items()),
            cities=folded(read_toml("canonical.toml")["link"]["cities"]),
            short=front["short"],
            national=front["national"],
            units=AdminUnits.load(),
            governments=Levels.load(),
            totals=totals_pattern(read_toml("grids.toml")["totals"]),
        )

    def subject(self, text: str) -> str:
        """The name of a subject; several, separated by ";", are named one by one."""
        return _each(text, self._subject)

    def place(self, text: str) -> str:
        """The name of a place, whatever its level word and spelling."""
        return _each(text, self._place)

    def inside(self, text: str) -> str | None:
        """The place that a name is or holds, as written, or None.

        >>> Parties.load().inside("Hội Phụ nữ xã Tân Hòa")
        'xã Tân Hòa'
        """
        found = [place for part in text.split(";") if (place := self._inside(Words.of(part)))]
        return "; ".join(dict.fromkeys(found)) or None

    def unit(self, link: str) -> str | None:
        """The bare name of the administrative unit of a link, or None when it is that of no unit."""
        unit = self.units.get(link) if link else None
        return None if unit is None else f"{unit.type} {unit.name}" if unit.name.isdigit() else unit.name

    def bare(self, text: str) -> str:
        """A place without its level word, unless a number is all that is left."""
        words = Words.of(text)
        admin = self._admin(words, 0)
        left = words.name(admin[0], len(words.cased)) if admin else text
        return text if left.isdigit() else left

    def kind(self, name: str) -> tuple[bool, bool]:
        """Whether the name of a subject says which one it is, and whether it is a place, or several."""
        return self.is_named(name), all(self.inside(part) == part for part in name.split("; "))

    def is_named(self, name: str) -> bool:
        """Whether a name says which one it is: "MTTQ các cấp" and "Hội Phụ nữ xã" do not."""
        words = Words.of(name)
        while words.cased and not words.cased[-1][0].isalnum():
            words.cased.pop()
        size = len(words.cased)
        if not size or name == self.short:
            return False
        # "Trung ương" ends like a common word; "TP" ends like a name.
        if any(self.central.get(words.lower[size - back : size]) for back in (1, 2, 3) if size > back):
            return True
        bare = any(self.places.bare_levels.get(words.lower[size - back : size]) for back in (1, 2) if size >= back)
        return not words.cased[-1][0].islower() and not bare

    def _subject(self, text: str) -> str:
        words = Words.of(text)
        found = self.front.longest(words.lower, 0)
        if found is None:
            if self._is_national(words):
                return self.national
            whole = self._inside_from(words, 0)
            return self._place(text) if whole is not None and whole[1] == len(words.cased) else _tidy(words)
        rest = words.text(found[0], len(words.cased)).strip(" -,")
        if not rest:
            return _tidy(words)
        at = found[0]
        dropped = self.drop.longest(words.lower, at)
        at = dropped[0] if dropped else at
        place = self._inside_from(words, at)
        if place is not None and place[0] == at:
            return self._place(words.text(at, place[1]))
        return f"{self.short} {rest}"

    def _is_national(self, words: Words) -> bool:
        """Whether words for the centre stand right before those for the Front."""
        for i in range(min(_CENTRAL_REACH, len(words.lower))):
            found = self.central.longest(words.lower, i)
            if found is not None:
                return self.front.longest(words.lower, found[0]) is not None
        return False

    def _place(self, text: str) -> str:
        words = Words.of(text)
        start = 0
        while (dropped := self.drop.longest(words.lower, start)) is not None:
            start = dropped[0]
        whole = self.places.known.get(words.lower[start:])
        if whole is not None:
            return whole.name
        admin = self._admin(words, start)
        if admin is None:
            return words.name(start, len(words.cased))
        end, level = admin
        known = self.places.known.get(words.lower[end:])
        name = words.name(end, len(words.cased)) if known is None else known.name
        if known is not None and (
            (known.kind == "province" and level == "province")
            or (known.kind == "province" and level == "city" and fold_tones(known.name.lower()) in self.cities)
            or (known.kind in ("district", "town") and level in _UPPER_LEVELS)
        ):
            return name
        written = self.levels.get(words.lower[start:end]) or words.text(start, end).lower()
        return f"{written} {name}"

    def _admin(self, words: Words, i: int) -> tuple[int, str] | None:
        """The end and the level of the level word at `i`, with a name or number behind it."""
        for end, kinds in self.places.words.every(words.lower, i):
            for kind in kinds:
                if kind.admin and words.is_name(end) and words.lower[end] not in kind.not_before:
                    return end, kind.kind
        return None

    def _inside(self, words: Words) -> str | None:
        for i in range(len(words.lower)):
            found = self._inside_from(words, i)
            if found is not None and found[0] == i:
                return words.text(i, found[1])
        return None

    def _inside_from(self, words: Words, i: int) -> tuple[int, int] | None:
        """Start and end of a place that begins at `i`."""
        admin = self._admin(words, i)
        if admin is not None:
            end = admin[0]
            known = self.places.known.longest(words.lower, end)
            stop = end
            while stop < len(words.cased) and stop - end < NAME_WORDS and words.is_name(stop):
                stop += 1
            return i, max(stop, known[0] if known else 0)
        found = self.places.known.longest(words.lower, i)
        if found is None or not words.is_name(i) or found[1].kind in _NO_ADMIN_KINDS:
            return None
        # A known name is a place where it ends a name: "MTTQ Đồng Nai", not "Nguyễn Thái Bình Minh".
        at_end = found[0] == len(words.cased) or not words.is_name(found[0])
        begins = i == 0 or not words.cased[i - 1][0].isupper() or self._ends_front(words, i)
        return (i, found[0]) if at_end and begins else None

    def _ends_front(self, words: Words, i: int) -> bool:
        return any((found := self.front.longest(words.lower, k)) is not None and found[0] == i for k in range(i))


def _each(text: str, name: Callable[[str], str]) -> str:
    return "; ".join(dict.fromkeys(name(part.strip()) for part in text.split(";") if part.strip()))


def _tidy(words: Words) -> str:
    return words.text(0, len(words.cased))


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LATE = re.compile(rf"(o)([ae])([{_TONES}])(?!\w)|(?<!q)(u)(y)([{_TONES}])(?!\w)", re.IGNORECASE)


def _spelled(text: str) -> str:
    """The text with the tone marks of oa, oe, uy on their first vowel: two spellings of a name become one.

    >>> _spelled("Uỷ ban phường An Hoà"), _spelled("Hoài Đức, quý")
    ('Ủy ban phường An Hòa', 'Hoài Đức, quý')
    """
    early = _LATE.sub(_early, unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", early)


def _early(found: re.Match[str]) -> str:
    first, second, tone = (part for part in found.groups() if part)
    return first + tone + second
