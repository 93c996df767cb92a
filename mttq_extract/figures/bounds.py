"""What bounds or blurs a number that is kept: the words beside it, its unit, or the way it is said."""

from __future__ import annotations

import re

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.lexicon import Lexicon
from mttq_extract.figures.measure import Measured
from mttq_extract.figures.modifiers import modifier_after, modifier_before
from mttq_extract.types import Quantity

_BOUNDS = ("more_than", "at_least", "less_than", "at_most")
_UPWARDS = " trở lên"
_OR = (" hoặc ", " hay ")
_BRACKETED = re.compile(r"^ \([^()]*\)")


def bound_of(lower: str, found: Candidate, value: Measured, behind: int, lexicon: Lexicon) -> tuple[str, int]:
    """What bounds or blurs the value, before it or from `behind` on, and where such words before it begin."""
    numeral, noun = found.numeral, found.noun[0] if found.noun else ""
    small = found.unit is None and numeral.high <= 20 and numeral.high == numeral.high.to_integral_value()
    before, start = modifier_before(lower, numeral.start, value.end, found.words, noun, small, lexicon)
    modifier = modifier_after(lower, behind, lexicon) or before
    if modifier != "exact":
        return modifier, start
    aged = value.unit == "year" and (found.unit is None or found.unit.kind == "age")
    if aged and found.last in lexicon.words["beyond"]:
        modifier = "more_than"  # "ngoài 70 tuổi"
    elif found.unit and found.unit.kind == "age" and found.last in lexicon.words["not_yet"]:
        modifier = "less_than"
    elif numeral.vague:
        modifier = "about"
    if value.low == value.high and _is_lower_bound(lower, numeral.start, behind, value.unit, lexicon):
        modifier = "at_least"
    return modifier, start


def carried_over(last: Quantity, between: str, unit: str, lexicon: Lexicon) -> str:
    """The bound of the quantity before that holds here too, else "exact".

    "từ 45 triệu đồng hoặc 3.500 USD", "ở khoảng 8,7 độ vĩ bắc; 103,7 độ kinh đông".
    """
    if last.modifier in _BOUNDS and _BRACKETED.sub("", between.removeprefix(_UPWARDS)) in _OR:
        return last.modifier
    if last.modifier == "about" and unit == last.unit == "degree" and lexicon.joints.latitude.fullmatch(between):
        return "about"
    return "exact"


def _is_lower_bound(lower: str, start: int, end: int, id_: str, lexicon: Lexicon) -> bool:
    """ "giá từ 40.000 đồng", "khi có từ 10% cử tri": with no upper end behind it."""
    said = lexicon.joints.from_only.search(lower, max(0, start - 9), start)
    if said is None or (id_ in ("item", "ratio", "percent", "times") and not said["there"]):
        return False
    if lexicon.joints.to_follows.match(lower, end):
        return False
    made = id_ in lexicon.words["materials"] and lexicon.joints.made_from.search(lower, max(0, start - 9), start)
    return not (made and lexicon.joints.material.match(lower, end))
