"""What the classifier sees of a figure: names of features, each held or not, in three groups.

The features of a sentence and of a document are the same for all figures in it that have the same kind of unit, so
that they are written and summed once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mttq_extract.context.frame import Frame
from mttq_extract.indicators.cues import CueTable, words
from mttq_extract.indicators.rules import Clues
from mttq_extract.text.view import View, fold_tones

VERSION = 1  # rises when a feature gets another name or meaning: models of another version are refused

# How much a feature of each group may weigh against the others; far words say less than near ones.
WEIGHTS = {
    "before": 0.35, "document": 0.6, "head": 0.3, "heading": 0.4, "sentence": 0.5, "text": 0.3, "top": 0.4,
    "left-clause": 0.7, "right-clause": 0.6,
}
_TOP = 400  # characters of the headline and the lead
_BODY = 6000  # characters in which the subject of the article shows
_OFTEN = (0.02, 0.05, 0.1)  # shares of all cues of the article


@dataclass(frozen=True, slots=True)
class Case:
    """A figure whose indicator is to be named, with what is already known about it.

    `rule`, `rule_words` and `rule_score` are the answer of the rules, `whole` is the index of the figure that this
    one is part of.
    """

    frame: Frame
    clues: Clues
    unit: str
    role: str
    rule: str
    rule_words: str
    rule_score: float
    whole: int | None = None


def weight(feature: str) -> float:
    """The weight of a feature's group."""
    return WEIGHTS.get(feature.partition(":")[0], 1.0)


class Description:
    """Writes the features of the figures of one document."""

    def __init__(self, view: View, cues: CueTable) -> None:
        self._cues = cues
        self._top = cues.names(words(view.lower[:_TOP]))
        counts = Counter(cue for cue, _ in cues.found(words(view.lower[:_BODY])))
        total = sum(counts.values()) or 1
        self._often = [
            f"{cue}>{level}" for cue, n in counts.items() for level in _OFTEN if n > 1 and n / total >= level
        ]

    def document(self, kind: str) -> list[str]:
        """Features that every figure of this kind of unit in the document shares."""
        out = [f"top:{cue}" for cue in self._top]
        out += [f"top:{cue}|{kind}" for cue in self._top]
        out += [f"document:{cue}" for cue in self._often]
        out += [f"document:{cue}|{kind}" for cue in self._often]
        return out

    def sentence(self, case: Case) -> list[str]:
        """Features that the figures of this kind of unit in the sentence share."""
        frame, kind = case.frame, case.clues.kind
        said, heading = words(frame.text[:700]), words(frame.heading)
        out = {f"text:{word}" for word in said} | {f"head:{word}" for word in heading}
        for group, cues in (
            ("sentence", self._cues.names(said)),
            ("before", self._cues.names(words(frame.before[-300:]))),
            ("heading", self._cues.names(heading)),
        ):
            out.update(f"{group}:{cue}" for cue in cues)
            out.update(f"{group}:{cue}|{kind}" for cue in cues)
        return list(out)

    def own(self, case: Case, whole: Case | None = None) -> list[str]:
        """Features of the figure itself and of the words beside it; `whole` is the figure it is part of."""
        frame, kind, role = case.frame, case.clues.kind, case.role
        quantity = frame.quantity
        out = {f"kind:{kind}", f"modifier:{quantity.modifier}|{kind}", f"role:{role}|{kind}"}
        out.add(f"size:{kind}{int(math.log10(abs(quantity.low) + 1))}")
        out.add(f"rule:{case.rule}")
        out.add(f"rule:{case.rule}|{kind}")
        out.add(f"rule:{case.rule}|{int(case.rule_score * 5)}")
        if kind in ("physical", "money"):
            out.add(f"unit:{case.unit}")
        if quantity.per:
            out.add(f"per:{quantity.per.lower()}")
            out.add(f"per:|{kind}")
        concept = words(case.clues.concept)[:7]
        counted = words(fold_tones(quantity.surface.lower()))[1:]
        self._noun(out, concept, counted, kind, role)
        left, right = words(frame.clause[-160:]), words(frame.right[:100])
        _beside(out, left, right)
        self._cues_beside(out, left, right, kind)
        if whole is not None:
            of = words(whole.clues.concept)[:3]
            out.update(f"whole:{word}" for word in of)
            out.update(f"whole:{cue}|{kind}" for cue in self._cues.names(of))
            out.add(f"whole:={whole.rule}")
        return list(out)

    def _noun(self, out: set[str], concept: Sequence[str], counted: Sequence[str], kind: str, role: str) -> None:
        """What is counted: the words of the concept and those behind the number."""
        if concept:
            out.add(f"concept:^{concept[0]}")
            out.add(f"concept:^{concept[0]}|{role}")
            out.add(f"concept:{concept[-1]}$")
        out.update(f"concept:{word}" for word in concept)
        out.update(f"concept:{pair}" for pair in _runs(concept, 2))
        out.update(f"concept:{three}" for three in _runs(concept, 3))
        out.update(f"counted:{word}" for word in counted)
        out.update(f"counted:{pair}" for pair in _runs(counted, 2))
        noun = [*counted, *(word for word in concept if word not in counted)]
        for cue, index in self._cues.found(noun):
            out.add(f"noun:{cue}")
            out.add(f"noun:{cue}|{kind}")
            if index == 0:
                out.add(f"noun:^{cue}")

    def _cues_beside(self, out: set[str], left: Sequence[str], right: Sequence[str], kind: str) -> None:
        for cue, index in self._cues.found(left):
            out.add(f"left-clause:{cue}")
            out.add(f"left-clause:{cue}|{kind}")
            if index >= len(left) - 6:
                out.add(f"left-cue:{cue}")
                out.add(f"left-cue:{cue}|{kind}")
        for cue, index in self._cues.found(right):
            out.add(f"right-clause:{cue}")
            out.add(f"right-clause:{cue}|{kind}")
            if index < 6:
                out.add(f"right-cue:{cue}")
                out.add(f"right-cue:{cue}|{kind}")


def _beside(out: set[str], left: Sequence[str], right: Sequence[str]) -> None:
    """The words on both sides, with their places when they touch the figure."""
    out.update(f"left:{word}" for word in left[-12:])
    out.update(f"left:{pair}" for pair in _runs(left[-10:], 2))
    out.update(f"left:{three}" for three in _runs(left[-5:], 3))
    out.update(f"left{place}:{word}" for place, word in enumerate(reversed(left[-3:]), 1))
    out.update(f"right:{word}" for word in right[:9])
    out.update(f"right:{pair}" for pair in _runs(right[:8], 2))
    out.update(f"right{place}:{word}" for place, word in enumerate(right[:3], 1))


def _runs(words: Sequence[str], length: int) -> Iterable[str]:
    return (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))
