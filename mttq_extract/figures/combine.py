"""Two numbers that are a ratio; and the unit behind a number."""

from __future__ import annotations

import re
from decimal import Decimal

from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.digits import read_digits
from mttq_extract.figures.lexicon import BEFORE_WORDS, Lexicon, Unit
from mttq_extract.figures.modifiers import modifier_after
from mttq_extract.figures.numerals import Numeral, squeeze
from mttq_extract.figures.reject import is_date_not_ratio
from mttq_extract.figures.scan import Word, next_word, phrases
from mttq_extract.figures.words import read_words

_HOUSE_DIGITS = 3
_COINS = 100  # from here on "đồng tiền" is money: "300.000 đồng tiền điện"
_FEES = 100  # so many times its whole no part is: "24.500/ 6 kỳ" is a fee
_RATIO_REACH = 45  # characters
_SENTENCE = re.compile(r"[.!?]\s|\n")


def ratio_at(cursor: Cursor, numeral: Numeral, words: list[str]) -> Numeral | tuple[str, int] | None:
    """ "7/8 phường" and "1 trong 3 đơn vị" as one numeral with `of`.

    A rule and the end of what it covers when "k/n" is a date, an address or a map scale.
    """
    lower, joints = cursor.view.lower, cursor.lexicon.joints
    if numeral.scaled or numeral.vague or numeral.of is not None:
        return None
    if numeral.low != numeral.low.to_integral_value():
        if (found := joints.out_of.match(lower, numeral.end)) and found["marks"]:
            return _out_of(cursor, numeral, found)
        found = joints.ratio.match(lower, numeral.end)
        whole = Decimal(re.sub("[.,]", "", found[1])) if found else Decimal(0)
        return _with_whole(numeral, found.end(), whole, "ratio.slash") if found and whole > numeral.low else None
    if found := joints.ratio.match(lower, numeral.end):
        whole = Decimal(re.sub("[.,]", "", found[1]))
        if not whole or (not numeral.bare and numeral.low > whole * _FEES):
            return None
        rule = _slash_rule(cursor, numeral, words, whole, found.end())
        return (rule, found.end()) if rule else _with_whole(numeral, found.end(), whole, "ratio.slash")
    if not numeral.digits and lower[numeral.start : numeral.end] in cursor.lexicon.numerals.doubtful:
        return None  # "mỗi năm trên 1 triệu người"
    ranked = bool(words) and words[-1] in cursor.lexicon.words["rank"]  # "đứng thứ 8 trong 36 ngân hàng"
    if not ranked and (found := joints.out_of.match(lower, numeral.end)):
        return _out_of(cursor, numeral, found)
    return None


def _slash_rule(cursor: Cursor, numeral: Numeral, words: list[str], whole: Decimal, end: int) -> str | None:
    """The rule by which "k/n", which ends at `end`, is no ratio, or None."""
    lower, cased, lexicon = cursor.view.lower, cursor.view.cased, cursor.lexicon
    noun = lexicon.count_nouns.match(lower, end)
    counted = noun is not None and "\n" not in lower[end : noun.start(1)]
    last = words[-1] if words else ""
    rated = last in lexicon.words["map_left"]
    if rated and whole % 100 == 0:
        return "scale_of_map"
    after = next_word(lower, end)
    if after is None and lower[end : end + 1] == ",":
        behind = next_word(lower, end + 1)
        if behind and numeral.low > whole > 12 and _two_capitals(cased, behind):
            return "name.address"  # "502/472, Nguyễn Đình Chiểu"
    if after and (not counted or whole > 99 or numeral.low > whole * 3) and _two_capitals(cased, after):
        return "name.address"
    if not numeral.bare:
        return None
    if not (counted or rated) and _is_house(numeral, whole):
        return "name.address"
    proper = numeral.low < whole <= 10
    at_least = proper and modifier_after(lower, end, lexicon) is not None  # "có từ 2/3 số phiếu trở lên"
    fraction = at_least or (proper and _reads_as_fraction(lower, words, after, end, lexicon))
    since = last in lexicon.words["since"] and not at_least  # "từ 1/9 vé xe buýt tăng"
    named = not since and (counted or rated or fraction or _goes_with_last(cursor, numeral.start, whole))
    return "date.day_month" if is_date_not_ratio(int(numeral.low), int(whole), named, whole > 12) else None


def _out_of(cursor: Cursor, numeral: Numeral, found: re.Match[str]) -> Numeral | tuple[str, int] | None:
    lower, lexicon, begin = cursor.view.lower, cursor.lexicon, found.start("n")
    if found["bound"] and numeral.low != 1:
        return None  # "hơn 40 trong tổng số gần 60 hộ" says two numbers, "một trong hơn 30 mô hình" one
    if found["n"][0].isdigit():
        whole = read_digits(lower, begin, found.end("n"), lexicon, cursor.convention)
    else:
        known = found["n"] in lexicon.numerals.digits or found["n"] in lexicon.numerals.tens
        whole = read_words(lower, begin, lexicon) if known else None
    if whole is None or lexicon.unit_at.match(lower, whole.end):
        return None
    if numeral.digits and whole.low < numeral.low:
        return "name.product", found.end()  # "2 trong 1"
    if whole.low > numeral.low and not 1900 <= whole.low <= 2099:
        return _with_whole(numeral, whole.end, whole.low, "ratio.out_of")
    return None


def _is_house(numeral: Numeral, whole: Decimal) -> bool:
    """ "366/10": a house in an alley; of nothing counted, no count exceeds its whole so far."""
    return len(numeral.digits) >= _HOUSE_DIGITS and numeral.low > whole * 3 and whole < 100


def _goes_with_last(cursor: Cursor, start: int, whole: Decimal) -> bool:
    """ "9/9 xã; huyện Nam 10/10", "8 ý kiến, trả lời 8/8": a ratio or its whole stands shortly before."""
    last = next((quantity for quantity in cursor.quantities[:-3:-1] if quantity.unit != "percent"), None)
    if last is None:
        return False
    between = cursor.view.lower[cursor.view.from_text(last.end) : start]
    near = len(between) <= _RATIO_REACH and not _SENTENCE.search(between)
    return near and (last.of is not None or (last.unit == "item" and last.low == whole))


def _reads_as_fraction(lower: str, words: list[str], after: Word | None, end: int, lexicon: Lexicon) -> bool:
    """ "2/3 sản lượng", "giảm 1/3": a proper fraction of a noun, or behind a word of change or a bound."""
    last = words[-1] if words else ""
    if last in lexicon.words["fraction_left"]:
        return True
    bounds = [phrase for phrase in phrases(words, BEFORE_WORDS) if phrase in lexicon.modifiers_before]
    if bounds and bounds[0] not in lexicon.words["latest"]:
        return True
    if after is not None and after[0] in lexicon.words["of_all"]:
        dated = lexicon.words["date_left"] | lexicon.words["dated_of"]
        return dated.isdisjoint(phrases(words, 2))  # "đóng góp 1/4 tổng vốn", "cho 3/5 trong tổng số"
    noun = after is not None and lexicon.may_be_noun(after[0])
    return noun and lower[end : end + 1] == " " and last not in lexicon.words["date_left"]


def _two_capitals(cased: str, word: Word) -> bool:
    second = next_word(cased, word[2])
    shouted = cased[word[1] : word[2]].isupper()
    return cased[word[1]].isupper() and second is not None and second[0][0].isupper() and not shouted


def _with_whole(numeral: Numeral, end: int, whole: Decimal, rule: str) -> Numeral:
    return Numeral(numeral.start, end, numeral.low, numeral.high, f"{numeral.rule}>{rule}", of=whole)


def unit_at(lower: str, numeral: Numeral, lexicon: Lexicon) -> tuple[Unit | None, int]:
    """The unit right behind a number and where it ends; None and the number's end when there is none."""
    found = lexicon.unit_at.match(lower, numeral.end)
    if found is None:
        return None, numeral.end
    unit = lexicon.units[squeeze(found[1])]
    if unit.kind == "money" and numeral.high < _COINS and lexicon.coins.match(lower, found.start(1)):
        return None, numeral.end  # "hai đồng tiền mạnh"
    not_before = unit.not_before_scaled if numeral.scaled and unit.kind == "money" else unit.not_before
    if not_before and not_before.match(lower, found.end()):
        return None, numeral.end
    if "\n" in lower[numeral.end : found.start(1)] and unit.kind not in ("money", "percent"):
        return None, numeral.end
    return unit, found.end()
