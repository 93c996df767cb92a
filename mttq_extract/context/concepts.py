"""What a figure counts, pays for or rates: the noun phrase of the text, in lower case."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq_extract.context.frame import Frame
from mttq_extract.context.noun_phrases import Front, PhraseReader, words, words_from, written
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.tables.loader import read_toml
from mttq_extract.text.view import View, fold_tones

_NEAR = 40  # characters between the name of a rate and its percentage
_CLOSE = 70  # characters between a count and the sum that values it
_ABOVE = 1500  # characters in which a fund named before still takes the sums
_SHORT = 25
_LINE = 120
_LONG = 14  # words of a share ("70% người dân ủng hộ ...")


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

    phrases: PhraseReader
    rate: re.Pattern[str]
    fund: re.Pattern[str]
    purposes: re.Pattern[str]
    amounts: re.Pattern[str]
    many: re.Pattern[str]
    gifts: re.Pattern[str]
    values: re.Pattern[str]
    towards: re.Pattern[str]
    told: re.Pattern[str]
    classifiers: frozenset[str]
    age: str

    @classmethod
    def load(cls, lexicon: Lexicon) -> ConceptReader:
        """Compile the table; `lexicon` is shared with the figure pass."""
        table = read_toml("concepts.toml")
        return cls(
            PhraseReader.of(table, lexicon),
            re.compile(fold_tones(table["rate"])),
            re.compile(fold_tones(table["fund"])),
            re.compile(rf"\s+(?:{words(table['purposes'])})(?!\w)"),
            re.compile(rf"\s(?:{words(table['amounts'])})(?:\s+[^\W\d_]+)?\s*$"),
            re.compile(rf"\s+(?:(?:{words(table['many'])})\s+)*(?:\d[\d.,]*(?=\s)|(?<=mỗi\s)(?=\w))"),
            re.compile(rf"{words_from(table['gifts'])}(?!\w)"),
            re.compile(rf"{words_from(table['values'])}(?!\w)"),
            re.compile(rf" (?:{words(table['towards'])})(?!\w)"),
            re.compile(rf" (?:{words(table['told'])})(?!\w)"),
            frozenset(fold_tones(word) for word in table["classifiers"]),
            table["age"],
        )

    def decide(self, frame: Frame, view: View, kind: str, previous: str | None) -> tuple[str | None, str]:
        """Give the concept and the evidence; `previous` is the concept of the quantity before in the sentence."""
        if kind == "money":
            return self._money(frame, view, previous)
        if kind == "percent":
            return self._percent(frame, view, previous)
        if kind == "time":
            return self._time(frame, view, previous)
        if kind in ("physical", "times"):
            phrase = self.phrases.after(view, frame.end, frame.until)
            placed = phrase and self.phrases.places.fullmatch(fold_tones(phrase))
            front = self._before(frame, view) if placed else None
            if front:
                return front.phrase, "noun before"  # "khu đất 3 ha phường An Hải"
            return (phrase, "noun after") if phrase else self._front(frame, view, previous)
        return self._count(frame, view, previous)

    def _count(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        quantity = frame.quantity
        if quantity.noun_start < 0:
            return self._front(frame, view, previous)
        phrase = self.phrases.after(view, view.from_text(quantity.noun_start), frame.until, noun=True) or quantity.noun
        if phrase and quantity.per and view.text.startswith("/", quantity.noun_end):
            phrase = phrase.partition("/")[0]  # "12 tiêu chí/xã"
        if phrase and fold_tones(phrase) in self.classifiers:
            if previous and phrase in previous.split(" ")[:2]:
                return previous, "counted before"
            front = self._before(frame, view)
            if front and (front.measured or front.alone) and not self.phrases.is_level(front.phrase):
                return front.phrase, "measure before" if front.measured else "noun before"
        return phrase, "noun after"

    def _front(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        """The phrase in front of the number, else what was counted before."""
        front = self._before(frame, view)
        if frame.bracket is not None and previous:
            return previous, "bracket"
        if front and not (previous and self.phrases.is_level(front.phrase)):
            return front.phrase, "noun before"
        return previous, "counted before"

    def _before(self, frame: Frame, view: View) -> Front | None:
        begin = frame.near - len(frame.left)
        if len(frame.left) < _SHORT and view.lower.endswith(":", 0, begin):
            begin = max(frame.near - len(frame.scope), frame.near - _LINE)  # "Số hộ: 120"
        return self.phrases.before(view, begin, frame.near)

    def _percent(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        rate = last_match(self.rate, frame.clause)
        if rate is not None and len(frame.clause) - rate.end() < _NEAR:
            begin = frame.start - len(frame.clause) + rate.start()
            return written(view, begin, begin + rate.end() - rate.start()), "rate"
        told = self.told.match(frame.following)  # "30% là nữ"
        phrase = self.phrases.after(view, frame.end + (told.end() if told else 0), frame.until, _LONG, whole=True)
        if phrase:
            return phrase, "noun after"
        return self._front(frame, view, previous)

    def _time(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        quantity = frame.quantity
        if self.age in quantity.surface.lower() or ">age" in quantity.rule:
            return self.age, "age"
        concept, why = self._front(frame, view, None)
        if concept:
            return concept, why
        phrase = self.phrases.after(view, frame.end, frame.until)
        return (phrase, "noun after") if phrase else (previous, "counted before")

    def _money(self, frame: Frame, view: View, previous: str | None) -> tuple[str | None, str]:
        begin = frame.near - len(frame.left)
        if previous is not None and not self._may_be_paid_for(previous):
            previous = None
        fund = last_match(self.fund, frame.left) or last_match(self.fund, frame.clause)
        if fund is not None:
            at = (begin if fund.string is frame.left else frame.start - len(frame.clause)) + fund.start()
            return written(view, at, at + len(fund.group())), "fund before"
        after = self.fund.search(frame.following)
        if after:
            return written(view, frame.end + after.start(), frame.end + after.end()), "fund after"
        front = self._before(frame, view)
        if front and front.measured:
            return front.phrase + self._towards(frame, view), "measure before"
        if previous and len(frame.left) < _CLOSE and self.values.search(frame.left):
            return previous, "with the count before"
        purpose = self.purposes.match(frame.following)
        if purpose:
            many = self.many.match(frame.following, purpose.end())
            phrase = self.phrases.after(view, frame.end + (many or purpose).end(), frame.until, _LONG)
            if phrase:
                return phrase, "purpose after"
        phrase = self.phrases.after(view, frame.end, frame.until)
        if phrase:
            return phrase, "noun after"
        if front and not self.phrases.is_level(front.phrase) and self.amounts.search(frame.left):
            return front.phrase, "noun before"
        gift = last_match(self.gifts, frame.left)
        if gift is not None:
            phrase = self.phrases.after(view, begin + gift.end(), frame.near)
            if phrase and len(phrase) > 2:
                return phrase, "gift before"
            return written(view, begin + gift.start(), begin + gift.end()), "gift"
        if previous and ";" not in frame.left and len(frame.left) < _CLOSE:
            return previous, "with the count before"
        if front and self.values.search(frame.left):
            return front.phrase, "noun before"
        reach = max(0, begin - _ABOVE)
        above = last_match(self.fund, view.lower[reach:begin])
        if above is not None:
            return written(view, reach + above.start(), reach + above.end()), "fund above"
        return None, "none"

    def _may_be_paid_for(self, before: str) -> bool:
        """Whether a sum may be for what was counted before: no age, no level that pays, no bare act of giving."""
        return before != self.age and not self.phrases.is_level(before) and not self.gifts.fullmatch(fold_tones(before))

    def _towards(self, frame: Frame, view: View) -> str:
        """ "... đối với xe tải" behind a rate: whom it concerns."""
        found = self.towards.match(frame.following)
        phrase = self.phrases.after(view, frame.end + found.end(), frame.until) if found else None
        return f"{found.group()} {phrase}" if found and phrase else ""
