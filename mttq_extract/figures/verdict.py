"""Whether a number that was read is a figure: every check against it, in order."""

from __future__ import annotations

import re

from mttq_extract.figures.candidate import Candidate
from mttq_extract.figures.cursor import Cursor
from mttq_extract.figures.lexicon import Lexicon, Unit
from mttq_extract.figures.names import is_house_number, name_rule
from mttq_extract.figures.numerals import Numeral, half_of_unit
from mttq_extract.figures.reject import is_anchored, is_clock, is_long_id, is_year, left_rule
from mttq_extract.figures.scan import Word, alone_on_line, line_begins, next_word, phrases
from mttq_extract.figures.uncounted import word_rule
from mttq_extract.text.view import View

_QUOTED = re.compile(r"[^“”’\"\n]{1,28}(?:[”\"]|’’)")
_PHONE_LIKE = re.compile(r"[\d:.()+t/\-x] {0,2}\(?$")
# Rejections that pass on to the rest of their list ("phường 3, 5 và 8").
_LISTED = ("ordinal", "score", "slogan", "name.", "date", "numbered", "contact", "document")
_ROW_REACH = 300  # characters to the next row of such a table
_TITLED = 31  # a larger number before a capital counts ("phương án 160 Ủy viên")
_OWN_NUMBER = re.compile(r" (?:[IVX]{1,4}|\d{1,4}[A-ZĐ]\d?|[A-E])(?!\w)")  # "giai đoạn II", "nhà 12B"
_LETTER = re.compile(r"^-?[a-zđ](?=[ ,])")
_QUOTE_REACH = 400  # characters in which a straight quotation mark finds its partner
_NEW_SENTENCE = re.compile(r"\. ?[A-ZĐÀ-Ỹ]")
_LINE_NUMBER = re.compile(r"[ \t]*(\d{1,3})(?![\d.,/]*\d)")


def rule_against(cursor: Cursor, found: Candidate) -> str | None:
    """The rule by which this number is no figure, or None."""
    lexicon, begins = cursor.lexicon, _begins_name(cursor, found)
    titled = begins and found.numeral.high <= _TITLED  # "lớp 10 Học sinh ôn tập"
    titled = titled or _names_more(cursor, found)
    rule = left_rule(found, found.counted and not titled, lexicon)
    apart = (rule == "name.unit_of_place" and _in_breakdown(cursor, found.numeral)) or _goes_on(cursor, found)
    if rule and not apart:
        return rule
    if _continues_list(cursor, found):
        return f"{cursor.last_rule}+list"
    if found.unit is not None and found.unit.kind == "time" and (rule := _time_rule(cursor, found, found.unit)):
        return rule
    if not found.in_digits:
        return word_rule(cursor, found)
    return _digits_rule(cursor, found, begins) if found.unit is None else None


def _time_rule(cursor: Cursor, found: Candidate, unit: Unit) -> str | None:
    """The rule by which a number with a unit of time tells when and not how long, or None."""
    lower, lexicon, numeral = cursor.view.lower, cursor.lexicon, found.numeral
    if found.in_digits and is_year(numeral, False, found.words, lexicon) and lower[numeral.end].isalpha():
        return "date.year"  # "từ 2017Tháng 8"
    if numeral.digits == "1" and " ".join(found.words[-2:]) in lexicon.words["on_average"]:
        return "article.one"  # "bình quân 1 tháng gần 2 tỷ đồng"
    end = half_of_unit(lower, found.unit_end, lexicon.numerals) or found.unit_end  # "hai năm rưỡi qua"
    after = next_word(lower, end)
    bare = [word for word in found.words if word not in lexicon.modifiers_before]
    if not lexicon.words["lasted"].isdisjoint(phrases(bare, 3)):
        now = after is not None and after[0] in lexicon.words["now"]  # "kéo dài 2 năm nay"
        return "duration.anchored" if now else None
    if unit.id in lexicon.words["short_times"] and lexicon.joints.year_of_hours.match(lower, end):
        return None  # "còn 42 giờ năm 1991"
    if _reaches_now(lower, found, unit, end, after, lexicon):
        return "duration.anchored"
    if unit.id in ("day", "month") and numeral.high <= 31 and lexicon.joints.date_tail.match(lower, end):
        return "date.spelled"
    if unit.id == "year" and lexicon.joints.years_tail.match(lower, end):
        return "period.of_years"
    if unit.id in ("year", "day") and lexicon.anniversary.search(" ".join(found.words)):
        return "anniversary"
    if cursor.last_rule == "clock" and unit.id == "hour" and _joined(cursor, numeral):
        return "clock"  # "20 giờ 30 - 21 giờ"
    if lower[numeral.end : found.unit_end].strip() in lexicon.words["hours_long"]:
        return None  # "mỗi ca từ 5 đến 6 tiếng"
    return "clock" if is_clock(numeral, unit, found.words, after[0] if after else "", lexicon) else None


def _reaches_now(lower: str, found: Candidate, unit: Unit, end: int, after: Word | None, lexicon: Lexicon) -> bool:
    """Whether a duration is anchored, by what stands behind its end or by the words around it."""
    if after and after[0] in lexicon.words["more"]:  # "chỉ còn 6 phút nữa", "chờ thêm 2 tháng nữa" are still to last
        soon = unit.id in lexicon.words["short_times"] and not found.numeral.vague
        return not soon and lexicon.words["lasting_more"].isdisjoint(found.words)
    if found.numeral.vague and after and after[0] in lexicon.words["ahead_of"]:
        return True  # "mấy năm trước khi về hưu" tells when
    if found.last in lexicon.words["to_last"]:
        return False  # "hưởng tiếp 3 tháng sau đó"
    if lexicon.anchored.match(lower, end):
        return True
    if unit.id in ("month", "year", "quarter") and lexicon.anchored_long.match(lower, end):
        return lexicon.words["granted_first"].isdisjoint(found.words)  # "miễn tiền thuê trong 3 tháng đầu"
    second = next_word(lower, after[2]) if after else None
    next_two = " ".join(word[0] for word in (after, second) if word)
    return is_anchored(unit, found.numeral.high, found.words, next_two, lower[end : end + 1] == ",", lexicon)


def _digits_rule(cursor: Cursor, found: Candidate, begins: bool) -> str | None:
    """The rule by which digits without a unit are no figure, or None; `begins` when a name begins behind them."""
    lower, cased, lexicon = cursor.view.lower, cursor.view.cased, cursor.lexicon
    numeral, counted = found.numeral, found.counted
    dated = begins or (
        found.noun is not None and found.noun[0] in lexicon.words["after_year"]
    )  # "giải 2005 chiều 10/10"
    if is_year(numeral, counted and not dated, found.words, lexicon):
        return "date.year"
    if not counted and _is_phone(lower, numeral.start, lexicon):
        return "contact.phone"
    if is_long_id(numeral, counted=counted or found.last.endswith((":", "="))):
        return "contact.account"
    glued = cased[numeral.end : numeral.end + 1].isalpha()
    if glued and not lexicon.count_nouns.match(" " + lower[numeral.end : numeral.end + 24]):
        return "name.glued"
    if lexicon.idiom_right.match(lower, numeral.end):
        return "idiom"
    if not counted and _is_slogan(cursor.view, numeral):
        return "slogan"
    if _is_row_number(lower, numeral) or (not counted and _is_list_number(cursor, found)):
        return "list_number"
    if not numeral.bare or found.ratio:
        return None
    if counted:
        return "name.address" if is_house_number(cased, found, lexicon) else None
    return name_rule(cursor, found)


def _is_phone(lower: str, at: int, lexicon: Lexicon) -> bool:
    near = _PHONE_LIKE.search(lower, max(0, at - 12), at)
    return near is not None and lexicon.phone.search(lower, max(0, at - 48), at) is not None


def _begins_name(cursor: Cursor, found: Candidate) -> bool:
    """ "triển lãm 2005 Hội chợ đồ gỗ": a capital behind a year begins something else."""
    if found.noun is None or not found.words or not cursor.view.cased[found.noun[1]].isupper():
        return False
    return found.last not in cursor.lexicon.words["counts_left"] and found.last not in cursor.lexicon.modifiers_before


def _names_more(cursor: Cursor, found: Candidate) -> bool:
    """ "bước 1 giai đoạn II", "tổ 27 phường Đông Hòa": what stands behind the number has a name of its own."""
    cased, (begin, end) = cursor.view.cased, found.noun_span
    if not found.counted or not found.numeral.bare:
        return False
    if _OWN_NUMBER.match(cased, end):
        return True
    listed = cursor.last_rule.startswith("name.unit_of_place") and _joined(cursor, found.numeral)
    placed = listed or found.last in cursor.lexicon.words["parts_of_place"]
    named = cased[end + 1 : end + 2].isupper() or cased[end + 1 : end + 2].isdigit()  # "tổ 24 phường 15"
    return placed and named and cased[begin:end].lower() in cursor.lexicon.words["places"]


def _in_breakdown(cursor: Cursor, numeral: Numeral) -> bool:
    """ "(tỉnh 2, huyện 7, xã 146)": a level behind a counted level is counted too."""
    if not cursor.quantities:
        return False
    last = cursor.quantities[-1]
    between = cursor.view.lower[cursor.view.from_text(last.end) : numeral.start]
    return last.unit == "item" and last.noun is None and len(between) <= 14 and between[:1] in (",", ";")


def _goes_on(cursor: Cursor, found: Candidate) -> bool:
    """ "3 tháng 10 ngày": days right behind a number of months are no month with its name."""
    if not cursor.quantities or found.unit is None or found.unit.kind != "time":
        return False
    last = cursor.quantities[-1]
    between = cursor.view.lower[cursor.view.from_text(last.end) : found.numeral.start]
    return last.unit in ("month", "year") and between == " " and found.unit.id != "month"


def _is_row_number(lower: str, numeral: Numeral) -> bool:
    """A number that begins its line numbers the row when the line before or after begins with its neighbour."""
    if not numeral.bare or numeral.high > 999 or not line_begins(lower, numeral.start, ""):
        return False
    begin = lower.rfind("\n", 0, numeral.start) + 1
    following = lower.find("\n", numeral.end) + 1
    before = lower.rfind("\n", 0, max(0, begin - 1)) + 1
    value = int(numeral.low)
    if alone_on_line(lower, numeral.start, numeral.end) and _alone_near(lower, numeral, value):
        return True
    return bool(
        (following and _line_number(lower, following) == value + 1)
        or (begin and _line_number(lower, before) == value - 1)
    )


def _alone_near(lower: str, numeral: Numeral, value: int) -> bool:
    """Whether the neighbours of `value` stand alone on lines before and behind it: a table whose cells are lines."""
    before = lower[max(0, numeral.start - _ROW_REACH) : numeral.start].split("\n")
    behind = lower[numeral.end : numeral.end + _ROW_REACH].split("\n")
    near = {other for other in (value - 2, value - 1) if str(other) in before}
    near |= {other for other in (value + 1, value + 2) if str(other) in behind}
    return any(pair <= near for pair in ({value - 2, value - 1}, {value - 1, value + 1}, {value + 1, value + 2}))


def _is_list_number(cursor: Cursor, found: Candidate) -> bool:
    """ "… xã hội 2. Căn cứ giám sát": a number before a sentence, whose neighbour stands before another sentence."""
    numeral = found.numeral
    if not numeral.bare or numeral.digits[0] == "0" or not _NEW_SENTENCE.match(cursor.view.cased, numeral.end):
        return False
    value, numbers = int(numeral.low), cursor.list_numbers()
    before, after = value - 1 in numbers or value == 1, value + 1 in numbers
    if found.last in cursor.lexicon.words["before_bare"]:
        return before and after
    return after or value - 1 in numbers


def _line_number(lower: str, at: int) -> int | None:
    found = _LINE_NUMBER.match(lower, at)
    return int(found[1]) if found else None


def _joined(cursor: Cursor, numeral: Numeral) -> bool:
    """Whether only what joins a list stands between the number and the rejected one before it."""
    return cursor.view.lower[cursor.last_end : numeral.start].strip() in cursor.lexicon.words["list_joint"]


def _continues_list(cursor: Cursor, found: Candidate) -> bool:
    """ "phường 3, 5 và 8": a bare number joined to a rejected one is rejected like it.

    One that counts is not, unless what it counts is `titled`, as in "Điều 6 và 7 chương II".
    """
    if cursor.last_end < 0 or (found.counted and not _names_more(cursor, found)):
        return False
    if found.unit is not None and not (found.unit.kind == "age" and cursor.last_rule.startswith("name.medal")):
        return False  # "Huy hiệu 40, 50 tuổi Đảng"
    numeral = found.numeral
    phone = numeral.rule == "digits.spaced" and cursor.last_rule.startswith("contact")
    code = found.ratio and cursor.last_rule.startswith("numbered") and not found.counted  # "mã hàng 338/339, 340/640"
    if not (numeral.bare or phone or code):
        return False
    if not cursor.last_rule.startswith(_LISTED) or cursor.last_rule == "name.glued":
        return False
    between = cursor.view.lower[cursor.last_end : numeral.start]
    if cursor.last_rule.startswith("contact") and not between.strip():
        return True
    if cursor.last_rule == "slogan" and len(between) < 24 and not set(between) & set('”"\n'):
        return True
    if ";" in between and found.noun is not None and found.noun[0] in cursor.lexicon.words["where"]:
        return False  # "1 ở quận 1; 1 ở quận 8"
    between = _LETTER.sub("", between)  # "quốc lộ 1A, 22"
    return len(between) <= 8 and between.strip() in cursor.lexicon.words["list_joint"]


def _is_slogan(view: View, numeral: Numeral) -> bool:
    """“3 cứng”: a number right behind an opening quotation mark whose phrase is short."""
    before = view.cased[numeral.start - 1 : numeral.start]
    if before not in ("“", '"') or not numeral.bare:
        return False
    near = view.cased[max(0, numeral.start - _QUOTE_REACH) : numeral.start].rpartition("\n")[2]
    if before == '"' and near.count('"') % 2 == 0:
        return False
    return _QUOTED.match(view.cased, numeral.end) is not None
