"""A text cut into words and marks for entity recognition, each with its shape."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, compress, count

from mttq_extract.entities.phrases import TOKEN
from mttq_extract.text.view import View

CAPITALS = frozenset("CU")
OPENING = "“‘«„"
CLOSING = "”’»‟"
LONGEST_QUOTE = 40
MONTHS = 12
COUNT_LENGTH = 4  # digits of what is counted among so many
YEARS = range(1900, 2101)


_CAPITAL = re.compile("[CU]")
_EACH = re.compile(f"({TOKEN.pattern})")
ROMAN = frozenset("ivxlcdm")


def numeral(word: str) -> bool:
    """Whether a lower-case word is a number in digits or Roman letters."""
    return word.isdigit() or (bool(word) and set(word) <= ROMAN)


def _shape(word: str) -> str:
    first = word[0]
    if first.isalpha():
        if not first.isupper():
            return "l"
        return "U" if len(word) > 1 and word.isupper() else "C"
    if first.isdigit():
        return "d"
    if first == "\n":
        return "n"
    if first in OPENING:
        return "o"
    if first in CLOSING:
        return "e"
    if first in "\"'":
        return "q"
    return first if first in ",.;:()-/&!?" else "p"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the tokens of a view, padded with one line end.

    `shape` has a letter for each token: C capitalised, U all in capitals, l lower case, d number, n line end, o and e
    quotes that open and close, q straight quotes, else the mark itself or p. `vocabulary` has the lower-case
    words, `capitals` the tokens that begin with a capital.
    """

    view: View
    start: list[int]
    end: list[int]
    cased: list[str]
    lower: list[str]
    shape: str
    vocabulary: frozenset[str]
    capitals: list[int]

    @classmethod
    def of(cls, view: View) -> Tokens:
        """Cut a view into tokens."""
        pieces = _EACH.split(view.cased)  # what is between tokens, and the tokens at the odd places
        at = list(accumulate(map(len, pieces)))
        start, end, cased = at[:-1:2], at[1::2], pieces[1::2]
        text = view.lower
        lower = [text[a:b] for a, b in zip(start, end, strict=True)]
        shapes = {word: _shape(word) for word in set(cased)}
        shape = "".join(map(shapes.__getitem__, cased)) + "n"
        start.append(len(text))
        end.append(len(text))
        cased.append("\n")
        lower.append("\n")
        capitals = [found.start() for found in _CAPITAL.finditer(shape)]
        return cls(view, start, end, cased, lower, shape, frozenset(lower), capitals)

    def __len__(self) -> int:
        return len(self.cased) - 1

    def standing(self, *words: frozenset[str]) -> list[int]:
        """Give the tokens that are one of some lower-case words, in order."""
        found = frozenset().union(*map(self.vocabulary.intersection, words))
        return list(compress(count(), map(found.__contains__, self.lower))) if found else []

    def text(self, i: int, j: int) -> str:
        """Give the view's text from token `i` up to token `j`."""
        return self.view.cased[self.start[i] : self.end[j - 1]]

    def capital(self, i: int) -> bool:
        """Whether a word begins with a capital."""
        return self.shape[i] in CAPITALS

    def glued(self, i: int) -> bool:
        """Whether nothing stands between a token and the one before it."""
        return i > 0 and self.start[i] == self.end[i - 1]

    def run(self, i: int, most: int) -> int:
        """Give the end of the run of capitalised words that begins at `i`, at most `most` words."""
        j = i
        shape = self.shape
        while j - i < most and shape[j] in CAPITALS:
            j += 1
        return j

    def opens_sentence(self, i: int) -> bool:
        """Whether a token is the first of a line or sentence, so that its capital says nothing."""
        return i == 0 or self.shape[i - 1] in "n.!?:oq-"

    def share(self, i: int, numbers: frozenset[str]) -> bool:
        """Whether "so many of so many" ends in front of token `i`, such as "25/31"; no date or number of a paper.

        `numbers` are the words for a number ("số").
        """
        if (
            i < 3
            or self.shape[i - 3 : i] != "d/d"
            or (i > 3 and (self.shape[i - 4] == "/" or self.lower[i - 4] in numbers))
        ):
            return False
        part, whole = self.cased[i - 3], self.cased[i - 1]
        if not (part.isdecimal() and whole.isdecimal() and len(part) <= COUNT_LENGTH >= len(whole)):
            return False
        return int(part) <= int(whole) > MONTHS and int(whole) not in YEARS

    def quoted(self, i: int) -> int | None:
        """Give the token behind the closing quote of a quotation that opens at `i` and ends in its line."""
        shape = self.shape
        if shape[i] not in "oq":
            return None
        closing = "e" if shape[i] == "o" else "q"
        for k in range(i + 1, min(i + LONGEST_QUOTE, len(self))):
            if shape[k] == "n":
                return None
            if shape[k] == closing and (closing == "e" or self.cased[k] == self.cased[i]):
                return k + 1
        return None

    def behind_bracket(self, j: int, longest: int) -> int:
        """The token behind a bracket of at most `longest` tokens that opens at `j`, else `j`."""
        if self.shape[j] != "(":
            return j
        close = self.shape.find(")", j, j + longest)
        return j if close < 0 else close + 1
