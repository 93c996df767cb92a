"""What the scan carries along a text."""

from __future__ import annotations

from dataclasses import dataclass

from mttq_extract.figures.convention import Convention
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Rejection


@dataclass(slots=True)
class Cursor:
    """What the scan carries along the text: read so far, and what was rejected last."""

    view: View
    lexicon: Lexicon
    convention: Convention
    quantities: list[Quantity]
    rejections: list[Rejection]
    skip: int = 0
    last_rule: str = ""
    last_end: int = -1


def reject(cursor: Cursor, start: int, end: int, rule: str) -> None:
    """Record that the number at the view span start..end is no figure, and go on behind it."""
    first, last = cursor.view.span(start, end)
    cursor.rejections.append(Rejection(first, last, cursor.view.text[first:last], rule))
    cursor.skip, cursor.last_rule, cursor.last_end = end, rule, end
