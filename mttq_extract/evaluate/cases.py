"""Single errors with their sentence: what the gold says beside what was predicted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeVar

from mttq_extract.evaluate.match import match_figures, match_overlap, match_strict
from mttq_extract.evaluate.rows import EntityRow, FigureRow
from mttq_extract.evaluate.table import layers_of, scored_entities, scored_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mttq_extract.evaluate.fields import FieldJudge
    from mttq_extract.evaluate.gold import Gold
    from mttq_extract.evaluate.predictions import Predictions
    from mttq_extract.types import Record

Row = TypeVar("Row", FigureRow, EntityRow)
VALUE_FIELDS = ("unit", "low", "high", "of", "modifier")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’)\]]*\s+")
_WIDEST = 400


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """One error; `kind` is "missed", "spurious", "type", "span" or the first wrong field.

    `wrong` are all the fields that differ; `sentence` is "" where the text is not at hand, and `offset` is
    where it starts in the text.
    """

    doc: str
    layer: str
    kind: str
    wrong: tuple[str, ...]
    gold: FigureRow | EntityRow | None
    predicted: FigureRow | EntityRow | None
    sentence: str = ""
    offset: int = 0

    @property
    def label(self) -> str:
        """Layer and kind: "figures.missed"."""
        return f"{self.layer}.{self.kind}"

    def to_dict(self) -> dict[str, Any]:
        """The case as JSON."""
        return {
            "doc": self.doc,
            "layer": self.layer,
            "kind": self.kind,
            "wrong": list(self.wrong),
            "sentence": self.sentence,
            "gold": None if self.gold is None else self.gold.to_dict(),
            "predicted": None if self.predicted is None else self.predicted.to_dict(),
        }


def find_cases(
    gold: Gold,
    predictions: Predictions,
    judge: FieldJudge,
    texts: Mapping[str, Record],
    *,
    allow_test: bool = False,
) -> list[ErrorCase]:
    """Every error in text order. Documents of split test stay closed unless `allow_test`."""
    cases: list[ErrorCase] = []
    layers = layers_of(gold, predictions)
    for id_, document in gold.documents.items():
        if document.split == "test" and not allow_test:
            continue
        text = texts[id_].text if id_ in texts else ""
        found: list[ErrorCase] = []
        if "figures" in layers:
            found += _figure_cases(id_, gold.figures.get(id_, ()), scored_figures(gold, predictions, id_), judge)
        if "entities" in layers:
            found += _entity_cases(id_, gold.entities.get(id_, ()), scored_entities(gold, predictions, id_))
        cases += [_with_sentence(case, text) for case in sorted(found, key=_position)]
    return cases


def choose(cases: Sequence[ErrorCase], limit: int) -> list[ErrorCase]:
    """At most `limit` cases, the kinds taking turns, so that a rare kind is seen beside a common one."""
    by_kind: dict[str, list[ErrorCase]] = {}
    for case in cases:
        by_kind.setdefault(case.label, []).append(case)
    turns = zip_longest(*by_kind.values())
    return [case for turn in turns for case in turn if case is not None][:limit]


def count_kinds(cases: Iterable[ErrorCase]) -> dict[str, int]:
    """How many cases each kind has, the most frequent first."""
    return dict(Counter(case.label for case in cases).most_common())


def sentence_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span: within its line, from one closing mark to the next.

    >>> sentence_span("Một câu. Trao 5 suất quà cho hộ nghèo. Hết.", 14, 24)
    (9, 38)
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    left, right = line_start, line_end
    for mark in _SENTENCE_END.finditer(text, line_start, line_end):
        # "TP. Hà Nội" also has a mark before a capital: a reader's window may be short, never wrong.
        if mark.end() <= start:
            left = mark.end()
        elif mark.start() >= end:
            right = mark.end() - (len(mark[0]) - len(mark[0].rstrip()))
            break
    return max(left, start - _WIDEST), min(right, end + _WIDEST)


def _figure_cases(
    id_: str, gold: Sequence[FigureRow], predicted: Sequence[FigureRow], judge: FieldJudge
) -> list[ErrorCase]:
    pairs = match_figures(gold, predicted)
    cases = _unpaired(id_, "figures", gold, predicted, pairs)
    for one, other in pairs:
        wrong = [name for name in VALUE_FIELDS if getattr(one, name) != getattr(other, name)]
        wrong += [slot for slot, credit in judge.slots(one, other).items() if credit < 1]
        if wrong:
            kind = "value" if wrong[0] in ("low", "high", "of") else wrong[0]
            cases.append(ErrorCase(id_, "figures", kind, tuple(wrong), one, other))
    return cases


def _entity_cases(id_: str, gold: Sequence[EntityRow], predicted: Sequence[EntityRow]) -> list[ErrorCase]:
    exact = match_strict(gold, predicted)
    gold_left, predicted_left = _left(gold, predicted, exact)
    near = match_overlap(gold_left, predicted_left)
    cases = [ErrorCase(id_, "entities", "span", ("span",), one, other) for one, other in near]
    gold_left, predicted_left = _left(gold_left, predicted_left, near)
    same_span = {(row.start, row.end): row for row in predicted_left}
    mistyped = [(row, same_span.pop(span)) for row in gold_left if (span := (row.start, row.end)) in same_span]
    cases += [ErrorCase(id_, "entities", "type", ("type",), one, other) for one, other in mistyped]
    return cases + _unpaired(id_, "entities", gold_left, predicted_left, mistyped)


def _left(
    gold: Sequence[Row], predicted: Sequence[Row], pairs: Sequence[tuple[Row, Row]]
) -> tuple[list[Row], list[Row]]:
    taken = {id(row) for pair in pairs for row in pair}
    return [row for row in gold if id(row) not in taken], [row for row in predicted if id(row) not in taken]


def _unpaired(
    id_: str,
    layer: str,
    gold: Sequence[Row],
    predicted: Sequence[Row],
    pairs: Sequence[tuple[Row, Row]],
) -> list[ErrorCase]:
    missed, spurious = _left(gold, predicted, pairs)
    cases = [ErrorCase(id_, layer, "missed", (), row, None) for row in missed]
    return cases + [ErrorCase(id_, layer, "spurious", (), None, row) for row in spurious]


def _position(case: ErrorCase) -> tuple[int, int, str]:
    row = case.gold or case.predicted
    assert row is not None
    return row.start, row.end, case.label


def _with_sentence(case: ErrorCase, text: str) -> ErrorCase:
    spans = [row for row in (case.gold, case.predicted) if row is not None]
    start, end = min(row.start for row in spans), max(row.end for row in spans)
    if end > len(text):
        return case
    left, right = sentence_span(text, start, end)
    return replace(case, sentence=text[left:right], offset=left)
