"""The figure pass: from a view of a text to its quantities and its rejected numbers, in one scan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mttq_extract.figures.columns import apply_headers
from mttq_extract.figures.combine import range_at, ratio_at, shared_unit, unit_at
from mttq_extract.figures.convention import Convention
from mttq_extract.figures.cursor import Cursor, reject
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.modifiers import modifier_after, modifier_before
from mttq_extract.figures.numerals import Numeral
from mttq_extract.figures.per import per_after, per_before
from mttq_extract.figures.reject import shape_at
from mttq_extract.figures.scan import alone_on_line, left_words, line_begins, next_word
from mttq_extract.figures.uncounted import is_name
from mttq_extract.figures.verdict import glued_left, rule_against
from mttq_extract.figures.words import read_words
from mttq_extract.text.view import View
from mttq_extract.types import Quantity, Rejection

_SIGNS = "-−"
_BILLION = 1_000_000_000
_LEAST_NOTE = 500  # đồng


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
    if words and words[-1] in lexicon.numerals.negative and numeral.low == numeral.high:
        numeral = replace(numeral, low=-numeral.low, high=-numeral.high, rule=f"{numeral.rule}>negative")
    _accept_or_reject(cursor, start, numeral, words)
    return None


def _accept_or_reject(cursor: Cursor, start: int, numeral: Numeral, words: list[str]) -> None:
    lexicon, lower = cursor.lexicon, cursor.view.lower
    ratio = ratio_at(cursor, numeral, words)
    if isinstance(ratio, str):
        joints = lexicon.joints
        found = joints.ratio.match(lower, numeral.end) or joints.out_of.match(lower, numeral.end)
        return reject(cursor, numeral.start, found.end() if found else numeral.end, ratio)
    numeral = ratio or range_at(cursor, numeral) or numeral
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
    noun = next_word(lower, numeral.end) if unit is None else None
    count = lexicon.count_nouns.match(lower, numeral.end) if unit is None else None
    begins = noun[1] if noun else count.start(1) if count else numeral.end
    if "\n" in lower[numeral.end : begins] and cursor.view.cased[begins].isupper():
        noun = count = None  # the next line begins something else
    if noun and lexicon.not_counted.match(lower, noun[1]):
        noun = count = None  # "bao nhiêu" is no bag
    counted = count is not None or bool(noun and noun[0] in lexicon.classifiers)
    rule = rule_against(cursor, numeral, words, unit, unit_end, counted, noun, ratio is not None)
    if rule:
        return reject(cursor, numeral.start, unit_end if unit else numeral.end, rule)
    if unit is None and noun and noun[0] in lexicon.not_a_noun and not counted:
        noun = None
    if numeral.start != start:  # "hơn chục hộ" is read from its "hơn" on
        words = left_words(lower, numeral.start)
    noun_span = count.span(1) if count else noun[1:] if noun else (numeral.end, numeral.end)
    _emit(cursor, numeral, words, unit, unit_end, noun_span, noun[0] if noun else "", counted)
    return None


def _next_line(cursor: Cursor, start: int, end: int) -> bool:
    """Whether a unit stands on the line below its number and opens it with a capital."""
    between = cursor.view.lower[start:end]
    return "\n" in between and cursor.view.cased[end - len(between.lstrip())].isupper()


def _emit(
    cursor: Cursor,
    numeral: Numeral,
    words: list[str],
    unit: Unit | None,
    unit_end: int,
    noun_span: tuple[int, int],
    noun: str,
    counted: bool,
) -> None:
    view, lexicon, lower = cursor.view, cursor.lexicon, cursor.view.lower
    low, high, id_, end, rule = numeral.low, numeral.high, "item", noun_span[1], numeral.rule
    if unit is not None:
        id_, end = unit.id, unit_end
        low, high = low * unit.factor, high * unit.factor
        if unit.kind == "times":
            whole = low == low.to_integral_value() and high == high.to_integral_value()
            if low > 100 or (whole and not lexicon.words["times_left"].intersection(words)):
                id_ = "item"
        rule += f">{id_}"
        if unit.id == "hour" and (minutes := lexicon.joints.hour_minute.match(lower, end)):
            low = high = low * 60 + Decimal(minutes[1])
            id_, end, rule = "minute", minutes.end(), rule + "+minute"
            if minutes[2]:
                low = high = low * 60 + Decimal(minutes[2])
                id_, rule = "second", rule + "+second"
        if unit.kind == "money" and low == high and (cents := lexicon.joints.cents.match(lower, end)):
            low = high = low + Decimal(cents[1]) / 100
            end, rule = cents.end(), rule + "+cents"
        if unit.kind in ("time", "age", "physical") and (half := _half_unit(lower, end, lexicon)):
            low, high, end, rule = low + unit.factor / 2, high + unit.factor / 2, half, rule + ".half"
    elif (
        not noun
        and low != low.to_integral_value()
        and lexicon.joints.factor.search(lower, max(0, numeral.start - 60), numeral.start)
    ):
        id_, end, rule = "times", numeral.end, rule + ">factor"
    elif not counted and _is_age(cursor, numeral):
        id_, end, rule = "year", numeral.end, rule + ">age"
    elif numeral.rule == "words.multiple" or (not counted and lexicon.words["multiply"].intersection(words[-1:])):
        id_, end = "times", numeral.end
    elif _is_bare_money(lower, numeral, words, noun, lexicon):
        id_, end, rule = "VND", numeral.end, rule + ">VND.unsaid"
    if numeral.of is not None:
        id_ = "ratio" if id_ == "item" else id_
    per, per_end = per_after(lower, end, lexicon)
    if per is None:
        per = per_before(lower, numeral.start, lexicon)
    small = unit is None and numeral.high <= 20 and numeral.high == numeral.high.to_integral_value()
    modifier, modifier_start = modifier_before(lower, numeral.start, end, words, noun, small, lexicon)
    if after := modifier_after(lower, max(end, per_end), lexicon):
        modifier = after
    if modifier == "exact" and low == high and _is_lower_bound(lower, numeral.start, max(end, per_end), id_, lexicon):
        modifier = "at_least"
    if modifier == "exact" and unit and unit.kind == "age" and lexicon.words["beyond"].intersection(words[-1:]):
        modifier = "more_than"  # "ngoài 70 tuổi"
    if modifier == "exact" and numeral.vague:
        modifier = "about"
    if numeral.scaled or (unit is not None and unit.factor != 1):
        low, high = _tidy(low), _tidy(high)
    start, stop = view.span(numeral.start, end)
    noun_start, noun_end = view.span(*noun_span) if noun else (-1, -1)
    cursor.quantities.append(
        Quantity(
            start=start,
            end=stop,
            surface=view.text[start:stop],
            low=low,
            high=high,
            unit=id_,
            modifier=modifier,
            rule=rule,
            of=numeral.of,
            per=per,
            noun=noun or None,
            noun_start=noun_start,
            noun_end=noun_end,
            modifier_start=view.span(modifier_start, numeral.end)[0],
        )
    )
    cursor.skip, cursor.last_rule, cursor.last_end = max(end, per_end), "", -1


def _is_minus(cursor: Cursor, numeral: Numeral, unit: Unit | None) -> bool:
    """ "-3 độ C", "(-2,5%)", or a signed number alone: elsewhere the sign is a dash or a bullet."""
    lower = cursor.view.lower
    if not numeral.start or lower[numeral.start - 1] not in _SIGNS:
        return False
    if not cursor.lexicon.joints.minus.search(lower, max(0, numeral.start - 2), numeral.start):
        return False
    if alone_on_line(lower, numeral.start, numeral.end):
        return True
    signed = unit is not None and unit.id in cursor.lexicon.words["signed_units"]
    return signed and (not line_begins(lower, numeral.start, "-−") or (unit is not None and unit.kind == "physical"))


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


def _half_unit(lower: str, end: int, lexicon: Lexicon) -> int | None:
    word = next_word(lower, end)
    return word[2] if word and word[0] in lexicon.numerals.halves else None


def _is_age(cursor: Cursor, numeral: Numeral) -> bool:
    """ "ở tuổi 87", "tuổi bình quân là 45,7"; the "tuổi" of a quantity before ("dưới 35 tuổi 8") is taken."""
    begin = max(0, numeral.start - 60)
    if cursor.quantities:
        begin = max(begin, cursor.view.from_text(cursor.quantities[-1].end))
    return cursor.lexicon.joints.age_before.search(cursor.view.lower, begin, numeral.start) is not None


def _is_bare_money(lower: str, numeral: Numeral, words: list[str], noun: str, lexicon: Lexicon) -> bool:
    """ "40 triệu/nhà", "đóng góp 11 triệu": millions of nothing are đồng; millions of a noun are not."""
    if numeral.low >= _LEAST_NOTE and lexicon.words["note_left"].intersection(words[-1:]):
        return not noun or noun in lexicon.not_a_noun  # "những tờ 20.000"
    least = 1_000_000 if numeral.rule.startswith("words.plural") else 1000  # "lên đến hàng nghìn" may be anything
    if not numeral.scaled or numeral.scale < least:
        return False
    if not noun or noun in lexicon.not_a_noun or noun in lexicon.words["money_nouns"]:
        return True
    if lexicon.count_nouns.match(lower, numeral.end) is not None or noun in lexicon.classifiers:
        return False
    # billions of what nobody counts: "150 tỷ dự phòng"
    return numeral.scale >= _BILLION or lexicon.stop.match(lower, numeral.end + 1) is not None
