"""The title of a report: under the letterhead of the office, the motto, the number and the place with the date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.read.metadata import TITLE_LENGTH
from mttq_extract.tables.loader import alternatives, read_toml

_TOP = 30  # lines a letterhead takes at most, each cell of its table being one
_SENTENCE = 120  # characters of a line that is none of a letterhead


@dataclass(frozen=True, slots=True)
class Letterheads:
    """What official documents carry at their top; build it once with `Letterheads.load`."""

    above: re.Pattern[str]
    kinds: re.Pattern[str]
    marks: re.Pattern[str]
    dated: re.Pattern[str]

    @classmethod
    def load(cls) -> Letterheads:
        """Compile the table."""
        table = read_toml("letterheads.toml")
        return cls(
            re.compile(rf"(?:{alternatives(table['above'])})", re.IGNORECASE),
            re.compile(rf"(?:{alternatives(table['kinds'])})\s*:?", re.IGNORECASE),
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
            if self.kinds.fullmatch(line) and at + 1 < len(top):
                return _short(f"{line.rstrip(' :')} {top[at + 1]}") or _short(line)
        for line in top[self._below(top) :]:
            if self.above.match(line) is None and any(char.isalpha() for char in line):
                return _short(line)
        return _short(top[0]) if top else None

    def is_part(self, line: str) -> bool:
        """Whether a line is the motto, the number, or the place with the date, of a letterhead."""
        return self.marks.search(line) is not None or self.dated.fullmatch(line) is not None

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
