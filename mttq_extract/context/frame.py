"""The surroundings of a quantity: its clause, sentence, paragraph and heading, cut once for all slots."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Sentence

_CLAUSE_END = re.compile(r"[;\n]|[.:!?](?=\s|$)")
_RIGHT_END = re.compile(r"[;\n,)]|[.:!?](?=\s|$)")


_REACH = 600  # characters of a sentence on either side of a figure


@dataclass(frozen=True, slots=True)
class Frame:
    """One quantity in its text; all strings are lower case with folded tones.

    `near` is where the number and its modifier begin. `left` runs from the clause start or the quantity before to
    `near`, `clause` from the clause start to the number, `right` from the number to the end of its clause, `scope`
    from the sentence start to `near`, `following` over the next characters of the sentence. `bracket` is the index
    of the quantity that a bracket around this one explains, or None; `earlier` counts those before in the sentence; the
    quantity behind this one begins at `until` (the end of the text when there is none).
    """

    index: int
    quantity: Quantity
    sentence: int
    start: int
    end: int
    near: int
    left: str
    clause: str
    right: str
    scope: str
    text: str
    before: str
    heading: str
    following: str
    bracket: int | None
    earlier: int
    until: int


def build_frames(view: View, sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> list[Frame]:
    """Cut the frame of every quantity; quantities and sentences are in text order."""
    starts = [view.from_text(s.start) for s in sentences]
    ends = [view.from_text(s.end) for s in sentences]
    spans = [(view.from_text(q.start), view.from_text(q.end)) for q in quantities]
    headings = _headings(view, sentences)
    frames: list[Frame] = []
    for index, quantity in enumerate(quantities):
        start, end = spans[index]
        number = max(0, bisect_right(starts, start) - 1)
        # A text without full stops is one sentence: far words govern nothing, and slicing it all would be quadratic.
        first, last = max(starts[number], start - _REACH), min(ends[number], end + _REACH)
        if end > last:
            last = end
        near = view.from_text(quantity.modifier_start) if quantity.modifier_start >= 0 else start
        clause = _clause_start(view.lower, first, start)
        previous = spans[index - 1][1] if index and spans[index - 1][1] >= first else first
        earlier = sum(1 for s in spans[max(0, index - 12) : index] if s[0] >= first)
        frames.append(
            Frame(
                index=index,
                quantity=quantity,
                sentence=number,
                start=start,
                end=end,
                near=near,
                left=view.lower[max(clause, previous) : near],
                clause=view.lower[clause:start],
                right=view.lower[end : _right_end(view.lower, end, last)],
                scope=view.lower[first:near],
                text=view.lower[first:last],
                before=view.lower[starts[number - 1] : ends[number - 1]] if number else "",
                heading=headings[number],
                following=view.lower[end : min(last, end + 90)],
                bracket=_bracket(view.lower, first, start, spans, index),
                earlier=earlier,
                until=spans[index + 1][0] if index + 1 < len(spans) else len(view.lower),
            )
        )
    return frames


def _clause_start(lower: str, first: int, start: int) -> int:
    at = first
    for found in _CLAUSE_END.finditer(lower, first, start):
        at = found.end()
    return at


def _right_end(lower: str, end: int, last: int) -> int:
    found = _RIGHT_END.search(lower, end, last)
    return found.start() if found else last


def _bracket(lower: str, first: int, start: int, spans: Sequence[tuple[int, int]], index: int) -> int | None:
    opening = lower.rfind("(", first, start)
    if opening < 0 or lower.rfind(")", opening, start) >= 0:
        return None
    for other in range(index - 1, -1, -1):
        if spans[other][0] < first:
            return None
        if spans[other][1] <= opening:
            return other
    return None


def _headings(view: View, sentences: Sequence[Sentence]) -> list[str]:
    """For each sentence the heading it stands under: the last short line without a full stop, or the title."""
    out: list[str] = []
    heading = ""
    for number, sentence in enumerate(sentences):
        line = view.lower[view.from_text(sentence.start) : view.from_text(sentence.end)]
        alone = (number == 0 or "\n" in view.text[sentences[number - 1].end : sentence.start]) and (
            number + 1 == len(sentences) or "\n" in view.text[sentence.end : sentences[number + 1].start]
        )
        if alone and len(line) < 160 and line[-1:] not in '.;,!?”"':
            heading = line
        out.append(heading)
    return out
