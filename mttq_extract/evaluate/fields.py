"""When a field of a matched figure is right."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mttq_extract.evaluate.subjects import SubjectForms, plain_form
from mttq_extract.types import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from mttq_extract.evaluate.rows import FigureRow

SLOTS = ("role", "indicator", "period", "subject", "concept")
_WORDS = re.compile(r"\w+")


def same_value(gold: FigureRow, predicted: FigureRow) -> bool:
    """Low, high, unit and `of` equal, the numbers as exact decimals."""
    return (gold.low, gold.high, gold.unit, gold.of) == (
        predicted.low,
        predicted.high,
        predicted.unit,
        predicted.of,
    )


def same_quantity(gold: FigureRow, predicted: FigureRow) -> bool:
    """The value and the modifier right."""
    return same_value(gold, predicted) and gold.modifier == predicted.modifier


def period_of(text: str) -> Period | str:
    """The period a row names; what cannot be read stays as it is and equals only itself.

    >>> period_of("/") == period_of("")
    True
    """
    try:
        return Period.parse(text.strip())
    except ValueError:
        return text


def same_period(gold: FigureRow, predicted: FigureRow) -> bool:
    """The same two days, with an open end equal to an open end."""
    return period_of(gold.period) == period_of(predicted.period)


def concept_f1(gold: str, predicted: str) -> float:
    """The F1 of the words of two concepts; two empty ones agree.

    >>> concept_f1("căn nhà đại đoàn kết", "căn nhà")
    0.5714285714285714
    """
    gold_words, predicted_words = Counter(_words(gold)), Counter(_words(predicted))
    total = gold_words.total() + predicted_words.total()
    return 2 * (gold_words & predicted_words).total() / total if total else 1.0


@dataclass(frozen=True, slots=True)
class FieldJudge:
    """Judges the slots of matched figures.

    `link` gives the id of the body a subject names in a document, None where it names none: subjects with the same
    id are the same, and so are those that would have the same id alone. Without it only the normalised text decides.
    """

    forms: SubjectForms
    link: Callable[[str, str], str | None] | None = None

    def same_subject(self, gold: str, predicted: str, doc: str = "") -> bool:
        """The same set of subjects, as normalised text or as linked entities of the document `doc`."""
        if self.forms.names(gold) == self.forms.names(predicted):
            return True
        if self.link is None:
            return False
        return any(self._linked(gold, where) == self._linked(predicted, where) for where in dict.fromkeys(("", doc)))

    def slots(self, gold: FigureRow, predicted: FigureRow) -> dict[str, float]:
        """The credit of each slot, from 0 to 1; all but `concept` are 0 or 1."""
        return {
            "role": float(gold.role == predicted.role),
            "indicator": float(gold.indicator == predicted.indicator),
            "period": float(same_period(gold, predicted)),
            "subject": float(self.same_subject(gold.subject, predicted.subject, gold.doc)),
            "concept": concept_f1(gold.concept, predicted.concept),
        }

    def full(self, gold: FigureRow, predicted: FigureRow) -> bool:
        """Quantity, role, indicator and period all right."""
        return (
            same_quantity(gold, predicted)
            and gold.role == predicted.role
            and gold.indicator == predicted.indicator
            and same_period(gold, predicted)
        )

    def _linked(self, subject: str, doc: str) -> frozenset[str]:
        assert self.link is not None
        parts = [part.strip() for part in subject.split(";") if part.strip()]
        return frozenset(self.link(part, doc) or self.forms.normal(part) for part in parts)


def _words(text: str) -> list[str]:
    return _WORDS.findall(plain_form(text))
