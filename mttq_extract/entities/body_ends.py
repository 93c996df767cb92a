"""What closes a body's name besides level and place: numbers, terms and the area that it serves."""

from __future__ import annotations

from mttq_extract.entities.levels import NO_LEVEL
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.places import PlaceReader
from mttq_extract.entities.proper_names import LONGEST_NUMBER
from mttq_extract.entities.tokens import ROMAN, Tokens, numeral


class BodyEnds:
    """Reads such ends in one text."""

    __slots__ = ("_lexicon", "_places", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, places: PlaceReader) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._places = places

    def term(self, j: int) -> int:
        """Give the end of the numbers of a body's terms: "khóa XI, XII", "(khóa 12)", "khóa mới"."""
        tokens = self._tokens
        if tokens.shape[j] == "(" and tokens.lower[j + 1] in self._lexicon.words.term and tokens.shape[j + 3] == ")":
            return j + 4 if numeral(tokens.lower[j + 2]) else j
        if tokens.lower[j] not in self._lexicon.words.term:
            return j
        if not numeral(tokens.lower[j + 1]):
            return j + 2 if tokens.lower[j + 1] in self._lexicon.words.new else j
        j += 2
        while tokens.shape[j] == "," and tokens.shape[j + 1] in "UCd" and numeral(tokens.lower[j + 1]):
            j += 2
        return j

    def area(self, j: int) -> int:
        """Give the end of an area a body serves: "Trung tâm Thú y [vùng] TP.HCM", "Đài khí tượng [khu vực] Nam Bộ"."""
        tokens = self._tokens
        area = self._lexicon.organisations.areas.longest(tokens.lower, j)
        if area is None or not (tokens.capital(area[0]) or tokens.shape[area[0]] == "d"):
            return j
        direction = self._lexicon.organisations.directions.longest(tokens.lower, area[0])
        if direction is not None and tokens.lower[area[0] - 1] in self._lexicon.places.sides:
            return direction[0]  # "Công ty Tư vấn thiết kế phía [Nam]"
        known = self._places.at(area[0])
        short = tokens.shape[area[0]] == "d" or set(tokens.lower[area[0]]) <= ROMAN
        return area[0] + 1 if short else j if known is None else known[0]

    def numbered(self, j: int) -> bool:
        """Whether a number at `j` names a body, by what follows it."""
        tokens, lexicon = self._tokens, self._lexicon
        if tokens.shape[j] != "d" or len(tokens.cased[j]) > LONGEST_NUMBER or tokens.glued(j):
            return False
        if tokens.shape[j + 1] != "l" or tokens.lower[j + 1] in lexicon.places.number_then:
            return True
        place = self._places.worded(j + 1) if len(tokens.cased[j]) > 1 else None
        if place is not None and place[1] not in NO_LEVEL:
            return True  # "Ban Chỉ đạo 389 tỉnh Lào Cai"
        return lexicon.organisations.national.longest(tokens.lower, j + 1) is not None
