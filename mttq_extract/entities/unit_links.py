"""The units of government that the places and bodies of one text belong to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date

from mttq_extract.entities.admin_unit import Unit, name_key
from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.admin_words import AdminWords
from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.place_choice import REFORM, PlaceChooser, Told
from mttq_extract.entities.place_mentions import PlaceMention, PlaceMentionReader
from mttq_extract.entities.tokens import Tokens
from mttq_extract.types import Entity, Period

ROW_OF_OFFICES = 8  # tokens
LOOK_BACK = 8  # mentions
MAIN_SHARE = 0.75  # of the mentions of its kind that the unit meant by "UBND huyện" has
LAST_PLANNED = 3  # years a text of today looks ahead
BEFORE = date(2024, 1, 1)


class UnitLinks:
    """Units of the spans of one text, settled once."""

    __slots__ = ("_by_span", "_homes", "_lexicon", "_mains", "_mentions", "_starts", "_tokens", "_told", "_units")

    def __init__(
        self,
        units: AdminUnits,
        lexicon: Lexicon,
        tokens: Tokens,
        spans: Sequence[Candidate],
        dates: Sequence[Entity] = (),
        published: date | None = None,
        outlet: str | None = None,
    ) -> None:
        self._units = units
        self._lexicon = lexicon
        self._tokens = tokens
        self._mentions = PlaceMentionReader(units, lexicon, tokens, spans).read()
        day = published or day_of(dates, self._mentions, tokens.view.lower, units.words)
        self._told = Told(day, published is not None)
        PlaceChooser(units, self._mentions, self._told, home(units, outlet)).settle()
        self._homes: dict[tuple[str | None, str], Unit] = {}
        for mention in self._mentions:
            if mention.above >= 0 and (unit := self._mentions[mention.above].unit) is not None:
                self._homes.setdefault((mention.type or mention.hint, mention.name), unit)
        self._starts = [mention.start for mention in self._mentions]
        self._mains: dict[str | None, tuple[Unit | None, float]] = {}
        self._by_span: dict[int, PlaceMention] = {}
        for mention in self._mentions:
            self._by_span.setdefault(mention.span, mention)

    def of(self, span: int) -> tuple[Unit, float] | None:
        """The unit that a span names and how sure that is."""
        mention = self._by_span.get(span)
        return None if mention is None or mention.unit is None else (mention.unit, mention.score)

    def is_unit(self, span: int) -> bool:
        """Whether a span names a unit, known or not."""
        mention = self._by_span.get(span)
        return mention is not None and bool(mention.type or mention.hint or mention.candidates)

    def above(self, span: int) -> Unit | None:
        """The unit named right behind a unit that the gazetteer lacks."""
        mention = self._by_span[span]
        if mention.above >= 0:
            return self._mentions[mention.above].unit
        return self._homes.get((mention.type or mention.hint, mention.name))

    def around(self, start: int, end: int) -> Unit | None:
        """The unit that a street or hamlet lies in: the one named right behind it, else the last of its line before."""
        shape = self._tokens.shape
        at = bisect_left(self._starts, end)
        if at < len(self._mentions) and (behind := self._mentions[at]).unit is not None:
            gap = shape[end : behind.start]
            if len(gap) <= 2 and not set(gap) & set("n.;"):
                return behind.unit
        for mention in reversed(self._mentions[max(0, at - LOOK_BACK) : at]):
            if mention.end <= start and mention.unit is not None:
                return None if "n" in shape[mention.end : start] else mention.unit
        return None

    def seat(self, span: int, body: Candidate) -> tuple[int, Unit | None, float] | None:
        """The end of the kind of a body, its unit and how sure that is; None when its name says no level.

        The unit is None where the level is named and the text leaves open whose.
        """
        mention = self._by_span.get(span)
        if mention is not None:
            if mention.unit is None and mention.type is None:
                return None  # the name tells it from others well enough
            return mention.start, mention.unit, mention.score if mention.unit is not None else 1.0
        tokens, words = self._tokens, self._units.words
        for size in (2, 1):
            at = body.end - size
            type_ = words.types.get(tuple(tokens.lower[at : body.end])) if at > body.start else None
            if type_ is not None:
                return None if self._plural(at) else (at, *self._meant(type_, body.end))
        for size in (3, 2):
            type_ = words.committees.get(tuple(tokens.lower[body.end - size : body.end]))
            if type_ is not None and body.end - size >= body.start:
                plural = body.start > 0 and tokens.lower[body.start - 1] in words.plurals
                return None if plural else (body.end, *self._meant(type_, body.end))
        if tokens.lower[body.start] in words.provincial:
            return body.end, *self._main(None)
        return None

    def _meant(self, type_: str, end: int) -> tuple[Unit | None, float]:
        """The unit of a kind that a body with no place of its own belongs to.

        It is the one named right behind, in a row of offices ("Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Sơn La"), else the
        one the text is about.
        """
        at = bisect_left(self._starts, end)
        for mention in self._mentions[at : at + 1]:
            gap = self._tokens.shape[end : mention.start]
            near = len(gap) <= ROW_OF_OFFICES and not set(gap) & set("n.;d")
            if near and gap.startswith(",") and mention.unit is not None and mention.unit.type == type_:
                return mention.unit, mention.score
        return self._main(type_)

    def _plural(self, at: int) -> bool:
        """Whether a level word closes a plural or a list: "các huyện", "xã, phường", "cấp tỉnh", "4 tỉnh"."""
        before = self._tokens.lower[at - 1]
        return before in self._units.words.plurals or before in self._lexicon.words.listing or before.isdigit()

    def _main(self, type_: str | None) -> tuple[Unit | None, float]:
        """The unit of a kind that the text is about, if it is about one; without a kind, its province."""
        if type_ not in self._mains:
            self._mains[type_] = self._most_named(type_)
        return self._mains[type_]

    def _most_named(self, type_: str | None) -> tuple[Unit | None, float]:
        counted: Counter[str] = Counter()
        for mention in self._mentions:
            if mention.unit is None:
                continue
            line = [mention.unit, *self._units.parents(mention.unit)]
            fits = [u for u in line if (u.tier == 0 if type_ is None else u.type == type_)]
            if fits:
                counted[max(fits, key=lambda u: (self._told.bonus(u), u.tier, u.id)).id] += 1
        if not counted:
            return None, 1.0
        best, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        share = count / counted.total()
        return (self._units.get(best), round(share, 2)) if share >= MAIN_SHARE else (None, 1.0)


def day_of(dates: Sequence[Entity], mentions: Sequence[PlaceMention], text: str, words: AdminWords) -> date | None:
    """A day that stands for that of a text whose day is not given; None when nothing tells the side of the reform.

    It is the last full date of the text, else a day before or after the reform as its years, its units and the words
    of admin_levels.toml say. `text` is in lower case with folded tones.
    """
    periods = [Period.parse(entity.normal) for entity in dates if entity.normal]
    days = [p.end for p in periods if p.end is not None and p.end.year <= REFORM.year + LAST_PLANNED]
    full = [p.end for p in periods if p.start == p.end and p.end in days]
    if full:
        return max(day for day in full if day is not None)
    after = sum(day >= REFORM for day in days) + 2.0 * sum(word in text for word in words.after)
    before = min(1.0, sum(day < REFORM for day in days)) + 2.0 * sum(word in text for word in words.before)
    for mention in mentions:
        exact = [unit for unit, spelled in mention.candidates if spelled]
        if mention.type is None and all(unit.tier > 0 for unit in exact):
            continue
        before += bool(exact) and not any(unit.today for unit in exact)
        after += 2.0 * (bool(exact) and all(unit.since == REFORM for unit in exact))
    past = [day for day in days if day < REFORM]
    if before == after and not past:
        return None
    if after > before:
        return REFORM
    return max(past, default=BEFORE)  # years ahead of a text are plans


def home(units: AdminUnits, outlet: str | None) -> list[Unit]:
    """The provinces whose name an outlet or its address bears ("https://baolamdong.vn/...", "Báo Lâm Đồng điện tử")."""
    for part in re.split(r"[/.]+", outlet or ""):
        key = name_key(part)
        for affix in units.words.outlet_before:
            key = key.removeprefix(affix)
        for affix in units.words.outlet_after:
            key = key.removesuffix(affix)
        if found := [unit for unit in units.named(key) if unit.tier == 0]:
            return found
    return []
