"""Which part a figure plays: reported, pledged, planned, compared, or part of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mttq_extract.context.comparisons import Comparisons
from mttq_extract.context.cues import CueTable
from mttq_extract.context.frame import Frame
from mttq_extract.context.moods import MoodRules
from mttq_extract.context.parts import PartRules
from mttq_extract.context.scene import Decision, Scene
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.tables.loader import read_toml, rows
from mttq_extract.text.view import View


_DEFAULT: Decision = ("actual", "default")
_REPEATED = ("target", "threshold", "pledged")


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Decides roles by the table; build it once with `RoleReader.load`."""

    cues: CueTable
    moods: MoodRules
    comparisons: Comparisons
    parts: PartRules

    @classmethod
    def load(cls) -> RoleReader:
        """Compile the table of roles."""
        table = read_toml("roles.toml")
        cues = CueTable.of(rows(table, "roles.toml", "cue", ("id", "forms")))
        return cls(cues, MoodRules.of(table), Comparisons.of(table), PartRules.of(table))

    def read(self, view: View, frames: Sequence[Frame], kinds: Sequence[str]) -> list[Decision]:
        """Give the role of every figure and the words that decided it; `kinds` are the kinds of their units."""
        cues = {}
        for frame in frames:
            if frame.sentence not in cues:
                first = frame.near - len(frame.scope)
                cues[frame.sentence] = self.cues.scan(view, first, first + len(frame.text))
        scene = Scene(view, frames, kinds, cues)
        scene.title_end = sum(1 for frame in frames if frame.sentence == 0)
        scene.sums = self.parts.by_arithmetic(scene)
        for i in range(len(frames)):
            scene.decided.append(self._decide(scene, i))
        _repeat(scene)
        _sandwich(scene)
        return scene.decided

    def _decide(self, scene: Scene, i: int) -> Decision:
        baseline = self.comparisons.baseline_of(scene, i)
        if baseline:
            return baseline
        age = self.comparisons.age_of(scene, i)
        if age:
            return age
        mood = self.moods.decide(scene, i)
        bound = self.comparisons.bound_of(scene, i)
        if bound and (mood is None or bound[1].startswith(("criterion", "law", "rule")) or (mood[1].startswith("near:phải") and not mood[1].endswith("đạt"))):
            return bound
        if mood:
            return mood
        return (
            self.comparisons.change_of(scene, i)
            or self.parts.restated(scene, i)
            or self.parts.decide(scene, i)
            or _DEFAULT
        )


def _repeat(scene: Scene) -> None:
    """Give undecided figures of the headline the plan or bound that the text tells of the same quantity."""
    said: dict[tuple[object, ...], Decision] = {}
    keys = [(f.quantity.low, f.quantity.high, f.quantity.unit, f.quantity.noun) for f in scene.frames]
    for key, decision in zip(keys, scene.decided, strict=True):
        if decision[0] in _REPEATED:
            said.setdefault(key, decision)
    for i, key in enumerate(keys[: scene.title_end]):
        other = said.get(key)
        if other and scene.decided[i] == _DEFAULT and key[0] > 1:
            scene.decided[i] = (other[0], f"said again:{other[1]}")


def _sandwich(scene: Scene) -> None:
    """A sentence that tells nothing done, between two sentences of plans, is one too."""
    frames, before = scene.frames, list(scene.decided)
    for i, frame in enumerate(frames):
        if before[i] != _DEFAULT or any(cue.kind == "done" for cue in scene.cues[frame.sentence]):
            continue
        a = i - 1
        while a >= 0 and frames[a].sentence == frame.sentence:
            a -= 1
        b = i + 1
        while b < len(frames) and frames[b].sentence == frame.sentence:
            b += 1
        if a < 0 or b >= len(frames) or frame.sentence - frames[a].sentence > 2 or frames[b].sentence - frame.sentence > 2:
            continue
        if before[a][0] == before[b][0] == "target":
            scene.decided[i] = ("target", "between plans")


def unit_kind(unit: str, lexicon: Lexicon) -> str:
    """The kind of a canonical unit id: money, percent, physical, time, times, ratio or item."""
    if unit in ("item", "ratio"):
        return unit
    for known in lexicon.units.values():
        if known.id == unit:
            return "time" if known.kind == "age" else known.kind
    return "item"
