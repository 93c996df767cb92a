"""Words that turn the figures behind them: plans, pledges, things done; found once in every sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.tables.loader import Row
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import View, fold_tones

_OPENERS = ".:;!?\"“”'‘’"
_NUMBERING = 6


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in the text: its kind, how far it reaches and the kinds of units it is for (all when empty).

    Where `through` is given, one of its words stands between the cue and what it turns.
    """

    start: int
    end: int
    kind: str
    reach: str
    units: frozenset[str]
    words: str
    through: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    reach: str
    opening: bool
    units: frozenset[str]
    through: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class CueTable:
    """All cues of the table as one pattern, longest form first; `scan` finds them."""

    pattern: re.Pattern[str]
    entries: dict[str, tuple[_Entry, ...]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> CueTable:
        """Compile rows: `id` the kind, `reach` near | clause | list, `at` = "start" for a sentence start only.

        What `not_before` matches does not follow the cue.
        """
        entries: dict[str, tuple[_Entry, ...]] = {}
        for row in rows:
            units = frozenset(row.get("units", ()))
            through = words_pattern(row["through"]) if "through" in row else None
            behind = re.compile(row["not_before"]) if "not_before" in row else None
            entry = _Entry(row["id"], row.get("reach", "clause"), row.get("at") == "start", units, through, behind)
            for form in row["forms"]:
                key = fold_tones(form.lower())
                entries[key] = (*entries.get(key, ()), entry)
        return cls(words_pattern(entries), entries)

    def scan(self, view: View, first: int, last: int) -> list[Cue]:
        """Give the cues between two view offsets, in order; a capital inside a sentence is a name's."""
        out = []
        for found in self.pattern.finditer(view.lower, first, last):
            start, end = found.span()
            opening = _opens(view.lower, first, start)
            if not opening and view.cased[start].isupper() and not view.cased[start:end].isupper():
                continue  # a place that is called like a cue
            if view.lower[max(0, start - 3) : start].rstrip().endswith("%"):
                continue  # "đạt 105% chỉ tiêu": a share of a plan is no plan
            words = " ".join(found.group().split())
            entry = next((e for e in self.entries[words] if opening or not e.opening), None)
            if entry is not None and not (entry.not_before and entry.not_before.match(view.lower, end + 1)):
                out.append(Cue(start, end, entry.kind, entry.reach, entry.units, words, entry.through))
        return out


def _opens(lower: str, first: int, start: int) -> bool:
    """Whether a sentence begins at `start`: behind nothing, a mark, or bullets and numbering."""
    before = lower[max(first, start - 2 * _NUMBERING) : start].strip()
    if not before or before[-1] in _OPENERS:
        return True
    return start - first <= 2 * _NUMBERING and len(before) <= _NUMBERING and not before[-1].isalpha()
