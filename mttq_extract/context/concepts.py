"""What a figure counts, pays for or rates: the noun phrase of the text, in lower case."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq_extract.context.frame import Frame
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.tables.loader import alternatives, read_toml
from mttq_extract.text.view import View, fold_tones

_WORD = re.compile(r"[^\W_]+(?:[-–][^\W\d_]+)*")
_GAP = re.compile(r"[ \t]+[“\"]?|[”\"]\s?")
_MOST = 9  # words of a noun phrase
_NEAR = 40  # characters between the name of a rate and its percentage


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where a pattern matches.

    >>> last_match(re.compile("a."), "ab ac").group()
    'ac'
    """
    found = None
    for match in pattern.finditer(text):
        found = match
    return found


@dataclass(frozen=True, slots=True)
class ConceptReader:
    """Finds concepts; build it once with `ConceptReader.load`."""

    lexicon: Lexicon
    rate: re.Pattern[str]
    fund: re.Pattern[str]
    purpose: re.Pattern[str]
    age: str

    @classmethod
    def load(cls, lexicon: Lexicon) -> ConceptReader:
        """Compile the table; `lexicon` is shared with the figure pass."""
        table = read_toml("concepts.toml")
        return cls(
            lexicon,
            re.compile(fold_tones(table["rate"])),
            re.compile(fold_tones(table["fund"])),
            re.compile(rf"\s+(?:{alternatives(fold_tones(word) for word in table['purpose'])})\s+"),
            table["age"],
        )

    def decide(self, frame: Frame, view: View, kind: str, previous: str | None) -> tuple[str | None, str]:
        """Give the concept and the evidence; `previous` is the concept of the quantity before in the sentence."""
        quantity = frame.quantity
        if kind == "money":
            return self._money(frame, view, previous)
        if kind == "percent":
            return self._percent(frame, view, previous)
        if kind == "time":
            return (self.age, "age") if self.age in quantity.surface.lower() or ">age" in quantity.rule else (None, "")
        if kind in ("physical", "times"):
            return self._phrase(view, frame.end), "noun after"
        if quantity.noun_start < 0:
            return previous, "elliptic"
        return self._phrase(view, view.from_text(quantity.noun_start)) or quantity.noun, "noun after"

    def _percent(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        rate = last_match(self.rate, frame.clause)
        if rate is not None and len(frame.clause) - rate.end() < _NEAR:
            begin = frame.start - len(frame.clause) + rate.start()
            return _as_written(view, begin, rate.end() - rate.start()), "rate"
        phrase = self._phrase(view, frame.end)
        return (phrase, "noun after") if phrase else (previous, "restates")

    def _money(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        fund = last_match(self.fund, frame.scope)
        if fund is not None:
            return _as_written(view, frame.near - len(frame.scope) + fund.start(), len(fund.group())), "fund before"
        after = self.fund.search(frame.following)
        if after:
            return _as_written(view, frame.end + after.start(), len(after.group())), "fund after"
        if previous:
            return previous, "with the count before"
        purpose = self.purpose.match(frame.following)
        if purpose:
            return self._phrase(view, frame.end + purpose.end()), "purpose"
        return None, ""

    def _phrase(self, view: View, start: int) -> str | None:
        """The noun phrase at `start`: words up to a function word, a number or punctuation."""
        lower, count = view.lower, 0
        gap = _GAP.match(lower, start)
        begin = at = gap.end() if gap else start
        end = begin
        while count < _MOST:
            word = _WORD.match(lower, at)
            if word is None or (word.group()[0].isdigit() and not lower[word.start() - 1].isalpha()):
                break
            if count and self.lexicon.stop.match(lower, at):
                break
            if not count and word.group() in self.lexicon.not_a_noun:
                return None
            end, count = word.end(), count + 1
            gap = _GAP.match(lower, end)
            if gap is None:
                break
            at = gap.end()
        return _as_written(view, begin, end - begin).replace("“", "").replace("”", "") if count else None


def _as_written(view: View, start: int, length: int) -> str:
    first, last = view.span(start, start + length)
    return view.text[first:last].strip().lower()
