"""Parts of a figure said before: lists, brackets, shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mttq_extract.context.sums import Nouns, alike, may_be_one, parts_of_lists, parts_of_sums, rows_over_totals, share_of
from mttq_extract.context.scene import Decision, Scene, ending_pattern, words_pattern

_SHARES = ("percent", "ratio")
_COUNTED = ("item", "money", "physical")
_INHERIT = ("target", "pledged")
_LOOK_BACK, _BESIDE = 12, 28


@dataclass(frozen=True, slots=True)
class PartRules:
    """Decides part, and what a share restates; build it with `PartRules.of`."""

    among: re.Pattern[str]
    made_of: re.Pattern[str]
    namely: re.Pattern[str]
    alone: re.Pattern[str]
    rest: re.Pattern[str]
    best: re.Pattern[str]
    of_total: re.Pattern[str]
    in_total: re.Pattern[str]
    negation: re.Pattern[str]
    has: re.Pattern[str]
    restates: re.Pattern[str]
    reset: re.Pattern[str]
    apart: re.Pattern[str]
    those: re.Pattern[str]
    total: re.Pattern[str]
    nouns: Nouns

    @classmethod
    def of(cls, table: dict[str, Any]) -> PartRules:
        """Compile the words of parts."""
        part = table["part"]
        return cls(
            words_pattern(part["among"]),
            words_pattern(part["made_of"]),
            words_pattern(part["namely"]),
            words_pattern(part["alone"]),
            words_pattern(part["rest"]),
            words_pattern(part["best"]),
            ending_pattern(part["of_total"]),
            words_pattern(part["inside_total"]),
            words_pattern(part["negation"]),
            words_pattern(part["has"]),
            ending_pattern(part["restates"], table["before"]["filler"]),
            words_pattern(part["reset"]),
            words_pattern(part["apart"]),
            words_pattern(part["those"]),
            words_pattern(part["total"]),
            Nouns(frozenset(part["people"]), frozenset(part["generic"])),
        )

    def restated(self, scene: Scene, i: int) -> Decision | None:
        """A percentage that restates the figure before it plays the same part."""
        frame = scene.frames[i]
        if frame.quantity.unit != "percent":
            return None
        if frame.bracket is not None and scene.role(frame.bracket) in ("actual", "part", "target"):
            inside = scene.view.lower[scene.view.lower.rfind("(", 0, frame.near) + 1 : frame.near]
            if not any(scene.frames[k].bracket == frame.bracket for k in range(frame.bracket + 1, i)) and not self.among.search(inside):
                return scene.role(frame.bracket), "bracket:share"
        those = self.those.match(frame.following.lstrip())
        if those:
            return "part", f"share of:{those.group()}"
        if i and scene.same_sentence(i - 1, i) and scene.role(i - 1) in ("actual", "part"):
            found = self.restates.search(scene.tail(i))
            gap = scene.gap(i - 1, i)
            if found and len(gap) < 60 and ";" not in gap:
                of_total = i > 1 and scene.same_sentence(i - 2, i) and scene.decided[i - 2][1].startswith("of total")
                return scene.role(i - 2 if of_total else i - 1), f"share:{found[1]}"
        return None

    def by_arithmetic(self, scene: Scene) -> dict[int, tuple[int, str]]:
        """Figures that are parts by their values: the whole of each (-1 for a table's) and the evidence."""
        frames, lower = scene.frames, scene.view.lower
        totals = {i for i in range(len(frames)) if self.total.search(scene.tail(i, 40))}
        rows = {f.sentence for f in frames if self.total.match(f.text.lstrip())}
        found = {j: (-1, "row above a total") for j in rows_over_totals(frames, lower, rows)}
        for name, parts in (
            ("list of", parts_of_lists(frames, lower)),
            ("sum of", parts_of_sums(frames, self.nouns, totals)),
            ("share of", self._shares(scene)),
        ):
            for j, whole in parts.items():
                found.setdefault(j, (whole, f"{name}:{frames[whole].quantity.surface}"))
        return found

    def _shares(self, scene: Scene) -> dict[int, int]:
        """Figures whose percentage, said beside them, is their share in a figure before."""
        frames, found = scene.frames, {}
        for i, frame in enumerate(frames):
            if frame.quantity.unit != "percent" or frame.quantity.low != frame.quantity.high or not 0 < frame.quantity.low < 100:
                continue
            if frame.bracket is not None:
                part = frame.bracket
            elif i and scene.same_sentence(i - 1, i) and self.restates.search(scene.tail(i)):
                part = i - 1
            else:
                continue
            whole = share_of(frames, part, frame.quantity, self.nouns)
            if whole is not None:
                found[part] = whole
        return found

    def decide(self, scene: Scene, i: int) -> Decision | None:
        """Whether figure `i` is part of one before it."""
        if i in scene.sums:
            whole, why = scene.sums[i]
            role = scene.role(whole) if 0 <= whole < i else "part"
            if why.startswith("share") and role not in ("actual", "part"):
                return None
            return (role if role in _INHERIT else "part"), why
        return (
            self._among(scene, i)
            or self._bracket(scene, i)
            or self._of_total(scene, i)
            or self._listed(scene, i)
            or self._rest(scene, i)
        )

    def _among(self, scene: Scene, i: int) -> Decision | None:
        frame = scene.frames[i]
        cue = None
        for cue in self.among.finditer(frame.scope):
            pass
        if cue is None:
            return None
        at = scene.first(i) + cue.start()
        behind = frame.scope[cue.end() :]
        if _left_bracket(frame.scope[cue.start() :]) or self.apart.search(behind):
            return None
        if scene.kinds[i] == "percent" and len(behind) <= _BESIDE:
            return "part", f"of:{cue.group()}"
        loose = not self.reset.search(behind) and ";" not in behind
        if loose and not frame.scope[: cue.start()].strip() and scene.kinds[i] in _COUNTED:
            return "part", f"of:{cue.group()}"
        return self._under(scene, i, at, cue.group(), loose)

    def _under(self, scene: Scene, i: int, at: int, words: str, loose: bool, back: int = 1) -> Decision | None:
        """Part of a figure before offset `at`: of one in the sentence, else of one in the sentence before."""
        frame = scene.frames[i]
        inside = [k for k in range(max(0, i - _LOOK_BACK), i) if scene.frames[k].end <= at and scene.frames[k].sentence == frame.sentence]
        behind = [k for k in range(max(0, i - _LOOK_BACK), i) if frame.sentence - back <= scene.frames[k].sentence < frame.sentence]
        for group in (inside, behind):
            whole = next((k for k in reversed(group) if self._fits(scene, k, i, loose)), None)
            if whole is not None:
                return "part", f"of:{words}"
            if group:
                break
        if loose and not inside and not behind:
            return "part", f"of:{words}"
        return None

    def _fits(self, scene: Scene, whole: int, i: int, loose: bool) -> bool:
        """Whether figure `i` can be part of figure `whole`: same unit, not greater."""
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
        frame = scene.frames[i]
        whole = frame.bracket
        if whole is None or frame.quantity.per:
            return None
        role = scene.role(whole)
        if not self._fits(scene, whole, i, False) or scene.kinds[i] in ("time", "percent"):
            return (role, "bracket:explains") if role in ("target", "pledged", "part") else None
        return (role if role in ("target", "pledged", "threshold") else "part"), "bracket:breakdown"

    def _of_total(self, scene: Scene, i: int) -> Decision | None:
        """"79 nữ trong tổng số 203 người", "trong 4 mỏ chỉ có 1 mỏ"."""
        if scene.same_sentence(i + 1, i):
            gap = scene.gap(i, i + 1)
            found = self.in_total.search(gap)
            if found and len(gap) < 50 and gap.rstrip().endswith(found.group()) and scene.frames[i].quantity.high <= scene.frames[i + 1].quantity.high:
                return "part", f"of total:{found.group()}"
        if i and scene.same_sentence(i - 1, i):
            gap = scene.gap(i - 1, i)
            found = self.of_total.search(scene.tail(i - 1))
            if found and len(gap) < 90 and self.has.search(gap) and not self.negation.search(gap) and self._fits(scene, i - 1, i, True) and scene.kinds[i] == scene.kinds[i - 1]:
                return "part", f"of:{found[1]}"
        return None

    def _listed(self, scene: Scene, i: int) -> Decision | None:
        """Items named behind a total: "gồm", "cụ thể", the greatest of them."""
        frame = scene.frames[i]
        for pattern, back in ((self.made_of, 1), (self.namely, 1), (self.alone, 0), (self.best, 2)):
            cue = None
            for cue in pattern.finditer(frame.scope):
                pass
            if cue is None or self.reset.search(frame.scope, cue.end()) or _left_bracket(frame.scope[cue.start() :]):
                continue
            found = self._under(scene, i, scene.first(i) + cue.start(), cue.group(), False, back)
            if found:
                return found
        return None

    def _rest(self, scene: Scene, i: int) -> Decision | None:
        """What is left over after a part."""
        found = self.rest.search(scene.tail(i, 24)) or self.rest.search(scene.frames[i].following[:20])
        if found is None or not i or scene.role(i - 1) != "part" or scene.frames[i].sentence - scene.frames[i - 1].sentence > 1:
            return None
        return ("part", f"rest:{found.group()}") if alike(scene.frames[i - 1].quantity, scene.frames[i].quantity, self.nouns) else None


def _left_bracket(text: str) -> bool:
    """Whether a bracket that was open at the start of the text is closed in it."""
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return True
    return False
