"""What the model of roles sees of a figure: the answer of the rules, the words beside it and its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from mttq_extract.context.frame import Frame
from mttq_extract.context.scene import Decision, Scene
from mttq_extract.context.years import Years

VERSION = 1  # rises when a feature gets another name or meaning: models of another version are refused
WEIGHTS = {
    "left": 0.7, "left pair": 0.7, "own": 0.7, "right": 0.7, "right pair": 0.7,
    "sign left": 0.3, "sign before": 0.3, "sign behind": 0.3, "sign heading": 0.3, "signs": 0.3,
}  # fmt: skip
"""How much a feature of a group may weigh against those of the others."""
BESIDE = (-1, -2, 1)  # how far away the figures stand that one is compared with

Groups = Mapping[str, Collection[str]]
"""The values that hold, by group; groups that begin with "rule" tell what the rules answer."""

_TOKEN = re.compile(r"\d[\d.,]*|\w+|[%;:,.()\"“”?!/+-]")
_DIGITS = re.compile(r"\d+")
_BULLET = re.compile(r"\s*(?:[-–•*+]|\d{1,2}[.)]|[a-zđ]\))")
_LEFT, _OWN, _RIGHT, _OPENING = 110, 80, 70, 40  # characters read on each side of a figure, and of its sentence
_BESIDE, _CUE_REACH, _STEP, _GAP_WORDS = 8, 300, 25, 12
_BEFORE, _BEHIND, _HEADING = 250, 150, 120  # characters read of the sentences beside that of a figure, and its heading
_CUES = 40  # read on each side of a figure: in a sentence without end all would take ever longer
_LOOK_BACK, _SENTENCES = 12, 3  # how far back a greater figure may stand
_COUNTED = ("item", "money", "physical")
_FEW, _SOME = 4, 9
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
        self._beside = list(self._rules)
        self._read: dict[str, list[str]] = {}
        self._signs = scene.signs.scan(scene.view)
        self._often = self._signs.often()
        self._headings: dict[str, set[str]] = {}
        self._years = Years.of(scene.view)
        self._alike: dict[tuple[object, ...], list[int]] = {}
        for i, frame in enumerate(scene.frames):
            self._alike.setdefault(_key(frame), []).append(i)

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
            "signs": self._often,
            "year": self._years_of(i),
            "form": self._form(i),
            "rule again": {scene.decided[j].role for j in self._alike[_key(frame)] if j != i},
        }
        self._around(out, i)
        for place in range(1, 4):
            out[f"left{place}"] = (left[-place] if place <= len(left) else "^",)
            out[f"right{place}"] = (right[place - 1] if place <= len(right) else "$",)
        for name, step in zip(("before", "before2", "behind"), BESIDE, strict=True):
            self._neighbour(out, name, i, i + step)
        return out

    def tell(self, i: int, role: str) -> None:
        """From now on figure `i` is seen in this role, whatever the rules say, by the figures beside it."""
        self._beside[i] = role, f"{role}/model", f"{role}/model"

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
        cues = scene.cues.get(frame.sentence, ())
        at = bisect_right(cues, frame.near, key=lambda cue: cue.end)
        for cue in cues[max(0, at - _CUES) : at + _CUES]:
            side = "<" if cue.end <= frame.near else ">"
            out |= {side + cue.kind, f"{side}{cue.kind} {cue.words}"}
        nearest = next((cue for cue in scene.cues_before(i, _CUE_REACH) if cue.kind != "none"), None)
        if nearest:
            out |= {f"nearest {nearest.kind}", f"nearest {nearest.kind} {min(5, (frame.near - nearest.end) // _STEP)}"}
        return out

    def _around(self, out: dict[str, Collection[str]], i: int) -> None:
        """The signs of the sentence before the figure, of the sentences on either side and of the heading."""
        frame, first = self._scene.frames[i], self._scene.first(i)
        last = first + len(frame.text)
        out["sign left"] = self._signs.between(first, frame.near)
        out["sign before"] = self._signs.between(max(0, first - _BEFORE), first)
        out["sign behind"] = self._signs.between(last, last + _BEHIND)
        heading = frame.heading[:_HEADING]
        if heading not in self._headings:
            self._headings[heading] = self._scene.signs.within(heading)
        out["sign heading"] = self._headings[heading]

    def _years_of(self, i: int) -> set[str]:
        """How the years beside the figure stand to the day of the text and to each other."""
        frame, first = self._scene.frames[i], self._scene.first(i)
        return self._years.beside(first, frame.near, frame.end, first + len(frame.text), first - len(frame.before) - 1)

    def _form(self, i: int) -> set[str]:
        """How the number is written, whether it stands elsewhere too, and whether a greater one of the kind is near."""
        scene, frame, kind = self._scene, self._scene.frames[i], self._scene.kinds[i]
        quantity = frame.quantity
        written = "digits" if quantity.surface.lstrip()[:1].isdigit() else "words"
        out = {written}
        if kind == "item":
            low = quantity.low
            size = "one" if low == 1 else "few" if low <= _FEW else "some" if low <= _SOME else "many"
            out |= {size, f"{size} {written}"}
        if len(self._alike[_key(frame)]) > 1:
            out.add("again")
        if kind in _COUNTED:
            for j in range(i - 1, max(-1, i - _LOOK_BACK - 1), -1):
                other, apart = scene.frames[j].quantity, frame.sentence - scene.frames[j].sentence
                if apart > _SENTENCES:
                    break
                same = other.noun == quantity.noun and other.unit == quantity.unit and not other.per
                if same and other.low > quantity.low:
                    out |= {f"greater before {kind}", f"greater before {apart}"}
                    break
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
        role, rule, _ = self._beside[j]
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


def _key(frame: Frame) -> tuple[object, ...]:
    quantity = frame.quantity
    return quantity.low, quantity.unit, quantity.noun


def _rule(decision: Decision) -> tuple[str, str, str]:
    """The role by the rules, the rule, and the rule with its words."""
    rule = decision.why.partition(":")[0]
    if rule.startswith(_ARITHMETIC):
        return decision.role, f"{decision.role}/{rule}", f"{decision.role}/{rule}"
    said = " ".join(_DIGITS.sub("#", decision.why).split())
    return decision.role, f"{decision.role}/{rule}", f"{decision.role}/{said}"


def _pairs(said: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(said)]
