"""The candidates for the subject of one figure and what speaks for each: named features with learned weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mttq_extract.context.candidates import Mention, Mentions, SubjectTable
from mttq_extract.context.frame import Frame

_TIGHT = re.compile(r"[\s:(\-]*(?:(?:là|có|đạt|được|với)[\s:(\-]*)*")
_TIMES = frozenset(("day", "month", "year", "hour", "minute", "night", "week", "second"))
_COUNTS = frozenset(("item", "percent", "ratio", "times"))
_NAMED = frozenset(("ORG", "FRONT", "LOC", "NAME", "FUND"))
_CITED = _NAMED | {"PER"}
_ROLES = ("threshold", "target", "change", "baseline", "pledged")
LOCAL = frozenset(("adj", "clause", "sent", "after"))
_BEFORE, _AFTER, _PARAGRAPH, _ABOVE, _CARRIED = 8, 4, 7, 4, 10

Group = tuple[tuple[str, ...], float]


@dataclass(slots=True)
class Candidate:
    """One possible subject of a figure: its text, where it was found and the groups of features that hold."""

    key: str
    text: str
    relation: str
    mention: Mention | None
    groups: list[Group]

    @property
    def score(self) -> float:
        """The sum of the weights of all features."""
        return sum(group[1] for group in self.groups)


@dataclass(slots=True)
class Weights:
    """Weights by feature name, with the sums of groups already met."""

    values: dict[str, float]
    met: dict[tuple[object, ...], Group] = field(default_factory=dict)

    def group(self, *known: object, names: Callable[[], Iterable[str]]) -> Group:
        """The features of one group, computed once for each distinct `known`."""
        found = self.met.get(known)
        if found is None:
            made = tuple(names())
            found = self.met[known] = (made, sum(self.values.get(name, 0.0) for name in made))
        return found
