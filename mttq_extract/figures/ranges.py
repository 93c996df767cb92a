"""Two numbers that are the ends of a range."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mttq_extract.figures.combine import unit_at
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.numerals import Numeral, half_of_unit
from mttq_extract.figures.scan import left_words
from mttq_extract.figures.words import read_words

_LAST_DIGIT = 9
# How many of the first unit make one of the second.
_SMALLER = {("month", "year"): 12, ("day", "week"): 7, ("minute", "hour"): 60, ("m", "km"): 1000, ("kg", "tonne"): 1000}
_POWERS = frozenset(Decimal(10) ** power for power in range(1, 13))
_GROUPED_BY_COMMA = "digits.thousands:,"
_AGE_REACH = 45  # characters


def range_at(cursor: Cursor, numeral: Numeral) -> Numeral | None:
    """ "10-15", "từ 200.000 đồng đến 1 triệu đồng": one numeral from the first low to the second high."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    end = numeral.end
    first_unit, first_end = unit_at(lower, numeral, lexicon)
    cursor.unit_read = (numeral, first_unit, first_end)
    if first_unit:
        end = half_of_unit(lower, first_end, lexicon.numerals) or first_end
        while rate := lexicon.joints.slash.match(lower, end):
            end = rate.end()  # "4,3 triệu đồng/m2/năm đến 5 triệu đồng/m2/năm"
    joint = lexicon.joints.range.match(lower, end)
    if joint is None:
        return _unjoined(cursor, numeral, first_unit)
    second = _number_at(cursor, joint.end())
    if second is None or second.of is not None:
        return None
    vague = numeral.vague or second.vague
    if vague and not (numeral.vague and joint["to"]):
        return None
    second_unit, second_unit_end = unit_at(lower, second, lexicon)
    if joint["to"] and lower[numeral.start : numeral.end] in lexicon.numerals.doubtful and second.digits:
        return None  # "những năm tới khoảng 300 tỷ"
    if first_unit and second_unit and first_unit.id != second_unit.id:
        return _in_smaller(numeral, first_unit, second, second_unit)
    if first_unit and not second_unit and first_unit.kind != "percent":
        return None
    low = numeral.low
    if first_unit and second_unit and half_of_unit(lower, first_end, lexicon.numerals):
        low = low + Decimal("0.5")  # "từ một tháng rưỡi đến ba tháng"
    if (
        not (numeral.digits or second.digits)
        and low <= _LAST_DIGIT
        and second.high in ((low + 1) * 10, (low + 1) * 100)
    ):
        low = second.high / (low + 1) * low  # "hai - ba chục mét"
    if second.scaled and not numeral.scaled and not first_unit:
        low = low * _shared_scale(second)
        if low >= second.high:  # "250.000 đến 1,5 triệu"; "800 - 1 tỷ", "30,375-43 triệu"
            whole = numeral.low >= 1000 and not numeral.rule.startswith(_GROUPED_BY_COMMA)
            low = numeral.low if whole else low / 1000
    dashed = "-" in joint.group() and not first_unit and numeral.bare and not second.bare
    if dashed and low < 1000 and low * 1000 < second.high and second.high % 1000 == 0:
        low = low * 1000  # "30-40.000 lít"
    percent = second_unit is not None and second_unit.kind == "percent"
    if first_unit and second_unit and joint["to"] and low > second.high and not vague:
        low, second = second.low, replace(second, high=low)  # "từ 5,2 triệu đồng/m2 đến 840.000 đồng/m2"
    half = second_unit is not None and half_of_unit(lower, second_unit_end, lexicon.numerals) is not None
    if low > second.high or (low == second.high and not half):
        return None
    if low == 0 and not (first_unit or percent or _ages_before(lower, numeral.start, lexicon)):
        return None
    if joint["or"] and second.high != low + second.scale:  # "2 hoặc 3 khu"
        return None
    unnamed = not first_unit and not second_unit and not second.scaled
    decimals = any(value != value.to_integral_value() for value in (low, second.high))
    wide = unnamed and (second.bare or decimals) and second.high > low * 20
    if wide and low > 0:
        return None
    bare = numeral.bare and second.bare
    return Numeral(
        numeral.start,
        second.end,
        low,
        second.high,
        f"{numeral.rule}-{second.rule}>range",
        bare=bare,
        digits=numeral.digits if bare else "",
        scaled=second.scaled or numeral.scaled,
        scale=second.scale,
        vague=vague,
    )


def _number_at(cursor: Cursor, at: int) -> Numeral | None:
    """The number that begins at `at`; none where digits are the first part of a ratio or a date."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    found = lexicon.numerals.scan.match(lower, at)
    if found is None:
        return None
    if not lower[at].isdigit():
        return read_words(lower, at, lexicon)
    behind = lower[found.end() : found.end() + 2]
    if behind[:1] == "/" and not behind[1:].isalpha():
        return None
    return read_digits(lower, at, found.end(), lexicon, cursor.convention)


def _unjoined(cursor: Cursor, numeral: Numeral, unit: Unit | None) -> Numeral | None:
    """The ranges whose ends have no dash or "đến" between them, or the noun of the first before it."""
    found = _plurals_at(cursor, numeral) or _pair_at(cursor, numeral)
    if found is None and unit is None and not numeral.scaled:
        found = _same_noun_at(cursor, numeral) or (_lost_dash_at(cursor, numeral) if numeral.digits else None)
    return found


def _in_smaller(first: Numeral, unit: Unit, second: Numeral, larger: Unit) -> Numeral | None:
    """ "6 tháng đến 1 năm", "từ 500 m đến 2 km": a range in the unit of its lower end."""
    times = _SMALLER.get((unit.id, larger.id))
    if times is None or unit.factor != 1 or larger.factor != 1 or second.high * times <= first.low:
        return None
    rule = f"{first.rule}-{second.rule}>range"
    return replace(second, start=first.start, low=first.low, high=second.high * times, rule=rule, in_unit=unit.id)


def _same_noun_at(cursor: Cursor, numeral: Numeral) -> Numeral | None:
    """ "vài con đến vài trăm con": the noun is said at both ends."""
    lower = cursor.view.lower
    joint = cursor.lexicon.joints.noun_range.match(lower, numeral.end)
    second = _number_at(cursor, joint.end()) if joint else None
    if joint is None or second is None or second.high <= numeral.low or second.of is not None:
        return None
    behind = second.end + len(joint["noun"])
    if not lower.startswith(joint["noun"], second.end) or lower[behind : behind + 1].isalpha():
        return None
    vague = numeral.vague or second.vague
    return replace(
        second, start=numeral.start, low=numeral.low, rule=f"{numeral.rule}-{second.rule}>range", vague=vague
    )


def _lost_dash_at(cursor: Cursor, numeral: Numeral) -> Numeral | None:
    """ "học bổng 30 50%", "phí 4000 6000USD": two numbers of one length before a percent sign or a currency."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    joint = lexicon.joints.lost_dash.match(lower, numeral.end)
    second = _number_at(cursor, joint.end()) if joint else None
    if second is None or second.scaled or len(second.digits) != len(numeral.digits) or second.low <= numeral.low:
        return None
    left = left_words(lower, numeral.start)
    if not left or left[-1] in lexicon.left_ends or not left[-1].isalpha():
        return None
    return replace(second, start=numeral.start, low=numeral.low, rule=f"{numeral.rule}-{second.rule}>range", bare=False)


def _plurals_at(cursor: Cursor, numeral: Numeral) -> Numeral | None:
    """ "hàng chục, thậm chí hàng trăm tỷ đồng": from tens to hundreds of billions."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    if not numeral.rule.startswith("words.plural"):
        return None
    joint = lexicon.joints.plural_pair.match(lower, numeral.end)
    second = read_words(lower, joint.end(), lexicon) if joint else None
    if second is None or not second.rule.startswith("words.plural"):
        return None
    low = numeral.low * (1 if numeral.scaled else _shared_scale(second))
    if low >= second.high:
        low = numeral.low
    if low >= second.low:
        return None
    return replace(second, start=numeral.start, low=low, rule=f"{numeral.rule}-{second.rule}>range")


def _ages_before(lower: str, start: int, lexicon: Lexicon) -> bool:
    """ "độ tuổi từ 0 đến 15": whether the words before `start` speak of an age."""
    return lexicon.joints.age_before.search(lower, max(0, start - _AGE_REACH), start) is not None


def _shared_ten(low: Decimal, high: Decimal) -> Decimal:
    """ "hai - ba chục mét", "bốn - năm trăm": the tens or hundreds of the upper end hold for the digit before it."""
    scale = high / (low + 1)
    return low * scale if scale in _POWERS else low


def _shared_scale(numeral: Numeral) -> int:
    """The scale word that the lower end of a range shares: "hàng chục đến hàng trăm triệu" is tens of millions."""
    scale = 1000
    while scale * 1000 <= numeral.scale:
        scale *= 1000
    return scale if numeral.vague else numeral.scale


def _pair_at(cursor: Cursor, numeral: Numeral) -> Numeral | None:
    """ "2, 3 người", "hai, ba ngày": two neighbours with a comma between and one noun or unit behind are a range."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    if numeral.high > 99 or numeral.scaled or numeral.vague or not lower.startswith(", ", numeral.end):
        return None
    found = lexicon.numerals.scan.match(lower, numeral.end + 2)
    if found is None or lower[found.start()].isdigit() != numeral.bare:
        return None
    if numeral.bare:
        second = read_digits(lower, found.start(), found.end(), lexicon, cursor.convention)
    else:
        second = read_words(lower, found.start(), lexicon)
    if second is None or not lexicon.counted_at(lower, second.end):
        return None
    if not numeral.bare and (tens := _shared_ten(numeral.low, second.high)) > numeral.low:
        return replace(second, start=numeral.start, low=tens, rule=f"{numeral.rule}>pair")  # "sáu, bảy trăm tỉ"
    if second.low != numeral.low + 1 or second.scaled:
        return None
    unit, _ = unit_at(lower, second, lexicon)
    paired = unit is not None and (unit.kind in ("time", "age") or unit.id in lexicon.words["paired_units"])
    if numeral.high > 9 and not paired:
        return None
    if lexicon.left_of_list.search(lower, max(0, numeral.start - 24), numeral.start):
        return None
    return replace(numeral, end=second.end, high=second.high, rule=f"{numeral.rule}>pair")
