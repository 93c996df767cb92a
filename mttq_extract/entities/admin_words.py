"""Words for the levels of administrative units, and how two spellings of a name are held for one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq_extract.entities.phrases import folded, words_of
from mttq_extract.tables.loader import read_toml, rows
from mttq_extract.text.view import fold_tones

TIERS = {"province": 0, "district": 1, "commune": 2}


@dataclass(frozen=True, slots=True)
class AdminWords:
    """Level words by their words, and the tiers of government of each kind of unit.

    `typed` has the forms without diacritics too; `committees` says of which kind the unit of a party committee is.
    """

    types: dict[tuple[str, ...], str]
    typed: dict[tuple[str, ...], str]
    committees: dict[tuple[str, ...], str]
    tiers: dict[str, frozenset[int]]
    longest: int
    spellings: dict[str, str]
    plurals: frozenset[str]
    provincial: frozenset[str]
    risen: dict[str, frozenset[str]]
    outlet_before: tuple[str, ...]
    outlet_after: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def load(cls) -> AdminWords:
        """Read admin_levels.toml; raises `TableError` when a row is malformed."""
        types: dict[tuple[str, ...], str] = {}
        typed: dict[tuple[str, ...], str] = {}
        committees: dict[tuple[str, ...], str] = {}
        tiers: dict[str, frozenset[int]] = {}
        risen: dict[str, frozenset[str]] = {}
        table = read_toml("admin_levels.toml")
        for row in rows(table, "admin_levels.toml", "type", ("forms", "type", "tiers")):
            risen[row["type"]] = frozenset(row.get("rises_to", ()))
            tiers[row["type"]] = frozenset(TIERS[tier] for tier in row["tiers"])
            for key, found in (("forms", types), ("typed", typed), ("committees", committees)):
                found.update((tuple(words_of(form)), row["type"]) for form in row.get(key, ()))
        spellings = {fold_tones(other): one for one, others in table["spellings"].items() for other in others}
        return cls(
            types,
            {**typed, **types},
            committees,
            tiers,
            max(map(len, types)),
            spellings,
            folded(table["plurals"]),
            folded(table["provincial"]),
            risen,
            tuple(table["outlet_before"]),
            tuple(table["outlet_after"]),
            tuple(fold_tones(word) for word in table["before_reform"]),
            tuple(fold_tones(word) for word in table["after_reform"]),
        )

    def type_at(self, words: list[str], i: int, end: int, *, typed: bool = False) -> tuple[int, str] | None:
        """The end and kind of the longest level word at `i` that leaves a word before `end`; words are folded."""
        types = self.typed if typed else self.types
        for k in range(min(i + self.longest, end - 1), i, -1):
            found = types.get(tuple(words[i:k]))
            if found is not None:
                return k, found
        return None

    def likeness(self, said: str, type_: str) -> float:
        """How well a level word fits a unit: 2 its own kind, 1 the kind it has risen from, else 0.

        >>> words = AdminWords.load()
        >>> words.likeness("xã", "xã"), words.likeness("thị xã", "thành phố"), words.likeness("thị xã", "huyện")
        (2.0, 1.0, 0.0)
        """
        if said == type_:
            return 2.0
        return 1.0 if type_ in self.risen.get(said, ()) else 0.0

    def split(self, text: str) -> tuple[str | None, str]:
        """Cut a name into its kind and the bare name.

        >>> AdminWords.load().split("TP. Tam Kỳ")
        ('thành phố', 'tam kỳ')
        """
        words = words_of(_GLUED.sub(r"\1 ", text))
        found = self.type_at(words, 0, len(words), typed=True)
        return (None, " ".join(words)) if found is None else (found[1], " ".join(words[found[0] :]))

    def spelling(self, name: str) -> str:
        """A name so that two spellings of it are equal: folded case and tone marks, y as i, no blanks or marks."""
        words = "".join(self.spellings.get(word, word) for word in words_of(name))
        plain = _MARKS.sub("", words.translate(_Y))
        return _QU.sub(lambda found: "qu" + _TONED_I[found[1]], plain)


_MARKS = re.compile(r"[\W_]+")
_GLUED = re.compile(r"\b([pq])(?=\d)", re.IGNORECASE)  # "P5", "q3"
_TONED_I = dict(zip("ùúủũụ", "ìíỉĩị", strict=True))
_QU = re.compile("q([ùúủũụ])i")  # the folded form of "quý" is "qúy", that of "quí" is not
_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
