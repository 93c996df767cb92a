"""Which of the dates in a sentence governs a figure of it: the nearest that can."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.context.dated import DatedText
from mttq_extract.context.expressions import Expression, ExpressionReader
from mttq_extract.context.frame import Frame
from mttq_extract.context.period_words import PeriodWords

_OPENING = 60
_EACH_WAY = 4
_BESIDE = 40
_DUE_OPENS = 16
_DATED_LINE = re.compile(r"\)[ .]*(?:\n|$)")


def is_age(words: PeriodWords, frame: Frame) -> bool:
    """Whether a figure is an age, which no time governs."""
    return words.age.search(frame.quantity.surface.lower()) is not None


@dataclass(frozen=True, slots=True)
class Governing:
    """Weighs the expressions of a sentence for its figures; `figures` are where all figures of the text begin.

    `eventful` tells that the article tells of an event: a year in the name of one governs nothing then.
    """

    text: DatedText
    words: PeriodWords
    expressions: ExpressionReader
    figures: Sequence[int]
    eventful: bool

    def of(self, frame: Frame) -> Expression | None:
        """The expression of its own sentence that governs a figure: the nearest of those that can."""
        if is_age(self.words, frame):
            return None
        expressions = self.expressions.of(frame.sentence)
        if not expressions:
            return None
        middle = bisect_left(expressions, frame.start, key=lambda e: e.start)
        opening = expressions[0]
        day_opens = opening.kind == "day" and opening.start - self.text.starts[frame.sentence] < _OPENING
        best: tuple[float, Expression] | None = None
        for expression in expressions[max(0, middle - _EACH_WAY) : middle + _EACH_WAY]:
            cost = self._cost(frame, expression, day_opens)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, expression)
        return best[1] if best else None

    def _cost(self, frame: Frame, expression: Expression, day_opens: bool) -> float | None:
        """How far an expression stands from governing a figure of its sentence; None when it cannot."""
        lower = self.text.view.lower
        if expression.kind == "compared":  # only what a bracket right behind says of that time: "năm 2010 (12 tỷ)"
            return 0.0 if lower[expression.end : frame.start].strip() == "(" else None
        if expression.kind == "name" and (day_opens or self.eventful):
            return None
        if expression.inside and self._contrasted(frame, expression.inside):
            return None
        if expression.kind == "deadline":
            return self._due(frame, expression)
        if expression.end <= frame.start:
            gap = lower[expression.end : frame.start]
            closed = gap.count(")") > gap.count("(")
            if closed and ";" in gap:
                return None
            return len(gap) + 120.0 * gap.count(";") + (100.0 if closed else 0.0)
        if expression.kind == "event":
            return None
        gap = lower[frame.end : expression.start]
        if "(" in gap and (gap.strip() != "(" or _DATED_LINE.match(lower, expression.end)):
            return None
        apart = bool(set(",;:.") & set(gap))
        if apart and frame.until < expression.start and "," in lower[frame.end : frame.until]:
            return None  # "88 tổ, tỷ lệ tăng từ 71% năm 2019": the date is that of a figure behind
        if apart and (";" in gap or expression.single or expression.kind in ("until", "now", "since")):
            return None
        if self.words.against.search(gap):
            return None
        if not apart and len(gap) <= _BESIDE and not any(c.isdigit() for c in gap):
            return 0.5 * len(gap)
        return 100 + 2.0 * len(gap)

    def _due(self, frame: Frame, expression: Expression) -> float | None:
        """A deadline is that of the figure before it in its clause, or of its sentence where it opens it."""
        lower, start = self.text.view.lower, self.text.starts[frame.sentence]
        if expression.end <= frame.start:
            gap = lower[expression.end : frame.start]
            return len(gap) + 120.0 * gap.count(";") if expression.start - start < _DUE_OPENS else None
        gap = lower[frame.end : expression.start]
        if frame.until < expression.start or "(" in gap or ";" in gap:
            return None
        return 0.5 * len(gap)

    def _contrasted(self, frame: Frame, bracket: tuple[int, int]) -> bool:
        """Whether a bracket that does not hold a figure holds another: its date is that one's alone."""
        opened, closed = bracket
        if opened < frame.start < closed:
            return False
        at = bisect_left(self.figures, opened)
        return at < len(self.figures) and self.figures[at] < closed
