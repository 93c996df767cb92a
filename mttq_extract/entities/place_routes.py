"""Places that a way goes between, and chains of places joined by dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.tokens import Tokens

SHORTEST, LONGEST = 2, 4  # words of a name
CHAIN = re.compile("(?<![CU-])C{1,4}(?:-C{1,4}){2,}(?![CU-])")  # three names and more


def routes(tokens: Tokens, lexicon: Lexicon, places: PlaceReader) -> Iterator[Candidate]:
    """Give the places that a way goes between: "đoạn Cồn Trà - Cồn Hà - Nội Bài"."""
    table = lexicon.places
    for i in tokens.standing(table.routes):
        if i and tokens.lower[i - 1] in table.no_routes:
            continue  # "trích đoạn Lệ Tràng - Hà Tràng"
        j = i + 1 + (tokens.lower[i + 1] in table.route_from)
        stops = []
        while (end := _stop(tokens, lexicon, places, j)) is not None:
            stops.append((j, end))
            if tokens.lower[end] not in table.ways:
                break
            j = end + 1
        if len(stops) > 1:
            yield from (Candidate(start, end, "LOC", "place.route", rank=1) for start, end in stops)
    for found in CHAIN.finditer(tokens.shape):
        yield from _chain(tokens, lexicon, places, found.start(), found.end())


def _chain(tokens: Tokens, lexicon: Lexicon, places: PlaceReader, j: int, last: int) -> Iterator[Candidate]:
    """Names joined by dashes, one of them a known place: "Bến Thành - Tràng Hà - Cồn Hà"."""
    stops = []
    if lexicon.titles.words.before(tokens.lower, j):
        return  # "ca sĩ Thanh Hóa - Trọng Tràng - Đăng Hà"
    while j < last:
        end = _stop(tokens, lexicon, places, j)
        if end is None or (end < last and tokens.shape[end] != "-"):
            return
        stops.append((j, end))
        j = end + 1
    if any(places.at(start) is not None for start, _ in stops):
        yield from (Candidate(start, end, "LOC", "place.route", rank=-1) for start, end in stops)


def _stop(tokens: Tokens, lexicon: Lexicon, places: PlaceReader, j: int) -> int | None:
    """The end of one place of a way: two to four capitalised words that are no body and no office."""
    place = places.at(j)
    if place is not None:
        return place[0]
    end = tokens.run(j, LONGEST + 1)
    if not SHORTEST <= end - j <= LONGEST or "U" in tokens.shape[j:end]:
        return None
    heads = lexicon.organisations.heads.longest(tokens.lower, j)
    other = lexicon.organisations.before.longest(tokens.lower, j)
    if other is not None and tokens.lower[other[0]] in other[1]:
        return end  # "Trường Chinh"
    return end if heads is None and lexicon.titles.words.longest(tokens.lower, j) is None else None
