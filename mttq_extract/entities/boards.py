"""Boards called after what they are for: "Ban Chỉ đạo phòng, chống dịch tỉnh", "Tổ công tác chống buôn lậu huyện"."""

from __future__ import annotations

from mttq_extract.entities.levels import NO_LEVEL, LevelReader
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.tokens import Tokens

LONGEST_PURPOSE = 16  # tokens
PERSON = 2  # words of the shortest full name
LONGEST_LIST = 7  # tokens behind a comma in which "và" or a level word shows that the name goes on


class BoardReader:
    """Reads the purposes of boards of one text."""

    __slots__ = ("_levels", "_lexicon", "_places", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, places: PlaceReader, levels: LevelReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places
        self._levels = levels

    def end(self, j: int, *, at: bool, titled: bool) -> int | None:
        """Give the end of a board whose purpose begins at token `j`, level and place included; None without one."""
        tokens, table = self._tokens, self._lexicon.organisations
        opening = table.purposes.longest(tokens.lower, j)
        if opening is None:
            return None
        end = self._purpose(opening[0], j + LONGEST_PURPOSE, titled)
        if end is None:
            return None
        if tokens.lower[end - 1] in self._lexicon.words.conj:
            end -= 1  # "Ban Chỉ đạo cải cách hành chính [và] trình Chính phủ"
        counted = tokens.shape[end] == "d"  # "Ban Vận động cứu trợ [5 xã]"
        tail = end if counted else self._levels.tail(end, at=at, titled=titled)
        field = table.fields.longest(tokens.lower, j)  # "Ban Chỉ đạo xây dựng nông thôn mới [đã] …"
        told = end > opening[0] and (opening[1] or (field is not None and field[0] == end))
        # "Ban Chỉ đạo bảo vệ rừng [tỉnh]", but "Ban Chỉ đạo | xây dựng phương án"
        return tail if told or tail > end else None

    def acts(self, j: int) -> bool:
        """Whether words in lower case at token `j` are what a board does, unless a level or place follows them."""
        opening = self._lexicon.organisations.purposes.longest(self._tokens.lower, j)
        return self._tokens.shape[j] == "l" and opening is not None and not opening[1]

    def _purpose(self, k: int, most: int, titled: bool) -> int | None:
        """The end of the words of a purpose that go on at token `k`; None when none is found before `most`."""
        tokens, stops = self._tokens, self._lexicon.organisations.purpose_stops
        while k < most:
            if titled and self._person(k):
                return k  # "Trưởng Ban Chỉ đạo phòng chống tội phạm [Lê Ngà] nói"
            quoted = tokens.quoted(k)
            if quoted is not None:
                return quoted
            word = stops.longest(tokens.lower, k)
            if word is not None and not word[1]:
                k = word[0]  # "dân chủ [ở cơ sở]"
                continue
            if tokens.shape[k] not in "lCUd-," or word is not None or self._level(k):
                return k
            if tokens.shape[k] == "d" and not self._code(k):
                return k  # "gửi Ban Vận động cứu trợ [25 tỷ]"
            if tokens.shape[k] == "," and not self._listed(k):
                return k
            k += 1
        return None

    def _person(self, k: int) -> bool:
        named = self._tokens.lower[k] in self._lexicon.titles.strong and self._tokens.run(k, PERSON) - k == PERSON
        return named and not self._places.behind_word(k)

    def _level(self, k: int) -> bool:
        words, table = self._tokens.lower, self._lexicon.organisations
        national = table.national.longest(words, k) or table.central.longest(words, k)
        if national is not None and words[k - 1] not in table.purpose_goes_on:
            return True  # not "Chương trình mục tiêu [quốc gia] …"
        place = self._places.at(k)
        return self._places.level(k) is not None or (place is not None and place[1] not in NO_LEVEL)

    def _code(self, k: int) -> bool:
        """Whether the number at token `k` is one of a name: "Covid-[19]", "Chương trình [135]"."""
        tokens = self._tokens
        return tokens.shape[k - 1] == "-" or tokens.lower[k - 1] in self._lexicon.organisations.purpose_goes_on

    def _listed(self, k: int) -> bool:
        """Whether the comma at token `k` joins two parts of a purpose: "giảm nghèo, tăng hộ khá quận 6"."""
        tokens, stops = self._tokens, self._lexicon.organisations.purpose_stops
        table = self._lexicon.organisations
        other = table.heads.longest(tokens.lower, k + 1) or table.purpose_others.longest(tokens.lower, k + 1)
        if other is not None or tokens.shape[k + 1] != "l":
            return False  # "Ban Chỉ đạo chống dịch, [các đoàn thể] …"
        for m in range(k + 1, k + 1 + LONGEST_LIST):
            if tokens.shape[m] not in "lCUd-" or stops.longest(tokens.lower, m) is not None:
                return False
            if m > k + 1 and (tokens.lower[m] in self._lexicon.words.conj or self._level(m)):
                return True
        return False
