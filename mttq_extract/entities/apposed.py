"""Firms with a foreign name behind what they are: "hãng dầu lớn thứ hai của Mỹ [Kessel]", and their later mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mttq_extract.entities.candidates import Candidate, covered
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

LONGEST = 9  # tokens between the kind of a firm and its name
LONGEST_NAME = 3  # words
SHORTEST = 3  # letters of a name


def apposed(
    tokens: Tokens, lexicon: Lexicon, titles: TitleWords, bodies: Sequence[Candidate], persons: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Give foreign names behind the kind, trade and land of a firm, and wherever the text repeats them.

    `bodies` and `persons` are those that other rules have found; no name of theirs is given.
    """
    inside = covered(bodies, len(tokens))
    people = {tuple(tokens.cased[one.start : one.end]) for one in persons}
    kinds = lexicon.organisations.apposed
    names: set[tuple[str, ...]] = set()
    for i in tokens.standing(kinds.first):
        kind = kinds.longest(tokens.lower, i)
        if kind is None or inside[i] or titles.kinds.get(i) == "office":
            continue
        start, land = _name(tokens, lexicon, kind[0])
        end = _end(tokens, lexicon, start)
        told = land or (tokens.shape[start] == "C" and _trade(tokens, lexicon, kind[0]) == start)
        if end > start and not inside[start] and told:
            names.add(tuple(tokens.cased[start:end]))
    names -= people
    firsts = {name[0] for name in names}
    for i in tokens.capitals if names else ():
        if tokens.cased[i] in firsts and not inside[i]:
            end = _end(tokens, lexicon, i)
            if tuple(tokens.cased[i:end]) in names:
                yield Candidate(i, end, "ORG", "org.apposed", rank=-1)


def _name(tokens: Tokens, lexicon: Lexicon, j: int) -> tuple[int, bool]:
    """Where a capitalised name behind the words of trade at token `j` begins, and whether a land stands before it."""
    table, places = lexicon.organisations, lexicon.places.known
    k, land = j, False
    while k - j < LONGEST:
        known = places.longest(tokens.lower, k) if tokens.capital(k) else None
        if known is not None and known[1].kind == "country":
            if land:
                break
            k, land = known[0], True
            continue
        if not land and tokens.lower[k] in table.of and tokens.capital(k + 1):
            k += 1  # "[của] Mỹ"
            continue
        stop = table.purpose_stops.longest(tokens.lower, k)
        ordinal = tokens.shape[k] == "d" and lexicon.events.ordinal.get(tokens.lower[k - 1 : k])
        if land or (tokens.shape[k] != "l" and not ordinal) or (stop is not None and stop[1]):
            break
        k += 1
    return k, land


def _trade(tokens: Tokens, lexicon: Lexicon, k: int) -> int:
    """The end of the words at token `k` that only say what a firm deals in and how large it is: not "dùng phần mềm"."""
    table = lexicon.organisations
    while found := table.fields.longest(tokens.lower, k) or table.ranks.longest(tokens.lower, k):
        k = found[0]
    return k


def _end(tokens: Tokens, lexicon: Lexicon, k: int) -> int:
    """The end of the foreign name at token `k`; `k` when none begins there."""
    if tokens.shape[k] not in "CU" or len(tokens.cased[k]) < SHORTEST or not tokens.cased[k].isascii():
        return k
    end = k
    while end - k < LONGEST_NAME and tokens.capital(end) and not lexicon.syllables.valid(tokens.lower[end]):
        end += 1 + 2 * (tokens.shape[end + 1 : end + 3] == "-C" and tokens.glued(end + 1) and tokens.glued(end + 2))
    if tokens.capital(end) or lexicon.places.known.longest(tokens.lower, k) is not None:
        return k
    return end
