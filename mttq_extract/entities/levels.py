"""What closes a body's name: scope, level words and place ("các cấp", "tỉnh", "thành phố Huế")."""

from __future__ import annotations

from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.tokens import Tokens

LONGEST_BRACKET = 5
# kinds of places that do not tell the level of a body
NO_LEVEL = frozenset(
    f"place.{kind}" for kind in ("country", "foreign_city", "world_region", "site", "landmark", "road", "works")
)


class LevelReader:
    """Reads the ends of names of one text; `titled` says that a person may follow the name."""

    __slots__ = ("_lexicon", "_places", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, places: PlaceReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places

    def one(self, j: int) -> int:
        """Give the end of one level word or place at `j`, "của" before it included; `j` when there is none."""
        k = j + 1 if self._tokens.lower[j] in self._lexicon.organisations.of else j
        place = self._places.at(k)
        if place is not None and place[1] not in NO_LEVEL:
            return place[0]
        return self._places.level(k) or j

    def end(self, j: int, *, titled: bool) -> int:
        """Give the end of scope, level words and place at `j`; `j` when there are none."""
        tokens, table = self._tokens, self._lexicon.organisations
        scope = table.scopes.longest(tokens.lower, j)
        if scope is not None:
            j = self._more(scope[0]) if self._places.level(scope[0] - 1) is not None else scope[0]
        plural = table.plurals.longest(tokens.lower, j)
        first = plural[0] if plural is not None else j + 1 if tokens.shape[j] == "d" else None
        if first is not None and scope is None and (level := self._places.level(first)) is not None:
            numbers = self._places.at(first) if tokens.shape[level] == "d" else None
            if numbers is not None:
                return numbers[0]  # "MTTQ các quận [1, 3, 5]"
            return self._side(self._more(level))
        place = self._places.at(j, titled=titled)
        if place is None and not titled:
            place = self._places.known(j, listed=True)  # "Thành ủy Vinh"
        if place is not None and place[1] not in NO_LEVEL:
            j = place[0]
            further = self._places.at(j, titled=titled)
            return further[0] if further is not None and tokens.shape[j] == "l" else j
        level = self._places.level(j)
        return j if level is None else self._more(level)

    def _more(self, j: int) -> int:
        """Level words joined behind another: "UBND xã, phường, thị trấn", "MTTQ các quận, huyện"."""
        tokens, lexicon = self._tokens, self._lexicon
        while tokens.lower[j] in lexicon.words.listing:
            further = self._places.level(j + 1)
            if further is None or self._places.at(j + 1) is not None:
                break
            j = further
        suffix = lexicon.organisations.suffixes.longest(tokens.lower, j)
        return j if suffix is None else suffix[0]

    def front(self, j: int, *, titled: bool) -> int:
        """Give the end of what follows the Front's name: bracketed short name, "Việt Nam", scope, level, place."""
        tokens, table = self._tokens, self._lexicon.organisations
        j = self.bracketed(j)
        if tokens.capital(j):
            national = table.vietnam.longest(tokens.lower, j) or table.central.longest(tokens.lower, j)
            if national is not None:
                j = national[0]
        return self.end(j, titled=titled)

    def bracketed(self, j: int) -> int:
        """Give the end of a short name in brackets that the name goes on behind: "Sở Giao thông (GT) tỉnh"."""
        tokens = self._tokens
        close = tokens.shape.find(")", j, j + LONGEST_BRACKET) if tokens.shape[j] == "(" else -1
        if close < 0 or close == j + 1 or set(tokens.shape[j + 1 : close]) != {"U"}:
            return j
        k = close + 1
        table = self._lexicon.organisations
        more = table.vietnam.longest(tokens.lower, k) or table.national.longest(tokens.lower, k)
        goes_on = more is not None or self._places.at(k) is not None or self._places.level(k) is not None
        return k if goes_on else j

    def _side(self, j: int) -> int:
        """The end of the part of the country that units in the plural lie in: "Hội … các tỉnh [phía Nam]"."""
        tokens, table = self._tokens, self._lexicon.organisations
        words = table.regions.longest(tokens.lower, j)
        if words is None:
            return j
        direction = table.directions.longest(tokens.lower, words[0])
        if direction is not None and tokens.capital(words[0]):
            return j if tokens.capital(direction[0]) else direction[0]  # "phía [Bắc Giang]"
        return self.region(j)

    def region(self, j: int) -> int:
        """Give the end of the region behind "các tỉnh" ("miền núi Đông Bắc"); `j` when none is named."""
        words = self._lexicon.organisations.regions.longest(self._tokens.lower, j)
        for k in (j, *((words[0],) if words else ())):
            place = self._places.at(k) or self._places.known(k, listed=True)
            if place is not None:
                return place[0]
        return j

    def tail(self, j: int, *, at: bool, titled: bool) -> int:
        """Give the end of national word, level and place; with `at` also of "tại" and a place."""
        tokens, lexicon = self._tokens, self._lexicon
        national = lexicon.organisations.national.longest(tokens.lower, j)
        if national is not None and (
            tokens.capital(j) or lexicon.organisations.national_lower.longest(tokens.lower, j) == national
        ):
            j = national[0]
        end = self.end(j, titled=titled)
        if at and tokens.lower[end] in lexicon.words.at and (place := self._places.at(end + 1)) is not None:
            return place[0]
        return end
