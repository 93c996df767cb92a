"""Names that are longer than the known place they begin with, and common words that begin like one."""

from __future__ import annotations

from mttq_extract.entities.gazetteer import Place
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

UNITS = frozenset({"province", "city", "district", "town", "commune", "ward"})  # kinds of known units


class LongerNames:
    """Tells of the names of one text whether they go on behind a known place."""

    __slots__ = ("_lexicon", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens) -> None:
        self._lexicon = lexicon
        self._tokens = tokens

    def compound(self, i: int) -> bool:
        """Whether the word at `i` is the first half of a common word: "Pháp lệnh", "Làng Văn hóa"."""
        return self._tokens.lower[i + 1] in self._lexicon.places.compounds.get(self._tokens.lower[i], ())

    def of_side(self, i: int, end: int, place: Place) -> bool:
        """Whether a word of a side or a part ends a unit's name that the table has without it: "Dịch Vọng Hậu"."""
        tokens = self._tokens
        further = end - i > 1 and place.kind in UNITS and tokens.lower[end] in self._lexicon.places.parts
        return further and not tokens.capital(end + 1) and tokens.shape[end + 1] != "d"

    def of_land(self, j: int) -> bool:
        """Whether a country's name of one word begins another name: "khu công nghiệp Mỹ Phước"."""
        tokens, lexicon = self._tokens, self._lexicon
        if tokens.shape[j : j + 2] != "CC":
            return False
        known = lexicon.places.known.longest(tokens.lower, j)
        land = known is not None and known[0] == j + 1 and known[1].kind == "country"
        return land and lexicon.syllables.valid(tokens.lower[j + 1])

    def alone(self, i: int) -> bool:
        """Whether a name of one word and one more syllable, with nothing behind them, are another name: "Mỹ Hảo"."""
        tokens, lexicon = self._tokens, self._lexicon
        j = i + 1
        if tokens.shape[i : i + 2] != "CC" or tokens.shape[j + 1] not in ",.;)n":
            return False
        if tokens.lower[j] in lexicon.titles.family or tokens.lower[j] in lexicon.organisations.verbs:
            return False
        if lexicon.titles.words.longest(tokens.lower, j) is not None:
            return False
        return lexicon.places.known.longest(tokens.lower, j) is None and lexicon.syllables.valid(tokens.lower[j])

    def of_directions(self, i: int, end: int) -> int:
        """The end of a second part of the country behind the region at `i`: "miền Nam [- Bắc]"."""
        tokens = self._tokens
        if tokens.shape[end] != "-" or not tokens.capital(end + 1) or tokens.capital(end + 2):
            return end
        other = self._lexicon.places.known.get([*tokens.lower[i : end - 1], tokens.lower[end + 1]])
        return end + 2 if other is not None and other.kind == "region" else end
