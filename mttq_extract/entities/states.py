"""States and lands behind the name of a body: whose it is, and which two share it."""

from __future__ import annotations

from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.tokens import Tokens

ABROAD = frozenset({"place.country", "place.world_region"})


class StateReader:
    """Reads the states and lands behind the bodies of one text."""

    __slots__ = ("_lexicon", "_places", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, places: PlaceReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places

    def land(self, j: int) -> int | None:
        """Give the end of the state whose body it is: "Quốc hội [Vương quốc Bỉ]"."""
        tokens, table = self._tokens, self._lexicon
        state = table.organisations.states.longest(tokens.lower, j)
        k = j if state is None else state[0]
        found = table.places.known.longest(tokens.lower, k)
        if found is None or found[1].kind != "country" or not tokens.capital(k):
            return None
        if found[0] - k == 1 and tokens.shape[k] == "C" and tokens.lower[k] in table.titles.family and state is None:
            return found[0] if not tokens.capital(found[0]) else None
        return found[0]

    def pair(self, j: int) -> int:
        """Give the end of the second country of a body of two: "Hội Hữu nghị Việt Nam [- Cuba]"."""
        tokens, known = self._tokens, self._lexicon.places.known
        if tokens.shape[j] != "-" or tokens.lower[j - 1] not in self._lexicon.organisations.vietnam_ends:
            return j
        found = known.longest(tokens.lower, j + 1)
        return found[0] if found is not None and found[1].kind == "country" else j

    def abroad(self, j: int) -> int:
        """Give the end of the land or part of the world behind a body's name: "Hiệp hội Đậu nành [Mỹ]"."""
        found = self._places.known(j)
        if found is None or found[1] not in ABROAD or self._tokens.capital(found[0]):
            return j
        return found[0]
