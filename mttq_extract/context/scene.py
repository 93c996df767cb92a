"""What the rules of roles look at: the figures of a document with the cues of their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mttq_extract.context.cues import Cue
from mttq_extract.context.frame import Frame
from mttq_extract.tables.loader import alternatives
from mttq_extract.text.view import View, fold_tones

Decision = tuple[str, str]
"""A role and the evidence for it."""


def words_pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Compile words to be found anywhere in a string, on word borders."""
    folded = [fold_tones(form.lower()) for form in forms]
    return re.compile(rf"(?<!\w)(?:{alternatives(folded)})(?!\w)")


def ending_pattern(forms: Iterable[str], filler: Iterable[str] = ()) -> re.Pattern[str]:
    """Compile words to be found at the end of a string, with filler words between them and the end."""
    folded = [fold_tones(form.lower()) for form in forms]
    between = [fold_tones(word.lower()) for word in filler]
    rest = rf"(?:\s+(?:{alternatives(between)}))*" if between else ""
    return re.compile(rf"(?<!\w)({alternatives(folded)}){rest}\s*$")


@dataclass(slots=True)
class Scene:
    """The figures of one document in order; `decided` grows as roles are given, from left to right."""

    view: View
    frames: Sequence[Frame]
    kinds: Sequence[str]
    cues: dict[int, list[Cue]]
    decided: list[Decision] = field(default_factory=list)
    title_end: int = 0
    sums: dict[int, tuple[int, str]] = field(default_factory=dict)

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
        """Whether both figures stand in one sentence."""
        return 0 <= i < len(self.frames) and self.frames[i].sentence == self.frames[j].sentence

    def role(self, i: int) -> str:
        """The role given to an earlier figure."""
        return self.decided[i][0]

    def group_start(self, i: int) -> int:
        """The first figure of the sentence of figure `i`."""
        while i and self.frames[i - 1].sentence == self.frames[i].sentence:
            i -= 1
        return i
