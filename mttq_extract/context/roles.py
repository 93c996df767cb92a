"""Which part a figure plays: reported, pledged, planned, compared, or part of another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mttq_extract.context.comparisons import Bounds, Comparisons
from mttq_extract.context.cues import CueTable
from mttq_extract.context.frame import Frame
from mttq_extract.context.moods import MoodRules
from mttq_extract.context.parts import PartRules
from mttq_extract.context.planning import SectionReader
from mttq_extract.context.role_model import RoleModel
from mttq_extract.context.scene import Decision, Scene
from mttq_extract.context.signs import SignTable
from mttq_extract.tables.loader import read_toml, rows
from mttq_extract.text.view import View

_DEFAULT = Decision("actual", "default")
_SAID_AGAIN = ("target", "threshold", "pledged")
_SUPPOSED = "supposed"  # what is said in the text as if it were so may be so in its headline


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Decides roles by the table and the model, without one by the table alone; build it with `RoleReader.load`."""

    cues: CueTable
    moods: MoodRules
    comparisons: Comparisons
    bounds: Bounds
    parts: PartRules
    sections: SectionReader
    strong_bounds: tuple[str, ...]
    weak_moods: tuple[str, ...]
    signs: SignTable
    model: RoleModel

    @classmethod
    def load(cls, model: RoleModel) -> RoleReader:
        """Compile the table of roles for a model; raises `TableError` when it is malformed."""
        table = read_toml("roles.toml")
        return cls(
            CueTable.of(rows(table, "roles.toml", "cue", ("id", "forms"))),
            MoodRules.of(table),
            Comparisons.of(table),
            Bounds.of(table),
            PartRules.of(table),
            SectionReader.of(table["section"]),
            tuple(table["threshold"]["strong"]),
            tuple(table["threshold"]["yield"]),
            SignTable.of(table["signs"]),
            model,
        )

    def read(
        self, view: View, frames: Sequence[Frame], kinds: Sequence[str], cells: Collection[int] = ()
    ) -> list[Decision]:
        """Give the role of every figure and the words that decided it; `kinds` are the kinds of their units.

        `cells` are the figures in cells of tables: without a sentence around them the model has nothing to weigh.
        """
        return self.model.weigh(self.by_rules(view, frames, kinds), cells)

    def by_rules(self, view: View, frames: Sequence[Frame], kinds: Sequence[str]) -> Scene:
        """Give the scene of a document with the roles of its figures by the rules alone."""
        scene = Scene(view, frames, kinds, self.signs, sections=self.sections.find(view))
        for start, end in scene.sentences():
            after = scene.first(end - 1) + len(frames[end - 1].text)
            scene.add_cues(frames[start].sentence, self.cues.scan(view, scene.first(start), after))
        scene.sums = self.parts.by_value(scene)
        for i in range(len(frames)):
            scene.decided.append(self._decide(scene, i))
        _said_again(scene)
        return scene

    def _decide(self, scene: Scene, i: int) -> Decision:
        comparisons = self.comparisons
        clear = comparisons.baseline_of(scene, i) or comparisons.beside_level(scene, i) or self.bounds.age_of(scene, i)
        if clear:
            return clear
        mood, bound = self.moods.decide(scene, i), self.bounds.bound_of(scene, i)
        if bound and (mood is None or bound.why.startswith(self.strong_bounds) or mood.why in self.weak_moods):
            return bound
        return (
            mood
            or comparisons.change_of(scene, i)
            or self.bounds.supposed_of(scene, i)
            or self.parts.restated(scene, i)
            or self.parts.decide(scene, i)
            or _DEFAULT
        )


def _said_again(scene: Scene) -> None:
    """Give undecided figures of the headline the plan or bound that the text tells of the same quantity."""
    said: dict[tuple[object, ...], Decision] = {}
    keys = [(f.quantity.low, f.quantity.high, f.quantity.unit, f.quantity.noun) for f in scene.frames]
    for key, decision in zip(keys, scene.decided, strict=True):
        if decision.role in _SAID_AGAIN and not decision.why.startswith(_SUPPOSED):
            said.setdefault(key, decision)
    for i, frame in enumerate(scene.frames):
        if frame.sentence:
            return
        other = said.get(keys[i])
        if other and scene.decided[i] == _DEFAULT and frame.quantity.low > 1:
            scene.decided[i] = Decision(other.role, f"said again:{other.why}")
