"""Bodies whose name no table knows, told by the short name or the land behind it: "Liên minh Muối miền Nam (SSA)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mttq_extract.entities.candidates import Candidate, covered
from mttq_extract.entities.lexicon import Head, Lexicon
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

LONGEST = 16  # tokens of a name
LONGEST_WORDS = 8  # tokens between the head of a name and its land
SHORTEST = 3  # letters of a short name
LANDS = frozenset({"country", "world_region"})
UNGLOSSED = frozenset({"body", "front", "committee"})  # heads of the bodies that every table knows


def glossed(tokens: Tokens, lexicon: Lexicon, titles: TitleWords, bodies: Sequence[Candidate]) -> Iterator[Candidate]:
    """Give the bodies that only a short name behind them tells; `bodies` are those that the tables have told."""
    marks = [k for k, mark in enumerate(tokens.shape) if mark == "("]
    if not marks:
        return
    inside = covered(bodies, len(tokens))
    ends = {one.end for one in bodies}
    for k in marks:
        if k < 2 or k + 2 >= len(tokens) or k in ends or inside[k] or not _short_name(tokens, lexicon, k + 1):
            continue
        start = _start(tokens, lexicon, titles, k)
        if start is not None and _of(tokens, start, k):
            yield Candidate(start, k, "ORG", "org.glossed")


def landed(
    tokens: Tokens, lexicon: Lexicon, titles: TitleWords, bodies: Sequence[Candidate], level: Callable[[int], int]
) -> Iterator[Candidate]:
    """Give the bodies that the name of a land closes: "Ủy ban Muối Việt Nam".

    `bodies` are known already; `level` gives the end of a level word or place behind the land.
    """
    table = lexicon.organisations
    ends = {one.start: one.end for one in bodies}
    for i in tokens.standing(table.landed.first):
        head = table.landed.longest(tokens.lower, i)
        if head is None or (head[1] and not tokens.capital(head[0])):
            continue
        if tokens.shape[i] != "C" or i in titles.starts or i in titles.inside:
            continue
        if (tokens.capital(i - 1) and not tokens.opens_sentence(i - 1)) or _other(tokens, lexicon, i):
            continue
        if tokens.share(i, lexicon.words.number):
            continue  # "17/19 Ủy ban MTTQ Việt Nam các xã"
        end = _land(tokens, lexicon, head[0])
        if end is not None and end > ends.get(i, i):
            yield Candidate(i, level(end), "ORG", "org.landed")


def _land(tokens: Tokens, lexicon: Lexicon, j: int) -> int | None:
    """The end of the land that closes the words of a name from token `j` on."""
    table, places = lexicon.organisations, lexicon.places
    for k in range(j + 1, j + LONGEST_WORDS):
        stop = table.purpose_stops.longest(tokens.lower, k - 1)
        if tokens.shape[k - 1] not in "lCU-&" or (tokens.shape[k - 1] == "l" and stop is not None and stop[1]):
            return None
        joined = tokens.shape[k - 1] == "-" or tokens.lower[k - 1] in lexicon.words.conj
        if joined and table.heads.longest(tokens.lower, k) is not None:
            return None  # "Hội Nông dân và [Hội Phụ nữ Việt Nam]"
        known = places.known.longest(tokens.lower, k) if tokens.capital(k) else None
        if known is None or known[1].kind not in LANDS:
            continue
        short = known[0] - k == 1 and lexicon.syllables.valid(tokens.lower[k])
        if tokens.capital(known[0]) or (short and tokens.capital(k - 1)) or tokens.lower[k - 1] in table.not_landed:
            return None  # "Bộ Công an [Lê Hồng Anh]", "Trung tâm dạy tiếng [Anh]"
        other = known[0] + 1
        if tokens.shape[other - 1] != "-" or not tokens.capital(other):
            return known[0]
        more = places.known.longest(tokens.lower, other)  # "Ủy ban hỗn hợp Lào [- Việt Nam]"
        return more[0] if more is not None else known[0] + 2 * (tokens.lower[other] in table.blocs)
    return None


def _open(head: Head) -> bool:
    """Whether any name may follow a head, not only those of the tables."""
    return head.kind not in UNGLOSSED


def _other(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Whether a capitalised word begins the name of a meeting or fund, or another word: "[Bộ] luật"."""
    words = tokens.lower
    if lexicon.events.open.longest(words, i) is not None or lexicon.funds.heads.longest(words, i) is not None:
        return True
    other = lexicon.organisations.before.longest(words, i)
    return other is not None and words[other[0]] in other[1]


def _short_name(tokens: Tokens, lexicon: Lexicon, i: int) -> bool:
    """Whether letters, or one word that is no Vietnamese syllable, fill the brackets whose text begins at `i`."""
    word = tokens.cased[i]
    if tokens.shape[i + 1] != ")" or len(word) < SHORTEST or not word.isalpha():
        return False
    if lexicon.places.known.longest(tokens.lower, i) is not None:
        return False
    return tokens.shape[i] == "U" or (
        tokens.shape[i] == "C" and word.isascii() and not lexicon.syllables.valid(tokens.lower[i])
    )


def _start(tokens: Tokens, lexicon: Lexicon, titles: TitleWords, end: int) -> int | None:
    """The first capitalised head before `end` with nothing between them that no name has."""
    table = lexicon.organisations
    best = None
    for i in range(end - 1, max(-1, end - 1 - LONGEST), -1):
        if tokens.shape[i] not in "lCU-&":
            break
        stop = table.purpose_stops.longest(tokens.lower, i)
        if tokens.shape[i] == "l" and stop is not None and stop[1] and tokens.lower[i] not in table.of:
            break
        if any(titles.kinds.get(found) == "office" for found in titles.starts.get(i, ())):
            break  # "Chính phủ và [Chủ tịch] …"
        if (
            tokens.shape[i] != "C"
            or tokens.shape[i - 1] == "-"
            or (tokens.capital(i - 1) and not tokens.opens_sentence(i - 1))
        ):
            continue
        if _other(tokens, lexicon, i):
            return None  # "[Hội nghị] cấp cao Á - Âu (ASEM)", "[Quỹ] Lam Sơn (LSF)"
        heads = table.heads.every(tokens.lower, i)
        if any(stop == end for stop, _ in heads):
            return None  # "Công ty Cổ phần (CTCP) Tràng Hà"
        if any(_open(head) for _, kinds in heads for head in kinds):
            best = i
    return best


def _of(tokens: Tokens, start: int, end: int) -> bool:
    """Whether letters that only Vietnamese has begin a word of the name."""
    begun = {word[0] for word in tokens.lower[start:end]}
    return all(letter.isascii() or letter in begun for letter in tokens.lower[end + 1])
