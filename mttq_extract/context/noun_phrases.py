"""The noun phrase behind a number and the one in front of it, by word lists; a view's text, never a parse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mttq_extract.tables.loader import alternatives
from mttq_extract.text.view import View, fold_tones

_WORD = re.compile(r"[^\W_]+(?:[-–/][^\W\d_]+)*")
_GAP = re.compile(r"[ \t]+[“\"]?|[”\"]\s?|, (?=[^\W\d_])")
_MARK = re.compile(r"[,;:.()\n“”\"!?…-](?:\s|$)|[“”\"]|\d")
_QUOTES = str.maketrans("", "", "“”\"")


def _folded(forms: Iterable[str]) -> list[str]:
    return [fold_tones(form.replace("_", " ")) for form in forms]


def words(forms: Iterable[str]) -> str:
    """One alternation over forms, folded like a view's lower text."""
    return alternatives(_folded(forms))


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads noun phrases; build it once with `PhraseReader.of` from the table of concepts."""

    stop: re.Pattern[str]
    passed: re.Pattern[str]
    generic: re.Pattern[str]
    places: re.Pattern[str]
    listed: re.Pattern[str]
    links: re.Pattern[str]
    measures: re.Pattern[str]
    cuts: re.Pattern[str]
    empty: frozenset[str]
    not_a_noun: frozenset[str]

    @classmethod
    def of(cls, table: dict[str, Any], count_nouns: re.Pattern[str], not_a_noun: frozenset[str]) -> PhraseReader:
        """Compile the table; `count_nouns` and `not_a_noun` come from the figure pass."""
        return cls(
            re.compile(rf"(?:{words(table['stop'].split())})(?!\w)"),
            re.compile(rf"(?:{words(table['passed'])})(?!\w)"),
            re.compile(rf"(?:{words(table['generic'])})(?!\w)"),
            re.compile(rf"(?:{words(table['places'])})(?!\w)"),
            count_nouns,
            re.compile(rf"(?:(?:^|(?<=\s))(?:{words(table['links'])})|[:,(\s])\s*$"),
            re.compile(rf"(?<!\w)(?:{words(table['measures'])})(?!\w)"),
            re.compile(rf"(?<!\w)(?:{words(table['cuts'])})(?!\w)"),
            frozenset(_folded(table["empty"])),
            not_a_noun,
        )

    def after(self, view: View, start: int, most: int = 9, whole: bool = False) -> str | None:
        """The phrase at `start` (view offset), at most `most` words; with `whole` verbs do not end it."""
        lower, count = view.lower, 0
        gap = _GAP.match(lower, start)
        begin = at = gap.end() if gap else start
        if lower.startswith(",", start):
            return None
        place = self.places.match(lower, begin) is not None
        generic = whole or self.generic.match(lower, begin) is not None
        end = begin
        while count < most:
            word = _WORD.match(lower, at)
            if word is None or (word.group()[0].isdigit() and not lower[word.start() - 1].isalpha()):
                break
            if count and self.stop.match(lower, at) and not (generic and count < most - 2 and self.passed.match(lower, at)):
                break
            if count and place and view.cased[at].isupper():
                break
            if not count and word.group() in self.not_a_noun:
                return None
            end, count = word.end(), count + 1
            gap = _GAP.match(lower, end)
            if gap is None or (gap.group() == ", " and not self.listed.match(lower, end + 1)):
                break
            at = gap.end()
        return self._trimmed(written(view, begin, end)) if count else None

    def before(self, view: View, begin: int, end: int, most: int = 9) -> tuple[str | None, bool]:
        """The phrase that ends at `end` and begins after `begin`, and whether a measure word opens it."""
        text = view.lower[begin:end]
        for _ in range(8):
            found = self.links.search(text)
            if found is None or not text:
                break
            text = text[: found.start()]
        at = 0
        for mark in _MARK.finditer(text):
            at = mark.end()
        measure = None
        for found in self.measures.finditer(text, at):
            measure = found
            break
        if measure is None:
            for cut in self.cuts.finditer(text, at):
                if cut.end() < len(text):
                    at = cut.end()
        first = measure.start() if measure else at
        kept = text[first:]
        spans = [found.span() for found in _WORD.finditer(kept)]
        if not spans:
            return None, False
        if len(spans) > most + (4 if measure else 0):
            spans = spans[:most] if measure else spans[-most:]
        phrase = written(view, begin + first + spans[0][0], begin + first + spans[-1][1])
        if fold_tones(phrase) in self.empty:
            return None, False
        return phrase, measure is not None

    def _trimmed(self, phrase: str) -> str | None:
        """Without a word at the end that joins it to what was left out."""
        parts = phrase.split(" ")
        while parts and self.stop.fullmatch(fold_tones(parts[-1])):
            parts.pop()
        return " ".join(parts).rstrip(",") or None


def written(view: View, start: int, end: int) -> str:
    """The text of a view span in lower case, without quotation marks."""
    first, last = view.span(start, end)
    return " ".join(view.text[first:last].lower().translate(_QUOTES).split())
