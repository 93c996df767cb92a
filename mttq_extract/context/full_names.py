"""What a short name or a common noun stands for: "tỉnh", "toàn huyện", "Mặt trận", "ông Hiệp", "UBND tỉnh"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from mttq_extract.context.mention import Mention
from mttq_extract.context.owners import Owners
from mttq_extract.context.subject_table import SubjectTable

_NOUNS = frozenset(("WHOLE", "BARE"))
_BODIES = frozenset(("ORG", "FRONT"))
_PERSONS = frozenset(("PER", "NAME", "TITLED"))
_PLACES = frozenset(("LOC", "TAIL"))
_NAMED = frozenset(("PER", "EVENT", "FRONT", "ORG", "NAME", "FUND", "LOC", "TAIL"))
_LOOK_BACK = 60  # mentions
_ANY = "*"  # persons of whatever title
_LONGER_MOST = 20  # longer names that are looked at


@dataclass(slots=True)
class FullNames:
    """Looks up the full names of one document; `mentions` are in text order, `main` what the document is about."""

    mentions: Sequence[Mention]
    starts: Sequence[int]
    main: Iterable[Mention]
    owners: Owners
    table: SubjectTable
    _titles: dict[int, str] = field(init=False)
    _persons: dict[tuple[str, str], list[Mention]] = field(init=False)
    _bodies: dict[str, list[Mention]] = field(init=False)
    _names: list[str] = field(init=False)
    _found: dict[int, Mention | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._persons, self._bodies = {}, {}
        titled = ((one.end, one.key.partition(" ")[0]) for one in self.mentions if one.type == "TITLED")
        self._titles = {end: title for end, title in titled if title in self.table.people}
        for one in self.mentions:
            if one.type == "PER" and " " in one.base:
                given = one.base.rpartition(" ")[2]
                for title in (self._titles.get(one.end, ""), _ANY):
                    self._persons.setdefault((given, title), []).append(one)
            elif one.type in _BODIES:
                self._bodies.setdefault(one.key, []).append(one)
        self._names = sorted(self._bodies)

    def of(self, one: Mention) -> Mention | None:
        """The mention that names in full what `one` is short for; each is looked up once."""
        place = id(one)
        if place not in self._found:
            self._found[place] = self._of(one)
        return self._found[place]

    def _of(self, one: Mention) -> Mention | None:
        stands = one.type in _NOUNS or (one.type == "OPEN" and (one.acts or one.before in ("at", "of")))
        meant = self._meant(one) if stands else None
        if meant or (meant := self.owners.short(one.key, self.table)):
            return meant
        if one.type in _PERSONS:
            return self._person(one) if " " not in one.base else None
        return self._longer(one) if one.type in _BODIES or one.type == "PHRASE" else None

    def _person(self, one: Mention) -> Mention | None:
        """The last person before, else the first one behind, whose name ends with a given name: no Mrs for a Mr."""
        title = self._titles.get(one.end)
        named = (title, "") if title else (_ANY,)
        found = [known for each in named if (known := self._persons.get((one.base, each)))]
        return _last_before(found or [self._persons.get((one.base, _ANY), [])], one.start)

    def _longer(self, one: Mention) -> Mention | None:
        """The body named last before, else first behind, whose name begins so: "UBND tỉnh An Bình" for "UBND tỉnh"."""
        begins = f"{one.key} "
        at = bisect_left(self._names, begins)
        names = takewhile(lambda name: name.startswith(begins), islice(self._names, at, at + _LONGER_MOST))
        return _last_before([self._bodies[name] for name in names], one.start)

    def _meant(self, one: Mention) -> Mention | None:
        """What "toàn tỉnh" or "tỉnh" stands for: the last name that begins with the noun, else the main place."""
        head = self.table.head.sub("", one.key) if one.type == "WHOLE" else one.key
        kinds = self.table.stands_for.get(head, ())
        at = bisect_left(self.starts, one.start)
        for other in reversed(self.mentions[max(0, at - _LOOK_BACK) : at]):
            called = other.type == "PHRASE" and other.key.startswith(f"{head} ")
            if not (called or other.type in _NAMED) or other.end >= one.start:
                continue
            if (called or other.type in _PLACES or not kinds) and other.key.startswith(f"{head} "):
                return other  # no "huyện đoàn" for "toàn huyện"
            bare = other.type in _PLACES and other.key == other.base
            if kinds and bare and self.table.place_kind(other.base) in kinds:
                return self.owners.fuller(other)
        if not kinds:
            return None
        main = next((other for other in self.main if other.type in _PLACES), None)
        return self.owners.fuller(main) if main else None


def _last_before(groups: Iterable[Sequence[Mention]], start: int) -> Mention | None:
    """The last of some groups of mentions, each in text order, that begins before an offset, else the first behind."""
    found = [group[max(0, bisect_left(group, start, key=_start) - 1)] for group in groups if group]
    before = [other for other in found if other.start < start]
    return max(before, key=_start) if before else min(found, key=_start, default=None)


def _start(one: Mention) -> int:
    return one.start
