"""Outlets: the agency that signs a dateline, and outlets named as a source."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

FIRST_LINES = 8
SOURCED = 5  # rank of an outlet behind "Theo": over the photographer that a line of credits has there
FIRST_TOKENS = 60  # a bracketed outlet inside a line stands near the start of the text
LONGEST_NAME = 14
SHORTEST_FOREIGN = 7  # letters of a plain ASCII word that is no Vietnamese syllable


def outlets(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    """Give the outlets of a text: "(XYZ) - ", "XYZ - Ngày …" at the start of a line, "Theo XYZ"."""
    yield from _signing(tokens, lexicon)
    table = lexicon.organisations
    for i in tokens.standing(table.outlets.first):
        found = table.outlets.longest(tokens.lower, i)
        if found is None or tokens.capital(found[0]) or tokens.text(i, found[0]) != found[1]:
            continue
        told = table.outlet_before.before(tokens.lower, i, most=3)  # "Theo …", "trao đổi với …"
        if not told and i and tokens.capital(i - 1):
            continue
        if told or found[0] - i == 1 or "." in found[1] or _sourced(tokens, i, found[0]):
            alone = told and tokens.capital(i - 1) and table.heads.longest(tokens.lower, i - 1) is None  # "Theo …"
            yield Candidate(i, found[0], "ORG", "org.outlet", rank=SOURCED if alone else 0)


def _sourced(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a bracket opens before token `i`, or the name is a line by itself."""
    return tokens.shape[i - 1] == "(" or bool(i and tokens.shape[i - 1] == "n" and tokens.shape[end] == "n")


def _signing(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    for i, line in _openings(tokens.shape):
        first, bracket = not i or tokens.shape[i - 1] == "n", tokens.shape[i] == "("
        j = i + bracket
        end = _name(tokens, j)
        if end is None or (bracket and tokens.shape[end] != ")"):
            continue
        if _signs(tokens, first, bracket, j, end, line) and (
            tokens.shape[j] == "U" or lexicon.places.known.longest(tokens.lower, j) is None
        ):
            yield Candidate(j, end, "ORG", "org.dateline", rank=2)


def _openings(shape: str) -> Iterator[tuple[int, int]]:
    """Give the tokens that open one of the first lines, or a bracket near the start, with the number of their line."""
    start, line = 0, 1
    while line <= FIRST_LINES and start < len(shape) - 1:
        yield start, line
        end = shape.find("n", start)
        near = min(end, FIRST_TOKENS)
        at = shape.find("(", start + 1, near)
        while at >= 0:
            yield at, line
            at = shape.find("(", at + 1, near)
        start, line = end + 1, line + 1


def _signs(tokens: Tokens, first: bool, bracket: bool, j: int, end: int, line: int) -> bool:
    """Whether a dash follows, or brackets around capitals open the line, or capitals fill it."""
    closed = end + bracket
    if tokens.shape[closed] == "-" and tokens.shape[closed + 1] != "U":
        return True
    if tokens.shape[j] != "U":
        return False
    return (first and bracket) or (not bracket and tokens.shape[end] == "n" and end - j == 1 and line > 1)


def _name(tokens: Tokens, j: int) -> int | None:
    """The end of letters of an agency or a domain, which are no common Vietnamese word."""
    word = tokens.cased[j]
    if not word[0].isalpha() or len(word) > LONGEST_NAME:
        return None
    if tokens.shape[j + 1] == "." and tokens.glued(j + 1) and tokens.glued(j + 2) and tokens.shape[j + 2] in "CUl":
        return j + 3
    if tokens.shape[j] == "U" or (word.isascii() and len(word) >= SHORTEST_FOREIGN):
        return j + 1
    return None
