"""Numbers and codes of papers: "15/2020/QH14", "12-QĐ/TW", "705 / QĐ - TTg"."""

from __future__ import annotations

from mttq_extract.entities.lexicon import Words
from mttq_extract.entities.tokens import Tokens

YEAR_LENGTH = 4
KIND_LENGTH = 2  # letters of a kind of paper in a code ("QĐ")


class CodeReader:
    """Reads the numbers and codes of one text's papers."""

    __slots__ = ("_tokens", "_words")

    def __init__(self, words: Words, tokens: Tokens) -> None:
        self._words = words
        self._tokens = tokens

    def end(self, j: int) -> int:
        """The end of a number with its code: "15/2020/QH14", "12-QĐ/TW", "61CP"."""
        tokens = self._tokens
        k = self._glued(j + 1)
        if k == j + 1:
            return self._unmarked(self._spaced(k))
        kind = tokens.shape[k - 1] == "U" and len(tokens.cased[k - 1]) == KIND_LENGTH  # "532/CV - UB"
        if kind and tokens.shape[k] in "/-" and tokens.shape[k + 1] == "U" and self._letters(k + 1):
            return k + 2
        return self._unmarked(k)

    def _glued(self, k: int) -> int:
        """The end of the parts behind a number at `k` with marks and no blanks between them."""
        tokens = self._tokens
        while self._joins(k) and tokens.glued(k) and tokens.shape[k + 1] in "CUld" and tokens.glued(k + 1):
            k += 2
            if tokens.shape[k] == "d" and tokens.glued(k):
                k += 1
        return k

    def _joins(self, k: int) -> bool:
        """Whether a mark joins parts of a code: "QĐ-BGD[&]ĐT"."""
        tokens = self._tokens
        return tokens.shape[k] in "/-" or (tokens.cased[k] == "&" and tokens.shape[k - 1] == tokens.shape[k + 1] == "U")

    def _unmarked(self, k: int) -> int:
        """The end of letters behind a number with no mark between: "61[CP]", "60 [CP]", "17/2001 [NĐ-CP]"."""
        tokens, words = self._tokens, self._words
        if tokens.shape[k - 1] != "d" or not self._letters(k):
            return k
        end = self._glued(k + 1)
        whole = tokens.lower[k] in words.issuers or (tokens.lower[k] in words.kinds and end > k + 1)
        return end if whole else k

    def _spaced(self, k: int) -> int:
        """A code written with blanks: "705 / QĐ - TTg"."""
        tokens = self._tokens
        end = k
        while tokens.shape[end] in "/-" and self._letters(end + 1):
            end += 2
        return end if end > k + 2 or tokens.shape[k] == "/" else k

    def _letters(self, j: int) -> bool:
        """Whether a word is letters of a code: at least two capitals ("QĐ", "TTg")."""
        word = self._tokens.cased[j]
        return len(word) > 1 and word[:2].isupper()

    def dated(self, k: int) -> int:
        """A code that follows the date: "số 4 ngày 5/3/2025-NQ/TU"."""
        tokens = self._tokens
        if tokens.lower[k] not in self._words.day or tokens.shape[k + 1] != "d":
            return k
        end = self.end(k + 1)
        return end if any(tokens.shape[m] == "U" for m in range(k + 1, end)) else k

    def year(self, j: int) -> bool:
        """Whether a number is a year."""
        digits = self._tokens.cased[j]
        return len(digits) == YEAR_LENGTH and digits.startswith(("19", "20"))
