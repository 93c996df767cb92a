"""Organisations: a head from the table, then what its kind lets follow."""

from __future__ import annotations

from collections.abc import Iterator

from mttq_extract.entities.boards import BoardReader
from mttq_extract.entities.body_ends import BodyEnds
from mttq_extract.entities.candidates import Candidate
from mttq_extract.entities.fields import FieldReader
from mttq_extract.entities.levels import NO_LEVEL, LevelReader
from mttq_extract.entities.lexicon import Head, Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.proper_names import LONGEST_NUMBER, ProperNameReader
from mttq_extract.entities.states import StateReader
from mttq_extract.entities.tokens import Tokens

DEEPEST = 4
LONG_HEAD = 3  # words of a head that a number alone may name
PAIRED = frozenset({"field", "named", "part"})  # bodies that two countries may share
WITH_TERM = frozenset({"front", "committee", "body", "level", "part"})  # bodies that are elected for a term
WIDE = frozenset({"place.country", "place.province", "place.city"})  # no body of several is named by these alone


class OrganisationReader:
    """Reads organisations of one text; `offices` maps the token behind a title to the token it begins at."""

    __slots__ = (
        "_boards",
        "_cache",
        "_ends",
        "_field_reader",
        "_inside",
        "_levels",
        "_lexicon",
        "_offices",
        "_places",
        "_proper_names",
        "_states",
        "_tokens",
    )

    def __init__(
        self,
        lexicon: Lexicon,
        tokens: Tokens,
        places: PlaceReader,
        levels: LevelReader,
        offices: dict[int, int],
        inside: frozenset[int],
    ) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places
        self._levels = levels
        self._boards = BoardReader(lexicon, tokens, places, levels)
        self._ends = BodyEnds(lexicon, tokens, places)
        self._states = StateReader(lexicon, tokens, places)
        self._field_reader = FieldReader(lexicon, tokens)
        self._proper_names = ProperNameReader(lexicon, tokens, places, self._field_reader)
        self._offices = offices
        self._inside = inside
        self._cache: dict[tuple[int, bool], tuple[int, str] | None] = {}

    def find(self) -> Iterator[Candidate]:
        """Give every organisation of the text."""
        tokens = self._tokens
        end = last = -1
        for i in tokens.standing(self._lexicon.organisations.heads.first):
            if i < end:
                continue
            if tokens.share(i, self._lexicon.words.number):  # "138/141 trạm y tế xã"
                end = (self._longest(i, 0, i in self._offices) or (end, ""))[0]  # no part of it is a body
                continue
            found = self.at(i)
            if found is None and i not in self._inside:
                found = self._bare_in_list(i, last)
            if found is not None:
                venue = self._venue(i, found[0])
                rule = "place.site" if venue else found[1]
                rank = rule == "org.board"  # it holds the papers it is for: "Tổ công tác [Đề án 06] tỉnh"
                yield Candidate(i, found[0], "LOC" if venue else "ORG", rule, rank=rank)
                end = last = found[0]
                if tokens.shape[end] == ")":
                    last = end + 1

    def _venue(self, i: int, end: int) -> bool:
        """Whether a body is the place where something is: "tại [Khách sạn Sao Khuê]"."""
        tokens, lexicon = self._tokens, self._lexicon
        if not i or tokens.lower[i - 1] not in lexicon.places.strong_asks:
            return False
        head = lexicon.organisations.venues.longest(tokens.lower, i)
        return head is not None and head[0] < end

    def at(self, i: int, depth: int = 0, *, titled: bool = False) -> tuple[int, str] | None:
        """Give the end and rule of the organisation that begins at token `i`; `titled`: a person may follow."""
        if i in self._inside or depth > DEEPEST:
            return None
        titled = titled or i in self._offices
        if (i, titled) not in self._cache:
            shared = self._tokens.share(i, self._lexicon.words.number)
            self._cache[i, titled] = None if shared else self._longest(i, depth, titled)
        return self._cache[i, titled]

    def _longest(self, i: int, depth: int, titled: bool) -> tuple[int, str] | None:
        tokens = self._tokens
        best: tuple[int, str] | None = None
        table = self._lexicon.organisations
        found = table.heads.every(tokens.lower, i)
        if not found:
            return None
        raised = tokens.capital(i) and not tokens.capital(i - 1)  # "toàn quốc [Hội] Nông dân"
        if i and not raised and tokens.lower[i - 1] in table.after.get(tokens.lower[i], ()):
            return None
        before = table.before.longest(tokens.lower, i)
        other = before[0] if before is not None and tokens.lower[before[0]] in before[1] else i
        for end, heads in found:
            acts = self._boards.acts(end) and any(head.kind == "board" for head in heads)
            for head in heads if end > other else ():  # "bộ đội", but "Bộ đội Biên phòng"
                if acts and head.kind == "field":
                    continue
                stop = self._read(i, end, head, depth, titled)
                if stop is not None and head.kind in WITH_TERM:
                    stop = self._ends.term(stop)
                if stop is not None and (best is None or stop > best[0]):
                    best = stop, "org." + head.kind
        return best

    def _read(self, i: int, j: int, head: Head, depth: int, titled: bool) -> int | None:
        tokens = self._tokens
        raised = tokens.capital(i) or head.lower
        if head.kind == "body":
            # "thanh tra Chính phủ", never "chính phủ", but "chính phủ Lào"
            raised = (head.land and head.lower) or any(tokens.capital(k) for k in range(i, j))
        if not raised:
            return None
        stop: int | None
        if head.kind == "front" and not tokens.capital(i) and self._attribute(i, head):
            stop = None  # "cán bộ [mặt trận cơ sở]"
        elif head.kind == "front":
            stop = self._levels.front(j, titled=titled)
        elif head.kind == "committee":
            stop = self._committee(j, titled)
        elif head.land:
            stop = self._states.land(j)
        elif head.kind == "body":
            inner = self.at(j, depth + 1) if head.term and tokens.capital(j) else None
            stop = j if inner is None else inner[0]
        elif head.kind == "level":
            stop = self._levels.tail(self._levels.bracketed(j), at=head.at, titled=titled)
            stop = self._levels.region(stop) if head.region else stop
        elif head.kind == "board":
            stop = self._boards.end(j, at=head.at, titled=titled)
        elif head.kind == "part":
            stop = self._part(i, j, head, depth, titled)
        elif head.kind == "field":
            stop = self._fields(i, j, head, depth, titled)
        else:
            stop = self._named(i, j, head, depth, titled)
        if stop is not None and stop > j and head.kind in PAIRED:
            stop = self._states.pair(stop)
            if self._lexicon.organisations.states.longest(tokens.lower, stop) is not None:
                stop = self._states.land(stop) or stop  # "Bộ Y tế [nước Cộng hòa Cuba]"
            elif tokens.capital(i):
                stop = self._states.abroad(stop)
        if stop is None or stop > j:
            return None if stop is not None and head.land and self._attribute(i, head) else stop
        return None if self._attribute(i, head) else self._bare(i, j, head)

    def _bare(self, i: int, j: int, head: Head) -> int | None:
        """Whether a head may stand by itself here."""
        if head.bare == "yes":
            return j
        if head.bare == "office" and i in self._offices:
            return j
        if self._tokens.capital(i) and head.then.longest(self._tokens.lower, j) is not None:
            return j  # "[Mặt trận] và các tổ chức thành viên"
        return None

    def _bare_in_list(self, i: int, last: int) -> tuple[int, str] | None:
        """A bare head that another body stands beside: "HĐND, UBND và Ủy ban MTTQ tỉnh"."""
        tokens, table = self._tokens, self._lexicon.organisations
        for end, heads in table.heads.every(tokens.lower, i) if tokens.capital(i) else ():
            if not any(head.bare in ("list", "office") for head in heads):
                continue
            before = i >= 2 and last == i - 1 and tokens.lower[i - 1] in table.list_joins
            after = tokens.lower[end] in table.list_joins and self.at(end + 1) is not None
            if (before or after) and not any(self._attribute(i, head) for head in heads):
                return end, "org.list"
        return None

    def _attribute(self, i: int, head: Head) -> bool:
        """Whether a word before the head makes it an attribute ("công tác Mặt trận")."""
        return head.not_after.before(self._tokens.lower, i)

    def _committee(self, j: int, titled: bool) -> int | None:
        """The Front behind "Ủy ban", with or without "Trung ương"."""
        tokens, table = self._tokens, self._lexicon.organisations
        central = table.central.longest(tokens.lower, j)
        if central is not None:
            j = central[0]
        front = table.front.longest(tokens.lower, j)
        return None if front is None else self._levels.front(front[0], titled=titled)

    def _part(self, i: int, j: int, head: Head, depth: int, titled: bool) -> int | None:
        """The body an organ belongs to."""
        tokens = self._tokens
        k = j + 1 if tokens.lower[j] in self._lexicon.organisations.of else j
        central = self._lexicon.organisations.central.longest(tokens.lower, k)
        inner = self.at(k, depth + 1, titled=titled)
        if inner is None and central is not None:
            inner = self.at(central[0], depth + 1, titled=titled)  # "Ban Từ thiện Trung ương [Giáo hội …]"
        if inner is not None:
            return inner[0]
        quoted = tokens.quoted(k)
        if quoted is not None and tokens.capital(k + 1):
            return self._levels.tail(quoted, at=head.at, titled=titled)
        fields = self._field_reader.end(j, needs_capital=True)
        if fields == j and (j - i > 2 or any(map(tokens.capital, range(i, j)))):
            place = self._places.worded(j, titled=titled)
            if place is not None and (tokens.capital(i) or place[1] in NO_LEVEL):
                return place[0]  # "Ban Quản lý Khu kinh tế Vân Đồn"
        if fields == j and not tokens.capital(i) and head.bare != "office":
            national = self._lexicon.organisations.national.longest(tokens.lower, j)
            return None if national is None or j - i < 3 else national[0]  # "trưởng [ban tổ chức trung ương]"
        return self._about(self._levels.tail(fields, at=head.at, titled=titled), i)

    def _about(self, j: int, i: int) -> int:
        """What a steering committee is for: "Ban Chỉ đạo Trung ương [về phòng chống thiên tai]"."""
        tokens, table = self._tokens, self._lexicon.organisations
        if table.steering.longest(tokens.lower, i) is None:
            return j  # "làm việc với Cục Thuế Long An [về kế hoạch]"
        national = j > i + 1 and table.national.longest(tokens.lower, j - 2)
        if tokens.capital(i) and national and national[0] == j and tokens.lower[j] not in table.verbs:
            end = self._field_reader.end(j, needs_capital=False)  # "Hội đồng quốc gia [giáo dục]"
            if end > j:
                return end
        if tokens.lower[j] not in table.about or not tokens.capital(i):
            return j
        board = tokens.lower[i] == "ban"  # "Hội đồng Tư vấn Dân tộc [về kế hoạch]" has no capital
        end = self._field_reader.end(j + 1, needs_capital=not board)
        return j if end == j + 1 else end

    def _fields(self, i: int, j: int, head: Head, depth: int, titled: bool) -> int | None:
        """Fields of work behind "Sở", "Ban", "Hội"…"""
        tokens = self._tokens
        opens = tokens.opens_sentence(i) and not any(map(tokens.capital, range(i + 1, j)))
        needs = opens or not tokens.capital(i) or tokens.shape[j] in "CU"
        office = tokens.lower[i] in self._lexicon.organisations.offices
        end = self._field_reader.end(j, needs_capital=needs, office=office)
        if end == j and j - i >= LONG_HEAD and tokens.capital(i) and self._ends.numbered(j):
            return self._levels.tail(j + 1, at=head.at, titled=titled)  # "Ban Chỉ đạo 389 quốc gia"
        if end <= j + 1:
            end = max(end, self._field_reader.letters(i, j))  # "Bộ LĐ[-TB-XH]"
        if end == j:
            end = self._field_reader.end(j, needs_capital=False) if tokens.capital(i) else j
            tail = self._levels.tail(end, at=head.at, titled=titled)
            return tail if j < end < tail else None
        of = self._lexicon.organisations.of
        k = end + 1 if tokens.lower[end] in of else end
        inner = self.at(k, depth + 1, titled=titled)
        if inner is not None and (k > end or inner[1] != "org.named"):
            return inner[0]
        if k > end and (place := self._places.at(k, titled=titled)) is not None:
            return place[0]
        end = self._levels.bracketed(self._ends.area(end))
        return self._levels.tail(end, at=head.at, titled=titled)

    def _several(self, i: int, j: int) -> bool:
        """Whether a plural or count stands before a head, or before the longer head that it ends."""
        lower, table = self._tokens.lower, self._lexicon.organisations
        longer = table.heads.longest(lower, i - 1) if i else None
        first = i - (longer is not None and longer[0] == j)
        return self._tokens.shape[first - 1] == "d" or table.plurals.before(lower, first)

    def _school(self, i: int, j: int) -> bool:
        """Whether a head is a school's and has a capital that is not only its sentence's."""
        tokens = self._tokens
        named = tokens.capital(i) and not tokens.opens_sentence(i)
        return named and self._lexicon.organisations.schools.get(tokens.lower[i:j]) is not None

    def _behind_number(self, i: int, j: int, head: Head, titled: bool) -> int:
        """Give the end of level, place and name behind the number of a school: "Trường Tiểu học số 2 [Nam Phước]"."""
        tail = self._levels.tail(j, at=head.at, titled=titled)
        if tail > j or not self._tokens.capital(j) or titled:
            return tail
        school = self._tokens.lower[i] in self._lexicon.organisations.numbered_schools
        return self._proper_names.end(j, self.at, titled=titled) if school else j

    def _named(self, i: int, j: int, head: Head, depth: int, titled: bool) -> int | None:
        """The proper name behind "Công ty", "Trường", "Báo"…"""
        tokens, table = self._tokens, self._lexicon.organisations
        if tokens.lower[i] in table.also_ranks and self._proper_names.person(j):
            return None  # "KS [Nguyễn Văn Ngà]"
        k = j
        while (legal := table.legal.longest(tokens.lower, k)) is not None:
            k = legal[0]
        end = self._field_reader.end(k, needs_capital=False, trade=True)
        if tokens.lower[end] in self._lexicon.words.number and tokens.shape[end + 1] == "d":
            return self._behind_number(i, end + 2, head, titled)
        if tokens.shape[end] == "d" and end == j and len(tokens.cased[end]) <= LONGEST_NUMBER:
            return end + 1 if tokens.lower[i] in table.numbered and tokens.capital(i) else None
        if end > k and tokens.shape[end] == "d" and self._proper_names.numbered(end):
            return end + 1  # "Công ty Công trình giao thông 60"
        place = self._places.at(k, titled=titled) if end == k and self._places.known(k) is None else None
        if place is not None and place[1] not in NO_LEVEL:
            tail = self._levels.tail(end, at=head.at, titled=titled)  # "Bệnh viện đa khoa huyện Hải Hà"
            return tail if tail > end and (tokens.capital(i) or j - i > 1) else None
        if end == k and tokens.capital(k) and (inner := self.at(k, depth + 1, titled=titled)) is not None:
            return inner[0]  # "Bộ Tư lệnh [Quân khu 7]"
        if end > k and tokens.shape[end] == "C" and tokens.lower[end] in table.numbered:
            army = self.at(end, depth + 1, titled=titled)
            if army is not None and tokens.shape[army[0] - 1] == "d":
                return army[0]  # "Trường Quân sự [Quân khu 7]"
        national = table.national.longest(tokens.lower, j)
        told = end > k or (national is not None and national[0] == end)  # "Ngân hàng Nhà nước"
        person = titled and told and self._proper_names.person(end)
        end = self._proper_names.trade(end, end - k) if k > j and not person else end
        proper = end if person else self._proper_names.end(end, self.at, titled=titled)
        fielded = self._school(i, j) or any(map(tokens.capital, range(j, k + 1)))  # "Đại học bách khoa"
        fielded = fielded or (j < k < end and tokens.capital(end - 1))  # "Công ty cổ phần tư vấn Bách Khoa"
        if proper == end and (end == k or not fielded):
            return None
        if proper > end and tokens.lower[proper] in self._lexicon.words.number and tokens.shape[proper + 1] == "d":
            return self._behind_number(i, proper + 2, head, titled)  # "Trường Cao đẳng Nghề [số 1]"
        letter = proper - end == 1 and len(tokens.cased[end]) == 1 and tokens.shape[proper] == "l"
        if letter and table.firms.longest(tokens.lower, i) is not None:
            return None  # "giả sử công ty [A] lãi"
        if not tokens.capital(i) and (place := self._places.known(end)) is not None and place[0] >= proper:
            bare = end == k == j and (j - i == 1 or table.no_place.get(tokens.lower[i:j]))
            land = place[1] == "place.country" and end == k
            firm = table.firms.longest(tokens.lower, i)  # "doanh nghiệp [Bulgaria]"
            bare = bare or (land and (k > j or (firm is not None and firm[0] == j)))  # "một trường công lập [Lào]"
            if bare or (place[1] in WIDE and self._several(i, j)):
                return None  # "trung tâm [Hà Nội]", "các công ty dệt [Việt Nam]"
        if not tokens.capital(i) and table.schools.get(tokens.lower[j:proper]) is not None:
            return None  # "là trường [Đại học] năng động"
        known = self._places.known(i)
        if tokens.capital(i) and tokens.capital(k) and (known is None or known[0] <= k):
            proper = self._proper_names.rest(proper)
        stop = self._levels.tail(self._ends.area(proper), at=head.at, titled=titled)
        firm = table.legal.longest(tokens.lower, stop - 1) if tokens.shape[stop - 1] == "U" else None
        return stop if firm is None else max(stop, firm[0])  # "… Sài Gòn TNHH [một thành viên]"
