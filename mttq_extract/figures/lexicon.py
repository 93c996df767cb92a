"""What the figure pass knows, compiled once from the tables into look-ups and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mttq_extract.errors import TableError
from mttq_extract.figures.compounds import Compounds
from mttq_extract.figures.joints import Joints
from mttq_extract.figures.numeral_words import Numerals
from mttq_extract.tables.loader import Row, alternatives, read_toml, rows
from mttq_extract.text.view import fold_tones

_WORD_AT = re.compile(r" ([^\W\d_]+)")
BEFORE_WORDS = 3  # the longest "before" form, in words


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: canonical id, kind, and what turns the written value into the canonical one."""

    id: str
    kind: str
    factor: Decimal
    not_before: re.Pattern[str] | None
    not_before_scaled: re.Pattern[str] | None


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


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the figure pass looks up; build it once with `Lexicon.load`."""

    numerals: Numerals
    joints: Joints
    units: dict[str, Unit]
    default_currency: Unit
    unit_at: re.Pattern[str]
    modifiers_before: dict[str, tuple[str, frozenset[str]]]
    modifier_ends: frozenset[str]
    modifiers_after: dict[str, str]
    after_at: re.Pattern[str]
    left: dict[str, tuple[Left, ...]]
    left_ends: frozenset[str]
    glued_names: frozenset[str]
    anchored: re.Pattern[str]
    anchored_long: re.Pattern[str]
    idiom_right: re.Pattern[str]
    anniversary: re.Pattern[str]
    compared: re.Pattern[str]
    phone: re.Pattern[str]
    shapes_behind: dict[str, Shapes]
    left_of_list: re.Pattern[str]
    numbered_head: re.Pattern[str]
    not_counted: re.Pattern[str]
    coins: re.Pattern[str]
    classifiers: frozenset[str]
    count_nouns: re.Pattern[str]
    compounds: Compounds
    of_people: frozenset[str]
    takes_noun: frozenset[str]
    stop: re.Pattern[str]
    not_a_noun: frozenset[str]
    words: dict[str, frozenset[str]]

    @classmethod
    def load(cls) -> Lexicon:
        """Compile the tables; raises `TableError` when a row is malformed."""
        units = read_toml("units.toml")
        modifiers = read_toml("modifiers.toml")
        rejections = read_toml("rejections.toml")
        nouns = read_toml("nouns.toml")
        unit_of: dict[str, Unit] = {}
        for row in rows(units, "units.toml", "unit", ("id", "kind", "forms")):
            unit = Unit(
                row["id"],
                row["kind"],
                Decimal(row.get("factor", 1)),
                _following(row.get("not_before", []), row.get("not_glued", [])),
                _following(row.get("not_before_scaled", [])),
            )
            for form in _folded(row["forms"]):
                if form in unit_of:
                    raise TableError(f"table units.toml: {form!r} stands in two rows; keep one")
                unit_of[form] = unit
        return cls(
            numerals=Numerals.load(),
            joints=Joints.load(),
            units=unit_of,
            default_currency=next(unit for unit in unit_of.values() if unit.id == "VND"),
            unit_at=re.compile(rf"\s*({_bounded(unit_of)})"),
            modifiers_before={
                form: (row["id"], frozenset(_folded(row.get("unless_before", []))))
                for row in rows(modifiers, "modifiers.toml", "modifier", ("id", "side", "forms"))
                if row["side"] == "before"
                for form in _folded(row["forms"])
            },
            modifier_ends=frozenset(
                form.rpartition(" ")[2]
                for row in modifiers["modifier"]
                if row["side"] == "before"
                for form in _folded(row["forms"])
            ),
            modifiers_after={
                form: row["id"]
                for row in modifiers["modifier"]
                if row["side"] == "after"
                for form in _folded(row["forms"])
            },
            after_at=re.compile(
                r"(?:\s+[^\W\d_]+){0,4}?\s+("
                + alternatives(f for r in modifiers["modifier"] if r["side"] == "after" for f in _folded(r["forms"]))
                + r")(?!\w)"
            ),
            left=_left(rows(rejections, "rejections.toml", "left", ("rule", "mode", "forms"))),
            left_ends=frozenset(
                form.rpartition(" ")[2].rstrip(":") for row in rejections["left"] for form in _folded(row["forms"])
            ),
            glued_names=frozenset(
                form for row in rejections["left"] if row.get("letters_glued") for form in _folded(row["forms"])
            ),
            anchored=_right(rejections, "time"),
            anchored_long=_right(rejections, "long"),
            idiom_right=_right(rejections, None),
            anniversary=re.compile(
                r"(?<!\w)(?:"
                + alternatives(f for r in rejections["anniversary"] for f in _folded(r["forms"]))
                + r")(?:\s+[^\W\d_]+){0,2}\s*(?:lần\s+thứ\s+)?$"
            ),
            compared=re.compile(
                rf"(?:\s+[^\W\d_]+){{0,4}}?\s+(?:{alternatives(_folded(rejections['words']['compared']))})(?!\w)"
            ),
            phone=re.compile(
                rf"(?:{alternatives(_folded(rejections['words']['phone']))})[\s:.;(+]*[\d\s.()\-+/]{{0,32}}$"
            ),
            shapes_behind=_behind(
                [_shape(row) for row in rows(rejections, "rejections.toml", "shape", ("rule", "pattern"))]
            ),
            numbered_head=re.compile(
                rf"(?<!\w)(?:{alternatives(_folded(rejections['words']['numbered_heads']))})(?: [^\W\d_]+){{0,5}}$"
            ),
            not_counted=re.compile(rf"(?:{alternatives(_folded(nouns['not_counted']))})(?!\w)"),
            coins=re.compile(rf"(?:{alternatives(_folded(nouns['coins']))})(?!\w)"),
            left_of_list=re.compile(
                rf"(?:\d,\s?|(?<!\w)(?:{alternatives(_folded(rejections['words']['list_heads']))})\s)$"
            ),
            classifiers=frozenset(_folded(nouns["classifiers"].replace("_", " ").split())),
            count_nouns=re.compile(rf"\s+({alternatives(_listed(nouns['count_nouns']))})(?!\w)"),
            compounds=Compounds.load(),
            of_people=frozenset(_folded(nouns["of_people"].split())),
            takes_noun=frozenset(_folded(nouns["takes_noun"].split())),
            stop=re.compile(rf"(?:{alternatives(_folded(w.replace('_', ' ') for w in nouns['stop'].split()))})(?!\w)"),
            not_a_noun=frozenset(_folded(nouns["not_a_noun"].split())),
            words={key: frozenset(_folded(value)) for key, value in rejections.get("words", {}).items()},
        )

    def counted_at(self, lower: str, end: int) -> bool:
        """Whether a unit, a counted noun or a classifier stands right behind `end`."""
        if self.unit_at.match(lower, end) or self.count_nouns.match(lower, end):
            return True
        word = _WORD_AT.match(lower, end)
        return word is not None and word[1] in self.classifiers

    def may_be_noun(self, word: str) -> bool:
        """Whether the word behind a number may be what it counts: no preposition, verb or the like."""
        return word not in self.not_a_noun and not self.stop.fullmatch(word)


def _folded(forms: Iterable[str]) -> list[str]:
    return [fold_tones(form.lower()) for form in forms]


def _listed(text: str) -> list[str]:
    """The forms of a list in a table, those with a comma also without it ("quận, huyện")."""
    forms = _folded(item.strip() for item in text.replace("\n", " ").split(";") if item.strip())
    return [*forms, *(form.replace(",", "") for form in forms if "," in form)]


def _following(forms: list[str], glued: Iterable[str] = ()) -> re.Pattern[str] | None:
    branches = [rf"\s+(?:{alternatives(_folded(forms))})"] if forms else []
    branches += [re.escape(form) for form in glued]
    return re.compile(rf"(?:{'|'.join(branches)})(?!\w)") if branches else None


def _bounded(forms: Iterable[str]) -> str:
    """Alternatives where a form that ends in a letter must not run on into a word."""
    closed = [form for form in forms if form[-1].isalnum()]
    opened = [form for form in forms if not form[-1].isalnum()]
    return f"(?:{alternatives(closed)})(?!\\w)|(?:{alternatives(opened)})"


def _left(table: list[Row]) -> dict[str, tuple[Left, ...]]:
    out: dict[str, tuple[Left, ...]] = {}
    for row in table:
        if row.get("letters_glued"):
            continue
        left = Left(
            row["rule"],
            row["mode"] == "strong",
            row.get("max"),
            frozenset(_folded(row.get("unless_before", []))),
            row.get("year_only", False),
            row.get("ratio_only", False),
            row.get("min_digits", 0),
            row.get("padded", False),
        )
        for form in _folded(row["forms"]):
            out[form] = (*out.get(form, ()), left)
    return out


def _right(table: dict[str, Any], unit: str | None) -> re.Pattern[str]:
    """What behind a number, or behind its time unit, makes it no figure; one branch for each row."""
    branches = []
    for row in table["right"]:
        if row.get("unit") != unit:
            continue
        branch = rf"\s+(?:{alternatives(_folded(row['forms']))})"
        if row.get("before_digit"):
            branch += r"\s+\d"
        elif row.get("before_end"):
            branch += r"(?=\s*[,.;:]|\s+đó)"
        else:
            branch += r"(?!\w)(?!\s+\d{1,2}(?!\d))" if row.get("unless_digit") else r"(?!\w)"
        if unless := row.get("not_before"):
            branch += rf"(?!\s+(?:{alternatives(_folded(unless))})(?!\w))"
        branches.append(branch)
    return re.compile("|".join(branches))


def _behind(shapes: list[Shape]) -> dict[str, Shapes]:
    """The shapes that may apply behind a word or two words, in the order of the table; under "" behind any other."""
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
        frozenset(_folded(row.get("left", []))),
        frozenset(_folded(row.get("unless_left", []))),
        row.get("line_start", False),
        row.get("sentence_start", False),
        row.get("descending", False),
        row.get("left_char", ""),
        row.get("unless_counted", False),
    )
