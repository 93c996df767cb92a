"""Persons whose names a text has given or the table holds: their mentions without a title."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import CAPITALS, Tokens

LONGEST_NAME = 5
TAIL = 2  # words by which the bearer of a full name is called
SHORTEST_BARE = 2  # letters of a given name by itself
FULL_NAME = 3  # words of a full name whose last word may stand for it


class KnownPersons:
    """Names that one text has given, in lower case: `full` ones, their `tails` of two words, and `given` names.

    `within` has a byte for each token, not 0 inside an organisation.
    """

    __slots__ = ("_lexicon", "_places", "_titles", "_tokens", "_within", "full", "given", "tails")

    def __init__(
        self, lexicon: Lexicon, tokens: Tokens, titles: TitleWords, places: PlaceReader, within: bytearray
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._titles = titles
        self._places = places
        self._within = within
        self.full: set[tuple[str, ...]] = set()
        self.given: set[str] = set()
        self.tails: set[tuple[str, ...]] = set()

    def remember(self, one: Candidate) -> None:
        """Keep the name of a person that the text has given."""
        name = tuple(self._tokens.lower[one.start : one.end])
        if len(name) >= 2:
            self.full.add(name)
            self.tails.add(name[-2:])
        self.given.add(name[-1])

    def mentions(self, found: dict[int, Candidate], place_ends: Collection[int]) -> Iterator[Candidate]:
        """Give later mentions of full names, and persons known by name, without a title.

        `found` are the persons at hand, `place_ends` the tokens behind places.
        """
        tokens, known = self._tokens, self._lexicon.titles.known
        firsts = {name[0] for name in self.full}
        valid = self._lexicon.syllables.valid
        foreign = {name[-1] for name in self.full if "." not in name and not any(map(valid, name))}
        halves = {tail[0] for tail in self.tails}
        longest = max((len(name) for name in self.full), default=0)
        called = {tokens.lower[one.start] for one in found.values() if one.end - one.start == 1}
        called &= {name[-1] for name in self.full}
        called.update(self._spoken_of(found))
        shape = tokens.shape
        for i in tokens.capitals:
            lower = tokens.lower[i]
            if i in found:
                continue
            if i and shape[i - 1] in CAPITALS and not self._opened(i - 1):
                if lower in firsts and i in place_ends and (end := self._repeated(i, longest)):
                    yield Candidate(i, end, "PER", "person.repeated", rank=1)  # "Đại sứ tại Việt Nam [Lam Sơn]"
                continue
            end = self._by_name(i) if lower in known.first else None
            if end is not None:
                yield Candidate(i, end, "PER", "person.known")
            elif lower in foreign and tokens.run(i, 2) - i == 1 and not self._places.covers(i, i + 1):
                yield Candidate(i, i + 1, "PER", "person.surname")
            elif lower in called and self._bare(i):
                yield Candidate(i, i + 1, "PER", "person.bare")
            elif lower in halves and self._by_tail(i):
                yield Candidate(i, i + TAIL, "PER", "person.tail", rank=1)
            elif lower in firsts and (end := self._repeated(i, longest)):
                yield Candidate(i, end, "PER", "person.repeated", rank=1)

    def _opened(self, i: int) -> bool:
        """Whether a word that is no part of a name opens a sentence: "[Theo] Kessel, …"."""
        return self._tokens.lower[i] in self._lexicon.titles.not_in_name and self._tokens.opens_sentence(i)

    def _spoken_of(self, found: dict[int, Candidate]) -> Iterator[str]:
        """Give the given names of full names that stand alone, in capitals, inside a sentence: "Năm 2005, Hằng đi"."""
        tokens = self._tokens
        given = {name[-1] for name in self.full if len(name) >= FULL_NAME}
        given -= self._lexicon.organisations.heads.first  # "các cơ sở [Đoàn]", "hôm qua, [Sở] chi tiền"
        for i in tokens.capitals:
            alone = i and i not in found and tokens.shape[i - 1] not in CAPITALS and not tokens.opens_sentence(i)
            if alone and tokens.lower[i] in given and self._bare(i):
                yield tokens.lower[i]

    def _repeated(self, i: int, longest: int) -> int | None:
        """Give the end of a full name that the text gave, of at most `longest` words, when it stands at `i` again."""
        end = self._tokens.run(i, longest + 1)
        if tuple(self._tokens.lower[i:end]) not in self.full or self._places.behind_word(i):
            return None
        return None if self._places.covers(i, end) else end

    def _by_tail(self, i: int) -> bool:
        """Whether the last two words of a full name that the text gave stand alone: "Nguyễn Sơn Hà … Sơn Hà"."""
        tokens = self._tokens
        if tuple(tokens.lower[i : i + TAIL]) not in self.tails or tokens.run(i, TAIL + 1) - i != TAIL:
            return False
        return not self._within[i] and not self._places.behind_word(i) and not self._places.covers(i, i + TAIL)

    def _bare(self, i: int) -> bool:
        """Whether a given name that the text used with a form of address stands by itself."""
        tokens = self._tokens
        if tokens.shape[i] != "C" or tokens.capital(i + 1) or len(tokens.cased[i]) < SHORTEST_BARE:
            return False
        table = self._lexicon.organisations
        words = (table.fields.longest(tokens.lower, i), table.heads.longest(tokens.lower, i))
        if any(found is not None and found[0] - i > 1 for found in words):
            return False  # "[Quân] khu 4"
        if self._titles.starts.get(i) or tokens.lower[i] in self._lexicon.titles.not_bare:
            return False  # "Phó [Pháp] chủ", "Theo [Bác]"
        if self._places.longer.compound(i):
            return False  # "[Việt] kiều"
        return not self._within[i] and not self._places.behind_word(i) and not self._places.covers(i, i + 1)

    def _by_name(self, i: int) -> int | None:
        """The end of a person's name that the table knows, if nothing longer begins there."""
        tokens = self._tokens
        one = self._lexicon.titles.known.longest(tokens.lower, i)
        if one is None or tokens.run(i, LONGEST_NAME) != one[0] or self._places.behind_word(i):
            return None
        return None if any(stop > one[0] for stop in self._titles.starts.get(i, ())) else one[0]
