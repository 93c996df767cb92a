"""Bodies with a foreign name that says what they are: "Lincoln University", "Pacific Airlines"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

LONGEST_NAME = 4  # words before the one that says what the body is


def foreign_bodies(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    """Give runs of capitalised words, no Vietnamese syllables, up to a word for a kind of body."""
    ends, valid = lexicon.organisations.foreign_ends, lexicon.syllables.valid
    vietnam = lexicon.organisations.vietnam
    for i in tokens.standing(vietnam.first):
        land, foreign = vietnam.longest(tokens.lower, i), tokens.lower[i - 1] if i else ""
        if land is None or not tokens.capital(i) or foreign in lexicon.organisations.foreign_not:
            continue
        start = _start(tokens, i, valid)
        if start < i and not tokens.capital(start - 1) and not tokens.capital(land[0]):
            yield Candidate(start, land[0], "ORG", "org.foreign")  # "Ericsson Việt Nam"
    for i in tokens.standing(ends):
        if not tokens.capital(i) or tokens.capital(i + 1):
            continue
        start = _start(tokens, i, valid)
        if start < i:
            yield Candidate(start, i + 1, "ORG", "org.foreign")


def _start(tokens: Tokens, i: int, valid: Callable[[str], bool]) -> int:
    """Where the capitalised words before token `i` that are no Vietnamese syllables begin."""
    start = i
    while i - start < LONGEST_NAME and start and tokens.capital(start - 1) and not valid(tokens.lower[start - 1]):
        start -= 1
    return start
