"""The rows of rejections.toml as look-ups and patterns: what shows that a number is no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mttq_extract.tables.loader import Row, alternatives
from mttq_extract.text.view import fold_tones


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern at the number that shows it is no figure, and where it may apply."""

    rule: str
    pattern: re.Pattern[str]
    cased: bool
    left: frozenset[str]
    unless_left: frozenset[str]
    line_start: bool
    sentence_start: bool
    descending: bool
    left_char: str
    unless_counted: bool


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes that may apply at one place, in order, and what tells at once that none of its own does.

    Behind a word its own are those that want the word there; behind any other, those that want none.
    """

    shapes: tuple[Shape, ...]
    own_lower: re.Pattern[str]
    own_cased: re.Pattern[str]

    def may_be_at(self, lower: str, cased: str, start: int) -> bool:
        """Whether one of its own matches."""
        return bool(self.own_lower.match(lower, start) or self.own_cased.match(cased, start))


@dataclass(frozen=True, slots=True)
class Left:
    """Words before a number that make it an ordinal, a name, a date part."""

    rule: str
    strong: bool
    max: int | None
    unless_before: frozenset[str]
    year_only: bool
    ratio_only: bool
    min_digits: int
    padded: bool


def folded(forms: Iterable[str]) -> list[str]:
    """The forms of a row as the view of a text spells them."""
    return [fold_tones(form.lower()) for form in forms]


def left_rows(table: list[Row]) -> dict[str, tuple[Left, ...]]:
    """The `[[left]]` rows by the words that stand before a number."""
    out: dict[str, tuple[Left, ...]] = {}
    for row in table:
        if row.get("letters_glued"):
            continue
        left = Left(
            row["rule"],
            row["mode"] == "strong",
            row.get("max"),
            frozenset(folded(row.get("unless_before", []))),
            row.get("year_only", False),
            row.get("ratio_only", False),
            row.get("min_digits", 0),
            row.get("padded", False),
        )
        for form in folded(row["forms"]):
            out[form] = (*out.get(form, ()), left)
    return out


def right_pattern(table: dict[str, Any], unit: str | None) -> re.Pattern[str]:
    """What behind a number, or behind its time unit, makes it no figure; one branch for each row."""
    branches = []
    for row in table["right"]:
        if row.get("unit") != unit:
            continue
        branch = rf"\s+(?:{alternatives(folded(row['forms']))})"
        if row.get("before_digit"):
            branch += r"\s+\d"
        elif row.get("before_end"):
            branch += r"(?=\s*[,.;:]|\s+đó)"
        else:
            branch += r"(?!\w)(?!\s+\d{1,2}(?!\d))" if row.get("unless_digit") else r"(?!\w)"
        if unless := row.get("not_before"):
            branch += rf"(?!\s+(?:{alternatives(folded(unless))})(?!\w))"
        branches.append(branch)
    return re.compile("|".join(branches))


def shapes_behind(table: list[Row]) -> dict[str, Shapes]:
    """The shapes that may apply behind a word or two words, in the order of the table; under "" behind any other."""
    shapes = [_shape(row) for row in table]
    known: dict[tuple[Shape, ...], Shapes] = {}
    out = {}
    for word in ("", *sorted({word for shape in shapes for word in shape.left})):
        near = tuple(s for s in shapes if not s.left or word in s.left or word.rpartition(" ")[2] in s.left)
        if near not in known:
            # Those for every place are many: they are compiled once, not again with the few of each word.
            own = [shape for shape in near if bool(shape.left) == bool(word)]
            known[near] = Shapes(near, _any_of(own, cased=False), _any_of(own, cased=True))
        out[word] = known[near]
    return out


def _any_of(shapes: Iterable[Shape], cased: bool) -> re.Pattern[str]:
    patterns = [f"(?:{shape.pattern.pattern})" for shape in shapes if shape.cased == cased]
    return re.compile("|".join(patterns) or "(?!)")


def _shape(row: Row) -> Shape:
    cased = row.get("on") == "cased"
    return Shape(
        row["rule"],
        re.compile(row["pattern"] if cased else fold_tones(row["pattern"])),
        cased,
        frozenset(folded(row.get("left", []))),
        frozenset(folded(row.get("unless_left", []))),
        row.get("line_start", False),
        row.get("sentence_start", False),
        row.get("descending", False),
        row.get("left_char", ""),
        row.get("unless_counted", False),
    )
