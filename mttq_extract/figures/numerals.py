"""A number as read, and the scale words behind it: nghìn, triệu, tỷ, rưỡi."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from mttq_extract.figures.numeral_words import Numerals
from mttq_extract.figures.scan import next_word

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read: half-open view offsets, its range, and how it was written.

    `bare` = an integer in digits without separators or scale, as an ordinal, a year or a phone number is written;
    `scaled` = it carries nghìn, triệu, tỷ; `digits` = its digits as written, "" for words;
    `in_unit` = the unit of the value where the unit behind it is another ("6 tháng đến 1 năm" is 6 to 12 months).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    rule: str
    digits: str = ""
    bare: bool = False
    scaled: bool = False
    scale: int = 1
    of: Decimal | None = None
    vague: bool = False
    in_unit: str = ""


def scales_at(lower: str, at: int, words: Numerals) -> tuple[int, int, str] | None:
    """The product of the scale words at `at` ("nghìn tỷ"), where they end, and their names for the rule."""
    scale, last, end, rule = 1, 0, at, ""
    while found := words.scale_after.match(lower, end):
        form = found[1] or found[2]
        step = words.scales[form]
        if step <= last or (found[2] and scale > 1):
            break  # "nghìn tỷ" grows; "tỷ tỷ" is a slip
        scale, last, end, rule = scale * step, step, found.end(), f"{rule}*{form}"
    return (scale, end, rule) if scale > 1 else None


def leading_scale(lower: str, at: int, words: Numerals) -> int:
    """The first of the scale words at `at` as a number; 1 when there is none."""
    found = words.scale_after.match(lower, at)
    return words.scales[found[1]] if found and found[1] else 1


def half_at(lower: str, at: int, words: Numerals) -> int | None:
    """Where the word for a half ("rưỡi") behind `at` ends."""
    found = _WORD.match(lower, at + 1) if lower[at : at + 1] == " " else None
    return found.end() if found and found.group() in words.halves else None


def half_of_unit(lower: str, end: int, words: Numerals) -> int | None:
    """Where the word for a half behind a unit that ends at `end` ends ("hai năm rưỡi")."""
    word = next_word(lower, end)
    return word[2] if word and word[0] in words.halves else None


def squeeze(form: str) -> str:
    """The form with single blanks, as tables write it."""
    return " ".join(form.split())
