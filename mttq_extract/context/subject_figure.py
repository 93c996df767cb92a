"""What is known of a figure when its subject is sought, as names of features."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mttq_extract.context.frame import Frame
from mttq_extract.context.subject_table import unit_kind

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the other slots say of a figure: its role, concept, and indicator by the rules."""

    role: str
    concept: str
    indicator: str


def what_is_said(frame: Frame, setting: Setting) -> tuple[tuple[str, str], ...]:
    """What tells whether a body, a place or a person owns a figure: each is a feature together with what a row is."""
    words = _WORD.findall(frame.scope[-40:])
    noun = setting.concept.partition(" ")[0]
    return ("i.", setting.indicator), ("io.", setting.role), ("in.", noun), ("il.", words[-1] if words else "")


def features_of_figure(frame: Frame, setting: Setting, age: str) -> list[str]:
    """What a figure has of its own and in the words beside it; `age` is the word for a year of one's life."""
    quantity = frame.quantity
    left = _WORD.findall(frame.scope[-40:])[-2:]
    right = _WORD.findall(frame.following[:24])[:1]
    out = [
        f"f.kind.{unit_kind(quantity.unit)}",
        f"f.unit.{quantity.unit}",
        f"f.role.{setting.role}",
        f"f.ind.{setting.indicator}",
        f"f.noun.{quantity.noun}",
        f"f.mod.{quantity.modifier}",
        f"f.earlier{min(frame.earlier, 3)}",
        f"f.sent{min(frame.sentence, 3)}",
    ]
    out += [f"f.concept.{word}" for word in setting.concept.split()[:1]]
    out += [f"f.l{len(left) - at}.{word}" for at, word in enumerate(left)]
    out += [f"f.r.{word}" for word in right]
    if frame.bracket is not None:
        out.append("f.bracket")
    if quantity.per:
        out.append("f.per")
    if age in quantity.surface.lower() or ">age" in quantity.rule:
        out.append("f.age")
    if frame.text[:1] in "-+*•":
        out.append("f.item")
    return out
