"""What the classifier sees of a figure: features that hold or do not, each a value in a group.

The features of a document and of a sentence are the same for all figures in it that have the same kind of unit, so
that they are written and summed once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mttq_extract.context.frame import Frame
from mttq_extract.indicators.cues import CueTable, Words, words
from mttq_extract.indicators.lookup import Groups
from mttq_extract.indicators.rules import Clues
from mttq_extract.text.view import View, fold_tones

VERSION = 2  # rises when a feature gets another name or meaning: models of another version are refused

_Found = Sequence[tuple[str, int]]
"""Cues with the places of their first words."""

# How much a feature of each group may weigh against the others; far words say less than near ones.
WEIGHTS = {
    "before": 0.35, "document": 0.6, "head": 0.3, "heading": 0.4, "sentence": 0.5, "text": 0.3, "top": 0.4,
    "left clause": 0.7, "right clause": 0.6,
}  # fmt: skip
_TOP = 400  # characters of the headline and the lead
_BODY = 3000  # characters in which the subject of the article shows
_SENTENCE, _LEFT, _RIGHT = 700, 160, 100  # characters read of a sentence, and on each side of a figure
_BEHIND, _FAR, _LAST = 40, 1500, 3  # characters behind and before a figure in which themes count, and how many
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


def feature_names(groups: Groups) -> Iterator[str]:
    """The features of all groups as "group:value".

    >>> list(feature_names({"left": ["trao"], "unit": ["VND"]}))
    ['left:trao', 'unit:VND']
    """
    return (f"{group}:{value}" for group, values in groups.items() for value in values)


def weight(feature: str) -> float:
    """The weight of a feature's group."""
    return WEIGHTS.get(feature.partition(":")[0].partition("|")[0], 1.0)


class Description:
    """Writes the features of the figures of one document."""

    def __init__(self, view: View, cues: CueTable) -> None:
        self._cues = cues
        self._read_already: dict[str, set[str]] = {}
        self._last: tuple[str, set[str], set[str]] = ("", set(), set())
        self._words = Words(view.lower)
        found = [(self._words.starts[index], cue) for cue, index in cues.found(self._words.said)]
        self._top = {cue for start, cue in found if start < _TOP}
        counts = Counter(cue for start, cue in found if start < _BODY)
        total = sum(counts.values()) or 1
        self._often = [
            f"{cue}>{level}" for cue, n in counts.items() for level in _OFTEN if n > 1 and n / total >= level
        ]
        self._themes = [(start, cue) for start, cue in found if cue in cues.themes]

    def document(self, kind: str) -> Groups:
        """Features that every figure of this kind of unit in the document shares."""
        often, top = self._often, self._top
        return {"top": top, f"top|{kind}": top, "document": often, f"document|{kind}": often}

    def sentence(self, case: Case) -> Groups:
        """Features that the figures of this kind of unit in the sentence share."""
        frame, kind = case.frame, case.clues.kind
        text, in_text = self._sentence(frame)
        head, before = words(frame.heading), self._read(frame.before[-300:])
        in_head = self._read(frame.heading)
        return {
            "text": text,
            "head": head,
            "sentence": in_text,
            f"sentence|{kind}": in_text,
            "before": before,
            f"before|{kind}": before,
            "heading": in_head,
            f"heading|{kind}": in_head,
        }

    def _sentence(self, frame: Frame) -> tuple[set[str], set[str]]:
        """The words of a figure's sentence and their cues, the same for the figures beside it."""
        if self._last[0] != frame.text:
            begin = frame.near - len(frame.scope)
            said = self._words.between(begin, begin + min(len(frame.text), _SENTENCE))
            self._last = frame.text, set(said), self._cues.names(said)
        return self._last[1:]

    def _read(self, text: str) -> set[str]:
        """The cues in a string; neighbours share headings and the sentence before."""
        if text not in self._read_already:
            self._read_already[text] = self._cues.names(words(text))
        return self._read_already[text]

    def own(self, case: Case, whole: Case | None = None) -> Groups:
        """Features of the figure itself and of the words beside it; `whole` is the figure it is part of."""
        frame, kind = case.frame, case.clues.kind
        quantity = frame.quantity
        out: dict[str, Collection[str]] = {
            "kind": (kind,),
            "modifier": (f"{quantity.modifier}|{kind}",),
            "role": (f"{case.role}|{kind}",),
            "size": (f"{kind}{(abs(quantity.low) + 1).adjusted()}",),
            "rule": (case.rule, f"{case.rule}|{kind}", f"{case.rule}|{int(case.rule_score * 5)}"),
        }
        if kind in ("physical", "money"):
            out["unit"] = (case.unit,)
        if quantity.per:
            out["per"] = (quantity.per.lower(), f"|{kind}")
        concept = words(case.clues.concept)[:7]
        counted = words(fold_tones(quantity.surface.lower()))[1:]
        self._noun(out, concept, counted, kind, case.role)
        left = self._words.between(frame.start - min(len(frame.clause), _LEFT), frame.start)
        right = self._words.between(frame.end, frame.end + min(len(frame.right), _RIGHT))
        _beside(out, left, right)
        before, behind = self._cues.found(left), self._cues.found(right)
        _cues_beside(out, "left", before, kind, range(max(0, len(left) - 6), len(left)))
        _cues_beside(out, "right", behind, kind, range(6))
        themes = self._last_themes(frame)
        self._flow(out, before, themes, kind)
        out["theme"] = out[f"theme|{kind}"] = themes
        out[f"theme1|{kind}"] = themes[:1]
        if whole is not None:
            of = words(whole.clues.concept)[:3]
            out["whole"] = {*of, f"={whole.rule}"}
            out[f"whole|{kind}"] = self._cues.names(of)
        return out

    def _last_themes(self, frame: Frame) -> list[str]:
        """What the article last spoke of before the figure or right behind it, the nearest first."""
        out: list[str] = []
        for place in range(bisect_left(self._themes, (frame.end + _BEHIND, "")) - 1, -1, -1):
            start, cue = self._themes[place]
            if len(out) == _LAST or start < frame.start - _FAR:
                break
            if cue not in out:
                out.append(cue)
        return out

    def _flow(self, out: dict[str, Collection[str]], before: _Found, themes: Sequence[str], kind: str) -> None:
        """What is done with the figure, the last of such cues before it, and to what: a fund takes or gives."""
        done = [cue for cue, _ in before if cue in self._cues.actions]
        action = done[-1] if done else "-"
        out[f"flow|{kind}"] = {action, *(f"{action}+{theme}" for theme in themes)}

    def _noun(
        self, out: dict[str, Collection[str]], concept: list[str], counted: list[str], kind: str, role: str
    ) -> None:
        """What is counted: the words of the concept and those behind the number."""
        if concept:
            ends = {f"^{concept[0]}", f"^{concept[0]}|{role}", f"{concept[-1]}$"}
            out["concept"] = {*concept, *_runs(concept, 2), *_runs(concept, 3), *ends}
        if counted:
            out["counted"] = {*counted, *_runs(counted, 2)}
        found = self._cues.found([*counted, *(word for word in concept if word not in counted)])
        if found:
            out[f"noun|{kind}"] = {cue for cue, _ in found}
            out["noun"] = {cue for cue, _ in found} | {f"^{cue}" for cue, index in found if not index}


def _cues_beside(out: dict[str, Collection[str]], side: str, found: _Found, kind: str, near: range) -> None:
    if found:
        out[f"{side} clause"] = out[f"{side} clause|{kind}"] = {cue for cue, _ in found}
        out[f"{side} cue"] = out[f"{side} cue|{kind}"] = {cue for cue, index in found if index in near}


def _beside(out: dict[str, Collection[str]], left: Sequence[str], right: Sequence[str]) -> None:
    """The words on both sides, with their places when they touch the figure."""
    out["left"] = {*left[-12:], *_runs(left[-10:], 2), *_runs(left[-5:], 3)}
    out["right"] = {*right[:9], *_runs(right[:8], 2)}
    for place in range(1, 4):
        if place <= len(left):
            out[f"left{place}"] = (left[-place],)
        if place <= len(right):
            out[f"right{place}"] = (right[place - 1],)


def _runs(said: Sequence[str], length: int) -> list[str]:
    return [" ".join(said[at : at + length]) for at in range(len(said) - length + 1)]
