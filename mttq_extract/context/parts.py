"""Parts of a figure said before: lists, brackets, shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.line_sums import parts_of_cells, parts_of_lines
from mttq_extract.context.scene import Decision, Scene, ending_pattern, last_match, leaves_bracket
from mttq_extract.context.sums import Nouns, alike, may_be_one, parts_by_value, share_of
from mttq_extract.text.patterns import words_pattern

_ANYWHERE = (
    "among", "made_of", "namely", "alone", "best", "rest", "in_total", "has", "negation", "those", "reset", "apart",
    "total",
)  # fmt: skip
_COUNTED = ("item", "money", "physical")
_INHERITED = ("target", "pledged")
_LOOK_BACK, _REACH = 12, 500
_LISTED, _OPENS = "list", 40
_COUNT = re.compile(r"^[\d.,/]+\s*")
_BULLET = re.compile(r"\s*[-–•*+]\s*\w")
_BESIDE, _SHARE_GAP, _TOTAL_GAP, _HAS_GAP = 28, 60, 50, 90


@dataclass(frozen=True, slots=True)
class PartRules:
    """Decides part, and what a share restates; build it with `PartRules.of`."""

    among: re.Pattern[str]
    lists: tuple[tuple[re.Pattern[str], int], ...]
    rest: re.Pattern[str]
    of_total: re.Pattern[str]
    in_total: re.Pattern[str]
    has: re.Pattern[str]
    then: re.Pattern[str]
    negation: re.Pattern[str]
    restates: re.Pattern[str]
    those: re.Pattern[str]
    reset: re.Pattern[str]
    apart: re.Pattern[str]
    total: re.Pattern[str]
    nouns: Nouns

    @classmethod
    def of(cls, table: dict[str, Any]) -> PartRules:
        """Compile the words of parts."""
        part = table["part"]
        found = {name: words_pattern(part[name]) for name in _ANYWHERE}
        # how many sentences back the whole of a list may stand
        lists = ((found["made_of"], 1), (found["namely"], 1), (found["alone"], 0), (found["best"], 2))
        return cls(
            found["among"],
            lists,
            found["rest"],
            ending_pattern(part["of_total"]),
            found["in_total"],
            found["has"],
            ending_pattern(part["then"], [*part["has"], "đã", "hết", "đến", "tới"]),
            found["negation"],
            ending_pattern(part["restates"], table["before"]["filler"]),
            found["those"],
            found["reset"],
            found["apart"],
            found["total"],
            Nouns(frozenset(part["people"]), frozenset(part["generic"])),
        )

    def by_value(self, scene: Scene) -> dict[int, tuple[int | None, str]]:
        """Figures that are parts by their values, each with its whole (None for a table's) and the evidence."""
        frames = scene.frames
        totals = {i for i in range(len(frames)) if self.total.search(scene.tail(i, 40))}
        rows = {frames[i].sentence for i in set(scene.starts) if self.total.match(frames[i].text[:40].lstrip())}
        found = parts_by_value(frames, scene.view.lower, self.nouns, totals, rows)
        lines = parts_of_cells(frames, scene.view.lower, self.total) | parts_of_lines(
            frames, scene.view.lower, self.nouns
        )
        for i, total in lines.items():
            found.setdefault(i, (total, f"lines of:{frames[total].quantity.surface}"))
        for i, frame in enumerate(frames):
            share = frame.quantity
            if share.unit != "percent" or share.low != share.high or not 0 < share.low < 100:
                continue
            part = frame.bracket
            if part is None and scene.same_sentence(i - 1, i) and self.restates.search(scene.tail(i)):
                part = i - 1
            whole = share_of(frames, part, share, self.nouns) if part is not None else None
            if part is not None and whole is not None:
                found.setdefault(part, (whole, f"share of:{frames[whole].quantity.surface}"))
        return found

    def restated(self, scene: Scene, i: int) -> Decision | None:
        """A percentage that restates the figure before it plays the same part."""
        frame = scene.frames[i]
        those = self.those.match(frame.following.lstrip())
        if those and i and scene.kinds[i] in ("ratio", "item"):
            return Decision("part", f"share of:{those.group()}")
        if frame.quantity.unit != "percent":
            return None
        outer = frame.bracket
        if outer is not None and scene.role(outer) in ("actual", "part", "target") and self._alone(scene, i, outer):
            return Decision(scene.role(outer), "bracket:share")
        if those:
            return Decision("part", f"share of:{those.group()}")
        if not scene.same_sentence(i - 1, i) or scene.role(i - 1) not in ("actual", "part"):
            return None
        found, gap = self.restates.search(scene.tail(i)), scene.gap(i - 1, i)
        if found is None or len(gap) >= _SHARE_GAP or ";" in gap:
            return None
        total = self.of_total.search(scene.tail(i - 1))
        if total:
            return Decision("part", f"of:{total[1]}", i - 1)  # "trong số 690 ứng cử viên, nữ chiếm 32%"
        # "64 nữ trong tổng số 171 người, chiếm 38,9%" restates the part, not the total
        skips_total = scene.same_sentence(i - 2, i) and scene.decided[i - 2].whole == i - 1
        return Decision(scene.role(i - 2 if skips_total else i - 1), f"share:{found[1]}")

    def decide(self, scene: Scene, i: int) -> Decision | None:
        """Whether figure `i` is part of one before it."""
        if i in scene.sums:
            whole, why = scene.sums[i]
            role = scene.role(whole) if whole is not None and whole < i else "part"
            if why.startswith("share") and role not in ("actual", "part"):
                return None
            return Decision(role, why) if role in _INHERITED else Decision("part", why, whole)
        return (
            self._among(scene, i)
            or self._bracket(scene, i)
            or self._of_total(scene, i)
            or self._listed(scene, i)
            or self._below(scene, i)
            or self._rest(scene, i)
        )

    def _alone(self, scene: Scene, i: int, outer: int) -> bool:
        """Whether figure `i` is the first in its bracket and the bracket does not open a list of parts."""
        if any(scene.frames[k].bracket == outer for k in range(outer + 1, i)):
            return False
        opening = scene.view.lower.rfind("(", scene.first(i), scene.frames[i].near)
        return not self.among.search(scene.view.lower, opening, scene.frames[i].near)

    def _among(self, scene: Scene, i: int) -> Decision | None:
        """A figure behind "trong đó"."""
        frame = scene.frames[i]
        scope = frame.scope[-_REACH:]
        cue = last_match(self.among, scope)
        if cue is None or leaves_bracket(scope[cue.start() :]):
            return None
        behind, why = scope[cue.end() :], f"of:{cue.group()}"
        if self.apart.search(behind):
            return None
        if scene.kinds[i] == "percent" and len(behind) <= _BESIDE:
            return Decision("part", why)
        loose = not self.reset.search(behind) and ";" not in behind
        opens = len(scope) == len(frame.scope) and not scope[: cue.start()].strip()
        found = self._under(scene, i, frame.near - len(scope) + cue.start(), why, loose)
        if found is None and loose and opens and scene.kinds[i] in _COUNTED:
            return Decision("part", why)
        return found

    def _under(self, scene: Scene, i: int, at: int, why: str, loose: bool, back: int = 1) -> Decision | None:
        """Part of a figure before offset `at`: of one in the sentence, else of one in the sentences before."""
        sentence, window = scene.frames[i].sentence, range(i - 1, max(-1, i - _LOOK_BACK - 1), -1)
        inside = [k for k in window if scene.frames[k].sentence == sentence and scene.frames[k].end <= at]
        before = [k for k in window if sentence - back <= scene.frames[k].sentence < sentence]
        for k in inside or before:
            if self._fits(scene, k, i, loose):
                return Decision("part", why, k)
        return Decision("part", why) if loose and not inside and not before else None

    def _fits(self, scene: Scene, whole: int, i: int, loose: bool) -> bool:
        """Whether figure `i` can be part of figure `whole`: the same unit, not greater and, unless loose, one noun."""
        a, b = scene.frames[whole].quantity, scene.frames[i].quantity
        if b.unit in ("percent", "year", "times") and not (loose and a.unit == b.unit == "percent"):
            return False
        if a.unit != b.unit and not {a.unit, b.unit} <= {"item", "ratio"}:
            return False
        top = a.of if a.of is not None and a.unit == "ratio" else a.high
        if top < b.low or (not loose and (a.per or b.per)):
            return False
        return loose or a.unit != "item" or b.unit != "item" or may_be_one(a, b, self.nouns)

    def _bracket(self, scene: Scene, i: int) -> Decision | None:
        """A breakdown in a bracket."""
        whole = scene.frames[i].bracket
        if whole is None or scene.frames[i].quantity.per:
            return None
        role, end = scene.role(whole), scene.frames[whole].end
        if role == "target" and any(
            cue.kind == "done" and cue.start >= end for cue in scene.cues_before(i, _SHARE_GAP)
        ):
            return None
        if not self._fits(scene, whole, i, False) or scene.kinds[i] in ("time", "percent"):
            return Decision(role, "bracket:explains") if role in ("target", "pledged", "part") else None
        if role in ("target", "pledged", "threshold"):
            return Decision(role, "bracket:breakdown")
        return Decision("part", "bracket:breakdown", whole)

    def _of_total(self, scene: Scene, i: int) -> Decision | None:
        """A part and its total side by side: "64 nữ trong tổng số 171 người", "trong 4 mỏ chỉ có 1 mỏ"."""
        if scene.same_sentence(i + 1, i):
            gap = scene.gap(i, i + 1)
            found = self.in_total.search(gap) if len(gap) < _TOTAL_GAP else None
            fits = scene.frames[i].quantity.high <= scene.frames[i + 1].quantity.high
            if found and fits and gap.rstrip().endswith(found.group()):
                return Decision("part", f"of total:{found.group()}", i + 1)
        share = scene.kinds[i] in ("ratio", "percent")
        if scene.same_sentence(i - 1, i) and (share or scene.kinds[i] == scene.kinds[i - 1]):
            gap = scene.gap(i - 1, i)
            found = self.of_total.search(scene.tail(i - 1)) if len(gap) < _HAS_GAP else None
            says = (share or self.has.search(gap)) and not self.negation.search(gap)
            if found and says and (share or self._fits(scene, i - 1, i, True)):
                return Decision("part", f"of:{found[1]}", i - 1)
            then = self.then.search(gap) if len(gap) < _HAS_GAP else None
            less = scene.frames[i].quantity.high < scene.frames[i - 1].quantity.high
            if then and less and self._fits(scene, i - 1, i, False):
                return Decision("part", f"of:{then[1]}", i - 1)  # "lấy 118 mẫu thì 27 mẫu không đạt"
            if less and gap.strip() == "," and self._named_again(scene, i):
                return Decision("part", f"of:{scene.frames[i - 1].quantity.surface}", i - 1)
        return None

    def _named_again(self, scene: Scene, i: int) -> bool:
        """Whether figure `i` counts some of the very thing before it: "41 khu vực, 36 khu vực không có trộm"."""
        whole, part = (_COUNT.sub("", scene.frames[k].quantity.surface.lower()) for k in (i - 1, i))
        alone = scene.kinds[i] == "item" and bool(part) and whole == part
        return alone and self._fits(scene, i - 1, i, False) and not self.rest.search(scene.frames[i].following[:20])

    def _listed(self, scene: Scene, i: int) -> Decision | None:
        """Items named behind a total: what it is made of, the greatest of them."""
        frame = scene.frames[i]
        scope = frame.scope[-_REACH:]
        for pattern, back in self.lists:
            cue = last_match(pattern, scope)
            if cue is None or self.reset.search(scope, cue.end()) or leaves_bracket(scope[cue.start() :]):
                continue
            at = frame.near - len(scope) + cue.start()
            found = self._under(scene, i, at, f"of:{cue.group()}", False, back)
            if found:
                return found
        return None

    def _below(self, scene: Scene, i: int) -> Decision | None:
        """A bullet of a list that a line like "Trong đó:" opens, or one below it."""
        frame, j = scene.frames[i], scene.starts[i] - 1
        if scene.kinds[i] not in _COUNTED or frame.quantity.per or j < 0 or not _BULLET.match(frame.text):
            return None
        if frame.before.endswith(":"):
            tail = frame.before[-_OPENS:]
            cue = last_match(self.among, tail) or last_match(self.lists[0][0], tail)
            return Decision("part", f"of:{cue.group()} {_LISTED}") if cue else None
        above = scene.decided[j]
        beside = frame.sentence - scene.frames[j].sentence == 1 and above.role == "part" and above.why.endswith(_LISTED)
        return Decision("part", above.why) if beside and _BULLET.match(frame.before) else None

    def _rest(self, scene: Scene, i: int) -> Decision | None:
        """What is left over after a part."""
        frames = scene.frames
        if not i or scene.role(i - 1) != "part" or frames[i].sentence - frames[i - 1].sentence > 1:
            return None
        found = self.rest.search(scene.tail(i, 24)) or self.rest.search(frames[i].following[:20])
        if found is None or not alike(frames[i - 1].quantity, frames[i].quantity, self.nouns):
            return None
        return Decision("part", f"rest:{found.group()}", scene.decided[i - 1].whole)
