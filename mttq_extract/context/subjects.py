"""Whose figure it is, and where: the best chain of subjects over the figures of a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from mttq_extract.context.candidates import Mentions, SubjectTable
from mttq_extract.context.frame import Frame
from mttq_extract.context.subject_choice import LOCAL, Candidate, Choices, Known, Weights, names_of, unit_kind
from mttq_extract.text.view import View
from mttq_extract.types import Entity

__all__ = ["SubjectReader", "SubjectTable"]

_WORDS_SHOWN = 3


@dataclass(slots=True)
class Step:
    """The candidates of one figure, with the place each of them had among those of the figure before (-1: none)."""

    frame: Frame
    candidates: list[Candidate]
    held: list[int]
    kept: list[Known | None]


@dataclass
class SubjectReader:
    """Chooses the subjects and places of one document; build one for a document."""

    view: View
    table: SubjectTable
    entities: Sequence[Entity]
    frames: Sequence[Frame]
    _decided: list[tuple[str | None, str | None, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._places = [e for e in self.entities if e.type == "LOC"]
        self._starts = [self.view.from_text(e.start) for e in self._places]
        steps = self.steps()
        weights = Weights(self.table.weights, self.table.met)
        text, key = "", ""
        for step, at in zip(steps, best_path(steps, weights), strict=True):
            chosen = step.candidates[at]
            if chosen.key != key or chosen.relation in LOCAL:
                text = chosen.text  # a subject that goes on keeps the words it was last named with
            key = chosen.key
            self._decided.append((text or None, self._place(step.frame), _evidence(chosen, step.kept[at], weights)))

    def decide(self, frame: Frame) -> tuple[str | None, str | None, str]:
        """Give the subject, the place and the evidence of a figure."""
        return self._decided[frame.index]

    def steps(self) -> list[Step]:
        """The candidates of all figures, in text order."""
        if not self.frames:
            return []
        choices = Choices(Mentions(self.view, self.table, self.entities, self.frames))
        steps: list[Step] = []
        last: dict[str, int] = {}
        for number, frame in enumerate(self.frames):
            found = choices.of(frame)
            candidates = list(found.values())
            held = [last.get(one.key, -1) for one in candidates]
            kept: list[Known | None] = [None] * len(candidates)
            if number:
                link = choices.link(frame, self.frames[number - 1])
                some = "some" if any(one.relation in ("adj", "clause", "sent") for one in candidates) else "no"
                unit = unit_kind(frame.quantity.unit)
                kept = [
                    ("_same", not one.key, link, one.relation, some, unit) if at >= 0 else None
                    for one, at in zip(candidates, held, strict=True)
                ]
            steps.append(Step(frame, candidates, held, kept))
            last = {one.key: at for at, one in enumerate(candidates)}
        return steps

    def _place(self, frame: Frame) -> str | None:
        """The last place named before the number in its sentence, else the first one after it in its clause."""
        begin = frame.near - len(frame.scope)
        at = bisect_left(self._starts, frame.start)
        if at and self._starts[at - 1] >= begin:
            return self._places[at - 1].surface
        if at < len(self._starts) and self._starts[at] < frame.end + len(frame.right):
            return self._places[at].surface
        return None


def best_path(steps: Sequence[Step], weights: Weights) -> list[int]:
    """The candidate of each step on the path with the highest sum of scores (Viterbi).

    Two steps are linked only by keeping a subject, so a step costs no more than the number of its candidates.
    """
    totals: list[float] = []
    back: list[list[int]] = []
    for step in steps:
        own = [sum(map(weights.of, one.groups)) for one in step.candidates]
        if not back:
            back.append([-1] * len(own))
            totals = own
            continue
        best = max(range(len(totals)), key=totals.__getitem__)
        came = [best] * len(own)
        now = [score + totals[best] for score in own]
        for at, (held, kept) in enumerate(zip(step.held, step.kept, strict=True)):
            if kept is not None:
                kept_total = own[at] + totals[held] + weights.of(kept)
                if held == best or kept_total > now[at]:
                    now[at], came[at] = kept_total, held
        totals = now
        back.append(came)
    if not totals:
        return []
    path = [max(range(len(totals)), key=totals.__getitem__)]
    for came in reversed(back[1:]):
        path.append(came[path[-1]])
    return path[::-1]


def _evidence(chosen: Candidate, kept: Known | None, weights: Weights) -> str:
    """The relation and the features that spoke most for the choice."""
    groups = [*chosen.groups, *([kept] if kept else [])]
    heaviest = sorted(groups, key=weights.of, reverse=True)[:_WORDS_SHOWN]
    return f"{chosen.relation}: " + ", ".join(names_of(group)[0] for group in heaviest)
