"""Places: a level or feature word with its name or number, and names that are known."""

from __future__ import annotations

from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.gazetteer import PlaceWord
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.longer_names import LongerNames
from mttq_extract.entities.place_numbers import PlaceNumbers
from mttq_extract.entities.place_units import UnitNames
from mttq_extract.entities.tokens import Tokens

NAME_LENGTH = 4
SECOND_NAME = 2  # words of the second of two names
WIDE = frozenset({"place.province", "place.country", "place.region", "place.world_region"})
UNITS = frozenset({"city", "town", "district", "county", "ward", "commune"})  # levels below the province
LOOK_AHEAD = 3  # words behind a name that tell whether a person follows


class PlaceReader:
    """Reads places of one text. `offices` are the tokens behind which a title ends: there a person may follow."""

    __slots__ = ("_cache", "_lexicon", "_offices", "_tokens", "longer", "names", "numbers", "units")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, offices: dict[int, int], units: AdminUnits) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._offices = offices
        self._cache: dict[tuple[int, bool], tuple[int, str] | None] = {}
        self.longer = LongerNames(lexicon, tokens)
        self.numbers = PlaceNumbers(lexicon, tokens)
        self.units = UnitNames(lexicon, tokens, units, offices)
        self.names: set[tuple[str, ...]] = set()

    def at(self, i: int, *, titled: bool = False) -> tuple[int, str] | None:
        """Give the end and rule of the place that begins at token `i`; `titled`: a person may follow."""
        lower, places = self._tokens.lower[i], self._lexicon.places
        if lower not in places.known.first and lower not in places.words.first:
            return self._state(i) if lower in self._lexicon.organisations.states.first else None
        titled = titled or i in self._offices
        if (i, titled) not in self._cache:
            named = self.worded(i, titled=titled)
            known = self.known(i)
            longer = named is None or (known is not None and known[1] == "place.landmark" and known[0] > named[0])
            state = lower in self._lexicon.organisations.states.first
            self._cache[i, titled] = (known if longer else named) or (self._state(i) if state else None)
        return self._cache[i, titled]

    def _state(self, i: int) -> tuple[int, str] | None:
        """A country with what kind of state it is: "Cộng hòa Malta"."""
        tokens = self._tokens
        state = self._lexicon.organisations.states.longest(tokens.lower, i)
        if state is None or not any(map(tokens.capital, range(i, state[0]))):
            return None
        found = self._lexicon.places.known.longest(tokens.lower, state[0])
        if found is None or found[1].kind != "country" or not tokens.capital(state[0]):
            return None
        return found[0], "place.country"

    def level(self, i: int) -> int | None:
        """Give the end of a level word at `i` that stands without a name ("UBND *tỉnh*")."""
        tokens, places = self._tokens, self._lexicon.places
        found = places.bare_levels.longest(tokens.lower, i)
        if found is None:
            return None
        split = places.level_splits.longest(tokens.lower, i)
        if split is not None:
            return i + split[1]
        for end, words in places.words.every(tokens.lower, i):
            if end == found[0] and any(tokens.lower[end] in word.not_before for word in words):
                return None
        return found[0]

    def known(self, i: int, *, listed: bool = False) -> tuple[int, str] | None:
        """Give the end of a known place that may stand bare at `i`."""
        tokens, places = self._tokens, self._lexicon.places
        if not tokens.capital(i) and tokens.lower[i] not in places.small:
            return None
        found = places.known.every(tokens.lower, i)
        if found and not listed and places.not_asked.before(tokens.lower, i):
            return None
        for end, place in found:
            if not self._cased(i, place.capitals) or (end - i == 1 and self._part_of_word(i, listed)):
                continue
            if end - i == 1 and place.kind == "country" and not listed and tokens.lower[i - 1] in places.called:
                continue  # "ông Mỹ"
            letter = tokens.shape[end] == "C" and len(tokens.cased[end]) == 1 and tokens.shape[end + 1] != "."
            if letter and place.kind == "district":
                end += 1  # "Vĩnh Lộc A"
            elif tokens.shape[end] == "C" and self.longer.of_side(i, end, place):
                end += 1  # "Dịch Vọng Hậu"
            if place.kind == "region" and not listed and i and tokens.lower[i - 1] in places.sides:
                return None  # "ở phía Tây Bắc của tỉnh"
            if place.kind == "region" and (directions := self.longer.of_directions(i, end)) > end:
                if places.lists.before(tokens.lower, i):
                    return None  # "cả hai miền Nam - Bắc"
                end = directions
            if place.bare == "yes" or listed:
                return end, "place." + place.kind
            foreign = tokens.shape[end] == "C" and not self._lexicon.syllables.valid(tokens.lower[end])
            if place.kind == "country" and i in self._offices and foreign:
                return end, "place.country"  # "Tổng thống [Mỹ] Howard Kilbride"
            if place.bare == "context" and self._asked(i, end):
                return end, "place." + place.kind
        return None

    def covers(self, i: int, end: int) -> bool:
        """Whether a known place begins at token `i` and reaches at least to `end`."""
        place = self.known(i)
        return place is not None and place[0] >= end

    def behind_word(self, i: int) -> bool:
        """Whether a road or another place word stands before the name at token `i`."""
        return self._lexicon.places.words.before(self._tokens.lower, i, most=3)

    def _part_of_word(self, i: int, listed: bool) -> bool:
        """Whether a name of one word is the end of a longer one ("Bình Mỹ", "vietnam.vn")."""
        tokens = self._tokens
        if tokens.glued(i) and tokens.shape[i - 1] == ".":
            return True
        if self.longer.compound(i):
            return True
        if not listed and self.longer.alone(i):
            return True
        if listed or not i or not tokens.capital(i - 1):
            return False
        opened = tokens.opens_sentence(i - 1) and not tokens.capital(i + 1)
        if opened and self._lexicon.places.asks.before(tokens.lower, i):
            return False  # "Tại [Mỹ], …"
        heading = tokens.shape[i - 1] == "U" and self._lexicon.syllables.valid(tokens.lower[i])  # "GIẢI PHÁP"
        return tokens.shape[i] == "C" or heading

    def _cased(self, i: int, capitals: tuple[bool, ...]) -> bool:
        shape = self._tokens.shape
        return all(not capital or shape[i + k] in "CU" for k, capital in enumerate(capitals))

    def _asked(self, i: int, end: int) -> bool:
        """Whether a name that is also a common word stands where a place is asked for."""
        tokens, places, listing = self._tokens, self._lexicon.places, self._lexicon.words.listing
        if places.asks.before(tokens.lower, i):
            return True
        if tokens.shape[i - 1] == "(" and tokens.shape[end] == ")" and i > 1 and tokens.capital(i - 2):
            return True  # "Oslo Kessel (Đức)"
        after = places.known.longest(tokens.lower, end + 1) if tokens.lower[end] in listing else None
        if after is not None and tokens.capital(end + 1):
            return after[1].kind == "country"
        return tokens.lower[i - 1] in listing and any(
            (place := places.known.get(tokens.lower[i - 1 - k : i - 1])) is not None and place.kind == "country"
            for k in (1, 2, 3)
            if i - 1 - k >= 0
        )

    def worded(self, i: int, *, titled: bool = False) -> tuple[int, str] | None:
        """Give the end and rule of a place word at `i` with its name or number."""
        tokens = self._tokens
        found = self._lexicon.places.words.every(tokens.lower, i)
        if found and tokens.glued(i) and tokens.shape[i - 1] == ".":
            return None  # initials: "X.T.Q"
        for end, words in found:
            for word in words if self._may_be_named(i, end) else ():
                whole = tokens.shape[end : end + 2] == "CC" or not word.admin  # "thôn Tiên Phong", but "tổ tiên"
                other = tokens.capital(end) and whole and not (tokens.capital(i) or word.pair)
                if tokens.lower[end] in word.not_before and not other:
                    continue
                if not self._word_fits(i, end, word):
                    continue
                if i and tokens.lower[i - 1] in word.not_after:
                    continue
                stop = self.name(end, word, titled=titled)
                if stop is None and self._lexicon.places.of_level.get(tokens.lower[i:end]) is not None:
                    inner = self.worded(end)
                    stop = self._venue(i, end) if inner is None else inner[0]
                if stop is not None:
                    if word.admin and tokens.capital(end):
                        self.names.add(tuple(tokens.cased[end:stop]))
                    return stop, "place." + word.kind
        return None

    def _venue(self, i: int, end: int) -> int | None:
        """The end of the level whose venue something takes place at: "tại [Nhà thi đấu tỉnh]"."""
        at = bool(i) and self._tokens.lower[i - 1] in self._lexicon.places.strong_asks
        return self.level(end) if at and self._tokens.capital(i) else None

    def _may_be_named(self, i: int, end: int) -> bool:
        """Whether a capital or a number follows a place word, or the word takes the name of a unit behind its level."""
        tokens = self._tokens
        if tokens.shape[end] in "CUd" or tokens.lower[end] in self._lexicon.words.number:
            return True
        if tokens.lower[end] in self._lexicon.places.small:
            return True  # "bến xe miền Tây"
        return self._lexicon.places.of_level.get(tokens.lower[i:end]) is not None

    def _word_fits(self, i: int, end: int, word: PlaceWord) -> bool:
        """A feature of one syllable in capitals is often the first syllable of something else ("Hồ Chí Minh")."""
        tokens = self._tokens
        if word.admin and tokens.shape[i] == "U" and i and tokens.shape[i - 1] == "U" and word.kind == "hamlet":
            return False  # a heading: "VĂN BẢN CỦA CƠ QUAN"
        if word.admin or end - i > 1 or not tokens.capital(i):
            return True
        if word.number and (tokens.shape[end] == "d" or tokens.lower[end] in self._lexicon.words.number):
            return True
        places = self._lexicon.places
        family = tokens.lower[i] in self._lexicon.titles.family
        if tokens.lower[i] in places.rather and tokens.opens_sentence(i):
            family = tokens.lower[end] in places.not_rather
        return not family and (i == 0 or not tokens.capital(i - 1))

    def name(self, j: int, word: PlaceWord, *, titled: bool = False) -> int | None:
        """Give the end of the name behind a place word."""
        tokens = self._tokens
        if tokens.shape[j] == "d":
            return self.numbers.end(j, word)
        if tokens.lower[j] in self._lexicon.words.number and tokens.shape[j + 1] == "d":
            return j + 2 if word.number else None
        if not tokens.capital(j) and word.kind == "works":
            region = self.known(j, listed=True)
            return None if region is None else region[0]  # "bến xe miền Tây"
        if not tokens.capital(j):
            return None
        known = None if self.longer.of_land(j) else self.known(j, listed=True)
        known_end = None if known is None else known[0]
        unit = self.units.end(j, titled=titled, known=known_end) if word.kind in UNITS else None
        if unit is not None:
            return unit + (known is None and self.numbers.short(unit))  # "Long Mỹ 1", which no table knows
        if not self._may_be_name(j, word, known, titled):
            return None
        run = self._cut(j, tokens.run(j, NAME_LENGTH + LOOK_AHEAD), titled, known)
        end = None if known is None else self._behind_known(j, run, known, word)
        return self._lengthened(j, run, word) if end is None else end

    def _may_be_name(self, j: int, word: PlaceWord, known: tuple[int, str] | None, titled: bool) -> bool:
        """Whether the capitals at `j` may name a place: a known one, or no title, person or common word."""
        tokens, titles = self._tokens, self._lexicon.titles
        if tokens.lower[j] in titles.not_in_name or known is not None:
            return tokens.lower[j] not in titles.not_in_name
        province = word.kind == "province"
        asked = (titled and (province or word.kind in UNITS)) or (province and tokens.lower[j] in titles.strong)
        if asked and self.units.called(j, province=province):
            return False
        return self._may_name(j, word) and not (tokens.shape[j + 1] == "l" and self.longer.compound(j))

    def _behind_known(self, j: int, run: int, known: tuple[int, str], word: PlaceWord) -> int | None:
        """The end of a name at `j` that is, or begins with, a known place; None when it is another, longer name."""
        tokens, (end, kind) = self._tokens, known
        rest = run - end
        if rest == 1 and tokens.lower[end] in self._lexicon.organisations.verbs and end - j > 1:
            return end  # "hồ Hoàn Kiếm [Cùng] với người dân"
        if tokens.shape[end - 1] == "U" and tokens.shape[end] == "C":
            return end
        if (numbered := self.numbers.serial(end, word)) > end:
            return numbered
        if word.pair and tokens.shape[end] == "-" and tokens.capital(end + 1):
            return self._second(end + 1, word)
        land = word.admin and kind == "place.country" and rest == 1  # "xã [Mỹ Sơn]"
        return end if not land and (rest != 1 or tokens.lower[end] in self._lexicon.titles.family) else None

    def _lengthened(self, j: int, run: int, word: PlaceWord) -> int | None:
        """The end of a name whose capitals run from `j` to `run`, with its second name, field or number."""
        tokens = self._tokens
        if run == j:
            return None
        if word.pair and tokens.shape[run] == "-" and tokens.capital(run + 1):
            run = self._second(run + 1, word)  # "cao tốc Bến Lức [- Long Thành]"
        if word.kind == "site":
            field = self._lexicon.organisations.fields.longest(tokens.lower, run - 1)
            run = max(run, field[0]) if field is not None else run  # "Nhà văn hóa Lao động"
        if tokens.shape[run - 1] == "U" and tokens.shape[j] != "U" and not word.admin:
            run -= 1
        if run == j:
            return None
        if tokens.shape[run - 1] == "C" and self.numbers.short(run):
            return run + 1  # "Đại Ân 1"
        return self.numbers.serial(run, word)

    def _second(self, j: int, word: PlaceWord) -> int:
        """The end of the second name at `j` of a work or an area that bears two: "cao tốc Bến Lức - [Long Thành]"."""
        further = self.known(j, listed=True)
        if word.kind == "site":  # no area is named after a province, nor after whoever speaks behind the dash
            run = self._tokens.run(j, NAME_LENGTH)
            beside = run - j != SECOND_NAME or (further is not None and further[1] in WIDE) or self._other(j, run)
            return j - 1 if beside else run
        if further is None or (further[0] == j + 1 and self._tokens.capital(j + 1)):
            return self._tokens.run(j, NAME_LENGTH)  # "cao tốc Trung Lương - [Mỹ Thuận]"
        return further[0]

    def _other(self, j: int, end: int) -> bool:
        """Whether what stands behind the dash is a body, a fund or somebody, or does something."""
        tokens, lexicon = self._tokens, self._lexicon
        if lexicon.organisations.heads.longest(tokens.lower, j) or lexicon.titles.words.longest(tokens.lower, j):
            return True
        if tokens.lower[j] in lexicon.titles.not_in_name or lexicon.titles.speech.longest(tokens.lower, end):
            return True
        return lexicon.organisations.front.longest(tokens.lower, j + 1) is not None

    def _may_name(self, j: int, word: PlaceWord) -> bool:
        """Whether a capitalised word that no table knows may begin the name of a place."""
        tokens, lexicon = self._tokens, self._lexicon
        if lexicon.organisations.front.longest(tokens.lower, j) is not None:
            return False
        title = lexicon.titles.words.longest(tokens.lower, j)
        if title is not None and tokens.lower[j] not in lexicon.titles.family:
            called = title == (j + 1, "plain") and tokens.shape[j] == tokens.shape[j + 1] == "C" and not word.admin
            person = tokens.lower[j + 1] in lexicon.titles.family and tokens.run(j, 3) - j == 3
            return called and not person  # "cầu Ông Lãnh", "đường Bà Triệu"
        if tokens.shape[j] == "U" and tokens.shape[j - 1] in "lC" and len(tokens.cased[j]) > 1:
            return word.pair and word.kind == "site"  # "khu công nghiệp KESS", but "tổ COVID", "kênh VTV6"
        alone = tokens.run(j, 2) - j == 1
        if alone and word.admin and (field := lexicon.organisations.fields.longest(tokens.lower, j)) is not None:
            return field[0] == j + 1  # "tổ Tài chính"
        return not (alone and tokens.shape[j - 1] == "." and not tokens.glued(j))  # "của TP. Phát biểu"

    def _cut(self, j: int, run: int, titled: bool, known: tuple[int, str] | None) -> int:
        """Shorten a run of capitals at the first word of a person, an office or a body."""
        tokens, titles = self._tokens, self._lexicon.titles
        if titled and run - j >= 2 and tokens.lower[j] in titles.family and known is None:
            place = self.known(run + 1) if run - j == 2 and tokens.shape[run] == "," else None
            weak = run - j == 2 and tokens.lower[j] not in titles.strong
            return j if place is None and not weak else run  # "cán bộ phường [Lê Lợi], TP Vinh"
        for k in range(j, run):
            site = self._lexicon.places.words.longest(tokens.lower, k)
            if site is not None and site[0] > run:
                return k  # "đường vành đai [Công viên Đầm Sen]"
        for k in range(j + 1, run):
            if len(tokens.cased[k]) == 1 and tokens.shape[k + 1] == "." and tokens.shape[k + 2] == "d":
                return k  # "Khu đô thị mới Thủ Thiêm [Q. 2]"
            if len(tokens.cased[j]) > 1 and tokens.shape[j] == "U" and tokens.shape[k] == "C":
                return k  # "TP.HCM [Cũng] trong sáng nay"
            rest = run - k
            if tokens.lower[k] in titles.strong and (rest >= 3 or (titled and rest >= 2)):
                later = k == j + 1 and rest > 3 and tokens.lower[k + 1] in titles.strong
                return k + later  # "phường [Chương Dương] Phạm Thị Ngà"
            head = self._lexicon.organisations.heads.longest(tokens.lower, k)
            if head is not None and (head[0] - k > 1 or tokens.shape[k] == "U"):
                return k
        return min(run, j + NAME_LENGTH)
