"""The words by which subjects are found, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mttq_extract.entities.gazetteer import Place, Places
from mttq_extract.entities.phrases import Phrases
from mttq_extract.tables.loader import alternatives, read_toml, worded
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import fold_tones

_WORD = re.compile(r"\w+")
_PLACE_WORDS = 4
_REMEMBERED = 20_000  # names whose forms are kept at hand
_TIMES = frozenset(("day", "month", "year", "hour", "minute", "night", "week", "second"))
_COUNTS = frozenset(("item", "percent", "ratio", "times"))


def _words(forms: Iterable[str]) -> str:
    return alternatives(_folded(forms))


def _folded(forms: Iterable[str]) -> list[str]:
    return [fold_tones(form.lower()) for form in forms]


def _classes(table: dict[str, list[str]]) -> dict[str, str]:
    return {fold_tones(form): name for name, forms in table.items() for form in forms}


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """The compiled table of subjects; build it once with `SubjectTable.load`."""

    common: re.Pattern[str]
    tail: re.Pattern[str]
    term: re.Pattern[str]
    front_head: re.Pattern[str]
    front_short: re.Pattern[str]
    governors: dict[str, str]
    followers: dict[str, str]
    words: dict[str, re.Pattern[str]]
    kinds: dict[str, re.Pattern[str]]
    nameless: frozenset[str]
    nameless_first: frozenset[str]
    half_names: frozenset[str]
    fund_level: re.Pattern[str]
    body_level: re.Pattern[str]
    cluster: re.Pattern[str]
    same: tuple[tuple[re.Pattern[str], str], ...]
    level: re.Pattern[str]
    counted_level: re.Pattern[str]
    places: Phrases[Place]
    verbs: frozenset[str]
    stops: frozenset[str]
    openers: frozenset[str]
    joins: frozenset[str]
    stands_for: dict[str, frozenset[str]]
    head: re.Pattern[str]
    people: frozenset[str]
    alone: frozenset[str]
    age: str
    written: dict[str, tuple[str, str]] = field(default_factory=dict)

    def forms(self, text: str) -> tuple[str, str]:
        """The key and the base of a subject, kept once they have been made."""
        found = self.written.get(text)
        if found is None:
            if len(self.written) >= _REMEMBERED:
                self.written.clear()  # memory does not grow with the number of articles
            key = self.key(text)
            found = self.written[text] = (key, self.base(key))
        return found

    def key(self, text: str) -> str:
        """The writing-independent form of a subject."""
        return key_of(text, self.same)

    def base(self, key: str) -> str:
        """A key without its level: "tỉnh An Bình" and "An Bình" share it."""
        return self.level.sub("", key, count=1) or key

    def place_in(self, name: str) -> str | None:
        """The place that the names of bodies hold, as written, or None.

        >>> SubjectTable.load().place_in("Hội Phụ nữ xã Tân Hòa")
        'xã Tân Hòa'
        """
        found = [place for part in name.split(";") if (place := self._place_in(part.strip()))]
        return "; ".join(dict.fromkeys(found)) or None

    def _place_in(self, name: str) -> str | None:
        lower = fold_tones(name.lower())
        start = self.named_tail(lower, name, 0, len(name))
        if start is None:
            start = self.known_tail(lower)
        return name[start:] if start is not None else None

    def named_tail(self, lower: str, cased: str, start: int, end: int) -> int | None:
        """Where the last place with its level between two offsets begins: "xã Tân Hòa" of a body's name."""
        heads = [head for head in self.tail.finditer(lower, start, end) if cased[head.end()].isupper()]
        return heads[-1].start() if heads else None

    def place_kind(self, base: str) -> str:
        """The kind of a known place ("province"), or "".

        >>> SubjectTable.load().place_kind("nghệ an")
        'province'
        """
        known = self.places.get(base.split())
        return known.kind if known else ""

    def known_tail(self, lower: str) -> int | None:
        """Where a known place at the end of a name in lower case begins, behind its first word.

        >>> SubjectTable.load().known_tail("sở nội vụ nghệ an")
        10
        """
        for at in [found.start() for found in _WORD.finditer(lower)][1:][-_PLACE_WORDS:]:
            if self.places.get(lower[at:].split()):
                return at
        return None

    @classmethod
    def load(cls) -> SubjectTable:
        """Compile the table and read the weights."""
        table = read_toml("subjects.toml")
        verbs = _words(table["verbs"])
        unless = "".join(f"(?<!{word} )" for word in _folded(table["no_place_after"]))
        return cls(
            re.compile(
                rf"(?<!\w)(?:(?P<level>{_words(table['levels_counted'])})(?!\w)"
                rf"|(?P<phrase>{_words(table['common'])})(?!\w)"
                rf"|(?P<whole>(?:{_words(table['whole'])})[ ](?P<head>{_words(table['heads'])}))(?!\w)"
                rf"|(?P<bare>{_words(table['heads'])})(?=[ ](?:{verbs})(?!\w))"
                rf"|(?P<count>(?<![.,])\d{{1,3}}[ ](?:{_words(table['counted'])}))(?!\w)"
                rf"|(?P<open>{_words([*table['openers'], *table['governors']['person']])})(?!\w))"
            ),
            re.compile(rf"{unless}{worded(_folded(table['place_heads']))}[ ]?(?=\w)"),
            re.compile(rf"[ ]{worded(_folded(table['terms']))}"),
            re.compile(rf"(?<!\w)(?:{_words(table['front_heads'])})[ ]$"),
            re.compile(rf"(?:{_words(table['front_short'])})(?: ({_words(table['heads'])}))?"),
            _classes(table["governors"]),
            _classes(table["followers"]),
            {name: words_pattern(forms) for name, forms in table["words"].items()},
            {name: words_pattern(forms) for name, forms in table["kinds"].items()},
            frozenset(map(fold_tones, table["nameless"])),
            frozenset(map(fold_tones, table["nameless_first"])),
            frozenset(map(fold_tones, table["half_names"])),
            re.compile(rf"[ ]{worded(_folded(table['fund_levels']))}"),
            re.compile(rf"[ ](?:{_words(table['body_levels'])})(?!\w)"),
            re.compile(rf"(?<!\w)(?:{_words(table['cluster_ends'])})$"),
            tuple((re.compile(row[0]), row[1]) for row in table["same"]),
            re.compile(rf"^(?:{_words(table['levels'])})[ ]"),
            re.compile(rf"(?<!\w)(?:{_words(table['levels_counted'])})$"),
            Places.load().known,
            frozenset(map(fold_tones, table["verbs"])),
            frozenset(map(fold_tones, (*table["verbs"], *table["stops"]))),
            frozenset(map(fold_tones, table["openers"])),
            frozenset(fold_tones(word) for word in table["joins"]),
            {fold_tones(noun): frozenset(kinds) for noun, kinds in table["stands_for"].items()},
            re.compile(rf"^(?:{_words(table['whole'])})[ ]"),
            frozenset(fold_tones(word) for word in table["governors"]["person"]),
            frozenset(fold_tones(word) for word in table["alone"]),
            table["age"],
        )


def key_of(text: str, same: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """What two writings of one subject share: case, tone places and the abbreviations of `same` evened out."""
    key = fold_tones(text.lower())
    for pattern, form in same:
        key = pattern.sub(form, key)
    return " ".join(key.split())


def unit_kind(unit: str) -> str:
    """The kind of a unit id, coarse: item, percent, ratio, times, time, money or physical."""
    if unit in _COUNTS:
        return unit
    if unit in _TIMES:
        return "time"
    return "money" if len(unit) == 3 and unit.isupper() else "physical"
