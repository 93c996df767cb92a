"""The figure pass: from a view of a text to its quantities and its rejected numbers, in one scan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.columns import apply_headers
from mttq_extract.figures.combine import range_at, ratio_at, unit_at
from mttq_extract.figures.convention import Convention
from mttq_extract.figures.counted import whole_noun
from mttq_extract.figures.cursor import Cursor, reject
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.modifiers import modifier_after, modifier_before
from mttq_extract.figures.money import is_bare_money
from mttq_extract.figures.numerals import Numeral, half_of_unit
from mttq_extract.figures.per import joined, per_after, per_before
from mttq_extract.figures.reject import shape_at
from mttq_extract.figures.scan import alone_on_line, left_words, line_begins, next_word
from mttq_extract.figures.sharing import shared_unit
from mttq_extract.figures.uncounted import is_name
from mttq_extract.figures.verdict import glued_left, rule_against
from mttq_extract.figures.words import read_words
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Rejection

_COUNTED = ("item", "ratio", "times")
_TIMED = ("time", "age")
_NO_RATE = ("ratio", "times")
_SIGNS = "-−"
_AGE_REACH = 40  # characters in which the other age has its unit


def read_figures(view: View, lexicon: Lexicon) -> tuple[list[Quantity], list[Rejection]]:
    """Read every number of a text: the quantities and the numbers that are none, in text order.

    Offsets are text offsets (see `View`). The time is linear in the length of the text.
    """
    lower = view.lower
    cursor = Cursor(view, lexicon, Convention(lower, lexicon.joints), [], [])
    for start, end in lexicon.numerals.spans(lower):
        if start >= cursor.skip:
            _read_one(cursor, start, end)
    return apply_headers(view, cursor.quantities, lexicon), cursor.rejections


def _read_one(cursor: Cursor, start: int, end: int) -> None:
    view, lexicon, lower = cursor.view, cursor.lexicon, cursor.view.lower
    words = left_words(lower, start)
    if lower[start].isdigit():
        glued = glued_left(cursor, start, end)
        if glued:
            return reject(cursor, start, end, glued)
        line_start = line_begins(lower, start, "-+*•(")
        shape = shape_at(lower, view.cased, start, words, line_start, lexicon)
        if shape:
            return reject(cursor, start, shape[1], shape[0])
        numeral = read_digits(lower, start, end, lexicon, cursor.convention)
        if numeral is None:
            return reject(cursor, start, end, "version_or_section")
    else:
        if is_name(view, start, words, lexicon):
            cursor.skip = end
            return None
        numeral = read_words(lower, start, lexicon)
        if numeral is None:
            return None
    if words and words[-1] in lexicon.numerals.negative and _is_below_zero(lower, numeral, lexicon):
        numeral = replace(numeral, low=-numeral.low, high=-numeral.high, rule=f"{numeral.rule}>negative")
    _judge(cursor, start, numeral, words)
    return None


def _is_below_zero(lower: str, numeral: Numeral, lexicon: Lexicon) -> bool:
    """ "âm 5 độ", "âm 2,5%", "là âm 3."; but "ghi âm hai lần" is no minus."""
    if numeral.low != numeral.high:
        return False
    unit, _ = unit_at(lower, numeral, lexicon)
    return unit.id in lexicon.words["below_zero"] if unit else next_word(lower, numeral.end) is None


def _judge(cursor: Cursor, start: int, numeral: Numeral, words: list[str]) -> None:
    """Read what belongs to the number, found at `start`, and keep or reject it."""
    ratio = ratio_at(cursor, numeral, words)
    if isinstance(ratio, tuple):
        rule, end = ratio
        return reject(cursor, numeral.start, end, rule)
    found = _candidate(cursor, ratio or range_at(cursor, numeral) or numeral, words, ratio is not None)
    if rule_said := rule_against(cursor, found):
        return reject(cursor, found.numeral.start, found.unit_end, rule_said)
    if found.noun and found.noun[0] in cursor.lexicon.not_a_noun and not found.counted:
        found.noun, found.noun_span = None, (found.numeral.end, found.numeral.end)
    if found.numeral.start != start:  # "hơn chục hộ" is read from its "hơn" on
        found.words = left_words(cursor.view.lower, found.numeral.start)
    if found.noun:
        found.noun_span = whole_noun(cursor.view.lower, found.noun, found.noun_span, cursor.lexicon)
    _keep(cursor, found)
    return None


def _candidate(cursor: Cursor, numeral: Numeral, words: list[str], ratio: bool) -> Candidate:
    """The number with the unit or the noun behind it."""
    lexicon, lower = cursor.lexicon, cursor.view.lower
    numeral, unit, unit_end = _with_unit(cursor, numeral, ratio)
    noun = next_word(lower, numeral.end) if unit is None else None
    count = lexicon.count_nouns.match(lower, numeral.end) if unit is None else None
    begins = noun[1] if noun else count.start(1) if count else numeral.end
    if "\n" in lower[numeral.end : begins] and cursor.view.cased[begins].isupper():
        noun = count = None  # the next line begins something else
    if noun and lexicon.not_counted.match(lower, noun[1]):
        noun = count = None  # "bao nhiêu" is no bag
    noun_span = count.span(1) if count else noun[1:] if noun else (numeral.end, numeral.end)
    counted = count is not None or bool(noun and noun[0] in lexicon.classifiers)
    return Candidate(numeral, words, unit, unit_end, noun, noun_span, counted, ratio)


def _with_unit(cursor: Cursor, numeral: Numeral, ratio: bool) -> tuple[Numeral, Unit | None, int]:
    """The number with the scale and sign that hold for it, its unit, and where the unit, or else the number, ends."""
    lexicon, lower = cursor.lexicon, cursor.view.lower
    multiple = numeral.rule == "words.multiple"  # "gấp rưỡi ngày thường" counts no days
    unit, unit_end = (None, numeral.end) if multiple else unit_at(lower, numeral, lexicon)
    if ratio and unit and unit.id == "year" and lexicon.joints.years_tail.match(lower, unit_end):
        unit, unit_end = None, numeral.end  # "từ 60/102 năm 2003"
    if unit is None and not numeral.scaled and (shared := shared_unit(cursor, numeral)):
        numeral, unit, unit_end = shared
    if unit is not None and _next_line(cursor, numeral.end, unit_end):
        unit, unit_end = None, numeral.end  # "năm 2022", and below it "Bảng 1"
    sign = lexicon.joints.currency_before.search(lower, max(0, numeral.start - 5), numeral.start)
    if unit is None and sign and lower[numeral.start].isdigit():
        unit = lexicon.units[sign[1]]
    if _is_minus(cursor, numeral, unit):
        numeral = replace(numeral, low=-numeral.high, high=-numeral.low, rule=f"{numeral.rule}>negative")
    return numeral, unit, unit_end


def _next_line(cursor: Cursor, start: int, end: int) -> bool:
    """Whether a unit stands on the line below its number and opens it with a capital."""
    between = cursor.view.lower[start:end]
    return "\n" in between and cursor.view.cased[end - len(between.lstrip())].isupper()


class _Measured(NamedTuple):
    """A number in its canonical unit, where it ends in the view, and how it was read."""

    low: Decimal
    high: Decimal
    unit: str
    end: int
    rule: str


def _keep(cursor: Cursor, found: Candidate) -> None:
    """Add the figure to the quantities and go on behind it."""
    view, lexicon, numeral = cursor.view, cursor.lexicon, found.numeral
    value = _in_unit(view.lower, found, found.unit, lexicon) if found.unit else _without_unit(cursor, found)
    if numeral.of is not None and value.unit == "item":
        value = value._replace(unit="ratio")
    low, high, unit, end, rule = value
    measured = unit not in _COUNTED and not (found.unit and found.unit.kind in _TIMED)
    per = per_after(view.lower, end, measured, lexicon)
    behind = max(end, per.end)
    before = None
    if unit not in _NO_RATE and not (found.unit and found.unit.kind == "age"):
        last = view.from_text(cursor.quantities[-1].end) if cursor.quantities else -1
        before = per_before(view.lower, last, numeral.start, measured, lexicon)
    modifier, modifier_start = _modifier(view.lower, found, value, behind, lexicon)
    if numeral.scaled or (found.unit is not None and found.unit.factor != 1):
        low, high = _tidy(low), _tidy(high)
    start, stop = view.span(numeral.start, behind if per.tied else end)
    noun_start, noun_end = view.span(*found.noun_span) if found.noun else (-1, -1)
    cursor.quantities.append(
        Quantity(
            start=start,
            end=stop,
            surface=view.text[start:stop],
            low=low,
            high=high,
            unit=unit,
            modifier=modifier,
            rule=rule,
            of=numeral.of,
            per=joined(before, per.noun, lexicon),
            noun=found.noun[0] if found.noun else None,
            noun_start=noun_start,
            noun_end=noun_end,
            modifier_start=view.span(modifier_start, numeral.end)[0],
        )
    )
    cursor.skip, cursor.last_rule, cursor.last_end = behind, "", -1


def _in_unit(lower: str, found: Candidate, unit: Unit, lexicon: Lexicon) -> _Measured:
    """The value in the canonical unit, with the minutes, cents or half that stand behind the unit."""
    low, high, id_, end = found.numeral.low * unit.factor, found.numeral.high * unit.factor, unit.id, found.unit_end
    if unit.kind == "times":
        whole = low == low.to_integral_value() and high == high.to_integral_value()
        behind = next_word(lower, end)
        compared = behind is not None and behind[0] in lexicon.words["compare"]
        if low > 100 or (whole and not compared and not lexicon.words["times_left"].intersection(found.words)):
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
        low, high, end, rule = low + unit.factor / 2, high + unit.factor / 2, half, rule + ".half"
    return _Measured(low, high, id_, end, rule)


def _without_unit(cursor: Cursor, found: Candidate) -> _Measured:
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
        unit, said = "VND", ">VND.unsaid"
    else:
        end = found.noun_span[1]
    return _Measured(numeral.low, numeral.high, unit, end, numeral.rule + said)


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


def _modifier(lower: str, found: Candidate, value: _Measured, behind: int, lexicon: Lexicon) -> tuple[str, int]:
    """What bounds or blurs the value, before it or from `behind` on, and where such words before it begin."""
    numeral, noun = found.numeral, found.noun[0] if found.noun else ""
    small = found.unit is None and numeral.high <= 20 and numeral.high == numeral.high.to_integral_value()
    before, start = modifier_before(lower, numeral.start, value.end, found.words, noun, small, lexicon)
    modifier = modifier_after(lower, behind, lexicon) or before
    if modifier != "exact":
        return modifier, start
    if found.unit and found.unit.kind == "age" and found.last in lexicon.words["beyond"]:
        modifier = "more_than"  # "ngoài 70 tuổi"
    elif numeral.vague:
        modifier = "about"
    if value.low == value.high and _is_lower_bound(lower, numeral.start, behind, value.unit, lexicon):
        modifier = "at_least"
    return modifier, start


def _is_minus(cursor: Cursor, numeral: Numeral, unit: Unit | None) -> bool:
    """ "-3 độ C", "(-2,5%)", or a signed number alone: elsewhere the sign is a dash or a bullet."""
    lower = cursor.view.lower
    if not numeral.start or lower[numeral.start - 1] not in _SIGNS:
        return False
    if not cursor.lexicon.joints.minus.search(lower, max(0, numeral.start - 2), numeral.start):
        return False
    if alone_on_line(lower, numeral.start, numeral.end):
        return True
    if unit is None or unit.id not in cursor.lexicon.words["signed_units"]:
        return False
    return unit.kind == "physical" or not line_begins(lower, numeral.start, "-−")


def _tidy(value: Decimal) -> Decimal:
    """Drop the zeros that multiplying left behind: 1.8 tỷ is 1800000000, not 1800000000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _is_lower_bound(lower: str, start: int, end: int, id_: str, lexicon: Lexicon) -> bool:
    """ "giá từ 40.000 đồng", "khi có từ 10% cử tri": with no upper end behind it."""
    said = lexicon.joints.from_only.search(lower, max(0, start - 9), start)
    if said is None or (id_ in ("item", "ratio", "percent", "times") and not said["there"]):
        return False
    return lexicon.joints.to_follows.match(lower, end) is None


def _is_age(cursor: Cursor, numeral: Numeral) -> bool:
    """ "ở tuổi 87", "tuổi bình quân là 45,7"; the "tuổi" of a quantity before ("dưới 35 tuổi 8") is taken."""
    begin = max(0, numeral.start - 60)
    if cursor.quantities:
        begin = max(begin, cursor.view.from_text(cursor.quantities[-1].end))
    lower, joints = cursor.view.lower, cursor.lexicon.joints
    if joints.age_for.match(lower, numeral.end):
        near = lower[max(0, numeral.start - _AGE_REACH) : numeral.end + _AGE_REACH]
        return any(form in near for form in cursor.lexicon.words["ages"])
    return joints.age_before.search(lower, begin, numeral.start) is not None
