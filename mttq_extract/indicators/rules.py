"""Naming the indicator of a figure by points from a table of trigger words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mttq_extract.errors import TableError
from mttq_extract.tables.loader import alternatives, read_text, read_toml, rows
from mttq_extract.text.view import fold_tones

OTHER = "other"
_NOUN, _NEAR, _CONTEXT = 4, 2, 1


@dataclass(frozen=True, slots=True)
class Clues:
    """The strings an indicator is read from, lower case with folded tones."""

    kind: str
    concept: str
    clause: str
    sentence: str
    context: str


def _compile(forms: list[str]) -> re.Pattern[str] | None:
    folded = [fold_tones(form.lower()) for form in forms]
    return re.compile(rf"(?<!\w)(?:{alternatives(folded)})(?!\w)") if folded else None


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    units: frozenset[str]
    noun: re.Pattern[str] | None
    near: re.Pattern[str] | None
    context: re.Pattern[str] | None
    all: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    need: str
    always: bool


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """The rules of the table; build it once with `IndicatorRules.load`."""

    rules: tuple[_Rule, ...]

    @classmethod
    def load(cls) -> IndicatorRules:
        """Compile the table; raises `TableError` when a row names an unknown indicator."""
        known = indicator_ids()
        compiled = []
        for row in rows(read_toml("indicator_rules.toml"), "indicator_rules.toml", "rule", ("id", "units")):
            if row["id"] not in known:
                raise TableError(f"table indicator_rules.toml: {row['id']!r} is not in indicators.tsv; correct the id")
            compiled.append(_rule(row))
        return cls(tuple(compiled))

    def decide(self, clues: Clues) -> tuple[str, str, float]:
        """Give the indicator, the words that decided it and a score between 0 and 1; `other` when nothing holds."""
        best, best_points, words = OTHER, 0.0, "none"
        second = 0.0
        for order, rule in enumerate(self.rules):
            scored = _points(rule, clues)
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


def _points(rule: _Rule, clues: Clues) -> tuple[float, str] | None:
    """The points of a rule and the words they stand on, or None when it does not hold."""
    if clues.kind not in rule.units:
        return None
    if rule.always:
        return 1.0, clues.kind
    if rule.unless and rule.unless.search(clues.clause):
        return None
    words: list[str] = []
    points = 0.0
    noun = rule.noun.match(clues.concept) or rule.noun.search(clues.concept) if rule.noun else None
    near = rule.near.search(clues.clause) if rule.near else None
    far = rule.near.search(clues.sentence) if rule.near and not near else None
    if (rule.need == "noun" and not noun) or (rule.need == "near" and not near):
        return None
    if rule.need == "both" and not (noun and (near or far)):
        return None
    if rule.need == "either" and not (noun or near):
        return None
    for wanted in rule.all:
        hit = wanted.search(clues.concept) or wanted.search(clues.clause)
        if hit:
            points += _NOUN
        else:
            hit = wanted.search(clues.sentence)
            points += _NEAR if hit else 0
        if not hit:
            hit = wanted.search(clues.context)
            points += _CONTEXT if hit else 0
        if not hit:
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
    if rule.context and (hit := rule.context.search(clues.context)):
        points += _CONTEXT
        words.append(hit.group())
    return (points, " + ".join(words)) if points else None
