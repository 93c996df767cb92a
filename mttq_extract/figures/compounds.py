"""Where a word of several syllables ends: Vietnamese writes a blank between the syllables of "kỹ thuật viên" too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_text
from mttq_extract.text.view import fold_tones

_TABLE = "compounds.tsv"
_TAIL = re.compile(r" ([^\W\d_]+)(?: ([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Compounds:
    """Words of two and three syllables by their first one; build it once with `Compounds.load`.

    >>> words = Compounds.load()
    >>> words.end_of("8 bộ trưởng dự họp", 2, 4)
    11
    """

    rests: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls) -> Compounds:
        """Read compounds.tsv; raises `TableError` naming the line that is malformed."""
        rests: dict[str, frozenset[str]] = {}
        for line in read_text(_TABLE).splitlines():
            if not line or line.startswith("#"):
                continue
            first, tab, others = fold_tones(line).partition("\t")
            if not tab or not first or first in rests:
                raise TableError(
                    f"table {_TABLE}: {line!r} is not a new first syllable, a tab and what follows it; correct it"
                )
            rests[first] = frozenset(other.replace("_", " ") for other in others.split())
        return cls(rests)

    def end_of(self, lower: str, start: int, end: int) -> int:
        """Where the longest word ends that begins with the syllable start..end; `end` when none is known."""
        rests = self.rests.get(lower[start:end])
        tail = _TAIL.match(lower, end) if rests else None
        if rests is None or tail is None:
            return end
        if tail[2] and f"{tail[1]} {tail[2]}" in rests:
            return tail.end(2)
        return tail.end(1) if tail[1] in rests else end

    def joined(self, first: str, second: str) -> bool:
        """Whether two syllables make one word ("tiếp", "nhận")."""
        return second in self.rests.get(first, ())
