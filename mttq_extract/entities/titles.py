"""Titles: where the words for offices, ranks and forms of address stand in a text."""

from __future__ import annotations

from dataclasses import dataclass

from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens


def _in_name(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Whether a word is part of a known name of several words ("Hai Bà Trưng", "Bác Hồ")."""
    person = lexicon.titles.known.longest(tokens.lower, i)
    if person is not None and person[0] > i + 1 and tokens.capital(i + 1):
        return True
    return any(
        (found := lexicon.places.known.longest(tokens.lower, i - k)) is not None and found[0] - i + k >= 2 and found[0] > i
        and tokens.capital(i + 1)
        for k in (0, 1, 2)
        if i >= k
    )


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
        firsts = words.first
        ends: dict[int, int] = {}
        kinds: dict[int, str] = {}
        starts: dict[int, list[int]] = {}
        inside: set[int] = set()
        for i, lower in enumerate(tokens.lower):
            if lower not in firsts:
                continue
            for end, kind in words.every(tokens.lower, i):
                if kind == "plain" and tokens.capital(i) and (_in_name(tokens, lexicon, i) or i and tokens.capital(i - 1)):
                    continue  # "chợ Bà Hoa", "Bà Rịa"
                starts.setdefault(i, []).append(end)
                if end not in ends:
                    ends[end] = i
                    kinds[end] = kind
                if kind == "office":
                    inside.update(k for k in range(i + 1, end) if tokens.lower[k] not in lexicon.titles.openers)
        return cls(ends, kinds, starts, frozenset(inside))
