"""Plans and pledges: which cue a figure stands under, and what undoes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.cues import Cue
from mttq_extract.context.scene import Decision, Scene, ending_pattern, leaves_bracket
from mttq_extract.text.patterns import words_pattern

_NEAR, _FAR = 34, 600
_PLEDGED_NEAR = 17
_HEADING_MOST, _HEADING_GAP = 90, 4
_BORDER = re.compile(r"[,;:.()]")
_CLAUSE = re.compile(r"[;:]|[.!?](?=\s)")
_WORDS = re.compile(r"[^,.;:()\d\n]{0,45}")
_BULLET = re.compile(r"\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))\s*\w")
_PARTED = re.compile(r"[;:()]")
_MOODS = ("target", "pledged")
_PLANNED = ("money", "item", "physical")


@dataclass(frozen=True, slots=True)
class MoodRules:
    """Decides target and pledged; build it with `MoodRules.of`."""

    numbering: re.Pattern[str]
    heading: re.Pattern[str]
    heading_done: re.Pattern[str]
    linked: re.Pattern[str]
    behind: re.Pattern[str]
    compared: re.Pattern[str]
    plan: re.Pattern[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> MoodRules:
        """Compile the words of headings and links; the cues come with the scene."""
        chapters = words_pattern(table["heading"]["chapter"]).pattern
        return cls(
            re.compile(rf"\W*(?:(?:{chapters}\s+\w+|[ivx]{{1,5}}|[a-zđ]|\d{{1,2}})[.):/]*\s+)*\W*"),
            words_pattern(table["heading"]["target"]),
            words_pattern(table["heading"]["done"]),
            words_pattern(table["carry"]["linked"]),
            words_pattern(table["behind"]["target"]),
            ending_pattern(table["behind"]["compared"]),
            ending_pattern(table["plan"]["named"]),
        )

    def decide(self, scene: Scene, i: int) -> Decision | None:
        """The mood of figure `i` by a cue of its sentence, by the sentence before or by its heading."""
        plan = self.plan.search(scene.tail(i).rstrip(" (")) if scene.kinds[i] in _PLANNED else None
        if plan:
            return Decision("target", f"plan:{plan[1]}")
        governing, undone = self._governing(scene, i)
        if governing is not None:
            return Decision(governing.kind, f"{governing.reach}:{governing.words}")
        coordinated = self._coordinated(scene, i)
        if coordinated or undone:
            return coordinated
        return self._behind(scene, i) or self._carried(scene, i) or self._headed(scene, i) or _in_section(scene, i)

    def _governing(self, scene: Scene, i: int) -> tuple[Cue | None, bool]:
        """The cue over figure `i`, and whether something done undoes all cues."""
        done: Cue | None = None
        for cue in scene.cues_before(i, _FAR):
            if cue.kind == "done":
                done = done or cue
            elif cue.kind in _MOODS and _reaches(scene, i, cue):
                # something done undoes a plan unless it stands in the same phrase: "sẽ tặng hộ đã mất nhà"
                if done is not None and _apart(scene, i, cue, done):
                    return None, True
                return cue, False
        return None, done is not None

    def _coordinated(self, scene: Scene, i: int) -> Decision | None:
        """A figure that only a comma or a joint parts from the one before: "5 tỷ, 4 tỷ và 3 tỷ đồng"."""
        if not scene.same_sentence(i - 1, i) or scene.role(i - 1) not in _MOODS:
            return None
        gap = scene.gap(i - 1, i).strip()
        if scene.kinds[i] != scene.kinds[i - 1] or len(gap) > len(" và các") or _PARTED.search(gap):
            return None
        return Decision(scene.role(i - 1), f"coordinated:{gap}")

    def _behind(self, scene: Scene, i: int) -> Decision | None:
        """What is said right behind the figure makes it a plan."""
        words = _WORDS.match(scene.frames[i].following)
        found = self.behind.search(words.group()) if words else None
        if words and found and self.compared.search(words.group(), 0, found.start()):
            return None
        return Decision("target", f"behind:{found.group()}") if found else None

    def _carried(self, scene: Scene, i: int) -> Decision | None:
        """The sentence before is a plan that this one continues, and nothing here says that something is done."""
        frame, j = scene.frames[i], scene.starts[i] - 1
        if frame.sentence in scene.tells or j < 0 or frame.sentence - scene.frames[j].sentence != 1:
            return None
        if scene.role(j) != "target":
            return None
        listed = frame.before.endswith(":") or scene.decided[j].why == "carried:list"
        if listed and _BULLET.match(frame.text):
            return Decision("target", "carried:list")
        opening = self.linked.match(frame.text)
        return Decision("target", f"carried:{opening.group()}") if opening else None

    def _headed(self, scene: Scene, i: int) -> Decision | None:
        """The heading right above the paragraph or over its list names tasks to come."""
        frame, lower = scene.frames[i], scene.view.lower
        heading = frame.heading
        if not heading or len(heading) > _HEADING_MOST or frame.text.startswith(heading):
            return None
        numbering = self.numbering.match(heading)
        found = self.heading.match(heading, numbering.end() if numbering else 0)
        if found is None or self.heading_done.search(heading):
            return None
        line = lower.rfind("\n", 0, scene.first(i)) + 1
        above = lower[max(0, line - len(heading) - _HEADING_GAP) : line]
        if line <= len(heading) + _HEADING_GAP or (heading not in above and not _BULLET.match(lower, line)):
            return None  # the article's title, or a paragraph further below
        return Decision("target", f"heading:{found.group()}")


def _in_section(scene: Scene, i: int) -> Decision | None:
    """The figure stands in a section of a report, or in a document, that plans."""
    words = scene.sections.at(scene.frames[i].start)
    return Decision("target", f"heading:{words}") if words else None


def _reaches(scene: Scene, i: int, cue: Cue) -> bool:
    if cue.units and scene.kinds[i] not in cue.units:
        return False
    between = scene.view.lower[cue.end : scene.frames[i].near]
    if leaves_bracket(between) or (cue.through and not cue.through.search(between)):
        return False
    if cue.reach == "list":
        return True
    if cue.reach == "near":
        most = _NEAR if cue.kind == "target" else _PLEDGED_NEAR
        figure_between = i > 0 and scene.frames[i - 1].start >= cue.end
        return len(between) <= most and not figure_between and not _BORDER.search(between.rstrip(" :("))
    return not _CLAUSE.search(between.rstrip(" :"))


def _apart(scene: Scene, i: int, cue: Cue, done: Cue) -> bool:
    """Whether a mark or a figure stands between a cue and the words of something done."""
    if _BORDER.search(scene.view.lower, cue.end, done.start):
        return True
    return any(cue.end <= scene.frames[j].start < done.start for j in range(max(0, i - 8), i))
