"""Which predicted span answers which gold span: one to one, best overlap first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from mttq_extract.evaluate.rows import EntityRow, FigureRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Row = TypeVar("Row", FigureRow, EntityRow)
Pairs = list[tuple[Row, Row]]
Key = tuple[int, int, str]


def number_positions(row: FigureRow) -> frozenset[int]:
    """Where the number of a figure stands in the text: its digits, or every letter where it has no digit.

    A row that does not tell its surface is taken for a number throughout.

    >>> from decimal import Decimal
    >>> five = FigureRow(doc="a", start=10, end=16, surface="5,5 km", low=Decimal("5.5"), high=Decimal("5.5"),
    ...                  unit="km", modifier="exact")
    >>> sorted(number_positions(five))
    [10, 12]
    """
    if not row.surface:
        return frozenset(range(row.start, row.end))
    digits = frozenset(i for i, c in enumerate(row.surface, row.start) if is_number_mark(c))
    return digits or frozenset(i for i, c in enumerate(row.surface, row.start) if c.isalpha())


def is_number_mark(mark: str) -> bool:
    """Whether a character says a number: a digit or a written fraction, not the exponent of "m²".

    >>> [is_number_mark(c) for c in "5¼²"]
    [True, True, False]
    """
    return mark.isdecimal() or (mark.isnumeric() and not mark.isdigit() and not mark.isalpha())


def match_figures(gold: Sequence[FigureRow], predicted: Sequence[FigureRow]) -> Pairs[FigureRow]:
    """Pair the figures of one document whose spans share a digit or a number word."""
    gold_numbers = {id(row): number_positions(row) for row in gold}
    predicted_numbers = {id(row): number_positions(row) for row in predicted}

    def shared(one: FigureRow, other: FigureRow) -> int:
        return len(gold_numbers[id(one)] & predicted_numbers[id(other)])

    return _pair(gold, predicted, shared, _figure_key)


def match_strict(gold: Sequence[EntityRow], predicted: Sequence[EntityRow]) -> Pairs[EntityRow]:
    """Pair the entities of one document with the same span and the same type."""

    def same(one: EntityRow, other: EntityRow) -> int:
        return int((one.start, one.end, one.type) == (other.start, other.end, other.type))

    return _pair(gold, predicted, same, _entity_key)


def match_overlap(gold: Sequence[EntityRow], predicted: Sequence[EntityRow]) -> Pairs[EntityRow]:
    """Pair the entities of one document that are of the same type and overlap in at least one character."""

    def shared(one: EntityRow, other: EntityRow) -> int:
        return _shared(one, other) if one.type == other.type else 0

    return _pair(gold, predicted, shared, _entity_key)


def _pair(
    gold: Sequence[Row],
    predicted: Sequence[Row],
    overlap: Callable[[Row, Row], int],
    key: Callable[[Row], Key],
) -> Pairs[Row]:
    def rank(left: Row, right: Row) -> tuple[object, ...]:
        union = max(left.end, right.end) - min(left.start, right.start)
        # The rows' own content decides the last ties: neither the order of the files nor which of the two is
        # called gold plays a part.
        return (-overlap(left, right), -_shared(left, right) / union, *sorted((key(left), key(right))))

    gold_taken: set[int] = set()
    predicted_taken: set[int] = set()
    pairs: Pairs[Row] = []
    candidates = [pair for pair in _touching(gold, predicted) if overlap(*pair) > 0]
    for one, other in sorted(candidates, key=lambda pair: rank(*pair)):
        if id(one) not in gold_taken and id(other) not in predicted_taken:
            gold_taken.add(id(one))
            predicted_taken.add(id(other))
            pairs.append((one, other))
    return sorted(pairs, key=lambda pair: (pair[0].start, pair[0].end, key(pair[0])))


def _touching(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    ordered = sorted(predicted, key=lambda row: row.start)
    longest = max((row.end - row.start for row in ordered), default=0)
    first = 0
    for one in sorted(gold, key=lambda row: row.start):
        while first < len(ordered) and ordered[first].start + longest <= one.start:
            first += 1
        for other in ordered[first:]:
            if other.start >= one.end:
                break
            if _shared(one, other) > 0:
                yield one, other


def _shared(one: Row, other: Row) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _figure_key(row: FigureRow) -> Key:
    return row.start, row.end, json.dumps(row.to_dict())


def _entity_key(row: EntityRow) -> Key:
    return row.start, row.end, json.dumps(row.to_dict())
