"""What the rules of roles look at: the figures of a document with the cues of their sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from mttq_extract.context.cues import Cue
from mttq_extract.context.frame import Frame
from mttq_extract.context.planning import Planning
from mttq_extract.context.signs import SignTable
from mttq_extract.tables.loader import alternatives, worded
from mttq_extract.text.view import View, fold_tones


class Decision(NamedTuple):
    """A role, the rule and words it stands on and, for a part whose whole is known, the index of that figure.

    `sure` is the probability that the model gives the role, None where it was not asked.
    """

    role: str
    why: str
    whole: int | None = None
    sure: float | None = None


def ending_pattern(forms: Iterable[str], filler: Iterable[str] = ()) -> re.Pattern[str]:
    """Compile words to be found at the end of a string, with filler words between them and the end."""
    folded = [fold_tones(form.lower()) for form in forms]
    between = [fold_tones(word.lower()) for word in filler]
    rest = rf"(?:\s+(?:{alternatives(between)}))*" if between else ""
    return re.compile(rf"({worded(folded)}){rest}\s*$")


def last_match(pattern: re.Pattern[str], text: str, start: int = 0) -> re.Match[str] | None:
    """The last of the matches behind `start`, or None."""
    matches = list(pattern.finditer(text, start))
    return matches[-1] if matches else None


def leaves_bracket(text: str) -> bool:
    """Whether a bracket that was open at the start of the text is closed in it.

    >>> leaves_bracket("12 cuộc), nhiều hơn"), leaves_bracket("(12 cuộc)")
    (True, False)
    """
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return True
    return False


@dataclass(slots=True)
class Scene:
    """The figures of one document in order; `decided` grows as roles are given, from left to right.

    `sums` holds what arithmetic says: for a part the index of its whole (None when it is a table's) and the evidence.
    """

    view: View
    frames: Sequence[Frame]
    kinds: Sequence[str]
    signs: SignTable
    cues: dict[int, list[Cue]] = field(default_factory=dict)
    decided: list[Decision] = field(default_factory=list)
    sums: dict[int, tuple[int | None, str]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    tells: set[int] = field(default_factory=set)
    sections: Planning = field(default_factory=lambda: Planning([], []))

    def __post_init__(self) -> None:
        for i, frame in enumerate(self.frames):
            new = i == 0 or self.frames[i - 1].sentence != frame.sentence
            self.starts.append(i if new else self.starts[-1])

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Give the half-open range of figures of each sentence that holds any."""
        bounds = [i for i, start in enumerate(self.starts) if i == start]
        yield from pairwise([*bounds, len(self.frames)])

    def add_cues(self, sentence: int, cues: list[Cue]) -> None:
        """Set the cues of a sentence; those of something done put it into `tells`."""
        self.cues[sentence] = cues
        if any(cue.kind == "done" for cue in cues):
            self.tells.add(sentence)

    def cues_before(self, i: int, reach: int) -> Iterator[Cue]:
        """The cues of the sentence before figure `i`, nearest first, at most `reach` characters away."""
        near, cues = self.frames[i].near, self.cues[self.frames[i].sentence]
        for k in range(bisect_right(cues, near, key=lambda cue: cue.end) - 1, -1, -1):
            if near - cues[k].end > reach:
                return
            yield cues[k]

    def first(self, i: int) -> int:
        """Where the sentence of figure `i` begins."""
        frame = self.frames[i]
        return frame.near - len(frame.scope)

    def gap(self, i: int, j: int) -> str:
        """The text between figure `i` and the words right before figure `j`."""
        return self.view.lower[self.frames[i].end : self.frames[j].near]

    def tail(self, i: int, size: int = 60) -> str:
        """The text of the sentence right before figure `i`, at most `size` characters."""
        near = self.frames[i].near
        return self.view.lower[max(self.first(i), near - size) : near]

    def same_sentence(self, i: int, j: int) -> bool:
        """Whether both figures exist and stand in one sentence."""
        return 0 <= i < len(self.frames) and self.frames[i].sentence == self.frames[j].sentence

    def role(self, i: int) -> str:
        """The role given to an earlier figure."""
        return self.decided[i].role
