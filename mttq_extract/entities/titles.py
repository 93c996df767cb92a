"""Titles: where the words for offices, ranks and forms of address stand in a text."""

from __future__ import annotations

from dataclasses import dataclass

from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens


def _in_name(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Whether a capitalised form of address is part of a name: "chợ Bà Hoa", "Hai Bà Trưng", "tiếng Anh"."""
    if i and (tokens.capital(i - 1) or tokens.lower[i - 1] in lexicon.titles.tongue):
        return True
    if tokens.capital(i + 1) and not tokens.opens_sentence(i) and lexicon.places.words.before(tokens.lower, i):
        return True  # "cửa sông Ông Đốc"
    if not tokens.capital(i + 1):
        return False
    person = lexicon.titles.known.longest(tokens.lower, i)
    place = lexicon.places.known.longest(tokens.lower, i)
    return any(found is not None and found[0] > i + 1 for found in (person, place))


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Where titles end: `ends` maps the token behind a title to its first token, `kinds` to its kind.

    `inside` holds the tokens within a title at which no organisation begins.
    """

    ends: dict[int, int]
    kinds: dict[int, str]
    starts: dict[int, list[int]]
    inside: frozenset[int]

    @classmethod
    def of(cls, tokens: Tokens, lexicon: Lexicon) -> TitleWords:
        """Find the title words of a text."""
        words = lexicon.titles.words
        ends: dict[int, int] = {}
        kinds: dict[int, str] = {}
        starts: dict[int, list[int]] = {}
        inside: set[int] = set()
        for i in tokens.standing(words.first):
            for end, kind in words.every(tokens.lower, i):
                if kind == "plain" and tokens.capital(i) and _in_name(tokens, lexicon, i):
                    continue
                starts.setdefault(i, []).append(end)
                if end not in ends:
                    ends[end] = i
                    kinds[end] = kind
                if kind == "office":
                    opens = int(tokens.lower[end - 1] in lexicon.titles.openers)
                    if lexicon.titles.inner.before(tokens.lower, end):
                        opens = 2  # "Phó chánh [Thanh tra] Bộ"
                    inside.update(range(i + 1, end - opens))
        return cls(ends, kinds, starts, frozenset(inside))

    def opens(self, i: int, tokens: Tokens, lexicon: Lexicon) -> bool:
        """Whether a capitalised word begins a title, so that no name begins there."""
        ends = self.starts.get(i)
        if ends is None:
            return False
        if any(end - i > 1 for end in ends):
            return True
        return tokens.lower[i] not in lexicon.titles.family and any(tokens.capital(end) for end in ends)
