"""What the model of roles sees of a figure: the answer of the rules, the words beside it and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from mttq_extract.context.scene import Decision, Scene

VERSION = 1  # rises when a feature gets another name or meaning: models of another version are refused
WEIGHTS = {"left": 0.7, "left pair": 0.7, "own": 0.7, "right": 0.7, "right pair": 0.7}
"""How much a feature of a group may weigh against those of the others."""

Groups = Mapping[str, Collection[str]]
"""The values that hold, by group; groups that begin with "rule" tell what the rules answer."""

_TOKEN = re.compile(r"\d[\d.,]*|\w+|[%;:,.()\"“”?!/+-]")
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))")
_LEFT, _OWN, _RIGHT, _OPENING = 110, 80, 70, 40  # characters read on each side of a figure, and of its sentence
_BESIDE, _CUE_REACH, _STEP, _GAP_WORDS = 8, 300, 25, 12
_ARITHMETIC = ("sum of", "list of", "share of")


def words(text: str) -> list[str]:
    """The words and marks of a string, numbers as "#".

    >>> words("đạt 102% kế hoạch")
    ['đạt', '#', '%', 'kế', 'hoạch']
    """
    return ["#" if token[0].isdigit() else token for token in _TOKEN.findall(text)]


def weight(feature: str) -> float:
    """The weight of a feature's group."""
    return WEIGHTS.get(feature.partition(":")[0], 1.0)


class RoleDescription:
    """Writes the features of the figures of one document, whose roles by the rules are in the scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        cues = scene.cues.values()
        planned = sum(any(cue.kind == "target" for cue in each) for each in cues)
        self._plans = str(min(4, 5 * planned // max(1, len(cues))))
        self._rules = [_rule(decision) for decision in scene.decided]
        self._read: dict[str, list[str]] = {}

    def own(self, i: int) -> Groups:
        """The features of figure `i`, each a value in a group."""
        scene = self._scene
        frame, kind = scene.frames[i], scene.kinds[i]
        quantity = frame.quantity
        role, rule, said = self._rules[i]
        left, right = words(frame.scope[-_LEFT:]), words(frame.following[:_RIGHT])
        opening = self._words(frame.text[:_OPENING])
        out: dict[str, Collection[str]] = {
            "rule": {role, f"{role}|{kind}", rule, f"{rule}|{kind}", said},
            "kind": (kind,),
            "modifier": (quantity.modifier, f"{quantity.modifier}|{kind}"),
            "unit": (quantity.unit,),
            "noun": (str(quantity.noun),),
            "size": (f"{kind}{(abs(quantity.low) + 1).adjusted()}",),
            "left": left[-_BESIDE:],
            "left pair": _pairs(left[-_BESIDE:]),
            "own": words(frame.left[-_OWN:]),
            "right": right[:_BESIDE],
            "right pair": _pairs(right[:_BESIDE]),
            "beside": {" ".join(left[-2:]) + " <", " ".join(left[-3:]) + " <<", "> " + " ".join(right[:2])},
            "opening": {*(f"{place} {word}" for place, word in enumerate(opening[:3])), " ".join(opening[:2])},
            "plans": (self._plans,),
            "place": (f"sentence {min(frame.sentence, 3)}", f"after {min(frame.earlier, 4)}", self._part_of_text(i)),
            "marks": self._marks(i),
            "cue": self._cues(i),
        }
        for place in range(1, 4):
            out[f"left{place}"] = (left[-place] if place <= len(left) else "^",)
            out[f"right{place}"] = (right[place - 1] if place <= len(right) else "$",)
        for name, j in (("before", i - 1), ("before2", i - 2), ("behind", i + 1)):
            self._neighbour(out, name, i, j)
        return out

    def _words(self, text: str) -> list[str]:
        """The words of what two figures share: what stands between them, or before both."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = words(text)
        return found

    def _part_of_text(self, i: int) -> str:
        return f"fifth {5 * i // len(self._scene.frames)}"

    def _marks(self, i: int) -> list[str]:
        """Signs of what the figure is or stands in: a rate, a range, a bracket, a bullet, a quotation, a sum."""
        scene = self._scene
        frame, kind, quantity = scene.frames[i], scene.kinds[i], scene.frames[i].quantity
        out = []
        if quantity.per:
            out += ["rate", f"rate {quantity.per}"]
        if quantity.low != quantity.high:
            out.append(f"range {kind}")
        if frame.bracket is not None:
            out += ["bracket", f"bracket {kind}/{scene.kinds[frame.bracket]}"]
        line = scene.view.lower.rfind("\n", 0, frame.start) + 1
        if _BULLET.match(scene.view.lower, line, line + 4):
            out.append("bullet")
        if i in scene.sums:
            out.append(scene.sums[i][1].partition(" ")[0])
        if frame.scope.count("“") > frame.scope.count("”") or frame.scope.count('"') % 2:
            out.append("quoted")
        return out

    def _cues(self, i: int) -> set[str]:
        """The cues of the sentence on either side, and the nearest before with its distance."""
        scene, frame = self._scene, self._scene.frames[i]
        out: set[str] = set()
        for cue in scene.cues.get(frame.sentence, ()):
            side = "<" if cue.end <= frame.near else ">"
            out |= {side + cue.kind, f"{side}{cue.kind} {cue.words}"}
        nearest = next((cue for cue in scene.cues_before(i, _CUE_REACH) if cue.kind != "none"), None)
        if nearest:
            out |= {f"nearest {nearest.kind}", f"nearest {nearest.kind} {min(5, (frame.near - nearest.end) // _STEP)}"}
        return out

    def _neighbour(self, out: dict[str, Collection[str]], name: str, i: int, j: int) -> None:
        """What figure `j` beside figure `i` is, how the two compare and what stands between them."""
        scene = self._scene
        frame = scene.frames[i]
        if not 0 <= j < len(scene.frames) or abs(scene.frames[j].sentence - frame.sentence) > 1:
            out[name] = ("none",)
            return
        other, quantity = scene.frames[j].quantity, frame.quantity
        near = scene.frames[j].sentence == frame.sentence
        at = "same" if near else "next"
        role, rule, _ = self._rules[j]
        unit = "=unit" if other.unit == quantity.unit else "unit"
        size = "=" if other.low == quantity.low else "<" if quantity.low < other.low else ">"
        noun = "=noun" if other.noun == quantity.noun else "noun"
        values = {f"{at} {scene.kinds[j]}/{scene.kinds[i]}", f"{at} {unit}{size}{noun}"}
        ruled = {f"{at} {role}", f"{at} {rule}", f"{at} {role} {unit}{size}"}
        if near:
            gap = self._words(scene.gap(j, i) if j < i else scene.gap(i, j))
            values.add(f"gap {min(6, len(gap) // 2)}")
            if len(gap) <= 3:
                values.add(f"gap {' '.join(gap)}")
                ruled.add(f"gap {role} {' '.join(gap)}")
            values |= {f"between {word}" for word in gap[:_GAP_WORDS]}
            if ";" in gap or ":" in gap:
                values.add("apart")
        out[name], out[f"rule {name}"] = values, ruled


def _rule(decision: Decision) -> tuple[str, str, str]:
    """The role by the rules, the rule, and the rule with its words."""
    rule = decision.why.partition(":")[0]
    if rule.startswith(_ARITHMETIC):
        return decision.role, f"{decision.role}/{rule}", f"{decision.role}/{rule}"
    said = " ".join(_DIGITS.sub("#", decision.why).split())
    return decision.role, f"{decision.role}/{rule}", f"{decision.role}/{said}"


def _pairs(said: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(said)]
