"""Short names that a text gives to a body in brackets ("Viện Sông Ngòi (VSN)"), and their later mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mttq_extract.entities.candidates import Candidate, covered
from mttq_extract.entities.phrases import Phrases
from mttq_extract.entities.tokens import Tokens

LONGEST = 3
SHORTEST = 3  # letters of a short name that is looked for in the rest of the text


def acronyms(
    tokens: Tokens,
    called: Phrases[bool],
    bodies: Sequence[Candidate],
    places: Sequence[Candidate],
    tail: Callable[[int], int],
) -> Iterator[Candidate]:
    """Give bracketed short names behind bodies, and every later mention of those that are long enough.

    `called` are words before a short name; `tail` gives the end of level and place behind a token: "HLG [tỉnh Phú
    Thọ]". Letters that stand for the field alone are closed in the body's name: "Sở Giao thông (GT)".
    """
    known: set[tuple[str, ...]] = set()
    inside = covered(bodies, len(tokens))
    located = {(place.start, place.end) for place in places}
    for one in bodies:
        known.update(_within(tokens, one))
        i = one.end + 1
        if tokens.shape[one.end] != "(" or inside[i] or "(" in tokens.shape[one.start : one.end]:
            continue
        told = called.longest(tokens.lower, i)  # "(gọi tắt là [VSN])"
        i = i if told is None else told[0] + (tokens.shape[told[0]] == ":")
        end = _letters(tokens, i)
        if end > i and told is None and tokens.shape[end] == ")" and _of_field(tokens, one, i):
            yield Candidate(one.start, end + 1, "ORG", one.rule, rank=1)
        elif end > i and tokens.shape[end] in "),;" and (i, end) not in located and _of(tokens, one, i):
            yield Candidate(i, end, "ORG", "org.acronym", rank=1)
            if len(tokens.cased[i]) >= SHORTEST:
                known.add(tuple(tokens.cased[i:end]))
    firsts = {name[0] for name in known}
    for i in tokens.capitals if known else ():
        if tokens.cased[i] in firsts and not inside[i]:
            for end in range(i + LONGEST, i, -1):
                if tuple(tokens.cased[i:end]) in known:
                    yield Candidate(i, tail(end), "ORG", "org.acronym")
                    break


def _within(tokens: Tokens, body: Candidate) -> Iterator[tuple[str, ...]]:
    """A short name in brackets inside a body's name, when it stands for all before it: "Hội Luật gia (HLG) tỉnh"."""
    i = tokens.shape.find("(", body.start, body.end) + 1
    if i and tokens.shape[i] == "U" and tokens.shape[i + 1] == ")" and len(tokens.cased[i]) >= SHORTEST:
        initials = "".join(word[0] for word in tokens.lower[body.start : i - 1] if word[0].isalpha())
        if initials == tokens.lower[i]:
            yield (tokens.cased[i],)


def _of(tokens: Tokens, body: Candidate, i: int) -> bool:
    """Whether letters may stand for a body: those that only Vietnamese has begin one of its words."""
    first = tokens.lower[i][0]
    return first.isascii() or any(tokens.lower[k][0] == first for k in range(body.start, body.end))


def _of_field(tokens: Tokens, body: Candidate, i: int) -> bool:
    """Whether letters stand for words of a body's name behind its head: "Sở [Giao thông Vận tải] (GTVT)"."""
    words = [word for word in tokens.lower[body.start : body.end] if word[0].isalpha()]
    initials = "".join(word[0] for word in words)
    letters = tokens.lower[i]
    return len(letters) > 1 and initials.endswith(letters) and len(letters) < len(initials)


def _letters(tokens: Tokens, i: int) -> int:
    """The end of words in capitals joined by dashes, or of one word that is no Vietnamese syllable."""
    end = i
    while end - i < LONGEST and (tokens.shape[end] == "U" or (tokens.shape[end] == "-" and end > i)):
        end += 1
    if end == i and tokens.shape[i] == "C" and tokens.cased[i].isascii():
        return i + 1
    return end
