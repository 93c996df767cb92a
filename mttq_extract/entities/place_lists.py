"""Places through a whole text: single ones, lists behind a plural word, unknown names that a place asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.gazetteer import PlaceWord
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.tokens import Tokens

LISTED_FEATURES = frozenset({"road", "works", "site"})
NOT_CONTINUED = frozenset({"place.country", "place.region", "place.world_region"})
NUMBERED = frozenset({"place.district", "place.ward"})
NUMBER = re.compile("d")  # among the shapes of tokens
LONGEST_BRACKET = 12
LONGEST_COUNT = 3  # words of what a number counts
YEAR_LENGTH = 4
SHORTEST_STREET = 2  # words of a street's name in an address
LONGEST_STREET = 4  # words of a street's name


class PlaceLister:
    """Finds the places of one text with a `PlaceReader`."""

    __slots__ = ("_lexicon", "_places", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, places: PlaceReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places

    def find(self) -> Iterator[Candidate]:
        """Give every place of the text."""
        tokens, table = self._tokens, self._lexicon.places
        words, known, small = table.words.first, table.known.first, table.small
        states = self._lexicon.organisations.states.first
        asked = (i + 1 for i in tokens.standing(table.strong_asks))
        digits = (found.start() for found in NUMBER.finditer(tokens.shape))
        resume, size = 0, len(tokens)
        for i in sorted({*tokens.standing(words, known, states), *digits, *asked}):
            if i < resume or i >= size:
                continue
            lower, capital = tokens.lower[i], tokens.capital(i)
            worded = lower in words
            if worded or (lower in known if capital else lower in small) or lower in states:
                listed = list(self._list(i)) if worded and not capital else []
                if listed:
                    yield from listed
                    resume = listed[0].start
                    continue
                found = self._places.at(i)
                if found is not None and not self._abroad(i, found):
                    start = i + (lower in table.outside)  # "nước [Cộng hòa Cuba]"
                    yield Candidate(start, found[0], "LOC", found[1], rank=2 if found[1] == "place.landmark" else 0)
                    yield from self._continued(found[0], found[1])
            elif tokens.shape[i] == "d" and (end := self._address(i)) is not None:
                start = i - 1 if i and tokens.lower[i - 1] in self._lexicon.words.number else i
                yield Candidate(start, end, "LOC", "place.address", rank=3)
                resume = end
            elif tokens.shape[i] == "C" and i and tokens.lower[i - 1] in table.strong_asks:
                end = self._unknown(i)
                if end is not None:
                    yield self._new(i, end, "place.asked")

    def _abroad(self, i: int, place: tuple[int, str]) -> bool:
        """Whether a country only tells whose people live abroad: "người Việt Nam ở nước ngoài"."""
        if place[1] != "place.country" or not i or self._tokens.lower[i - 1] not in self._lexicon.places.folk:
            return False
        return self._lexicon.places.abroad.longest(self._tokens.lower, place[0]) is not None

    def repeated(self, taken: bytearray) -> Iterator[Candidate]:
        """Give later bare mentions of names that a place word introduced; `taken` marks tokens of other names."""
        tokens, names = self._tokens, self._places.names
        longest = max((len(name) for name in names), default=0)
        firsts = {name[0] for name in names}
        for i in tokens.capitals if names else ():
            if tokens.cased[i] not in firsts or taken[i] or (i and tokens.capital(i - 1)):
                continue
            end = tokens.run(i, longest + 1)
            if tuple(tokens.cased[i:end]) in names and not self._places.longer.compound(i):
                yield Candidate(i, end, "LOC", "place.repeated", rank=-2)

    def _new(self, i: int, end: int, rule: str, rank: int = -1) -> Candidate:
        self._places.names.add(tuple(self._tokens.cased[i:end]))
        return Candidate(i, end, "LOC", rule, rank=rank)

    def _counted(self, j: int) -> int:
        """The token behind a number and what it counts: "xã Bình Mỹ [71 triệu], Bình Chương [58 triệu]"; else `j`."""
        tokens = self._tokens
        if tokens.shape[j] == "(" and "d" in tokens.shape[j : (close := tokens.behind_bracket(j, LONGEST_BRACKET))]:
            return close  # "Tân Bình [(4,5 ha)], Tân Tạo [(3 ha)]"
        if tokens.shape[j] != "d":
            return j
        k = j + 1
        while tokens.shape[k] == "l" and k - j <= LONGEST_COUNT:
            k += 1
        return k if tokens.shape[k] in ",;.n" or tokens.lower[k] in self._lexicon.words.conj else j

    def _unknown(self, i: int, *, numbered: bool = False) -> int | None:
        """The end of a run of two or three capitalised words that no table knows."""
        tokens, lexicon = self._tokens, self._lexicon
        end = tokens.run(i, 4)
        if not 2 <= end - i <= 3 or "U" in tokens.shape[i:end]:
            return None
        if tokens.shape[end] in 'd"q' and not numbered:
            return None
        if lexicon.organisations.heads.longest(tokens.lower, i) is not None:
            return None
        if lexicon.titles.words.longest(tokens.lower, i) is not None:
            return None
        return None if end - i == 3 and tokens.lower[i] in lexicon.titles.strong else end

    def _continued(self, j: int, rule: str) -> Iterator[Candidate]:
        """Unknown names that go on a list of places: "xã Bình Mỹ và Bình Chương"."""
        tokens, words = self._tokens, self._lexicon.words
        if rule in NOT_CONTINUED:
            return
        if rule == "place.road":
            yield from self._streets(j)
        if rule in NUMBERED and self._tokens.shape[j - 1] == "d":
            yield from self._numbers(j)
        counted = False
        while True:
            if (behind := self._counted(j)) > j:
                j, counted = behind, True
            if tokens.shape[j] == "," and tokens.lower[j + 1] in words.conj:
                j += 1
            if tokens.lower[j] not in words.listing or tokens.shape[j + 1] != "C":
                return
            end = self._unknown(j + 1, numbered=counted)
            if end is None or self._places.at(j + 1) is not None:
                return
            if counted and self._counted(end) == end:
                return
            last = tokens.lower[j] in words.conj and end - j == 3
            unit = self._lexicon.places.words.longest(tokens.lower, end)
            above = (
                unit is not None and unit[1][0].admin and tokens.capital(unit[0])
            )  # "xã Bình Chương [huyện Bình Sơn]"
            if (
                not counted
                and tokens.shape[end] not in ",.;)n("
                and tokens.lower[end] not in words.conj
                and not (last or above)
            ):
                return
            if tokens.lower[j + 1] in self._lexicon.titles.strong and rule != "place.road":
                return
            yield self._new(j + 1, end, "place.continued")
            j = end

    def _numbers(self, j: int, *, sure: bool = False) -> Iterator[Candidate]:
        """Numbers that go on a list of districts or wards: "quận 1, [3] và [5]"; `sure`: the list has a plural."""
        tokens = self._tokens
        while tokens.lower[j] in self._lexicon.words.listing and tokens.cased[j + 1].isdigit():
            counts = self._lexicon.places.not_counted.longest(tokens.lower, j + 2) is not None
            if len(tokens.cased[j + 1]) > 2 or tokens.shape[j + 2] == "/":
                return
            if not (self._places.numbers.short(j + 1, listed=True) or (sure and not counts)):
                return
            yield Candidate(j + 1, j + 2, "LOC", "place.continued")
            j += 2

    def _address(self, i: int) -> int | None:
        """The end of a house's number and street that a ward, a district or a city follows: "46/3 Lê Lợi, phường 2"."""
        tokens = self._tokens
        if len(tokens.cased[i]) >= YEAR_LENGTH or (i and tokens.lower[i - 1] in self._lexicon.places.lanes):
            return None
        j = i + 1
        while tokens.shape[j] == "/" and tokens.shape[j + 1] == "d":
            j += 2
        if tokens.glued(j) and tokens.shape[j] in "CU" and len(tokens.cased[j]) == 1:
            j += 1
        told = bool(i) and tokens.lower[i - 1] in self._lexicon.words.number  # "số 70 Bạch Đằng"
        road = j + 1 if tokens.shape[j] == "," and told else j
        at = i - 1 - told
        asked = at < 0 or tokens.shape[at] in ",(:-n" or tokens.lower[at] in self._lexicon.places.doorstep
        door = self._lexicon.places.door
        if (told or asked) and tokens.lower[road] in door and tokens.lower[at] not in door:
            street = self._places.at(road)
            if street is not None and street[1] == "place.road":
                return street[0]  # "tại số 12, đường Trần Phú"
        end = tokens.run(j, LONGEST_STREET)
        house = at >= 0 and self._lexicon.places.houses.before(tokens.lower, at + 1) and not tokens.glued(j)
        if (house or (told and asked)) and self._named_street(j, end):
            return end
        if end - j < SHORTEST_STREET or tokens.shape[end] not in ",(" or tokens.glued(j) or "U" in tokens.shape[j:end]:
            return None
        if self._lexicon.organisations.heads.longest(tokens.lower, j) is not None:
            return None
        place = self._places.at(end + 1)
        return None if place is None or place[1] in NOT_CONTINUED else end

    def _named_street(self, j: int, end: int) -> bool:
        """Whether the name behind "số" and a number is a street's: two or three words, no place, title or body."""
        tokens, lexicon = self._tokens, self._lexicon
        if not SHORTEST_STREET <= end - j < LONGEST_STREET or "U" in tokens.shape[j:end] or tokens.glued(j):
            return False
        if tokens.shape[end] == "d" or self._places.at(j) is not None or self._places.longer.compound(j):
            return False
        heads = lexicon.organisations.heads.longest(tokens.lower, j)
        return heads is None and lexicon.titles.words.longest(tokens.lower, j) is None

    def _streets(self, j: int) -> Iterator[Candidate]:
        """Streets behind a street, at least two of them: "đường Lê Lợi, Nguyễn Huệ và Đồng Khởi"."""
        tokens, words = self._tokens, self._lexicon.words
        names: list[tuple[int, int]] = []
        while tokens.lower[j] in words.listing and tokens.shape[j + 1] == "C":
            end = tokens.run(j + 1, LONGEST_STREET)
            if end - j < 3 or self._lexicon.titles.words.longest(tokens.lower, j + 1) is not None:
                break
            if self._lexicon.organisations.heads.longest(tokens.lower, j + 1) is not None:
                break
            last = bool(names) and tokens.lower[end] in self._lexicon.organisations.verbs
            if tokens.shape[end] not in ",.;)n(-" and tokens.lower[end] not in words.conj and not last:
                break
            names.append((j + 1, end))
            j = end
        if len(names) > 1:
            yield from (self._new(start, end, "place.continued", rank=3) for start, end in names)

    def _list(self, i: int) -> Iterator[Candidate]:
        """Names behind a plural place word: "các quận Đống Đa, Long Biên và Hoàng Mai"."""
        tokens, words, table = self._tokens, self._lexicon.words, self._lexicon.places
        found = table.words.longest(tokens.lower, i) if i else None
        if found is None or not self._plural(i, found[1][0]):
            return
        j, (word, *_) = found
        while tokens.lower[j] in words.listing and (more := table.words.longest(tokens.lower, j + 1)) is not None:
            j = more[0]  # "các huyện, thị xã Long Khánh"
        if tokens.shape[j] == "l" and tokens.lower[j + 1] in words.colon and (word.admin or word.kind == "road"):
            j += 1  # "các phố [lớn] như …"
        if tokens.lower[j] in words.colon:
            j += 1
        numbered = word.number and "place." + word.kind in NUMBERED and table.lists.before(tokens.lower, i)
        if numbered and tokens.shape[j] == "d":
            yield Candidate(j, j + 1, "LOC", "place.list")
            yield from self._numbers(j + 1, sure=True)
            return
        heads = self._lexicon.organisations.heads
        while tokens.capital(j) and self._places.worded(j) is None:
            head = heads.longest(tokens.lower, j)
            if head is not None and head[0] > j + 1 and not tokens.capital(j + 1):
                return  # "các khu công nghiệp Lộc Hà, [Ban quản lý] …"
            end = self._places.name(j, word)
            if end is None:
                return
            yield self._new(j, end, "place.list", rank=1)
            j = tokens.behind_bracket(end, LONGEST_BRACKET)
            if tokens.shape[j] == "," and tokens.lower[j + 1] in words.conj:
                j += 1
            if tokens.lower[j] not in words.loose:
                return
            j += 1

    def _plural(self, i: int, word: PlaceWord) -> bool:
        tokens = self._tokens
        if (not word.admin and word.kind not in LISTED_FEATURES) or tokens.lower[i - 1] in word.not_after:
            return False
        if self._lexicon.places.lists.before(tokens.lower, i):
            return not self._lexicon.places.clusters.before(tokens.lower, i)
        if len(tokens.cased[i - 1]) > 1 and self._lexicon.organisations.boards.before(tokens.lower, i - 1, most=3):
            return False  # "Ban Chỉ đạo 389 [tỉnh] Lào Cai"
        if tokens.lower[i - 2] in self._lexicon.words.number:
            return False  # "đơn vị bầu cử số 1 [tỉnh Thanh Hóa]"
        if i > 1 and self._lexicon.places.words.get(tokens.lower[i - 2 : i - 1]) is not None:
            return False  # "phường 15 [quận Tân Bình]"
        if tokens.shape[i - 2] == "-" and tokens.glued(i - 1):
            return False  # "phòng chống dịch Covid-19 [tỉnh Thanh Hóa]"
        return word.admin and tokens.cased[i - 1].isdigit() and len(tokens.cased[i - 1]) < YEAR_LENGTH
