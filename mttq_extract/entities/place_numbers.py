"""Numbers in the names of places: "quận 1", "đường 3/2", "khu công nghiệp Trà Nóc II"."""

from __future__ import annotations

from mttq_extract.entities.gazetteer import PlaceWord
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

LONGEST_NUMBER = 3
LONGEST_STREET = 4  # words of a street's name
LONGEST_UNIT = 2  # digits of the last unit of a range
SERIAL = frozenset({"works", "site", "road"})  # kinds whose name may end in a number


class PlaceNumbers:
    """Reads the numbers that name, or close the names of, places of one text."""

    __slots__ = ("_lexicon", "_tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens) -> None:
        self._lexicon = lexicon
        self._tokens = tokens

    def end(self, j: int, word: PlaceWord) -> int | None:
        """A number as a name: "quận 1", "vành đai 2,5", "đường 3/2"; a list of numbers is one name."""
        tokens = self._tokens
        if not word.number or tokens.lower[j + 1] in self._lexicon.places.amounts:
            return None
        text = tokens.cased[j]
        if len(text) > LONGEST_NUMBER and "," not in text and word.kind != "road":
            return None
        if word.kind == "site":
            return j + 3 if tokens.shape[j + 1] in "-/" and tokens.shape[j + 2] == "d" else None
        end = j + 1
        if tokens.lower[j - 1] in self._lexicon.places.lanes and (street := self._lane(end)) is not None:
            return street
        if word.kind == "road" and not word.always_number and (day := self._day(end)) is not None:
            return day
        if word.admin and word.kind != "hamlet":
            return self._range(j)
        if word.always_number and tokens.glued(end) and tokens.shape[end] == "C" and len(tokens.cased[end]) == 1:
            return end + 1  # "quốc lộ 1A"
        letter = tokens.glued(end) and tokens.shape[end] == "C" and len(tokens.cased[end]) == 1
        if letter and (word.kind in ("hamlet", "road")):
            return end + 1  # "xóm 4B"
        if word.always_number or self._ends_number(j):
            return end
        uncounted = self._lexicon.places.not_counted.longest(tokens.lower, end) is None
        sure = word.kind == "road" or tokens.lower[j - 1] in self._lexicon.places.hamlets
        return end if sure and uncounted and tokens.shape[end] == "l" else None

    def _day(self, j: int) -> int | None:
        """The end of the month behind a day that names a street: "đường 3[/2]", "đường 3 [Tháng 2]"."""
        tokens = self._tokens
        if tokens.shape[j] in "/-" and tokens.glued(j) and tokens.shape[j + 1] == "d" and tokens.glued(j + 1):
            return j + 2
        month = tokens.lower[j] in self._lexicon.words.month and tokens.shape[j + 1] == "d"
        return j + 2 if month else None

    def _lane(self, j: int) -> int | None:
        """The end of the street a numbered lane belongs to: "hẻm 68[/2 Trần Quang Khải]"."""
        tokens = self._tokens
        while tokens.shape[j] == "/" and tokens.shape[j + 1] == "d":
            j += 2
        if tokens.glued(j) and tokens.shape[j] == "C" and len(tokens.cased[j]) == 1:
            j += 1  # "hẻm 68B"
        end = tokens.run(j, LONGEST_STREET + 1)
        return end if 2 <= end - j <= LONGEST_STREET and "U" not in tokens.shape[j:end] else None

    def serial(self, j: int, word: PlaceWord) -> int:
        """The end of a number that tells one work from its like: "cầu Văn Thánh 2", "khu công nghiệp Trà Nóc II"."""
        tokens, places = self._tokens, self._lexicon.places
        if word.kind not in SERIAL:
            return j
        if tokens.capital(j):
            return j + (tokens.lower[j] in places.serial)
        if not tokens.cased[j].isdecimal() or len(tokens.cased[j]) > 1 or tokens.glued(j + 1):
            return j
        counts = tokens.shape[j + 1] == "d" or places.not_counted.longest(tokens.lower, j + 1) is not None
        return j if counts else j + 1

    def short(self, j: int, *, listed: bool = False) -> bool:
        """Whether a short number closes a name; in a list a verb may follow it."""
        digits = self._tokens.cased[j]
        if not digits.isdecimal() or len(digits) >= LONGEST_NUMBER:
            return False
        if self._tokens.shape[j + 1 : j + 3] == "-d" and self._tokens.glued(j + 1):
            return False  # "thua Sông Lam Nghệ An 0-2"
        return self._ends_number(j) or (listed and self._tokens.lower[j + 1] in self._lexicon.organisations.verbs)

    def _ends_number(self, j: int) -> bool:
        """Whether no counted noun follows a number."""
        tokens = self._tokens
        return tokens.shape[j + 1] not in "ld" or tokens.lower[j + 1] in self._lexicon.places.number_then

    def _range(self, j: int) -> int:
        """The end of the last number behind the number at `j`: "phường 13[-15]"."""
        tokens = self._tokens
        first, last = tokens.cased[j], tokens.cased[j + 2] if j + 2 < len(tokens) else ""
        joined = tokens.shape[j + 1] == "-" and tokens.glued(j + 1) and tokens.glued(j + 2)
        if not joined or not first.isdecimal() or not last.isdecimal() or len(last) > LONGEST_UNIT:
            return j + 1
        closed = self._ends_number(j + 2) or self._unit(j + 3)  # "phường 3[-5 căn nhà]"
        return j + 3 if closed and int(first) < int(last) else j + 1

    def _unit(self, j: int) -> bool:
        """Whether a unit stands at `j` with its name: "phường 13-15 [quận 3]"."""
        found = self._lexicon.places.words.longest(self._tokens.lower, j)
        return found is not None and self._tokens.shape[found[0]] in "CUd" and any(word.admin for word in found[1])
