"""Papers with a number: "Nghị định 60", "Kế hoạch số 5/KH-UBND", "số 12/BC-MTTQ"."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.paper_codes import CodeReader
from mttq_extract.entities.tokens import Tokens

LONGEST_DEED = 5  # words between a paper's kind and "số"


class PaperReader:
    """Reads the numbered papers of one text."""

    __slots__ = ("_codes", "_lexicon", "_table", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens) -> None:
        self._lexicon = lexicon
        self._table = lexicon.documents
        self._codes = CodeReader(lexicon.words, tokens)
        self._tokens = tokens

    def siblings(self, j: int) -> Iterator[Candidate]:
        """Papers of the same kind behind the first: "Quyết định số 17, [số 18] và [số 19]", "nghị định 81 và [116]"."""
        tokens, words = self._tokens, self._lexicon.words
        while tokens.lower[j] in words.listing:
            k = j + 1 + (tokens.lower[j + 1] in words.number)
            if tokens.shape[k] != "d":
                break
            end = self._codes.end(k)
            if k == j + 1 and "U" not in tokens.shape[k:end] and not self._shares(j, end):
                break
            yield Candidate(j + 1, end, "DOC", "document.numbered", rank=1)
            j = end

    def _shares(self, j: int, k: int) -> bool:
        """Whether a bare number between a comma or "và" at `j` and `k` is a paper's: "81, [84] và [116] quy định"."""
        tokens, table, conj = self._tokens, self._table, self._lexicon.words.conj
        digits = tokens.cased[j + 1]
        if k != j + 2 or len(digits) < 2 or not digits.isdigit() or self._codes.year(j + 1):
            return False
        if tokens.lower[j] in conj:
            ends = tokens.shape[k] in ".;)n" or table.bare_before.longest(tokens.lower, k) is not None
            return ends or self._dated(k)
        if len(tokens.cased[j - 1]) == len(digits) and table.bare_before.longest(tokens.lower, k) is not None:
            return tokens.cased[j - 1].isdigit()  # "Quyết định 81, [84] của …"
        listed = tokens.shape[k] == "," or tokens.lower[k] in conj
        return listed and tokens.shape[k + 1] == "d" and self._shares(k, self._codes.end(k + 1))

    def coded(self, i: int) -> tuple[int, int] | None:
        """A number with its code behind "số" at `i`: "Số: 12/BC-MTTQ" at a paper's head, elsewhere with its year."""
        tokens = self._tokens
        head = tokens.shape[i - 1] == "n"
        j = i + 1 + (head and tokens.shape[i + 1] == ":")
        end = self._codes.end(j) if tokens.shape[j] == "d" else j
        if all(tokens.shape[k] != "U" for k in range(j, end)):
            return None
        if head:
            return j, end
        dated = tokens.shape[j + 1] == "/" and self._codes.year(j + 2) and end > j + 4  # "Điều 3 [số 15/2014/TT-BCA]"
        return (i, end) if dated else None

    def at(self, i: int) -> int | None:
        """The end of a paper's kind and number: "Nghị định 60", "Kế hoạch số 5/KH-UBND"."""
        tokens, table = self._tokens, self._table
        found = table.numbered.longest(tokens.lower, i)
        if found is None or (table.law.longest(tokens.lower, i) and table.law_not_after.before(tokens.lower, i)):
            return None
        j = self._told(i, found[0])
        if tokens.shape[j : j + 3] == "(U)":  # "Nghị định (NĐ) 5"
            j += 3
        worded = tokens.lower[j] in self._lexicon.words.number
        if worded:
            j += 2 if tokens.shape[j + 1] == ":" else 1
        digits = tokens.cased[j]
        if tokens.shape[j] != "d" or (not worded and "." in digits):
            return None
        code = self._codes.end(j)
        if code > j + 1:
            years = code == j + 3 and self._codes.year(j) and self._codes.year(j + 2)
            ranged = not worded and set(tokens.shape[j:code]) <= set("d-")  # "quy định 20-30%"
            return None if ranged or (years and not worded) else code  # "NQ 2019-2024": a term
        revised = table.law_after.longest(tokens.lower, j + 1)
        if revised is not None and tokens.shape[j + 1] == "(" and not worded:
            return revised[0]
        if not digits.isdigit():
            return None
        if not worded:
            if table.never_bare.longest(tokens.lower, i) is not None:
                return None
            capital = tokens.capital(i) or table.capital.longest(tokens.lower, i) is None
            if not capital and not self._bare(i, j + 1):
                return None
            counts = tokens.lower[j + 1] in table.not_before and not self._dated(j + 1)
            if counts or self._codes.year(j):
                return None
        return self._codes.dated(j + 1)

    def _told(self, i: int, j: int) -> int:
        """Where the number begins behind words that say what a paper does: "Quyết định [truy nã] số 27"; else `j`."""
        tokens, table, numbers = self._tokens, self._table, self._lexicon.words.number
        k = j
        while k - j < LONGEST_DEED and tokens.shape[k] == "l" and tokens.lower[k] not in numbers:
            if table.deed_stops.longest(tokens.lower, k) or table.numbered.longest(tokens.lower, k):
                return j
            k += 1
        if tokens.lower[k] not in numbers or tokens.shape[k + 1] != "d":
            return j
        coded = "U" in tokens.shape[k + 1 : self._codes.end(k + 1)]
        bare = tokens.capital(i) and tokens.lower[k + 2] not in table.not_before
        return k if coded or bare else j

    def _bare(self, i: int, k: int) -> bool:
        """Whether a kind in lower case with a bare number of two digits or more is a paper, by what is around it."""
        lower, table = self._tokens.lower, self._table
        if len(lower[k - 1]) < 2:
            return False
        if self._dated(k) or table.bare_before.longest(lower, k) is not None:
            return True
        return lower[i - 1] in table.bare_after and table.bare_mark.longest(lower, k) is not None

    def _dated(self, k: int) -> bool:
        """Whether the day or year of a paper begins at `k`: "ngày 5/3", "năm 2020"."""
        words, lower = self._lexicon.words, self._tokens.lower
        if lower[k] in words.year:
            return self._codes.year(k + 1)
        return lower[k] in words.day and self._tokens.shape[k + 1] == "d"
