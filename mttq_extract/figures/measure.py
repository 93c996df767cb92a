"""The value and the unit of a number that is kept: said behind it, or going without saying."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.money import is_bare_money, unsaid_currency
from mttq_extract.figures.numerals import Numeral, half_of_unit
from mttq_extract.figures.scan import left_words, next_word

_MANY_TIMES = 100  # "8.500 lần" are counted
_TIMES_WORDS = 3
_RANGE = ">range"
_OLDEST = 120
_AGE_REACH = 40  # characters in which the other age has its unit


class Measured(NamedTuple):
    """A number in its canonical unit, where it ends in the view, and how it was read."""

    low: Decimal
    high: Decimal
    unit: str
    end: int
    rule: str


def in_unit(lower: str, found: Candidate, unit: Unit, lexicon: Lexicon) -> Measured:
    """The value in the canonical unit, with the minutes, cents or half that stand behind the unit."""
    if id_ := found.numeral.in_unit:
        return Measured(found.numeral.low, found.numeral.high, id_, found.unit_end, f"{found.numeral.rule}>{id_}")
    low, high, id_, end = found.numeral.low * unit.factor, found.numeral.high * unit.factor, unit.id, found.unit_end
    if unit.kind == "times":
        whole = low == low.to_integral_value() and high == high.to_integral_value()
        behind = next_word(lower, end)
        compared = behind is not None and behind[0] in lexicon.words["compare"]
        words = found.words or left_words(lower, max(0, found.numeral.start - 1))  # "cao gấp" ends the line before
        times = not lexicon.words["times_left"].isdisjoint(words)
        times = times or not lexicon.words["times_near"].isdisjoint(words[-_TIMES_WORDS:])
        if not times and lower.startswith("/", end):
            whole = True  # "khám 0,78 lần/năm"
        many = low > _MANY_TIMES and lexicon.words["times_sure"].isdisjoint(found.words)
        if many or (whole and not compared and not times):
            id_ = "item"
    rule = f"{found.numeral.rule}>{id_}"
    if unit.id == "hour" and (minutes := lexicon.joints.hour_minute.match(lower, end)):
        low = high = low * 60 + Decimal(minutes[1])
        id_, end, rule = "minute", minutes.end(), rule + "+minute"
        if minutes[2]:
            low = high = low * 60 + Decimal(minutes[2])
            id_, rule = "second", rule + "+second"
    if unit.kind == "money" and low == high and (cents := lexicon.joints.cents.match(lower, end)):
        low = high = low + Decimal(cents[1]) / 100
        end, rule = cents.end(), rule + "+cents"
    if unit.kind in ("time", "age", "physical") and (half := half_of_unit(lower, end, lexicon.numerals)):
        low = low if _RANGE in rule else low + unit.factor / 2  # "từ 1 đến 1 năm rưỡi"
        high, end, rule = high + unit.factor / 2, half, rule + ".half"
    return Measured(low, high, id_, end, rule)


def without_unit(cursor: Cursor, found: Candidate) -> Measured:
    """The value in the unit that goes without saying, or as so many of the noun behind it."""
    lower, lexicon, numeral = cursor.view.lower, cursor.lexicon, found.numeral
    unit, end, said = "item", numeral.end, ""
    if _is_factor(lower, found, lexicon):
        unit, said = "times", ">factor"
    elif not found.counted and _is_age(cursor, numeral):
        unit, said = "year", ">age"
    elif numeral.rule == "words.multiple" or _multiplies(found, lexicon):
        unit = "times"
    elif is_bare_money(cursor, found):
        unit = unsaid_currency(cursor, numeral)
        said = f">{unit}.unsaid"
    else:
        end = found.noun_span[1]
    return Measured(numeral.low, numeral.high, unit, end, numeral.rule + said)


def _multiplies(found: Candidate, lexicon: Lexicon) -> bool:
    """ "gấp ba", "gấp 3 mức cũ"; but "gấp 3 con thuyền giấy", "xây gấp 2 phòng"."""
    if found.last not in lexicon.words["multiply"]:
        return False
    return not found.counted or (found.noun is not None and found.noun[0] in lexicon.words["multiplied"])


def _is_factor(lower: str, found: Candidate, lexicon: Lexicon) -> bool:
    """Whether a fraction of nothing counted says how many times as many."""
    numeral = found.numeral
    if found.noun or numeral.low == numeral.low.to_integral_value():
        return False
    return lexicon.joints.factor.search(lower, max(0, numeral.start - 60), numeral.start) is not None


def _is_age(cursor: Cursor, numeral: Numeral) -> bool:
    """ "ở tuổi 87", "tuổi bình quân là 45,7"; the "tuổi" of a quantity before ("dưới 35 tuổi 8") is taken."""
    begin = max(0, numeral.start - 60)
    if cursor.quantities:
        begin = max(begin, cursor.view.from_text(cursor.quantities[-1].end))
    lower, joints = cursor.view.lower, cursor.lexicon.joints
    if joints.age_for.match(lower, numeral.end):
        near = lower[max(0, numeral.start - _AGE_REACH) : numeral.end + _AGE_REACH]
        return any(form in near for form in cursor.lexicon.words["ages"])
    if joints.age_before.search(lower, begin, numeral.start):
        return True
    if numeral.high > _OLDEST or numeral.scaled or not joints.age_ends.match(lower, numeral.end):
        return False
    reach = max(0, numeral.start - _AGE_REACH)
    if any(before.search(lower, reach, numeral.start) for before in (joints.age_listed, joints.aged_group)):
        return True
    named = joints.aged_name.search(lower, reach, numeral.start)
    return named is not None and all(
        word[0].isupper() for word in cursor.view.cased[named.start() : named.end() - 2].split()[1:]
    )


def _tidy(value: Decimal) -> Decimal:
    """Drop the zeros that multiplying left behind: 1.8 tỷ is 1800000000, not 1800000000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def tidied(value: Measured, found: Candidate) -> Measured:
    """The value without the zeros that multiplying by a scale or a unit's factor left behind."""
    if not found.numeral.scaled and (found.unit is None or found.unit.factor == 1):
        return value
    return value._replace(low=_tidy(value.low), high=_tidy(value.high))
