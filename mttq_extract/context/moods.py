"""Plans and pledges: which cue a figure stands under, and what undoes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.cues import Cue
from mttq_extract.context.scene import Decision, Scene, words_pattern

_NEAR, _FAR = 34, 600
_BORDER = re.compile(r"[,;:.()]")
_CLAUSE = re.compile(r"[;:]|[.!?](?=\s)")
_NUMBERED = re.compile(r"^\W*(?:(?:phần (?:thứ )?\w+|[ivx]{1,5}|[a-zđ]|\d{1,2})[.):/]*\s+)*\W*")
_BULLET = re.compile(r"\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))\s*\w")
_WORDS = re.compile(r"[^,.;:()\d\n]{0,45}")
_HEADING_MOST = 90
_KINDS = ("target", "pledged")


@dataclass(frozen=True, slots=True)
class MoodRules:
    """Decides target and pledged; build it with `MoodRules.of`."""

    heading: re.Pattern[str]
    heading_done: re.Pattern[str]
    linked: re.Pattern[str]
    behind: re.Pattern[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> MoodRules:
        """Compile the words of headings; the cues come with the scene."""
        return cls(words_pattern(table["heading"]["target"]), words_pattern(table["heading"]["done"]), words_pattern(table["carry"]["linked"]), words_pattern(table["behind"]["target"]))

    def decide(self, scene: Scene, i: int) -> Decision | None:
        """The mood of figure `i` by a cue of its sentence, by the sentence before or by its heading."""
        frame = scene.frames[i]
        left = [cue for cue in scene.cues[frame.sentence] if cue.end <= frame.near]
        governing, undone = self._governing(scene, i, left)
        if governing is not None:
            return governing.kind, f"{governing.reach}:{governing.words}"
        coordinated = self._coordinated(scene, i)
        if coordinated or undone:
            return coordinated
        return self._behind(scene, i) or self._carried(scene, i) or self._headed(scene, i)

    def _governing(self, scene: Scene, i: int, left: Sequence[Cue]) -> tuple[Cue | None, bool]:
        """The cue over figure `i`, and whether something done undoes all cues."""
        lower, near = scene.view.lower, scene.frames[i].near
        done: Cue | None = None
        for cue in reversed(left):
            if cue.kind == "done":
                done = done or cue
            elif cue.kind in _KINDS and self._reaches(scene, i, cue):
                if done is not None and (_BORDER.search(lower, cue.end, done.start) or _figure_between(scene, i, cue, done)):
                    return None, True
                return cue, False
        return None, done is not None

    def _reaches(self, scene: Scene, i: int, cue: Cue) -> bool:
        if cue.units and scene.kinds[i] not in cue.units:
            return False
        near = scene.frames[i].near
        between = scene.view.lower[cue.end : near]
        if len(between) > _FAR or _closes_bracket(between):
            return False
        if cue.reach == "near":
            short = len(between) <= (_NEAR if cue.kind == "target" else _NEAR // 2)
            return short and not _BORDER.search(between.rstrip(" :(")) and not _figures_in(scene, i, cue.end)
        return cue.reach == "list" or not _CLAUSE.search(between.rstrip(" :"))

    def _coordinated(self, scene: Scene, i: int) -> Decision | None:
        """"5 tỷ, 4 tỷ và 3 tỷ đồng": a figure that only a comma or "và" parts from the one before."""
        if i and scene.same_sentence(i - 1, i) and scene.role(i - 1) in _KINDS:
            gap = scene.gap(i - 1, i).strip()
            if scene.kinds[i] == scene.kinds[i - 1] and len(gap) <= 6 and ";" not in gap:
                return scene.role(i - 1), f"coordinated:{gap}"
        return None

    def _behind(self, scene: Scene, i: int) -> Decision | None:
        """What is said right behind the figure makes it a plan."""
        words = _WORDS.match(scene.frames[i].following)
        found = self.behind.search(words.group()) if words else None
        return ("target", f"behind:{found.group()}") if found else None

    def _carried(self, scene: Scene, i: int) -> Decision | None:
        """The sentence before is a plan and nothing in this one says that something is done."""
        frame = scene.frames[i]
        if any(cue.kind == "done" for cue in scene.cues[frame.sentence]):
            return None
        j = scene.group_start(i) - 1
        if j >= 0 and frame.sentence - scene.frames[j].sentence == 1 and scene.role(j) == "target":
            why = scene.decided[j][1]
            listed = _BULLET.match(frame.text) and (frame.before.endswith(":") or why.startswith("carried:-"))
            if listed:
                return "target", "carried:-"
            opening = self.linked.match(frame.text)
            if opening:
                return "target", f"carried:{opening.group()}"
        return None

    def _headed(self, scene: Scene, i: int) -> Decision | None:
        """The heading over the sentence names tasks to come."""
        frame, lower = scene.frames[i], scene.view.lower
        heading = frame.heading
        if not heading or len(heading) > _HEADING_MOST or frame.text.startswith(heading) or lower.lstrip().startswith(heading):
            return None
        found = self.heading.match(heading, _NUMBERED.match(heading).end())  # type: ignore[union-attr]
        if found is None or self.heading_done.search(heading):
            return None
        first = scene.first(i)
        line = lower.rfind("\n", 0, first) + 1
        above = lower[max(0, line - len(heading) - 4) : line]
        if heading not in above and not _BULLET.match(lower, line):
            return None  # neither the first paragraph below the heading nor an item of a list
        return "target", f"heading:{found.group()}"


def _figure_between(scene: Scene, i: int, cue: Cue, done: Cue) -> bool:
    return any(cue.end <= scene.frames[j].start < done.start for j in range(max(0, i - 8), i))


def _figures_in(scene: Scene, i: int, start: int) -> bool:
    return i > 0 and scene.frames[i - 1].start >= start


def _closes_bracket(between: str) -> bool:
    """Whether the text leaves a bracket that was open at its start."""
    depth = 0
    for char in between:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return True
    return False
