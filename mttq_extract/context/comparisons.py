"""Figures that are compared: the earlier one, the amount of change, and bounds that a rule sets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.scene import Decision, Scene, ending_pattern, last_match
from mttq_extract.text.patterns import words_pattern

_FAR, _BRACKET, _RULE, _AFTER = 45, 70, 80, 24
_FROM_TO, _NOW, _JOINED = 60, 40, 24
_THEN = 90
_CLAUSE, _SUPPOSED = 160, 110
_CLAUSE_MARK = re.compile(r"[,;:.](?=\s)")
_YEAR = re.compile(r"[12](?<!\d.)(?:(?<=1)9|(?<=2)0)\d\d(?!\d)")
_PHRASE = re.compile(r"[^,;:.()\d\n]{0,25}")
_MARKS = re.compile(r"[,;:.()\d\"“”\n]")
_MASK = "xxxx"
_BOUNDS = ("at_most", "at_least", "less_than", "more_than")


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Decides baseline and change; build it with `Comparisons.of`. Years are matched as "xxxx"."""

    baseline: re.Pattern[str]
    change: re.Pattern[str]
    far: re.Pattern[str]
    far_unless: re.Pattern[str]
    far_kinds: frozenset[str]
    in_bracket: re.Pattern[str]
    opening: re.Pattern[str]
    before_bracket: re.Pattern[str]
    from_: re.Pattern[str]
    to: re.Pattern[str]
    now: re.Pattern[str]
    past: re.Pattern[str]
    since: re.Pattern[str]
    same: re.Pattern[str]
    compares: re.Pattern[str]
    once: re.Pattern[str]
    present: re.Pattern[str]
    multiple_of: re.Pattern[str]
    gone: re.Pattern[str]
    upward: re.Pattern[str]
    joints: frozenset[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> Comparisons:
        """Compile the tables of words before a figure and of brackets."""
        filler = table["before"]["filler"]
        near: dict[str, list[str]] = {"baseline": [], "change": []}
        for row in table["near"]:
            near[row["id"]] += row["forms"]
        far, ranges = table["far"], table["range"]
        return cls(
            ending_pattern(near["baseline"], filler),
            ending_pattern(near["change"], filler),
            words_pattern(far["forms"]),
            words_pattern(far["unless"]),
            frozenset(far["units"]),
            words_pattern(table["bracket"]["baseline"]),
            re.compile(rf"\([ ]?{ending_pattern(table['bracket']['opens'], table['bracket']['filler']).pattern}"),
            words_pattern(table["bracket"]["after_baseline"]),
            ending_pattern(ranges["from"]),
            words_pattern(ranges["to"]),
            words_pattern(ranges["now"]),
            ending_pattern(ranges["past"], [*filler, "mất", "chờ", "lên", "cả"]),
            ending_pattern(ranges["since"], filler),
            re.compile(rf"\W*(?P<same>{words_pattern(ranges['same']).pattern})"),
            words_pattern(ranges["compares"]),
            re.compile(rf"(?:^|[.,;:“\"(] ?|\n)(?P<once>{words_pattern(ranges['once']).pattern})[^.;:]*$"),
            re.compile(rf"[.,;] (?:{words_pattern(ranges['present']).pattern})"),
            words_pattern(table["part"]["multiple_of"]),
            words_pattern(table["range"]["gone"]),
            words_pattern(table["threshold"]["after"]),
            frozenset(ranges["joints"]),
        )

    def baseline_of(self, scene: Scene, i: int) -> Decision | None:
        """The earlier figure of a comparison."""
        quantity, tail = scene.frames[i].quantity, scene.tail(i)
        point = quantity.low == quantity.high
        plain = _YEAR.sub(_MASK, tail)
        found, changed = self.baseline.search(plain), self.change.search(plain)
        if changed and found and changed.start(1) < found.start(1):
            return None  # "cao hơn cùng kỳ 2 tỷ đồng"
        if found and (point or not self.from_.search(found[1])):
            return Decision("baseline", f"near:{found[1]}")
        if scene.same_sentence(i + 1, i):
            gap = scene.gap(i, i + 1)
            to = self.to.search(gap) if point and self.from_.search(tail) and self._leads_on(gap) else None
            if to:
                return Decision("baseline", f"from-to:{to.group()}")
            now = self.now.match(gap.lstrip(" ,;)")) if len(gap) < _NOW else None
            if now and scene.kinds[i] == scene.kinds[i + 1]:
                return Decision("baseline", f"now:{now.group()}")
            if len(gap) < _FROM_TO and scene.kinds[i] == scene.kinds[i + 1]:
                past = self.past.search(_YEAR.sub(_MASK, scene.tail(i)))
                since = self.since.search(_YEAR.sub(_MASK, gap)) if past else None
                if past and since:
                    return Decision("baseline", f"then-now:{past[1]} … {since[1]}")
        return (
            self._same_time(scene, i)
            or self._once(scene, i)
            or self._bracketed(scene, i)
            or self._along(scene, i, "baseline")
        )

    def _same_time(self, scene: Scene, i: int) -> Decision | None:
        """A figure in a clause on the same months of the year before: "Cùng kỳ: 17 cuộc, 38 kiến nghị"."""
        scope = scene.frames[i].scope[-_CLAUSE:]
        start = scope.rfind(";") + 1
        found = self.same.match(scope, start) if start or len(scope) < _CLAUSE else None
        if found is None or self.compares.search(scope, found.end()):
            return None
        return Decision("baseline", f"same time:{found['same']}")

    def _once(self, scene: Scene, i: int) -> Decision | None:
        """A figure of an earlier time, set against the present behind it: "Năm ngoái thu 20 tấn. Năm nay …"."""
        past = self.once.search(scene.tail(i, _THEN))
        if past is None:
            return None
        end = scene.frames[i].end
        now = self.present.search(scene.view.lower, end, end + _THEN)
        return Decision("baseline", f"then-now:{past['once']} … {now.group()[2:]}") if now else None

    def change_of(self, scene: Scene, i: int) -> Decision | None:
        """The amount of a change."""
        tail = _YEAR.sub(_MASK, scene.tail(i))
        found = self.change.search(tail)
        if found and scene.kinds[i] == "times" and self.multiple_of.match(scene.frames[i].following.lstrip()):
            return None  # "gấp 1,8 lần số được bầu" sets two figures of one time side by side
        if found and self.gone.match(f"{found[1]} {scene.frames[i].quantity.unit}"):
            following = scene.frames[i].following[:_FAR]
            return Decision("change", f"near:{found[1]}") if self.before_bracket.search(following) else None
        if found:
            return Decision("change", f"near:{found[1]}")
        if tail.endswith("+"):
            return Decision("change", "sign:+")
        return self._changed_far(scene, i, tail) or self._along(scene, i, "change")

    def beside_level(self, scene: Scene, i: int) -> Decision | None:
        """How much the figure before differs from another, if planned: "sẽ tuyển 400 người, tăng 20 so với năm nay"."""
        if not scene.same_sentence(i - 1, i) or scene.kinds[i] == "times":
            return None
        gap = _YEAR.sub(_MASK, scene.gap(i - 1, i))
        found = self.change.search(gap) if len(gap) < _FROM_TO else None
        if found is None or not gap[: found.start()].rstrip().endswith((",", "(")):
            return None
        behind = _PHRASE.match(scene.frames[i].following.removesuffix("\n"))
        compared = behind and self.before_bracket.search(behind.group())
        return Decision("change", f"near:{found[1]} … {compared.group()}") if compared else None

    def _changed_far(self, scene: Scene, i: int, tail: str) -> Decision | None:
        """A change told some words before: "tăng doanh thu trong quý gần 21%"."""
        if scene.kinds[i] not in self.far_kinds:
            return None
        line = tail.removesuffix("\n")
        plain = len(line) - len(_MARKS.split(line)[-1])
        found = last_match(self.far, tail, max(plain, len(tail) - _FAR))
        if found is None or self.far_unless.search(tail, found.end()):
            return None
        if i and scene.frames[i - 1].end > scene.frames[i].near - len(tail) + found.end():
            return None  # another figure stands between
        return Decision("change", f"far:{found.group()}")

    def _bracketed(self, scene: Scene, i: int) -> Decision | None:
        """A bracket that gives the earlier figure: "nay 900 (trước là 700)", "so với khóa trước (183)"."""
        frame = scene.frames[i]
        if frame.bracket is None:
            found = self.opening.search(_YEAR.sub(_MASK, scene.tail(i)))
            return Decision("baseline", f"bracket:{found[1]}") if found else None
        lower, first = scene.view.lower, scene.first(i)
        opening = lower.rfind("(", first, frame.near)
        found = self.in_bracket.match(_YEAR.sub(_MASK, lower[opening + 1 : frame.near].lstrip()))
        if found is None:
            start = max(first, scene.frames[frame.bracket].end, opening - _BRACKET)
            found = self.before_bracket.search(lower[start:opening])
        return Decision("baseline", f"bracket:{found.group()}") if found else None

    def _leads_on(self, gap: str) -> bool:
        """Whether the text from one figure to the next can say "down to" or "up to"."""
        marked = set(";,") & set(gap) or gap.count("(") != gap.count(")")
        return len(gap) < _FROM_TO and not marked and not self.upward.search(gap)

    def _along(self, scene: Scene, i: int, role: str) -> Decision | None:
        """A figure that only a joint parts from a baseline or a change before it is one too."""
        if not scene.same_sentence(i - 1, i) or scene.role(i - 1) != role:
            return None
        if scene.frames[i].quantity.unit != scene.frames[i - 1].quantity.unit:
            return None
        gap = scene.gap(i - 1, i).strip()
        joined = gap in self.joints
        if role == "baseline" and len(gap) < _JOINED and "," not in gap:
            joined = joined or gap.rpartition(" ")[2] in self.joints
        return Decision(role, f"coordinated:{gap}") if joined else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Decides threshold: ages, criteria and legal bounds; build it with `Bounds.of`."""

    age: re.Pattern[str]
    age_words: re.Pattern[str]
    after: re.Pattern[str]
    criterion: re.Pattern[str]
    rule: re.Pattern[str]
    near_rule: re.Pattern[str]
    by_law: re.Pattern[str]
    reported: re.Pattern[str]
    supposed: re.Pattern[str]
    reckoned: re.Pattern[str]
    then: re.Pattern[str]

    @classmethod
    def of(cls, table: dict[str, Any]) -> Bounds:
        """Compile the table of bounds."""
        bounds = table["threshold"]
        return cls(
            words_pattern(bounds["age"]),
            ending_pattern(bounds["age_words"]),
            words_pattern(bounds["after"]),
            words_pattern(bounds["criterion"]),
            words_pattern(bounds["rule"]),
            ending_pattern(bounds["near_rule"], table["before"]["filler"]),
            words_pattern(bounds["by_law"]),
            ending_pattern(bounds["reported"]),
            words_pattern(bounds["supposed"]),
            words_pattern(bounds["reckoned"]),
            words_pattern(bounds["then"]),
        )

    def age_of(self, scene: Scene, i: int) -> Decision | None:
        """An age with a bound, or a range of ages, is a criterion."""
        quantity = scene.frames[i].quantity
        if not self.age.search(quantity.surface.lower()):
            return None
        if quantity.unit == "year" and quantity.modifier in _BOUNDS:
            return Decision("threshold", f"age:{quantity.modifier}")
        if quantity.unit == "year" and quantity.low != quantity.high and quantity.modifier == "exact":
            return Decision("threshold", "age:range")
        found = self.age_words.search(scene.tail(i))
        return Decision("threshold", f"age:{found[1]}") if found else None

    def bound_of(self, scene: Scene, i: int) -> Decision | None:
        """A bound that a rule sets."""
        frame = scene.frames[i]
        tail, modifier = scene.tail(i), frame.quantity.modifier
        after = self.after.search(frame.following[:_AFTER])
        found = self.criterion.match(frame.following[after.end() :].lstrip()) if after else None
        if after and found:
            return Decision("threshold", f"criterion:{after.group()} {found.group()}")
        if modifier == "at_most":
            return Decision("threshold", "bound:at_most")
        found = self.near_rule.search(tail)
        if found:
            return Decision("threshold", f"rule:{found[1]}")
        if scene.kinds[i] in ("time", "money", "percent"):
            found = self.by_law.search(_PHRASE.match(frame.following).group())  # type: ignore[union-attr]
            if found:
                return Decision("threshold", f"law:{found.group()}")
        if modifier not in _BOUNDS or self.reported.search(tail):
            return None
        found = self.rule.search(frame.clause[-_RULE:])
        if found and (modifier != "more_than" or scene.kinds[i] in ("percent", "physical")):
            return Decision("threshold", f"bound:{found.group()}")
        return Decision("threshold", f"bound:{after.group()}") if after and not found else None

    def supposed_of(self, scene: Scene, i: int) -> Decision | None:
        """A figure of what is supposed, with what follows from it behind: "nếu xây 2 tầng thì …"."""
        frame = scene.frames[i]
        clause = _CLAUSE_MARK.split(frame.scope[-_SUPPOSED:])[-1]
        found = self.supposed.search(clause)
        if found is None or self.reckoned.match(clause, found.start()) or self.then.search(clause, found.end()):
            return None  # "nếu tính cả xã" counts what there is, and what stands behind "thì" follows
        then = self.then.search(frame.following)
        return Decision("threshold", f"supposed:{found.group()} … {then.group()}") if then else None
