"""Names of administrative units in a text, in places and in bodies, each with the units that bear the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.entities.admin_unit import Unit
from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

# kinds of known places that are no unit, and rules of places that are none
NO_UNIT = frozenset({"country", "foreign_city", "region", "world_region", "landmark"})
FEATURES = frozenset(f"place.{kind}" for kind in ("hamlet", "water", "land", "road", "works", "site", "landmark"))
LONGEST_NAME = 6
OPENINGS = frozenset({",", "(", "-", "thuộc", "của", "ở", "tại", "nay"})
BEFORE_LIST = 3
COMMUNE = 2
LONGEST_BRACKET = 14


@dataclass(slots=True)
class PlaceMention:
    """A name of a unit at tokens `start` to `end` of the span number `span`.

    `type` is the level word before it, or None; `hint` the level word of the list it stands in, `firm` when the list
    has a plural word. `above` is the number of the mention that names, right behind it, the unit it belongs to, or -1.
    """

    start: int
    end: int
    span: int
    name: str
    type: str | None
    candidates: list[tuple[Unit, bool]]
    hint: str | None = None
    firm: bool = False
    above: int = -1
    unit: Unit | None = None
    score: float = 0.0


class PlaceMentionReader:
    """Reads the names of units in the spans of one text."""

    __slots__ = ("_cache", "_lexicon", "_spans", "_tokens", "_units")

    def __init__(self, units: AdminUnits, lexicon: Lexicon, tokens: Tokens, spans: Sequence[Candidate]) -> None:
        self._units = units
        self._lexicon = lexicon
        self._tokens = tokens
        self._spans = spans
        self._cache: dict[tuple[int, int], list[tuple[Unit, bool]]] = {}

    def read(self) -> list[PlaceMention]:
        """Give the mentions in text order, lists and units above marked."""
        found: list[PlaceMention] = []
        for number, span in enumerate(self._spans):
            if span.type == "LOC":
                mention = self._place(span, number)
                if mention is not None:
                    found.append(mention)
            elif span.type == "ORG":
                found.extend(self.inside(span, number))
        self._mark_lists(found)
        self._mark_above(found)
        return found

    def _named(self, i: int, end: int) -> list[tuple[Unit, bool]]:
        known = self._cache.get((i, end))
        if known is None:
            known = self._cache[i, end] = self._units.spelled(" ".join(self._tokens.lower[i:end]))
        return known

    def _place(self, span: Candidate, number: int) -> PlaceMention | None:
        """The unit that a place may be; None for places that are no units."""
        tokens = self._tokens
        known = self._lexicon.places.known.get(tokens.lower[span.start : span.end])
        if known.kind in NO_UNIT if known is not None else span.rule in FEATURES:  # "Bến Tre" is no "bến"
            return None
        word = self._units.words.type_at(tokens.lower, span.start, span.end)
        if word is None or (word[0] - span.start == 1 and self._named(span.start, span.end) and known is not None):
            return self._mention(span.start, span.end, span.start, number, None)
        return self._mention(span.start, span.end, word[0], number, word[1])

    def _mention(self, start: int, end: int, name: int, span: int, type_: str | None) -> PlaceMention:
        text = " ".join(self._tokens.lower[name:end])
        return PlaceMention(start, end, span, text, type_, self._fitting(self._named(name, end), type_))

    def _fitting(self, found: list[tuple[Unit, bool]], type_: str | None) -> list[tuple[Unit, bool]]:
        """Units that the level word allows: of its kind, or of its tier where kinds have changed."""
        if type_ is None:
            return found
        tiers = self._units.words.tiers[type_]
        top = type_ == "tỉnh" and not any(unit.type == type_ for unit, _ in found)  # "tỉnh Hải Phòng"
        return [
            (unit, exact)
            for unit, exact in found
            if unit.type == type_ or (unit.tier in tiers and (unit.tier > 0 or top))
        ]

    def inside(self, span: Candidate, number: int) -> list[PlaceMention]:
        """Units named at the end of a body's name, the body's own first: "UBND xã Tân Hà, huyện Lâm Hà"."""
        tokens, words = self._tokens, self._units.words
        for i in range(span.start + 1, span.end):
            chain: list[PlaceMention] = []
            at = i
            while at < span.end:
                one = self._at(at, span, number)
                if one is None:
                    break
                chain.append(one)
                at = one.end + (tokens.shape[one.end] in ",-(" and one.end < span.end)
            if chain and (at >= span.end or tokens.shape[at] == ")"):
                committee = words.committees.get(tuple(tokens.lower[max(span.start, i - 2) : i]))
                if chain[0].type is None and committee is not None:
                    chain[0].type = committee
                    chain[0].candidates = self._fitting(chain[0].candidates, committee)
                elif chain[0].type is None:  # bare names of communes are too many to be held for places
                    chain[0].candidates = [(u, exact) for u, exact in chain[0].candidates if u.tier < COMMUNE and exact]
                if chain[0].candidates:
                    return chain
        return []

    def _at(self, i: int, span: Candidate, number: int) -> PlaceMention | None:
        """The longest name of a unit at token `i` inside a span."""
        tokens = self._tokens
        word = self._units.words.type_at(tokens.lower, i, span.end)
        name, type_ = (i, None) if word is None else word
        if not (tokens.capital(name) or (type_ is not None and tokens.shape[name] == "d")):
            return None
        for end in range(min(span.end, name + LONGEST_NAME), name, -1):
            if self._fitting(self._named(name, end), type_):
                return self._mention(i, end, name, number, type_)
        return None

    def _mark_lists(self, found: list[PlaceMention]) -> None:
        """Give names of a list the level word before it: "các quận Đống Đa, Long Biên"."""
        tokens, lexicon = self._tokens, self._lexicon
        last: PlaceMention | None = None
        for mention in found:
            if mention.type is None and self._spans[mention.span].type == "LOC":
                i = mention.start
                i -= i > 0 and tokens.lower[i - 1] in lexicon.words.colon
                for size in range(min(BEFORE_LIST, i), 0, -1):
                    words = tuple(tokens.lower[i - size : i])
                    type_ = self._units.words.types.get(words) or self._units.words.committees.get(words)
                    if type_ is not None:
                        mention.hint, mention.firm = type_, True
                        break
                if mention.hint is None and last is not None and self._listed(last, mention):
                    mention.hint, mention.firm = last.hint or last.type, last.firm
            last = mention

    def _listed(self, last: PlaceMention, mention: PlaceMention) -> bool:
        tokens, words = self._tokens, self._lexicon.words
        gap = tokens.lower[tokens.behind_bracket(last.end, LONGEST_BRACKET) : mention.start]
        if last.firm:
            return 0 < len(gap) <= 2 and all(word in words.listing for word in gap)
        return last.type is not None and len(gap) == 1 and gap[0] in words.conj

    def _mark_above(self, found: list[PlaceMention]) -> None:
        """Find for each mention the one right behind it that may be the unit it belongs to."""
        for number in range(len(found) - 2, -1, -1):
            mention, after = found[number], found[number + 1]
            gap = self._gap(mention, after)
            held = gap is not None and self._may_hold(after, mention, bracket="(" in gap)
            if mention.span == after.span or held:
                mention.above = number + 1
            elif mention.hint is not None or mention.type is not None:  # the units of a list share what follows it
                further = found[number + 1]
                if further.hint is not None and self._listed_with(mention, further) and further.above >= 0:
                    mention.above = further.above

    def _listed_with(self, mention: PlaceMention, further: PlaceMention) -> bool:
        gap = self._tokens.lower[mention.end : further.start]
        return len(gap) <= 2 and all(word in self._lexicon.words.listing for word in gap)

    def _gap(self, mention: PlaceMention, after: PlaceMention) -> list[str] | None:
        """The words between a mention and the one right behind it; None when they say that it is another matter."""
        gap = self._tokens.lower[mention.end : after.start]
        while gap[:1] in (["cũ"], ["mới"], [")"]):
            gap = gap[1:]
        return gap if len(gap) <= 2 and all(word in OPENINGS for word in gap) else None

    def _may_hold(self, above: PlaceMention, mention: PlaceMention, *, bracket: bool) -> bool:
        """Whether some unit of one mention lies on a higher level than the other; a bracket says that it does."""
        if above.hint is not None and above.hint == (mention.hint or mention.type):
            return False
        words = self._units.words
        if mention.type is not None or mention.firm:
            lowest = max(words.tiers[mention.type or mention.hint or "xã"])
        else:
            tiers = [unit.tier for unit, exact in mention.candidates if exact]
            lowest = (max if bracket else min)(tiers, default=COMMUNE)
        return any(unit.tier < lowest for unit, exact in above.candidates if exact)
