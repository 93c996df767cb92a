"""The candidates for the subject of one figure and what speaks for each: named features with learned weights."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mttq_extract.context.candidates import Mention, Mentions
from mttq_extract.context.frame import Frame

_NUMBERS = re.compile(r"\d+")
_TIMES = frozenset(("day", "month", "year", "hour", "minute", "night", "week", "second"))
_COUNTS = frozenset(("item", "percent", "ratio", "times"))
_NAMED = frozenset(("ORG", "FRONT", "LOC", "NAME", "FUND"))
_CITED = _NAMED | {"PER"}
LOCAL = frozenset(("adj", "clause", "sent", "after"))
_BEFORE, _AFTER, _PARAGRAPH, _ABOVE, _CARRIED = 7, 4, 6, 4, 8
_TIGHT_MOST, _REACH = 16, 700


def _near(rel: str, kind: str, before: str, after: str) -> tuple[str, ...]:
    return (
        f"{rel}.{kind}",
        f"{rel}.b.{before}",
        f"{rel}.a.{after}",
        f"{kind}.b.{before}",
        f"{kind}.a.{after}",
        f"{before}..{after}",
    )


def _unit(rel: str, kind: str, unit: str) -> tuple[str, ...]:
    return f"{rel}.{unit}", f"{rel}.{kind}.{unit}"


def _order(rel: str, kind: str, rank: int, first: bool, named: bool, initial: str) -> tuple[str, ...]:
    names = [f"{rel}.rank{rank}"]
    if first:
        names.append(f"{rel}.first.{kind}")
    if named:
        names.append(f"{rel}.named")
    if initial:
        names += [f"{rel}.initial", f"initial.{kind}.{initial}"]
    return tuple(names)


def _gap(rel: str, length: int, numbers: int, semicolon: bool, commas: bool, tight: str) -> tuple[str, ...]:
    names = [f"{rel}.numbers{numbers}", f"distance{length}"]
    if semicolon:
        names.append("semicolon")
    if commas:
        names.append("commas")
    if tight:
        names.append(f"adj.{tight}")
    return tuple(names)


def _deed(deed: str, rel: str, kind: str, before: str, after: str) -> tuple[str, ...]:
    return f"{deed}.{rel}.{kind}", f"{deed}.{before}.{after}"


def _later(
    rel: str, kind: str, before: str, rank: int, touch: bool, some: str, close: bool, numbers: int
) -> tuple[str, ...]:
    names = [f"{rel}.rank{rank}", f"{rel}.{kind}.b.{before}", f"{rel}.{some}", f"{rel}.numbers{numbers}"]
    if touch:
        names.append(f"{rel}.touch.{kind}")
    if close:
        names.append(f"{rel}.close")
    return tuple(names)


def _above(rel: str, kind: str, rank: int, some: str, initial: bool, first: bool) -> tuple[str, ...]:
    names = [f"{rel}.rank{rank}", f"{rel}.{some}", f"{rel}.{some}.{kind}"]
    if initial:
        names.append(f"{rel}.initial")
    if first:
        names.append(f"{rel}.first.{kind}")
    return tuple(names)


def _known(count: int, most: bool, main: str, rel: str, lead: bool) -> tuple[str, ...]:
    names = [f"count{count}"]
    if most:
        names.append("most")
    if main:
        names += ["main", f"main.{main}", f"main.{rel}"]
    if lead:
        names.append("lead")
    return tuple(names)


def _nobody(unit: str, detail: str, some: str, named: bool, noun: str, age: bool, person: bool) -> tuple[str, ...]:
    names = ["none", f"none.{unit}", f"none.{unit}.{detail}", f"none.{some}", f"none.named{int(named)}"]
    if noun:
        names.append(f"none.noun.{noun}")
    if age:
        names.append("none.age")
    if person:
        names.append("none.person")
    return tuple(names)


def _same(empty: bool, link: str, rel: str, some: str, unit: str) -> tuple[str, ...]:
    if empty:
        return "none.same", f"none.same.{link}"
    return "same", f"same.{link}", f"same.{link}.{rel}", f"same.{link}.{some}", f"same.{link}.{unit}"


def _plain(*names: str) -> tuple[str, ...]:
    return names


_GROUPS: dict[str, Callable[..., tuple[str, ...]]] = {
    one.__name__: one for one in (_near, _unit, _order, _gap, _deed, _later, _above, _known, _nobody, _same, _plain)
}


Known = tuple[object, ...]


def names_of(known: Known) -> tuple[str, ...]:
    """The names of the features of a group, from its function's name and arguments."""
    return _GROUPS[str(known[0])](*known[1:])


@dataclass(slots=True)
class Weights:
    """Weights by feature name; the sum of each group is kept once it has been met."""

    values: dict[str, float]
    met: dict[Known, float] = field(default_factory=dict)

    def of(self, known: Known) -> float:
        """The sum of the weights of a group."""
        found = self.met.get(known)
        if found is None:
            found = self.met[known] = sum(self.values.get(name, 0.0) for name in names_of(known))
        return found


@dataclass(slots=True)
class Candidate:
    """One possible subject of a figure: its text, the relation in which it was found, and its feature groups."""

    key: str
    text: str
    relation: str
    mention: Mention | None
    groups: list[Known]


def unit_kind(unit: str) -> str:
    """The kind of a unit id, coarse: item, percent, ratio, times, time, money or physical."""
    if unit in _COUNTS:
        return unit
    if unit in _TIMES:
        return "time"
    return "money" if len(unit) == 3 and unit.isupper() else "physical"


@dataclass(slots=True)
class Choices:
    """Gathers the candidates of the figures of one document, in text order."""

    mentions: Mentions
    carried: list[Candidate] = field(default_factory=list)

    def of(self, frame: Frame) -> dict[str, Candidate]:
        """The candidates of a figure by key; the empty key stands for no subject."""
        found: dict[str, Candidate] = {}
        start = frame.near - len(frame.scope)
        before = [one for one in self.mentions.between(start, frame.start) if one.end <= frame.start]
        some = "some" if before else "no"
        unit = unit_kind(frame.quantity.unit)
        self._before(found, frame, before, unit)
        self._after(found, frame, start, some, unit)
        self._over(found, frame, start, some)
        main = self.mentions.main
        for one in main:
            self._add(found, one, "main", [("_plain", f"main.{one.type}", f"main.{unit}", f"main.{some}")])
        for rank, one in enumerate(self.mentions.lead):
            self._add(found, one, "lead", [("_plain", f"lead.{one.type}", f"lead.rank{rank}", f"lead.{some}")])
        for old in self.carried:
            if old.key not in found:
                kind = old.mention.type if old.mention else ""
                group = ("_plain", "carry", f"carry.{some}", f"carry.{kind}")
                found[old.key] = Candidate(old.key, old.text, "carry", old.mention, [group])
        self._whole_document(found)
        local = [one for one in found.values() if one.relation in LOCAL or one.relation in ("before", "above")]
        known = {one.key for one in local}
        self.carried = (local[:8] + [one for one in self.carried if one.key not in known])[:_CARRIED]
        found[""] = Candidate("", "", "empty", None, [self._empty(frame, before, unit, some)])
        return found

    def link(self, frame: Frame, last: Frame) -> str:
        """How a figure follows the one before: in the same part of a sentence, sentence, paragraph, or further."""
        between = self.mentions.view.lower[last.end : frame.start]
        if last.sentence == frame.sentence:
            if frame.bracket is not None:
                return "bracket"
            return "closed" if ")" in between else "semicolon" if ";" in between else "clause"
        if "\n" not in between:
            return "sentence" if len(between) < 300 else "paragraph"
        return "next" if len(between) < 400 else "far"

    def _add(
        self, found: dict[str, Candidate], one: Mention, relation: str, known: list[Known], listed: bool = False
    ) -> None:
        """Add a mention, and first the list it ends when there is one; a key already met gets a note only."""
        if listed and one.listed:
            key = "; ".join(sorted(item.base for item in one.listed))
            if key not in found:
                text = "; ".join(item.text for item in one.listed)
                names: Known = ("_plain", "list", f"list.{relation}", f"list.{one.type}")
                found[key] = Candidate(key, text, relation, one, [*known, names])
            known.append(("_plain", "single"))
        held = found.get(one.base)
        if held is None:
            found[one.base] = Candidate(one.base, one.text, relation, one, known)
        else:
            held.groups.append(("_plain", f"also.{relation}"))

    def _before(self, found: dict[str, Candidate], frame: Frame, before: list[Mention], unit: str) -> None:
        lower, words = self.mentions.view.lower, self.mentions.table.words
        clause = frame.start - len(frame.clause)
        named = next((one for one in before if one.type in _NAMED), None)
        deed = "".join(name for name in ("giving", "sharing", "receiving") if words[name].search(frame.scope))
        for rank, one in enumerate(reversed(before)):
            if rank >= _BEFORE:
                break
            gap = lower[one.end : frame.near]
            rel = "clause" if one.start >= clause else "sent"
            tight = ""
            if len(gap) < _TIGHT_MOST and self.mentions.table.tight.fullmatch(gap):
                rel, tight = "adj", gap.strip()[:3] or "-"
            numbers = min(len(_NUMBERS.findall(gap)), 3)
            length = sum(len(gap) >= bound for bound in (12, 40, 90, 160))
            known: list[Known] = [
                ("_near", rel, one.type, one.before, one.after),
                ("_unit", rel, one.type, unit),
                ("_order", rel, one.type, min(rank, 3), one is before[0], one is named, one.initial and one.after),
                ("_gap", rel, length, numbers, ";" in gap, gap.count(",") > 1, tight),
            ]
            if deed:
                known.append(("_deed", deed, rel, one.type, one.before, one.after))
            self._add(found, one, rel, known, listed=True)
            if one.type in ("WHOLE", "BARE") and (meant := self.mentions.meant(one)):
                self._add(found, meant, rel, [*known, ("_plain", f"meant.{one.type}", f"meant.{rel}")])

    def _after(self, found: dict[str, Candidate], frame: Frame, start: int, some: str, unit: str) -> None:
        lower = self.mentions.view.lower
        for rank, one in enumerate(self.mentions.between(frame.end, start + len(frame.text))[:_AFTER]):
            gap = lower[frame.end : one.start]
            rel = "far" if any(mark in gap for mark in ",;.(") else "after"
            numbers = min(len(_NUMBERS.findall(gap)), 3)
            known: list[Known] = [
                ("_near", rel, one.type, one.before, one.after),
                ("_unit", rel, one.type, unit),
                ("_later", rel, one.type, one.before, rank, len(gap) < 3, some, len(gap) < 30, numbers),
            ]
            self._add(found, one, rel, known, listed=True)

    def _over(self, found: dict[str, Candidate], frame: Frame, start: int, some: str) -> None:
        """The sentences before in the paragraph, then the paragraph before."""
        top = self.mentions.view.lower.rfind("\n", 0, start) + 1
        paragraph = self.mentions.between(max(top, start - _REACH), start)
        last = start - len(frame.before) - 2
        for rank, one in enumerate(reversed(paragraph)):
            if rank >= _PARAGRAPH:
                break
            rel = "before" if one.start >= last else "above"
            order = ("_above", rel, one.type, min(rank, 4), some, one.initial, one is paragraph[0])
            self._add(found, one, rel, [("_near", rel, one.type, one.before, one.after), order], listed=True)
        alone = "alone" if some == "no" and not paragraph else "not"
        cited = [one for one in self.mentions.between(max(0, top - _REACH), top) if one.type in _CITED]
        for rank, one in enumerate(reversed(cited)):
            if rank >= _ABOVE:
                break
            near = ("_near", "over", one.type, one.before, one.after)
            self._add(found, one, "over", [near, ("_above", "over", one.type, rank, alone, one.initial, False)])

    def _whole_document(self, found: dict[str, Candidate]) -> None:
        counts, groups, most = self.mentions.counts, self.mentions.main_groups, self.mentions.most
        for key, one in found.items():
            count = counts.get(key, 0)
            lead = one.mention is not None and one.mention.start < 300
            often = count > 1 and count == most
            one.groups.append(("_known", min(count, 5), often, groups.get(key, ""), one.relation, lead))

    def _empty(self, frame: Frame, before: list[Mention], unit: str, some: str) -> Known:
        quantity = frame.quantity
        detail = quantity.unit if unit == "time" else quantity.modifier
        named = any(one.type in _NAMED for one in before)
        person = any(one.type == "PER" for one in before)
        age = self.mentions.table.age in quantity.surface.lower() or ">age" in quantity.rule
        return ("_nobody", unit, detail, some, named, quantity.noun or "", age, person)
