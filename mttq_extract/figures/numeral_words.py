"""The words that make numbers, compiled from their table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mttq_extract.tables.loader import alternatives, read_toml
from mttq_extract.text.view import fold_tones

# Sets of single characters are looked for faster than "\d" and "\W"; a view folds the digits of other scripts.
_DIGITS = r"[0-9¼½¾](?:(?<=[0-9])[0-9]*(?:[.,][0-9]+)*)?"
_NO_LETTER = "[^0-9a-z_à-öø-ỹ]"
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_RUN = 24  # number words: "chín trăm chín mươi chín tỷ ..." has fewer; bounds the work on nonsense


@dataclass(frozen=True, slots=True)
class Numerals:
    """Number words and scale words, and the patterns that find them in folded lower-case text.

    `digits`, `scales`, `vague`, `multiples` give the value of a word; the sets name the words of one kind. `scan`
    tells whether a number begins at a place; `run` takes a whole run of number words; `tail_of_scale` the bare digits
    behind a scale ("2 tỷ 350"); `some_more` the "mấy" of "mười mấy".
    """

    digits: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]
    multiples: Mapping[str, Decimal]
    tens: frozenset[str]
    links: frozenset[str]
    halves: frozenset[str]
    plurals: frozenset[str]
    negative: frozenset[str]
    before_scale: frozenset[str]
    blurring: frozenset[str]
    only_inside: frozenset[str]
    doubtful: frozenset[str]
    half_alone: frozenset[str]
    fractions: re.Pattern[str]
    part: re.Pattern[str]
    point: re.Pattern[str]
    multiplying: re.Pattern[str]
    some_more: re.Pattern[str]
    scale_after: re.Pattern[str]
    tail_of_scale: re.Pattern[str]
    run: re.Pattern[str]
    vague_run: re.Pattern[str]
    two_scales: re.Pattern[str]
    scan: re.Pattern[str]
    digits_scan: re.Pattern[str]
    words_scan: re.Pattern[str]

    @classmethod
    def load(cls) -> Numerals:
        """Compile numerals.toml; raises `TableError` when it is malformed."""
        table = read_toml("numerals.toml")
        digits = {form: row["value"] for row in table["digit"] for form in _folded(row["forms"])}
        scales = {form: row["value"] for row in table["scale"] for form in _folded(row["forms"])}
        behind_digits = [f for row in table["scale"] if row.get("after_digits") for f in _folded(row["forms"])]
        short = [form for row in table["scale"] for form in _folded(row.get("short", []))]
        vague = {f: (row["low"], row["high"]) for row in table["vague"] for f in _folded(row["forms"])}
        multiples = {f: Decimal(row["value"]) for row in table["multiple"] for f in _folded(row["forms"])}
        tens, links, halves, plurals, point, part, some = (
            frozenset(f for row in table[kind] for f in _folded(row["forms"]))
            for kind in ("ten", "zero_link", "half", "plural", "point", "part", "some_more")
        )
        only_inside = _folded(table["only_inside"])
        numbers = alternatives([*digits, *tens])
        any_word = "|".join([numbers, alternatives(scales), alternatives([*links, *halves])])
        behind = alternatives([*behind_digits, *_folded(table["scales_alone"])])
        fractions = _folded(form for row in table["fraction"] for form in row["forms"])
        starters = alternatives([*(d for d in digits if d not in only_inside), *tens, *vague, *fractions])
        no_scale = rf"(?!\s+(?:{alternatives(_folded(table['not_scale_before']))})(?!\w))"
        multiplying = alternatives(_folded(table["multiplying"]))
        before_bare = alternatives([*plurals, *_folded(table["before_bare_scale"])])
        lead = rf"(?:{alternatives(_folded(table['leading']))})(?=\s+(?:{alternatives(halves)})(?!\w)"
        lead += rf"|\s+(?:{numbers})\s+(?:{alternatives(scales)})(?!\w))"
        lower_scales = alternatives(
            f for f, v in scales.items() if 12 != v <= 1000 and f in (*behind_digits, *table["scales_alone"])
        )
        upper = alternatives(f for f, v in scales.items() if v >= 1_000_000)
        two_scales = rf"(?:{lower_scales})\s+(?:{upper})(?!\w){no_scale}"
        ten = alternatives(f for f, value in scales.items() if value == 10 and f not in table["scales_alone"])
        money = alternatives(_folded(table["money"]))
        zero = alternatives(form for form, value in digits.items() if not value)
        opening = [*digits, *tens, *vague, *fractions, *plurals, *multiples]
        opening += _folded([*table["leading"], *table["scales_alone"], *table["before_bare_scale"]])
        seconds: dict[str, set[str]] = {}
        for form in opening:
            seconds.setdefault(form[0], set()).add(form[1])
        # most words are passed over by their first two letters
        first_two = "|".join(f"{first}[{''.join(sorted(those))}]" for first, those in sorted(seconds.items()))
        ends = r"[,;:.)”\"\n]|/(?!\d)|$"
        worded = rf"(?:{starters})(?!\w)|(?:{zero})(?=\s+(?:{alternatives(point)})\s)|{lead}|{two_scales}"
        worded += rf"|(?:{before_bare})\s+(?:{behind})(?!\w){no_scale}"
        worded += rf"|(?<={table['multiplying'][0]} )(?:{alternatives(multiples)})(?!\w)"
        return cls(
            digits=digits,
            scales={**scales, **{f: row["value"] for row in table["scale"] for f in _folded(row.get("short", []))}},
            vague=vague,
            multiples=multiples,
            tens=tens,
            links=links,
            halves=halves,
            plurals=plurals,
            before_scale=plurals | frozenset(_folded(table["before_bare_scale"])),
            negative=frozenset(f for row in table["negative"] for f in _folded(row["forms"])),
            blurring=frozenset(_folded(table["blurring"])),
            only_inside=frozenset(only_inside),
            doubtful=frozenset(_folded(table["doubtful"])),
            half_alone=frozenset(_folded(table["half_alone"])),
            fractions=re.compile(rf"(?:{alternatives(fractions)})(?!\w)"),
            part=re.compile(rf"\s+(?:{alternatives(part)})\s+({numbers})(?!\w)"),
            point=re.compile(rf"\s+(?:{alternatives(point)})((?:\s+(?:{numbers}|{ten})(?!\w))+)"),
            multiplying=re.compile(rf"(?<!\w)(?:{multiplying}) $"),
            some_more=re.compile(rf"\s+(?:{alternatives(some)})(?!\w)"),
            scale_after=re.compile(
                rf"\s*({behind})(?:(?!\w)|(?=\d{{1,3}}(?!\w)|đồng(?!\w))){no_scale}"
                rf"|\s?({alternatives(short)})(?:\.(?=(?:{money})(?!\w))|(?=\s?(?:{money}|/)|[\s,.;)]|\d{{1,3}}(?!\w)|$))"
            ),
            tail_of_scale=re.compile(rf"(?:\s(?=\d{{1,3}}\s*(?:(?:{money})(?!\w)|{ends})))?(\d{{1,3}})(?!\w|[.,]\d)"),
            run=re.compile(rf"(?:{any_word})(?!\w)(?:\s+(?:{any_word})(?!\w){no_scale}){{0,{_LONGEST_RUN}}}"),
            vague_run=re.compile(rf"(?:{alternatives(vague)})(?!\w)(?!\s+{ten}(?!\w))"),
            two_scales=re.compile(two_scales),
            scan=re.compile(rf"{_DIGITS}|(?<!\w)(?:{worded})"),
            digits_scan=re.compile(_DIGITS),
            words_scan=re.compile(rf"{_NO_LETTER}(?={first_two})({worded})"),
        )

    def largest_scale(self, lower: str) -> int:
        """The largest scale word of a number as it is written ("12 nghìn tỷ": a billion); 1 when there is none."""
        return max((self.scales.get(word, 1) for word in _LETTERS.findall(lower)), default=1)

    def spans(self, lower: str) -> list[tuple[int, int]]:
        """Where numbers may begin, and where what shows it ends, in text order; digits and words are looked for apart.

        Two searches that begin with a set of characters take a third of the time of one that does not.
        """
        found = [digits.span() for digits in self.digits_scan.finditer(lower)]
        at_start = self.scan.match(lower)
        if at_start and not lower[0].isdigit():
            found.append(at_start.span())
        found += [words.span(1) for words in self.words_scan.finditer(lower, at_start.end() if at_start else 0)]
        return sorted(found)


def _folded(forms: Iterable[str]) -> list[str]:
    return [fold_tones(form.lower()) for form in forms]
