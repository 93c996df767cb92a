"""Figures that are compared: the earlier one, the amount of change, and bounds that a rule sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.scene import Decision, Scene, ending_pattern, words_pattern

_WORDS_ONLY = 45
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
_BOUNDS = ("at_most", "at_least", "less_than", "more_than")


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Decides baseline, change and threshold; build it with `Comparisons.of`."""

    baseline: re.Pattern[str]
    change: re.Pattern[str]
    far: re.Pattern[str]
    far_unless: re.Pattern[str]
    far_kinds: frozenset[str]
    in_bracket: re.Pattern[str]
    before_bracket: re.Pattern[str]
    from_: re.Pattern[str]
    to: re.Pattern[str]
    now: re.Pattern[str]
    bounds: re.Pattern[str]
    criterion: re.Pattern[str]
    age: re.Pattern[str]
    age_words: re.Pattern[str]
    rule: re.Pattern[str]
    near_rule: re.Pattern[str]
    by_law: re.Pattern[str]
    reported: re.Pattern[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> Comparisons:
        """Compile the tables of words before a figure, of brackets and of bounds."""
        filler = table["before"]["filler"]
        near: dict[str, list[str]] = {"baseline": [], "change": []}
        for row in table["near"]:
            near[row["id"]] += row["forms"]
        far, bounds, ranges = table["far"][0], table["threshold"], table["range"]
        return cls(
            ending_pattern(near["baseline"], filler),
            ending_pattern(near["change"], filler),
            words_pattern(far["forms"]),
            words_pattern(far["unless"]),
            frozenset(far["units"]),
            words_pattern(table["bracket"]["baseline"]),
            words_pattern(table["bracket"]["after_baseline"]),
            ending_pattern(ranges["from"]),
            words_pattern(ranges["to"]),
            words_pattern(ranges["now"]),
            words_pattern(bounds["after"]),
            words_pattern(bounds["criterion"]),
            words_pattern(bounds["age"]),
            ending_pattern(bounds["age_words"]),
            words_pattern(bounds["rule"]),
            ending_pattern(bounds["near_rule"], filler),
            words_pattern(bounds["by_law"]),
            ending_pattern(bounds["reported"]),
        )

    def baseline_of(self, scene: Scene, i: int) -> Decision | None:
        """The earlier figure of a comparison."""
        frame, tail = scene.frames[i], scene.tail(i)
        exact = frame.quantity.low == frame.quantity.high
        found = self.baseline.search(_YEAR.sub("xxxx", tail))
        if found and (exact or not self.from_.search(found[1])):
            return "baseline", f"near:{found[1]}"
        if scene.same_sentence(i + 1, i):
            gap = scene.gap(i, i + 1)
            if self.from_.search(tail) and exact and self._leads_to(gap) and (to := self.to.search(gap)):
                return "baseline", f"from-to:{to.group()}"
            if (now := self.now.match(gap.lstrip(" ,;)"))) and len(gap) < 40 and scene.kinds[i] == scene.kinds[i + 1]:
                return "baseline", f"now:{now.group()}"
        if frame.bracket is not None:
            opening = scene.view.lower.rfind("(", scene.first(i), frame.near)
            inside = scene.view.lower[opening + 1 : frame.near]
            found = self.in_bracket.match(_DIGIT.sub("0", inside.lstrip()))
            if found:
                return "baseline", f"bracket:{found.group()}"
            outside = scene.view.lower[max(scene.first(i), scene.frames[frame.bracket].end, opening - 70) : opening]
            found = self.before_bracket.search(outside)
            if found:
                return "baseline", f"bracket:{found.group()}"
        return self._along(scene, i, "baseline")

    def change_of(self, scene: Scene, i: int) -> Decision | None:
        """The amount of a change."""
        tail = _YEAR.sub("xxxx", scene.tail(i))
        found = self.change.search(tail)
        if found:
            return "change", f"near:{found[1]}"
        if scene.kinds[i] in self.far_kinds:
            start = max(re.search(r"[^,;:.()\d\"“”\n]*$", tail).start(), len(tail) - _WORDS_ONLY)  # type: ignore[union-attr]
            last = None
            for last in self.far.finditer(tail, start):
                pass
            if last is not None and not self.far_unless.search(tail, last.end()) and not (i and scene.frames[i - 1].end > scene.frames[i].near - len(tail) + last.end()):
                return "change", f"far:{last.group()}"
        if scene.view.lower[: scene.frames[i].near].endswith("+"):
            return "change", "sign:+"
        return self._along(scene, i, "change")

    def _leads_to(self, gap: str) -> bool:
        """Whether the text from one figure to the next can say "down to" or "up to"."""
        return len(gap) < 60 and not set(";,") & set(gap) and gap.count("(") == gap.count(")") and not self.bounds.search(gap)

    def _along(self, scene: Scene, i: int, role: str) -> Decision | None:
        """A figure that only "và" parts from a baseline or a change before it is one too."""
        if i and scene.same_sentence(i - 1, i) and scene.role(i - 1) == role and scene.frames[i].quantity.unit == scene.frames[i - 1].quantity.unit:
            gap = scene.gap(i - 1, i).strip()
            if gap in ("và", ",", "hoặc") or (gap.endswith(" và") and len(gap) < 24 and "," not in gap and role == "baseline"):
                return role, f"coordinated:{gap}"
        return None

    def age_of(self, scene: Scene, i: int) -> Decision | None:
        """An age with a bound is a criterion."""
        quantity = scene.frames[i].quantity
        if not self.age.search(quantity.surface.lower()):
            return None
        if quantity.unit == "year" and quantity.modifier in _BOUNDS:
            return "threshold", f"age:{quantity.modifier}"
        if quantity.unit == "year" and quantity.low != quantity.high and quantity.modifier == "exact":
            return "threshold", "age:range"
        found = self.age_words.search(scene.tail(i))
        return ("threshold", f"age:{found[1]}") if found else None

    def bound_of(self, scene: Scene, i: int) -> Decision | None:
        """A bound that a rule sets."""
        frame = scene.frames[i]
        tail = scene.tail(i)
        modifier = frame.quantity.modifier
        after = self.bounds.search(frame.following[:24])
        if after and (found := self.criterion.match(frame.following[after.end() :].lstrip())):
            return "threshold", f"criterion:{after.group()} {found.group()}"
        if modifier == "at_most":
            return "threshold", "bound:at_most"
        found = self.near_rule.search(tail)
        if found:
            return "threshold", f"rule:{found[1]}"
        if scene.kinds[i] in ("time", "money", "percent") and (found := self.by_law.match(frame.following.lstrip())):
            return "threshold", f"law:{found.group()}"
        if modifier in _BOUNDS and not self.reported.search(tail):
            found = self.rule.search(frame.clause[-80:])
            if found and (modifier != "more_than" or scene.kinds[i] in ("percent", "physical")):
                return "threshold", f"bound:{found.group()}"
            if after and not found:
                return "threshold", f"bound:{after.group()}"
        return None
