"""Bodies whose name no table knows, told by the short name in brackets behind it: "Liên minh Muối miền Nam (SSA)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mttq_extract.entities.candidates import Candidate, covered
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

LONGEST = 16  # tokens of a name
SHORTEST = 3  # letters of a short name
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
    table, others = lexicon.organisations, (lexicon.events.open, lexicon.funds.heads)
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
        if any(words.longest(tokens.lower, i) is not None for words in others):
            return None  # "[Hội nghị] cấp cao Á - Âu (ASEM)", "[Quỹ] Lam Sơn (LSF)"
        heads = table.heads.every(tokens.lower, i)
        other = table.before.longest(tokens.lower, i)
        if other is not None and tokens.lower[other[0]] in other[1]:
            return None  # "[Bộ luật] Đò ngang (BLĐN)"
        if any(stop == end for stop, _ in heads):
            return None  # "Công ty Cổ phần (CTCP) Tràng Hà"
        if any(head.kind not in UNGLOSSED for _, kinds in heads for head in kinds):
            best = i
    return best


def _of(tokens: Tokens, start: int, end: int) -> bool:
    """Whether letters that only Vietnamese has begin a word of the name."""
    begun = {word[0] for word in tokens.lower[start:end]}
    return all(letter.isascii() or letter in begun for letter in tokens.lower[end + 1])
