"""Outlets: the agency that signs a dateline, and outlets named as a source."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

FIRST_LINES = 8


def datelines(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    """Give the outlets of a text: "(XYZ) - ", "XYZ - Ngày …" at the start of a line, "Theo XYZ"."""
    yield from _signed(tokens, lexicon)
    table = lexicon.organisations
    for i, lower in enumerate(tokens.lower):
        if lower in table.outlets.first:
            found = table.outlets.longest(tokens.lower, i)
            if found is not None and tokens.capital(i) and not (i and tokens.capital(i - 1)):
                exact = tokens.text(i, found[0]) == found[1]
                single = found[0] - i == 1
                if exact and (single or _sourced(tokens, lexicon, i)) and not tokens.capital(found[0]):
                    yield Candidate(i, found[0], "ORG", "org.outlet")


def _sourced(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    if tokens.shape[i - 1] == "(":
        return True
    return any(
        (found := lexicon.organisations.outlet_before.longest(tokens.lower, i - k)) is not None and found[0] == i
        for k in (1, 2)
        if i >= k
    )


def _signed(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    lines = 0
    for i in range(len(tokens)):
        if i and tokens.shape[i - 1] != "n" and not (tokens.shape[i] == "(" and i < 60):
            continue
        if not i or tokens.shape[i - 1] == "n":
            lines += 1
        if lines > FIRST_LINES:
            return
        j = i + 1 if tokens.shape[i] == "(" else i
        end = _name(tokens, j)
        if end is None:
            continue
        closed = end + 1 if j > i and tokens.shape[end] == ")" else end
        if j > i and closed == end:
            continue
        alone = j == i and tokens.shape[end] == "n" and tokens.shape[j] == "U" and end - j == 1 and lines > 1
        signed = j > i and (not i or tokens.shape[i - 1] == "n") and tokens.shape[j] == "U"
        if (tokens.shape[closed] == "-" and tokens.shape[closed + 1] != "U") or alone or signed:
            if lexicon.places.known.longest(tokens.lower, j) is None or tokens.shape[j] == "U":
                yield Candidate(j, end, "ORG", "org.dateline", rank=2)


def _name(tokens: Tokens, j: int) -> int | None:
    """One or two words before a dash that are no common Vietnamese word: letters of an agency, a domain."""
    word = tokens.cased[j]
    if not word[0].isalpha() or len(word) > 14:
        return None
    if tokens.shape[j + 1] == "." and tokens.glued(j + 1) and tokens.glued(j + 2) and tokens.shape[j + 2] in "CUl":
        return j + 3
    if tokens.shape[j] == "U" and len(word) >= 2:
        return j + 1
    if word.isascii() and len(word) >= 7:
        return j + 1
    return None
