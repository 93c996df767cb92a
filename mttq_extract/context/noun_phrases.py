"""The noun phrase behind a number and the one in front of it, by word lists; a view's text, never a parse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mttq_extract.figures.compounds import Compounds
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.tables.loader import alternatives, worded
from mttq_extract.text.view import View, fold_tones

_WORD = re.compile(r"[^\W_]+(?:[-–/][^\W\d_]+)*")
_GAP = re.compile(r"[ \t]+[“\"]?|[”\"]\s?|, (?=[^\W\d_])")
_MARK = re.compile(r"[,;:.()\n“”\"!?…-](?:\s|$)|[“”\"(]|(?<![\d.,/])\d[\d.,/]*")
_QUOTES = str.maketrans("", "", '“”"')


def _folded(forms: Iterable[str]) -> list[str]:
    return [fold_tones(form.replace("_", " ")) for form in forms]


def words(forms: Iterable[str]) -> str:
    """One alternation over forms, folded like a view's lower text."""
    return alternatives(_folded(forms))


def words_from(forms: Iterable[str]) -> str:
    """The same, beginning where a word does."""
    return worded(_folded(forms))


@dataclass(frozen=True, slots=True)
class Front:
    """A phrase in front of a number: whether a measure word opens it, and whether it is all there is."""

    phrase: str
    measured: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads noun phrases; build it once with `PhraseReader.of` from the table of concepts."""

    stop: re.Pattern[str]
    share: re.Pattern[str]
    passed: re.Pattern[str]
    generic: re.Pattern[str]
    places: re.Pattern[str]
    levels: re.Pattern[str]
    bodies: re.Pattern[str]
    listed: re.Pattern[str]
    links: re.Pattern[str]
    dated: re.Pattern[str]
    numbered: re.Pattern[str]
    over: re.Pattern[str]
    lead: re.Pattern[str]
    measures: re.Pattern[str]
    cuts: re.Pattern[str]
    total: str
    openers: re.Pattern[str]
    titles: re.Pattern[str]
    debris: frozenset[str]
    empty: frozenset[str]
    acts: frozenset[str]
    not_a_noun: frozenset[str]
    compounds: Compounds

    @classmethod
    def of(cls, table: dict[str, Any], lexicon: Lexicon) -> PhraseReader:
        """Compile the table; `lexicon` is shared with the figure pass."""
        dimensions = "".join(f"(?<!{word} )" for word in table["dimensions"])
        return cls(
            re.compile(rf"(?:{words(table['stop'].split())})(?!\w)"),
            re.compile(rf"(?:{words(table['share'])})(?!\w)"),
            re.compile(rf"(?:{words(table['passed'])})(?!\w)"),
            re.compile(rf"(?:{words(table['generic'])})(?!\w)"),
            re.compile(rf"(?:{words(table['places'])})(?!\w)"),
            re.compile(rf"(?:{words([*table['places'], *table['levels']])})(?!\w)"),
            re.compile(rf"(?:{words(table['levels'])})(?!\w)"),
            lexicon.count_nouns,
            re.compile(rf"(?:(?:^|(?<=\s)){dimensions}(?:{words(table['links'])})|[:,(\s])\s*$"),
            re.compile(rf"{words_from(table['numbered'])}\s[\d/.-]+\s*$"),
            re.compile(rf"{words_from(table['numbered'])}\s$"),
            re.compile(rf"\s(?:(?:{words(table['over'])})(?!\w)|(?:{words(table['times'])})\s\d)"),
            re.compile(rf"(?:{words(table['lead'])})\s"),
            re.compile(rf"(?<!\w)(?<!một )(?<!vé )(?:{words(table['measures'])})(?!\w)"),
            re.compile(rf"{words_from(table['cuts'])}(?!\w)"),
            fold_tones(table["total"]),
            re.compile(rf"\s*(?:{words(table['openers'])}|\d+)(?!\w)"),
            re.compile(rf"(?:{words(table['titles'])})"),
            frozenset(_folded(table["debris"].split())),
            frozenset(_folded(table["empty"])),
            frozenset(_folded(table["acts"])),
            lexicon.not_a_noun,
            lexicon.compounds,
        )

    def after(
        self, view: View, start: int, until: int, most: int = 9, whole: bool = False, noun: bool = False
    ) -> str | None:
        """The phrase between `start` and `until` (view offsets), at most `most` words.

        With `whole` verbs do not end it; with `noun` its first word is known to be one.
        """
        lower, count = view.lower, 0
        gap = _GAP.match(lower, start)
        begin = at = gap.end() if gap else start
        if lower.startswith(",", start):
            return None
        place = self.places.match(lower, begin) is not None
        if not noun and (lead := self.lead.match(lower, begin)):
            begin = at = lead.end()
        ends = self.share if whole else self.stop
        generic = not whole and self.generic.match(lower, begin) is not None
        end, last = begin, ""
        while count < most or self._is_cut(lower, last, at):
            word = _WORD.match(lower, at)
            if (
                word is None
                or word.start() >= until > start
                or (word.group()[0].isdigit() and not lower[word.start() - 1].isalpha())
            ):
                break
            goes_on = generic and count < most - 2 and self.passed.match(lower, at)
            if count and not goes_on and ends.match(lower, at) and not self.compounds.joined(last, word.group()):
                break
            if count and place and view.cased[at].isupper():
                break
            if not count and not noun and self._blocked(lower, at, word.group()):
                return None
            end, count, last = word.end(), count + 1, word.group()
            gap = _GAP.match(lower, end)
            if gap is None or (gap.group() == ", " and not self._goes_on(lower, end + 1)):
                break
            at = gap.end()
        return self._trimmed(written(view, begin, end)) if count else None

    def _is_cut(self, lower: str, last: str, at: int) -> bool:
        """Whether a phrase that ends before `at` would end inside a word of two syllables."""
        word = _WORD.match(lower, at)
        return word is not None and self.compounds.joined(last, word.group())

    def _goes_on(self, lower: str, comma: int) -> bool:
        """Whether the noun behind a comma belongs to the same count ("20 phường, xã"), not to a body or level."""
        return self.listed.match(lower, comma) is not None and self.bodies.match(lower, comma + 1) is None

    def _blocked(self, lower: str, at: int, word: str) -> bool:
        """Whether no phrase can begin with the word at `at`."""
        if word in self.not_a_noun:
            return True
        return self.stop.match(lower, at) is not None and self.measures.match(lower, at) is None

    def is_level(self, phrase: str) -> bool:
        """Whether a phrase names a place or a level of the Front ("cấp xã"), whose figure it is."""
        return self.levels.match(fold_tones(phrase)) is not None

    def before(self, view: View, begin: int, end: int, most: int = 9) -> Front | None:
        """The phrase that ends at `end` and begins after `begin`."""
        text = view.lower[begin:end]
        whole = text.rstrip()
        for _ in range(8):
            found = self.links.search(text) or self.dated.search(text)
            if found is None or not text:
                break
            text = text[: found.start()]
        at = 0
        for mark in _MARK.finditer(text):
            if not (mark.group()[0].isdigit() and self.numbered.search(text, 0, mark.start())):
                at = mark.end()
        measure, cut_off = None, False
        for found in self.measures.finditer(text, at):
            if found.group() == self.total and self._begins_word(text, found):
                continue  # "đại học tổng hợp" is no sum
            measure = found
            break
        if measure is None:
            for cut in self.cuts.finditer(text, at):
                if cut.end() < len(text) and not self._begins_word(text, cut):
                    at, cut_off = cut.end(), True
        first = measure.start() if measure else at
        for over in self.over.finditer(text, measure.end()) if measure else ():
            if not self._begins_word(text, over):  # "tăng trưởng" is not "tăng"
                text = text[: over.start()]
                break
        while not measure and (opener := self.openers.match(text, first)):
            first = at = opener.end()  # "tuy nhiên", "trước mắt": said of the sentence, not of what is counted
        spans = [found.span() for found in _WORD.finditer(text, first)]
        while spans and not measure and self.stop.fullmatch(text, *spans[0]):
            spans.pop(0)
        while spans and self.stop.fullmatch(text, *spans[-1]) and not self._ends_word(text, spans):
            spans.pop()
        if not spans or (
            not measure and (text[slice(*spans[-1])] in self.acts or self._names(view, begin, text, spans))
        ):
            return None
        full = text[at : spans[0][0]].strip() == "" and not cut_off
        if len(spans) > most + (4 if measure else 0):
            spans = spans[:most] if measure else spans[-most:]
        phrase = written(view, begin + spans[0][0], begin + spans[-1][1])
        if fold_tones(phrase) in self.empty:
            return None
        return Front(phrase, measure is not None, full and spans[-1][1] >= len(whole) and len(spans) > 1)

    def _names(self, view: View, begin: int, text: str, spans: list[tuple[int, int]]) -> bool:
        """Whether the words in front name someone or a place ("Hải Phòng", "ông An"), or one says nothing alone."""
        if len(spans) == 1:
            return text[slice(*spans[0])] in self.debris
        capitals = [view.cased[begin + start].isupper() for start, _ in spans]
        shouted = view.cased[begin + spans[0][0] : begin + spans[-1][1]].isupper()
        named = all(capitals[1:]) and not shouted
        return named and (capitals[0] or self.titles.fullmatch(text, *spans[0]) is not None)

    def _begins_word(self, text: str, found: re.Match[str]) -> bool:
        """Whether what was found is the first syllable of a word ("tăng trưởng", "hiện vật")."""
        behind = _WORD.match(text, found.end() + 1)
        return behind is not None and self.compounds.joined(found.group().strip(), behind.group())

    def _ends_word(self, text: str, spans: list[tuple[int, int]]) -> bool:
        """Whether the last two syllables are one word."""
        return len(spans) > 1 and self.compounds.joined(text[slice(*spans[-2])], text[slice(*spans[-1])])

    def _trimmed(self, phrase: str) -> str | None:
        """Without a word at the end that joins it to what was left out."""
        parts = phrase.split(" ")
        while parts and self.stop.fullmatch(fold_tones(parts[-1])):
            if len(parts) > 1 and self.compounds.joined(*(fold_tones(part) for part in parts[-2:])):
                break
            parts.pop()
        return " ".join(parts).rstrip(",") or None


def written(view: View, start: int, end: int) -> str:
    """The text of a view span in lower case, without quotation marks."""
    first, last = view.span(start, end)
    return " ".join(view.text[first:last].lower().translate(_QUOTES).split())
