"""The ids that gold rows may use, and the words that make a number: read from the package's tables."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from mttq_extract.evaluate.match import is_number_mark
from mttq_extract.tables.loader import read_text, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

# Units that are not words of the text: a count, and "k of n".
_BUILT_IN_UNITS = ("item", "ratio")
_WORD = re.compile(r"[^\W_]+|[%‰]")
_BARE = re.compile(r"[\d.,\s]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known unit and indicator ids; `scales` are the words that multiply, `number_words` those that count."""

    units: frozenset[str]
    indicators: frozenset[str]
    durations: frozenset[str]
    scales: Mapping[str, Decimal]
    number_words: frozenset[str]

    @classmethod
    def load(cls) -> Vocabulary:
        """Read the package's tables.

        Raises:
            TableError: a table is missing or malformed.
        """
        table = read_toml("units.toml")["unit"]
        units = {row["id"] for row in table} | set(_BUILT_IN_UNITS)
        durations = frozenset(row["id"] for row in table if row["kind"] == "time")
        numerals = read_toml("numerals.toml")
        factors = {form: Decimal(row["factor"]) for row in table if "factor" in row for form in row["forms"]}
        scales = {form: Decimal(row["value"]) for row in numerals["scale"] for form in row["forms"]}
        words = {form for found in numerals.values() for row in _rows(found) for form in row.get("forms", ())}
        indicators = {row["id"] for row in csv.DictReader(read_text("indicators.tsv").splitlines(), delimiter="\t")}
        return cls(
            frozenset(units),
            frozenset(indicators | {"other"}),
            durations,
            scales | factors,
            frozenset(words) - set(scales),
        )

    def has_number(self, surface: str) -> bool:
        """Whether a surface holds a digit or a word that counts."""
        words = _words(surface)
        found = any(_holds(words, form) for form in (*self.number_words, *self.scales))
        return found or any(is_number_mark(c) for c in surface)

    def can_be(self, surface: str, value: Decimal, unit: str = "") -> bool:
        """Whether a value can come from a surface: a generous test that only typing errors fail.

        A surface with a word that counts ("hai", "rưỡi", "vài") is believed, and so is a duration of several
        numbers ("1 giờ 30 phút"). Else the digits of the value must come from those of the surface, and the
        value of a single number must be it times scale words found there; a bare number ("8,8" in a list that
        says its scale once) may take its scale from elsewhere.
        """
        words = _words(surface)
        numbers = _NUMBER.findall(surface)
        if not numbers or any(_holds(words, form) for form in self.number_words):
            return True
        if len(numbers) > 1 and unit in self.durations:
            return True
        # Zeros come and go with scales: "1 tỷ 50 triệu" is 1050000000.
        if not _is_subsequence(re.sub("[.0]", "", format(abs(value), "f")), surface):
            return False
        readings = {reading for number in numbers for reading in _readings(number)}
        products = {Decimal(1)}
        for form, scale in self.scales.items():
            for _ in range(words.count(f" {form} ")):
                products |= {product * scale for product in products}
        single = any(reading * product == value for reading in readings for product in products)
        # Several numbers may add up and scales be glued to the digits ("5tr"): there the digits alone vouch.
        glued = bool(re.search(r"\d[^\W\d_]", surface))
        return single or len(numbers) > 1 or glued or bool(_BARE.fullmatch(surface))


def _rows(found: object) -> list[dict[str, list[str]]]:
    """The rows of one kind of a table; what is not a list of rows holds no words."""
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _words(surface: str) -> str:
    return f" {' '.join(_WORD.findall(surface.casefold()))} "


def _holds(words: str, form: str) -> bool:
    return f" {form} " in words


def _is_subsequence(digits: str, surface: str) -> bool:
    rest = iter(surface)
    return all(digit in rest for digit in digits)


def _readings(number: str) -> set[Decimal]:
    """What a written number can be: its separators group thousands, or the last one is the decimal mark."""
    digits = re.sub(r"\D", "", number)
    decimals = len(number) - 1 - max(number.rfind("."), number.rfind(","))
    return {Decimal(digits), Decimal(digits).scaleb(-decimals if len(digits) > decimals else 0)}
