"""Names that sign: picture credits ("Ảnh: …"), lines that hold a name and nothing else, a name that ends the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.organisations import OrganisationReader
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

CREDIT_LINES = 6  # a byline stands among the first or last lines
LONGEST_BYLINE = 12
LONGEST_SIGNED = 6
LONGEST_NAME = 4
RANK = 3
LINE_END = re.compile("n")  # among the shapes of tokens


class CreditReader:
    """Reads the signatures of one text."""

    __slots__ = ("_lexicon", "_organisations", "_titles", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, titles: TitleWords, organisations: OrganisationReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._titles = titles
        self._organisations = organisations

    def find(self) -> Iterator[Candidate]:
        """Give every person that signs."""
        yield from self._credits()
        lines = self._lines()
        yield from self._bylines(lines)
        yield from self._last(lines)

    def _credits(self) -> Iterator[Candidate]:
        tokens, table = self._tokens, self._lexicon.titles
        for i in tokens.standing(table.credits.first):
            found = table.credits.longest(tokens.lower, i)
            if found is None or (tokens.shape[found[0] - 1] != ":" and not tokens.opens_sentence(i)):
                continue
            j = found[0] + 1 if tokens.shape[found[0]] == ":" else found[0]
            yield from self._signed(j, "person.credit")

    def _bylines(self, lines: list[tuple[int, int]]) -> Iterator[Candidate]:
        """Lines, among the first and last ones, that hold names and nothing else."""
        for start, end in dict.fromkeys([*lines[1:CREDIT_LINES], *lines[1:][-CREDIT_LINES:]]):
            if self._is_byline(start, end):
                yield from self._signed(start, "person.byline")

    def _last(self, lines: list[tuple[int, int]]) -> Iterator[Candidate]:
        """A name behind the last sentence."""
        tokens = self._tokens
        if not lines:
            return
        start, end = lines[-1]
        j = end
        while j > start and tokens.capital(j - 1) and end - j < LONGEST_NAME:
            j -= 1
        if end - j >= 2 and j - start > 3 and tokens.shape[j - 1] in ".!?eq)" and not self._place(j, end):
            yield from self._signed(j, "person.byline")

    def _lines(self) -> list[tuple[int, int]]:
        breaks = [-1, *(found.start() for found in LINE_END.finditer(self._tokens.shape))]
        return [(a + 1, b) for a, b in pairwise(breaks) if b > a + 1]

    def _signed(self, j: int, rule: str) -> Iterator[Candidate]:
        """One name at `j`, or several joined by a dash or comma, that ends its line or sentence."""
        tokens, lexicon = self._tokens, self._lexicon
        while tokens.capital(j) and not self._titles.opens(j, tokens, lexicon):
            end = self._initials_and_words(j)
            cut = self._cut(j, end)
            if cut < end and cut - j >= 2 and rule == "person.credit":
                yield Candidate(j, cut, "PER", rule, rank=RANK)
                return
            if lexicon.titles.tails.longest(tokens.lower, end) is not None and 2 <= end - j <= LONGEST_NAME:
                yield Candidate(j, end, "PER", rule, rank=RANK)
                return
            if not self._closed(j, end) or self._organisations.at(j) is not None:
                return
            if lexicon.organisations.outlets.longest(tokens.lower, j) is not None:
                return
            shout = tokens.shape[j] == "U" and len(tokens.cased[j]) > LONGEST_SIGNED
            if end - j == 1 and (shout or self._place(j, end)):
                return
            yield Candidate(j, cut, "PER", rule, rank=RANK)
            if tokens.lower[cut] not in lexicon.words.signed:
                return
            j = cut + 1

    def _initials_and_words(self, j: int) -> int:
        """The end of capitalised words and initials with their dots at `j`."""
        tokens = self._tokens
        end = j
        while end - j < LONGEST_SIGNED:
            dot = tokens.shape[end] == "." and end > j and len(tokens.cased[end - 1]) == 1 and tokens.capital(end + 1)
            if not tokens.capital(end) and not dot:
                break
            end += 1
        return end

    def _closed(self, j: int, end: int) -> bool:
        """Whether what follows the words shows that they were a signature."""
        tokens = self._tokens
        if tokens.capital(end):
            return False
        if tokens.shape[end] in "n.,-();:&/":
            return True
        return end - j >= 2 and tokens.shape[end] == "l" and tokens.lower[j] in self._lexicon.titles.family

    def _cut(self, j: int, end: int) -> int:
        """Shorten a signature where a title, a month's word or other lettering begins."""
        tokens, table = self._tokens, self._lexicon.titles
        for k in range(j + 1, end):
            if tokens.lower[k] in table.not_in_name:
                return k
            if k - j >= 2 and self._titles.starts.get(k) and tokens.lower[k] not in table.family:
                return k
            if tokens.shape[j] == "U" and tokens.shape[k] == "C" and len(tokens.cased[k]) > 1:
                return k
        return end

    def _is_byline(self, start: int, end: int) -> bool:
        tokens, lexicon = self._tokens, self._lexicon
        if end - start > LONGEST_BYLINE or not tokens.capital(start):
            return False
        if self._titles.opens(start, tokens, lexicon) or tokens.lower[start] in lexicon.titles.not_in_name:
            return False
        if lexicon.titles.credits.longest(tokens.lower, start) is not None or self._organisations.at(start) is not None:
            return False
        told = lexicon.organisations.outlets.longest(tokens.lower, start + 1) or self._organisations.at(start + 1)
        if told and lexicon.organisations.outlet_before.longest(tokens.lower, start) is not None:
            return False  # "Theo TTXVN"
        run = tokens.run(start, LONGEST_NAME + 1)
        if lexicon.titles.tails.longest(tokens.lower, run) is not None and 2 <= run - start <= LONGEST_NAME:
            return True
        if self._titles.starts.get(end - 1) or self._named_place(start, end):
            return False
        return self._only_names(start, end)

    def _only_names(self, start: int, end: int) -> bool:
        """Whether a line holds capitalised words, marks that join names and dots of initials alone."""
        tokens = self._tokens
        if tokens.shape[start + 1] in ".-" and set(tokens.cased[start]) <= set("IVX") and not tokens.glued(start + 2):
            return False  # a heading: "I. KẾT QUẢ"
        words = longest = 0
        for k in range(start, end):
            if tokens.capital(k):
                words += 1
                longest += 1
            elif tokens.shape[k] == ".":
                if len(tokens.cased[k - 1]) > 1 and k < end - 1:
                    return False
            elif tokens.shape[k] in "-,&/":
                longest = 0
            else:
                return False
            if longest > LONGEST_NAME:
                return False
        return words >= 2

    def _named_place(self, start: int, end: int) -> bool:
        """Whether a line is a place, not a person: a known one larger than a district, or a place word first."""
        tokens, places = self._tokens, self._lexicon.places
        known = places.known.longest(tokens.lower, start)
        if known is not None and known[0] >= end - (tokens.shape[end - 1] == ".") and known[1].kind != "district":
            return True
        word = places.words.longest(tokens.lower, start)
        return word is not None and word[0] - start == 1 and tokens.lower[start] not in self._lexicon.titles.family

    def _place(self, j: int, end: int) -> bool:
        known = self._lexicon.places.known.longest(self._tokens.lower, j)
        return known is not None and known[0] >= end and known[1].bare == "yes"
