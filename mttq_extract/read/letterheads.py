"""The title of a report: under the letterhead of the office, the motto, the number and the place with the date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.read.metadata import TITLE_LENGTH
from mttq_extract.tables.loader import alternatives, read_toml

_TOP = 30  # lines a letterhead takes at most, each cell of its table being one
_SENTENCE = 120  # characters of a line that is none of a letterhead
_PLACE = 5  # words of a place at most
_MOST_LINES = 4  # that a title takes
_COUNT = re.compile(r"\d\s+[^\W\d]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Letterheads:
    """What official documents carry at their top; build it once with `Letterheads.load`."""

    above: re.Pattern[str]
    offices: re.Pattern[str]
    office_words: frozenset[str]
    places: re.Pattern[str]
    about: re.Pattern[str]
    kinds: re.Pattern[str]
    numbered: re.Pattern[str]
    goes_on: re.Pattern[str]
    open_ends: tuple[str, ...]
    sections: re.Pattern[str]
    marks: re.Pattern[str]
    dated: re.Pattern[str]

    @classmethod
    def load(cls) -> Letterheads:
        """Compile the table."""
        table = read_toml("letterheads.toml")

        def opening(key: str, end: str = r"(?!\w)") -> re.Pattern[str]:
            return re.compile(rf"(?:{alternatives(table[key])}){end}", re.IGNORECASE)

        return cls(
            opening("above", ""),
            opening("offices"),
            frozenset(table["office_words"]),
            opening("places"),
            opening("about"),
            opening("kinds", r"\s*:?"),
            opening("numbered", table["its_number"]),
            re.compile(rf"(?:{table['months']}|{alternatives(table['goes_on'])})(?!\w)", re.IGNORECASE),
            tuple(table["open_ends"]),
            re.compile(rf"(?:{alternatives(table['sections'])})(?!\w)|(?:[IVXLC]+|[A-Z]|\d+)[.)/]", re.IGNORECASE),
            re.compile(rf"{alternatives(table['marks'])}|{table['number']}", re.IGNORECASE),
            re.compile(table["dated"], re.IGNORECASE),
        )

    def title(self, lines: Sequence[str]) -> str | None:
        """The title among the first lines: the kind of document with what it is about, else the first line.

        >>> Letterheads.load().title(["ỦY BAN MTTQ XÃ HOA ĐÀO", "Số: 12/BC", "BÁO CÁO", "Kết quả năm 2023", "Từ đầu"])
        'BÁO CÁO Kết quả năm 2023'
        """
        top = [line for line in lines[:_TOP] if line.strip()]
        for at, line in enumerate(top):
            if (numbered := self.numbered.fullmatch(line)) or self.kinds.fullmatch(line):
                under = next((place for place in range(at + 1, len(top)) if not top[place].startswith("(")), None)
                corner = numbered and any(map(self.offices.match, top[max(0, at - 1) : at]))
                corner = corner or (numbered and under is not None and self._is_above(top[under]))
                if under is not None and not corner:
                    kind = line.rstrip(" :.")
                    whole = self._whole(top, under, official=True)
                    return (whole and _short(f"{kind} {whole}")) or _short(line)
        below = self._below(top)
        for at, line in enumerate(top[: below + 2] if below else ()):
            if self.about.match(line):
                return self._whole(top, at, official=False, letter=True)
        for at in range(below, len(top)):
            if not self._is_above(top[at]) and not self._is_place(top, at) and any(map(str.isalpha, top[at])):
                if at == 1 and _is_sentence(top[1]) and self.offices.match(top[0]):
                    break  # an article: "ỦY BAN MTTQ XÃ HOA ĐÀO TRAO NHÀ" and its text
                return self._whole(top, at, official=below > 0)
        return _short(top[0]) if top else None

    def has_motto(self, lines: Sequence[str]) -> bool:
        """Whether the motto of a letterhead, or its number, is among the first lines."""
        return any(map(self.marks.search, lines[: _TOP // 2]))

    def _is_above(self, line: str) -> bool:
        """Whether a line belongs above a title: a part of a letterhead, or the name of an office that does nothing."""
        if self.above.match(line) or self.about.match(line) or self.is_part(line):
            return True
        office = self.offices.match(line)
        if office is None or _COUNT.search(line):
            return False
        small = (word for word in _WORD.findall(line[office.end() :]) if word[0].islower())
        return all(word in self.office_words for word in small)

    def _is_place(self, top: Sequence[str], at: int) -> bool:
        """Whether a line says where the office above it is: "XÃ HOA ĐÀO"."""
        line = top[at]
        short = line.isupper() and len(line.split()) <= _PLACE and self.places.match(line) is not None
        return short and any(map(self.offices.match, top[:at]))

    def _whole(self, top: Sequence[str], at: int, *, official: bool, letter: bool = False) -> str | None:
        """The title that begins at a line, with the lines that go on with it; in a letter, up to whom it is for."""
        title, last = _short(top[at]), top[at]
        for line in top[at + 1 : at + _MOST_LINES]:
            if title is None or not self._goes_on(last, line, official=official, letter=letter):
                break
            title, last = _short(f"{title} {line}") or title, line
        return title

    def _goes_on(self, title: str, line: str, *, official: bool, letter: bool) -> bool:
        """Whether a line goes on with the title above it."""
        if len(title) > _SENTENCE or title.endswith((".", ":")) or _is_sentence(line) or self._is_above(line):
            return False
        if letter and any(map(str.isalpha, line)) and not self.sections.match(line):
            return True
        if line[0].islower() or (title.lower().endswith(self.open_ends) and not self.sections.match(line)):
            return True
        capitals = title.isupper() and line.isupper() and not self.sections.match(line)
        return official and (capitals or self.goes_on.match(line) is not None)

    def is_part(self, line: str) -> bool:
        """Whether a line is the motto, the number, the place with the date, or the annex, of a letterhead."""
        found = self.marks.search(line) or self.dated.fullmatch(line)
        return (found or self.numbered.fullmatch(line)) is not None

    def _below(self, top: Sequence[str]) -> int:
        """The place of the first line under the letterhead, 0 where there is none or nothing under it."""
        below = 0
        for at, line in enumerate(top):
            if _is_sentence(line):
                break  # the text has begun: what is dated behind it is its signature
            # A date alone may stand under the title of an article; names of offices are in capitals.
            office = below > 0 or all(above.isupper() for above in top[:at])
            if self.is_part(line) and (office or self.marks.search(line)):
                below = at + 1
        return below if below < len(top) and not _is_sentence(top[below]) else 0


def _is_sentence(line: str) -> bool:
    return len(line) > _SENTENCE or line.rstrip().endswith((".", ";"))


def _short(line: str) -> str | None:
    return line if len(line) <= TITLE_LENGTH else None
