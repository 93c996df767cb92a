"""Numbers that take the unit, or the scale too, of a number before or behind them."""

from __future__ import annotations

import re
from dataclasses import replace

from mttq_extract.figures.combine import unit_at
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.lexicon import Unit
from mttq_extract.figures.numerals import Numeral, squeeze
from mttq_extract.figures.scan import left_words

_LIST_COMMAS = 2  # commas that make "30, 35, 40 và 45 USD" a list of amounts


def shared_unit(cursor: Cursor, numeral: Numeral) -> tuple[Numeral, Unit | None, int] | None:
    """A number without scale and unit, with those of a later number that hold for it too; None when none do."""
    if not numeral.digits:
        return None
    if crossed := _crossed(cursor, numeral) or _changed(cursor, numeral):
        return crossed
    if ages := _ages(cursor, numeral):
        return ages
    if joint := _list_joint(cursor, numeral):
        return _of_later(cursor, numeral, joint.end(), in_full=False)
    if joint := _change_joint(cursor, numeral):
        return _of_later(cursor, numeral, joint.end(), in_full=numeral.low >= 1000)
    return None


def _crossed(cursor: Cursor, numeral: Numeral) -> tuple[Numeral, Unit, int] | None:
    """ "0,5 x 0,6 m": the measure behind the last side holds for all."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    crossed = lexicon.joints.crossed.match(lower, numeral.end)
    found = lexicon.unit_at.match(lower, crossed.end()) if crossed else None
    unit = lexicon.units[squeeze(found[1])] if found else None
    if unit is None or unit.kind != "physical":
        return None
    return replace(numeral, rule=f"{numeral.rule}>shared_unit"), unit, numeral.end


def _changed(cursor: Cursor, numeral: Numeral) -> tuple[Numeral, Unit, int] | None:
    """ "tăng từ 40 ha lên 65.": a measure or a percentage holds for what it is changed to."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    if not cursor.quantities or not lexicon.joints.changed_end.match(lower, numeral.end):
        return None
    last = cursor.quantities[-1]
    start, end = cursor.view.from_text(last.start), cursor.view.from_text(last.end)
    joint = lexicon.joints.change_to.match(lower, end)
    if joint is None or joint.end() != numeral.start:
        return None
    unit = next((unit for unit in lexicon.units.values() if unit.id == last.unit and unit.factor == 1), None)
    if unit is None or unit.kind not in ("physical", "percent"):
        return None
    if not lexicon.joints.change_from.search(lower, max(0, start - 20), start):
        return None
    return replace(numeral, rule=f"{numeral.rule}>shared_unit"), unit, numeral.end


def _ages(cursor: Cursor, numeral: Numeral) -> tuple[Numeral, Unit, int] | None:
    """ "hai con 6, 9 tuổi": the age behind the last holds for all of a list of people's ages."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    joint = lexicon.joints.ages_comma.match(lower, numeral.end) if numeral.bare and len(numeral.digits) <= 2 else None
    if joint is None:
        return None
    words = left_words(lower, numeral.start)
    first = bool(words) and (words[-1] in lexicon.of_people or words[-1] in lexicon.words["aged"])
    if not first and not _shares_with_last(cursor, numeral):
        return None
    unit = next(unit for unit in lexicon.units.values() if unit.kind == "age" and unit.id == "year")
    return replace(numeral, rule=f"{numeral.rule}>shared_unit"), unit, numeral.end


def _list_joint(cursor: Cursor, numeral: Numeral) -> re.Match[str] | None:
    """ "lần lượt nhận 8 và 7 tỉ đồng", "8,8 và 7,3 tỉ đồng", "110.000, 160.000 đồng": what leads to the last one."""
    lower, joints = cursor.view.lower, cursor.lexicon.joints
    if len(numeral.digits) > 1 and (amounts := joints.comma_money.match(lower, numeral.end)):
        return amounts
    rising = joints.comma_list.match(lower, numeral.end)
    if rising and (rising.group().count(",") >= _LIST_COMMAS or _shares_with_last(cursor, numeral)):
        return rising
    joint = joints.and_digits.match(lower, numeral.end)
    if joint and _is_term(cursor, numeral):
        return joint
    if joint is None or numeral.low != numeral.low.to_integral_value():
        return joint
    listed = joint.group().count(",") + joint.group().count(";")
    if listed >= _LIST_COMMAS or (listed and joint["or"]) or _shares_with_last(cursor, numeral):
        return joint
    return joint if joints.respectively.search(lower, max(0, numeral.start - 90), numeral.start) else None


def _is_term(cursor: Cursor, numeral: Numeral) -> bool:
    """ "kỳ hạn 3, 6 và 12 tháng": terms of loans and deposits."""
    words = left_words(cursor.view.lower, numeral.start)
    return bool(words) and words[-1] in cursor.lexicon.words["term"]


def _shares_with_last(cursor: Cursor, numeral: Numeral) -> bool:
    """Whether the item of the list right before took the unit of a later one."""
    if not cursor.quantities or not cursor.quantities[-1].rule.partition(">shared_unit")[1]:
        return False
    between = cursor.view.lower[cursor.view.from_text(cursor.quantities[-1].end) : numeral.start]
    return between.strip() in (",", ";")


def _change_joint(cursor: Cursor, numeral: Numeral) -> re.Match[str] | None:
    """ "từ mức 20 lên 35 triệu đồng", "giảm từ 2,5 xuống còn 1,9%": what leads to the second number."""
    lower, joints = cursor.view.lower, cursor.lexicon.joints
    joint = joints.change_to.match(lower, numeral.end)
    if joint is None or not joints.change_from.search(lower, max(0, numeral.start - 20), numeral.start):
        return None
    return joint


def _of_later(cursor: Cursor, numeral: Numeral, at: int, in_full: bool) -> tuple[Numeral, Unit | None, int] | None:
    """Give `numeral` the unit of the number at `at`, and its scale unless it is written `in_full`."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    found = lexicon.numerals.scan.match(lower, at)
    last = read_digits(lower, found.start(), found.end(), lexicon, cursor.convention) if found else None
    if last is None:
        return None
    unit, _ = unit_at(lower, last, lexicon)
    term = _is_term(cursor, numeral) or _shares_with_last(cursor, numeral)
    if not last.scaled and (unit is None or (unit.kind == "time" and not term)):
        return None
    if unit is None and last.scale >= 1_000_000 and not lexicon.count_nouns.match(lower, last.end):
        unit = lexicon.default_currency
    scale = 1 if in_full else last.scale  # "từ 500.000 lên 1 triệu đồng"
    value, rule = numeral.low * scale, f"{numeral.rule}>shared_unit"
    shared = replace(numeral, low=value, high=value, rule=rule, bare=False, scaled=last.scaled, scale=scale)
    return shared, unit, numeral.end
