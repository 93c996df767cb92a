"""Bodies with a foreign name that says what they are: "Lincoln University", "Pacific Airlines"."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

LONGEST_NAME = 4  # words before the one that says what the body is


def foreign_bodies(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    """Give runs of capitalised words, no Vietnamese syllables, up to a word for a kind of body."""
    ends, valid = lexicon.organisations.foreign_ends, lexicon.syllables.valid
    for i in tokens.standing(ends):
        if not tokens.capital(i) or tokens.capital(i + 1):
            continue
        start = i
        while i - start < LONGEST_NAME and start and tokens.capital(start - 1) and not valid(tokens.lower[start - 1]):
            start -= 1
        if start < i:
            yield Candidate(start, i + 1, "ORG", "org.foreign")
