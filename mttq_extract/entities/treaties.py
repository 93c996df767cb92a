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
        if found is None:
            return None
        j = found[0]
        end = self._end(j)
        raised = any(map(tokens.capital, range(j, end)))
        if not tokens.capital(i):
            return end if raised and self._named(j, end) else None
        k = self._laws.edition(self._parties(end) if raised else end)
        short = tokens.shape[k] == "(" and tokens.shape[k + 1 : k + 3] == "U)"
        told = end > j + 2 and tokens.lower[i - 1] not in table.law_many and (short or k > end)
        if not raised and not told and (end == j or table.treaty_about.longest(tokens.lower, i) is None):
            return None
        return k + 3 if short else k

    def _end(self, j: int) -> int:
        """The end of the words of a treaty's name that begin at `j`; `j` when there are none."""
        tokens, table = self._tokens, self._table
        place = self._lexicon.places.known.longest(tokens.lower, j)
        k = self._laws.foreign(j) if place is None else place[0]
        if k > j and tokens.shape[k] == "l" and tokens.lower[k] not in table.law_about:
            return k  # "Nghị định thư Kyoto [cắt giảm …]"
        k = j
        while k - j < LONGEST_TREATY and tokens.shape[k] in "lCU,-/":
            kept = table.keeps.longest(tokens.lower, k)  # "tự do": its second word stops nothing
            if kept is None and table.treaty_stops.longest(tokens.lower, k) is not None:
                break
            if tokens.shape[k] == "," and not self._laws.lists_fields(k + 1, LONGEST_ITEM):
                break
            k = kept[0] if kept is not None else k + 1
        while k > j and tokens.shape[k - 1] not in "CUl":
            k -= 1
        return k

    def _named(self, j: int, end: int) -> bool:
        """Whether a treaty with its kind in lower case has a name: "công ước Hà Tây", "hiệp định đò dọc Lào - Lam"."""
        tokens, table = self._tokens, self._table
        if tokens.shape[max(j, end - 3) : end].replace("U", "C") == "C-C":
            return True
        if not tokens.capital(j) or table.treaty_not.longest(tokens.lower, j) is not None:
            return False
        place = self._lexicon.places.known.longest(tokens.lower, j)
        return place is None or place[1].kind != "country"

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
