"""Names of units that the gazetteer knows, where a person's name may follow without a mark between them."""

from __future__ import annotations

from mttq_extract.entities.admin_units import AdminUnits
from mttq_extract.entities.lexicon import Lexicon
from mttq_extract.entities.tokens import Tokens

LONGEST_UNIT = 4  # words of a unit's name
LONGEST_PERSON = 5
OFFICE_REACH = 12  # words from an office to the name of its unit
FULL_NAME = 2  # words of a person's name, at least


class UnitNames:
    """Tells in one text where the name of a unit ends: "Bí thư Đảng ủy xã Thuận Lộc | Rơ Châm H'Yéo"."""

    __slots__ = ("_lexicon", "_offices", "_tokens", "_units")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, units: AdminUnits, offices: dict[int, int]) -> None:
        self._lexicon = lexicon
        self._tokens = tokens
        self._units = units
        self._offices = offices

    def end(self, j: int, *, titled: bool, known: int | None) -> int | None:
        """The end of a known unit's name at `j`, or None when the gazetteer does not tell.

        `titled`: a person may follow or be meant; `known`: where the name of a place in the tables ends.
        """
        whole = self._whole(j)
        person = titled and self._tokens.lower[j] in self._lexicon.titles.strong
        if whole is not None and not person and (known is None or known <= whole):
            return whole
        return (self._before_person(j) or self._apposed(j)) if titled else None

    def knows(self, i: int, end: int) -> bool:
        """Whether a district or commune is spelled as the tokens from `i` to `end`."""
        name = self._tokens.text(i, end)
        blanks = name.count(" ")  # "Phú Hộ Y Blok" is not Phú Hội
        return any(exact and unit.tier and unit.name.count(" ") == blanks for unit, exact in self._units.spelled(name))

    def _whole(self, j: int) -> int | None:
        """The end of the name of a known unit when it is all that is capitalised at `j`, else None: "xã Cô Ba"."""
        tokens = self._tokens
        run = tokens.run(j, LONGEST_UNIT + 1)
        if not 0 < run - j <= LONGEST_UNIT:
            return None
        if tokens.shape[run] == "d" and self._numbered(j, run):
            return run + 1  # "phường Đông Hải 1"
        if tokens.shape[run] == "-" and tokens.capital(run + 1):
            pair = tokens.run(run + 1, LONGEST_UNIT)
            if self.knows(j, pair):
                return pair  # "phường Cam Ly - Đà Lạt"
        return run if self.knows(j, run) else None

    def _numbered(self, j: int, run: int) -> bool:
        """Whether a known unit's name at `j` ends with the number at `run`, and the number counts nothing."""
        tokens = self._tokens
        counts = self._lexicon.places.not_counted.longest(tokens.lower, run + 1) is not None
        joined = tokens.glued(run + 1) and tokens.shape[run + 1] in "/-CUl"
        return not (counts or joined) and self.knows(j, run + 1)

    def called(self, j: int, *, province: bool) -> bool:
        """Whether a person's name begins behind a level that is not named: "Chủ tịch MTTQ tỉnh [K'Ra Sơn]".

        All provinces are known, and nearly all other units: what begins like a person's name and is no unit's is one.
        """
        tokens = self._tokens
        if any(mark in tokens.cased[j] for mark in "'’"):
            return True
        if tokens.lower[j] not in self._lexicon.titles.family:
            return False
        run = tokens.run(j, LONGEST_UNIT)
        return province or (run - j > FULL_NAME and not any(self.knows(j, end) for end in range(j + 1, run + 1)))

    def _before_person(self, j: int) -> int | None:
        """The end of a unit's name at `j` with a full name of a person behind it, the longest; None without both.

        A name that begins like a person's ("Phan Thanh Bình Minh") is cut only before what surely begins another.
        """
        tokens, titles = self._tokens, self._lexicon.titles
        run = tokens.run(j, LONGEST_UNIT + LONGEST_PERSON)
        for end in range(min(run - FULL_NAME, j + LONGEST_UNIT), j, -1):
            first = tokens.lower[end]
            sure = first in titles.family or not self._lexicon.syllables.valid(first)
            person = tokens.lower[j] in titles.strong and (not sure or end == j + 1)
            if not person and self.knows(j, end):
                return end
        return None

    def _apposed(self, j: int) -> int | None:
        """The end of a unit's name at `j` that closes an office told behind its bearer, else None.

        "Ông Lê Sơn, Phó Chủ tịch UBND xã Hoàng Trĩ, trao quà".
        """
        tokens = self._tokens
        office = next((i for i in range(j, max(0, j - OFFICE_REACH), -1) if i in self._offices), None)
        begin = 0 if office is None else self._offices[office]
        end = tokens.run(j, LONGEST_UNIT + 1)
        told = begin and tokens.shape[begin - 1] in ",(-"
        return end if told and tokens.shape[end] in ",.;)" and self.knows(j, end) else None
