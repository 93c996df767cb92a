"""Words that turn the figures behind them: plans, pledges, things done, parts; found once in every sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mttq_extract.tables.loader import Row, alternatives
from mttq_extract.text.view import View, fold_tones

_QUOTES = "\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in the text: its kind and how far it reaches."""

    start: int
    end: int
    kind: str
    reach: str
    units: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    reach: str
    opening: bool
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueTable:
    """All cues of the table as one pattern, longest form first; `scan` finds them."""

    pattern: re.Pattern[str]
    entries: dict[str, tuple[_Entry, ...]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> CueTable:
        """Compile the rows: `id` is the kind, `reach` near | clause | list, `at` = "start" asks for a sentence start."""
        entries: dict[str, tuple[_Entry, ...]] = {}
        for row in rows:
            entry = _entry(row)
            for form in row["forms"]:
                key = fold_tones(form.lower())
                entries[key] = (*entries.get(key, ()), entry)
        return cls(re.compile(rf"(?<!\w)(?:{alternatives(entries)})(?!\w)"), entries)

    def scan(self, view: View, first: int, last: int) -> list[Cue]:
        """Give the cues between two view offsets, in order; names in capitals inside a sentence are none."""
        out = []
        for found in self.pattern.finditer(view.lower, first, last):
            words = " ".join(found.group().split())
            start, end = found.span()
            opening = _opens(view.lower, first, start)
            if not opening and view.cased[start].isupper() and not view.cased[first:last].isupper():
                continue  # "Cần" of a place name
            if view.lower[max(0, start - 3) : start].rstrip()[-1:] == "%":
                continue  # "đạt 105% chỉ tiêu"
            for entry in self.entries[words]:
                if entry.opening and not opening:
                    continue
                out.append(Cue(start, end, entry.kind, entry.reach, entry.units, words))
                break
        return out


def _entry(row: dict[str, Any]) -> _Entry:
    return _Entry(
        row["id"],
        row.get("reach", "clause"),
        row.get("at") == "start",
        frozenset(row.get("units", ())),
    )


def _opens(lower: str, first: int, start: int) -> bool:
    """Whether only bullets, numbering and quotes stand between the sentence start and `start`."""
    before = lower[first:start].strip()
    if not before:
        return True
    last = before[-1:]
    return last in ".:;!?" + _QUOTES or (len(before) <= 6 and not before[-1].isalpha())
