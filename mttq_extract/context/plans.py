"""What dates the figures of a plan: a survey said once in a section, the day all must be done, and its title."""

from __future__ import annotations

from dataclasses import dataclass

from mttq_extract.context.dated import DatedText
from mttq_extract.context.expressions import Expression, ExpressionReader
from mttq_extract.context.period_words import PeriodWords
from mttq_extract.context.sections import Sections

_TITLE_LINES = 8
_TITLE_GOES_ON = 3
_LEAST_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """The times of one plan: `surveys` by the heading they stand under; `goal` is the time all of it is planned for."""

    sections: Sections
    surveys: dict[int, tuple[int, Expression]]
    goal: Expression | None

    @classmethod
    def find(
        cls, text: DatedText, words: PeriodWords, expressions: ExpressionReader, sections: Sections
    ) -> Plan | None:
        """Read a text that calls itself a plan in a line near its top and has sections; None for another text."""
        title = _title(text, words, sections)
        if title is None:
            return None
        surveys: dict[int, tuple[int, Expression]] = {}
        goal: Expression | None = None
        for number in range(title, len(text)):
            for expression in expressions.of(number):
                if expression.kind == "until" and expression.period and expression.period.start is None:
                    for heading in sections.headings[number][:1]:
                        surveys.setdefault(heading, (number, expression))
                elif expression.kind == "deadline":
                    goal = goal or expression
        return cls(sections, surveys, goal or _titled(text, expressions, title))

    def of(self, number: int) -> Expression | None:
        """The time of a figure in a sentence of the plan that names none itself."""
        for heading in self.sections.headings[number]:
            said = self.surveys.get(heading)
            if said and said[0] <= number:
                return said[1]
        return self.goal


def _title(text: DatedText, words: PeriodWords, sections: Sections) -> int | None:
    """The line that names the text a plan, where it has the headings of one."""
    for number in range(min(_TITLE_LINES, len(text))):
        if text.alone(number) and words.plan_title.match(text.view.lower, text.starts[number], text.ends[number]):
            headings = {heading for above in sections.headings for heading in above}
            return number if len(headings) >= _LEAST_HEADINGS else None
    return None


def _titled(text: DatedText, expressions: ExpressionReader, title: int) -> Expression | None:
    for number in range(title, min(title + _TITLE_GOES_ON, len(text))):
        for expression in expressions.of(number):
            if expression.kind in ("year", "name", "months", "range") and expression.period:
                return expression
    return None
