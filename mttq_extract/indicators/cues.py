"""Cues: sets of words that mean the same for the classifier, found in one pass over words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import fold_tones

_WORD = re.compile(r"[^\W_]++(?:[-/][^\W_]++)*+")
_EACH_WORD = re.compile(f"({_WORD.pattern})")
NUMBER = "0"


def words(lower: str) -> list[str]:
    """The words of a lower-case string with folded tones; every number is "0".

    >>> words("hơn 13 tỷ đồng, quý i/2019")
    ['hơn', '0', 'tỷ', 'đồng', 'quý', 'i/2019']
    """
    return [NUMBER if word[0].isdigit() else word for word in _WORD.findall(lower)]


class Words:
    """The words of a text as `words` gives them: `said`, with where each begins and ends in `starts` and `ends`."""

    __slots__ = ("_lower", "ends", "said", "starts")

    def __init__(self, lower: str) -> None:
        self._lower = lower
        pieces = _EACH_WORD.split(lower)  # what is between words, and the words at the odd places
        ends = list(accumulate(map(len, pieces)))
        self.said = [NUMBER if word[0].isdigit() else word for word in pieces[1::2]]
        self.starts, self.ends = ends[:-1:2], ends[1::2]

    def between(self, start: int, end: int) -> list[str]:
        """The words of a part of the text, without reading it again; a word that is cut counts as what is left of it.

        >>> Words("hơn 13 tỷ đồng").between(5, 13)
        ['0', 'tỷ', 'đồn']
        """
        first, last = bisect_left(self.starts, start), bisect_right(self.ends, end)
        said = self.said[first:last]
        if first and self.ends[first - 1] > start:
            said = words(self._lower[start : min(end, self.ends[first - 1])]) + said
        if first <= last < len(self.starts) and self.starts[last] < end:
            said += words(self._lower[self.starts[last] : end])
        return said


@dataclass(frozen=True, slots=True)
class CueTable:
    """The forms of all cues by their first word; build it once with `CueTable.load`.

    `forms` maps the first word of a form to the cues of which it is all, and its second word to the words behind
    that and the cue. `themes` are the cues that a part of an article can be about, `actions` those that say what is
    done.
    """

    themes: frozenset[str]
    actions: frozenset[str]
    forms: dict[str, tuple[tuple[str, ...], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]]

    @classmethod
    def load(cls) -> CueTable:
        """Read the table; raises `TableError` when a cue has an empty form or repeats one, or a theme is no cue."""
        table = read_toml("indicator_cues.toml")
        return cls.of(table.get("cue", {}), table.get("themes", "").split(), table.get("actions", "").split())

    @classmethod
    def of(cls, cues: dict[str, str], themes: Iterable[str] = (), actions: Iterable[str] = ()) -> CueTable:
        """Build from cue names and their forms, separated by ";"."""
        for name, listed in (("themes", themes), ("actions", actions)):
            unknown = sorted(set(listed) - cues.keys())
            if unknown:
                raise TableError(f"table indicator_cues.toml: {name} {unknown} are no cues; correct them")
        alone: dict[str, list[str]] = {}
        longer: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        for cue, text in cues.items():
            for form in _forms(cue, text):
                if len(form) == 1:
                    alone.setdefault(form[0], []).append(cue)
                else:
                    longer.setdefault(form[0], {}).setdefault(form[1], []).append((form[2:], cue))
        seconds = {word: {next_: tuple(rest) for next_, rest in nexts.items()} for word, nexts in longer.items()}
        firsts = sorted(alone.keys() | longer.keys())
        found = {word: (tuple(alone.get(word, ())), seconds.get(word, {})) for word in firsts}
        return cls(frozenset(themes), frozenset(actions), found)

    def found(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """Every cue among the words with the index of its first word, in order."""
        out: list[tuple[str, int]] = []
        forms, last = self.forms, len(words) - 1
        # Many words begin no cue: they are left out in the fastest way there is, before anything is done to a word.
        for index in compress(range(len(words)), map(forms.__contains__, words)):
            cues, longer = forms[words[index]]
            for cue in cues:
                out.append((cue, index))
            if longer and index < last and words[index + 1] in longer:
                for rest, cue in longer[words[index + 1]]:
                    if not rest or tuple(words[index + 2 : index + 2 + len(rest)]) == rest:
                        out.append((cue, index))
        return out

    def names(self, words: Sequence[str]) -> set[str]:
        """The cues among the words."""
        return {cue for cue, _ in self.found(words)}


def _forms(cue: str, text: str) -> Iterable[tuple[str, ...]]:
    seen: dict[tuple[str, ...], None] = {}  # in the order of the table
    for part in text.split(";"):
        form = tuple(words(fold_tones(part.strip().lower())))
        if not form or form in seen:
            problem = f"repeats {part.strip()!r}" if form else "has an empty form"
            raise TableError(f"table indicator_cues.toml: {cue!r} {problem}; keep each form once")
        seen[form] = None
    return seen
