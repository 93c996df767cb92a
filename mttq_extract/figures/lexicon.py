"""What the figure pass knows, compiled once from the tables into look-ups and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mttq_extract.errors import TableError
from mttq_extract.figures.compounds import Compounds
from mttq_extract.figures.joints import Joints
from mttq_extract.figures.numeral_words import Numerals
from mttq_extract.figures.rejection_rows import Left, Shapes, folded, left_rows, right_pattern, shapes_behind
from mttq_extract.tables.loader import alternatives, read_toml, rows

_WORD_AT = re.compile(r" ([^\W\d_]+)")
BEFORE_WORDS = 4  # the longest "before" form, in words


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: canonical id, kind, and what turns the written value into the canonical one."""

    id: str
    kind: str
    factor: Decimal
    not_before: re.Pattern[str] | None
    not_before_scaled: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the figure pass looks up; build it once with `Lexicon.load`."""

    numerals: Numerals
    joints: Joints
    units: dict[str, Unit]
    default_currency: Unit
    currencies: frozenset[str]
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
    each_left_of: re.Pattern[str]
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
        rejections, nouns = read_toml("rejections.toml"), read_toml("nouns.toml")
        modifiers = rows(read_toml("modifiers.toml"), "modifiers.toml", "modifier", ("id", "side", "forms"))
        before = [(form, row) for row in modifiers if row["side"] == "before" for form in folded(row["forms"])]
        after = {form: row["id"] for row in modifiers if row["side"] == "after" for form in folded(row["forms"])}
        unit_of = _units()
        return cls(
            numerals=Numerals.load(),
            joints=Joints.load(),
            units=unit_of,
            currencies=frozenset(unit.id for unit in unit_of.values() if unit.kind == "money"),
            default_currency=next(unit for unit in unit_of.values() if unit.id == "VND"),
            unit_at=re.compile(rf"\s*({_bounded(unit_of)})"),
            modifiers_before={
                form: (row["id"], frozenset(folded(row.get("unless_before", [])))) for form, row in before
            },
            modifier_ends=frozenset(form.rpartition(" ")[2] for form, _ in before),
            modifiers_after=after,
            after_at=re.compile(rf"(?:\s+[^\W\d_]+){{0,4}}?\s+({alternatives(after)})(?!\w)"),
            left=left_rows(rows(rejections, "rejections.toml", "left", ("rule", "mode", "forms"))),
            left_ends=frozenset(
                form.rpartition(" ")[2].rstrip(":") for row in rejections["left"] for form in folded(row["forms"])
            ),
            glued_names=frozenset(
                form for row in rejections["left"] if row.get("letters_glued") for form in folded(row["forms"])
            ),
            anchored=right_pattern(rejections, "time"),
            anchored_long=right_pattern(rejections, "long"),
            idiom_right=right_pattern(rejections, None),
            anniversary=re.compile(
                r"(?<!\w)(?:"
                + alternatives(f for r in rejections["anniversary"] for f in folded(r["forms"]))
                + r")(?:\s+[^\W\d_]+){0,2}\s*(?:lần\s+thứ\s+)?$"
            ),
            compared=re.compile(
                rf"(?:\s+[^\W\d_]+){{0,4}}?\s+(?:{alternatives(folded(rejections['words']['compared']))})(?!\w)"
            ),
            phone=re.compile(
                rf"(?:{alternatives(folded(rejections['words']['phone']))})[\s:.;(+]*[\d\s.()\-+/]{{0,32}}$"
            ),
            shapes_behind=shapes_behind(rows(rejections, "rejections.toml", "shape", ("rule", "pattern"))),
            numbered_head=re.compile(
                rf"(?<!\w)(?:{alternatives(folded(rejections['words']['numbered_heads']))})(?: [^\W\d_]+){{0,5}}$"
            ),
            each_left_of=re.compile(alternatives(folded(rejections["words"]["each_left_of"]))),
            not_counted=re.compile(rf"(?:{alternatives(folded(nouns['not_counted']))})(?!\w)"),
            coins=re.compile(rf"(?:{alternatives(folded(nouns['coins']))})(?!\w)"),
            left_of_list=re.compile(
                rf"(?:\d,\s?|(?<!\w)(?:{alternatives(folded(rejections['words']['list_heads']))})\s)$"
            ),
            classifiers=frozenset(folded(nouns["classifiers"].replace("_", " ").split())),
            count_nouns=re.compile(rf"\s+({alternatives(_listed(nouns['count_nouns']))})(?!\w)"),
            compounds=Compounds.load(),
            of_people=frozenset(folded(nouns["of_people"].split())),
            takes_noun=frozenset(folded(nouns["takes_noun"].split())),
            stop=re.compile(rf"(?:{alternatives(folded(w.replace('_', ' ') for w in nouns['stop'].split()))})(?!\w)"),
            not_a_noun=frozenset(folded(nouns["not_a_noun"].split())),
            words={key: frozenset(folded(value)) for key, value in rejections.get("words", {}).items()},
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


def _units() -> dict[str, Unit]:
    """The units by every way to write them."""
    found: dict[str, Unit] = {}
    for row in rows(read_toml("units.toml"), "units.toml", "unit", ("id", "kind", "forms")):
        unit = Unit(
            row["id"],
            row["kind"],
            Decimal(row.get("factor", 1)),
            _following(row.get("not_before", []), row.get("not_glued", [])),
            _following(row.get("not_before_scaled", [])),
        )
        for form in folded(row["forms"]):
            if form in found:
                raise TableError(f"table units.toml: {form!r} stands in two rows; keep one")
            found[form] = unit
    return found


def _listed(text: str) -> list[str]:
    """The forms of a list in a table, those with a comma also without it ("quận, huyện")."""
    forms = folded(item.strip() for item in text.replace("\n", " ").split(";") if item.strip())
    return [*forms, *(form.replace(",", "") for form in forms if "," in form)]


def _following(forms: list[str], glued: Iterable[str] = ()) -> re.Pattern[str] | None:
    branches = [rf"\s+(?:{alternatives(folded(forms))})"] if forms else []
    branches += [re.escape(form) for form in glued]
    return re.compile(rf"(?:{'|'.join(branches)})(?!\w)") if branches else None


def _bounded(forms: Iterable[str]) -> str:
    """Alternatives where a form that ends in a letter must not run on into a word."""
    closed = [form for form in forms if form[-1].isalnum()]
    opened = [form for form in forms if not form[-1].isalnum()]
    return f"(?:{alternatives(closed)})(?!\\w)|(?:{alternatives(opened)})"
