"""Persons: names behind titles, names that begin with a family name, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.known_persons import LONGEST_NAME, KnownPersons
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.organisations import OrganisationReader
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.titles import TitleWords
from mttq_extract.entities.tokens import Tokens

FULL_NAME = 2  # words of the shortest full name
NAME_LENGTH = 3  # words of a full name that needs no title
PARTICLES = 2  # small words side by side inside a foreign name
INITIAL = re.compile("[A-ZĐ][hgr]?")
BEFORE_NAME = frozenset({"place.country", "place.province", "place.city", "place.hamlet"})
WORKS = frozenset({"place.works", "place.site"})  # what an office may be of
WHO = frozenset({"office", "noun", "rank"})  # kinds of titles that say who somebody is
RANK = 2  # of names that a title introduces


class PersonReader:
    """Reads persons of one text."""

    __slots__ = (
        "_behind_land",
        "_countries",
        "_known",
        "_lexicon",
        "_org_ends",
        "_organisations",
        "_place_ends",
        "_places",
        "_titles",
        "_tokens",
        "_within",
    )

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
        self._countries: set[int] = set()
        self._behind_land: set[int] = set()
        self._place_ends: set[int] = set()
        for one in bodies:
            foreign = tokens.shape[one.end] == "C" and not lexicon.syllables.valid(tokens.lower[one.end])
            if foreign and one.rule == "place.country" and one.start in titles.ends:
                self._countries.add(one.start)
                self._behind_land.add(one.end)
            self._org_ends.setdefault(one.end, []).append(one.start)
            if one.type == "LOC" and one.rule in BEFORE_NAME:
                self._place_ends.add(one.end)
            if one.type == "ORG":
                self._within[one.start : one.end] = b"\1" * (one.end - one.start)
        self._known = KnownPersons(lexicon, tokens, titles, places, self._within)

    def find(self, signed: Iterable[Candidate]) -> list[Candidate]:
        """Give every person of the text, those that `signed` among them."""
        found: dict[int, Candidate] = {}
        for one in signed:
            found.setdefault(one.start, one)
        resume = 0
        for i in self._tokens.capitals:
            person = None if i < resume or i in found or self._within[i] else self._person(i)
            if person is not None:
                found[i] = person
                self._known.remember(person)
                resume = self._rest_of_list(person, found)
        for one in found.values():
            self._known.remember(one)
        for one in self._known.mentions(found, self._place_ends):
            found.setdefault(one.start, one)
        return list(found.values())

    def _person(self, i: int) -> Candidate | None:
        """The person that begins at a capitalised word."""
        tokens, table = self._tokens, self._lexicon.titles
        kind = self._kind(i)
        if kind is None and i and tokens.capital(i - 1) and tokens.start[i] - tokens.end[i - 1] <= 1:
            full = tokens.lower[i] in table.strong and tokens.run(i, NAME_LENGTH) - i == NAME_LENGTH
            if i not in self._place_ends or not (full or self._foreign_speaker(i)):
                return None
        if self._titles.opens(i, tokens, self._lexicon) or i in self._countries:
            return None
        if kind != "plain" and tokens.lower[i] in table.not_in_name:
            return None  # "đại diện [Quỹ Kessel]"
        land = self._lexicon.places.known.longest(tokens.lower, i)
        if land is not None and land[0] - i > 1 and land[1].kind == "country":
            return None  # "[Hàn Quốc] Kim Dong-wook"
        if land is not None and kind is not None and land[1].kind in ("country", "province", "city"):
            rest = tokens.run(i, LONGEST_NAME + land[0] - i) - land[0]
            if rest >= NAME_LENGTH and land[0] - i > 1 and tokens.lower[land[0]] in table.strong:
                return None  # "Bí thư [Hà Nội] Hoàng Thị Ngà"
        field = self._lexicon.organisations.fields.longest(tokens.lower, i) if kind == "office" else None
        if field is not None and field[0] - i > 1 and tokens.lower[field[0]] in table.family:
            end = self._run(field[0])  # "Bộ trưởng Nội Vụ [Đỗ Thị Ngà]"
            if (land := self._lexicon.places.known.longest(tokens.lower, field[0])) is not None and land[0] == end:
                return None  # "Chi cục trưởng Thú y [Hà Tĩnh]"
            return Candidate(field[0], end, "PER", "person.office", rank=RANK) if end - field[0] > 1 else None
        end = self._run(i)
        if end == i:
            return None
        if kind is not None:
            return self._titled(i, end, kind)
        family = tokens.lower[i] in table.strong or (
            tokens.lower[i] in table.family and tokens.lower[i + 1] in table.middle
        )
        initials = tokens.shape[i + 1] == "." and len(tokens.cased[i]) == 1  # "B.[T.H], 35 tuổi"
        asked = tokens.lower[i - 1] in self._lexicon.places.whereto and tokens.lower[i] not in table.strong
        introduced = not (initials or asked) and self._introduced(end)  # not "quê ở [Thanh Sơn], 35 tuổi"
        named = tokens.lower[i] in table.family or (end - i == FULL_NAME and tokens.lower[i] in table.middle)
        if (end - i >= FULL_NAME and named and introduced) or (
            2 <= end - i <= NAME_LENGTH and self._foreign(i, end) and (introduced or self._speaks(i, end))
        ):
            family = True
        elif end - i >= 2 and tokens.lower[i] in table.foreign_given and self._foreign(i + 1, end):
            family = "U" not in tokens.shape[i:end]  # "Lionel Kilbride"
        elif end - i < NAME_LENGTH:
            return None
        of_place = self._places.behind_word(i) and i not in self._place_ends  # not "Nhật Bản [Ken Kilbride]"
        if not family or self._places.covers(i, end) or (of_place and not self._of_level(i, end)):
            return None
        route = tokens.shape[end] == "-" and self._goes_to(end + 1)
        told = tokens.lower[end - 1] in self._known.given or tokens.shape[i - 2] == "n"
        told = told and tokens.shape[i - 1] == "-" and not tokens.glued(i)
        numbered = (tokens.shape[i - 1] == "d" and not tokens.glued(i - 1)) or tokens.shape[max(0, i - 4) : i] == "d/d,"
        return (
            None
            if route or numbered or (tokens.shape[i - 1] == "-" and not told)
            else Candidate(i, end, "PER", "person.name")
        )

    def _goes_to(self, j: int) -> bool:
        """Whether a dash leads on to a street or place rather than to who a person is: "Lê Văn Lương - vành đai 4"."""
        place = self._tokens.capital(j) or self._lexicon.places.words.longest(self._tokens.lower, j) is not None
        return place and not self._titles.starts.get(j)

    def _of_level(self, i: int, end: int) -> bool:
        """Whether a full name stands behind an office of a level that is not named: "Chủ tịch xã [Nguyễn Hữu Ngà]"."""
        return end - i >= NAME_LENGTH and self._titles.kinds.get(i - 1) == "office" and self._places.level(i - 1) == i

    def _kind(self, i: int) -> str | None:
        """The kind of the title that ends at a token, or "body" where the body of an office does."""
        tokens, titles = self._tokens, self._titles
        kind = titles.kinds.get(i)
        if tokens.shape[i - 1] == ":" and titles.kinds.get(i - 1) == "plain":
            return "plain"  # "Dự có các đồng chí: [Danh Sơn], …"
        if kind is not None or any(start in titles.ends for start in self._org_ends.get(i, ())):
            return kind or "body"
        k = i - 1
        while tokens.shape[k - 2 : k + 1] == "U-U" and tokens.glued(k) and tokens.glued(k - 1):
            k -= 2  # "Bộ trưởng LĐ-TB-XH [Vũ Thị Ngà]"
        office = tokens.shape[k] == "U" and titles.kinds.get(k) == "office"  # "Chủ tịch UBND [Vũ Thị Ngà]"
        named = office and tokens.lower[i] in self._lexicon.titles.strong
        return "body" if named and tokens.run(i, NAME_LENGTH) - i == NAME_LENGTH else None

    def _foreign(self, i: int, end: int) -> bool:
        """Whether none of the words is written like a Vietnamese syllable."""
        particles, ends = self._lexicon.titles.particles, self._lexicon.organisations.foreign_ends
        words = [word for word in self._tokens.lower[i:end] if word not in particles]
        return words[-1] not in ends and not any(map(self._lexicon.syllables.valid, words))

    def _foreign_speaker(self, i: int) -> bool:
        """Whether a foreign full name that speaks begins here: "Thứ trưởng Nhật Bản [Ken Kilbride] nói"."""
        end = self._tokens.run(i, NAME_LENGTH + 1)
        return FULL_NAME <= end - i <= NAME_LENGTH and self._foreign(i, end) and self._speaks(i, end)

    def _introduced(self, end: int) -> bool:
        """Whether an office, an age or what somebody is follows after a comma, dash or bracket."""
        if self._tokens.shape[end] not in ",-(":
            return False
        if self._tokens.shape[end + 1] == "d" and self._tokens.lower[end + 2] in self._lexicon.titles.aged:
            return True  # "Hoàng Lan, 23 tuổi, …"
        behind = self._lexicon.titles.before.longest(self._tokens.lower, end + 1)
        start = end + 1 if behind is None else behind[0]
        return any(self._titles.kinds.get(stop) in WHO for stop in self._titles.starts.get(start, ()))

    def _speaks(self, i: int, end: int) -> bool:
        """Whether a foreign name is said to speak, or what its bearer is: "Ada Kilbride, một nhà văn"."""
        tokens, titles = self._tokens, self._lexicon.titles
        if "U" in tokens.shape[i:end]:
            return False
        comma = tokens.shape[end] == ","
        if titles.speech.longest(tokens.lower, end + comma) is not None:
            return True
        if not comma:
            return False
        one = end + 1 + (tokens.lower[end + 1] in titles.articles)
        if one == end + 1 and i and tokens.shape[i - 1] == "l":
            return False  # "ở Oslo và Kessel Hove, học sinh sẽ học tiếng Anh"
        return any(self._titles.kinds.get(stop) in WHO for stop in self._titles.starts.get(one, ()))

    def _titled(self, i: int, end: int, kind: str) -> Candidate | None:
        """A name behind a title of a kind, or behind the body of an office."""
        tokens, table = self._tokens, self._lexicon.titles
        single = end - i == 1
        family, strong = tokens.lower[i] in table.family, tokens.lower[i] in table.strong
        if kind == "rank" and self._hamlet(i, end):
            return None
        told = tuple(tokens.lower[i:end]) in self._known.tails  # "anh [Sơn Hà]", whose full name the text gave
        if self._places.covers(i, end) and not (kind in ("plain", "rank") and (strong or told)):
            return None
        if kind == "noun":
            sure = strong or (family and (tokens.lower[i + 1] in table.middle or end - i >= NAME_LENGTH))
            known = single and tokens.shape[i] == "C" and tokens.lower[i] in self._known.given
            sure = known or (not single and (sure or (end - i <= NAME_LENGTH and self._foreign(i, end))))
            return Candidate(i, end, "PER", "person.noun", rank=RANK) if sure else None
        known = tokens.lower[i] in self._known.given
        if kind in ("plain", "rank"):
            headline = kind == "plain" and tokens.shape[i] == "U" and tokens.shape[i - 1] == "U" and not family
            elected = single and tokens.shape[i] == "C" and table.elected.before(tokens.lower, i)
            foreign = elected and self._foreign(i, end)  # "thượng nghị sĩ Kerry", but "võ sĩ Boxing"
            if headline or (single and kind == "rank" and not (known or foreign)):
                return None
            if single and tokens.shape[i] == "U" and not known:
                return None
            return Candidate(i, end, "PER", "person." + kind, rank=RANK)
        if kind == "office" and (works := self._places.worded(i)) is not None and works[1] in WORKS:
            return None  # "trưởng [Ga Vinh]"
        head = self._lexicon.organisations.heads.longest(tokens.lower, i)
        if head is not None and (head[0] - i > 1 or tokens.lower[i] not in table.family):
            return None
        if not single and (family or self._namelike(i, end)):
            return Candidate(i, end, "PER", "person." + kind, rank=RANK)
        landed = kind == "body" and i in self._behind_land  # "Thượng nghị sĩ Mỹ [Kilbride]"
        if single and tokens.shape[i] == "C" and (known or landed or not tokens.cased[i].isalpha()):
            return Candidate(i, end, "PER", "person.given", rank=RANK)
        return None

    def _hamlet(self, i: int, end: int) -> bool:
        """Whether a head of a hamlet is named by it: "Trưởng thôn [Đồng Lác] Nguyễn Ngà", "trưởng thôn [Nội], xã …"."""
        place = self._places.worded(i - 1, titled=True)
        if place is None or place[0] <= i or place[1] != "place.hamlet":
            return False
        if place[0] < end:
            names, lower = self._lexicon.titles, self._tokens.lower
            return lower[place[0]] in names.strong or lower[place[0] + 1] in names.middle
        return self._tokens.shape[end] == "," and self._places.worded(end + 1) is not None

    def _run(self, i: int) -> int:
        """The end of the capitalised words at `i` that can be one name."""
        tokens, table = self._tokens, self._lexicon.titles
        headline = i and tokens.shape[i - 1] == "U" and tokens.shape[i] == "U" and not tokens.opens_sentence(i)
        end = tokens.run(i, NAME_LENGTH if headline else LONGEST_NAME)
        heads = self._lexicon.organisations.heads.first
        for k in range(i, end):
            if tokens.lower[k] in heads and self._begins_body(i, k):
                return k
            if k == i:
                continue
            if tokens.lower[k] in table.not_in_name or self._other_lettering(i, k):
                return k
            if any(stop - k > 1 for stop in self._titles.starts.get(k, ())):
                return k
        return self._with_particles(self._hyphened(self._initials(end))) if end > i else end

    def _with_particles(self, end: int) -> int:
        """The end of a foreign name that goes on behind small words: "Carlos Perez [del Castillo]"."""
        tokens, lexicon = self._tokens, self._lexicon
        for _ in range(NAME_LENGTH):
            name = end
            while tokens.lower[name] in lexicon.titles.particles and name - end < PARTICLES:
                name += 1
            further = name > end and tokens.shape[name] == "C"
            if not further or any(map(lexicon.syllables.valid, (tokens.lower[end - 1], tokens.lower[name]))):
                return end
            end = tokens.run(name, NAME_LENGTH)
        return end

    def _hyphened(self, end: int) -> int:
        """The end of a name that goes on behind a hyphen without blanks: "Shin Dong-wook"."""
        tokens = self._tokens
        joined = tokens.shape[end] == "-" and tokens.glued(end) and tokens.glued(end + 1)
        return end + 2 if joined and tokens.shape[end + 1] in "lC" else end

    def _initials(self, end: int) -> int:
        """The end of a name whose last words are initials: "Lò Thị K.", "ông X.T.Q"."""
        tokens = self._tokens
        while tokens.shape[end] == "." and tokens.glued(end) and INITIAL.fullmatch(tokens.cased[end - 1]):
            end += 1
            goes_on = (
                tokens.shape[end] == "C" and len(tokens.cased[end]) > 2 and tokens.start[end] - tokens.end[end - 1] <= 1
            )
            if goes_on and not self._lexicon.syllables.valid(tokens.lower[end]):
                return tokens.run(end, 2)  # "Harold B. [Kilbride]"
            if not (tokens.glued(end) and INITIAL.fullmatch(tokens.cased[end])):
                return end if end > 1 and tokens.capital(end - 3) and not tokens.glued(end - 2) else end - 1
            end += 1
        return end

    def _begins_body(self, i: int, k: int) -> bool:
        tokens = self._tokens
        head = self._lexicon.organisations.heads.longest(tokens.lower, k)
        if head is None or (head[0] - k == 1 and not (tokens.shape[k] == "U" and tokens.shape[i] == "C")):
            return False
        return self._organisations.at(k) is not None

    def _other_lettering(self, i: int, k: int) -> bool:
        """Whether one of two words is all in capitals and the other is not; single letters are both."""
        tokens = self._tokens
        if len(tokens.cased[i]) == 1 or len(tokens.cased[k]) == 1:
            return False
        return tokens.shape[i] != tokens.shape[k]

    def _namelike(self, i: int, end: int) -> bool:
        """Whether words without a family name still look like a name: no acronym, nothing known, no firm's word."""
        if not self._lexicon.organisations.foreign_ends.isdisjoint(self._tokens.lower[i:end]):
            return False  # "đại diện Công ty Kessel [Electronics Việt Nam]"
        return "U" not in self._tokens.shape[i:end] and not self._places.covers(i, end)

    def _rest_of_list(self, one: Candidate, found: dict[int, Candidate]) -> int:
        """Names that follow a person after commas: "các ông Lê An, Trần Bình và Hồ Chính"."""
        tokens, lexicon = self._tokens, self._lexicon
        j = one.end
        while tokens.lower[j] in lexicon.words.listing or tokens.shape[j] == ";":
            i = j + 1
            if not tokens.capital(i) or tokens.lower[i] not in lexicon.titles.family:
                break
            end = self._run(i)
            if end - i < 2 or self._titles.opens(i, tokens, lexicon) or self._places.at(i) is not None:
                break
            found[i] = Candidate(i, end, "PER", "person.list", rank=1)
            j = end
        return j
