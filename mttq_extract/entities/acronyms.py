"""Short names that a text gives to a body in brackets ("Viện Nghiên cứu Sông Ngòi (VNSN)"), and their later mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.tokens import Tokens

LONGEST = 3


def acronyms(tokens: Tokens, bodies: Iterable[Candidate]) -> Iterator[Candidate]:
    """Give bracketed short names behind bodies, and every later mention of those of three letters or more."""
    known: set[tuple[str, ...]] = set()
    inside = bytearray(len(tokens) + 1)
    for one in bodies:
        inside[one.start : one.end] = b"\1" * (one.end - one.start)
        i = one.end
        if tokens.shape[i] != "(" or inside[i + 1]:
            continue
        end = i + 1
        while end - i <= LONGEST and (tokens.shape[end] == "U" or tokens.shape[end] == "-" and end > i + 1):
            end += 1
        if end == i + 1 and tokens.shape[end] == "C" and tokens.cased[end].isascii():
            end += 1
        if end > i + 1 and tokens.shape[end] in "),;" and "(" not in tokens.shape[one.start : i]:
            yield Candidate(i + 1, end, "ORG", "org.acronym", rank=1)
            if len(tokens.cased[i + 1]) >= 3:
                known.add(tuple(tokens.cased[i + 1 : end]))
    firsts = {name[0] for name in known}
    for i, word in enumerate(tokens.cased):
        if word in firsts and not inside[i]:
            for end in range(i + LONGEST, i, -1):
                if tuple(tokens.cased[i:end]) in known:
                    yield Candidate(i, end, "ORG", "org.acronym")
                    break
