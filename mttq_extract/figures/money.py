"""Amounts of money whose currency is not said."""

from __future__ import annotations

import re

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.numerals import Numeral

_BILLION = 1_000_000_000
_TEN_THOUSAND = 10_000
_LEAST_NOTE = 500  # đồng
_LEAST_PRICE = 5000  # below, the amount may be in another currency
_LEAST_SUM = 100_000  # ... where it stands behind a colon
_GROUPED = ("digits.thousands", "digits.groups")  # "50.000", "318.500.000", as amounts are written
_REACH = 45  # characters to the amount before
_SUM_REACH = 60  # characters before the sum whose currency may go on
_ALIKE = 10  # times one sum is the other at most when the currency goes on
_PAID_REACH = 75  # characters to the word that tells of money
_TAIL = 24  # ... behind the time
_CLAUSE = re.compile(r"[.,;:\n]")
_SENTENCE = re.compile(r"[.!?]\s|\n")


def is_bare_money(cursor: Cursor, found: Candidate) -> bool:
    """ "40 triệu/nhà", "đóng góp 11 triệu": millions of nothing are đồng; millions of a noun are not."""
    lower, lexicon = cursor.view.lower, cursor.lexicon
    numeral, noun = found.numeral, found.noun[0] if found.noun else ""
    if numeral.low >= _LEAST_NOTE and found.last in lexicon.words["note_left"]:
        return not noun or noun in lexicon.not_a_noun  # "những tờ 20.000"
    if not numeral.scaled and numeral.rule.startswith(_GROUPED):
        return _is_price(cursor, found, noun)
    if numeral.scaled and (each := lexicon.joints.each_after.match(lower, numeral.end)) and not each["gap"]:
        timed = each["noun"] in lexicon.words["per_times"]  # "25 nghìn một ký" is a price whatever stands before
        return not timed or _is_paid(cursor, numeral, each.end("noun"))
    least = 1_000_000 if numeral.rule.startswith("words.plural") else 1000  # "lên đến hàng nghìn" may be anything
    if numeral.rule.startswith("words.vague"):
        least = _TEN_THOUSAND  # "lên tới vài nghìn" too
    if not numeral.scaled or numeral.scale < least:
        return False
    if noun in lexicon.words["money_nouns"]:
        return True
    if (not noun or noun in lexicon.not_a_noun) and lexicon.joints.people_before.search(
        lower, max(0, numeral.start - _REACH), numeral.start
    ):
        return False  # "lượng khách quốc tế chưa đến 3 triệu"
    if not noun or (noun in lexicon.not_a_noun and not found.counted):
        return True
    if lexicon.count_nouns.match(lower, numeral.end) is not None or noun in lexicon.classifiers:
        return False
    # billions of what nobody counts: "150 tỷ dự phòng"
    return numeral.scale >= _BILLION or lexicon.stop.match(lower, numeral.end + 1) is not None


def _is_paid(cursor: Cursor, numeral: Numeral, end: int) -> bool:
    """ "lương 9 triệu mỗi tháng"; of "khách đến khoảng 3 triệu mỗi năm" nothing is paid."""
    lower, joints = cursor.view.lower, cursor.lexicon.joints
    if paid := joints.money_near.search(lower, _line_start(lower, numeral.start), numeral.start):
        return joints.people_before.search(lower, paid.start(), numeral.start) is None
    clause = _CLAUSE.search(lower, end, end + _TAIL)
    return joints.money_near.search(lower, end, clause.start() if clause else end + _TAIL) is not None


def _line_start(lower: str, at: int) -> int:
    """Where to look from for what a sum is paid for: on its line, not far."""
    return max(lower.rfind("\n", 0, at) + 1, at - _PAID_REACH)


def unsaid_currency(cursor: Cursor, numeral: Numeral) -> str:
    """The currency of an amount that names none: đồng, or that of the sum before it when the sum goes on.

    "chi 254 triệu đôla Singapore, thu 275 triệu"; not "tài trợ 20 triệu USD, huyện chi thêm 300 triệu".
    """
    default = cursor.lexicon.default_currency.id
    last = cursor.quantities[-1] if cursor.quantities else None
    if last is None or last.per or last.unit == default or last.unit not in cursor.lexicon.currencies:
        return default
    if not last.low <= numeral.low * _ALIKE <= last.low * _ALIKE**2:
        return default
    lower, numerals = cursor.view.lower, cursor.lexicon.numerals
    start, end = cursor.view.from_text(last.start), cursor.view.from_text(last.end)
    if numerals.largest_scale(lower[start:end]) != numerals.largest_scale(lower[numeral.start : numeral.end]):
        return default
    said = f"{lower[max(0, start - _SUM_REACH) : start]}|{lower[end : numeral.start]}"
    return last.unit if cursor.lexicon.joints.same_currency.search(said) else default


def _is_price(cursor: Cursor, found: Candidate, noun: str) -> bool:
    """ "thuê bao 50.000 cho máy đầu, 25.000 cho máy sau": round thousands of nothing beside a price."""
    lexicon, numeral = cursor.lexicon, found.numeral
    if found.counted or numeral.low % _LEAST_NOTE or (noun and lexicon.may_be_noun(noun)):
        return False
    words = [word for word in found.words if word not in lexicon.modifiers_before]
    if words and numeral.low >= _LEAST_SUM:  # "số tiền là 5.000.000", "số tiền: 5.000.000"
        words = words[:-1] if words[-1] in lexicon.words["is"] else [*words[:-1], words[-1].rstrip(":")]
    left = {" ".join(words[-1:]), " ".join(words[-2:])}
    if numeral.low >= _LEAST_PRICE and left & lexicon.words["price_left"]:
        return True
    if not cursor.quantities or cursor.quantities[-1].unit != lexicon.default_currency.id:
        return False
    between = cursor.view.lower[cursor.view.from_text(cursor.quantities[-1].end) : numeral.start]
    return len(between) <= _REACH and not _SENTENCE.search(between)
