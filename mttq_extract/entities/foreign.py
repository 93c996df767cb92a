"""Bodies with a foreign name that says what they are: "Lincoln University", "Pacific Airlines"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mttq_extract.entities.candidates import Candidate, covered
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

BEHIND_CAPITAL = re.compile("(?<=[CU])[CU]")  # among the shapes of tokens
VOWELS = frozenset("aeiouy")
SHORTEST = 4  # letters of a name that stands without a head
SHORT = 3  # letters of a firm's name in capitals
SEATS = frozenset({"province", "city"})  # kinds of places that close a foreign body's name
FIRM = 2  # Vietnamese words in front of those
LONGEST_OF = 12  # words behind that one
LONGEST_NAME = 4  # words before the one that says what the body is


def foreign_bodies(tokens: Tokens, lexicon: Lexicon) -> Iterator[Candidate]:
    """Give runs of capitalised words, no Vietnamese syllables, up to a word for a kind of body."""
    ends, valid = lexicon.organisations.foreign_ends, lexicon.syllables.valid
    places, lower = lexicon.places.known.first, tokens.lower
    for found in BEHIND_CAPITAL.finditer(tokens.shape):
        i = found.start()
        front = lexicon.organisations.front.longest(lower, i - 1) is not None
        if lower[i] not in places or valid(lower[i - 1]) or front:
            continue
        start, end = _headed(tokens, lexicon, _start(tokens, i, valid)), _seat(tokens, lexicon, i)
        if end > i and not tokens.capital(start - 1) and not tokens.capital(end):
            yield Candidate(start, end, "ORG", "org.foreign")  # "Ericsson Việt Nam"
    resume = 0
    for i in tokens.standing(ends):
        if i < resume or not tokens.capital(i) or tokens.capital(i + 1):
            continue
        start, end = _start(tokens, i, valid), _of_what(tokens, lexicon, i + 1)
        foreign = start
        if tokens.lower[i] in lexicon.organisations.firm_ends and start > i - FIRM:
            start = _of_firm(tokens, lexicon, start)
        weak = tokens.lower[i] in lexicon.organisations.weak_ends and tokens.lower[i - 1] not in places
        if weak and end == i + 1 and start == foreign > i - FIRM:
            continue  # "Social Media"
        resume = end
        if start < i or end > i + 1:
            start = _headed(tokens, lexicon, start) if end > i + 1 else start
            yield Candidate(start, end, "ORG", "org.foreign", rank=int(end > i + 1))


def later_mentions(tokens: Tokens, lexicon: Lexicon, bodies: Sequence[Candidate]) -> Iterator[Candidate]:
    """Give later bare mentions of foreign names that a head made bodies: "Công ty Karvos … [Karvos] đã trả"."""
    valid = lexicon.syllables.valid
    names: dict[tuple[str, ...], int] = {}
    for one in bodies:
        start = _start(tokens, one.end, valid) if one.rule == "org.named" else one.end
        if not one.start < start < one.end or tokens.capital(start - 1):
            continue
        if tokens.lower[start] in lexicon.organisations.foreign_not:
            continue
        known = lexicon.places.known.longest(tokens.lower, start)
        if _firm(tokens, lexicon, one.start, start, one.end):
            names.setdefault((tokens.cased[start],), one.end)  # "Công ty KLG … [KLG] đã trả"
        elif (
            known is None
            and len("".join(tokens.cased[start : one.end])) >= SHORTEST
            and _letters(tokens, start, one.end)
        ):
            names.setdefault(tuple(tokens.cased[start : one.end]), one.end)
    firsts = {name[0] for name in names}
    inside = covered(bodies, len(tokens)) if names else bytearray()
    for i in tokens.capitals if names else ():
        if tokens.cased[i] not in firsts or inside[i] or (i and tokens.capital(i - 1)):
            continue
        end = tokens.run(i, LONGEST_NAME + 1)
        if names.get(tuple(tokens.cased[i:end]), i + 1) <= i:
            yield Candidate(i, end, "ORG", "org.foreign", rank=-1)


def _firm(tokens: Tokens, lexicon: Lexicon, i: int, start: int, end: int) -> bool:
    """Whether the name of a firm is one word in capitals that does not stand for a trade: not "công ty BHNT"."""
    letters = tokens.cased[start]
    if end - start > 1 or tokens.shape[start] != "U" or len(letters) < SHORT or not letters.isalpha():
        return False
    table = lexicon.organisations
    return table.apposed.longest(tokens.lower, i) is not None and letters.lower() not in table.initials


def _of_firm(tokens: Tokens, lexicon: Lexicon, i: int) -> int:
    """Where the Vietnamese words of a firm's name begin in front of its foreign ones: "[Tràng Hà] Group"."""
    start = i
    while i - start < FIRM and start and tokens.shape[start - 1] == "C":
        first = tokens.lower[start - 1]
        if first in lexicon.titles.not_in_name or first in lexicon.titles.words.last:
            break
        start -= 1
    return start if i - start != 1 and not (start and tokens.capital(start - 1)) else i


def _headed(tokens: Tokens, lexicon: Lexicon, i: int) -> int:
    """Where a Vietnamese head or an English article before a name begins: "[Trường] Business School of …"."""
    if i and tokens.capital(i - 1) and tokens.lower[i - 1] in lexicon.organisations.english:
        return i - 1
    for k in range(max(0, i - LONGEST_NAME), i):
        head = lexicon.organisations.heads.longest(tokens.lower, k)
        inside = k and tokens.capital(k - 1) and not tokens.opens_sentence(k - 1)  # "Theo [Công ty] Kessel"
        if head is not None and head[0] == i and tokens.capital(k) and not inside:
            return k
    return i


def _of_what(tokens: Tokens, lexicon: Lexicon, j: int) -> int:
    """The end of what an English name is of: "Institute [of Export in Hong Kong]"; `j` when it is of nothing."""
    table = lexicon.organisations
    end = j
    while tokens.lower[end] in table.english and end - j < LONGEST_OF:
        name = end + 1
        while tokens.lower[name] in table.english and name - end < LONGEST_OF:
            name += 1
        if table.heads.longest(tokens.lower, name) is not None and lexicon.syllables.valid(tokens.lower[name]):
            break  # "Kessel Group and [Ủy ban …]"
        run = tokens.run(name, LONGEST_NAME)
        if run == name:
            break
        end = run
    return end


def _letters(tokens: Tokens, start: int, end: int) -> bool:
    """Whether words are letters that can be spoken: "SARA", never "TNXP"."""
    return all(word.isalpha() and not VOWELS.isdisjoint(word.lower()) for word in tokens.cased[start:end])


def _seat(tokens: Tokens, lexicon: Lexicon, i: int) -> int:
    """The end of the place that closes a foreign body's name: the country, or behind one in small letters a city."""
    foreign = tokens.lower[i - 1]
    if foreign in lexicon.organisations.foreign_not:
        return i
    land = lexicon.organisations.vietnam.longest(tokens.lower, i)
    if land is not None:
        return land[0]
    known = lexicon.places.known.longest(tokens.lower, i)
    if known is None or known[1].kind not in SEATS or tokens.shape[i - 1] != "C" or len(foreign) < SHORTEST:
        return i
    before = lexicon.places.known.longest(tokens.lower, i - 1)
    return known[0] if before is None and tokens.cased[i - 1].isalpha() else i


def _start(tokens: Tokens, i: int, valid: Callable[[str], bool]) -> int:
    """Where the capitalised words before token `i` that are no Vietnamese syllables begin."""
    start = i
    while i - start < LONGEST_NAME and start and tokens.capital(start - 1) and not valid(tokens.lower[start - 1]):
        start -= 1
    return start
