"""Which part a figure plays: reported, pledged, planned, compared, or part of another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mttq_extract.context.frame import Frame
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.tables.loader import alternatives, read_toml, rows
from mttq_extract.text.view import fold_tones


def words_pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    """Compile words to be found anywhere in a string, on word borders; None for no words."""
    folded = [fold_tones(form.lower()) for form in forms]
    return re.compile(rf"(?<!\w)(?:{alternatives(folded)})(?!\w)") if folded else None


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    where: str
    forms: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_right: re.Pattern[str] | None
    not_nouns: re.Pattern[str] | None
    units: frozenset[str]
    modifiers: frozenset[str]
    near: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Decides roles by the table; build it once with `RoleReader.load`."""

    rules: tuple[_Rule, ...]

    @classmethod
    def load(cls) -> RoleReader:
        """Compile the table of roles."""
        return cls(tuple(_rule(row) for row in rows(read_toml("roles.toml"), "roles.toml", "role", ("id", "where"))))

    def decide(self, frame: Frame, kind: str) -> tuple[str, str]:
        """Give the role and the evidence: the words that decided it. `kind` is the unit's kind ("money", ...)."""
        for rule in self.rules:
            words = _holds(rule, frame, kind)
            if words is not None:
                return rule.id, f"{rule.where}:{words}"
        return "actual", "default"


def _rule(row: dict[str, Any]) -> _Rule:
    forms = [fold_tones(form.lower()) for form in row.get("forms", [])]
    if row["where"] in ("near",):
        pattern = re.compile(rf"(?<!\w)(?:{alternatives(forms)})\s*$")
    elif row["where"] == "right_near":
        pattern = re.compile(rf"\s+(?:{alternatives(forms)})(?!\w)")
    else:
        pattern = words_pattern(forms)  # type: ignore[assignment]
    near = row.get("near")
    return _Rule(
        row["id"],
        row["where"],
        pattern,
        words_pattern(row.get("unless", [])),
        words_pattern(row.get("unless_right", [])),
        words_pattern(row.get("not_nouns", [])),
        frozenset(row.get("units", [])),
        frozenset(row.get("modifiers", [])),
        re.compile(rf"(?<!\w)(?:{alternatives(near)})\s*$") if near else None,
    )


def _holds(rule: _Rule, frame: Frame, kind: str) -> str | None:
    """The words by which a rule holds, or None."""
    if rule.units and kind not in rule.units:
        return None
    if rule.modifiers and frame.quantity.modifier not in rule.modifiers:
        return None
    if rule.where == "bracket":
        return "(" if frame.bracket is not None else None
    found = _found(rule, frame)
    if found is None:
        return None
    if rule.unless and (rule.unless.search(frame.clause) or rule.unless.search(frame.right)):
        return None
    if rule.unless_right and rule.unless_right.search(frame.right):
        return None
    if rule.not_nouns and rule.not_nouns.search(frame.quantity.surface.lower()):
        return None
    return found


def _found(rule: _Rule, frame: Frame) -> str | None:
    if rule.forms is None:
        return None
    if rule.where == "near":
        hit = rule.forms.search(frame.scope[-48:])
    elif rule.where == "right_near":
        if rule.near is None or not rule.near.search(frame.scope[-24:]):
            return None
        hit = rule.forms.match(frame.following)
    elif rule.where == "clause":
        hit = rule.forms.search(frame.clause)
    elif rule.where == "any":
        hit = rule.forms.search(frame.right)
    elif rule.where == "heading":
        hit = rule.forms.search(frame.heading) if len(frame.heading) < 100 else None
    else:
        hit = rule.forms.search(frame.scope) if frame.earlier or rule.forms.match(frame.text) else None
    return hit.group().strip() if hit else None


def unit_kind(unit: str, lexicon: Lexicon) -> str:
    """The kind of a canonical unit id: money, percent, physical, time, times, ratio or item."""
    if unit in ("item", "ratio"):
        return unit
    for known in lexicon.units.values():
        if known.id == unit:
            return "time" if known.kind == "age" else known.kind
    return "item"
