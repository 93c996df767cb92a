"""Figures of districts and communes that are part of a figure of the unit around them (rule Q9 of docs/queries.md)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from mttq_extract.store.schema import ID_STRIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mttq_extract.entities.admin_units import AdminUnits
    from mttq_extract.store.counting import Mention

_Key: TypeAlias = "tuple[str, tuple[str, str] | None, int, str | None]"
_LOWEST = 2


class Around:
    """The units that lie inside a unit, over the reform of 2025; each is worked out once."""

    def __init__(self, units: AdminUnits) -> None:
        self._units = units
        self._within: dict[str, frozenset[str]] = {}

    def tier(self, id_: str) -> int:
        """0 for a province, 1 for a district, 2 for a commune and for what is no unit."""
        unit = self._units.get(id_)
        return _LOWEST if unit is None else unit.tier

    def inside(self, id_: str) -> frozenset[str]:
        """The ids of the units on its ground, itself among them."""
        if id_ not in self._within:
            self._within[id_] = self._units.within([id_])
        return self._within[id_]


def find_wider(mentions: Sequence[Mention], around: Around, *, by_concept: bool) -> None:
    """Name in every figure that counts the one of a wider unit that it is part of, if there is one.

    A wider unit's figure is that of its Front, or of nobody named: what a company gives a province holds nothing else.
    Its period covers the narrower one's (without a period, both stand in one article), and it is at least as great as
    all that is told from inside it. Of several the one of the shortest period is named, then of the nearest unit.
    """
    counted = [one for one in mentions if one.counts_as == one.id and not one.copied and one.unit is not None]
    by_unit: defaultdict[str, list[Mention]] = defaultdict(list)
    told: defaultdict[_Key, list[Mention]] = defaultdict(list)
    for one in counted:
        assert one.unit is not None
        by_unit[one.unit].append(one)
    if len(by_unit) < 2:
        return
    for one in counted:
        assert one.unit is not None
        if (one.is_place or one.party is None) and around.tier(one.unit) < _LOWEST:
            source = one.id // ID_STRIDE if one.span is None else 0
            told[one.unit, one.span, source, one.concept if by_concept else None].append(one)
    for key in sorted(told, key=lambda key: (_length(key[1]), -around.tier(key[0]), key[0], key[2], key[3] or "")):
        unit, span, source, concept = key
        best = _best(told[key])
        units = by_unit.keys() & (around.inside(unit) - {unit})
        narrower = [
            one
            for id_ in units
            if around.tier(id_) > around.tier(unit)
            for one in by_unit[id_]
            if one.wider is None and _covers(span, source, one) and (not by_concept or one.concept == concept)
        ]
        # What lies within a longer period of its own unit is told a second time.
        parts = sum(one.low for one in narrower if one.within is None or not _covers_text(span, one.within))
        if narrower and sum(one.low for one in best) >= parts:
            whole = min(best, key=lambda one: (-one.low, one.id))
            for one in narrower:
                one.wider, one.wider_period = whole.id, whole.period


def _best(mentions: Iterable[Mention]) -> list[Mention]:
    """The figures of the article that tells most: several articles may say the same."""
    by_source: defaultdict[int, list[Mention]] = defaultdict(list)
    for one in mentions:
        by_source[one.id // ID_STRIDE].append(one)
    return max(by_source.values(), key=lambda told: (sum(one.low for one in told), -told[0].id))


def _covers(span: tuple[str, str] | None, source: int, one: Mention) -> bool:
    if span is None or one.span is None:
        return span is one.span and source == one.id // ID_STRIDE
    return span[0] <= one.span[0] and one.span[1] <= span[1]


def _covers_text(span: tuple[str, str] | None, period: str) -> bool:
    start, _, end = period.partition("/")
    return span is not None and span[0] <= (start or "0000-00-00") and (end or "9999-99-99") <= span[1]


def _length(span: tuple[str, str] | None) -> int:
    """A number that is smaller for a period inside another."""
    return 0 if span is None else int(span[1].replace("-", "")) - int(span[0].replace("-", ""))
