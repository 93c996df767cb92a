"""Cues: sets of words that mean the same for the classifier, found in one pass over words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import fold_tones

_WORD = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
NUMBER = "0"


def words(lower: str) -> list[str]:
    """The words of a lower-case string with folded tones; every number is "0".

    >>> words("hơn 13 tỷ đồng, quý i/2019")
    ['hơn', '0', 'tỷ', 'đồng', 'quý', 'i/2019']
    """
    return [NUMBER if word[0].isdigit() else word for word in _WORD.findall(lower)]


@dataclass(frozen=True, slots=True)
class CueTable:
    """The forms of all cues by their first word; build it once with `CueTable.load`."""

    single: dict[str, tuple[str, ...]]
    longer: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def load(cls) -> CueTable:
        """Read the table; raises `TableError` when a cue is empty or repeats a form."""
        return cls.of(read_toml("indicator_cues.toml").get("cue", {}))

    @classmethod
    def of(cls, cues: dict[str, str]) -> CueTable:
        """Build from cue names and their forms, separated by ";"."""
        single: dict[str, list[str]] = {}
        longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for cue, text in cues.items():
            for form in _forms(cue, text):
                if len(form) == 1:
                    single.setdefault(form[0], []).append(cue)
                else:
                    longer.setdefault(form[0], []).append((form, cue))
        return cls({w: tuple(c) for w, c in single.items()}, {w: tuple(f) for w, f in longer.items()})

    def found(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """Every cue among the words with the index of its first word."""
        out: list[tuple[str, int]] = []
        for index, word in enumerate(words):
            for cue in self.single.get(word, ()):
                out.append((cue, index))
            for form, cue in self.longer.get(word, ()):
                if tuple(words[index : index + len(form)]) == form:
                    out.append((cue, index))
        return out

    def names(self, words: Sequence[str]) -> set[str]:
        """The cues among the words."""
        return {cue for cue, _ in self.found(words)}


def _forms(cue: str, text: str) -> Iterable[tuple[str, ...]]:
    seen: set[tuple[str, ...]] = set()
    for part in text.split(";"):
        form = tuple(words(fold_tones(part.strip().lower())))
        if not form or form in seen:
            problem = f"repeats {part.strip()!r}" if form else "has an empty form"
            raise TableError(f"table indicator_cues.toml: {cue!r} {problem}; keep each form once")
        seen.add(form)
    return seen
