"""Treaties by name."""

from __future__ import annotations

from mttq_extract.entities.laws import LawReader
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

LONGEST_TREATY = 24  # words of a treaty's name behind its kind
LONGEST_ITEM = 5  # words between a comma and "và" in a treaty's name


class TreatyReader:
    """Reads the treaties of one text."""

    __slots__ = ("_laws", "_lexicon", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, laws: LawReader) -> None:
        self._lexicon = lexicon
        self._table = lexicon.documents
        self._laws = laws
        self._tokens = tokens

    def at(self, i: int) -> int | None:
        """The end of a treaty's name: "Hiệp định Thương mại Việt Nam - Lào (VLTA)"."""
        tokens, table = self._tokens, self._table
        found = table.treaty.longest(tokens.lower, i)
        if found is None or not tokens.capital(i):
            return None
        j = k = found[0]
        while k - j < LONGEST_TREATY and tokens.shape[k] in "lCUd,-/":
            kept = table.keeps.longest(tokens.lower, k)  # "tự do": its second word stops nothing
            if kept is None and table.treaty_stops.longest(tokens.lower, k) is not None:
                break
            if tokens.shape[k] == "," and not self._laws.lists_fields(k + 1, LONGEST_ITEM):
                break
            k = kept[0] if kept is not None else k + 1
        while k > j and tokens.shape[k - 1] not in "CUld":
            k -= 1
        if k == j or not any(map(tokens.capital, range(j, k))):
            return None
        k = self._laws.edition(self._parties(k))
        short = tokens.shape[k] == "(" and tokens.shape[k + 1 : k + 3] == "U)"
        return k + 3 if short else k

    def _parties(self, j: int) -> int:
        """The end of the two states behind a treaty's name: "Hiệp định Nghề cá Vịnh Bắc Bộ [giữa Việt Nam và Lào]"."""
        tokens, known = self._tokens, self._lexicon.places.known
        if tokens.lower[j] not in self._lexicon.words.between:
            return j
        first = known.longest(tokens.lower, j + 1)
        if first is None or tokens.lower[first[0]] not in self._lexicon.words.conj:
            return j
        second = known.longest(tokens.lower, first[0] + 1)
        if second is None or not tokens.capital(j + 1) or not tokens.capital(first[0] + 1):
            return j
        return second[0] if first[1].kind == second[1].kind == "country" else j
