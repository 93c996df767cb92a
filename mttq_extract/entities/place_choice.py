"""Which unit a mention means: by the unit named beside it, the rest of the text, the level word and the day."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mttq_extract.entities.admin_unit import Unit
from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.place_mentions import PlaceMention

REFORM = date(2025, 7, 1)
NEAR = 60  # tokens
# What speaks for a unit, in points. Set by hand on the labelled mentions of dev; their order matters, not their size.
BARE = (5.0, 2.5, -1.0)  # a name without level word, by tier
LISTED = (3.0, 4.0)  # of the kind that the level word of a loose or firm list says
SPELLED = 3.0
EXISTED = 1.5
GUESSED_DAY = 1.0
UNIT_BESIDE = 8.0  # the unit named right behind it is above this one
SAME_NAME = 5.0  # the same name is already settled on this unit
IN_DISTRICT = (2.5, 4.0)  # the text names its district, near or far
IN_PROVINCE = 4.0  # times the share of the province in the text's places
UNDATED = 0.8  # the most that a link is worth where old and new units cannot be told apart
SURE = 1.0  # points ahead of the next unit
ENOUGH = 2.0  # points from the text that a bare commune, or one spelled otherwise, needs


@dataclass(frozen=True, slots=True)
class Told:
    """The day of a text, or what stands for it: `sure` when it was given, not read off the text; None: unknown."""

    day: date | None
    sure: bool

    def bonus(self, unit: Unit) -> float:
        """What the day says for a unit; without one the text is taken for one of today."""
        if self.day is None:
            return GUESSED_DAY if unit.today else 0.0
        if not unit.existed(self.day):
            return 0.0
        return EXISTED if self.sure else GUESSED_DAY


class PlaceChooser:
    """Settles the mentions of one text. `home` is a name that the outlet bears, or nothing."""

    def __init__(self, units: AdminUnits, mentions: Sequence[PlaceMention], told: Told, home: Sequence[Unit]) -> None:
        self._units = units
        self._mentions = mentions
        self._told = told
        self._home = home
        self._above: dict[str, tuple[str, ...]] = {}
        self._settled: dict[tuple[str | None, str], Unit] = {}

    def settle(self) -> None:
        """Fill `unit` and `score` of every mention; `unit` stays None where the text does not decide."""
        ordered = sorted(self._mentions, key=lambda m: (m.above < 0, m.start))
        for mention in reversed(self._mentions):  # from the end: the unit above stands behind
            if mention.above >= 0:
                self._choose(mention)
        for mention in ordered:
            if mention.unit is None:
                self._choose(mention)

    def parents(self, unit: Unit) -> tuple[str, ...]:
        """Ids of all units above a unit."""
        known = self._above.get(unit.id)
        if known is None:
            known = self._above[unit.id] = tuple(one.id for one in self._units.parents(unit))
        return known

    @cached_property
    def provinces(self) -> dict[str, float]:
        """How often the text names each province, in itself or by a unit of it alone; shares of one."""
        votes: Counter[str] = Counter()
        for unit in self._home:
            votes[unit.id] += 1
        for mention in self._mentions:
            top = self._top(mention)
            if len(top) == 1:
                votes[next(iter(top))] += 1
        total = sum(votes.values()) or 1
        return {key: value / total for key, value in votes.items()}

    def _top(self, mention: PlaceMention) -> set[str]:
        """The provinces that a mention may speak of; old and new ones of a name are one to the reader."""
        units = [unit for unit, exact in mention.candidates if exact]
        at_top = [unit for unit in units if unit.tier == 0]
        if at_top and mention.type in (None, "tỉnh", "thành phố"):
            return {max(at_top, key=lambda unit: (self._told.bonus(unit), unit.today)).id}
        found = {parent for unit in units for parent in self.parents(unit) if self._is_top(parent)}
        return found if mention.type is not None or mention.hint is not None else set()

    def _is_top(self, id_: str) -> bool:
        unit = self._units.get(id_)
        return unit is not None and unit.tier == 0

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Tokens where each unit of district level may be named."""
        found: dict[str, list[int]] = {}
        for mention in self._mentions:
            for unit, exact in mention.candidates:
                if exact and unit.tier == 1 and (mention.type or mention.hint or mention.above >= 0):
                    found.setdefault(unit.id, []).append(mention.start)
        return found

    def _choose(self, mention: PlaceMention) -> None:
        ranked = sorted(
            ((*self._points(mention, unit, exact), unit) for unit, exact in mention.candidates),
            key=lambda item: (-item[0] - item[1], item[2].id),
        )
        if not ranked:
            return
        own, told, best = ranked[0]
        bare = mention.type is None and not mention.firm
        exact = any(unit is best and spelled for unit, spelled in mention.candidates)
        if ((bare and best.tier == len(BARE) - 1) or not exact) and told < ENOUGH:
            return
        lone = best.tier == 1 and len(mention.candidates) == 1  # "huyện Mê Linh (Vĩnh Phúc)": districts have moved
        if mention.above >= 0 and not lone and not self._beside(mention, best) and self._contradicts(mention, best):
            return
        rivals = [item for item in ranked[1:] if not _same_place(best, item[2])]
        ahead = own + told - (rivals[0][0] + rivals[0][1]) if rivals else 2 * SURE + told
        if ahead < SURE:
            return
        dated = self._told.day is not None and (
            len(ranked) == 1 or own + told >= ranked[1][0] + ranked[1][1] + GUESSED_DAY
        )
        mention.unit = best
        mention.score = round(min(1.0 if dated else UNDATED, 0.7 + 0.1 * ahead), 2)
        self._settled.setdefault((mention.type or mention.hint, mention.name), best)
        if not any(unit.tier == 0 for unit, _ in self._units.spelled(mention.name)):
            self._settled.setdefault((None, mention.name), best)

    def _points(self, mention: PlaceMention, unit: Unit, exact: bool) -> tuple[float, float]:
        """Points of a unit by its own name and day, and by the rest of the text."""
        own = self._told.bonus(unit) + (SPELLED if exact else 0.0)
        if mention.type is not None:
            own += self._units.words.likeness(mention.type, unit.type)
        else:
            own += BARE[unit.tier]
            if mention.hint is not None and unit.tier in self._units.words.tiers[mention.hint]:
                own += LISTED[mention.firm] + self._units.words.likeness(mention.hint, unit.type)
        told = UNIT_BESIDE if self._beside(mention, unit) else 0.0
        known = self._settled.get((mention.type or mention.hint, mention.name))
        told += SAME_NAME if known is unit else 0.0
        if unit.tier > 0 and not (mention.type is None and mention.hint is None and self._names_province(mention)):
            # "Hà Tĩnh" is the province, however often the province is named
            parents = [parent for parent in self.parents(unit) if not self._namesake(parent, unit)]
            told += IN_PROVINCE * max((self.provinces.get(parent, 0.0) for parent in parents), default=0.0)
            if unit.tier > 1:
                named = [places for parent in parents if (places := self._places.get(parent))]
                told += IN_DISTRICT[any(_near(places, mention.start) for places in named)] if named else 0.0
        return own, told

    @staticmethod
    def _names_province(mention: PlaceMention) -> bool:
        """Whether a province bears the name: a bare one is then the province's, whatever lies near."""
        return any(unit.tier == 0 and exact for unit, exact in mention.candidates)

    def _beside(self, mention: PlaceMention, unit: Unit) -> bool:
        """Whether the mention right behind names a unit above this one."""
        if mention.above < 0:
            return False
        above = self._mentions[mention.above]
        units = [above.unit] if above.unit is not None else [other for other, _ in above.candidates]
        parents = self.parents(unit)
        return any(other.id in parents or self._gone_over(unit, other) for other in units)

    def _gone_over(self, unit: Unit, above: Unit) -> bool:
        """Whether a unit lies on the ground of one that was gone before it ("phường An Phú, quận 2")."""
        if unit.tier <= above.tier or above.until is None or above.until >= REFORM:
            return False
        if unit.since is not None and unit.since >= above.until:
            return False
        ground = set(above.heirs)
        heirs = self._units.heirs(unit)
        return any(heir.id in ground or not ground.isdisjoint(self.parents(heir)) for heir in heirs)

    def _namesake(self, parent: str, unit: Unit) -> bool:
        above = self._units.get(parent)
        return above is not None and above.name == unit.name

    def _contradicts(self, mention: PlaceMention, unit: Unit) -> bool:
        """Whether the unit named right behind is one that this unit should lie in and does not."""
        above = self._mentions[mention.above]
        tier = above.unit.tier if above.unit is not None else min((u.tier for u, _ in above.candidates), default=9)
        return tier < unit.tier


def _same_place(one: Unit, other: Unit) -> bool:
    """Whether two units are the old and the new one of a name, on the same ground."""
    return one.tier == other.tier and one.name == other.name and (one.id in other.heirs or other.id in one.heirs)


def _near(places: list[int], at: int) -> bool:
    """Whether a token stands near one of these, which are in order."""
    i = bisect_left(places, at - NEAR)
    return i < len(places) and places[i] <= at + NEAR
