"""The level of government that a figure is told of: what its subject says, else that of the unit where it was."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.view import fold_tones

# "hợp tác xã", "thị xã Phú Mỹ": part of a longer word, or of that of another level.
_BEFORE_WORDS = r"(?<!\w)(?<!tác )(?<!thị )"


@dataclass(frozen=True, slots=True)
class Levels:
    """Reads levels; build it once with `Levels.load`."""

    said: tuple[tuple[str, re.Pattern[str]], ...]
    words: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def load(cls) -> Levels:
        """Compile the levels of party_names.toml; raises TableError when a row is malformed."""
        table = read_toml("party_names.toml")
        front = table["front"]["short"].lower()
        said, words = [], []
        for row in rows(table, "party_names.toml", "level", ("id", "said", "examples")):
            said.append((row["id"], _pattern(row["said"], r"(?<!\w)")))
            if row.get("opens"):
                said.append((row["id"], _pattern(row["opens"], rf"^(?:{front} )?")))
            if row.get("words"):
                words.append((row["id"], _pattern(row["words"], _BEFORE_WORDS)))
        return cls(tuple(said), tuple(words))

    def of(self, subject: str | None, unit: str | None) -> str | None:
        """The level of a subject, by its name in the database, and of a unit, by the level of that; None if unknown.

        >>> levels = Levels.load()
        >>> levels.of("MTTQ cấp xã", "province"), levels.of("Công ty Lúa Vàng", "district"), levels.of("MTTQ", None)
        ('commune', 'district', None)
        """
        names = [fold_tones(part.strip().lower()) for part in (subject or "").split(";")]
        found = {_first(self.said, name) for name in names}
        if found == {None}:
            found = {unit} if unit else {_first(self.words, name) for name in names}
        return found.pop() if len(found) == 1 else None


def _first(patterns: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    """Of the forms in a text the level of the first one; at one place the longest is first in its pattern."""
    found = [(match.start(), number, id_) for number, (id_, p) in enumerate(patterns) if (match := p.search(text))]
    return min(found)[2] if found else None


def _pattern(forms: list[str], before: str) -> re.Pattern[str]:
    return re.compile(rf"{before}(?:{alternatives(map(fold_tones, forms))})(?!\w)")
