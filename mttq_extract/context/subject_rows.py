"""The candidates for the subject of one figure and what is known of each, as names of features."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mttq_extract.context import subject_names as names
from mttq_extract.context.candidates import Mentions
from mttq_extract.context.chain_model import Row
from mttq_extract.context.frame import Frame
from mttq_extract.context.mention import Mention
from mttq_extract.context.subject_figure import Setting, features_of_figure, what_is_said

_NUMBERS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_FEW_WORDS = re.compile(r"\W*+(?:\w++\W*+){0,3}+")
NAMED = frozenset(("ORG", "FRONT", "LOC", "NAME", "FUND", "PER", "EVENT", "TERM"))
LOCAL = frozenset(("S", "A"))
_BEFORE, _AFTER, _PARAGRAPH, _ABOVE, _CARRIED = 14, 5, 12, 6, 8
_FRESH = frozenset(("S", "A", "W", "P"))
_SELDOM = frozenset(("CLAUSE", "TITLED", "COUNT", "BARE"))  # own a figure of their sentence at most
_CARRIED_ON = NAMED | {"TAIL", "LEVEL", "WHOLE"}
_LISTED = frozenset(("P", "Q", "H"))
_SPOKEN_OF = frozenset(("PER", "EVENT"))  # an article is about them, its figures are not theirs
_REACH = 900
_FAR = (60, 150, 300, 500, 900, 1500, 2500, 5000)
_LATELY = 1200
_LENGTHS = (3, 8, 16, 30, 60, 110, 200, 400)


_Known = tuple[Mention, str, tuple[str, ...]]
"""A mention with its relation to a figure and the features of that."""


def bucket(length: int) -> int:
    """A distance in characters as one of nine steps."""
    return bisect_left(_LENGTHS, length)


@dataclass(slots=True)
class Rows:
    """Gathers the rows of the figures of one document, in text order."""

    mentions: Mentions
    frames: Sequence[Frame]
    settings: Sequence[Setting]
    carried: list[Row] = field(default_factory=list)
    heading: tuple[str, int] = ("", -1)
    _past: tuple[object, list[_Known]] = (None, [])

    def of(self, frame: Frame) -> tuple[list[str], list[Row]]:
        """The features of a figure, and its rows; those that depend on earlier choices are added by `link`."""
        found: dict[str, Row] = {}
        start = frame.near - len(frame.scope)
        before = [one for one in self.mentions.between(start, frame.start) if one.end <= frame.start]
        named = sum(one.type in NAMED for one in before)
        deeds = [name for name, pattern in self.mentions.table.words.items() if pattern.search(frame.scope)]
        self._before(found, frame, before, deeds)
        self._after(found, frame, start, deeds)
        for one, relation, known in self._further(frame, start):
            self._add(found, one, relation, known, listed=relation in _LISTED)
        for old in self.carried:
            if old.key not in found and old.mention is not None:
                found[old.key] = Row(old.key, old.base, old.text, "C", old.mention, old.own, ["rel.C"])
        fresh = [
            row
            for row in found.values()
            if row.relation in _FRESH and row.mention is not None and row.mention.type in _CARRIED_ON
        ]
        keys = {row.key for row in fresh}
        self.carried = (fresh[:8] + [row for row in self.carried if row.key not in keys])[:_CARRIED]
        setting = self.settings[frame.index]
        self._cross(found, what_is_said(frame, setting))
        some = "named" if named else "common" if before else "none"
        rows = [*found.values(), Row("", "", "", "none", None, (), ["none", f"none.{some}"])]
        around = [f"f.some.{some}", f"f.named{min(named, 3)}", f"f.before{min(len(before), 4)}"]
        around += [f"f.of.{self.mentions.owners.kind}", *(f"f.deed.{name}" for name in deeds)]
        return around + features_of_figure(frame, setting, self.mentions.table.age), rows

    def _cross(self, found: dict[str, Row], said: Sequence[tuple[str, str]]) -> None:
        """Tell of every row what it is together with what is said of the figure, and which writing of it is nearer."""
        nearest: dict[str, str] = {}
        crossed: dict[str, list[str]] = {}
        for row in found.values():
            if row.mention is not None:
                called = row.mention.called
                if called not in crossed:
                    crossed[called] = [f"{name}{called}.{value}" for name, value in said]
                row.features += crossed[called]
            near = nearest.setdefault(row.base, row.relation)
            if near != row.relation:
                row.features += names.cluster(near, row.relation)

    def _add(
        self, found: dict[str, Row], one: Mention, relation: str, known: Sequence[str], listed: bool = False
    ) -> None:
        own = one.features or self._describe(one)
        if listed and one.listed:
            members = *one.listed, one
            key = "; ".join(sorted(item.key for item in members))
            if key not in found:
                text = "; ".join(item.text for item in members)
                features = [f"rel.{relation}", "list", f"list.{relation}", *known]
                found[key] = Row(key, key, text, relation, one, own, features)
            known = [*known, "single"]
        held = found.get(one.key)
        if held is None:
            features = [*names.related(relation, one.type, one.before, one.after), *known]
            found[one.key] = Row(one.key, one.base, one.text, relation, one, own, features)
        else:
            held.features += names.also(relation)

    def _describe(self, one: Mention) -> tuple[str, ...]:
        """What a mention has of its own, and what is known of its name over the whole document."""
        mentions = self.mentions
        count = mentions.counts.get(one.base, 0)
        same = mentions.key_counts.get(one.key, 0)
        words = one.key.count(" ") + 1
        own = [
            *names.placed(one.type, one.before, one.after),
            *names.spelled(one.key),
            f"n.{one.next}",
            *names.counted(min(words, 7), min(count, 6), min(same, 6)),
            *names.led(min(mentions.acting[one.base], 3), min(mentions.opening[one.base], 4)),
        ]
        if count > 1 and count == mentions.most:
            own.append("most")
        if same == mentions.best.get(one.base):
            own.append("bestform")
        if one.base in mentions.main_groups:
            own += names.main(mentions.main_groups[one.base])
        owner = mentions.owners.role(one.key, one.base)
        if owner:
            own.append(f"owner.{owner}")
        if one.base in mentions.in_title:
            own.append("title")
        if one.initial:
            own.append("initial")
        if one.acts:
            own.append("acts")
        if one.start < 400:
            own.append("early")
        one.called = owner or one.type
        one.features = tuple(own)
        return one.features

    def _before(self, found: dict[str, Row], frame: Frame, before: list[Mention], deeds: list[str]) -> None:
        lower, words = self.mentions.view.lower, self.mentions.table.words
        named = next((one for one in before if one.type in NAMED), None)
        last = next((one for one in reversed(before) if one.type in NAMED), None)
        clause = frame.start - len(frame.clause)
        size = len(before)
        acting = -1
        actors = sum(one.acts for one in before)
        for rank, one in enumerate(reversed(before)):
            if rank >= _BEFORE and one is not before[0] and one is not named:
                continue
            gap = lower[one.end : frame.near]
            numbers = min(len(_NUMBERS.findall(gap)), 3)
            commas = min(gap.count(","), 3)
            known = [*names.behind(min(rank, 6), min(size - 1 - rank, 3), numbers, commas, bucket(len(gap)))]
            if one.acts:
                acting += 1
                known += names.acting(min(acting, 2), min(actors, 3))
            elif actors:
                known.append("S.noactor")
            if one is named:
                known.append("S.firstnamed")
            if one is last:
                known.append("S.lastnamed")
            if one.start >= clause:
                known.append("S.clause")
            if one.initial:
                known += names.initial("S", one.type, one.after)
            if ";" in gap:
                known.append("S.semicolon")
            if ":" in gap:
                known.append("S.colon")
            if ")" in gap:
                known.append("S.closed")
            elif "(" in gap:
                known.append("S.open")
            if _FEW_WORDS.fullmatch(gap):
                between = " ".join(_WORD.findall(gap))
                known.append(f"S.gap.{between}" if between else f"S.touch{gap.strip()[:2]}")
            known += [f"S.deed.{name}" for name in deeds if words[name].search(gap)]
            meant = self.mentions.full.of(one)
            if meant is None or one.type not in _SELDOM:
                self._add(found, one, "S", known, listed=True)
            if meant:
                self._add(found, meant, "W", [f"W.{one.type}", f"W.h.{one.key}", *(f"W{name}" for name in known[:6])])

    def _after(self, found: dict[str, Row], frame: Frame, start: int, deeds: list[str]) -> None:
        lower = self.mentions.view.lower
        for rank, one in enumerate(self.mentions.between(frame.end, start + len(frame.text))[:_AFTER]):
            if one.type in _SELDOM or (one.type == "OPEN" and one.before != "by"):
                continue
            gap = lower[frame.end : one.start]
            between = _WORD.findall(gap)
            numbers, commas = min(len(_NUMBERS.findall(gap)), 2), min(gap.count(","), 2)
            known = [*names.ahead(rank, numbers, commas, bucket(len(gap)), min(len(between), 6), one.type, one.before)]
            known += [f"A.w.{word}" for word in between[-1:]]
            known += [f"A.{one.before}.deed.{name}" for name in deeds]
            if "(" in gap:
                known.append("A.open")
            self._add(found, one, "A", known, listed=True)

    def _further(self, frame: Frame, start: int) -> list[_Known]:
        """What stands outside the sentence, found once for all its figures: before it, the opening, the names met most.

        `start` is where what is read of the sentence begins.
        """
        place = start, frame.sentence
        if self._past[0] != place:
            known = [*self._earlier(frame, start)]
            known += [(one, "L", names.ranked("L", rank)) for rank, one in enumerate(self.mentions.lead)]
            known += [
                (one, "M", names.typed("M", one.type)) for one in self.mentions.main if one.type not in _SPOKEN_OF
            ]
            owners = self.mentions.owners
            known += [(one, "B", (f"B.{part}", f"B.{part}.{owners.kind}")) for part, one in owners.named()]
            self._past = place, [*self._met(known, start)]
        return self._past[1]

    def _met(self, known: Iterable[_Known], start: int) -> Iterator[_Known]:
        """Add how long ago, how often lately and how often in all each was met before the sentence, in any writing.

        A candidate keeps what is said where it is first met, so only that is told of.
        """
        told: set[str] = set()
        for one, relation, features in known:
            if one.key in told:
                yield one, relation, features
                continue
            told.add(one.key)
            places = self.mentions.places[one.base]
            at = bisect_left(places, start)
            gap = bisect_left(_FAR, start - places[at - 1]) if at else -1
            lately = at - bisect_left(places, start - _LATELY)
            met = names.recent(relation, gap, min(lately, 4), min(at, 6), min(len(places) - at, 4))
            yield one, relation, features + met

    def _earlier(self, frame: Frame, start: int) -> Iterator[_Known]:
        """The sentences before in the paragraph, the paragraphs before, and the heading."""
        lower = self.mentions.view.lower
        top = max(0, start - _REACH, lower.rfind("\n", max(0, start - _REACH), start) + 1)
        past = self.mentions.between(max(0, start - _REACH), start)
        last = start - len(frame.before) - 2
        ranks = {"P": 0, "Q": 0, "U": 0}
        most = {"P": _PARAGRAPH, "Q": _PARAGRAPH, "U": _ABOVE}
        for one in reversed(past):
            relation = "P" if one.start >= max(last, top) else "Q" if one.start >= top else "U"
            if one.type in _SELDOM or (relation == "U" and one.type not in NAMED and one.start < last):
                continue
            if one.type == "OPEN" and not (relation == "P" and one.initial):
                continue
            rank = ranks[relation]
            ranks[relation] += 1
            if rank >= most[relation]:
                if relation == "U":
                    break
                continue
            known = names.away(relation, min(rank, 5), bucket(start - one.end))
            if one.initial:
                known += names.initial(relation, one.type, one.after)
            yield one, relation, known
        if frame.heading and frame.sentence:
            yield from self._heading(frame, start)

    def _heading(self, frame: Frame, start: int) -> Iterator[_Known]:
        if frame.heading != self.heading[0]:  # searched once: a text may go on under one heading for long
            self.heading = frame.heading, self.mentions.view.lower.rfind(frame.heading, 0, start)
        at = self.heading[1]
        if at >= 0:
            for rank, one in enumerate(self.mentions.between(at, at + len(frame.heading))[:4]):
                yield one, "H", names.ranked("H", rank) + names.typed("H", one.type)

    def link(self, frame: Frame) -> str:
        """How a figure follows the one before, and whether another began to act, or was named, since then."""
        if not frame.index:
            return "begin"
        last = self.frames[frame.index - 1]
        same = last.sentence == frame.sentence
        start = last.end if same else frame.near - len(frame.scope)
        between = [one for one in self.mentions.between(start, frame.start) if one.end <= frame.start]
        acts = any(one.acts for one in between)
        named = any(one.initial and one.type in NAMED for one in between)
        return self._step(frame, last, same) + (".acts" if acts else ".named" if named else "")

    def _step(self, frame: Frame, last: Frame, same: bool) -> str:
        """In the same part of a sentence, sentence, paragraph, or further."""
        between = self.mentions.view.lower[last.end : frame.start]
        if same:
            if frame.bracket is not None:
                return "bracket"
            return "closed" if ")" in between else "semicolon" if ";" in between else "clause"
        if "\n" not in between:
            return "sentence" if len(between) < 300 else "paragraph"
        return "next" if len(between) < 400 else "far"
