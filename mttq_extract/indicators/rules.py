"""Naming the indicator of a figure by points from a table of trigger words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import read_text, read_toml, rows
from mttq_extract.text.patterns import words_pattern
from mttq_extract.text.view import fold_tones

OTHER = "other"
NOTHING = "none"
"""The words of an answer that no rule gave."""

_NOUN, _NEAR, _CONTEXT = 4, 2, 1
_BESIDE = "concept", "clause"
_FAR = "sentence", "context"


@dataclass(frozen=True, slots=True)
class Clues:
    """The strings an indicator is read from, lower case with folded tones."""

    kind: str
    concept: str
    clause: str
    sentence: str
    context: str


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Forms:
    """Words looked for together: their pattern, and the words that any match begins with.

    Most forms are not in a text; asking its words first is many times faster than searching for each.
    """

    pattern: re.Pattern[str]
    firsts: frozenset[str]

    def search(self, text: str, words: set[str]) -> re.Match[str] | None:
        return None if self.firsts.isdisjoint(words) else self.pattern.search(text)


def _compile(forms: list[str]) -> _Forms | None:
    folded = [fold_tones(form.lower()) for form in forms]
    if not folded:
        return None
    firsts = frozenset(_WORD.findall(form)[0] for form in folded)
    return _Forms(words_pattern(folded), firsts)


class _Said:
    """The strings of the clues, each with its words, split when first asked for.

    `before` are those of the figure before, which often stands in the same sentence. `opened` are the rules that the
    words of a string may make hold, by where it stands and the kind of unit.
    """

    __slots__ = ("_clues", "_words", "opened")

    def __init__(self, clues: Clues, before: _Said | None) -> None:
        self._clues = clues
        self._words: dict[str, tuple[str, set[str]]] = {}
        self.opened: dict[tuple[str, str], set[int]] = {}
        if before is not None:
            same = {where: kept for where, kept in before._words.items() if kept[0] == getattr(clues, where)}
            self._words = same
            self.opened = {place: rules for place, rules in before.opened.items() if place[0] in same}

    @property
    def kind(self) -> str:
        """The kind of the figure's unit."""
        return self._clues.kind

    def words(self, where: str) -> set[str]:
        return self._split(where)[1]

    def find(self, forms: _Forms | None, where: str) -> re.Match[str] | None:
        return None if forms is None else forms.search(*self._split(where))

    def _split(self, where: str) -> tuple[str, set[str]]:
        if where not in self._words:
            text = getattr(self._clues, where)
            self._words[where] = text, set(_WORD.findall(text))
        return self._words[where]


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    units: frozenset[str]
    noun: _Forms | None
    near: _Forms | None
    context: _Forms | None
    all: tuple[_Forms, ...]
    unless: _Forms | None
    need: str
    always: bool


@dataclass(frozen=True, slots=True)
class _Openings:
    """The rules for one kind of unit, by their places in the table: those that may always hold, and those that need
    one of the words beside the figure, `far` those for which one anywhere will do and `near` all of them."""

    always: list[int] = field(default_factory=list)
    near: dict[str, list[int]] = field(default_factory=dict)
    far: dict[str, list[int]] = field(default_factory=dict)

    def add(self, place: int, rule: _Rule) -> None:
        near, far = _openings(rule)
        if not near and not far:
            self.always.append(place)
        for words, places in ((near | far, self.near), (far, self.far)):
            for word in words:
                places.setdefault(word, []).append(place)

    def open(self, said: _Said) -> list[int]:
        """The rules that these words may make hold, in the order of the table."""
        found = set(self.always)
        for where in _BESIDE:
            for word in self.near.keys() & said.words(where):
                found.update(self.near[word])
        for where in _FAR:
            rules = said.opened.get((where, said.kind))
            if rules is None:
                rules = said.opened[where, said.kind] = set()
                for word in self.far.keys() & said.words(where):
                    rules.update(self.far[word])
            found |= rules
        return sorted(found)


def _openings(rule: _Rule) -> tuple[frozenset[str], frozenset[str]]:
    """The first words of which a rule needs one, beside the figure or anywhere; both empty when it needs none."""
    nothing: frozenset[str] = frozenset()
    noun, near = (forms.firsts if forms else nothing for forms in (rule.noun, rule.near))
    if rule.always:
        return nothing, nothing
    if rule.need:
        return {"noun": noun, "both": noun, "near": near, "either": noun | near}[rule.need], nothing
    return nothing, rule.all[0].firsts if rule.all else nothing


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """The rules of the table; build it once with `IndicatorRules.load`."""

    rules: tuple[_Rule, ...]
    openings: dict[str, _Openings]

    @classmethod
    def load(cls) -> IndicatorRules:
        """Compile the table; raises `TableError` when a row names an unknown indicator."""
        known = indicator_ids()
        compiled = []
        for row in rows(read_toml("indicator_rules.toml"), "indicator_rules.toml", "rule", ("id", "units")):
            if row["id"] not in known:
                raise TableError(f"table indicator_rules.toml: {row['id']!r} is not in indicators.tsv; correct the id")
            compiled.append(_rule(row))
        openings: dict[str, _Openings] = {}
        for place, rule in enumerate(compiled):
            for kind in rule.units:
                openings.setdefault(kind, _Openings()).add(place, rule)
        return cls(tuple(compiled), openings)

    def decide(self, figures: Iterable[Clues]) -> Iterator[tuple[str, str, float]]:
        """Give for each figure the indicator, the words that decided it and a score between 0 and 1.

        It is `other` when nothing holds.
        """
        said: _Said | None = None
        for clues in figures:
            said = _Said(clues, said)
            yield self._decide(clues, said)

    def _decide(self, clues: Clues, said: _Said) -> tuple[str, str, float]:
        best, best_points, words = OTHER, 0.0, NOTHING
        second = 0.0
        for order in self.openings[clues.kind].open(said) if clues.kind in self.openings else ():
            rule = self.rules[order]
            scored = _points(rule, clues.kind, said)
            if scored is None:
                continue
            points = scored[0] - order / 1000
            if points > best_points:
                second = best_points if best != rule.id else second
                best, best_points, words = rule.id, points, scored[1]
            elif rule.id != best:
                second = max(second, points)
        if best == OTHER:
            return OTHER, words, 0.3
        return best, words, round(min(0.95, 0.5 + (best_points - second) / 12 + best_points / 30), 2)


def indicator_ids() -> frozenset[str]:
    """The ids of the table of indicators."""
    return frozenset(line.split("\t")[0] for line in read_text("indicators.tsv").splitlines()[1:] if line)


def _rule(row: dict[str, Any]) -> _Rule:
    need = "both" if row.get("need_near") and row.get("noun") else "near" if row.get("need_near") else ""
    if row.get("need_near_or_noun"):
        need = "either"
    if not need and row.get("noun"):
        need = "noun"
    return _Rule(
        row["id"],
        frozenset(row["units"]),
        _compile(row.get("noun", [])),
        _compile(row.get("near", [])),
        _compile(row.get("context", [])),
        tuple(p for forms in row.get("all", []) if (p := _compile(forms))),
        _compile(row.get("unless", [])),
        need,
        row.get("always", False),
    )


def _points(rule: _Rule, kind: str, said: _Said) -> tuple[float, str] | None:
    """The points of a rule and the words they stand on, or None when it does not hold."""
    if rule.always:
        return 1.0, kind
    noun = said.find(rule.noun, "concept")
    if not noun and rule.need in ("noun", "both"):
        return None
    near = said.find(rule.near, "clause")
    if not near and (rule.need == "near" or (rule.need == "either" and not noun)):
        return None
    far = said.find(rule.near, "sentence") if not near else None
    if rule.need == "both" and not (near or far):
        return None
    if said.find(rule.unless, "clause"):
        return None
    words: list[str] = []
    points = 0.0
    for wanted in rule.all:
        hit = said.find(wanted, "concept") or said.find(wanted, "clause")
        if hit:
            points += _NOUN
        elif hit := said.find(wanted, "sentence"):
            points += _NEAR
        elif hit := said.find(wanted, "context"):
            points += _CONTEXT
        else:
            return None
        words.append(hit.group())
    if noun:
        points += _NOUN + len(noun.group()) / 40 - noun.start() / 40
        words.append(noun.group())
    if near:
        points += _NEAR + len(near.group()) / 40
        words.append(near.group())
    elif far:
        points += _CONTEXT
        words.append(far.group())
    if hit := said.find(rule.context, "context"):
        points += _CONTEXT
        words.append(hit.group())
    return (points, " + ".join(words)) if points else None
