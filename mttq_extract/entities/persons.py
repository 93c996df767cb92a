"""Persons: names behind titles, names that begin with a family name, credits and bylines, repeated mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.organisations import OrganisationReader
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

LONGEST_NAME = 5
CREDIT_LINES = 6  # a byline stands among the first or last lines


class PersonReader:
    """Reads persons of one text."""

    __slots__ = ("_lexicon", "_organisations", "_org_ends", "_places", "_titles", "_tokens", "_within", "full")

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: Tokens,
        titles: TitleWords,
        organisations: OrganisationReader,
        places: PlaceReader,
        bodies: Iterable[Candidate],
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._titles = titles
        self._organisations = organisations
        self._places = places
        self._org_ends: dict[int, list[int]] = {}
        self._within = bytearray(len(tokens) + 1)
        for one in bodies:
            self._org_ends.setdefault(one.end, []).append(one.start)
            if one.type == "ORG":
                self._within[one.start : one.end] = b"\1" * (one.end - one.start)
        self.full: dict[tuple[str, ...], int] = {}

    def find(self) -> list[Candidate]:
        """Give every person of the text."""
        found: dict[int, Candidate] = {}
        for one in (*self._credits(), *self._bylines()):
            found.setdefault(one.start, one)
        i = 0
        tokens = self._tokens
        while i < len(tokens):
            if tokens.shape[i] in "CU" and i not in found and not self._within[i]:
                one = self._person(i)
                if one is not None:
                    found[i] = one
                    if one.end - one.start >= 2:
                        self.full.setdefault(tuple(tokens.lower[i : one.end]), i)
                    i = one.end
                    i = self._rest_of_list(one, found)
                    continue
            i += 1
        for one in found.values():
            if one.end - one.start >= 2:
                self.full.setdefault(tuple(tokens.lower[one.start : one.end]), one.start)
        for one in self._repeated(found):
            found.setdefault(one.start, one)
        return list(found.values())

    # one name

    def _person(self, i: int) -> Candidate | None:
        kind = self._titles.kinds.get(i)
        if kind is None and any(start in self._titles.ends for start in self._org_ends.get(i, ())):
            kind = "body"
        tokens, table = self._tokens, self._lexicon.titles
        if self._is_title(i):
            return None
        if kind is None and i and tokens.capital(i - 1) and tokens.start[i] - tokens.end[i - 1] <= 1:
            return None
        end = self._run(i, titled=kind is not None)
        length = end - i
        if length == 0:
            return None
        family = tokens.lower[i] in table.family
        strong = tokens.lower[i] in table.strong
        if kind is not None:
            if self._place(i, end) and not (kind in ("plain", "rank") and strong):
                return None
            if kind == "noun" and not (length >= 2 and strong):
                return None
            if tokens.shape[i] == "U" and tokens.shape[i - 1] == "U" and kind == "plain" and not family:
                return None  # a headline in capitals
            if kind == "rank" and length == 1 and not (self._given(i) or tokens.shape[i] == "C" and i + 1 < len(tokens)
                                                       and tokens.shape[i + 1] == "l" and self._given(i)):
                return None
            if kind in ("plain", "rank", "noun"):
                if length == 1 and tokens.shape[i] == "U" and len(tokens.cased[i]) > 1 and not self._given(i):
                    return None
                return Candidate(i, end, "PER", "person." + kind, rank=2)
            head = self._lexicon.organisations.heads.longest(tokens.lower, i)
            if head is not None and head[0] - i > 1:
                return None
            if length >= 2 and (family or length <= 4 and self._namelike(i, end)):
                return Candidate(i, end, "PER", "person." + kind, rank=2)
            if length == 1 and tokens.shape[i] == "C" and (self._given(i) or "'" in tokens.cased[i]):
                return Candidate(i, end, "PER", "person.given", rank=2)
            return None
        if length >= 3 and strong or length >= 3 and family and tokens.lower[i + 1] in table.middle:
            if not self._place(i, end) and not self._road(i) and tokens.shape[i - 1] not in "-d" and (
                tokens.shape[end] != "-" or self._titles.starts.get(end + 1)
            ):
                return Candidate(i, end, "PER", "person.name")
        return None

    def _run(self, i: int, *, titled: bool) -> int:
        """The end of the capitalised words at `i` that can be one name."""
        tokens, lexicon = self._tokens, self._lexicon
        end = tokens.run(i, LONGEST_NAME)
        for k in range(i, end):
            if k > i and tokens.lower[k] in lexicon.titles.not_in_name:
                return k
            if k > i and tokens.shape[k] != tokens.shape[i] and len(tokens.cased[k]) > 1 and "U" in (
                tokens.shape[k], tokens.shape[i] if len(tokens.cased[i]) > 1 else ""
            ):
                return k
            head = lexicon.organisations.heads.longest(tokens.lower, k)
            if head is not None and (head[0] - k > 1 or tokens.shape[k] == "U" and tokens.shape[i] == "C") and (
                self._organisations.at(k) is not None
            ):
                return k
            if k > i and any(e - k > 1 for e in self._titles.starts.get(k, ())):
                return k
            if k >= i + 2 and tokens.lower[i] in lexicon.titles.family and self._places.known(k) is not None:
                known = self._places.known(k)
                if known is not None and known[0] >= end and known[0] - k >= 2 and end - i > 4:
                    return k
        return end

    def _is_title(self, i: int) -> bool:
        """Whether a capitalised word begins a title, so that no name does."""
        tokens = self._tokens
        ends = self._titles.starts.get(i, ())
        return any(end - i > 1 for end in ends) or (
            any(tokens.capital(end) for end in ends) and tokens.lower[i] not in self._lexicon.titles.family
        )

    def _given(self, i: int) -> bool:
        """Whether a word is the given name of a person read before."""
        word = self._tokens.lower[i]
        return any(name[-1] == word for name in self.full)

    def _namelike(self, i: int, end: int) -> bool:
        """Whether words without a family name still look like a name: no acronym, nothing known."""
        return all(self._tokens.shape[k] == "C" for k in range(i, end)) and not self._place(i, end)

    def _place(self, i: int, end: int) -> bool:
        place = self._places.known(i)
        return place is not None and place[0] >= end

    def _road(self, i: int) -> bool:
        """Whether a road or another place word stands before the name."""
        return any(
            (found := self._lexicon.places.words.longest(self._tokens.lower, i - k)) is not None and found[0] == i
            for k in (1, 2, 3)
            if i >= k
        )

    # lists, credits, repetitions

    def _rest_of_list(self, one: Candidate, found: dict[int, Candidate]) -> int:
        """Names that follow a person after commas: "các ông Lê An, Trần Bình và Hồ Chính"."""
        tokens, table = self._tokens, self._lexicon.titles
        j = one.end
        while tokens.lower[j] in (",", "và", ";") and tokens.capital(j + 1) and tokens.lower[j + 1] in table.family:
            end = self._run(j + 1, titled=False)
            if self._is_title(j + 1) or end - j - 1 < 2 or self._place(j + 1, end) or self._places.at(j + 1) is not None:
                break
            found[j + 1] = Candidate(j + 1, end, "PER", "person.list", rank=1)
            j = end
        return j

    def _credits(self) -> Iterator[Candidate]:
        tokens, table = self._tokens, self._lexicon.titles
        for i, lower in enumerate(tokens.lower):
            if lower not in table.credits.first:
                continue
            found = table.credits.longest(tokens.lower, i)
            if found is None:
                continue
            j = found[0]
            if tokens.shape[j - 1] != ":" and not tokens.opens_sentence(i):
                continue
            if tokens.shape[j] == ":":
                j += 1
            yield from self._signed(j, "person.credit")

    def _signed(self, j: int, rule: str) -> Iterator[Candidate]:
        """One name, or several joined by a dash or comma, that ends its line or sentence."""
        tokens = self._tokens
        while tokens.capital(j):
            end = j
            while (tokens.capital(end) or tokens.shape[end] == "." and len(tokens.cased[end - 1]) == 1 and end > j
                   and tokens.capital(end + 1)) and end - j < 6:
                end += 1
            if self._is_title(j):
                return
            mixed = next((k for k in range(j + 1, end) if tokens.shape[j] == "U" and tokens.shape[k] == "C"
                          and len(tokens.cased[k]) > 1), end)
            cut = min(mixed, self._run_signed(j, end))
            if cut < end and cut - j >= 2 and rule == "person.credit":
                yield Candidate(j, cut, "PER", rule, rank=3)
                return
            if self._lexicon.titles.tails.longest(tokens.lower, end) is not None and 2 <= end - j <= 4:
                yield Candidate(j, end, "PER", rule, rank=3)
                return
            if end - j > 6 or tokens.shape[end] not in "n.,-();:&/" and not tokens.capital(end):
                if not (end - j >= 2 and tokens.lower[j] in self._lexicon.titles.family and tokens.shape[end] == "l"):
                    return
            if self._organisations.at(j) is not None or self._lexicon.organisations.outlets.longest(tokens.lower, j):
                return
            if tokens.capital(end) or (end - j == 1 and tokens.shape[j] == "U" and len(tokens.cased[j]) > 6):
                return
            end = self._run_signed(j, end)
            if end - j == 1 and self._place(j, end):
                return
            yield Candidate(j, end, "PER", rule, rank=3)
            if tokens.lower[end] not in ("-", ",", "–", "&", "và"):
                return
            j = end + 1

    def _run_signed(self, j: int, end: int) -> int:
        tokens, table = self._tokens, self._lexicon.titles
        for k in range(j + 1, end):
            if tokens.lower[k] in table.not_in_name or (
                self._titles.starts.get(k) and tokens.lower[k] not in table.family and k - j >= 2
            ):
                return k
        return end

    def _bylines(self) -> Iterator[Candidate]:
        """Lines, among the first and last ones, that hold a name and nothing else; a name that ends the text."""
        tokens = self._tokens
        breaks = [-1, *(k for k, shape in enumerate(tokens.shape) if shape == "n")]
        lines = [(a + 1, b) for a, b in zip(breaks, breaks[1:], strict=False) if b > a + 1]
        near = [*lines[:CREDIT_LINES], *lines[-CREDIT_LINES:]]
        for start, end in dict.fromkeys(near):
            if self._is_byline(start, end, first=(start, end) == lines[0]):
                yield from self._signed(start, "person.byline")
        if lines:
            start, end = lines[-1]
            j = end
            while j > start and tokens.capital(j - 1) and end - j < 4:
                j -= 1
            if 2 <= end - j <= 4 and j - start > 3 and tokens.shape[j - 1] in ".!?eq)n" and not self._place(j, end):
                yield from self._signed(j, "person.byline")

    def _is_byline(self, start: int, end: int, *, first: bool) -> bool:
        tokens = self._tokens
        if first or end - start > 12 or not tokens.capital(start) or self._is_title(start):
            return False
        if tokens.lower[start] in self._lexicon.titles.not_in_name:
            return False
        if self._lexicon.titles.credits.longest(tokens.lower, start) is not None:
            return False
        run = tokens.run(start, 5)
        tail = self._lexicon.titles.tails.longest(tokens.lower, run)
        if tail is not None and 2 <= run - start <= 4:
            return self._organisations.at(start) is None
        marks = tokens.shape[start:end]
        if any(mark not in "CU-,.&/" for mark in marks) or not 2 <= sum(mark in "CU" for mark in marks):
            return False
        longest = max(len(part) for part in marks.replace(",", "-").replace("/", "-").replace("&", "-").split("-"))
        if longest > 4 or self._organisations.at(start) is not None or self._titles.starts.get(end - 1):
            return False
        known = self._lexicon.places.known.longest(tokens.lower, start)
        if known is not None and known[0] == end and known[1].kind != "district":
            return False
        if "." in marks and not any(len(tokens.cased[k - 1]) == 1 for k in range(start + 1, end) if tokens.shape[k] == "."):
            return False
        head = self._lexicon.places.words.longest(tokens.lower, start)
        return head is None or head[0] - start > 1 or tokens.lower[start] in self._lexicon.titles.family

    def _repeated(self, found: dict[int, Candidate]) -> Iterator[Candidate]:
        """Later mentions of full names, and known persons, without a title."""
        tokens, known = self._tokens, self._lexicon.titles.known
        firsts = {name[0] for name in self.full}
        longest = max((len(name) for name in self.full), default=0)
        for i, lower in enumerate(tokens.lower):
            if i in found or tokens.shape[i] not in "CU":
                continue
            if lower in known.first and not (i and tokens.capital(i - 1)):
                one = known.longest(tokens.lower, i)
                if one is not None and not any(e > one[0] for e in self._titles.starts.get(i, ())) and all(tokens.capital(k) for k in range(i, one[0])) and not tokens.capital(one[0]):
                    if not self._road(i):
                        yield Candidate(i, one[0], "PER", "person.known")
                    continue
            if lower in firsts and not (i and tokens.capital(i - 1)):
                for end in range(min(i + longest, len(tokens)), i + 1, -1):
                    if tuple(tokens.lower[i:end]) in self.full and all(tokens.capital(k) for k in range(i, end)):
                        if not tokens.capital(end) and not self._road(i) and not (self._place(i, end)):
                            yield Candidate(i, end, "PER", "person.repeated", rank=1)
                        break
