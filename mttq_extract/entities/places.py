"""Places: level or feature word with a name, known names, and lists of names behind a plural level word."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.lexicon import Lexicon, PlaceWord
from mttq_extract.entities.tokens import Tokens

NAME_LENGTH = 4
LARGEST_NUMBER = 999


class PlaceReader:
    """Reads places of one text. `offices` are the tokens behind which a title ends: there a person may follow."""

    __slots__ = ("_cache", "_lexicon", "_offices", "_tokens", "found_names")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, offices: dict[int, int]) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._offices = offices
        self._cache: dict[tuple[int, bool], tuple[int, str] | None] = {}
        self.found_names: set[tuple[str, ...]] = set()

    def at(self, i: int, *, titled: bool = False) -> tuple[int, str] | None:
        """Give the end and rule of the place that begins at token `i`; `titled`: a person may follow."""
        titled = titled or i in self._offices
        if (i, titled) not in self._cache:
            self._cache[i, titled] = self._worded(i, titled) or self.known(i)
        return self._cache[i, titled]

    def level(self, i: int) -> int | None:
        """Give the end of a level word at `i` that stands without a name ("UBND *tỉnh*")."""
        tokens, places = self._tokens, self._lexicon.places
        found = places.bare_levels.longest(tokens.lower, i)
        if found is None:
            return None
        for end, words in places.words.every(tokens.lower, i):
            if end == found[0] and any(tokens.lower[end] in word.not_before for word in words):
                return None
        return found[0]

    def known(self, i: int, *, listed: bool = False) -> tuple[int, str] | None:
        """Give the end of a known place that may stand bare at `i`."""
        tokens = self._tokens
        for end, place in self._lexicon.places.known.every(tokens.lower, i):
            if not self._cased(i, place.capitals) or (end - i == 1 and tokens.glued(i) and tokens.shape[i - 1] == "."):
                continue
            if end - i == 1 and not listed and i and tokens.capital(i - 1) and tokens.shape[i] == "C":
                continue
            if tokens.shape[end] == "C" and len(tokens.cased[end]) == 1 and tokens.shape[end + 1] != "." and place.kind == "district":
                end += 1  # "Vĩnh Lộc A"
            if place.bare == "yes" or listed:
                return end, "place." + place.kind
            if place.bare == "context" and self._asked(i, end):
                return end, "place." + place.kind
        return None

    def find(self) -> Iterator[Candidate]:
        """Give every place of the text, lists included."""
        tokens = self._tokens
        firsts = self._lexicon.places.words.first | self._lexicon.places.known.first
        i = 0
        while i < len(tokens):
            if tokens.lower[i] in firsts:
                listed = list(self._list(i))
                if listed:
                    yield from listed
                    i = listed[0].start if listed[0].start > i else i + 1
                    continue
                found = self.at(i)
                if found is not None:
                    yield Candidate(i, found[0], "LOC", found[1], rank=2 if found[1] == "place.landmark" else 0)
                    yield from self._continued(found[0], found[1])
            elif tokens.shape[i] == "C" and i and tokens.lower[i - 1] in self._lexicon.places.strong_asks:
                end = self._unknown(i)
                if end is not None:
                    yield Candidate(i, end, "LOC", "place.asked", rank=-1)
                    self.found_names.add(tuple(tokens.cased[i:end]))
            i += 1

    def _unknown(self, i: int) -> int | None:
        """The end of a run of two or three capitalised words that no table knows."""
        tokens, lexicon = self._tokens, self._lexicon
        end = tokens.run(i, 4)
        if not 2 <= end - i <= 3 or tokens.shape[i:end] != "C" * (end - i) or tokens.shape[end] in "d\"q":
            return None
        if lexicon.organisations.heads.longest(tokens.lower, i) is not None or (
            lexicon.titles.words.longest(tokens.lower, i) is not None
        ):
            return None
        if end - i == 3 and tokens.lower[i] in lexicon.titles.strong:
            return None
        return end

    def _continued(self, j: int, rule: str) -> Iterator[Candidate]:
        """Unknown names that go on a list of places: "xã Bình Mỹ và Bình Chương"."""
        tokens = self._tokens
        if rule in ("place.country", "place.region", "place.world_region"):
            return
        while tokens.lower[j] in (",", "và") and tokens.shape[j + 1] == "C":
            end = self._unknown(j + 1)
            if end is None or self.at(j + 1) is not None:
                return
            if not (tokens.shape[end] in ",.;)n(" or tokens.lower[end] == "và" or tokens.lower[j] == "và" and end - j == 3):
                return
            if tokens.lower[j + 1] in self._lexicon.titles.strong and "road" not in rule:
                return
            yield Candidate(j + 1, end, "LOC", "place.continued", rank=-1)
            self.found_names.add(tuple(tokens.cased[j + 1 : end]))
            j = end

    def names(self, taken: bytearray) -> Iterator[Candidate]:
        """Give later bare mentions of names that a level word introduced ("xã Hòa Bắc … ở Hòa Bắc")."""
        tokens = self._tokens
        longest = max((len(name) for name in self.found_names), default=0)
        firsts = {name[0] for name in self.found_names}
        i = 0
        while i < len(tokens):
            step = 1
            if tokens.cased[i] in firsts and not taken[i] and not (i and tokens.capital(i - 1)):
                end = tokens.run(i, longest + 1)
                if tuple(tokens.cased[i:end]) in self.found_names:
                    yield Candidate(i, end, "LOC", "place.repeated", rank=-2)
                    step = end - i
            i += step

    def _cased(self, i: int, capitals: tuple[bool, ...]) -> bool:
        shape = self._tokens.shape
        return all(not capital or shape[i + k] in "CU" for k, capital in enumerate(capitals))

    def _asked(self, i: int, end: int) -> bool:
        """Whether a name that is also a common word stands where a place is asked for."""
        tokens, places = self._tokens, self._lexicon.places
        for back in (1, 2):
            if i >= back:
                found = places.asks.longest(tokens.lower, i - back)
                if found is not None and found[0] == i:
                    return True
        after = end + 1 if tokens.lower[end] in (",", "và") else -1
        if after > 0 and (found_place := places.known.longest(tokens.lower, after)) is not None:
            return found_place[1].kind == "country"
        return tokens.lower[i - 1] in (",", "và") and any(
            (place := places.known.get(tokens.lower[i - 1 - k : i - 1])) is not None and place.kind == "country"
            for k in (1, 2, 3)
            if i - 1 - k >= 0
        )

    def _worded(self, i: int, titled: bool) -> tuple[int, str] | None:
        """A place word with its name or number."""
        tokens = self._tokens
        for end, words in self._lexicon.places.words.every(tokens.lower, i):
            for word in words:
                if tokens.lower[end] in word.not_before or not self._word_fits(i, end, word):
                    continue
                if i and tokens.lower[i - 1] in word.not_after:
                    continue
                stop = self._name(end, word, titled)
                if stop is not None:
                    if word.admin and tokens.capital(end):
                        self.found_names.add(tuple(tokens.cased[end:stop]))
                    return stop, "place." + word.kind
        return None

    def _word_fits(self, i: int, end: int, word: PlaceWord) -> bool:
        """A feature of one syllable in capitals is often the first syllable of something else ("Hồ Chí Minh")."""
        tokens = self._tokens
        if word.admin or end - i > 1 or not tokens.capital(i):
            return True
        family = tokens.lower[i] in self._lexicon.titles.family
        return not family and (i == 0 or not tokens.capital(i - 1))

    def _name(self, j: int, word: PlaceWord, titled: bool = False) -> int | None:
        """Give the end of the name behind a place word."""
        tokens = self._tokens
        shape = tokens.shape[j]
        if shape == "d":
            return self._number(j, word)
        if tokens.lower[j] == "số" and tokens.shape[j + 1] == "d" and (word.number or word.kind == "works"):
            return j + 2
        if shape in "oq" and not word.admin:
            return None
        if shape not in "CU":
            return None
        known = self.known(j, listed=True)
        if known is None and self._lexicon.titles.words.longest(tokens.lower, j) is not None and (
            tokens.lower[j] not in self._lexicon.titles.family
        ):
            return None
        if tokens.lower[j] in self._lexicon.titles.not_in_name:
            return None
        if known is None and self._lexicon.organisations.front.longest(tokens.lower, j) is not None:
            return None
        if shape == "U" and tokens.shape[j - 1] == "l" and len(tokens.cased[j]) > 1 and known is None:
            return None  # "tổ COVID", "kênh VTV6"
        run = tokens.run(j, NAME_LENGTH + 1)
        if tokens.shape[j - 1] == "." and run - j == 1 and known is None and tokens.start[j] > tokens.end[j - 1]:
            return None  # "của TP. Phát biểu"
        run = self._cut(j, run, titled, known)
        if known is not None:
            rest = run - known[0]
            if rest <= 0 or rest > 1 or tokens.lower[known[0]] in self._lexicon.titles.family:
                return known[0]
        if run == j:
            return None
        if tokens.shape[run - 1] == "U" and tokens.shape[j] != "U" and not word.admin:
            run -= 1
        if run > j and tokens.shape[run] == "d" and tokens.start[run] - tokens.end[run - 1] <= 1 and self._short(run):
            run += 1  # "Đại Ân 1"
        elif tokens.shape[run] == "-" and tokens.capital(run + 1) and run - j <= 2 and word.admin:
            more = self._cut(run + 1, tokens.run(run + 1, 2), titled, None)
            if more - run - 1 == 2 and not tokens.glued(run) and self._lexicon.titles.words.longest(tokens.lower, run + 1) is None:
                return run  # "xã Hòa Bắc - Nguyễn An": too unsure
        return run if run > j else None

    def _short(self, j: int) -> bool:
        token = self._tokens.cased[j]
        return token.isdigit() and len(token) <= 2 and self._ends_number(j)

    def _cut(self, j: int, run: int, titled: bool, known: tuple[int, str] | None) -> int:
        """Shorten a run of capitals at the first word of a person, an office or a body."""
        tokens, titles = self._tokens, self._lexicon.titles
        for k in range(j, run):
            lower = tokens.lower[k]
            rest = run - k
            if k == j:
                if titled and lower in titles.family and rest >= 2 and known is None:
                    return k
                continue
            if lower in titles.strong and (rest >= 3 or (titled and rest >= 2)):
                return k
            if k > j and self._lexicon.organisations.heads.longest(tokens.lower, k) is not None and lower in (
                "mttq", "ubnd", "hđnd", "ủy", "mặt"
            ):
                return k
        return min(run, j + NAME_LENGTH)

    def _number(self, j: int, word: PlaceWord) -> int | None:
        """A number as a name: "quận 1", "vành đai 2,5", "đường 3/2"; a list of numbers is one name."""
        tokens = self._tokens
        if not word.number:
            return None
        text = tokens.cased[j]
        if not text[0].isdigit() or len(text) > 3 and "," not in text and not word.kind == "road":
            return None
        if word.kind == "site":
            return j + 3 if tokens.shape[j + 1] == "-" and tokens.shape[j + 2] == "d" else None
        end = j + 1
        if word.kind == "road" and tokens.shape[end] == "/" and tokens.shape[end + 1] == "d":
            return end + 2
        if word.admin and word.kind != "hamlet":
            while (
                tokens.lower[end] in (",", "và") and tokens.shape[end + 1] == "d" and tokens.cased[end + 1].isdigit()
                and len(tokens.cased[end + 1]) <= 2 and self._ends_number(end + 1)
            ):
                end += 2
            return end
        return end if word.always_number or self._ends_number(j) else None

    def _ends_number(self, j: int) -> bool:
        """Whether no counted noun follows a number."""
        tokens = self._tokens
        return tokens.shape[j + 1] not in "ld" or tokens.lower[j + 1] in self._lexicon.places.number_then

    def _list(self, i: int) -> Iterator[Candidate]:
        """Names behind a plural level word: "các quận Đống Đa, Long Biên và Hoàng Mai"."""
        tokens, places = self._tokens, self._lexicon.places
        if i == 0 or tokens.capital(i):
            return
        found = places.words.longest(tokens.lower, i)
        if found is None or not any(word.admin or word.kind in ("road", "works", "site") for word in found[1]):
            return
        if not self._plural(i, found[1][0]):
            return
        word = found[1][0]
        j = found[0]
        while tokens.lower[j] in (",", "và") and (more := places.words.longest(tokens.lower, j + 1)) is not None:
            j = more[0]  # "các huyện, thị xã Long Khánh"
        if tokens.lower[j] in (":", "gồm", "như"):
            j += 1
        if not tokens.capital(j):
            return
        while tokens.capital(j):
            if places.words.longest(tokens.lower, j) is not None and self._worded(j, False):
                break
            end = self._name(j, word)
            if end is None:
                break
            yield Candidate(j, end, "LOC", "place.list", rank=1)
            self.found_names.add(tuple(tokens.cased[j:end]))
            j = end
            if tokens.shape[j] == "(":
                close = next((k for k in range(j, min(j + 12, len(tokens))) if tokens.shape[k] == ")"), None)
                if close is None:
                    break
                j = close + 1
            if tokens.lower[j] == "," and tokens.lower[j + 1] == "và":
                j += 1
            if tokens.lower[j] not in (",", "và", "-", ";", "–"):
                break
            j += 1

    def _plural(self, i: int, word: PlaceWord) -> bool:
        tokens, places = self._tokens, self._lexicon.places
        for back in (1, 2):
            if i >= back:
                found = places.lists.longest(tokens.lower, i - back)
                if found is not None and found[0] == i:
                    return True
        return word.admin and tokens.shape[i - 1] == "d" and tokens.cased[i - 1].isdigit()
