"""Proper names of bodies: capitalised words, what joins them, and what goes on in lower case."""

from __future__ import annotations

from collections.abc import Callable

from mttq_extract.entities.fields import FieldReader
from mttq_extract.entities.levels import NO_LEVEL
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.tokens import Tokens

LONGEST_RUN = 6
LONGEST_REST = 5  # words in lower case that a name ends with
LONGEST_TRADE = 8
FULL_TRADE = 3  # words of a trade that a place may follow
SHORT_TRADE = 2  # words of a trade that one foreign word may follow
FULL_NAME = 3
LONGEST_NUMBER = 3  # digits of a number that names a body


_Body = Callable[[int], tuple[int, str] | None]
"""Gives the end and rule of the organisation that begins at a token."""


class ProperNameReader:
    """Reads the proper names of one text's bodies.

    What reads bodies is given with each question: kept here, the two would keep each other and the whole text, which
    is then no longer freed at once.
    """

    __slots__ = ("_fields", "_lexicon", "_places", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, places: PlaceReader, fields: FieldReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places
        self._fields = fields

    def end(self, j: int, body: _Body, *, titled: bool) -> int:
        """Give the end of the capitalised words at `j`, joined by "và", "-", "&"; `titled`: a person may follow."""
        tokens = self._tokens
        start = j
        half = True
        while True:
            run = self._cut(start, j, tokens.run(j, LONGEST_RUN), titled, body)
            if run == j:
                return j
            half = half and run - j == 1 and self._half_word(j)
            j = run + half
            field = self._lexicon.organisations.fields.longest(tokens.lower, j - 1)
            if field is not None and field[0] > j and j - 1 > start:
                j = field[0]  # "Sài Gòn Giải phóng"
            if (national := self._national(j)) > j:
                return national
            if self.numbered(j):
                j += 1
            if (double := self._double(start, j)) > j:
                return double
            joined = tokens.lower[j] in self._lexicon.words.conj or tokens.shape[j] in "&-"
            if joined and tokens.capital(j + 1) and self._goes_on(j + 1):
                j += 1
                continue
            if tokens.shape[j] == "l" and j - start == 1 and self._of_land(start):
                return j  # "các công ty Nhật [đầu tư] vào Huế"
            fields = j if self._fields.acts(j, named=True) else self._fields.end(j, needs_capital=False)
            verb = tokens.shape[j] == "l" and tokens.lower[j] in self._lexicon.organisations.verbs
            if half and fields == j and tokens.capital(j):
                place = self._places.known(j)
                if place is not None and not self._places.longer.of_land(j):
                    return place[0] if place[1] == "place.country" else j
                if not titled or self._lexicon.syllables.valid(tokens.lower[j]):
                    continue  # "Công ty Vàng bạc [Bảo Tín]"
            if fields == j or (verb and field is None and j - start > 1 and not joined):
                return j  # "Công ty Cường Thịnh [kinh doanh]"
            j = fields

    def _national(self, j: int) -> int:
        """The end of what says that a body is the whole country's, when it begins with the last word before `j`."""
        found = self._lexicon.organisations.national.longest(self._tokens.lower, j - 1)
        return j if found is None else found[0]  # "Bệnh viện Nhi Trung [ương]"

    def _double(self, start: int, j: int) -> int:
        """The end of a place that a name ends with, which a dash at `j` joins: "Công ty Xây lắp Thừa Thiên [- Huế]"."""
        if self._tokens.shape[j] != "-":
            return j
        ends = (place[0] for k in range(start, j) if (place := self._places.known(k)) is not None)
        return max((end for end in ends if end > j), default=j)

    def person(self, j: int) -> bool:
        """Whether a full name of a person begins behind an office's body: "Viện trưởng Viện Dâu tằm [Lê Thị Ngà]"."""
        tokens, lexicon = self._tokens, self._lexicon
        run = tokens.run(j, LONGEST_RUN)
        return run - j >= FULL_NAME and tokens.lower[j] in lexicon.titles.family and self._places.known(j) is None

    def trade(self, j: int, before: int = 0) -> int:
        """Give the end of a trade in lower case that no table knows: "Công ty TNHH [bún khô] Lâm Phát".

        `before`: how many words of trade stand in front of token `j`.
        """
        tokens, table = self._tokens, self._lexicon.organisations
        k = j
        while k - j < LONGEST_TRADE:
            field = table.fields.longest(tokens.lower, k) if tokens.shape[k] == "l" else None
            if field is not None and field[0] - k > 1:
                k = field[0]  # "tư vấn xây dựng": known, so no verb
            elif tokens.cased[k] == "&" and tokens.shape[k + 1] == "l":
                k += 1
            elif tokens.shape[k] != "l" or tokens.lower[k] in table.verbs:
                break
            elif tokens.lower[k] in self._lexicon.words.conj:
                return j
            else:
                k += 1
        foreign = tokens.shape[k] == "C" and not self._lexicon.syllables.valid(tokens.lower[k])
        sure = foreign and k - j <= SHORT_TRADE  # "cty mắm muối Kessel"
        named = k > j and (sure or tokens.run(k, LONGEST_RUN) - k > 1)
        place = self._places.known(k)
        named = named and (k - j + before >= FULL_TRADE or place is None or tokens.capital(place[0]))
        return k if named and self._lexicon.titles.words.longest(tokens.lower, k - 1) is None else j

    def rest(self, j: int) -> int:
        """Give the end of words in lower case that go on a name written so, up to a mark or the country's name."""
        tokens, table = self._tokens, self._lexicon.organisations
        if tokens.shape[j - 1] != "l" or table.national.before(tokens.lower, j):
            return j  # "Viện Dịch tễ Trung ương [công bố]"
        k = j
        while tokens.shape[k] == "l" and k - j < LONGEST_REST and tokens.lower[k] not in table.verbs:
            if self._places.level(k) is not None:
                return j
            k += 1
        national = table.vietnam.longest(tokens.lower, k)
        return k if k > j and (national is not None or tokens.shape[k] in ",.;()n") else j

    def numbered(self, j: int) -> bool:
        """Whether a number at `j` closes a name rather than counts what follows it."""
        tokens = self._tokens
        if tokens.shape[j] != "d" or len(tokens.cased[j]) > LONGEST_NUMBER or tokens.glued(j):
            return False
        return tokens.shape[j + 1] != "l" or tokens.lower[j + 1] in self._lexicon.places.number_then

    def _half_word(self, j: int) -> bool:
        """Whether a single capitalised syllable is the first of a word of two ("Hội [Doanh] nhân")."""
        tokens = self._tokens
        if tokens.shape[j] != "C" or len(tokens.cased[j]) == 1 or tokens.shape[j + 1] != "l":
            return False
        if not self._lexicon.syllables.valid(tokens.lower[j]):
            return False  # "Công ty Karos [hiện] còn nợ"
        if self._of_land(j) or (j and self._places.covers(j - 1, j + 1)):
            return False  # "các trường đại học Anh [ngay] tại Huế", "Đài Loan [truy] tìm"
        if self._lexicon.organisations.national.longest(tokens.lower, j + 1) is not None:
            return False  # "Bệnh viện Nhi [trung ương]"
        return tokens.lower[j + 1] not in self._lexicon.organisations.verbs

    def _of_land(self, j: int) -> bool:
        """Whether the word at `j` is the name of a country, or of a place that needs no other mark."""
        place = self._places.known(j, listed=True)
        if place is None or place[0] != j + 1:
            return False
        return place[1] == "place.country" or self._places.known(j) is not None

    def _goes_on(self, j: int) -> bool:
        """Whether a capitalised word behind a conjunction may belong to the name before it."""
        tokens, lexicon = self._tokens, self._lexicon
        if tokens.glued(j) or tokens.shape[j - 1] == "&":
            return True
        return tokens.shape[j] == "U" and lexicon.organisations.heads.longest(tokens.lower, j) is None

    def _cut(self, start: int, j: int, run: int, titled: bool, body: _Body) -> int:
        """Shorten a run at the first word of a person, an office, a place or another body."""
        tokens, lexicon = self._tokens, self._lexicon
        last = tokens.lower[run - 1] if titled and j == start else ""
        if last and not lexicon.syllables.valid(last) and last not in lexicon.organisations.foreign_ends:
            land = self._places.known(j)
            if land is not None and land[1] == "place.country" and land[0] + 1 < run:
                return land[0]  # "chủ tịch Ngân hàng Nhà nước Lào [Ada Kilbride]"
        for k in range(j, run):
            compound = lexicon.organisations.before.longest(tokens.lower, k)
            if compound is not None and tokens.lower[compound[0]] in compound[1]:
                return k  # "nhóm [Hội nghị]"
            place = self._places.at(k)
            worded = place is not None and lexicon.places.words.longest(tokens.lower, k) is not None
            if worded and place is not None and (k > start or place[1] not in NO_LEVEL):
                return k  # but "Bệnh viện [Chợ] Quán"
            if k == start:
                continue
            country = lexicon.organisations.vietnam.longest(tokens.lower, k)
            if country is not None and run - country[0] > 1:
                return country[0]  # "Hội Nhà báo Việt Nam [Khải Ngà]"
            rest = next((m for m in range(k + 1, run) if self._places.known(m) is not None), run) - k
            if tokens.lower[k] in lexicon.titles.strong and (rest >= 3 or (titled and rest >= 2)):
                return k
            if titled and rest >= 3 and tokens.lower[k] in lexicon.titles.family:
                return k
            title = lexicon.titles.words.longest(tokens.lower, k)
            if title is not None and tokens.shape[k] != "U" and title[0] - k > 1:
                return k
            head = lexicon.organisations.heads.longest(tokens.lower, k)
            if head is not None and (head[0] - k > 1 or tokens.shape[k] == "U") and body(k) is not None:
                return k
        return run
